"""How a right figure becomes the wrong one that is printed: the slips of copying and typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.quantity.quantity import Dimension

if TYPE_CHECKING:
    from decimal import Decimal

    from textcheck.quantity.quantity import Quantity

_SCALES = {1: "小数点错了一位", 2: "小数点错了两位", 4: "元与万元写错"}


def slip_of(printed: Quantity, right: Quantity) -> str:
    """Name the slip that turns the right figure into the printed one, in Chinese; nothing if none explains it."""
    was, now = right.value, printed.value
    if not was or not now:
        return ""
    if was == -now:
        return "正负号写反"
    places = _scale(was, now)
    if places in _SCALES and (places != 4 or printed.dimension is Dimension.AMOUNT):
        return _SCALES[places]
    step = min(printed.step, right.step) or printed.step or right.step
    if not step:
        return ""
    return _of_digits(str(abs(int(was / step))), str(abs(int(now / step))))


def _scale(was: Decimal, now: Decimal) -> int:
    """Return by how many places the point differs; 0 where the digits do."""
    ratio = now / was if abs(now) > abs(was) else was / now
    places = ratio.normalize()
    _, digits, exponent = places.as_tuple()
    return exponent if digits == (1,) and isinstance(exponent, int) and exponent > 0 else 0


def _of_digits(was: str, now: str) -> str:
    if len(was) == len(now):
        differ = [at for at, (old, new) in enumerate(zip(was, now, strict=True)) if old != new]
        if len(differ) == 1:
            return "一个数字写错"
        if len(differ) == 2 and was[differ[0]] == now[differ[1]] and was[differ[1]] == now[differ[0]]:
            return "两个数字写颠倒" if differ[1] - differ[0] == 1 else ""
        return ""
    longer, shorter = (was, now) if len(was) > len(now) else (now, was)
    if len(longer) - len(shorter) == 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))):
        return "漏写一个数字" if len(was) > len(now) else "多写一个数字"
    return ""
