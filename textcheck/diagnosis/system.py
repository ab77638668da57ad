"""The figures of a report and the relations among them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Outcome
from textcheck.equation import Equation
from textcheck.quantity.quantity import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textcheck.assertion import Assertion, Term
    from textcheck.document.span import Span
    from textcheck.quantity.quantity import Quantity

_TOTALS = {"summation", "hierarchy", "count"}
_PAIRS = {"equality": Equation((1, -1)), "at_most": Equation((1, -1), at_most=True)}
_RATES = {"share", "completion"}
_RATE = Equation((0, 1, 0), (0, 0, 1))
_USABLE = (Outcome.SATISFIED, Outcome.ROUNDING, Outcome.VIOLATED)


class Relation(NamedTuple):
    """An assertion as an equation over the figures of a system, by their numbers."""

    assertion: Assertion
    equation: Equation
    figures: tuple[int, ...]

    def holds(self, values: Sequence[Quantity]) -> bool:
        """Tell whether the equation holds for these values of all figures."""
        return self.equation.holds([values[number] for number in self.figures])

    @property
    def certain(self) -> bool:
        """Tell whether the assertion holds as printed, without any rounding."""
        return self.assertion.outcome is Outcome.SATISFIED


class System(NamedTuple):
    """Figures (a place in the text each), what is printed there, and the relations, also by figure.

    ``hints`` are relations that usually hold and do not here: no proof, but they tell equal candidates apart.
    """

    figures: list[Term]
    relations: list[Relation]
    uses: list[list[int]]
    hints: list[Relation]

    def printed(self) -> list[Quantity]:
        """Return the printed quantity of every figure."""
        return [figure.quantity for figure in self.figures if figure.quantity is not None]


def build(assertions: Iterable[Assertion]) -> System:
    """Return the system of all assertions that are arithmetic."""
    system = System([], [], [], [])
    figures, relations, uses, hints = system
    numbers: dict[Span, int] = {}
    for assertion in assertions:
        equation = equation_of(assertion) if assertion.outcome in _USABLE else assertion.equation
        if equation is None:
            continue
        own: list[int] = []
        for term in assertion.terms:
            if term.quantity is not None:
                number = numbers.setdefault(term.span, len(figures))
                if number == len(figures):
                    figures.append(term)
                    uses.append([])
                own.append(number)
        relation = Relation(assertion, equation, tuple(own))
        if assertion.outcome is Outcome.UNASSESSABLE:
            hints.append(relation)
            continue
        for number in set(own):
            uses[number].append(len(relations))
        relations.append(relation)
    return system


def equation_of(assertion: Assertion) -> Equation | None:
    """Return the arithmetic of an assertion; None where it has none, or its terms are not all figures."""
    if assertion.equation is not None:
        return assertion.equation
    kind, terms = assertion.kind, assertion.terms
    count = len(terms)
    if kind in _TOTALS:
        return _total(count) if count > 1 and _alike(terms) else None
    if kind in _PAIRS:
        return _PAIRS[kind] if count == 2 and _alike(terms) else None
    if kind == "duplicate" and count > 1 and _alike(terms[:2]) and all(term.quantity is not None for term in terms):
        return _pair(count)
    if kind in _RATES and count == 3 and _is_rate(terms[0]) and _alike(terms[1:]):
        return _RATE
    return None


def proven_by(assertion: Assertion) -> Equation | None:
    """Return the equation that shows why an assertion holds or is broken; None where the rule knows more than arithmetic.

    Some rules count or weigh in ways that no equation over their figures tells; theirs says another thing than they do.
    """
    equation = None if assertion.outcome is Outcome.UNASSESSABLE else equation_of(assertion)
    if equation is None:
        return None
    values = [term.quantity for term in assertion.terms if term.quantity is not None]
    if len(values) != len(equation.top):
        return None
    return equation if equation.holds(values) is not (assertion.outcome is Outcome.VIOLATED) else None


@cache
def _total(count: int) -> Equation:
    return Equation((1, *(-1,) * (count - 1)))


@cache
def _pair(count: int) -> Equation:
    """Return the equation of two places; further ones only say what the second says."""
    return Equation((1, -1, *(0,) * (count - 2)))


def _alike(terms: Sequence[Term]) -> bool:
    """Tell whether all terms are figures of one dimension; a loop, as this is asked of every relation of a report."""
    first = terms[0].quantity
    if first is None:
        return False
    dimension = first.dimension
    for term in terms:
        quantity = term.quantity
        if quantity is None or quantity.dimension is not dimension:
            return False
    return True


def _is_rate(term: Term) -> bool:
    return term.quantity is not None and term.quantity.dimension is Dimension.PERCENT
