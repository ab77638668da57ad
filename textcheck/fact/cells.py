"""Single cells of a table: amounts, blanks, the names of rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from textcheck.fact.header import NUMBER
from textcheck.lexicon.headers import headers
from textcheck.lexicon.measures import ROW_NUMBER
from textcheck.quantity.quantity import Dimension, Quantity

if TYPE_CHECKING:
    from textcheck.fact.fact import Fact

BLANK = Quantity(Decimal(0), Decimal(0), Dimension.AMOUNT, "元")
FACTORS = {"亿元": Decimal(100000000), "万元": Decimal(10000), "千元": Decimal(1000), "元": Decimal(1)}
_FEN = Decimal("0.01")
_MOST_DIGITS = 18
_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(12))


def parse_cell(text: str, factor: Decimal) -> Quantity | None:
    """Return the amount in a cell as 元 with its printed step, or None if it is no plain number."""
    if not NUMBER.match(text):
        return None
    value = Decimal(text.replace(",", ""))
    point = text.rfind(".")
    step = _STEPS[len(text) - point - 1] if point >= 0 else _STEPS[0]
    return Quantity(value * factor, step * factor, Dimension.AMOUNT, "元", scale=factor.adjusted())


def with_stored(quantity: Quantity, stored: Decimal | None, factor: Decimal) -> Quantity:
    """Return an amount with what its sheet stores behind it, to the 分."""
    if stored is None or stored.adjusted() > _MOST_DIGITS:
        return quantity
    return quantity.holding(stored * factor, _FEN)


def settled(facts: list[Fact]) -> list[Fact]:
    """Let the noughts of a table be as exact as its other figures."""
    finest = min((fact.quantity.step for fact in facts if fact.printed and not fact.quantity.is_zero), default=None)
    if finest is None:
        return facts
    return [
        replace(fact, quantity=fact.quantity.as_fine_as(finest)) if fact.printed and fact.quantity.is_zero else fact
        for fact in facts
    ]


def plain_label(label: str) -> str:
    """Return a row's name without its number and without 其中."""
    plain = ROW_NUMBER.sub("", label)
    for word in headers().continued:
        plain = plain.removeprefix(word)
    return ROW_NUMBER.sub("", plain)
