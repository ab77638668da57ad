"""The commands: exit codes, choices, order, errors in Chinese, and what must not be loaded."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from stubs import REPORT, StubRule

from textcheck import engine
from textcheck.assertion import Level
from textcheck.cli import main
from textcheck.outputs import FORMATS, SCREEN
from textcheck.reporters.columns import width
from textcheck.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.assertion import Assertion
    from textcheck.fact.factbase import FactBase


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin, prog_name="textcheck")


@pytest.mark.usefixtures("stubs")
class TestLint:
    @pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
    def test_exit_code_follows_fail_on(self, report: Path, fail_on: str, code: int) -> None:
        assert run("lint", str(report), "--fail-on", fail_on).exit_code == code

    def test_exit_code_of_a_clean_report(self, tmp_path: Path) -> None:
        path = tmp_path / "clean.txt"
        path.write_text("一、支出情况\n\n本年无支出。\n", encoding="utf-8")
        result = run("lint", str(path))
        assert result.exit_code == 0
        assert result.stderr == ""

    def test_notes_alone_pass(self, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("stubs.StubRule.level", Level.INFO)
        assert run("lint", str(report)).exit_code == 0
        assert run("lint", str(report), "--fail-on", "info").exit_code == 1

    def test_stdin(self) -> None:
        result = run("lint", "-", stdin=REPORT)
        assert result.exit_code == 1
        assert "<标准输入>:19:76" in result.stdout

    def test_folder_in_sorted_order(self, tmp_path: Path) -> None:
        for name in ("b.md", "a/z.txt", "a/y.TXT", ".hidden/x.txt", "a/.w.txt", "c.png"):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(REPORT, encoding="utf-8")
        found = json.loads(run("lint", str(tmp_path), str(tmp_path / "b.md"), "--format", "json").stdout)
        assert [Path(file["path"]).name for file in found["files"]] == ["b.md", "y.TXT", "z.txt"]

    def test_side_by_side_gives_the_same_as_one_by_one(self, tmp_path: Path) -> None:
        for number in range(5):
            (tmp_path / f"{number}.txt").write_text("本年无支出。\n" * number + REPORT, encoding="utf-8")
        (tmp_path / "3.txt").write_bytes(b"\x00\x01")
        one = run("lint", str(tmp_path), "--jobs", "1")
        assert run("lint", str(tmp_path), "--jobs", "3").output == one.output
        assert one.exit_code == 2
        assert one.stderr.count("\n") == 1
        assert "共 5 个文件；1 个未能检查完；4 个错误" in one.stdout

    def test_output_to_a_file(self, report: Path, tmp_path: Path) -> None:
        target = tmp_path / "out.json"
        result = run("lint", str(report), "--format", "json", "--output", str(target))
        assert (result.exit_code, result.output) == (1, "")
        assert json.loads(target.read_text(encoding="utf-8"))["summary"]["error"] == 1

    def test_output_never_overwrites_a_report(self, report: Path) -> None:
        result = run("lint", str(report), "--output", str(report))
        assert result.exit_code == 2
        assert report.read_text(encoding="utf-8") == REPORT

    def test_output_that_cannot_be_written(self, report: Path, tmp_path: Path) -> None:
        result = run("lint", str(report), "--output", str(tmp_path / "no" / "out.txt"))
        assert result.exit_code == 2
        assert result.stderr.startswith("textcheck：无法写出结果：")

    def test_english_frame(self, report: Path) -> None:
        assert "error[N901]" in run("lint", str(report), "--lang", "en").stdout

    @pytest.mark.parametrize("arguments", [("--select", "N9"), ("--select", "n901"), ("--ignore", "")])
    def test_selected(self, report: Path, arguments: tuple[str, str]) -> None:
        assert run("lint", str(report), *arguments).exit_code == 1

    def test_ignored(self, report: Path) -> None:
        assert run("lint", str(report), "--ignore", "N901").exit_code == 0

    def test_unknown_code(self, report: Path) -> None:
        result = run("lint", str(report), "--select", "N9,X1")
        assert result.exit_code == 2
        assert result.stderr == "textcheck：没有代码以 X1 开头的规则；用 textcheck rules 查看全部规则。\n"

    @pytest.mark.parametrize("step", ["check", "review"])
    def test_crashing_rule_costs_only_its_own_findings(self, report: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
        class Crash(StubRule):
            code, name = "N902", "crash"

            def check(self, facts: FactBase) -> Iterator[Assertion]:
                assert facts.document
                return self.crash() if step == "check" else iter(())

            def review(self, facts: FactBase, assertions: Sequence[Assertion]) -> Iterator[Assertion]:
                assert facts.document
                assert len(assertions) == 4
                return self.crash() if step == "review" else iter(())

            def crash(self) -> Iterator[Assertion]:
                raise KeyError(self.code)

        monkeypatch.setattr(engine, "all_rules", lambda: (Crash(), StubRule()))
        result = run("lint", str(report), "--format", "json")
        assert result.exit_code == 2
        (file,) = json.loads(result.stdout)["files"]
        assert [finding["code"] for finding in file["findings"]] == ["N901", "N901"]
        assert file["error"].startswith("规则 N902 出错，没有给出结果（KeyError：'N902'，test_cli.py 第 ")
        assert file["error"] in result.stderr

    def test_crash_outside_the_rules_is_one_sentence(self, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("textcheck.batch.findings_of", lambda *_: 1 / 0)
        result = run("lint", str(report))
        assert result.exit_code == 2
        assert "检查这份报告时程序出错（ZeroDivisionError" in result.stderr
        assert "Traceback" not in result.output


@pytest.mark.usefixtures("stubs")
class TestListing:
    def test_extract(self, report: Path) -> None:
        result = run("extract", str(report))
        figures = [json.loads(line) for line in result.stdout.splitlines()]
        assert result.exit_code == 0
        assert len(figures) == 13
        claim = next(figure for figure in figures if figure["text"] == "85.00\n万元")
        assert list(claim) == [
            *("start", "end", "line", "column", "place"),
            *("text", "kind", "value", "unit", "bound", "subject", "role", "period"),
        ]
        assert REPORT[claim["start"] : claim["end"]] == "85.00\n万元"
        assert (claim["line"], claim["column"], claim["value"], claim["unit"]) == (19, 76, "850000", "元")
        assert (claim["kind"], claim["bound"], claim["subject"], claim["period"]) == ("amount", None, "支出", "2024")

    def test_tables(self, report: Path) -> None:
        result = run("tables", str(report))
        assert result.exit_code == 0
        assert "2024年度支出决算表  公开03表" in result.stdout
        assert "[3,2] 120.00  → 支出，决算，2024，1200000 元" in result.stdout

    def test_explain(self) -> None:
        for name in ("N901", "n901", "stub"):
            result = run("explain", name)
            assert result.exit_code == 0
            assert result.stdout.startswith("N901 stub（error）\n\n正文数与表中数不符。\n\n错误示例：\n\n    基本支出")
        assert run("explain", "N999").exit_code == 2

    def test_rules(self) -> None:
        rules, notices, *_ = run("rules").stdout.splitlines()
        assert rules == "N901  error    stub                正文数与表中数不符。"
        assert notices == "U901  info     unused-suppression  豁免没有对应的问题。"

    def test_bad_input(self, tmp_path: Path) -> None:
        for command in ("extract", "tables"):
            result = run(command, str(tmp_path / "no.txt"))
            assert (result.exit_code, result.output) == (2, "textcheck：找不到这个文件。\n")


@pytest.mark.parametrize("code", ["N302", "share", "U901"])
def test_a_page_has_its_parts_in_order(code: str) -> None:
    page = run("explain", code).stdout
    parts = ("\n\n为什么：", "\n\n算法：", "\n\n依据：", "\n\n错误示例：\n\n    ", "\n\n正确示例：\n\n    ")
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_the_example_of_a_page_can_be_tried(tmp_path: Path) -> None:
    page = run("explain", "T201").stdout
    wrong, right = page.split("错误示例：")[1].split("正确示例：")
    for example, code in ((wrong, 1), (right, 0)):
        (tmp_path / "example.txt").write_text(dedent(example), encoding="utf-8")
        assert run("lint", str(tmp_path / "example.txt"), "--select", "T201").exit_code == code


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("lint",), "缺少参数 路径…。"),
        (("lnt", "x"), "没有“lnt”这个命令；可用的有：explain、extract、lint、rules、schema、tables。"),
        (("lint", "--fomat", "json", "x"), "没有 --fomat 这个选项，是不是 --format？"),
        (("lint", "--format", "xml", "x"), f"没有“xml”这种格式；可用的有：{'、'.join((SCREEN, *FORMATS))}。"),
        (("lint", "--jobs", "0", "x"), "选项 --jobs 的取值不对，应为不小于 1 的整数。"),
        (("lint", "x", "--jobs"), "选项 --jobs 后面要有一个值。"),
        (("lint", "x", "--ledger=yes"), "选项 --ledger 不带值。"),
        (("rules", "x"), "多出了参数：x"),
        (("-x",), "没有 -x 这个选项。"),
    ],
)
def test_usage_errors_are_chinese(arguments: tuple[str, ...], sentence: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"textcheck：{sentence}\n")
    assert not result.stdout


def test_help_is_chinese() -> None:
    for arguments in ((), ("lint",), ("extract",), ("tables",), ("explain",), ("rules",)):
        result = run(*arguments, "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith("用法：textcheck")
        assert not {"Usage", "Options", "Commands", "Show"} & set(result.stdout.replace(":", " ").split())
    assert run().exit_code == 2
    assert run().stderr == run("--help").stdout


def test_help_fits_eighty_columns_and_breaks_no_name() -> None:
    lines = CliRunner(env={"COLUMNS": "80"}).invoke(main, ["lint", "--help"], prog_name="textcheck").stdout.split("\n")
    assert max(map(width, lines)) <= 80
    begins = {width(line) - width(line.lstrip()) for line in lines if line.startswith(" " * 10)}
    assert len(begins) == 1, "what options mean stands in one column"
    words = " ".join(lines).replace("；", " ").split()
    assert {*FORMATS, SCREEN} <= set(words)


def test_a_circle_of_links_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    result = run("lint", str(tmp_path / "a.txt"))
    assert (result.exit_code, result.stderr) == (2, f"textcheck：{tmp_path / 'a.txt'}：无法读取：符号链接绕成了圈。\n")


def test_statistics_are_told_though_every_format_goes_to_a_file(report: Path, tmp_path: Path) -> None:
    silent = run("lint", str(report), "--format", f"json:{tmp_path / 'a.json'}")
    told = run("lint", str(report), "--format", f"json:{tmp_path / 'a.json'}", "--statistics")
    assert not silent.stdout
    assert told.stdout == run("lint", str(report), "--statistics").stdout[-len(told.stdout) :]
    assert told.stdout.split()[:5] == ["代码", "级别", "个数", "份数", "规则"]


def test_version() -> None:
    assert run("--version").stdout == f"textcheck {VERSION}\n"
