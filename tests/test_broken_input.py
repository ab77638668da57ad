"""Whatever is handed in: a clear sentence or a partial result, never a traceback."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stubs import REPORT

from textcheck.cli import main
from textcheck.readers.limits import LIMITS

if TYPE_CHECKING:
    from pathlib import Path

TABLE = REPORT[REPORT.index("2024年度支出决算表") : REPORT.index("第二部分")]


def lint(*arguments: str) -> tuple[int, dict[str, Any], str]:
    result = CliRunner().invoke(main, ["lint", "--format", "json", *arguments])
    assert "Traceback" not in result.output
    return result.exit_code, json.loads(result.stdout), result.stderr


def check(path: Path, data: bytes) -> tuple[int, dict[str, Any], str]:
    path.write_bytes(data)
    return lint(str(path))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的，没有可检查的内容。"),
        (b" \r\n\t\n", "文件是空的，没有可检查的内容。"),
        ("\ufeff".encode(), "文件是空的，没有可检查的内容。"),
        (b"\x00\x00\x01\x00\x02" * 501, "这是二进制文件，不是文本。"),
        (bytes(range(256)) * 8, "这是二进制文件，不是文本。"),
        (b"\x01\x02\x03\x04" * 500, "文件里多是控制字符，不像文本，可能是二进制文件或编码有误。"),
        (b"%PDF-1.7\n", "PDF 文件已经损坏，打不开。"),
        (b"PK\x05\x06" + bytes(18), "压缩包里没有能检查的报告。"),
        (b"PK\x03\x04rest", "这是 Word、Excel 或压缩包一类的文件，但已经损坏，打不开。"),
        (b"\xff\xff\xfe\xfd\xff", "无法识别文件编码：既不是 UTF-8、UTF-16，也不是 GB18030。"),
        (REPORT.encode("utf-16")[:-1], "文件开头标明是 UTF-16 编码，内容却不是，可能已经损坏。"),
    ],
)
def test_no_text(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "report.txt"
    code, found, err = check(path, data)
    assert code == 2
    assert found["files"][0]["error"] == sentence
    assert err == f"textcheck：{path}：{sentence}\n"


@pytest.mark.usefixtures("stubs")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends_change_no_finding(tmp_path: Path, encoding: str, end: str) -> None:
    expected = check(tmp_path / "plain.txt", REPORT.encode())[1]["files"][0]
    code, found, _ = check(tmp_path / "other.txt", REPORT.replace("\n", end).encode(encoding))
    (file,) = found["files"]
    assert code == 1
    assert file["figures"] == expected["figures"]
    assert [f["location"] for f in file["findings"]] == [f["location"] for f in expected["findings"]]
    assert [f["fingerprint"] for f in file["findings"]] == [f["fingerprint"] for f in expected["findings"]]


@pytest.mark.parametrize("cut", range(1, len(TABLE), 7))
def test_table_cut_in_the_middle(tmp_path: Path, cut: int) -> None:
    code, found, err = check(tmp_path / "cut.txt", TABLE[:cut].encode())
    assert code in (0, 1), err
    assert found["files"][0]["error"] is None


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("一、支出情况\n\n本馆本年支出合计 120.00 万元。\n", "没有读到表格，文字与表格是否一致未能检查"),
        (TABLE, "没有读到正文，只检查了表格"),
    ],
)
def test_half_a_report_says_what_was_not_checked(tmp_path: Path, text: str, remark: str) -> None:
    path = tmp_path / "half.txt"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["lint", "--fail-on", "never", str(path)])
    assert result.exit_code == 0
    assert remark in result.stdout


def test_missing_file_and_folder_without_reports(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "budget.bin").touch()
    (tmp_path / "reports" / "~$budget.xlsx").touch()
    code, found, err = lint(str(tmp_path / "no.txt"), str(tmp_path / "reports"))
    assert code == 2
    assert [file["error"] for file in found["files"]] == ["找不到这个文件。", "文件夹里没有能检查的报告。"]
    assert err.count("\n") == 2


@pytest.mark.parametrize(
    ("names", "sentence"),
    [(("no.txt", "a.txt"), "no.txt：找不到这个文件。"), (("a.txt", "no.txt"), "a.txt：no.txt：找不到这个文件。")],
)
def test_the_missing_part_is_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    code, _, err = lint("--as-one", *names)
    assert (code, err) == (2, f"textcheck：{sentence}\n")


def test_link_that_leads_nowhere_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "budget.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "final.pdf").symlink_to("moved.pdf")
    code, found, err = lint(str(tmp_path))
    assert code == 2
    assert [file["error"] for file in found["files"]] == [None, "找不到这个文件。"]
    assert err == f"textcheck：{tmp_path / 'final.pdf'}：找不到这个文件。\n"


def test_unreadable_path_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    monkeypatch.setattr("os.access", lambda path, *_: not str(path).endswith("a.txt"))  # as for a user who is not root
    code, found, _ = lint("--fail-on", "never", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert (code, len(found["files"])) == (0, 2)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.touch(mode=0o000)
    assert lint(str(path))[1]["files"][0]["error"] == "无法读取：没有权限。"


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    os.mkfifo(path)
    code, found, _ = lint(str(path))
    assert (code, found["files"][0]["error"]) == (2, "这不是普通文件，没有检查。")
    code, found, _ = lint(str(tmp_path))
    assert (code, found["files"][0]["error"]) == (2, "文件夹里没有能检查的报告。")


def test_file_that_fails_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "report.txt"
    path.touch()
    monkeypatch.setattr("textcheck.readers.formats.open", refuse, raising=False)
    assert lint(str(path))[1]["files"][0]["error"] == "无法读取：没有权限。"


@pytest.mark.parametrize(
    "name", [b"a\nb.txt", b"\xff\xfe.txt", "全角　名 (1).txt".encode(), b"-x;$(y).txt", b"\x1b[1m.txt", b"'\".txt"]
)
@pytest.mark.parametrize("form", ["json", "terminal"])
def test_odd_names(tmp_path: Path, name: bytes, form: str) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)
    with open(path, "wb") as file:
        file.write(REPORT.encode())
    program = "from textcheck.cli import main; main()"
    for given_ in (path, os.fsencode(tmp_path)):
        command = [
            os.fsencode(part) for part in (sys.executable, "-c", program, "lint", "--fail-on", "never", "--format", form, given_)
        ]
        process = subprocess.run(command, capture_output=True, check=False, timeout=60)
        assert (process.returncode, process.stderr) == (0, b"")
        assert b"\x1b" not in process.stdout
        process.stdout.decode("utf-8")


LONG = f"文件超过 {LIMITS.text // 1_000_000} MB，不像一份报告的文本，没有检查。"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"1 " * 25_000_000, LONG),
        (b"1," * (LIMITS.text // 2), f"第 1 行长达 {LIMITS.text} 个字符，不像一份报告的文本，没有检查。"),
        (b"\n" + b"12.5\t" * (LIMITS.line // 2), f"第 2 行长达 {LIMITS.line // 2 * 5} 个字符，不像一份报告的文本，没有检查。"),
    ],
    ids=["50 MB line", "20 MB line", "long row"],
)
def test_huge_input_is_declined(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(data)
    program = "from textcheck.cli import main; main()"
    began = time.monotonic()
    process = subprocess.run([sys.executable, "-c", program, "lint", str(path)], capture_output=True, check=False, timeout=60)
    assert time.monotonic() - began < 20
    assert process.returncode == 2
    assert process.stderr.decode() == f"textcheck：{path}：{sentence}\n"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_000_000


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_give_an_answer(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(data)
    for arguments in (["lint", "--ledger", "--format", "json"], ["lint"], ["tables"], ["extract"]):
        result = CliRunner().invoke(main, [*arguments, str(path)])
        assert result.exit_code in (0, 1, 2)
        assert "出错（" not in result.output
        assert "Traceback" not in result.output
