"""Tables of budgets: units beside rows, years in heads, carry-over, pages that split a table."""

from __future__ import annotations

from textcheck.assertion import Outcome
from textcheck.engine import check_document
from textcheck.fact.factbase import FactBase
from textcheck.readers.formats import read_bytes
from textcheck.rules.registry import all_rules

REPORT = "云岫市测绘局2026年部门预算公开\n"


def facts_of(text: str) -> FactBase:
    return FactBase(read_bytes((REPORT + text).encode(), "report"))


def bound(text: str) -> dict[str, str]:
    """Return what every printed amount means: its key, joined."""
    tables = facts_of(text).tables
    return {f.cell.text: "/".join(f.key) for t in tables for f in t.facts if f.printed and f.cell and not f.alias}


def broken(text: str, code: str) -> list[str]:
    document = read_bytes((REPORT + text).encode(), "report")
    result = check_document(document, [rule for rule in all_rules() if rule.code == code])
    return [a.subject for a in result.assertions if a.outcome is Outcome.VIOLATED]


def test_income_without_carry_over_takes_it_in() -> None:
    table = "收入总表\n单位：万元\n科目编码\t科目名称\t合计\t一般公共预算\n合计\t\t9.00\t8.00\n"
    assert bound(table)["8.00"] == "合计/收入总计/一般公共预算/合计/预算/本年/"
    carried = "收入总表\n单位：万元\n科目编码\t科目名称\t合计\t一般公共预算\t上年结转\n合计\t\t9.00\t8.00\t1.00\n"
    assert bound(carried)["8.00"] == "合计/收入/一般公共预算/合计/预算/本年/"


def test_a_year_in_the_head_is_last_year() -> None:
    table = "一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t2025年预算数\t2026年预算数\t\n\t\t\t总计\t项目支出\n合计\t\t7.00\t9.00\t9.00\n"
    assert bound(table)["7.00"] == "合计/支出/一般公共预算/合计/预算/上年/"
    assert bound(table)["9.00"].endswith("/本年/")


def test_a_unit_holds_for_the_rows_below_it() -> None:
    table = """支出总表
部门名称：云岫市测绘局 单位：万元
预算单位\t科目编码\t科目名称\t支出总计\t基本支出\t项目支出
云岫市测绘局\t\t\t30.00\t30.01\t0.02
云岫市测绘档案馆\t\t\t10.00\t10.01\t0.03
\t201\t一般公共服务支出\t9.00\t9.01\t0.04
"""
    found = bound(table)
    assert found["30.00"] == "合计/支出/全部/合计/预算/本年/"
    assert found["9.00"] == "201/支出/全部/合计/预算/本年/云岫市测绘档案馆"


def test_a_page_with_the_same_title_and_head_goes_on() -> None:
    page = "表3\n支出总表\n部门名称：云岫市测绘局 单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    text = page + "合计\t\t9.00\t9.00\t\n205\t教育支出\t4.00\t4.00\t\n\n" + page + "221\t住房保障支出\t5.00\t5.00\t\n"
    assert len(facts_of(text).tables) == 1
    assert broken(text, "T202") == []


def test_a_title_run_together_with_its_owner_and_unit_opens_a_table() -> None:
    first = "支出总表\n单位：元\n科目编码\t科目名称\t合计\t基本支出\n合计\t\t900\t800\n"
    title = "财政拨款收支总表编制单位：云岫市测绘局 单位：元"
    second = "收入\t\t支出\t\n项目\t预算数\t项目\t合计\n本年收入\t700\t本年支出\t600\n"
    tables = facts_of(first + "\n" + title + "\t\t\t\n" + second).tables
    assert [(table.kind.name, len(table.facts)) for table in tables] == [("支出总表", 2), ("财政拨款收支总表", 2)]
    assert len(facts_of(first + "\n205\t教育支出：预算表编制单位\t700\t600\n").tables) == 1


def test_a_page_with_other_columns_is_read_only_where_its_sums_prove_it() -> None:
    head = "一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t9.00\t4.00\t5.00\n205\t教育支出\t4.00\t4.00\t\n\n1 2\n\n"
    proven = head + "221\t住房保障支出\t5.00\t\t5.00\t\n"
    doubtful = head + "221\t住房保障支出\t\t5.00\t5.00\t\n"
    assert facts_of(proven).tables[0].torn is False
    assert facts_of(doubtful).tables[0].torn
    assert broken(doubtful, "T202") == []
    assert broken(head + "221\t住房保障支出\t6.00\t\t6.00\n", "T202") != []


def test_a_row_run_together_spoils_no_sum() -> None:
    text = "支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t9.00\t9.00\t\n205\t教育支出\t4.00\t4.00\t\n\n221 住房保障支出 5.00 5.00\n"
    table = facts_of(text).tables[0]
    assert table.torn
    assert broken(text, "T202") == []


def test_a_row_run_together_spares_the_sums_that_it_is_no_term_of() -> None:
    head = "支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    rows = "合计\t\t9.00\t9.00\t\n205\t教育支出\t4.00\t4.00\t\n20502\t普通教育\t{}\t{}\t\n221\t住房保障支出\t5.00\t5.00\t\n"
    torn = "\n22102 住房改革支出 5.00 5.00\n"
    assert broken(head + rows.format("4.00", "4.00") + torn, "T202") == []
    assert broken(head + rows.format("3.00", "3.00") + torn, "T202") != []
    assert broken(head + rows.format("4.00", "4.00").replace("\t9.00", "\t8.00") + torn, "T202") != []


def test_economic_accounts_without_codes_are_known_by_name() -> None:
    head = (
        "部门预算基本支出预算表\n单位：万元\n支出项目类别（资金使用单位）\t总计\t财政拨款\t\t其他资金\n\t\t合计\t一般公共预算\t\n"
    )
    rows = "合计\t9.01\t9.02\t9.03\t0.00\n商品和服务支出\t4.01\t4.02\t4.03\t0.00\n公务接待费\t1.01\t1.02\t1.03\t0.00\n"
    found = bound(head + rows)
    assert found["9.02"] == "合计/支出/财政拨款/基本支出/预算/本年/"
    assert found["4.03"].startswith("302/支出/一般公共预算/基本支出/预算/本年/基本支出总表")
    assert found["1.01"].startswith("30217/支出/全部/基本支出/预算/本年/基本支出总表")


def test_a_head_is_not_moved_out_of_its_table() -> None:
    head = "支出总表\n单位：万元\n这一栏无人认得\t总计\t基本支出\t项目支出\n"
    assert bound(head + "合计\t9.00\t5.00\t4.00\n教育支出\t9.00\t5.00\t4.00\n") == {}


def test_the_total_of_running_costs_is_what_the_text_says() -> None:
    table = "一般公共预算机关运行经费支出预算表\n单位：万元\n科目编码\t科目名称\t机关运行经费支出\n合计\t\t9.00\n302\t商品和服务支出\t9.01\n"
    assert bound(table)["9.00"] == "合计/支出/一般公共预算/机关运行经费/预算/本年/"
    assert bound(table)["9.01"] == "302/支出/一般公共预算/机关运行经费/预算/本年/"
    text = table.replace("9.01", "9.00") + "\n机关运行经费预算安排情况说明\n本部门2026年机关运行经费支出预算8.00万元。\n"
    assert broken(text, "N301") == ["机关运行经费支出"]
    assert broken(text.replace("8.00万元", "9.00万元"), "N301") == []


def test_items_have_a_total_and_no_meaning_of_their_own() -> None:
    head = "政府采购预算明细表\n单位：万元\n采购类别\t金额\n"
    facts = facts_of(head + "A-货物\t4.00\n财政拨款\t5.00\n合计\t9.00\n")
    (table,) = facts.tables
    assert [(fact.quantity.value, "/".join(fact.key[:4])) for fact in table.facts] == [
        (90000, "合计/支出/全部/政府采购"),
        (90000, "政府采购/支出/全部/合计"),
    ]
    assert [cell.text for cell, _ in table.unbound] == ["4.00", "5.00"]


PROJECTS = "项目支出总表\n部门名称：云岫市测绘局 单位：万元\n支出项目类别\t总计\t一般公共预算拨款\t上年结余、结转\n"


def test_the_row_with_the_departments_name_is_the_total_if_it_adds_up_the_others() -> None:
    rows = "云岫市测绘局\t9.00\t8.00\t1.00\n测图\t4.00\t3.00\t1.00\n巡查\t5.00\t5.00\t0.00\n"
    assert bound(PROJECTS + rows)["9.00"] == "合计/支出/全部/项目支出/预算/本年/"
    assert "9.00" not in bound(PROJECTS + rows.replace("5.00\t5.00", "6.00\t6.00"))


def test_money_of_this_year_is_not_all_that_is_spent_of_a_fund_where_carry_over_has_a_column() -> None:
    rows = "合计\t9.00\t8.00\t1.00\n测图\t9.00\t8.00\t1.00\n"
    assert "8.00" not in bound(PROJECTS + rows)
    alone = (PROJECTS + rows).replace("\t上年结余、结转", "").replace("\t1.00", "")
    assert bound(alone)["8.00"] == "合计/支出/一般公共预算/项目支出/预算/本年/"


_BALANCE = """收支总表
单位：万元
收入\t\t支出
项目\t预算数\t项目\t预算数
一、财政拨款\t90.00\t一、教育支出\t12.23
\t\t进修及培训\t12.24
\t\t培训支出\t12.25
\t\t二、科学技术支出\t50.00
\t\t其他科学技术支出\t50.01
\t\t其他科学技术支出\t50.02
本年收入合计\t90.00\t本年支出合计\t62.23
"""


def test_accounts_below_a_class_are_known_by_their_names_in_order() -> None:
    found = bound(_BALANCE)
    assert [found[text].split("/")[0] for text in ("12.24", "12.25", "50.01", "50.02")] == [
        "20508",
        "2050803",
        "20699",
        "2069999",
    ]
    right = _BALANCE.replace("12.24", "12.23").replace("12.25", "12.23").replace("50.01", "50.00").replace("50.02", "50.00")
    assert broken(right, "T202") == []
    assert broken(right.replace("培训支出\t12.23", "培训支出\t13.23"), "T202")


def test_accounts_below_a_class_stay_unread_where_one_is_unknown() -> None:
    found = bound(_BALANCE.replace("培训支出", "测绘培训补助支出"))
    assert not {"12.24", "12.25", "50.01", "50.02"} & found.keys()
    assert found["12.23"].startswith("205/")


def test_a_number_in_brackets_before_a_name_is_no_part_of_it() -> None:
    table = (
        "“三公”经费支出预算表\n单位：万元\n项目\t预算数\n合计\t9.00\n其中：（1）公务用车购置费\t7.00\n（2）公务用车运行费\t2.00\n"
    )
    found = bound(table)
    assert [found[text].split("/")[0] for text in ("9.00", "7.00", "2.00")] == ["三公经费", "用车购置费", "用车运行费"]
