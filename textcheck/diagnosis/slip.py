"""How a right figure becomes the wrong one that is printed: the slips of copying and typing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.quantity.quantity import Dimension, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.quantity.interval import Interval


class Slip(NamedTuple):
    """A name in Chinese, and how much it explains: 2 for what chance seldom does, 1 for a single digit, 0 for nothing."""

    name: str = ""
    weight: int = 0


NONE = Slip()
_SCALES = {1: "小数点错了一位", 2: "小数点错了两位", 4: "元与万元写错"}
_FEWEST_DIGITS = {Dimension.COUNT: 3}
"""In shorter figures a digit that differs says nothing: small counts all differ in one."""


def slip_of(printed: Quantity, right: Quantity) -> Slip:
    """Name the slip that turns the right figure into the printed one."""
    was, now = right.value, printed.value
    if not was or not now:
        return NONE
    if was == -now:
        return Slip("正负号写反", 2)
    places = _scale(was, now)
    if places in _SCALES and (places != 4 or printed.dimension is Dimension.AMOUNT):
        return Slip(_SCALES[places], 2)
    step = min(printed.step, right.step) or printed.step or right.step
    if not step:
        return NONE
    digits = str(abs(int(was / step))), str(abs(int(now / step)))
    return _of_digits(*digits) if max(map(len, digits)) >= _FEWEST_DIGITS.get(printed.dimension, 2) else NONE


def undone(printed: Quantity, room: Interval) -> Quantity | None:
    """Return what the printed figure was before a slip that chance seldom makes, if that alone lies in ``room``."""
    fits = {quantity for quantity in _before(printed) if room.holds(quantity.value)}
    return fits.pop() if len(fits) == 1 else None


def _before(printed: Quantity) -> Iterator[Quantity]:
    """Yield what a figure was before its point moved or two of its digits changed places."""
    for places in _SCALES:
        for way in (places, -places):
            if abs(way) != 4 or printed.dimension is Dimension.AMOUNT:
                yield printed._replace(value=printed.value.scaleb(way), step=printed.step.scaleb(way))
    if printed.step:
        digits = str(abs(int(printed.value / printed.step)))
        for at in range(len(digits) - 1):
            if digits[at] != digits[at + 1]:
                swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
                value = Decimal(swapped) * printed.step
                yield printed._replace(value=value if printed.value > 0 else -value)


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
