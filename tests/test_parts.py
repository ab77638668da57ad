"""A report in several files: as an archive, or named together; it gives what the same report in one file gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from composing.parts import halves, workbook_and_word, zipped
from composing.sheets import compose as workbook
from composing.web import tables_page
from composing.word import compose

from textcheck.cli import main
from textcheck.document.source import Place
from textcheck.document.span import Span
from textcheck.errors import InputError
from textcheck.readers.formats import read_source
from textcheck.readers.limits import Limits
from textcheck.readers.naming import is_litter, order

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/report.txt"))


def text_of(name: str) -> str:
    return (SAMPLES / name / "report.txt").read_text(encoding="utf-8")


def lint(*arguments: str | Path) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["lint", "--format", "json", "--no-config", *map(str, arguments)])
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def findings(found: dict[str, Any]) -> list[tuple[object, ...]]:
    assert [file["error"] for file in found["files"]] == [None] * len(found["files"])
    return [
        (each["code"], each["actual"], each["expected"], each["fingerprint"])
        for file in found["files"]
        for each in file["findings"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_text_and_page_named_together(name: str, tmp_path: Path) -> None:
    first, second = halves(text_of(name))
    (tmp_path / "附表.html").write_bytes(tables_page(first))
    (tmp_path / "说明.txt").write_text(second, encoding="utf-8")
    (tmp_path / "whole.txt").write_text(text_of(name), encoding="utf-8")
    joined = lint("--as-one", tmp_path / "附表.html", tmp_path / "说明.txt")
    assert findings(joined) == findings(lint(tmp_path / "whole.txt"))
    assert joined["files"][0]["path"].endswith("附表.html")
    for finding in joined["files"][0]["findings"]:
        assert finding["location"]["place"]["file"] in ("附表.html", "说明.txt")


def test_a_word_file_and_a_page_named_together(tmp_path: Path) -> None:
    first, second = halves(text_of("seeded"))
    (tmp_path / "附表.html").write_bytes(tables_page(first))
    (tmp_path / "说明.docx").write_bytes(compose(second))
    (tmp_path / "whole.txt").write_text(text_of("seeded"), encoding="utf-8")
    assert findings(lint("--as-one", tmp_path / "附表.html", tmp_path / "说明.docx")) == findings(lint(tmp_path / "whole.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_and_a_word_file_named_together(name: str, tmp_path: Path) -> None:
    first, second = halves(text_of(name))
    (tmp_path / "附表.xlsx").write_bytes(workbook(first))
    (tmp_path / "说明.docx").write_bytes(compose(second))
    (tmp_path / "whole.txt").write_text(text_of(name), encoding="utf-8")
    joined = lint("--as-one", tmp_path / "附表.xlsx", tmp_path / "说明.docx")
    assert findings(joined) == findings(lint(tmp_path / "whole.txt"))
    for finding in joined["files"][0]["findings"]:
        place = finding["location"]["place"]
        assert (place["file"], "sheet" in place) in (("附表.xlsx", True), ("说明.docx", False))


def test_an_archive_of_a_workbook_and_a_word_file(tmp_path: Path) -> None:
    (tmp_path / "r.zip").write_bytes(workbook_and_word(text_of("seeded")))
    (tmp_path / "whole.txt").write_text(text_of("seeded"), encoding="utf-8")
    assert findings(lint(tmp_path / "r.zip")) == findings(lint(tmp_path / "whole.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_an_archive_of_both(name: str, tmp_path: Path) -> None:
    first, second = halves(text_of(name))
    (tmp_path / "r.zip").write_bytes(zipped({"2说明.txt": second.encode(), "1附表.html": tables_page(first), "Thumbs.db": b"x"}))
    (tmp_path / "whole.txt").write_text(text_of(name), encoding="utf-8")
    assert findings(lint(tmp_path / "r.zip")) == findings(lint(tmp_path / "whole.txt"))


def test_narrative_is_bound_with_the_tables_of_another_file(tmp_path: Path) -> None:
    first, second = halves(text_of("clean"))
    (tmp_path / "a.txt").write_text(first, encoding="utf-8")
    (tmp_path / "b.txt").write_text(second.replace("5824.88", "5842.88"), encoding="utf-8")
    found = lint("--as-one", tmp_path / "b.txt", tmp_path / "a.txt")
    places = [
        each["location"]["place"] for each in found["files"][0]["findings"] if each["actual"] and "5842.88" in each["actual"]
    ]
    assert places
    assert all(place["file"] == "b.txt" and place["line"] for place in places)


def test_lines_are_those_of_the_part() -> None:
    source = read_source(zipped({"1.txt": "甲局2024年度部门决算\n\n".encode(), "2.txt": "一\n二\n".encode()}), "r.zip")
    at = source.text.index("二")
    assert source.place(at) == Place(file="2.txt", line=2)
    assert source.places(Span(0, at)) != []


def test_several_reports_in_an_archive_are_checked_each_alone(tmp_path: Path) -> None:
    texts = {f"{name}.txt": text_of(name).encode() for name in ("clean", "budget")}
    (tmp_path / "all.zip").write_bytes(zipped(texts))
    files = lint(tmp_path)["files"]
    assert sorted(Path(file["path"]).name for file in files) == ["budget.txt", "clean.txt"]
    assert all(Path(file["path"]).parent.name == "all.zip" and not file["error"] for file in files)


def test_an_error_names_the_part(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    found = lint("--as-one", tmp_path / "a.txt", tmp_path / "b.txt")
    assert "b.txt：文件是空的" in found["files"][0]["error"]
    missing = lint("--as-one", tmp_path / "a.txt", tmp_path / "c.txt")
    assert "c.txt：找不到" in missing["files"][0]["error"]


def test_a_folder_gives_every_report_once_and_none_of_the_litter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text_of("budget"), encoding="utf-8")
    (tmp_path / "b.HTML").write_bytes(tables_page(text_of("budget")))
    (tmp_path / "~$b.html").write_bytes(b"lock")
    (tmp_path / "out.html").write_text(
        '<html><meta name="generator" content="textcheck 1"><body>x</body></html>', encoding="utf-8"
    )
    (tmp_path / "b_files").mkdir()
    (tmp_path / "b_files" / "x.html").write_text("<html>x</html>", encoding="utf-8")
    assert [Path(file["path"]).name for file in lint(tmp_path, tmp_path / "a.txt")["files"]] == ["a.txt", "b.HTML"]


def test_names_in_gbk_are_read() -> None:
    name = "说明.txt"
    data = zipped({"??????.txt".replace("?", "q")[2:]: "甲局部门决算\n".encode()})
    assert len(name.encode("gbk")) == 8
    source = read_source(data.replace(b"qqqq.txt", name.encode("gbk")), "r.zip")
    assert source.place(0).file == name


@pytest.mark.parametrize(
    ("names", "ordered"),
    [
        (["附表10.xls", "附表2.xls", "决算说明.docx"], ["决算说明.docx", "附表2.xls", "附表10.xls"]),
        (["附件十.txt", "附件二.txt", "附件一.txt"], ["附件一.txt", "附件二.txt", "附件十.txt"]),
        (["02说明.txt", "01附表.txt"], ["01附表.txt", "02说明.txt"]),
        (["附表/1.txt", "说明.txt"], ["说明.txt", "附表/1.txt"]),
    ],
)
def test_the_order_of_names(names: list[str], ordered: list[str]) -> None:
    assert sorted(names, key=order) == ordered


def test_litter() -> None:
    assert [
        name for name in ("__MACOSX/a.txt", "~$a.docx", "a/Thumbs.db", ".x/a.txt", "./a.txt", "a.txt") if not is_litter(name)
    ] == [
        "./a.txt",
        "a.txt",
    ]


def locked() -> bytes:
    data = bytearray(zipped({"a.txt": b"x"}))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (locked(), "密码"),
        (zipped({"a.exe": b"MZ"}), "没有能检查的报告"),
        (zipped({"a.txt": b" "}), "a.txt：文件是空的"),
        (zipped({"a.txt": b"0" * 9_000_000}), "压缩得异常小"),
        (zipped({"1.zip": zipped({"2.zip": zipped({"3.zip": zipped({"a.txt": b"x"})})})}), "太多层"),
        (zipped({f"{at}.txt": b"x" for at in range(40)}), "超过 30 个"),
        (zipped({"a.txt": b"x"})[:-10], "损坏"),
    ],
)
def test_hostile_archives(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_source(data, "r.zip", Limits(parts=30))


def test_archives_that_hold_too_much_are_refused_as_a_whole() -> None:
    full = zipped({"a.txt": b"0" * 90_000})
    group = zipped({f"{at}.zip": full for at in range(6)})
    with pytest.raises(InputError, match="解开以后太大"):
        read_source(zipped({"甲.txt": "甲局部门决算".encode(), "乙.zip": group}), "r.zip", Limits(unpacked=400_000))


def test_what_is_left_out_is_said() -> None:
    source = read_source(zipped({"a.txt": "甲局部门决算\n".encode(), "b.png": b"\x89PNG", "c.txt": b""}), "r.zip")
    assert [remark.code for remark in source.remarks] == ["U910", "U910"]
    assert any("b.png" in remark.message for remark in source.remarks)


def test_a_broken_file_costs_only_itself() -> None:
    report = "甲局2024年度部门决算\n".encode()
    data = bytearray(zipped({"a.txt": report, "b.txt": "乙表\n".encode() * 9, "c.zip": zipped({"d.txt": report})[:-5]}))
    data[data.index(b"b.txt") + 5] ^= 0xFF  # the first byte of what is packed
    source = read_source(bytes(data), "r.zip", Limits())
    assert "甲局" in source.text
    assert [remark.place and remark.place.file for remark in source.remarks] == ["b.txt", "c.zip"]
    assert all("已经损坏" in remark.message for remark in source.remarks)
