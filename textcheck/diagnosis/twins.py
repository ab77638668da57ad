"""What a rate's claim would have to print to say what another claim of the report says."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from textcheck.diagnosis.system import Relation
    from textcheck.equation import Equation
    from textcheck.quantity.quantity import Quantity

_Claim = tuple["Equation", int, tuple["Decimal", ...]]

_TELLING_DIGITS = 3
"""Round rates (100%, 50%) recur by chance."""


class Twins:
    """Sound claims of rates, by their arithmetic and all of their values but one.

    Reports say the same thing of income and of expenditure, in an overview and again in detail. Where two of three figures
    are those of such a claim, the third may be meant to be its third. A sentence copied from a neighbour and mended in part
    looks the same, so only a slip of the pen makes it evidence.
    """

    def __init__(self, relations: Iterable[Relation], printed: Sequence[Quantity]) -> None:
        """Take the relations that hold, and the printed figures."""
        self._values: dict[_Claim, set[Quantity]] = defaultdict(set)
        for relation in relations:
            if relation.equation.bottom:
                values = [printed[figure] for figure in relation.figures]
                if len(values[relation.equation.rate].value.normalize().as_tuple().digits) < _TELLING_DIGITS:
                    continue
                for place, value in enumerate(values):
                    self._values[_claim(relation, place, values)].add(value)

    def of(self, relation: Relation, place: int, values: Sequence[Quantity]) -> set[Quantity]:
        """Return what other claims print at ``place`` beside the other ``values`` of this one."""
        return self._values.get(_claim(relation, place, values), set()) if relation.equation.bottom else set()


def _claim(relation: Relation, place: int, values: Sequence[Quantity]) -> _Claim:
    return relation.equation, place, tuple(quantity.value for at, quantity in enumerate(values) if at != place)
