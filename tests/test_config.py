"""The settings file: where it is found, what it changes, and how its mistakes are told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from textcheck.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """收入决算表
单位：万元
科目编码\t科目名称\t本年收入合计\t财政拨款收入\t其他收入
合计\t\t190.00\t170.00\t10.00

支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t180.00\t100.00\t80.00
"""
REPORT = f"""青岚区水务局2024年度部门决算

{TABLE}
三、支出决算情况说明
本年支出合计180.00万元，其中：基本支出110.00万元，项目支出80.00万元，占本年支出54.4%。
"""


def lint(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["lint", *map(str, arguments)], prog_name="textcheck")


def found(*arguments: str | Path) -> list[tuple[str, str]]:
    result = lint("--format", "json", *arguments)
    assert result.exit_code in (0, 1), result.stderr
    return [(each["code"], each["severity"]) for file in json.loads(result.stdout)["files"] for each in file["findings"]]


def codes(*arguments: str | Path) -> list[str]:
    return [code for code, _ in found(*arguments)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a/b/报告.txt", "a/预算/报告.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT, encoding="utf-8")
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_without_settings(folder: Path) -> None:
    assert codes(folder / "a/b") == ["T201", "N301", "N302"]


def test_found_from_the_folder_of_the_report_upwards(folder: Path) -> None:
    write(folder / "textcheck.toml", 'select = ["N"]')
    assert codes(folder / "a/b") == ["N301", "N302"]
    write(folder / "a/pyproject.toml", "[project]\nname = 'x'\n")
    assert codes(folder / "a/b") == ["N301", "N302"]
    write(folder / "a/pyproject.toml", "[tool.textcheck]\nselect = ['T']\n")
    assert codes(folder / "a/b") == ["T201"]
    write(folder / "a/b/textcheck.toml", "ignore = ['N3']")
    assert codes(folder / "a/b") == ["T201"]
    assert codes(folder / "a/b", folder / "a/预算") == ["T201", "T201"]


def test_named_or_left_out(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    write(folder / "textcheck.toml", 'select = ["N"]')
    other = write(tmp_path_factory.mktemp("other") / "my.toml", 'select = ["T"]')
    assert codes(folder / "a/b", "--config", other) == ["T201"]
    assert codes(folder / "a/b", "--no-config") == ["T201", "N301", "N302"]
    result = lint(folder / "a/b", "--config", folder / "no.toml")
    assert result.exit_code == 2
    assert result.stderr == f"textcheck：无法读取设置文件 {folder / 'no.toml'}：找不到这个文件或文件夹。\n"


def test_the_command_line_comes_first(folder: Path) -> None:
    write(folder / "textcheck.toml", 'select = ["N"]\nfail-on = "never"')
    assert lint(folder / "a/b").exit_code == 0
    assert lint(folder / "a/b", "--fail-on", "error").exit_code == 1
    assert codes(folder / "a/b", "--select", "T") == ["T201"]


def test_severity(folder: Path) -> None:
    write(folder / "textcheck.toml", '[severity]\nN = "warning"\nN301 = "info"\nT201 = "off"\n')
    assert found(folder / "a/b") == [("N301", "info"), ("N302", "warning")]
    assert lint(folder / "a/b", "--fail-on", "error").exit_code == 0


def test_severity_makes_nothing_louder_than_its_rule_is_sure(folder: Path) -> None:
    report = write(folder / "a/b/报告.txt", REPORT.replace("54.4%", "44.5%"))
    assert ("N302", "info") in found(report)
    write(folder / "textcheck.toml", '[severity]\nN302 = "error"\n')
    assert ("N302", "info") in found(report)


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("预算", True),
        ("a/预算/", True),
        ("a/**", True),
        ("**/报告.txt", True),
        ("报告.*", True),
        ("a/*/[报]告.txt", True),
        ("a/?算/报告.txt", True),
        ("*.md", False),
        ("预", False),
        ("*/报告.txt", False),
        ("a/[!预]算", False),
    ],
)
def test_settings_per_path(folder: Path, pattern: str, fits: bool) -> None:  # noqa: FBT001
    write(folder / "textcheck.toml", f'ignore = ["T"]\n[[per-path]]\npaths = ["{pattern}"]\nignore = ["N301"]\n')
    assert codes(folder / "a/预算") == (["N302"] if fits else ["N301", "N302"])


def test_a_later_entry_wins(folder: Path) -> None:
    write(
        folder / "textcheck.toml",
        '[[per-path]]\npaths = ["a"]\nselect = ["N"]\nprofile = "budget"\n[[per-path]]\npaths = ["b"]\nselect = ["T"]\nprofile = "final_accounts"\n',
    )
    files = json.loads(lint("--format", "json", folder).stdout)["files"]
    assert [file["profile"] for file in files] == ["final_accounts", "budget"]
    assert codes(folder / "a/b") == ["T201"]


def test_own_profiles(folder: Path) -> None:
    own = folder / "types"
    own.mkdir()
    write(own / "ours.toml", 'name = "本局决算"\ninherits = "final_accounts"\nwithout = ["A1"]\n')
    write(folder / "textcheck.toml", 'profiles = "types"\nprofile = "ours"\nselect = ["T201"]\n')
    assert json.loads(lint("--format", "json", folder / "a/b").stdout)["files"][0]["profile"] == "ours"
    assert codes(folder / "a/b") == []
    write(own / "ours.toml", 'name = "本局决算"\ninherits = "final_accounts"\n[[relation]]\nid = "X"\nkind = "sum"\n')
    result = lint(folder / "a/b")
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "ours.toml 第 5 行：relation.kind 应为 summation、equality、at_most、balance、weighted 之一。\n"
    )


MISTAKES: list[tuple[str, int, str]] = [
    ("select = [", 1, "不合 TOML 的写法（Invalid value）。"),
    ("\nselct = ['N']", 2, "selct 不是可用的键；可用的有：select、ignore、severity、profile、relations、profiles、fail-on、"),
    ("select = 'N'", 1, 'select 应为文字的列表，如 ["甲", "乙"]。'),
    ("select = [\n 'N',\n 'X9']", 3, "select 里的“X9”不是规则的代码，也不是它的开头；用 textcheck rules 查看全部规则。"),
    ("[severity]\nN301 = 'loud'", 2, "severity.N301 应为 error、warning、info、off 之一。"),
    ("[severity]\nQ1 = 'off'", 2, "severity.Q1 里的“Q1”不是规则的代码，"),
    ("fail-on = 'fatal'", 1, "fail-on 应为 error、warning、info、never 之一。"),
    ("profile = 'x'", 1, "profile 没有“x”这种报告类型；可用的有：budget（部门预算）、"),
    ("profiles = 'no'", 1, "profiles “no”不是文件夹。"),
    ("relations = ['no.toml']", 1, "relations 里的文件“no.toml”不存在。"),
    ("suppressions = 'x.toml'", 1, "suppressions 应为含 {name} 的文件名，{name} 代表被检查文件的名字，前后要另有别的字。"),
    ("suppressions = '{name}'", 1, "suppressions 应为含 {name} 的文件名，{name} 代表被检查文件的名字，前后要另有别的字。"),
    ("[[per-path]]\nignore = ['N']", 1, "per-path 缺少 paths，它应为路径模式的列表"),
    ("[per-path]\npaths = []", 1, "per-path 应写成 [[…]] 的表。"),
    ("[[per-path]]\npaths = ['a']\n[[per-path]]\npaths = ['b']\nbaseline = 'x'", 5, "per-path.baseline 不是可用的键；"),
    ("[[per-path]]\npaths = ['[b-a]']", 2, "per-path.paths 里的“[b-a]”不是合法的模式。"),
]


@pytest.mark.parametrize(("text", "line", "sentence"), MISTAKES)
def test_mistakes_name_file_line_and_key(folder: Path, text: str, line: int, sentence: str) -> None:
    path = write(folder / "textcheck.toml", text)
    result = lint(folder)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"textcheck：{path} 第 {line} 行：{sentence}")
    assert result.stderr.count("\n") == 1
    assert not result.stdout


def test_mistakes_in_pyproject(folder: Path) -> None:
    path = write(folder / "pyproject.toml", "[project]\nname = 'x'\n\n[tool.textcheck]\nignore = ['N', 3]\n")
    assert lint(folder).stderr.startswith(f"textcheck：{path} 第 5 行：tool.textcheck.ignore 应为文字的列表")
    write(path, "[project]\nname = 'x'\n")
    assert lint(folder, "--config", path).stderr == f"textcheck：{path} 里没有 [tool.textcheck] 一节。\n"


def test_statistics(folder: Path) -> None:
    result = lint(folder, "--statistics", "--ignore", "N302")
    assert result.stdout.split("\n\n")[-2].splitlines() == [
        "代码  级别  个数  份数  规则",
        "N301  错误  2     2     narrative-amount",
        "T201  错误  2     2     table-sum",
    ]
    summary: dict[str, Any] = json.loads(lint(folder, "--statistics", "--format", "json").stdout)["summary"]
    assert summary["rules"][0] == {"code": "N301", "name": "narrative-amount", "severity": "error", "count": 2, "files": 2}
    assert "rules" not in json.loads(lint(folder, "--format", "json").stdout)["summary"]
