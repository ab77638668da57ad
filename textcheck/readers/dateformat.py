"""Dates and times of a sheet: a serial number shown by the date letters of a format."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

DATE_LETTERS = r"AM/PM|A/P|上午/下午|y+|m+|d+|h+|s+|a{3,4}|e+"
_DAY = 86_400
_LAST = 2_958_465  # 9999-12-31
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HALVES = ("am/pm", "a/p", "上午/下午")


class _Token(Protocol):
    """A part of a section of a number format."""

    @property
    def kind(self) -> str:
        """What the part is."""

    @property
    def text(self) -> str:
        """Its characters."""


class _Moment(NamedTuple):
    """A serial number as a calendar and a clock have it."""

    when: datetime
    seconds: Decimal
    elapsed: Decimal
    leap: bool


def is_date(tokens: Sequence[_Token]) -> bool:
    """Tell whether date letters make a section a date; an e alone is a letter."""
    return any(token.kind == "date" and token.text[:1].lower() in "ymdhsa上" for token in tokens)


def show_date(tokens: Sequence[_Token], serial: Decimal, *, date1904: bool = False) -> str:
    """Return a serial number by the date letters of a section; what is no date shows as #####."""
    if not 0 <= serial < _LAST + 1:
        return "#####"
    places = _places(tokens)
    moment = _moment(serial, places, date1904=date1904)
    letters = [token for token in tokens if token.kind in {"date", "elapsed"}]
    halved = any(token.text.lower() in _HALVES for token in letters)
    parts: list[str] = []
    before = ""
    seen = 0
    skip = -1
    for at, token in enumerate(tokens):
        if at <= skip:
            continue
        if token.kind in {"date", "elapsed"}:
            seen += 1
            after = letters[seen].text[:1].lower() if seen < len(letters) else ""
            parts.append(_shown(token, moment, before, after, halved=halved))
            before = token.text[:1].lower()
        elif token.kind == "point" and before == "s" and at + 1 < len(tokens) and tokens[at + 1].kind == "digit":
            skip = at + places
            parts.append(f"{moment.seconds % 1:.{places}f}"[1:])
        else:
            parts.append(token.text)
    return "".join(parts)


def _places(tokens: Sequence[_Token]) -> int:
    """Return to how many places seconds are shown."""
    count = 0
    for at, token in enumerate(tokens):
        if token.kind == "point":
            while at + 1 + count < len(tokens) and tokens[at + 1 + count].kind == "digit":
                count += 1
            break
    return count


def _moment(serial: Decimal, places: int, *, date1904: bool) -> _Moment:
    step = Decimal(1).scaleb(-places)
    total = (serial * _DAY).quantize(step, ROUND_HALF_UP)
    days = int((total / _DAY).to_integral_value(ROUND_FLOOR))
    rest = total - days * _DAY
    leap = not date1904 and days == 60  # Excel's 29 February 1900
    start = datetime(1904, 1, 1, tzinfo=UTC) if date1904 else datetime(1899, 12, 30 if days > 60 else 31, tzinfo=UTC)
    days = min(days, _LAST - 1500 if date1904 else _LAST) - leap
    return _Moment(start + timedelta(days=days, seconds=int(rest)), rest % 60, total, leap)


def _shown(token: _Token, moment: _Moment, before: str, after: str, *, halved: bool) -> str:
    letter, size, when = token.text[:1].lower(), len(token.text), moment.when
    if token.kind == "elapsed":
        unit = {"h": 3600, "m": 60, "s": 1}[letter]
        return str(int(moment.elapsed // unit)).zfill(size)
    if token.text.lower() in _HALVES:
        return token.text.split("/")[when.hour >= 12]
    if letter in "ye":
        return f"{when.year % 100:02}" if size < 3 and letter == "y" else f"{when.year:04}"
    if letter == "a":
        return ("星期" if size > 3 else "") + _WEEKDAYS[when.weekday()]
    if letter == "m" and (before == "h" or after == "s"):
        return str(when.minute).zfill(min(size, 2))
    if letter == "m":
        return str(when.month).zfill(size) if size < 3 else _MONTHS[when.month - 1]
    if letter == "d":
        return str(29 if moment.leap else when.day).zfill(size) if size < 3 else _DAYS[when.weekday()]
    if letter == "h":
        return str((when.hour + 11) % 12 + 1 if halved else when.hour).zfill(min(size, 2))
    return str(when.second).zfill(min(size, 2))
