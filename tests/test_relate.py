"""Which figures a relation of the profile joins, and where it asks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from textcheck.fact.factbase import FactBase
from textcheck.fact.relate import instances, pairs, stated_instances
from textcheck.readers.formats import read_bytes

if TYPE_CHECKING:
    from textcheck.fact.fact import Fact
    from textcheck.lexicon.profile import Relation

INCOME = """收入决算表
单位：万元
科目编码\t科目名称\t本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t经营收入\t附属单位上缴收入\t其他收入
合计\t\t210.00\t200.00\t\t{earned}\t\t\t10.00
205\t教育支出\t\t\t\t\t\t\t
"""
APPROPRIATION = """财政拨款收入支出决算总表
单位：万元
收入\t\t支出\t\t\t\t
项目\t决算数\t项目\t小计\t一般公共预算财政拨款\t政府性基金预算财政拨款\t国有资本经营预算财政拨款
一、一般公共预算财政拨款\t200.01\t一、教育支出\t200.02\t200.03\t\t
本年收入合计\t200.04\t本年支出合计\t200.05\t200.06\t\t
年初财政拨款结转和结余\t15.07\t年末财政拨款结转和结余\t15.08\t15.09\t\t
"""
EXPENDITURE = """支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t200.00\t120.00\t80.00
205\t教育支出\t199.00\t119.00\t80.01
"""
GENERAL = """一般公共预算财政拨款支出决算表
单位：万元
科目编码\t科目名称\t小计\t基本支出\t项目支出
合计\t\t190.00\t110.00\t80.02
205\t教育支出\t189.00\t109.00\t80.03
"""


def facts_of(*parts: str) -> FactBase:
    return FactBase(read_bytes("\n".join(("青岚区水务局2024年度部门决算", *parts)).encode(), "relate"))


def relation(facts: FactBase, identifier: str) -> Relation:
    return next(each for each in facts.profile.relations if each.id == identifier)


def texts(found: list[Fact]) -> list[str]:
    return [fact.cell.text if fact.cell else f"{fact.quantity.value:f}" for fact in found]


def joined(facts: FactBase, identifier: str) -> list[tuple[str, list[str], list[str]]]:
    return [
        (*texts([total]), texts(parts), texts(against)) for total, parts, against in instances(relation(facts, identifier), facts)
    ]


def test_a_sum_along_one_axis_keeps_the_others() -> None:
    assert joined(facts_of(EXPENDITURE, GENERAL), "A8") == [
        ("200.00", ["120.00", "80.00"], []),
        ("199.00", ["119.00", "80.01"], []),
        ("190.00", ["110.00", "80.02"], []),
        ("189.00", ["109.00", "80.03"], []),
    ]


def test_blank_parts_take_part_and_blank_rows_do_not() -> None:
    (found,) = joined(facts_of(INCOME.format(earned="")), "A1")
    assert found == ("210.00", ["200.00", "", "", "", "", "10.00"], [])


def test_the_alternative_with_more_parts_is_taken() -> None:
    balance = """收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t190.00\t一、教育支出\t210.00
二、政府性基金预算财政拨款收入\t10.00\t\t
五、事业收入\t10.01\t\t
本年收入合计\t210.00\t本年支出合计\t210.02
"""
    assert joined(facts_of(balance), "A1") == [("210.00", ["190.00", "10.00", "10.01"], [])]


def test_a_balance_has_two_sides() -> None:
    found = joined(facts_of(APPROPRIATION), "A12")
    assert found == [("200.01", [], ["200.06", "15.09"])]


def test_across_tables_two_axes_may_differ() -> None:
    found = joined(facts_of(INCOME.format(earned=""), GENERAL), "S3")
    assert ("200.00", ["190.00"], []) in found


@pytest.mark.parametrize(("earned", "carried", "demanded"), [("", False, True), ("5.00", False, False), ("", True, False)])
def test_a_condition_must_be_known_to_be_met(earned: str, carried: bool, demanded: bool) -> None:  # noqa: FBT001
    income = INCOME.format(earned=earned).replace("10.00", "")
    total = """收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t200.00\t一、教育支出\t200.00
年初结转和结余\t{carried}\t年末结转和结余\t
"""
    facts = facts_of(income, total.format(carried="15.00" if carried else ""), EXPENDITURE, GENERAL)
    assert bool(joined(facts, "B10")) is demanded


def test_a_narrative_relation_joins_what_prose_states() -> None:
    facts = facts_of(
        "十一、政府采购支出说明\n政府采购支出总额100.00万元，其中：政府采购货物支出60.00万元、政府采购服务支出40.00万元。\n"
    )
    assert joined(facts, "C13a") == [("1000000", ["600000", "400000"], [])]


def test_sums_of_the_tables_are_found_in_prose_as_well() -> None:
    facts = facts_of("三、支出决算情况说明\n支出合计200.00万元，其中：基本支出120.00万元，项目支出80.00万元。\n")
    ((total, parts, _),) = stated_instances(relation(facts, "A8"), facts)
    assert texts([total, *parts]) == ["2000000", "1200000", "800000"]


def test_pairs_join_two_classifications() -> None:
    economic = """一般公共预算财政拨款基本支出决算表
单位：万元
科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t90.00\t302\t商品和服务支出\t20.00
30113\t住房公积金\t30.00\t30201\t办公费\t20.00
"""
    functional = (
        GENERAL + "221\t住房保障支出\t31.00\t31.00\t\n22102\t住房改革支出\t31.00\t31.00\t\n2210201\t住房公积金\t31.00\t31.00\t\n"
    )
    facts = facts_of(functional, economic)
    pair = next(each for each in facts.profile.pairs if each.id == "B17")
    assert [texts(list(found)) for found in pairs(pair, facts)] == [["31.00", "30.00"]]


def test_every_relation_names_its_authority_and_its_axis() -> None:
    facts = facts_of(EXPENDITURE)
    for each in facts.profile.relations:
        assert each.basis, each.id
        assert len(each.total) == len(each.axes), each.id
        assert all(
            len(part) == len(each.axes)
            for part in (*each.parts, *(value for way in each.alternatives for value in way), *each.against)
        ), each.id
    assert len({each.id for each in (*facts.profile.relations, *facts.profile.pairs)}) == len(facts.profile.relations) + len(
        facts.profile.pairs
    )
