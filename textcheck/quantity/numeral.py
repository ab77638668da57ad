"""Numerals as they are printed: the exact value, and the place of the last printed digit.

The step follows what is on the paper, never a guess about what the author rounded. ``12.30`` is printed to 0.01,
``1200`` to 1, ``5万`` to 10000, ``1.5万`` to 1000: 万 and 亿 work like a unit. A Chinese numeral cannot print a nought
in an empty place, so inside four digits it is read to the ones (三百 and 一千二百 have step 1, as ``300`` and ``1200``
have), while 五万 has step 10000, as ``5万`` has. What two readers would read differently is declined: 一千二 (1200 or
1002), 三五 (three to five), ``3万5``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

POWERS = {
    "": 0,
    "百": 2,
    "千": 3,
    "万": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
"""The scale words that may follow an Arabic numeral, as powers of ten."""

_MOST_DIGITS = 24  # keeps every later product with a power of ten exact at Decimal's 28 digits
_ARABIC = re.compile(r"([-−－负]?)([0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.([0-9]+))?([百千]?[万亿]|万亿|[百千])?")
_FOLD = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億〇", "一二三四五六七八九十百千万亿零")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_POSITIONAL = re.compile("[零一二三四五六七八九]+")

_Printed = tuple[int, int]
"""A mantissa and the power of ten it is printed to."""


@lru_cache(maxsize=1024)
def parse_numeral(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the value and the printed step of a whole numeral, or None if it is not one or is ambiguous; figures recur."""
    match = _ARABIC.fullmatch(text)
    if match is not None:
        sign, whole, fraction, scale = match.groups("")
        printed: _Printed | None = _arabic(whole, fraction, scale)
    else:
        sign = text[:1] if text[:1] in {"-", "−", "－", "负"} else ""
        printed = _words(_folded(text.removeprefix(sign)))
    if printed is None:
        return None
    mantissa, exponent = printed
    if mantissa >= 10**_MOST_DIGITS:
        return None
    value = Decimal(mantissa * 10**exponent) if exponent >= 0 else Decimal(f"{mantissa}E{exponent}")
    return (-value if sign else value), step_at(exponent)


@lru_cache(maxsize=64)
def step_at(exponent: int) -> Decimal:
    """Return ten to the power ``exponent``, written out in full."""
    return Decimal(10**exponent) if exponent >= 0 else Decimal(f"1E{exponent}")


def _arabic(whole: str, fraction: str, scale: str) -> _Printed | None:
    if len(whole) + len(fraction) > _MOST_DIGITS:
        return None
    return int(whole.replace(",", "").replace("，", "") + fraction), POWERS[scale] - len(fraction)


def _folded(text: str) -> str:
    """Write capitals as plain numerals and 廿 卅 卌 in two characters."""
    return text.translate(_FOLD).replace("廿", "二十").replace("卅", "三十").replace("卌", "四十")


def _words(text: str) -> _Printed | None:
    """Read Chinese, or mixed like ``12亿3400万``; the highest scale word splits a numeral in two."""
    if len(text) > 2 * _MOST_DIGITS:
        return None
    whole, point, places = text.partition("点")
    if point and _POSITIONAL.fullmatch(places):
        return _with_places(_words(whole) if whole else None, places)
    for mark, power in (("亿", 8), ("万", 4)):
        before, found, after = text.partition(mark)
        if found:
            head = _words(before) if before else (1, 0)
            return _joined(head, power, after, counts=True)
    for mark, power in (("千", 3), ("百", 2), ("十", 1)):
        before, found, after = text.partition(mark)
        if found:
            if before[:1].isascii() and before:
                return _joined(_ones(before), power, after, counts=power > 1)
            return _joined(_coefficient(before, power, after), power, after, counts=False)
    return _ones(text)


def _joined(head: _Printed | None, power: int, after: str, *, counts: bool) -> _Printed | None:
    """Put ``head`` in front of what follows its scale word; ``counts`` says the word scales the step as well."""
    if head is None:
        return None
    mantissa, exponent = head
    if not after:
        return (mantissa, exponent + power) if counts else (mantissa * 10**power, 0)
    rest = after.removeprefix("零")
    if exponent < 0 or rest in {"", "两"} or (rest == after and _leaves_a_gap(rest, power)):
        return None
    tail = _words(rest)
    if tail is None or tail[0] * 10 ** max(tail[1], 0) >= 10 ** (power - min(tail[1], 0)):
        return None
    return mantissa * 10 ** (exponent + power - tail[1]) + tail[0], tail[1]


def _leaves_a_gap(rest: str, power: int) -> bool:
    """Tell whether ``rest`` may mean the next place down as well as the ones."""
    return (rest in _DIGITS and power > 1) or (rest.isdecimal() and len(rest) < 3)


def _coefficient(digit: str, power: int, after: str) -> _Printed | None:
    """Read the one digit before 千, 百 or 十; it may be left out before 十, or where the word stands alone."""
    if not digit and (power == 1 or not after):
        return 1, 0
    value = _DIGITS.get(digit, 0)
    return (value, 0) if value and (digit != "两" or power > 1) else None


def _with_places(whole: _Printed | None, places: str) -> _Printed | None:
    """Add the decimal places of 一百零五点五; each character after 点 is one."""
    if whole is None or whole[1] < 0:
        return None
    return int(f"{whole[0] * 10 ** whole[1]}{_spelt(places)}"), -len(places)


def _ones(text: str) -> _Printed | None:
    """Read a single digit, an Arabic numeral, or digits in a row as in 二〇二四; 三五 is three to five."""
    if text in _DIGITS:
        return _DIGITS[text], 0
    match = _ARABIC.fullmatch(text)
    if match is not None and not match[1] and not match[4]:
        return _arabic(match[2], match[3] or "", "")
    if _POSITIONAL.fullmatch(text) and (len(text) > 3 or "零" in text):
        return int(_spelt(text)), 0
    return None


def _spelt(digits: str) -> str:
    return "".join(str(_DIGITS[digit]) for digit in digits)
