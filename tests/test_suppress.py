"""Findings kept quiet with a reason: which, where, and what is said when nothing needed it."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from textcheck.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ROW = "合计\t\t190.00\t170.00\t10.00"
TABLE = f"""收入决算表
单位：万元
科目编码\t科目名称\t本年收入合计\t财政拨款收入\t其他收入
{ROW}

支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t180.00\t100.00\t80.00
"""
CLAIM = "本年支出合计180.00万元，其中：基本支出110.00万元，项目支出80.00万元，占本年支出54.4%。"
MORE = "项目支出95.00万元。"


def report(before_table: str = "", before_text: str = "", after_text: str = "", more: str = MORE) -> str:
    return f"""青岚区水务局2024年度部门决算

{before_table}{TABLE}
三、支出决算情况说明
{before_text}{CLAIM}{after_text}

{more}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "报告.md"


def lint(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["lint", *map(str, arguments)], prog_name="textcheck")


def checked(path: Path, text: str = "", *arguments: str) -> dict[str, Any]:
    path.write_text(text or report(), encoding="utf-8")
    result = lint("--format", "json", path, *arguments)
    assert result.exit_code in (0, 1), result.stderr
    (file,) = json.loads(result.stdout)["files"]
    assert isinstance(file, dict)
    return file


def codes(file: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in file["findings"]]


def sidecar(path: Path, text: str) -> Path:
    other = path.with_name(f"{path.name}.textcheck.toml")
    other.write_text(text, encoding="utf-8")
    return other


def test_nothing_is_suppressed(path: Path) -> None:
    file = checked(path)
    assert codes(file) == ["T201", "N301", "N302", "N301"]
    assert (file["suppressed"], file["notices"]) == (0, [])


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        pytest.param(
            {"before_text": "<!-- textcheck: ignore N301 上级口径 -->\n"}, ["T201", "N302", "N301"], id="next paragraph"
        ),
        pytest.param(
            {"before_text": "<!-- textcheck: ignore N301 上级口径 -->\n\n"}, ["T201", "N302", "N301"], id="with a blank line"
        ),
        pytest.param({"before_text": "<!--textcheck：ignore n301,N302：上级口径-->\n"}, ["T201", "N301"], id="two rules"),
        pytest.param({"before_text": "<!-- textcheck: ignore N3 上级\n口径 -->\n"}, ["T201", "N301"], id="beginning of a code"),
        pytest.param({"after_text": " <!-- textcheck: ignore N301 上级口径 -->"}, ["T201", "N302", "N301"], id="own line"),
        pytest.param({"before_table": "<!-- textcheck: ignore T201 上级口径 -->\n"}, ["N301", "N302", "N301"], id="next table"),
        pytest.param({"before_table": "<!-- 上级口径 -->\n"}, ["T201", "N301", "N302", "N301"], id="another comment"),
    ],
)
def test_marks_in_the_report(path: Path, parts: dict[str, str], left: list[str]) -> None:
    plain, marked = checked(path), checked(path, report(**parts))
    assert codes(marked) == left
    assert marked["suppressed"] == len(plain["findings"]) - len(left)
    assert marked["notices"] == []


def test_marks_inside_a_table_speak_of_the_next_row(path: Path) -> None:
    text = report().replace(ROW, f"<!-- textcheck: ignore T201 上级口径 -->\n{ROW}")
    assert codes(checked(path, text)) == ["N301", "N302", "N301"]


def test_a_mark_with_a_tab_is_no_row(path: Path) -> None:
    plain, marked = checked(path), checked(path, report(before_text="<!-- textcheck: ignore\tP5\t上级口径 -->\n"))
    assert codes(marked) == codes(plain)
    assert marked["figures"] == plain["figures"]


def test_marks_move_nothing(path: Path) -> None:
    plain = checked(path, report(before_text="一二三\n"))
    marked = checked(path, report(before_text="<!-- textcheck: ignore P5 上级口径 -->\n"))
    assert [finding["location"] for finding in marked["findings"]] == [finding["location"] for finding in plain["findings"]]


def test_by_rule_and_words(path: Path) -> None:
    sidecar(path, '[[suppress]]\nrule = "N301"\ntext = "其中：基本支出110.00 万元"\nreason = "上级口径"\n')
    assert codes(checked(path)) == ["T201", "N302", "N301"]


def test_by_rule_and_row(path: Path) -> None:
    sidecar(path, f'[[suppress]]\nrule = "T201"\ntext = "{ROW}"\nreason = "上级口径"\n'.replace("\t", "\\t"))
    assert codes(checked(path)) == ["N301", "N302", "N301"]


def test_by_fingerprint(path: Path) -> None:
    mark = checked(path)["findings"][3]["fingerprint"]
    sidecar(path, f'[[suppress]]\nfingerprint = "{mark}"\nreason = "上级口径"\n')
    file = checked(path)
    assert codes(file) == ["T201", "N301", "N302"]
    assert checked(path, report(more="本段是后来加的。\n\n" + MORE))["suppressed"] == 1
    assert codes(checked(path, report(more="项目支出96.00万元。"))) == ["T201", "N301", "N302", "N301"]


def test_a_quiet_report_passes(path: Path) -> None:
    path.write_text(
        report("<!-- textcheck: ignore T201 甲 -->\n", "<!-- textcheck: ignore N 乙 -->\n", more=""), encoding="utf-8"
    )
    result = lint(path)
    assert result.exit_code == 0
    assert "：没有发现问题；豁免 3 个；" in result.stdout


def test_unused_ones_are_told(path: Path) -> None:
    other = sidecar(path, '\n[[suppress]]\nrule = "N301"\ntext = "工资"\nreason = "旧口径"\n')
    file = checked(path, report(before_text="<!-- textcheck: ignore N303 上级口径 -->\n"))
    assert file["notices"] == [
        {
            "code": "U901",
            "severity": "info",
            "message": "豁免没有对应的问题，可以删去：N303（原因：上级口径）",
            "path": str(path),
            "line": 14,
            "place": None,
        },
        {
            "code": "U901",
            "severity": "info",
            "message": "豁免没有对应的问题，可以删去：N301 “工资”（原因：旧口径）",
            "path": str(other),
            "line": 2,
            "place": None,
        },
    ]
    result = lint(path, "--ignore", "T201,N301,N302")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"提示[U901] 豁免没有对应的问题，可以删去：N303（原因：上级口径）\n  --> {path}:14\n")
    assert "：1 个提示；" in result.stdout
    assert lint(path, "--ignore", "T201,N301,N302", "--fail-on", "info").exit_code == 1
    assert lint(path, "--ignore", "T201,N301,N302,U901", "--fail-on", "info").exit_code == 0


def test_a_suppressed_consequence_is_of_use_but_hides_nothing(path: Path) -> None:
    claim = "本年支出合计180.00万元，其中：基本支出110.00万元，占本年支出55.6%。"
    plain = checked(path, report(more="").replace(CLAIM, claim))
    assert [also["code"] for also in plain["findings"][1]["consequences"]] == ["N302"]
    mark = "<!-- textcheck: ignore N302 上级口径 -->\n"
    marked = checked(path, report(before_text=mark, more="").replace(CLAIM, claim))
    assert (codes(marked), marked["notices"]) == (codes(plain), [])


def test_the_examples_of_the_page(path: Path) -> None:
    page = CliRunner().invoke(main, ["explain", "U901"]).stdout
    wrong, right = page.split("错误示例：")[1].split("正确示例：")
    assert [notice["code"] for notice in checked(path, dedent(wrong))["notices"]] == ["U901"]
    assert checked(path, dedent(right))["notices"] == []


def test_unused_is_not_said_of_rules_that_were_not_applied(path: Path) -> None:
    sidecar(path, '[[suppress]]\nfingerprint = "0123456789abcdef"\nreason = "旧口径"\n')
    text = report(before_text="<!-- textcheck: ignore N303 上级口径 -->\n")
    assert len(checked(path, text)["notices"]) == 2
    assert checked(path, text, "--select", "T,U")["notices"] == []
    assert checked(path, text, "--select", "N303")["notices"] == []


def test_severity_of_the_notice(path: Path) -> None:
    path.with_name("textcheck.toml").write_text('[severity]\nU901 = "error"\n', encoding="utf-8")
    file = checked(path, report(before_text="<!-- textcheck: ignore N303 上级口径 -->\n"))
    assert [notice["severity"] for notice in file["notices"]] == ["error"]


def test_the_name_of_the_file_may_be_set(path: Path) -> None:
    path.with_name("textcheck.toml").write_text('suppressions = "豁免/{name}.toml"\n', encoding="utf-8")
    path.with_name("豁免").mkdir()
    (path.with_name("豁免") / f"{path.name}.toml").write_text(
        '[[suppress]]\nrule = "T201"\ntext = "合计"\nreason = "上级口径"\n', encoding="utf-8"
    )
    assert codes(checked(path)) == ["N301", "N302", "N301"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[[suppress]]\nrule = "N301"\ntext = "支出"\n', " 第 1 行：suppress 缺少 reason，它应为非空的文字。"),
        ('[[suppress]]\nrule = "N301"\ntext = "支出"\nreason = " "\n', " 第 4 行：suppress.reason 应为非空的文字。"),
        (
            '[[suppress]]\nrule = "N301"\nreason = "x"\n',
            " 第 1 行：suppress 要写明 fingerprint，或者 rule 和 text（问题所在的原文）。",
        ),
        ('[[suppress]]\nfingerprint = "xyz"\nreason = "x"\n', " 第 2 行：suppress.fingerprint “xyz”不是指纹；"),
        ('[[suppress]]\nrule = "N9"\ntext = "支"\nreason = "x"\n', " 第 2 行：suppress.rule “N9”不是规则的代码；"),
        ('[[supress]]\nrule = "N9"\n', " 第 1 行：supress 不是可用的键；可用的有：suppress。"),
    ],
)
def test_mistakes_in_the_file(path: Path, text: str, sentence: str) -> None:
    other = sidecar(path, text)
    path.write_text(report(), encoding="utf-8")
    result = lint(path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"textcheck：{path}：{other}{sentence}")


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ("ignore N301", "豁免没有写原因，应写成 textcheck: ignore N301 原因。"),
        ("ignore N999 原因", "豁免里的“N999”不是规则的代码；用 textcheck rules 查看全部规则。"),
        ("ignroe N301 原因", "看不懂豁免“ignroe N301 原因”，应写成 textcheck: ignore N301 原因。"),
        ("", "看不懂豁免“”，应写成 textcheck: ignore N301 原因。"),
    ],
)
def test_mistakes_in_marks(path: Path, mark: str, sentence: str) -> None:
    path.write_text(report(before_text=f"<!-- textcheck: {mark} -->\n"), encoding="utf-8")
    result = lint(path)
    assert (result.exit_code, result.stderr) == (2, f"textcheck：{path}：第 14 行：{sentence}\n")
