"""Printed percentages against the figures that they are computed from."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import Enum
from typing import TYPE_CHECKING

from textcheck.quantity.interval import Interval

if TYPE_CHECKING:
    from textcheck.quantity.quantity import Quantity

_HUNDRED = Interval(Decimal(100), Decimal(100))


class Verdict(Enum):
    """How a printed rate relates to the exact one."""

    RIGHT = "right"
    ROUNDING = "rounding"
    LAST_DIGIT = "last digit"
    TRUNCATED = "truncated"
    WRONG = "wrong"


def percent_of(part: Interval, whole: Interval) -> Interval:
    """Return part / whole in percent; raise ZeroDivisionError where the whole may be nought."""
    return part / whole * _HUNDRED


def judge(printed: Quantity, exact: Interval, centre: Decimal) -> Verdict:
    """Compare a printed rate with the exact one, of which ``centre`` follows from the printed figures.

    One unit of the last printed digit off is told apart from wrong: it misleads nobody.
    """
    if _rounded(centre, printed.step, ROUND_HALF_UP) == printed.value:
        return Verdict.RIGHT
    if printed.interval.overlaps(exact):
        return Verdict.ROUNDING
    if _rounded(centre, printed.step, ROUND_DOWN) == printed.value:
        return Verdict.TRUNCATED
    if abs(printed.value - _rounded(centre, printed.step, ROUND_HALF_UP)) <= printed.step:
        return Verdict.LAST_DIGIT
    return Verdict.WRONG


def at_step(value: Decimal, step: Decimal) -> str:
    """Return ``value`` rounded half up to the places of ``step``, without sign tricks."""
    return f"{_rounded(value, step, ROUND_HALF_UP):f}"


def _rounded(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return value.quantize(step, rounding=rounding) if step else value
