"""How a right figure becomes the wrong one that is printed: the slips of copying and typing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.quantity.interval import ZERO
from textcheck.quantity.quantity import Dimension, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textcheck.quantity.interval import Interval


class Slip(NamedTuple):
    """A name in Chinese, and whether chance would hardly have put it there."""

    name: str = ""
    telling: bool = False


NONE = Slip()
_CROSSED = "两个数字写颠倒"
_DIGITS = "0123456789"
_ODDS = 20
"""A slip tells when chance would bring it about less than once in so many cases."""
_PLACES = 2
"""Amounts and rates are printed to two places as a rule."""
_SCALES = {1: "小数点错了一位", 2: "小数点错了两位", 4: "元与万元写错"}
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


def _weighed(name: str, variants: Iterable[Quantity], printed: Quantity, right: Quantity, room: Interval) -> Slip:
    """Tell how many of the variants would have come as near by chance, among all values that lie as near."""
    distance = abs(right.value - printed.value)
    step = min(printed.step, right.step)
    near = {variant.value for variant in variants if ZERO < abs(variant.value - printed.value) <= distance}
    values, hits = 2 * distance / step, (room.high - room.low) / step + 1
    return Slip(name, telling=len(near) * hits * _ODDS <= values)


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
