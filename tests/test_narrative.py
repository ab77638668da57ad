"""What figures of prose say, case by case: ``tests/mentions/roles.toml`` gives every figure its role, subject and base."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from textcheck.fact.factbase import FactBase
from textcheck.mention.cue import comparison_of, cue_of
from textcheck.mention.subject import NOTHING, read_subject
from textcheck.quantity.quantity import Dimension
from textcheck.readers.formats import read_bytes

if TYPE_CHECKING:
    from textcheck.fact.mentions import Mention

PATH = Path(__file__).parent / "mentions" / "roles.toml"
CASES: list[dict[str, Any]] = tomllib.loads(PATH.read_text(encoding="utf-8"))["case"]


def read(text: str) -> tuple[Mention, ...]:
    return FactBase(read_bytes(text.encode(), "narrative")).mentions


def shown(mention: Mention, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return what a case tells of a figure; the keys only where it gives them (concept/flow/fund)."""
    found: dict[str, Any] = {"text": mention.text, "role": mention.role, "subject": mention.subject}
    said = {"sign": mention.sign, "base": mention.base, "of": mention.of, "measure": mention.measure}
    keys = {"keys": ["/".join(key[:3]) for key in mention.keys]} if "keys" in wanted else {}
    return found | {name: value for name, value in said.items() if value} | keys


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_figures_have_role_subject_and_base(case: dict[str, Any]) -> None:
    mentions = read(case["text"])
    assert [mention.text for mention in mentions] == [figure["text"] for figure in case["figures"]]
    assert [shown(*pair) for pair in zip(mentions, case["figures"], strict=True)] == case["figures"]


def test_there_are_enough_figures() -> None:
    assert sum(len(case["figures"]) for case in CASES) >= 80
    roles = {figure["role"] for case in CASES for figure in case["figures"]}
    assert roles >= {"value", "budget", "whole", "base", "change", "rate", "share", "completion", "count", "threshold", "reason"}


@pytest.mark.parametrize(
    ("words", "subject", "concept"),
    [
        ("2024年度青岚区水务局机关运行经费支出", "机关运行经费支出", "机关运行经费"),
        ("其中：基本支出", "基本支出", "合计"),
        ("本年收入合计", "本年收入合计", "合计"),
        ("卫生健康支出", "卫生健康支出", "210"),
        ("图书采购项目支出", "图书采购项目支出", None),
        ("商品和服务支出", "商品和服务支出", None),
        ("全县一般公共预算支出", "全县一般公共预算支出", None),
        ("主要用于人员经费", "人员经费", None),
        ("财政拨款收入合计", "财政拨款收入", "合计"),
        ("（二）", "", None),
        ("其中：", "", None),
    ],
)
def test_a_known_phrase_counts_only_where_its_meaning_is_left_alone(words: str, subject: str, concept: str | None) -> None:
    found = read_subject(words.replace("（", "(").replace("）", ")").replace("：", ":"))
    assert (found.text, found.aspects.concept if found.aspects else None) == (subject, concept)
    assert subject or found is NOTHING


@pytest.mark.parametrize(
    ("lead", "dimension", "role", "base"),
    [
        ("，比上年增加", Dimension.AMOUNT, "change", ""),
        ("，增长", Dimension.PERCENT, "rate", ""),
        ("，增长", Dimension.AMOUNT, "change", ""),
        ("，降幅为", Dimension.PERCENT, "rate", ""),
        ("增加(减少)", Dimension.AMOUNT, "change", ""),
        ("，完成年初预算的", Dimension.PERCENT, "completion", "年初预算"),
        ("，为调整预算数的", Dimension.PERCENT, "completion", "调整预算数"),
        ("，占调整预算", Dimension.PERCENT, "completion", "调整预算"),
        ("，占本年支出合计的", Dimension.PERCENT, "share", "本年支出合计"),
        ("，占比", Dimension.PERCENT, "share", ""),
        ("，占", Dimension.PERCENT, "share", ""),
        ("，完成预算", Dimension.AMOUNT, "budget", "预算"),
        ("，较上年的", Dimension.AMOUNT, "base", "上年"),
        ("比2025年初预算数", Dimension.AMOUNT, "base", "2025年初预算"),
        ("年初预算为", Dimension.AMOUNT, "value", "年初预算"),
        ("一般公共预算", Dimension.AMOUNT, "value", ""),
        ("，单价", Dimension.AMOUNT, "threshold", ""),
        ("(", Dimension.PERCENT, "bracket", ""),
        ("合格率达到", Dimension.PERCENT, "percent", ""),
        ("占地", Dimension.AMOUNT, "value", ""),
    ],
)
def test_the_words_before_a_figure_give_its_role(lead: str, dimension: Dimension, role: str, base: str) -> None:
    cue = cue_of(lead, dimension)
    assert (cue.role, cue.base) == (role, base)


@pytest.mark.parametrize(
    ("clause", "base"),
    [
        ("与2023年度相比，", "2023年度"),
        ("较上年", "上年"),
        ("比2025年年初预算", "2025年年初预算"),
        ("比年初预算数", "年初预算"),
        ("与上年执行数相比", "上年执行"),
        ("同口径", ""),
        ("比较稳定", ""),
    ],
)
def test_the_base_of_a_comparison(clause: str, base: str) -> None:
    assert comparison_of(clause)[0] == base


def test_a_paragraph_under_an_item_heading_speaks_of_the_item() -> None:
    text = """青岚区水务局2024年度部门决算
五、一般公共预算财政拨款支出决算情况说明
（三）一般公共预算财政拨款支出决算具体情况
1. 农林水支出（类）水利（款）防汛（项）
主要用于抢险。年初预算为195.00万元，支出决算为258.90万元。
"""
    assert {mention.subject for mention in read(text)} == {"防汛(项)"}


def test_amounts_of_an_unknown_section_state_nothing() -> None:
    text = "青岚区水务局2024年度部门决算\n第四部分 2024年度重点工作完成情况\n一、全年完成项目支出5600万元。\n"
    (mention,) = read(text)
    assert (mention.known_section, mention.keys) == (False, ())


def test_one_phrase_states_two_facts() -> None:
    (mention,) = read("青岚区水务局2024年度部门决算\n一、收入支出决算总体情况说明\n2024年度收、支总计10.00万元。\n")
    assert [key.flow for key in mention.keys] == ["收入总计", "支出总计"]
