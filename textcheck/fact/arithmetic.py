"""Could the true values behind these printed figures agree?"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from textcheck.assertion import Outcome, Term
from textcheck.quantity.interval import ZERO
from textcheck.quantity.quantity import Dimension, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HALF = Decimal("0.5")
_MOST_PARTS = 12
_FIRST_PARTS = 4
"""How many parts of a sum are written out, and how many of them where that is too long to be read."""


def compare_sum(total: Quantity, parts: Iterable[Quantity]) -> tuple[Outcome, Decimal]:
    """Compare a total with the sum of its parts; return the outcome and the difference total - sum, as printed.

    ``ROUNDING`` when the sum's interval meets the total's: each figure may be off by half of its printed step. What is
    stored behind the figures decides whether it was only rounding.
    """
    parts = tuple(parts)
    difference, slack = total.value, total.step
    for part in parts:
        difference -= part.value
        slack += part.step
    if difference == ZERO:
        return Outcome.SATISFIED, difference
    if abs(difference) > slack * _HALF:
        return Outcome.VIOLATED, difference
    return _by_held(total, parts), difference


def _by_held(total: Quantity, parts: Sequence[Quantity]) -> Outcome:
    """Tell whether figures that agree but for rounding agree in what is stored behind them."""
    if total.held is None and all(part.held is None for part in parts):
        return Outcome.ROUNDING
    difference, slack = total.truest
    for part in parts:
        value, step = part.truest
        difference -= value
        slack += step
    if abs(difference) > slack * _HALF:
        return Outcome.VIOLATED
    known = all(figure.held or figure.is_zero for figure in (total, *parts))
    return Outcome.SATISFIED if known else Outcome.ROUNDING


def exceeds(part: Quantity, whole: Quantity) -> tuple[Outcome, Decimal]:
    """Tell whether ``part`` is larger than ``whole`` may be; return the outcome and the excess."""
    excess = part.value - whole.value
    if excess <= ZERO:
        return Outcome.SATISFIED, excess
    if excess > (part.step + whole.step) * _HALF:
        return Outcome.VIOLATED, excess
    beyond = part.truest.value - whole.truest.value
    if beyond > (part.truest.step + whole.truest.step) * _HALF:
        return Outcome.VIOLATED, excess
    return (Outcome.SATISFIED if part.held and whole.held else Outcome.ROUNDING), excess


def show(quantity: Quantity) -> str:
    """Return a figure as it is printed: amounts in 万元 (in 元 where they are printed in it), the rest with unit."""
    step = quantity.step
    if quantity.dimension is not Dimension.AMOUNT:
        return f"{quantity.value:f}{quantity.unit}"
    if not step:
        return f"{quantity.value.scaleb(-4).normalize():f}"
    if quantity.in_yuan:
        return f"{quantity.value:.{max(0, -step.adjusted())}f}元"
    shown = quantity.value.scaleb(-4)
    digits = shown.normalize().as_tuple().exponent
    return f"{shown:.{max(0, 4 - step.adjusted(), -digits if isinstance(digits, int) else 0)}f}"


def money(quantity: Quantity) -> str:
    """Return an amount with the unit that it is shown in."""
    return f"{show(quantity)}{'' if quantity.in_yuan else '万元'}"


def total_of(parts: Iterable[Quantity]) -> Quantity:
    """Return the sum of ``parts`` as a figure printed like the coarsest of them."""
    value, step, scale = ZERO, ZERO, 0
    for part in parts:
        value += part.value
        step, scale = max(step, part.step), max(scale, part.scale)
    return Quantity(value, step, Dimension.AMOUNT, "元", scale=scale)


def sum_formula(total: Term, parts: Sequence[Term]) -> str:
    """Write a sum as one line: the parts that are not nought, what they make, and the printed total."""
    figures = [term.quantity for term in parts if term.quantity is not None and not term.quantity.is_zero]
    made = total_of(figures)
    printed = total.quantity
    left = " + ".join(_listed(figures)) or "0"
    if printed is None:
        return f"{left} = {show(made)}"
    if made.value == printed.value:
        return f"{left} = {show(made)}"
    shown = f"{left} = {show(made)} ≠ {show(printed)}" if len(figures) > 1 else f"{left} ≠ {show(printed)}"
    return shown + _held_apart(printed, figures)


def _listed(figures: Sequence[Quantity]) -> Iterator[str]:
    """Yield the parts of a sum, the middle of a long list left out."""
    shown = figures if len(figures) <= _MOST_PARTS else figures[:_FIRST_PARTS]
    yield from map(show, shown)
    if len(shown) < len(figures):
        yield f"…（共 {len(figures)} 项）… + {show(figures[-1])}"


def _held_apart(total: Quantity, parts: Sequence[Quantity]) -> str:
    """Say how far apart the stored figures are where rounding alone would explain the printed ones."""
    slack = total.step + sum((part.step for part in parts), ZERO)
    apart = abs(total.truest.value - sum((part.truest.value for part in parts), ZERO))
    printed = abs(total.value - sum((part.value for part in parts), ZERO))
    if printed * 2 > slack or compare_sum(total, parts)[0] is not Outcome.VIOLATED:
        return ""
    return f"（不是尾差：单元格里存的数相差 {apart:.2f} 元）"


def agree(one: Quantity, other: Quantity) -> Outcome:
    """Compare two prints of one figure; a coarser print that is the other rounded half up is satisfied.

    What is stored behind one decides where both prints may be of one value.
    """
    if one.value == other.value:
        return Outcome.SATISFIED
    coarse, fine = (one, other) if one.step >= other.step else (other, one)
    if coarse.step and fine.step < coarse.step and _rounded_to(fine.value, coarse.step) == coarse.value:
        return Outcome.SATISFIED
    if abs(one.value - other.value) > (one.step + other.step) * _HALF:
        return Outcome.VIOLATED
    return _by_held(one, (other,))


def _rounded_to(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
