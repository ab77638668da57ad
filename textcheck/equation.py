"""What a relation says of its figures, as arithmetic that can be tested, solved and narrowed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.quantity.interval import ZERO, Interval
from textcheck.quantity.quantity import Dimension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.quantity.quantity import Quantity

_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)


class Equation(NamedTuple):
    """``Σ top·x = 0`` (``≤ 0`` if ``at_most``, ``> 0`` if ``positive``), or with a ``bottom``: ``x[rate] · Σ bottom·x = 100 · Σ top·x``.

    ``top`` and ``bottom`` hold a coefficient for every term that is a figure. ``words``: a word makes the claim (没有,
    大于), so the equation tests a value but suggests none: the word may be wrong instead.
    """

    top: tuple[int, ...]
    bottom: tuple[int, ...] = ()
    rate: int = 0
    at_most: bool = False
    words: bool = False
    positive: bool = False

    @property
    def is_sum(self) -> bool:
        """Tell whether figures are added and taken away, nothing else."""
        return not (self.bottom or self.at_most or self.words) and max(self.top) <= 1 and min(self.top) >= -1

    def holds(self, values: Sequence[Quantity]) -> bool:
        """Tell whether true values behind the printed ones may fulfil the equation."""
        if not self.bottom:
            total, slack = _linear(self.top, values)
            if self.positive:
                return total > ZERO
            return total * 2 <= slack if self.at_most else abs(total) * 2 <= slack
        rate = values[self.rate]
        part, whole = _interval(self.top, values), _interval(self.bottom, values)
        try:
            return rate.interval.overlaps(part / whole * Interval(_HUNDRED, _HUNDRED))
        except ZeroDivisionError:
            return True  # a rate over nought can be neither right nor wrong

    def closes(self, values: Sequence[Quantity]) -> bool:
        """Tell whether a sum comes out as printed, to the last digit."""
        return self.is_sum and not _linear(self.top, values)[0]

    def sides(self, values: Sequence[Quantity]) -> tuple[Interval, Interval] | None:
        """Return what the claim (the rate, or the first figure) may truly be, and what the other figures make of it.

        The relation is broken where the two do not meet (for ``at_most``: where the claim lies above). None if a word makes
        the claim, or nothing follows.
        """
        if self.words or self.positive:
            return None
        if not self.bottom:
            return (_exact(values[0]), self._solve_sum(0, values)) if self.top[0] else None
        part, whole = _interval(self.top, values), _interval(self.bottom, values)
        try:
            return values[self.rate].interval, part / whole * Interval(_HUNDRED, _HUNDRED)
        except ZeroDivisionError:
            return None

    def solve(self, place: int, values: Sequence[Quantity]) -> Interval | None:
        """Return the true values of one figure that fulfil the equation beside the others; None if none follows.

        The middle is the value that fits the others as they are printed.
        """
        if not self.bottom:
            return None if self.at_most or self.words or not self.top[place] else self._solve_sum(place, values)
        if place == self.rate:
            part, _ = _linear(self.top, values)
            whole, _ = _linear(self.bottom, values)
            return _around(abs(part) * _HUNDRED / abs(whole), ZERO) if whole else None
        return self._solve_ratio(place, values)

    def _solve_sum(self, place: int, values: Sequence[Quantity]) -> Interval:
        total, slack = _linear(self.top, values)
        coefficient = abs(self.top[place])
        others = slack - coefficient * _slack(values[place])
        return _around(values[place].value - total / self.top[place], others / coefficient)

    def _solve_ratio(self, place: int, values: Sequence[Quantity]) -> Interval | None:
        """Solve for an amount: every rate that is printed like this one gives another, so the answer is a range."""
        printed = values[self.rate]
        part = _linear(self.top, values)[0] - self.top[place] * values[place].value
        whole = _linear(self.bottom, values)[0] - self.bottom[place] * values[place].value
        ends = []
        for rate in (printed.interval.low, printed.interval.high):
            divisor = rate * self.bottom[place] - _HUNDRED * self.top[place]
            if not divisor:
                return None
            ends.append((_HUNDRED * part - rate * whole) / divisor)
        return Interval(min(ends), max(ends))


def nearest(interval: Interval, like: Quantity, step: Decimal) -> Quantity:
    """Return the middle of an interval as it would be printed to ``step`` in the place of ``like``."""
    middle = (interval.low + interval.high) * _HALF
    value = (middle / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step if step else middle
    return like.changed(value, step)


def _linear(coefficients: Sequence[int], values: Sequence[Quantity]) -> tuple[Decimal, Decimal]:
    """Return the sum of the terms, and the sum of their steps."""
    total, slack = ZERO, ZERO
    for coefficient, quantity in zip(coefficients, values, strict=True):
        if coefficient == 1:
            total += quantity.value
        elif coefficient == -1:
            total -= quantity.value
        elif coefficient:
            total += coefficient * quantity.value
        else:
            continue
        slack += abs(coefficient) * _slack(quantity)
    return total, slack


def _slack(quantity: Quantity) -> Decimal:
    """Return the printed step; what is counted in whole units is not rounded."""
    return ZERO if quantity.dimension is Dimension.COUNT and quantity.step >= 1 else quantity.step


def _interval(coefficients: Sequence[int], values: Sequence[Quantity]) -> Interval:
    total, slack = _linear(coefficients, values)
    half = slack * _HALF
    low, high = total - half, total + half
    if total < ZERO:
        low, high = -high, -low
    return Interval(max(low, ZERO), high)


def _exact(quantity: Quantity) -> Interval:
    return _around(quantity.value, _slack(quantity))


def _around(value: Decimal, slack: Decimal) -> Interval:
    return Interval(value - slack * _HALF, value + slack * _HALF)
