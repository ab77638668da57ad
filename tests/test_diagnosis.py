"""Diagnosis: which figure is wrong, what it should be, how it came about, what it breaks besides."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.diagnosis.repair import repairs
from textcheck.diagnosis.slip import slip_of
from textcheck.diagnosis.system import equation_of, proven_by
from textcheck.document.span import Span
from textcheck.engine import check_bytes
from textcheck.equation import Equation, nearest
from textcheck.finding import findings_of
from textcheck.quantity.interval import Interval
from textcheck.quantity.quantity import Dimension, Quantity
from textcheck.rules.registry import all_rules

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "diagnosis/causes.toml").read_text("utf-8"))["case"]
LOUD = (Level.ERROR, Level.WARNING)
CENT = Decimal(100)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_one_fault_is_one_finding(case: dict[str, Any]) -> None:
    result = check_bytes(case["text"].encode())
    document = result.facts.document
    found = [
        {
            "quote": document.source.slice(finding.span).strip(),
            "expected": finding.expected,
            "slip": finding.repair.sides[0].slip if finding.repair and finding.repair.certain else "",
            "consequences": len(finding.consequences),
        }
        for finding in findings_of(document, result.assertions, all_rules())
        if finding.level in LOUD and finding.code[0] in "TNPW"
    ]
    assert found == case["findings"]


def amount(cents: int) -> Quantity:
    return Quantity(cents * CENT, CENT, Dimension.AMOUNT, "元")


def figure(number: int, cents: int) -> Term:
    return Term(f"第{number}数", Span(number * 10, number * 10 + 5), amount(cents))


def claim(*terms: Term) -> Assertion:
    """Say that the first figure is the sum of the others."""
    values = [term.quantity.value for term in terms if term.quantity is not None]
    outcome = Outcome.SATISFIED if values[0] == sum(values[1:]) else Outcome.VIOLATED
    return Assertion("T201", "summation", "合计", outcome, terms)


@given(
    st.lists(st.lists(st.integers(1, 10**7), min_size=3, max_size=3), min_size=3, max_size=5),
    st.data(),
)
def test_a_wrong_cell_of_a_table_that_adds_up_both_ways_is_found_and_restored(rows: list[list[int]], data: st.DataObject) -> None:
    """Each cell stands in a row sum and a column sum: only its change mends both."""
    table = [[*row, sum(row)] for row in rows]
    table.append([sum(column) for column in zip(*table, strict=True)])
    row = data.draw(st.integers(0, len(table) - 1))
    column = data.draw(st.integers(0, 3))
    right = table[row][column]
    table[row][column] = data.draw(st.integers(0, 10**8).filter(lambda cents: abs(cents - right) > 10))
    terms = [[figure(i * 4 + j, cents) for j, cents in enumerate(cells)] for i, cells in enumerate(table)]
    claims = [claim(cells[3], *cells[:3]) for cells in terms]
    claims += [claim(cells[-1], *cells[:-1]) for cells in map(list, zip(*terms, strict=True))]
    (repair,) = repairs(claims)
    assert repair.certain
    assert repair.sides[0].term == terms[row][column]
    assert repair.sides[0].quantity.value == right * CENT
    assert len(repair.assertions) == 2


def test_two_figures_alone_leave_the_evidence_even() -> None:
    one, other = figure(1, 500), figure(2, 900)
    (repair,) = repairs([Assertion("N301", "duplicate", "", Outcome.VIOLATED, (one, other))])
    assert not repair.certain
    assert [side.term for side in repair.sides] == [one, other]


def test_a_relation_that_its_own_equation_refutes_confirms_nothing() -> None:
    """A rule may accept more than plain arithmetic does."""
    total, other = figure(1, 100), figure(4, 900)
    capped = Assertion("P503", "summation", "总分", Outcome.SATISFIED, (total, figure(2, 60), figure(3, 60)))
    (repair,) = repairs([capped, Assertion("P503", "equality", "", Outcome.VIOLATED, (total, other))])
    assert [side.term for side in repair.sides] == [total, other]


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=6), st.data())
def test_a_sum_is_solved_for_any_of_its_figures(cents: list[int], data: st.DataObject) -> None:
    values = [amount(sum(cents)), *map(amount, cents)]
    equation = Equation((1, *(-1,) * len(cents)))
    place = data.draw(st.integers(0, len(cents)))
    right = values[place]
    values[place] = amount(data.draw(st.integers(-(10**9), 10**9)))
    solution = equation.solve(place, values)
    assert solution is not None
    assert nearest(solution, values[place], CENT) == right


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_rate_is_solved_to_what_would_be_printed(part: int, whole: int) -> None:
    rate = Quantity(Decimal(1), Decimal("0.1"), Dimension.PERCENT, "%")
    equation = Equation((0, 1, 0), (0, 0, 1))
    values = [rate, amount(part), amount(whole)]
    solution = equation.solve(0, values)
    assert solution is not None
    assert equation.holds([nearest(solution, rate, rate.step), *values[1:]])


@pytest.mark.parametrize(
    ("printed", "right", "slip"),
    [
        ("195.02", "159.02", "两个数字写颠倒"),
        ("159.03", "159.02", "一个数字写错"),
        ("15.02", "159.02", "漏写一个数字"),
        ("1599.02", "159.02", "多写一个数字"),
        ("1590.20", "159.02", "小数点错了一位"),
        ("1.5902", "159.02", "小数点错了两位"),
        ("0.015902", "159.02", "元与万元写错"),
        ("-159.02", "159.02", "正负号写反"),
        ("487.31", "159.02", ""),
        ("0.00", "159.02", ""),
    ],
)
def test_slips_are_named(printed: str, right: str, slip: str) -> None:
    def quantity(text: str) -> Quantity:
        value = Decimal(text)
        return Quantity(value * 10000, Decimal(10000).scaleb(int(value.as_tuple().exponent)), Dimension.AMOUNT, "元")

    value = quantity(right).value
    assert slip_of(quantity(printed), quantity(right), Interval(value, value)).name == slip


def test_a_wrong_unit_is_one_finding() -> None:
    text = (Path(__file__).parents[1] / "samples/clean/report.txt").read_text("utf-8")
    head, unit, tail = text.partition("公开03表")[0], "单位：万元", text.partition("公开03表")[2]
    result = check_bytes(f"{head}公开03表{tail.replace(unit, '单位：元', 1)}".encode())
    found = findings_of(result.facts.document, result.assertions, all_rules())
    assert [finding.code for finding in found if finding.level in LOUD] == ["T234"]
    assert found[0].consequences or any(finding.consequences for finding in found)


@pytest.mark.parametrize(
    ("cents", "outcome", "shown"),
    [
        ((10000, 2000, 8000), Outcome.SATISFIED, True),
        ((10000, 2000, 7000), Outcome.VIOLATED, True),
        ((2000, 8000, 10000), Outcome.SATISFIED, False),
        ((10000, 2000, 8000), Outcome.VIOLATED, False),
    ],
)
def test_an_equation_that_says_otherwise_than_its_rule_proves_nothing(
    cents: tuple[int, ...], outcome: Outcome, *, shown: bool
) -> None:
    terms = tuple(Term("数", Span(at * 10, at * 10 + 5), amount(value)) for at, value in enumerate(cents))
    assertion = Assertion("T201", "summation", "甲", outcome, terms)
    assert (proven_by(assertion) == Equation((1, -1, -1))) is shown


def test_a_relation_that_holds_has_no_equation_that_does_not(shared: Path) -> None:
    samples = sorted((Path(__file__).parents[1] / "samples").glob("*/report.txt"))
    reports = [*samples, shared / "seed/report.txt", *sorted((shared / "corpus/text").iterdir())[:20]]
    false = []
    for report in reports:
        for assertion in check_bytes(report.read_bytes()).assertions:
            equation = equation_of(assertion)
            values = [term.quantity for term in assertion.terms if term.quantity is not None]
            if equation is not None and assertion.outcome in {Outcome.SATISFIED, Outcome.ROUNDING} and not equation.holds(values):
                false.append((report.name, assertion.code, assertion.subject))
    assert not false


def test_a_sentence_that_denies_what_a_table_has_is_one_finding() -> None:
    table = "政府性基金预算财政拨款收入支出决算表\n单位：万元\n科目编码\t科目名称\t小计\t基本支出\t项目支出\n合计\t\t50.00\t\t50.00\n212\t城乡社区支出\t50.00\t\t50.00\n\n"
    said = "八、政府性基金预算财政拨款收入支出决算情况说明\n本部门2024年度没有政府性基金预算财政拨款收入支出。\n"
    result = check_bytes((table + said).encode())
    (finding,) = [f for f in findings_of(result.facts.document, result.assertions, all_rules()) if f.level in LOUD]
    assert [finding.code, *(consequence.code for consequence in finding.consequences)] == ["S108", "N310"]
    assert any(evidence.text == "50.00" for evidence in finding.evidence)
