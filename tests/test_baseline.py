"""A baseline keeps what was known quiet and lets what is new be heard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from textcheck.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ROW = "合计\t\t180.00\t100.00\t90.00"
TABLE = f"""支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
{ROW}
"""
OTHER = """收入决算表
单位：万元
科目编码\t科目名称\t本年收入合计\t财政拨款收入\t其他收入
合计\t\t180.00\t170.00\t10.00
"""
CLAIM = "本年支出合计180.00万元，其中：基本支出110.00万元。"
REPORT = f"青岚区水务局2024年度部门决算\n\n{TABLE}\n{OTHER}\n三、支出决算情况说明\n{CLAIM}\n"


def lint(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["lint", *map(str, arguments)], prog_name="textcheck")


def test_only_a_baseline_is_written_over(tmp_path: Path, path: Path) -> None:
    other = tmp_path / "说明.docx"
    other.write_bytes(b"PK")
    result = lint(path, "--write-baseline", other)
    assert result.stderr == f"textcheck：已有的文件 {other} 不是基线文件，没有改动；请换一个文件名。\n"
    assert (result.exit_code, result.stdout, other.read_bytes()) == (2, "", b"PK")
    other.write_bytes(b"")
    assert lint(path, "--write-baseline", other).exit_code == 0
    assert lint(path, "--write-baseline", other).exit_code == 0
    assert json.loads(other.read_text(encoding="utf-8"))["schema"] == "textcheck-baseline/1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "报告.txt"
    path.parent.mkdir()
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def baseline(path: Path) -> Path:
    known = path.parents[1] / "baseline.json"
    result = lint(path, "--write-baseline", known)
    assert result.exit_code == 0
    assert result.stderr == f"已把 2 个问题记入基线 {known}。\n"
    return known


def new(path: Path, baseline: Path, text: str) -> tuple[list[str], int]:
    """Return the codes that are shown, and how many findings the baseline knows."""
    path.write_text(text, encoding="utf-8")
    result = lint(path, "--baseline", baseline, "--format", "json")
    data: Any = json.loads(result.stdout)
    (file,) = data["files"]
    assert result.exit_code == bool(file["findings"])
    return [finding["code"] for finding in file["findings"]], file["baseline"]


def test_what_it_holds(path: Path, baseline: Path) -> None:
    data = json.loads(baseline.read_text(encoding="utf-8"))
    assert data["schema"] == "textcheck-baseline/1"
    assert list(data["files"]) == [f"in/{path.name}"]
    known = data["files"][f"in/{path.name}"]
    assert [(each["code"], len(each["fingerprint"])) for each in known] == [("T201", 16), ("N301", 16)]


def test_the_same_report_is_quiet(path: Path, baseline: Path) -> None:
    assert new(path, baseline, REPORT) == ([], 2)
    assert "：没有新的问题；基线里已有 2 个；" in lint(path, "--baseline", baseline).stdout


@pytest.mark.parametrize(
    ("old", "text"),
    [
        pytest.param("三、", "二、收入决算情况说明\n本年收入合计180.00万元。\n\n三、", id="a section is added"),
        pytest.param(f"{TABLE}\n{OTHER}", f"{OTHER}\n{TABLE}", id="the tables change places"),
        pytest.param("170.00\t10.00", "160.00\t20.00", id="figures of another table change"),
        pytest.param(ROW, ROW.replace("90.00", "91.00"), id="another figure of the row changes"),
    ],
)
def test_edits_elsewhere(path: Path, baseline: Path, old: str, text: str) -> None:
    assert old in REPORT
    assert new(path, baseline, REPORT.replace(old, text)) == ([], 2)


@pytest.mark.parametrize(
    ("old", "text", "codes"),
    [
        pytest.param(CLAIM, CLAIM.replace("110.00", "120.00"), ["N301"], id="the claim changes and is still wrong"),
        pytest.param(CLAIM, f"{CLAIM}\n项目支出95.00万元。", ["N301"], id="a new one of the same rule"),
        pytest.param(CLAIM, f"项目支出95.00万元。\n\n{CLAIM}", ["N301"], id="a new one before the old one"),
        pytest.param(CLAIM, f"{CLAIM}\n\n{CLAIM}", ["N301"], id="the same sentence a second time"),
        pytest.param("170.00\t10.00", "160.00\t10.00", ["T201"], id="the same relation in another table"),
    ],
)
def test_new_findings_do_not_hide(path: Path, baseline: Path, old: str, text: str, codes: list[str]) -> None:
    assert old in REPORT
    assert new(path, baseline, REPORT.replace(old, text))[0] == codes


def test_another_report_has_its_own(path: Path, baseline: Path) -> None:
    other = path.with_name("另一份.txt")
    other.write_text(REPORT, encoding="utf-8")
    assert new(other, baseline, REPORT) == (["T201", "N301"], 0)


def test_report_and_baseline_may_move_together(path: Path, baseline: Path) -> None:
    moved = path.parents[1] / "moved"
    (moved / "in").mkdir(parents=True)
    known = baseline.rename(moved / baseline.name)
    assert new(moved / "in" / path.name, known, REPORT) == ([], 2)


def test_writing_anew_keeps_what_is_still_there(path: Path, baseline: Path) -> None:
    path.write_text(REPORT + "\n项目支出95.00万元。\n", encoding="utf-8")
    lint(path, "--baseline", baseline, "--write-baseline", baseline)
    assert new(path, baseline, path.read_text(encoding="utf-8")) == ([], 3)


def test_set_in_the_settings_file(path: Path, baseline: Path) -> None:
    (path.parents[1] / "textcheck.toml").write_text(f'baseline = "{baseline.name}"\n', encoding="utf-8")
    assert lint(path).exit_code == 0
    assert lint(path, "--no-config").exit_code == 1


def test_side_by_side(path: Path, baseline: Path) -> None:
    path.with_name("另一份.txt").write_text(REPORT, encoding="utf-8")
    result = lint(path.parent, "--baseline", baseline, "--jobs", "2", "--format", "json")
    assert [file["baseline"] for file in json.loads(result.stdout)["files"]] == [0, 2]


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "x", "files": {}}', '{"schema": "textcheck-baseline/1", "files": [1]}'])
def test_no_baseline(path: Path, tmp_path: Path, text: str) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(text, encoding="utf-8")
    result = lint(path, "--baseline", wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"textcheck：{wrong} 不是 --write-baseline 写出的基线文件。\n"


def test_nothing_is_written_when_a_report_could_not_be_checked(path: Path, tmp_path: Path) -> None:
    (path.parent / "坏.txt").write_bytes(b"\x00\x01")
    result = lint(path.parent, "--write-baseline", tmp_path / "new.json")
    assert result.exit_code == 2
    assert result.stderr.endswith("textcheck：有文件未能检查完，没有写基线。\n")
    assert not (tmp_path / "new.json").exists()


def test_missing(path: Path, tmp_path: Path) -> None:
    result = lint(path, "--baseline", tmp_path / "no.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"textcheck：找不到基线文件 {tmp_path / 'no.json'}；用 --write-baseline 写一份。\n"
