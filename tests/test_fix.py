"""Reports mended: what is safe, what is only shown, what is never touched, and how a file is written back."""

from __future__ import annotations

import codecs
import json
import os
import re
import subprocess
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from textcheck.cli import main
from textcheck.document.reading import fold

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[1] / "samples"
SEEDED = (SAMPLES / "seeded" / "report.txt").read_text(encoding="utf-8")
UNTIDY = """一、重点工作

**一是加强公园养护。**修剪乔木三百株。。
填报日期：2025. 4. 21，支出１２．５万元，增长3.5％，上年增长4%
<p>改进措施</p>&nbsp;按《关于公园管理的通知》（云办[2021]11号）办理。
"""
TIDY = """一、重点工作

一是加强公园养护。修剪乔木三百株。
填报日期：2025.4.21，支出12.5万元，增长3.5%，上年增长4%
改进措施 按《关于公园管理的通知》（云办〔2021〕11号）办理。
"""


def lint(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["lint", "--no-config", *arguments], input=stdin, prog_name="textcheck")


def findings(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(lint(str(path), "--format", "json").stdout)["files"][0]["findings"]
    return found


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(UNTIDY, encoding="utf-8")
    return path


class TestSafe:
    def test_all_kinds(self, untidy: Path) -> None:
        result = lint(str(untidy), "--fix")
        assert untidy.read_text(encoding="utf-8") == TIDY
        assert "已改正 12 处" in result.stdout
        assert result.exit_code == 0

    def test_without_fix_nothing_is_written(self, untidy: Path) -> None:
        result = lint(str(untidy))
        assert "可用 --fix 改正 12 处" in result.stdout
        assert untidy.read_text(encoding="utf-8") == UNTIDY

    def test_what_is_left_decides_the_exit_code(self, untidy: Path) -> None:
        assert lint(str(untidy), "--fail-on", "info").exit_code == 1
        assert lint(str(untidy), "--fix", "--fail-on", "info").exit_code == 0

    @pytest.mark.parametrize(
        "text",
        [
            "张**和李**两名同志参加。",
            "联系电话138****1234。",
            "等待观察。。。",
            "任务1. 25日前完成；任务2. 30日前完成。",
            "第一行<br>第二行",
            "5．2 项目管理",
            "本馆共有职工<b",
        ],
    )
    def test_what_may_mean_something_stays(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "report.txt"
        path.write_text(f"一、情况\n\n{text}\n", encoding="utf-8")
        lint(str(path), "--fix", "--unsafe-fixes")
        assert path.read_text(encoding="utf-8") == f"一、情况\n\n{text}\n"

    def test_suppressed_findings_are_left_alone(self, untidy: Path) -> None:
        untidy.write_text("一、重点工作\n\n修剪三百株。。 <!-- textcheck: ignore W410 原文如此 -->\n", encoding="utf-8")
        before = untidy.read_bytes()
        lint(str(untidy), "--fix")
        assert untidy.read_bytes() == before

    def test_remarks_for_textcheck_stay(self, untidy: Path) -> None:
        remark = "<!-- textcheck: ignore N301 上级批复的口径 -->\n"
        untidy.write_text(remark + UNTIDY, encoding="utf-8")
        lint(str(untidy), "--fix")
        assert untidy.read_text(encoding="utf-8") == remark + TIDY


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_mark_and_line_ends_stay(tmp_path: Path, encoding: str, bom: bytes, end: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(bom + UNTIDY.replace("\n", end).encode(encoding))
    lint(str(path), "--fix")
    assert path.read_bytes() == bom + TIDY.replace("\n", end).encode(encoding)


class TestDiff:
    def test_writes_nothing_and_fails(self, untidy: Path) -> None:
        result = lint(str(untidy), "--diff")
        assert result.exit_code == 1
        assert untidy.read_text(encoding="utf-8") == UNTIDY
        assert "\n-填报日期：2025. 4. 21，" in result.stdout
        assert "\n+填报日期：2025.4.21，支出12.5万元，" in result.stdout

    def test_patch_takes_it(self, untidy: Path) -> None:
        untidy.write_text(UNTIDY.rstrip("\n"), encoding="utf-8")
        change = lint(str(untidy), "--diff").stdout
        subprocess.run(["patch", "-p0", "-s", str(untidy)], input=change.encode(), check=True)  # noqa: S607
        assert untidy.read_text(encoding="utf-8") == TIDY.rstrip("\n")

    def test_nothing_to_do(self, untidy: Path) -> None:
        untidy.write_text(TIDY, encoding="utf-8")
        result = lint(str(untidy), "--diff")
        assert (result.exit_code, result.output) == (0, "")

    def test_of_standard_input(self) -> None:
        result = lint("-", "--diff", stdin=UNTIDY.encode())
        assert result.exit_code == 1
        assert "+填报日期：2025.4.21，" in result.stdout


class TestRefusals:
    def test_standard_input_cannot_be_rewritten(self) -> None:
        result = lint("-", "--fix", stdin=UNTIDY.encode())
        assert result.exit_code == 2
        assert "标准输入不能改写" in result.stderr

    def test_unsafe_fixes_alone(self, untidy: Path) -> None:
        result = lint(str(untidy), "--unsafe-fixes")
        assert result.exit_code == 2
        assert "--unsafe-fixes 要与 --fix 或 --diff 同用" in result.stderr

    def test_other_formats_are_not_changed(self, untidy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from textcheck.readers import text

        read: Callable[..., Any] = text.read
        monkeypatch.setattr(text, "read", lambda *given: read(*given).__class__(path="x", text=UNTIDY, format="PDF"))
        result = lint(str(untidy), "--fix")
        assert result.exit_code == 0
        assert result.stderr == f"textcheck：{untidy}：只有文本报告可以改写，这份没有改动。\n"
        assert untidy.read_text(encoding="utf-8") == UNTIDY

    def test_folder_that_cannot_be_written(self, untidy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        result = lint(str(untidy), "--fix")
        assert result.exit_code == 2
        assert "无法写回改正后的报告：磁盘已满。" in result.stderr
        assert untidy.read_text(encoding="utf-8") == UNTIDY
        assert [path.name for path in untidy.parent.iterdir()] == [untidy.name]


def test_links_and_permissions_stay(untidy: Path, tmp_path: Path) -> None:
    untidy.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(untidy)
    lint(str(link), "--fix")
    assert link.is_symlink()
    assert untidy.read_text(encoding="utf-8") == TIDY
    assert untidy.stat().st_mode & 0o777 == 0o640


class TestFigures:
    @pytest.mark.parametrize("sample", ["seeded", "budget_seeded"])
    def test_right_values_come_back(self, sample: str, tmp_path: Path) -> None:
        expected = tomllib.loads((SAMPLES / sample / "expected.toml").read_text(encoding="utf-8"))["finding"]
        path = tmp_path / "report.txt"
        path.write_bytes((SAMPLES / sample / "report.txt").read_bytes())
        before = path.read_text(encoding="utf-8").split("\n")
        lint(str(path), "--fix", "--unsafe-fixes")
        after = path.read_text(encoding="utf-8").split("\n")
        changed = [at for at, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new]
        assert len(changed) >= 13
        for line in changed:
            (wrong,) = [
                each for each in expected if line in each.get("lines", [each["line"]]) and each["actual"] in before[line - 1]
            ][:1]
            right = wrong["expected"].removesuffix("%").replace(",", "")
            assert any(Decimal(each) == Decimal(right) for each in NUMBER.findall(after[line - 1].replace(",", ""))), wrong

    def test_no_figure_is_changed_without_leave(self, tmp_path: Path) -> None:
        path = tmp_path / "report.txt"
        path.write_text(SEEDED, encoding="utf-8")
        lint(str(path), "--fix")
        assert path.read_text(encoding="utf-8") == SEEDED

    def test_json_tells_both_kinds(self, untidy: Path) -> None:
        assert {each["fix"]["applicability"] for each in findings(untidy) if each["fix"]} == {"safe"}
        kinds = {each["fix"]["applicability"] for each in findings(SAMPLES / "seeded" / "report.txt") if each["fix"]}
        assert kinds == {"unsafe"}


NUMBER = re.compile(r"\d+(?:\.\d+)?")
LITTER = ("**", "。。", "<p>", "</p>", "&nbsp;", "<b>", "，，", "[2021]", ". ", "&quot;", "**一是**")


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.tuples(st.integers(0, len(SEEDED)), st.sampled_from(LITTER)), max_size=12),
    st.sampled_from([[], ["--unsafe-fixes"]]),
)
def test_after_a_fix_nothing_new_is_found(tmp_path: Path, litter: list[tuple[int, str]], options: list[str]) -> None:
    text = SEEDED
    for at, mark in sorted(litter, reverse=True):
        text = text[:at] + mark + text[at:]
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    before = findings(path)
    lint(str(path), "--fix", *options)
    after = findings(path)
    told = [also["code"] for each in before for also in ({"code": each["code"]}, *each["consequences"])]
    for each in after:
        if each["severity"] != "info":
            assert each["code"] in told
            told.remove(each["code"])
    assert not lint(str(path), "--diff", *options).stdout
    if not options:
        digits = [character for character in fold(text) if character.isdigit()]
        assert [character for character in fold(path.read_text(encoding="utf-8")) if character.isdigit()] == digits
