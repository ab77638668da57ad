"""Could one set of true values explain every printed figure at once?

Every figure stands for an interval, every sum and every pair of prints of one figure for an equation over them. Each
equation narrows the intervals of its figures; where one becomes empty the figures cannot all be right, even if every
single relation could be. Money comes in whole 分 and is rounded half up, so 211.93 stands for less than 211.935: what is
printed 211.93 in one place and 211.94 in another, both to two places, is not one figure rounded twice. Relations that hold exactly narrow nothing by themselves (the printed values fulfil them), so
the work begins at those that only rounding reconciles and follows what they narrow.
"""

from __future__ import annotations

from collections import deque
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Outcome
from textcheck.diagnosis.system import build
from textcheck.quantity.interval import ZERO, Interval
from textcheck.quantity.quantity import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textcheck.assertion import Assertion, Term
    from textcheck.diagnosis.system import System
    from textcheck.quantity.quantity import Quantity

    _Ends = tuple[Decimal, Decimal]

_ANYTHING = Decimal("-1E15"), Decimal("1E15")
_FEN = Decimal("0.01")
_CERTAIN = (Outcome.SATISFIED, Outcome.UNASSESSABLE)
"""What becomes of a relation that narrows nothing by itself."""
_MOST_STEPS = 4000
"""Equations looked at before giving up: intervals that shrink without end prove nothing in reasonable time."""


class Misfit(NamedTuple):
    """A figure that the others leave no room for: where it would have to lie, and the relation that says so."""

    term: Term
    room: Interval
    assertion: Assertion


def misfits(assertions: Sequence[Assertion]) -> list[Misfit]:
    """Return the figure that no true values can explain together with the rest; without it all others fit.

    Where more than one figure could be the one, nothing is returned: the evidence is even.
    """
    if all(assertion.outcome in _CERTAIN for assertion in assertions):
        return []
    system = build(assertions)
    printed = system.printed()
    doubtful = [n for n, relation in enumerate(system.relations) if not relation.certain and relation.holds(printed)]
    if not doubtful:
        return []
    sums = _Sums(system, printed)
    narrowing = _Narrowing(sums, None)
    if narrowing.run(doubtful):
        return []
    found: list[Misfit] = []
    for number in sorted(narrowing.blamed()):
        without = _Narrowing(sums, number)
        if without.run(doubtful):
            relation = next(r for n in system.uses[number] if (r := system.relations[n]).holds(printed))
            found.append(Misfit(system.figures[number], without.interval(number), relation.assertion))
            if len(found) > 1:
                return []
    return found


class _Sums:
    """The relations that can narrow anything and what each figure is printed for, worked out where they are needed."""

    def __init__(self, system: System, printed: list[Quantity]) -> None:
        self.system = system
        self._printed = printed
        self._parts: dict[int, list[tuple[int, int]]] = {}
        self._prints: dict[int, _Ends] = {}

    def parts(self, number: int) -> list[tuple[int, int]]:
        """Return the coefficients and figures of a sum that the printed figures fulfil within rounding, else nothing."""
        parts = self._parts.get(number)
        if parts is None:
            relation = self.system.relations[number]
            top = relation.equation.top
            fits = relation.equation.is_sum and (relation.assertion.outcome is Outcome.ROUNDING or relation.holds(self._printed))
            parts = [(c, f) for c, f in zip(top, relation.figures, strict=True) if c] if fits else []
            self._parts[number] = parts
        return parts

    def printed(self, figure: int) -> _Ends:
        """Return the true values that a figure is printed for."""
        known = self._prints.get(figure)
        if known is None:
            known = self._prints[figure] = _true_values(self._printed[figure])
        return known


class _Narrowing:
    """The intervals of all figures, the print of one of them left out, as the equations narrow them."""

    def __init__(self, sums: _Sums, free: int | None) -> None:
        """Begin with the true values that each figure is printed for."""
        self._sums = sums
        self._system = sums.system
        self._intervals: dict[int, _Ends] = {} if free is None else {free: _ANYTHING}
        self._reasons: dict[int, set[int]] = {}
        self._clash = -1

    def interval(self, figure: int) -> Interval:
        """Return what is left for a figure: at first what it is printed for."""
        return Interval(*(self._intervals.get(figure) or self._sums.printed(figure)))

    def run(self, relations: Iterable[int]) -> bool:
        """Narrow from the given relations on until nothing changes; tell whether every figure keeps a value."""
        waiting = deque(relations)
        queued = set(waiting)
        for _ in range(_MOST_STEPS):
            if not waiting:
                break
            number = waiting.popleft()
            queued.discard(number)
            changed = self._narrow(number)
            if changed is None:
                return False
            for figure in changed:
                for other in self._system.uses[figure]:
                    if other not in queued:
                        queued.add(other)
                        waiting.append(other)
        return True

    def _narrow(self, number: int) -> list[int] | None:
        """Return the figures that one relation narrows; None where it leaves one no value."""
        parts = self._sums.parts(number)
        if not parts:
            return []
        own, printed = self._intervals, self._sums.printed
        ends: list[_Ends] = []
        low = high = ZERO
        for coefficient, figure in parts:
            least, most = own.get(figure) or printed(figure)
            if coefficient < 0:
                least, most = -most, -least
            ends.append((least, most))
            low += least
            high += most
        if low > ZERO or high < ZERO:
            self._clash = number
            return None
        changed: list[int] = []
        for (coefficient, figure), (least, most) in zip(parts, ends, strict=True):
            width = most - least
            if width > high or width > -low:  # else the others leave the figure all of its room
                left, right = max(least, most - high), min(most, least - low)
                own[figure] = (left, right) if coefficient > 0 else (-right, -left)
                self._reasons.setdefault(figure, set()).add(number)
                changed.append(figure)
        return changed

    def blamed(self) -> set[int]:
        """Return the figures whose prints led to the clash."""
        relations, figures = [self._clash], set[int]()
        seen = set(relations)
        while relations:
            for figure in self._system.relations[relations.pop()].figures:
                if figure not in figures:
                    figures.add(figure)
                    more = self._reasons.get(figure, set()) - seen
                    seen |= more
                    relations += more
        return figures


def _true_values(quantity: Quantity) -> _Ends:
    """Return the amounts that are printed like this one: a whole number of 分, rounded half up, away from nought."""
    low, high = quantity.interval.low, quantity.interval.high
    if quantity.dimension is not Dimension.AMOUNT or quantity.step <= _FEN:
        return low, high
    return (low, high - _FEN) if quantity.value >= ZERO else (low + _FEN, high)
