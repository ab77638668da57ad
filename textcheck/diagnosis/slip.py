"""How a right figure becomes the wrong one that is printed: the slips of copying and typing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.quantity.interval import ZERO
from textcheck.quantity.quantity import Dimension, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.quantity.interval import Interval


class Slip(NamedTuple):
    """A name in Chinese, and how much it explains: 2 for what chance seldom does, 1 for a single digit, 0 for nothing."""

    name: str = ""
    weight: int = 0


NONE = Slip()
_DIGITS = "0123456789"
_PLACES = 2
"""Amounts and rates are printed to two places as a rule."""
_SCALES = {1: "小数点错了一位", 2: "小数点错了两位", 4: "元与万元写错"}
_FEWEST_DIGITS = {Dimension.COUNT: 3}
"""In shorter figures a digit that differs says nothing: small counts all differ in one."""


def slip_of(printed: Quantity, right: Quantity) -> Slip:
    """Name the slip that turns the right figure into the printed one."""
    was, now = right.value, printed.value
    if not was or not now or len(_digits(printed)) < _FEWEST_DIGITS.get(printed.dimension, 2):
        return NONE
    if was == -now:
        return Slip("正负号写反", 2)
    places = _scale(was, now)
    if places in _SCALES and (places != 4 or printed.dimension is Dimension.AMOUNT):
        return Slip(_SCALES[places], 2)
    step = min(printed.step, right.step)
    if not step:
        return NONE
    as_printed = _of_digits(_digits(right), _digits(printed))
    return as_printed if as_printed.weight else _of_digits(str(abs(int(was / step))), str(abs(int(now / step))))


def undone(printed: Quantity, room: Interval, finest: Decimal) -> Iterator[Quantity]:
    """Yield what the printed figure may have been before a slip: what fits ``room``, if it is the only one of its kind.

    Nothing in the relation is printed more finely than ``finest``, so that figure was not either.
    """
    for variants in (_moved(printed), _crossed(printed), _mistyped(printed)):
        fits = {q.value: q for q in variants if q.step >= finest and q.interval.overlaps(room)}
        if len(fits) == 1:
            yield fits.popitem()[1]


def _moved(printed: Quantity) -> Iterator[Quantity]:
    """Yield the figure with its point in other places."""
    for places in _SCALES:
        for way in (places, -places):
            if places != 4 or printed.dimension is Dimension.AMOUNT:
                yield printed._replace(value=printed.value.scaleb(way), step=printed.step.scaleb(way))


def _crossed(printed: Quantity) -> Iterator[Quantity]:
    """Yield the figure with two neighbouring digits in the other order."""
    digits = _digits(printed)
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            yield _made(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :], printed)


def _mistyped(printed: Quantity) -> Iterator[Quantity]:
    """Yield the figure with one digit another, one more or one less; behind the point that moves the last place."""
    digits = _digits(printed)
    finer, coarser = (printed._replace(step=printed.step.scaleb(way)) for way in (-1, 1))
    for at in range(len(digits) + 1):
        before, after = digits[:at], digits[at:]
        behind = len(after) <= _PLACES
        for digit in _DIGITS:
            yield _made(before + digit + after[1:], printed)
            yield _made(before + digit + after, printed)
            if behind:
                yield _made(before + digit + after, finer)
        if after:
            yield _made(before + after[1:], coarser if len(after) <= _PLACES + 1 and behind else printed)


def _digits(printed: Quantity) -> str:
    return str(abs(int(printed.value / printed.step))) if printed.step else ""


def _made(digits: str, like: Quantity) -> Quantity:
    value = Decimal(digits) * like.step if digits else ZERO
    return like._replace(value=value if like.value >= ZERO else -value)


def _scale(was: Decimal, now: Decimal) -> int:
    """Return by how many places the point differs; 0 where the digits do."""
    ratio = now / was if abs(now) > abs(was) else was / now
    _, digits, exponent = ratio.normalize().as_tuple()
    return exponent if digits == (1,) and isinstance(exponent, int) and exponent > 0 else 0


def _of_digits(was: str, now: str) -> Slip:
    if len(was) == len(now):
        differ = [at for at, (old, new) in enumerate(zip(was, now, strict=True)) if old != new]
        if len(differ) == 1:
            return Slip("一个数字写错", 1)
        crossed = len(differ) == 2 and was[differ[0]] == now[differ[1]] and was[differ[1]] == now[differ[0]]
        return Slip("两个数字写颠倒", 2) if crossed and differ[1] - differ[0] == 1 else NONE
    longer, shorter = (was, now) if len(was) > len(now) else (now, was)
    if len(longer) - len(shorter) == 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))):
        return Slip("漏写一个数字" if len(was) > len(now) else "多写一个数字", 1)
    return NONE
