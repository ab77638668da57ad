"""The assertions turned round: for every figure of the report, what was checked and what came of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from textcheck.assertion import Outcome
from textcheck.report import Entry, Status, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textcheck.assertion import Assertion
    from textcheck.document.span import Span
    from textcheck.quantity.quantity import Quantity

_ALONE = "报告里没有可以与它核对的另一个数。"


class LedgerFigure(Protocol):
    """A printed figure as the facts know it; ``reason`` says why it could not be bound and is empty when it was."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def text(self) -> str:
        """As printed."""

    @property
    def quantity(self) -> Quantity | None:
        """Its value, unless it cannot be read."""

    @property
    def kind(self) -> str:
        """The dimension: amount, percent, percentage_point, count or ratio."""

    @property
    def subject(self) -> str:
        """What it measures."""

    @property
    def role(self) -> str:
        """As what: budget, final accounts, change, rate, share …."""

    @property
    def period(self) -> str:
        """Of which year."""

    @property
    def reason(self) -> str:
        """Why it could not be bound."""


def tally(figures: Sequence[LedgerFigure], assertions: Iterable[Assertion]) -> Counter[Status]:
    """Count the figures by status."""
    uses = _uses(figures, assertions)
    return Counter(_status(figure, uses.get(at, ())) for at, figure in enumerate(figures))


def ledger(figures: Sequence[LedgerFigure], assertions: Iterable[Assertion]) -> tuple[Entry, ...]:
    """Return every figure with its status, the reason where nothing could be checked, and its assertions."""
    uses = _uses(figures, assertions)
    return tuple(_entry(figure, uses.get(at, [])) for at, figure in enumerate(figures))


def _uses(figures: Sequence[LedgerFigure], assertions: Iterable[Assertion]) -> dict[int, list[Assertion]]:
    """Return the assertions of each figure: those with a valued term whose span is the figure's or covers it."""
    places = sorted((figure.span.start, figure.span.end, at) for at, figure in enumerate(figures))
    starts = [place[0] for place in places]
    uses: dict[int, list[Assertion]] = {}
    for assertion in assertions:
        for term in assertion.terms:
            if term.quantity is None:
                continue
            span = term.span
            place = bisect_left(starts, span.start)
            while place < len(places) and places[place][1] <= span.end:
                listed = uses.setdefault(places[place][2], [])
                if not listed or listed[-1] is not assertion:
                    listed.append(assertion)
                place += 1
    return uses


def _status(figure: LedgerFigure, assertions: Iterable[Assertion]) -> Status:
    outcomes = {assertion.outcome for assertion in assertions}
    if Outcome.VIOLATED in outcomes:
        return Status.CONTRADICTED
    if Outcome.SATISFIED in outcomes:
        return Status.VERIFIED
    if Outcome.ROUNDING in outcomes:
        return Status.ROUNDING
    return Status.UNBOUND if figure.reason else Status.UNASSESSABLE


def _entry(figure: LedgerFigure, assertions: Sequence[Assertion]) -> Entry:
    status = _status(figure, assertions)
    reason = ""
    if status is Status.UNBOUND:
        reason = figure.reason
    elif status is Status.UNASSESSABLE:
        reason = next((assertion.reason for assertion in assertions if assertion.reason), _ALONE)
    quantity = figure.quantity
    value = "" if quantity is None else plain(quantity.value)
    unit = "" if quantity is None else quantity.unit
    return Entry(
        figure.span, figure.text, figure.kind, value, unit, figure.subject, figure.role, status, reason, tuple(assertions)
    )
