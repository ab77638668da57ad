"""What an indicator demands and what was achieved, as numbers; and how alike two names are."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from textcheck.document.span import Span
from textcheck.fact.appraisal.numbers import count
from textcheck.mention.figure import find_figures
from textcheck.quantity.quantity import Bound, Dimension, Quantity

_BARE = re.compile(r"(≥|≤|>=|<=|>|<|=)?(\d[\d,]*(?:\.\d+)?)")
_BOUNDS = {
    "≥": Bound.AT_LEAST,
    ">=": Bound.AT_LEAST,
    "≤": Bound.AT_MOST,
    "<=": Bound.AT_MOST,
    ">": Bound.MORE,
    "<": Bound.LESS,
}
_LOWER = frozenset((Bound.AT_LEAST, Bound.MORE))
_UPPER = frozenset((Bound.AT_MOST, Bound.LESS))


@lru_cache(maxsize=2048)
def read_target(text: str) -> Quantity | None:
    """Return the one number of a target or achievement, or None if it has none or several."""
    bare = _BARE.fullmatch(text)
    if bare is not None:
        bound = _BOUNDS.get(bare.group(1) or "", Bound.EXACT)
        return count("", bare.group(2), Span(0, 0), bound=bound).quantity
    figures = tuple(find_figures(text))
    return figures[0].quantity if len(figures) == 1 else None


def comparable(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers count the same kind of thing, as far as their units show."""
    if one.dimension is not other.dimension:
        return "" in (one.unit, other.unit) and Dimension.AMOUNT not in (one.dimension, other.dimension)
    return one.unit == other.unit or "" in (one.unit, other.unit)


def opposed(one: Quantity, other: Quantity) -> bool:
    """Tell whether one number is a floor and the other a ceiling."""
    return (one.bound in _LOWER and other.bound in _UPPER) or (one.bound in _UPPER and other.bound in _LOWER)


def short_of(target: Quantity, achieved: Quantity) -> bool | None:
    """Tell whether ``achieved`` misses ``target``; None if the target has no direction or the achievement no exact value."""
    if achieved.bound is not Bound.EXACT or not comparable(target, achieved):
        return None
    if target.bound in _LOWER:
        return achieved.value < target.value
    return achieved.value > target.value if target.bound in _UPPER else None


@lru_cache(maxsize=2048)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def likeness(name: str, clause: str) -> Decimal:
    """Return how much of ``name`` stands in ``clause``: 1 if all of it does, else the part of its pairs of characters."""
    if name in clause:
        return Decimal(1)
    pairs = _pairs(name)
    return Decimal(len(pairs & _pairs(clause))) / (len(pairs) + 1) if pairs else Decimal(0)
