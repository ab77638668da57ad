"""Figures and the assertions they take part in; findings and their marks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from stubs import StubFigure

from textcheck.assertion import Assertion, Level, Outcome, Problem, Term
from textcheck.document.span import Span
from textcheck.engine import check_bytes
from textcheck.finding import findings_of
from textcheck.ledger import ledger, tally
from textcheck.quantity.quantity import Dimension, Quantity
from textcheck.report import Status, plain

ONE = Quantity(Decimal(1), Decimal(1), Dimension.COUNT, "个")


def figure(start: int, end: int, reason: str = "") -> StubFigure:
    return StubFigure(Span(start, end), "1个", ONE, "count", "项目", "", "", reason)


def assertion(outcome: Outcome, *spans: tuple[int, int], reason: str = "") -> Assertion:
    return Assertion("N901", "equality", "项目", outcome, tuple(Term("", Span(*s), ONE) for s in spans), reason=reason)


@pytest.mark.parametrize(
    ("outcomes", "status"),
    [
        ((Outcome.SATISFIED,), Status.VERIFIED),
        ((Outcome.ROUNDING,), Status.ROUNDING),
        ((Outcome.VIOLATED,), Status.CONTRADICTED),
        ((Outcome.UNASSESSABLE,), Status.UNASSESSABLE),
        ((Outcome.SATISFIED, Outcome.ROUNDING), Status.VERIFIED),
        ((Outcome.SATISFIED, Outcome.VIOLATED), Status.CONTRADICTED),
        ((Outcome.SATISFIED, Outcome.UNASSESSABLE), Status.VERIFIED),
        ((), Status.UNASSESSABLE),
    ],
)
def test_status_of_a_figure(outcomes: tuple[Outcome, ...], status: Status) -> None:
    assertions = [assertion(outcome, (10, 12), reason="缺上年数") for outcome in outcomes]
    (entry,) = ledger([figure(10, 12)], assertions)
    assert entry.status is status
    assert entry.assertions == tuple(assertions)
    assert tally([figure(10, 12)], assertions) == {status: 1}


def test_terms_cover_figures_but_do_not_touch_their_neighbours() -> None:
    figures = [figure(0, 2), figure(5, 8), figure(8, 9), figure(20, 22)]
    entries = ledger(figures, [assertion(Outcome.SATISFIED, (4, 9), (20, 21))])
    assert [entry.status is Status.VERIFIED for entry in entries] == [False, True, True, False]


def test_terms_without_a_value_speak_of_no_figure() -> None:
    passage = Assertion("W401", "text", "", Outcome.VIOLATED, (Term("", Span(0, 9)),))
    assert tally([figure(1, 3)], [passage]) == {Status.UNASSESSABLE: 1}


def test_reasons() -> None:
    entries = ledger(
        [figure(0, 1), figure(2, 3), figure(4, 5, "不知道数的是什么")],
        [assertion(Outcome.UNASSESSABLE, (2, 3), reason="缺上年数")],
    )
    assert [entry.status for entry in entries] == [Status.UNASSESSABLE, Status.UNASSESSABLE, Status.UNBOUND]
    assert [entry.reason for entry in entries] == ["报告里没有可以与它核对的另一个数。", "缺上年数", "不知道数的是什么"]


@pytest.mark.parametrize(
    ("value", "text"), [("933960.00", "933960"), ("1E+4", "10000"), ("0.50", "0.5"), ("-0.10", "-0.1"), ("100", "100")]
)
def test_values_are_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


class Author:
    code = "N901"
    name = "stub"
    level = Level.WARNING


class Second(Author):
    code = "N902"


class Other(Author):
    code = "S101"


TEXT = "一、支出情况\n\n共有 3 个项目，5 个子项；另有 7 个。\n"


def problem(code: str, quote: str, level: Level | None = None, right: str = "4") -> Assertion:
    start = TEXT.index(quote)
    span = Span(start, start + len(quote))
    return Assertion(
        code, "count", "项目", Outcome.VIOLATED, (Term("", span, ONE),), problem=Problem("不符", span, "3", right, level)
    )


def test_findings_are_ordered_by_place_then_code() -> None:
    document = check_bytes(TEXT.encode()).facts.document
    given = [problem("N901", "7 个"), problem("S101", "3 个", right="5"), problem("N901", "3 个", Level.ERROR)]
    findings = findings_of(document, given, [Author(), Other()])
    assert [(f.code, f.level) for f in findings] == [("N901", Level.ERROR), ("S101", Level.WARNING), ("N901", Level.WARNING)]
    assert [f.excerpt for f in findings] == ["共有3个项目，5个子项；", "共有3个项目，5个子项；", "另有7个。"]
    assert len({f.fingerprint for f in findings}) == 3


def test_one_fault_seen_by_two_relations_of_a_kind_is_one_finding() -> None:
    document = check_bytes(TEXT.encode()).facts.document
    (finding,) = findings_of(document, [problem("N902", "3 个"), problem("N901", "3 个")], [Author(), Second()])
    assert finding.code == "N901"
    assert [also.message for also in finding.consequences] == ["不符"]


def test_twins_are_counted() -> None:
    document = check_bytes(f"{TEXT}\n{TEXT}".encode()).facts.document
    twin = problem("N901", "3 个")
    assert twin.problem is not None
    span = Span(twin.problem.span.start + len(TEXT) + 1, twin.problem.span.end + len(TEXT) + 1)
    first, second = findings_of(document, [twin, twin._replace(problem=twin.problem._replace(span=span))], [Author()])
    assert second.fingerprint == f"{first.fingerprint}-2"
