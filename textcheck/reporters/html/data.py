"""The ledger as data for the page's script: every figure, its assertions, their arithmetic with both precisions."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.assertion import Outcome
from textcheck.diagnosis.system import proven_by
from textcheck.fact.arithmetic import show, sum_formula
from textcheck.quantity.quantity import Bound, Dimension
from textcheck.report import Status, plain
from textcheck.reporters.places import where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textcheck.assertion import Assertion, Term
    from textcheck.document.blocks import Document
    from textcheck.document.span import Span
    from textcheck.equation import Equation
    from textcheck.quantity.interval import Interval
    from textcheck.quantity.quantity import Quantity
    from textcheck.report import Entry, Report
    from textcheck.reporters.base import Page
    from textcheck.reporters.html.marks import Marks
    from textcheck.reporters.html.phrases import Phrases

_STATUSES = tuple(Status)
_OUTCOMES = tuple(Outcome)
_MYRIAD = -4
_FINEST = Decimal("0.000001")
_WIDE = Context(prec=120)


class Shown(NamedTuple):
    """How a quantity is shown: as printed with its unit, its ends and its step in that unit; no ends if it is exact."""

    text: str
    low: str
    high: str
    step: str
    bound: str


class _Pool:
    """Keeps what recurs once, under a number."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def number(self, value: Any) -> int:  # noqa: ANN401
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = len(self.kept)
            self.kept.append(value)
        return found


class Data:
    """Writes down one report's ledger; see ``write`` for the shape."""

    def __init__(self, report: Report, document: Document, marks: Marks, phrases: Phrases) -> None:
        """Write the ledger of ``report``, whose figures and passages are numbered by ``marks``."""
        self._report = report
        self._document = document
        self._marks = marks
        self._phrases = phrases
        self._strings = _Pool()
        self._quantities = _Pool()
        self._shown: dict[Quantity, int] = {}
        self._totals: dict[Span, list[int]] = {}
        self._equations = [proven_by(assertion) for assertion in marks.assertions]
        for number, assertion in enumerate(marks.assertions):
            equation = self._equations[number]
            if equation is not None and equation.is_sum and assertion.outcome is Outcome.SATISFIED and len(assertion.terms) > 2:
                self._totals.setdefault(assertion.terms[0].span, []).append(number)

    def write(self, rules: Mapping[str, Page]) -> dict[str, Any]:
        """Return ``figures`` and ``assertions`` as rows, with ``strings`` and ``quantities`` that they name by number.

        A figure: status, subject, role, kind, quantity, value as read, place, reason, its assertions. An assertion: code, kind,
        subject, outcome, formula, message, reason, its terms (label, figure or -1, passage or -1, quantity or -1), the
        arithmetic (see ``_arithmetic``), what the claim and the rest come to, the finding, the sum that proves the other side.
        """
        figures = [self._figure(entry) for entry in self._marks.figures]
        findings = self._findings()
        assertions = [self._assertion(number, findings) for number in range(len(self._marks.assertions))]
        codes = sorted({assertion.code for assertion in self._marks.assertions})
        return {
            "words": self._phrases.script,
            "statuses": [self._phrases.words.statuses[status] for status in _STATUSES],
            "rules": {code: rules[code].summary for code in codes if code in rules},
            "figures": figures,
            "assertions": assertions,
            "quantities": self._quantities.kept,
            "strings": self._strings.kept,
        }

    def _figure(self, entry: Entry) -> list[Any]:
        text, source = self._strings.number, self._document.source
        return [
            _STATUSES.index(entry.status),
            text(entry.subject),
            text(entry.role),
            text(entry.kind),
            self._printed(entry),
            text(entry.value + entry.unit),
            text(where(source, entry.span, self._phrases.words)),
            text(entry.reason),
            [self._marks.numbers[id(assertion)] for assertion in entry.assertions],
        ]

    def _printed(self, entry: Entry) -> int:
        """Return the number of the quantity that a figure is, as its first assertion has it; -1 if none tells."""
        for assertion in entry.assertions:
            for term in assertion.terms:
                if term.span == entry.span and term.quantity is not None:
                    return self._quantity(term.quantity)
        return -1

    def _findings(self) -> dict[tuple[str, Any], int]:
        """Return the number of the finding on each passage, by rule and by the passage alone."""
        found: dict[tuple[str, Any], int] = {}
        for number, finding in enumerate(self._report.findings):
            found.setdefault((finding.code, finding.span), number)
            for also in finding.consequences:
                found.setdefault((also.code, also.span), number)
        return found

    def _assertion(self, number: int, findings: Mapping[tuple[str, Any], int]) -> list[Any]:
        assertion, equation = self._marks.assertions[number], self._equations[number]
        problem, text = assertion.problem, self._strings.number
        formula = assertion.formula
        return [
            text(assertion.code),
            text(assertion.kind),
            text(assertion.subject),
            _OUTCOMES.index(assertion.outcome),
            text(formula),
            text(problem.message if problem else ""),
            text(assertion.reason),
            [self._term(term) for term in assertion.terms],
            _arithmetic(assertion, equation),
            self._sides(assertion, equation),
            findings.get((assertion.code, problem.span), -1) if problem else -1,
            self._proof(assertion),
        ]

    def _term(self, term: Term) -> list[int]:
        quantity = -1 if term.quantity is None else self._quantity(term.quantity)
        return [self._strings.number(term.label), self._marks.figure(term.span), self._marks.place(term.span), quantity]

    def _quantity(self, quantity: Quantity) -> int:
        number = self._shown.get(quantity)
        if number is None:
            number = self._shown[quantity] = self._quantities.number(shown(quantity))
        return number

    def _sides(self, assertion: Assertion, equation: Equation | None) -> list[str]:
        """Return the ends of the claim and of what the other figures make of it, in the unit of the claim."""
        if equation is None:
            return []
        values = [term.quantity for term in assertion.terms if term.quantity is not None]
        sides = equation.sides(values)
        like = values[equation.rate] if equation.bottom else values[0]
        return [] if sides is None else [*_ends(sides[0], like), *_ends(sides[1], like)]

    def _proof(self, assertion: Assertion) -> int:
        """Return the number of the sum that the formula of a broken assertion shows; -1 if it shows none."""
        if assertion.outcome is not Outcome.VIOLATED or not assertion.formula:
            return -1
        for term in assertion.terms[1:]:
            for number in self._totals.get(term.span, ()):
                terms = self._marks.assertions[number].terms
                if sum_formula(terms[0], terms[1:]) == assertion.formula:
                    return number
        return -1


def shown(quantity: Quantity) -> Shown:
    """Return a quantity as the page shows it: amounts in 万元, or in 元 where they are printed in it."""
    text = show(quantity)
    if quantity.dimension is Dimension.AMOUNT and not text.endswith("元"):
        text += "万元"
    bound = "" if quantity.bound is Bound.EXACT else quantity.bound.value
    if not quantity.step or (quantity.dimension is Dimension.COUNT and quantity.step >= 1):
        return Shown(text, "", "", "", bound)
    return Shown(text, *_ends(quantity.interval, quantity), _scaled(quantity.step, quantity), bound)


def _arithmetic(assertion: Assertion, equation: Equation | None) -> list[Any]:
    """Return how the terms are joined: ``[sign, [coefficients]]`` or ``["/", rate, [above], [below]]``; empty if unknown."""
    if equation is None or any(term.quantity is None for term in assertion.terms):
        return []
    if equation.bottom:
        return ["/", equation.rate, equation.top, equation.bottom]
    return ["<" if equation.at_most else "?" if equation.words or equation.positive else "=", equation.top]


def _ends(interval: Interval, like: Quantity) -> tuple[str, str]:
    return _scaled(interval.low, like), _scaled(interval.high, like)


def _scaled(value: Decimal, like: Quantity) -> str:
    """Return a value in the unit in which ``like`` is shown, to six decimals."""
    if like.dimension is Dimension.AMOUNT and not like.in_yuan:
        value = value.scaleb(_MYRIAD)
    return plain(_WIDE.quantize(value, _FINEST))
