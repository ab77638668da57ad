"""How a right figure becomes the wrong one that is printed: the slips of copying and typing."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.quantity.interval import ZERO
from textcheck.quantity.quantity import Dimension, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textcheck.quantity.interval import Interval

    Variant = tuple[int, int]
    """A mantissa, and by how many places its last digit moves: 0 as printed, -1 one place finer, 1 one coarser."""


class Slip(NamedTuple):
    """A name in Chinese, whether chance would hardly have put it there, or at most as often as not."""

    name: str = ""
    telling: bool = False
    likely: bool = False


NONE = Slip()
_CROSSED = "两个数字写颠倒"
IN_YUAN = "元与万元写错"
_SCALES = {1: "小数点错了一位", 2: "小数点错了两位", 4: IN_YUAN}
_HALF = Decimal("0.5")
_ODDS = 20
"""A slip tells when chance would bring it about less than once in so many cases."""
_DIGITS = range(10)
_PLACES = 2
"""Amounts and rates are printed to two places as a rule."""
_FEWEST_DIGITS = {Dimension.COUNT: 3}
"""In shorter figures a digit that differs says nothing: small counts all differ in one."""


def slip_of(printed: Quantity, right: Quantity, room: Interval) -> Slip:
    """Name the slip that turns the right figure into the printed one.

    Near a figure there are many others that a slip would make of it, so a slip proves little unless few of them lie as
    near as the right one, and the room for the right one is small beside that distance.
    """
    was, now = right.value, printed.value
    if not was or not now or len(_digits(printed)) < _FEWEST_DIGITS.get(printed.dimension, 2):
        return NONE
    if was == -now:
        return Slip("正负号写反", telling=True)
    places = _scale(was, now)
    if places in _SCALES and (places != 4 or printed.dimension is Dimension.AMOUNT):
        return _weighed(_SCALES[places], _moved(printed), printed, right, room)
    step = min(printed.step, right.step)
    if not step:
        return NONE
    name = _of_digits(_digits(right), _digits(printed)) or _of_digits(str(abs(int(was / step))), str(abs(int(now / step))))
    if not name:
        return NONE
    return _weighed(name, _crossed(printed) if name == _CROSSED else _mistyped(printed), printed, right, room)


def _weighed(name: str, variants: Iterable[Variant], printed: Quantity, right: Quantity, room: Interval) -> Slip:
    """Tell how many of the variants would have come as near by chance, among all values that lie as near."""
    distance = abs(right.value - printed.value)
    unit = printed.step.scaleb(-max(_SCALES))
    own, reach = abs(int(printed.value / unit)), int(distance / unit)
    scale = {shift: 10 ** (shift + max(_SCALES)) for shift in range(-max(_SCALES), max(_SCALES) + 1)}
    near = {value for mantissa, shift in variants if 0 < abs((value := mantissa * scale[shift]) - own) <= reach}
    step = min(printed.step, right.step)
    values, hits = 2 * distance / step, (room.high - room.low) / step + 1
    chance = len(near) * hits
    return Slip(name, telling=chance * _ODDS <= values, likely=chance <= values)


def undone(printed: Quantity, room: Interval, steps: tuple[Decimal, Decimal]) -> Iterator[Quantity]:
    """Yield what the printed figure may have been before a slip: what fits ``room``, if it is the only one of its kind.

    ``steps`` are the finest and the coarsest in the relation: that figure was printed within them too.
    """
    if not printed.step:
        return
    sign = -1 if printed.value < ZERO else 1
    low, high = (room.low, room.high) if sign > 0 else (-room.high, -room.low)
    for variants in (_moved(printed), _crossed(printed), _mistyped(printed)):
        ends: dict[int, tuple[int, int]] = {}
        fits: set[Variant] = set()
        for mantissa, shift in variants:
            if shift not in ends:
                ends[shift] = _ends(low, high, printed.step.scaleb(shift), steps)
            first, last = ends[shift]
            if first <= mantissa <= last:
                fits.add((mantissa, shift))
        if len(fits) == 1:
            mantissa, shift = fits.pop()
            step = printed.step.scaleb(shift)
            yield printed.changed(sign * mantissa * step, step)


def _ends(low: Decimal, high: Decimal, step: Decimal, steps: tuple[Decimal, Decimal]) -> tuple[int, int]:
    """Return the first and the last mantissa that stand for a value between ``low`` and ``high``, if any may."""
    if not steps[0] <= step <= steps[1]:
        return 1, 0
    first = (low / step - _HALF).to_integral_value(ROUND_CEILING)
    return int(first), int((high / step + _HALF).to_integral_value(ROUND_FLOOR))


def _moved(printed: Quantity) -> Iterator[Variant]:
    """Yield the figure with its point in other places."""
    mantissa = int(_digits(printed) or 0)
    for places in _SCALES:
        if places != 4 or printed.dimension is Dimension.AMOUNT:
            yield mantissa, places
            yield mantissa, -places


def _crossed(printed: Quantity) -> Iterator[Variant]:
    """Yield the figure with two neighbouring digits in the other order."""
    digits = _digits(printed)
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            yield int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]), 0


def _mistyped(printed: Quantity) -> Iterator[Variant]:
    """Yield the figure with one digit another, one more or one less; behind the point that moves the last place."""
    digits = _digits(printed)
    own = int(digits or 0)
    for behind in range(len(digits) + 1):
        place = 10**behind
        before, after = divmod(own, place)
        for digit in _DIGITS:
            longer = (before * 10 + digit) * place + after
            yield longer, 0
            if behind <= _PLACES:
                yield longer, -1
        if behind < len(digits):
            head, own_digit = divmod(before, 10)
            yield head * place + after, 1 if behind <= _PLACES else 0
            for digit in _DIGITS:
                if digit != own_digit:
                    yield (head * 10 + digit) * place + after, 0


def _digits(printed: Quantity) -> str:
    return str(abs(int(printed.value / printed.step))) if printed.step else ""


def _scale(was: Decimal, now: Decimal) -> int:
    """Return by how many places the point differs; 0 where the digits do."""
    ratio = now / was if abs(now) > abs(was) else was / now
    _, digits, exponent = ratio.normalize().as_tuple()
    return exponent if digits == (1,) and isinstance(exponent, int) and exponent > 0 else 0


def _of_digits(was: str, now: str) -> str:
    if len(was) == len(now):
        differ = [at for at, (old, new) in enumerate(zip(was, now, strict=True)) if old != new]
        if len(differ) == 1:
            return "一个数字写错"
        crossed = len(differ) == 2 and was[differ[0]] == now[differ[1]] and was[differ[1]] == now[differ[0]]
        return _CROSSED if crossed and differ[1] - differ[0] == 1 else ""
    longer, shorter = (was, now) if len(was) > len(now) else (now, was)
    if len(longer) - len(shorter) == 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))):
        return "漏写一个数字" if len(was) > len(now) else "多写一个数字"
    return ""
