"""The recomputations of a report as Excel can do them: numbers in one unit, the claim, what the others make of it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Outcome
from textcheck.diagnosis.system import equation_of
from textcheck.quantity.quantity import Dimension
from textcheck.reporters.places import where
from textcheck.reporters.words import CHINESE
from textcheck.reporters.xlsx.number import Number
from textcheck.reporters.xlsx.part import Check, Operand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textcheck.assertion import Assertion, Term
    from textcheck.document.source import Source
    from textcheck.equation import Equation
    from textcheck.quantity.quantity import Quantity
    from textcheck.reporters.base import Page

_WIDE = Context(prec=60)
_HUNDRED = Decimal(100)
_HALF = Decimal("0.5")
_MYRIAD = -4
_FINEST = 8


class _Recomputed(NamedTuple):
    """What a check comes to, beside the numbers themselves."""

    sign: str
    result: Decimal
    places: int
    low: Decimal | None
    high: Decimal | None


def checks_of(source: Source, assertions: Iterable[Assertion], rules: Mapping[str, Page]) -> Iterator[Check]:
    """Yield every relation that is arithmetic over at least two printed figures."""
    for assertion in assertions:
        equation = None if assertion.outcome is Outcome.UNASSESSABLE else equation_of(assertion)
        terms = [term for term in assertion.terms if term.quantity is not None]
        if equation is not None and len(terms) == len(equation.top):
            check = _check(source, assertion, equation, terms)
            if check is not None:
                name = rules[check.code].summary if check.code in rules else ""
                yield check._replace(name=name)


def _check(source: Source, assertion: Assertion, equation: Equation, terms: Sequence[Term]) -> Check | None:
    values = [term.quantity for term in terms if term.quantity is not None]
    bottom = equation.bottom or (0,) * len(terms)
    used = [number for number in range(len(terms)) if equation.top[number] or bottom[number]]
    claim = equation.rate if equation.bottom else used[0] if used else 0
    others = [number for number in used if number != claim and not _is_blank(values[number])]
    if not others or claim in others or (equation.bottom and claim in used):
        return None
    shift = _shift([values[number] for number in (*used, claim) if equation.top[number] or bottom[number]])
    found = _ratio(equation, values) if equation.bottom else _linear(equation, values, claim, shift)
    if found is None:
        return None
    if assertion.outcome is Outcome.VIOLATED and equation.holds(values):
        found = found._replace(low=None, high=None)  # two prints of one figure: rounding explains nothing

    def operand(number: int) -> Operand:
        term = terms[number]
        place = where(source, term.span, CHINESE)
        return Operand(term.label, place, _number(values[number], shift), equation.top[number], bottom[number])

    operands = [operand(number) for number in others]
    operands.sort(key=lambda each: (bool(each.bottom), -each.top * (-equation.top[claim] or 1), -each.bottom))
    if not all(each.number.fits for each in operands) or not Number(found.result, found.places).fits:
        return None
    code, subject = assertion.code, assertion.subject
    return Check(
        *(code, "", subject, found.sign, operand(claim), tuple(operands), bool(equation.bottom)),
        *(found.result, found.places, found.low, found.high, assertion.outcome),
    )


def _is_blank(quantity: Quantity) -> bool:
    """Tell whether a figure is an empty cell, which counts as nought."""
    return quantity.is_zero and not quantity.step


def _shift(values: Sequence[Quantity]) -> int:
    """Return by how many places amounts are moved to be in 万元: none unless all are amounts, and none is shown in 元."""
    if not all(value.dimension is Dimension.AMOUNT for value in values):
        return 0
    return 0 if any(value.in_yuan for value in values) else _MYRIAD


def _number(quantity: Quantity, shift: int) -> Number:
    shift = shift if quantity.dimension is Dimension.AMOUNT else 0
    value = quantity.value.scaleb(shift, _WIDE)
    step = quantity.step.scaleb(shift, _WIDE)
    places = max(0, -step.adjusted()) if step else 0
    if quantity.dimension is Dimension.AMOUNT:
        return Number(value, max(places, _places(value)), unit="万元" if shift else "元")
    return Number(value, max(places, _places(value)), unit=quantity.unit)


def _places(value: Decimal) -> int:
    exponent = value.normalize(_WIDE).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _linear(equation: Equation, values: Sequence[Quantity], claim: int, shift: int) -> _Recomputed | None:
    """Solve a sum for its claim; the claim may lie as far off as the others' printed steps allow."""
    coefficient = equation.top[claim]
    rest, slack = Decimal(0), Decimal(0)
    for number, (factor, quantity) in enumerate(zip(equation.top, values, strict=True)):
        rest -= factor * quantity.value if number != claim else 0
        counted = quantity.dimension is Dimension.COUNT and quantity.step >= 1
        slack += abs(factor) * quantity.step if not counted else 0
    result = _WIDE.divide(rest, Decimal(coefficient)).scaleb(shift, _WIDE)
    margin = _WIDE.divide(slack * _HALF, Decimal(abs(coefficient))).scaleb(shift, _WIDE)
    places = min(_FINEST, max(_places(value.value.scaleb(shift, _WIDE)) for value in values) + (2 if abs(coefficient) > 1 else 0))
    places = max(places, *(max(0, -quantity.step.scaleb(shift, _WIDE).adjusted()) for quantity in values if quantity.step), 0)
    result = _rounded(result, places)
    if equation.positive:
        return _Recomputed(">" if coefficient > 0 else "<", result, places, None, None)
    low, high = _rounded(result - margin, _FINEST), _rounded(result + margin, _FINEST)
    if not equation.at_most:
        return _Recomputed("=", result, places, low, high)
    return _Recomputed("≤", result, places, None, high) if coefficient > 0 else _Recomputed("≥", result, places, low, None)


def _ratio(equation: Equation, values: Sequence[Quantity]) -> _Recomputed | None:
    """Compute a rate from the printed figures, and the printed rates that their roundings can explain."""
    part = sum((factor * value.value for factor, value in zip(equation.top, values, strict=True)), Decimal(0))
    whole = sum((factor * value.value for factor, value in zip(equation.bottom, values, strict=True)), Decimal(0))
    sides = equation.sides(values)
    if not whole or sides is None:
        return None
    claim = values[equation.rate]
    places = max(0, -claim.step.adjusted()) if claim.step else 0
    margin = claim.step * _HALF
    rate = _rounded(_WIDE.divide(abs(part) * _HUNDRED, abs(whole)), places)
    made = sides[1]
    return _Recomputed("=", rate, places, _rounded(made.low - margin, _FINEST), _rounded(made.high + margin, _FINEST))


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
