"""A finding is known again by its claim and relation, whatever else changes in the report."""

from __future__ import annotations

import pytest

from textcheck.engine import check_bytes
from textcheck.finding import Finding, findings_of
from textcheck.rules.registry import all_rules

TABLE = """
支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t180.00\t100.00\t90.00
205\t教育支出\t180.00\t100.00\t80.00
"""
OTHER_TABLE = """
收入决算表
单位：万元
科目编码\t科目名称\t本年收入合计\t财政拨款收入\t其他收入
合计\t\t180.00\t170.00\t10.00
205\t教育支出\t180.00\t170.00\t10.00
"""
CLAIM = "本年支出合计180.00万元，其中：基本支出110.00万元，占本年支出55.6%；项目支出90.00万元。"
REPORT = f"""青岚区水务局2024年度部门决算
{TABLE}{OTHER_TABLE}
三、支出决算情况说明
{CLAIM}
"""


def check(text: str) -> list[Finding]:
    result = check_bytes(text.encode())
    assert not result.crashed
    return list(findings_of(result.facts.document, result.assertions, all_rules()))


def marks(text: str) -> list[tuple[str, str]]:
    """Return the fingerprints of all findings and of their consequences."""
    found = check(text)
    return sorted((each.code, each.fingerprint) for finding in found for each in (finding, *finding.consequences))


KNOWN = marks(REPORT)


def test_the_report_has_findings_in_text_and_table() -> None:
    assert {"N301", "T201"} <= {code for code, _ in KNOWN}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("三、支出", "二、收入决算情况说明\n\n本年收入合计180.00万元。\n\n三、支出", id="lines are added above"),
        pytest.param(
            "教育支出\t180.00\t170.00\t10.00", "教育支出\t180.00\t169.00\t11.00", id="a figure of another table changes"
        ),
        pytest.param(
            "教育支出\t180.00\t100.00\t80.00", "教育支出\t182.00\t100.00\t82.00", id="a figure of its own table changes"
        ),
        pytest.param(TABLE + OTHER_TABLE, OTHER_TABLE + TABLE, id="the tables change places"),
        pytest.param("，其中：基本支出", "，\n其中：基本支出", id="the line breaks elsewhere"),
    ],
)
def test_an_old_finding_stays_known(old: str, new: str) -> None:
    assert old in REPORT
    assert set(KNOWN) <= set(marks(REPORT.replace(old, new)))


def test_another_figure_of_the_sentence_may_change() -> None:
    before = {mark for code, mark in KNOWN if code == "N301"}
    after = {mark for code, mark in marks(REPORT.replace("占本年支出55.6%", "占本年支出61.1%")) if code == "N301"}
    assert before <= after


def test_a_changed_claim_is_a_new_finding() -> None:
    before = {mark for code, mark in KNOWN if code == "N301"}
    after = {mark for code, mark in marks(REPORT.replace("基本支出110.00", "基本支出120.00")) if code == "N301"}
    assert after
    assert not before & after


def test_a_new_finding_of_the_same_rule_is_another() -> None:
    after = marks(REPORT.replace("项目支出90.00万元。", "项目支出95.00万元。"))
    assert len({mark for code, mark in after if code == "N301"} - {mark for code, mark in KNOWN if code == "N301"}) == 1


def test_the_same_sentence_a_second_time_is_another() -> None:
    after = marks(f"{REPORT}\n{CLAIM}\n")
    assert set(KNOWN) < set(after)
    assert len(after) == len(set(after))


def test_the_same_row_in_another_table_is_another() -> None:
    general = TABLE.replace("支出决算表", "一般公共预算财政拨款支出决算表")
    found = [mark for code, mark in marks(REPORT.replace(TABLE, TABLE + general)) if code == "T201"]
    assert len({mark.split("-")[0] for mark in found}) == 2 * len([code for code, _ in KNOWN if code == "T201"])


SHEET = """项目名称\t水渠清淤
年度绩效目标（80分）\t一级指标\t二级指标\t三级指标\t年初目标值(A)\t实际完成值(B)\t得分
\t产出指标（80分）\t数量指标\t清淤长度\t≥5公里\t≥5公里\t40
\t\t数量指标\t清淤条数\t≥3条\t{done}\t40
"""


def test_one_more_place_of_a_grouped_finding_is_another_finding() -> None:
    one, more = ({mark for code, mark in marks(SHEET.format(done=done)) if code == "P515"} for done in ("3条", "≥3条"))
    assert len(one) == len(more) == 1
    assert one != more
