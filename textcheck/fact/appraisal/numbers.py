"""The numbers of sheets and of the sentences about them, with the precision they are printed in."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from textcheck.fact.appraisal.model import Entry
from textcheck.quantity.quantity import Bound, Dimension, Quantity

if TYPE_CHECKING:
    from textcheck.document.span import Span

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_FACTORS = {"亿元": Decimal(100000000), "万元": Decimal(10000), "元": Decimal(1)}
_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(12))


def amount(label: str, text: str, span: Span, unit: str) -> Entry:
    """Return an amount of money printed in ``unit``."""
    factor = _FACTORS[unit]
    value, step = _exact(text)
    quantity = Quantity(value * factor, step * factor, Dimension.AMOUNT, "元", scale=factor.adjusted())
    return Entry(label, span, quantity, text)


def percent(label: str, text: str, span: Span) -> Entry:
    """Return a percentage; ``text`` is the number before the sign."""
    value, step = _exact(text)
    return Entry(label, span, Quantity(value, step, Dimension.PERCENT, "%"), text)


def count(label: str, text: str, span: Span, unit: str = "", bound: Bound = Bound.EXACT) -> Entry:
    """Return a number of points, projects, people or things."""
    return Entry(label, span, _counted(text, unit, bound), text)


def ratio(label: str, text: str, span: Span) -> Entry:
    """Return a rate printed without a sign: a ratio, or a percentage whose sign stands elsewhere."""
    value, step = _exact(text)
    return Entry(label, span, Quantity(value, step, Dimension.RATIO, ""), text)


def plain(value: Decimal) -> str:
    """Print ``value`` without exponent and without closing noughts."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=512)
def _counted(text: str, unit: str, bound: Bound) -> Quantity:
    value, step = _exact(text)
    return Quantity(value, step, Dimension.COUNT, unit, bound)


def _exact(text: str) -> tuple[Decimal, Decimal]:
    digits = text.replace(",", "")
    _, _, decimals = digits.partition(".")
    return Decimal(digits), _STEPS[min(len(decimals), len(_STEPS) - 1)]
