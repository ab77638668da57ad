"""What is read of self-appraisal sheets and of the sentences about them, whole and damaged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textcheck.document.span import Span
from textcheck.engine import check_document
from textcheck.fact.appraisal.model import Appraisal, plain_project
from textcheck.fact.appraisal.numbers import amount, plain
from textcheck.fact.appraisal.read import read_appraisal
from textcheck.fact.appraisal.scores import labels_whole, scored
from textcheck.fact.appraisal.targets import comparable, likeness, read_target, short_of
from textcheck.quantity.quantity import Bound
from textcheck.readers.formats import read_bytes
from textcheck.rules.registry import all_rules

FUNDS = """\
项目名称||水渠清淤||||
预算执行情况（万元） （20 分）||预算数(A)|执行数(B)|执行率 (B/A)|得分 (20 分*执行率)|
|年度财政资金总额|50. 00|40.00|80%|16|
"""
HEADER = "年度绩效目标（80 分）|一级指标|二级指标|三级指标||年初目标值 (A)|实际完成值 (B)|得分\n"
ROWS = """\
|成本指标（20 分）|经济成本|每公里清淤成本||≤10万元|8万元|20

||指标||||
|产出指 标（20 分）|数量指标|清淤长度|≥3公里|4公里|10
||质量指标|验收合格率||≥95%|100%|10
|效益指标（30 分）|社会效益 指标|改善灌溉条件||有所改善|有所改善|30
满意度 指标（10 分）|服务对象 满意度指 标|农户满意度||≥90%|93%|10|
总分||96||||
"""
SHEET = FUNDS + HEADER + ROWS


def read(text: str) -> Appraisal:
    return read_appraisal(read_bytes(text.replace("|", "\t").encode(), "x"))


def test_rows_that_lost_shifted_or_wrapped_cells_bind_by_their_header() -> None:
    (sheet,) = read(SHEET).sheets
    (goal,) = sheet.goals
    assert sheet.project is not None
    assert sheet.project.text == "水渠清淤"
    assert [group.label.text for group in goal.groups if group.label] == [
        "成本指标(20分)", "产出指标(20分)", "效益指标(30分)", "满意度指标(10分)",
    ]  # fmt: skip
    assert [(row.name.text, row.target and row.target.text, row.score and row.score.text) for row in goal.indicators] == [
        ("每公里清淤成本", "≤10万元", "20"),
        ("清淤长度", "≥3公里", "10"),
        ("验收合格率", "≥95%", "10"),
        ("改善灌溉条件", "有所改善", "30"),
        ("农户满意度", "≥90%", "10"),
    ]
    assert labels_whole(sheet, goal)


def test_funds_carry_unit_precision_and_weight() -> None:
    (sheet,) = read(SHEET).sheets
    execution = sheet.execution
    assert execution is not None
    assert execution.budget is not None
    assert execution.weight is not None
    assert execution.score_fits()
    assert execution.budget.quantity == amount("预算数", "50.00", Span(0, 0), "万元").quantity
    assert execution.weight.value == Decimal(20)
    assert execution.formula


def test_spans_point_at_the_cells() -> None:
    text = SHEET.replace("|", "\t")
    (sheet,) = read(SHEET).sheets
    assert sheet.total is not None
    assert text[slice(*sheet.total.span)] == "96"
    assert sheet.execution is not None
    assert sheet.execution.budget is not None
    assert text[slice(*sheet.execution.budget.span)] == "50. 00"


def test_two_sheets_in_one_table() -> None:
    appraisal = read(SHEET + SHEET.replace("水渠清淤", "送戏下乡"))
    assert list(appraisal.project_sheets) == ["水渠清淤", "送戏下乡"]


def test_a_name_that_two_sheets_bear_names_neither() -> None:
    assert not read(SHEET + SHEET).project_sheets


def test_a_header_repeated_on_the_next_page_opens_no_goal() -> None:
    head, rest = ROWS.split("|效益指标", 1)
    (sheet,) = read(FUNDS + HEADER + head + HEADER + "|效益指标" + rest).sheets
    assert len(sheet.goals) == 1
    assert scored(sheet).value == Decimal(96)


def test_a_goal_whose_header_was_lost_is_still_a_goal() -> None:
    goal = "年度绩效目标 2: （80 分）|送戏下乡|||||\n"
    (sheet,) = read("部门整体绩效自评表\n\n" + FUNDS + HEADER + ROWS.replace("总分||96||||\n", "") + goal + ROWS).sheets
    assert [goal.weight and goal.weight.value for goal in sheet.goals] == [Decimal(80), Decimal(80)]


@pytest.mark.parametrize("columns", ["年初预算|调整后预算数|预算执行数", "年初预算数|全年预算数(A)|全年执行数(B)"])
def test_the_budget_is_that_of_the_whole_year(columns: str) -> None:
    text = f"项目名称|农技推广\n项目资金（万元）|{columns}|执行率|分值|得分\n总额|10.00|20.00|15.00|75%|10|7.5\n"
    (sheet,) = read(text).sheets
    assert sheet.execution is not None
    assert sheet.execution.budget is not None
    assert sheet.execution.budget.text == "20.00"


def test_the_end_of_a_sheet_alone_holds_its_total_and_nothing_else() -> None:
    (sheet,) = read("|满意度指标（10分）|服务对象|农户满意度|≥90%|93%|10\n总分|100|||||\n").sheets
    assert sheet.total is not None
    assert not sheet.goals
    assert sheet.execution is None


def test_other_tables_are_no_sheets() -> None:
    assert not read("科目|预算数|决算数|执行率\n合计|10.00|9.00|90%\n").sheets
    assert not read("绩效指标|指标名称|指标性质|指标值|计量单位|指标权重\n|清淤长度|≥|3|公里|20\n").sheets


def test_a_summary_is_read_with_its_score() -> None:
    (summary,) = read(
        "2.水渠清淤项目绩效自评综述：根据年初设定的绩效目标，项目自评得分为96.0 分。全年预算数为50.00 万元，执行数为40.00 万元，完成预算的80.0%。"
    ).summaries
    assert summary.name.text == "水渠清淤"
    assert [entry and entry.text for entry in summary[2:]] == ["50.00", "40.00", "80.0", "96.0"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("8. 水渠清淤项目", "水渠清淤"), ("（一）“水渠清淤”", "水渠清淤"), ("51000021R0001-水渠清淤", "水渠清淤"), ("项目", "项目")],
)
def test_plain_project(name: str, expected: str) -> None:
    from textcheck.document.reading import fold

    assert plain_project(fold(name)) == expected


@pytest.mark.parametrize(
    ("target", "achieved", "short"),
    [
        ("≥350篇", "335篇", True),
        ("≤4次", "4次", False),
        ("≥95%", "96.72%", False),
        ("不超过10万元", "80000元", False),
        ("≥3公里", "≥3公里", None),
        ("350篇", "335篇", None),
        ("≥350篇", "335人", None),
    ],
)
def test_a_target_is_missed_only_when_that_is_certain(target: str, achieved: str, short: bool | None) -> None:  # noqa: FBT001
    wanted, made = read_target(target), read_target(achieved)
    assert wanted is not None
    assert made is not None
    assert short_of(wanted, made) is short


def test_targets_with_no_number_or_several_are_none() -> None:
    assert read_target("有所提高") is None
    assert read_target("≤10分钟≤4小时") is None
    bare = read_target("≥12")
    assert bare is not None
    assert bare.bound is Bound.AT_LEAST
    people = read_target("15人")
    assert people is not None
    assert comparable(bare, people)


def test_likeness() -> None:
    assert likeness("清淤长度", "全年清淤长度5公里") == 1
    assert 0 < likeness("清淤长度", "清淤5公里") < 1
    assert likeness("", "清淤") == 1


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_plain_numbers_keep_their_value(value: Decimal) -> None:
    assert Decimal(plain(value)) == value


CELLS = st.sampled_from(
    [
        "",
        "项目名称",
        "水渠清淤",
        "一级指标",
        "二级指标",
        "三级指标",
        "得分",
        "分值",
        "年初目标值",
        "实际完成值",
        "总分",
        "100",
        "20",
        "80%",
        "成本指标（20分）",
        "执行率",
        "预算数(A)",
        "执行数(B)",
        "50.00",
        "≥3公里",
        "--",
        "年度绩效目标1：（80分）",
        "其中：财政拨款",
        "上年结转",
    ]
)


@settings(max_examples=300)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=9), min_size=1, max_size=12))
def test_no_table_whatsoever_makes_a_rule_crash(rows: list[list[str]]) -> None:
    text = "水渠清淤项目绩效自评表\n\n" + "\n".join("\t".join(row) + "\t" for row in rows)
    rules = [rule for rule in all_rules() if rule.code.startswith("P5")]
    assert not check_document(read_bytes(text.encode(), "x"), rules).crashed
