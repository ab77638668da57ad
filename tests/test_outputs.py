"""Where results go: several formats in one run, and every way in which a target can be wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from stubs import REPORT

from textcheck.cli import main
from textcheck.outputs import FORMATS, Wish, wishes
from textcheck.reporters.paths import relative, uri
from textcheck.reporters.xlsx import XlsxReporter

if TYPE_CHECKING:
    from textcheck.report import Report
    from textcheck.reporters.xlsx.part import Part

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
            (("--format", "json:a", "--format", "csv:./a"), "两种结果不能写进同一个文件"),
            (("--format", "json:a", "--write-baseline", "./a"), "两种结果不能写进同一个文件"),
            (("--write-baseline", "no/a"), "无法写出结果：no/a：找不到这个文件或文件夹。"),
            (("--write-baseline", "folder"), "无法写出结果：folder：这是文件夹，不是文件。"),
            (("--format", "json:a", "--output", "a"), "--output 只用于一种没有写明文件的格式"),
            (("--format", "json", "--format", "csv", "--output", "a"), "--output 只用于一种没有写明文件的格式"),
            (("--format", "json:report.txt"), "结果不能写进被检查的文件或文件夹"),
            (("--format", "sarif:link.txt"), "结果不能写进被检查的文件或文件夹"),
            (("--format", "json:no/a"), "无法写出结果：no/a：找不到这个文件或文件夹。"),
            (("--format", "sarif:no/a"), "无法写出结果：no/a：找不到这个文件或文件夹。"),
            (("--format", "csv:folder"), "无法写出结果：folder：这是文件夹，不是文件。"),
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


@pytest.mark.usefixtures("stubs")
class TestWhatIsReadIsNotWrittenOver:
    """Nothing may be written over a file that is to be checked, whichever way it came in."""

    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        for name in ("a.txt", "b.txt"):
            Path(name).write_text(REPORT, encoding="utf-8")
        Path("index.html").write_text(f"<html><body><pre>{REPORT}</pre></body></html>", encoding="utf-8")
        other = REPORT.replace("青岚县图书馆", "青岚县博物馆")
        with zipfile.ZipFile("both.zip", "w") as archive:
            archive.writestr("图书馆.txt", REPORT)
            archive.writestr("博物馆.txt", other)
        return tmp_path

    @pytest.mark.parametrize(
        "options",
        [
            ("--as-one", "a.txt", "b.txt", "--format", "json:b.txt"),
            ("--as-one", "a.txt", "b.txt", "--write-baseline", "b.txt"),
            ("both.zip", "--format", "json:both.zip"),
            ("a.txt", "--write-baseline", "a.txt"),
            (".", "--format", "html:."),
        ],
    )
    def test_refused(self, folder: Path, options: tuple[str, ...]) -> None:
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        result = lint(*options)
        assert result.exit_code == 2
        assert result.stderr.startswith("textcheck：结果不能写进被检查的文件或文件夹：")
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before

    def test_a_copy_takes_another_name(self, folder: Path) -> None:
        Path("a.txt.批注稿.docx").write_text(REPORT, encoding="utf-8")
        lint("a.txt", "a.txt.批注稿.docx", "--format", f"docx:{folder}")
        assert Path("a.txt.批注稿.docx").read_text(encoding="utf-8") == REPORT
        assert Path("a.txt-2.批注稿.docx").read_bytes().startswith(b"PK")


@pytest.mark.usefixtures("stubs")
@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_long_name_makes_room_for_what_is_put_after_it(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for last in "甲乙":
        (folder / f"{'长' * 82}{last}.txt").write_text(REPORT, encoding="utf-8")
    result = lint(str(folder), "--format", f"{form}:{tmp_path / 'out'}")
    assert (result.exit_code, result.output) == (1, "")
    names = {path.name for path in (tmp_path / "out").iterdir()} - {"index.html"}
    assert len(names) == 2
    assert all(name.startswith("长" * 70) and len(os.fsencode(name)) <= 255 for name in names)


@pytest.mark.usefixtures("stubs")
def test_what_a_reviewer_saves_during_a_run_is_kept(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = report.parent / "底稿.xlsx"
    arguments = (str(report), "--format", f"xlsx:{target}")
    lint(*arguments)
    take = XlsxReporter.file

    def save(self: XlsxReporter, read: Report) -> Part:
        book = load_workbook(target)
        sheet = book["问题"]
        (column,) = (cell.column for cell in sheet[1] if cell.value == "说明")
        sheet.cell(2, column).value = "已问过"
        book.save(target)
        return take(self, read)

    monkeypatch.setattr(XlsxReporter, "file", save)
    lint(*arguments)
    assert "已问过" in [cell.value for cell in load_workbook(target)["问题"][2]]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device that never ends")
@pytest.mark.usefixtures("stubs")
def test_a_device_has_no_earlier_workbook(report: Path, tmp_path: Path) -> None:
    link = tmp_path / "审核底稿.xlsx"
    link.symlink_to("/dev/zero")
    assert lint(str(report), "--format", f"xlsx:{link}").exit_code == 1


@pytest.mark.usefixtures("stubs")
class TestRunAgain:
    """What one run wrote into the folder of the reports is no report to the next."""

    @pytest.mark.parametrize("target", ["xlsx:in/底稿.xlsx", "docx:in/", "html:in/"])
    def test_results_among_the_reports(self, report: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
        folder = report.parent / "in"
        folder.mkdir()
        (folder / "a.txt").write_text(REPORT, encoding="utf-8")
        (folder / "b.txt").write_text(REPORT, encoding="utf-8")
        monkeypatch.chdir(report.parent)
        first = lint("in", "--format", target, "--statistics")
        names = sorted(os.listdir(folder))
        again = lint("in", "--format", target, "--statistics")
        assert (again.exit_code, again.output) == (first.exit_code, first.output)
        assert first.exit_code == 1
        assert sorted(os.listdir(folder)) == names != ["a.txt", "b.txt"]

    def test_a_worksheet_saved_by_another_program(self, report: Path) -> None:
        sheet = report.parent / "底稿.xlsx"
        lint(str(report), "--format", f"xlsx:{sheet}")
        book = load_workbook(sheet)
        book.save(sheet)
        assert json.loads(lint(str(report.parent), "--format", "json").stdout)["summary"]["files"] == 1

    def test_a_workbook_of_the_author_is_a_report(self, report: Path) -> None:
        book = Workbook()
        book.active.title = "问题"
        book.save(report.parent / "附表.xlsx")
        assert json.loads(lint(str(report.parent), "--format", "json").stdout)["summary"]["files"] == 2


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
