"""Figures as Excel has them: a number, and the format that shows it as it is printed."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.reading import fold

if TYPE_CHECKING:
    from textcheck.report import Entry

_PRINTED = re.compile(r"(?P<sign>[-+]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<places>\d+))?(?P<unit>[^\d.,]{0,8})")
_MOST_DIGITS = 15  # what Excel keeps of a number
_UNITS = {
    Decimal(1): "元",
    Decimal(10) ** 3: "千元",
    Decimal(10) ** 4: "万元",
    Decimal(10) ** 6: "百万元",
    Decimal(10) ** 8: "亿元",
}


class Number(NamedTuple):
    """A number to write into a cell, the decimals to show of it, whether thousands are grouped, and its unit."""

    value: Decimal
    places: int
    grouped: bool = False
    unit: str = ""

    @property
    def fits(self) -> bool:
        """Tell whether Excel keeps every digit."""
        return len(self.value.as_tuple().digits) <= _MOST_DIGITS and self.places <= _MOST_DIGITS

    def minus(self, other: Number) -> Number:
        """Return the exact difference, shown as finely as the finer one; that of two rates is none, so it has no unit."""
        with localcontext(prec=60):
            return Number(self.value - other.value, max(self.places, other.places), self.grouped)


def printed_number(text: str) -> Number | None:
    """Return a printed figure as a number with its decimals and what stands after it; None if it is none, or too long."""
    match = _PRINTED.fullmatch(fold(text))
    if match is None:
        return None
    places = match["places"] or ""
    value = Decimal(f"{match['sign']}{match['digits'].replace(',', '')}{'.' if places else ''}{places}")
    number = Number(value, len(places), "," in match["digits"], match["unit"])
    return number if number.fits else None


def entry_number(entry: Entry) -> Number | None:
    """Return a figure of the ledger as a number in the unit in which it is printed; None if its value is not known.

    An amount's unit stands often in the head of its table: what is printed and what it was read as tell it.
    """
    if not entry.value:
        return None
    value = Decimal(entry.value)
    printed = printed_number(entry.text)
    if printed is not None and entry.kind == "amount":
        unit = _amount_unit(printed, value)
        if unit:
            return printed._replace(unit=unit)
    elif printed is not None and printed.value == value:
        return printed._replace(unit=entry.unit or printed.unit)
    found = Number(value, max(0, -int(value.as_tuple().exponent)), unit=entry.unit)
    return found if found.fits else None


def _amount_unit(printed: Number, value: Decimal) -> str:
    if printed.value:
        return _UNITS.get(value / printed.value, "")
    return printed.unit if printed.unit in _UNITS.values() else "元"
