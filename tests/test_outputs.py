"""Where results go: several formats in one run, and every way in which a target can be wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from stubs import REPORT

from textcheck.cli import main
from textcheck.outputs import FORMATS, Wish, wishes
from textcheck.reporters.paths import relative, uri

TEXTS = [form for form in FORMATS if form in ("json", "jsonl", "csv", "sarif", "junit", "github", "rdjson", "codeclimate")]


def lint(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["lint", "--no-config", *arguments], prog_name="textcheck")


@pytest.mark.usefixtures("stubs")
class TestSeveral:
    def test_each_file_holds_what_the_format_alone_would_print(self, report: Path, tmp_path: Path) -> None:
        targets = {form: tmp_path / f"out.{form}" for form in TEXTS}
        result = lint(str(report), *[part for form, target in targets.items() for part in ("--format", f"{form}:{target}")])
        assert (result.exit_code, result.output) == (1, "")
        for form, target in targets.items():
            assert target.read_text(encoding="utf-8") == lint(str(report), "--format", form).stdout, form

    def test_one_on_the_screen_beside_a_file(self, report: Path, tmp_path: Path) -> None:
        target = tmp_path / "out.json"
        result = lint(str(report), "--format", "terminal", "--format", f"json:{target}")
        assert result.stdout == lint(str(report)).stdout
        assert json.loads(target.read_text(encoding="utf-8"))["summary"]["error"] == 1

    def test_output_goes_with_the_one_that_names_no_file(self, report: Path, tmp_path: Path) -> None:
        one, two = tmp_path / "one", tmp_path / "two"
        result = lint(str(report), "--format", f"csv:{one}", "--format", "jsonl", "--output", str(two))
        assert (result.exit_code, result.output) == (1, "")
        assert one.read_text(encoding="utf-8").startswith("\ufeff文件,")
        assert two.read_text(encoding="utf-8").startswith('{"path"')

    def test_an_old_file_is_replaced(self, report: Path, tmp_path: Path) -> None:
        target = tmp_path / "out.sarif"
        target.write_text("x" * 1_000_000, encoding="utf-8")
        lint(str(report), "--format", f"sarif:{target}")
        assert json.loads(target.read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.usefixtures("stubs")
class TestRefused:
    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            (("--format", "json", "--format", "csv"), "只能有一种格式写到屏幕"),
            (("--format", "json", "--diff"), "只能有一种格式写到屏幕"),
            (("--format", "json:a", "--format", "csv:./a"), "两种格式不能写进同一个文件"),
            (("--format", "json:a", "--output", "a"), "--output 只用于一种没有写明文件的格式"),
            (("--format", "json", "--format", "csv", "--output", "a"), "--output 只用于一种没有写明文件的格式"),
            (("--format", "json:report.txt"), "结果不能写进被检查的文件或文件夹"),
            (("--format", "sarif:link.txt"), "结果不能写进被检查的文件或文件夹"),
            (("--format", "json:no/a"), "无法写出结果：找不到这个文件或文件夹。"),
            (("--format", "sarif:no/a"), "无法写出结果：找不到这个文件或文件夹。"),
            (("--format", "csv:folder"), "无法写出结果：这是文件夹，不是文件。"),
            (("--format", "SARIF:a"), "没有“SARIF”这种格式"),
        ],
    )
    def test_with_one_sentence_and_nothing_written(
        self, report: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], sentence: str
    ) -> None:
        monkeypatch.chdir(report.parent)
        Path("link.txt").symlink_to(report.name)
        Path("folder").mkdir()
        result = lint(report.name, *options)
        assert result.exit_code == 2
        assert sentence in result.stderr
        assert result.stdout == ""
        assert report.read_text(encoding="utf-8") == REPORT
        assert sorted(path.name for path in Path().iterdir()) == ["folder", "link.txt", "report.txt"]


def test_a_drive_letter_belongs_to_the_file_name() -> None:
    assert wishes(("json:C:\\审核\\结果 1.json",), "") == [Wish("json", "C:\\审核\\结果 1.json")]


@pytest.mark.usefixtures("stubs")
def test_names_with_blanks_and_colons(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "C:结果 1.json"
    lint(str(report), "--format", f"json:{target}")
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "textcheck/1"


def test_paths_as_other_programs_look_them_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative(str(tmp_path / "a" / "b.txt")) == "a/b.txt"
    assert relative(f".{os.sep}a.txt") == "a.txt"
    assert relative(f"{tmp_path}x{os.sep}b.txt") == f"{tmp_path}x/b.txt"
    assert relative("-") == "stdin"
    assert uri("年 报.txt") == "%E5%B9%B4%20%E6%8A%A5.txt"
    assert uri("/elsewhere/年.txt") == "file:///elsewhere/%E5%B9%B4.txt"


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("form", ["sarif", "json", "csv"])
def test_standard_output_closed_early(form: str, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(REPORT, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "textcheck", "lint", str(tmp_path), "--format", form, "--jobs", "1"]
    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (result.returncode, result.stderr) == (141, b"")


@pytest.mark.parametrize("form", ["sarif", "json"])
def test_no_standard_output_at_all(form: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    program = "import sys; sys.stdout = None; from textcheck.cli import main; main()"
    command = [sys.executable, "-c", program, "lint", str(tmp_path), "--format", form]
    result = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    assert (result.returncode, result.stderr.decode()) == (2, "textcheck：标准输出已关闭，无处写出结果。\n")
