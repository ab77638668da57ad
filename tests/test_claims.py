"""What the figures of a sentence claim together: which amount a rate belongs to, and over what."""

from __future__ import annotations

import pytest

from textcheck.fact.claims import completions, growths
from textcheck.fact.factbase import FactBase
from textcheck.fact.shares import shares
from textcheck.readers.text import read_bytes

SECTION = "青岚区水务局2024年度部门决算\n\n三、支出决算情况说明\n"
NONE = ""


def read(text: str, section: str = SECTION) -> FactBase:
    return FactBase(read_bytes(f"{section}{text}\n".encode(), "claims"))


def growth_claims(text: str) -> list[tuple[str, ...]]:
    """Return current, base, change and rate of every growth claim, as they are printed."""
    return [
        tuple(mention.text if mention else NONE for mention in (growth.current, growth.base, growth.change, growth.rate))
        for growth in growths(read(text).mentions, "决算")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出合计110.00万元，较上年增加10.00万元，增长10.0%。", [("110.00万元", "", "10.00万元", "10.0%")]),
        ("支出合计110.00万元，较上年增加10.00万元。", [("110.00万元", "", "10.00万元", "")]),
        ("支出合计110.00万元，同比增长10.0%。", [("110.00万元", "", "", "10.0%")]),
        ("支出合计110.00万元，比上年100.00万元增加10.00万元，增长10%。", [("110.00万元", "100.00万元", "10.00万元", "10%")]),
        ("支出合计110.00万元。与2023年度相比，支出合计增加10.00万元，增长10%。", [("110.00万元", "", "10.00万元", "10%")]),
        ("支出合计34.30万元，较上年增加27.47万元（402.20%）。", [("34.30万元", "", "27.47万元", "402.20%")]),
        # a sentence that names no subject goes on with the one before only if that spoke of one thing
        ("支出合计110.00万元。与2023年度相比增加10.00万元，增长10%。", [("110.00万元", "", "10.00万元", "10%")]),
        ("支出合计110.00万元，基本支出60.00万元。与2023年度相比增加10.00万元，增长10%。", [("", "", "10.00万元", "10%")]),
        ("支出合计110.00万元。新建站点三处。与2023年度相比，支出合计增加10.00万元。", [("", "", "10.00万元", "")]),
        # other subjects between
        (
            "支出合计110.00万元，其中：基本支出60.00万元。支出合计比上年增加10.00万元，增长10%。",
            [("110.00万元", "", "10.00万元", "10%")],
        ),
        (
            "基本支出60.00万元，比上年减少5.00万元，下降7.7%；项目支出50.00万元，比上年增加15.00万元，增长42.9%。",
            [("60.00万元", "", "5.00万元", "7.7%"), ("50.00万元", "", "15.00万元", "42.9%")],
        ),
        (
            "基本支出、项目支出分别为110.00万元、220.00万元，比上年分别增加10.00万元、20.00万元，分别增长10%、11%。",
            [("110.00万元", "", "10.00万元", "10%"), ("220.00万元", "", "20.00万元", "11%")],
        ),
        (
            "支出合计900.00万元，比上年减少100.00万元，下降10%，其中基本支出减少120.00万元，项目支出增加20.00万元。",
            [("900.00万元", "", "100.00万元", "10%"), ("", "", "120.00万元", ""), ("", "", "20.00万元", "")],
        ),
        # the final figure changes, not the budget beside it
        (
            "基本支出年初预算为70.00万元，支出决算为60.00万元，全年预算为80.00万元，较上年减少5.00万元，下降7.7%。",
            [("60.00万元", "", "5.00万元", "7.7%")],
        ),
        # what explains is not claimed
        ("支出合计110.00万元，主要原因是人员经费增加10.00万元，增长10%。", []),
    ],
)
def test_growths(text: str, expected: list[tuple[str, ...]]) -> None:
    assert growth_claims(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基本支出年初预算为100.00万元，支出决算为90.00万元，完成年初预算的90%。", [("90.00万元", "100.00万元", "90%")]),
        ("基本支出支出决算为90.00万元，完成预算100.00万元的90%。", [("90.00万元", "100.00万元", "90%")]),
        ("基本支出90.00万元，占调整预算95%。", [("90.00万元", "", "95%")]),
        (
            "基本支出年初预算为100.00万元，调整预算为105.00万元，支出决算为90.00万元，完成年初预算的90%，完成调整预算的86%。",
            [("90.00万元", "100.00万元", "90%"), ("90.00万元", "105.00万元", "86%")],
        ),
        (
            "基本支出年初预算为100.00万元，支出决算为90.00万元。项目支出完成年初预算的80%。",
            [("", "", "80%")],
        ),
        # a bare 预算 is the budget printed last, and a printed bare budget serves every rate
        ("基本支出年初预算为100.00万元，支出决算为90.00万元，完成预算的90%。", [("90.00万元", "100.00万元", "90%")]),
        ("基本支出预算为100.00万元，支出决算为90.00万元，完成全年预算的90%。", [("90.00万元", "100.00万元", "90%")]),
        ("基本支出年初预算为100.00万元，支出决算为90.00万元，完成全年预算的90%。", [("90.00万元", "", "90%")]),
    ],
)
def test_completions(text: str, expected: list[tuple[str, ...]]) -> None:
    facts = read(text)
    found = [
        (
            completion.actual.text if completion.actual else NONE,
            completion.budget.text if completion.budget else NONE,
            completion.rate.text,
        )
        for completion in completions(facts.mentions, facts.profile.measure, facts.profile.budget)
    ]
    assert found == expected


def share_claims(facts: FactBase) -> list[tuple[str, str, str, bool]]:
    """Return part, likeliest whole and rate of every share, and whether the whole is certain."""
    source = facts.document.source
    return [
        (
            source.slice(share.part.span) if share.part else NONE,
            source.slice(share.wholes[0].span) if share.wholes else NONE,
            share.rate.text,
            share.certain,
        )
        for share in shares(facts)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出合计200.00万元，其中：基本支出50.00万元，占25%。", [("50.00万元", "200.00万元", "25%", True)]),
        ("支出合计200.00万元。基本支出50.00万元，占支出合计的25%。", [("50.00万元", "200.00万元", "25%", True)]),
        ("支出合计200.00万元。基本支出50.00万元，占本年支出的25%。", [("50.00万元", "200.00万元", "25%", True)]),
        ("基本支出50.00万元，占总支出200.00万元的25%。", [("50.00万元", "200.00万元", "25%", True)]),
        (
            "支出合计200.00万元，其中：基本支出50.00万元（其中，人员经费30.00万元），占25%。",
            [("50.00万元", "200.00万元", "25%", True)],
        ),
        ("基本支出50.00万元，占25%。", [("50.00万元", "", "25%", False)]),
        ("支出合计200.00万元，基本支出占支出合计的25%。", [("", "200.00万元", "25%", True)]),
    ],
)
def test_shares(text: str, expected: list[tuple[str, str, str, bool]]) -> None:
    assert share_claims(read(text)) == expected


def test_the_whole_of_a_share_stands_in_another_table() -> None:
    text = """青岚区水务局2024年度部门决算
支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t500.00\t300.00\t200.00

五、一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出400.00万元，占本年支出合计的80.0%。
"""
    assert share_claims(read(text, "")) == [("400.00万元", "500.00", "80.0%", True)]
