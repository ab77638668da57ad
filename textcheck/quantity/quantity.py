"""A printed figure: its exact value, the step it was printed in, what it counts."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from textcheck.quantity.interval import ZERO, Interval

_HALF = Decimal("0.5")


class Dimension(Enum):
    """What kind of thing a figure is; the values are those of the JSON output."""

    AMOUNT = "amount"
    PERCENT = "percent"
    POINTS = "percentage_point"
    COUNT = "count"
    RATIO = "ratio"


class Bound(Enum):
    """How tightly the wording binds the value; the values are those of the JSON output."""

    EXACT = ""
    ABOUT = "about"
    MORE = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


class Quantity(NamedTuple):
    """An exact value in its base unit (元, %, or the counted unit) and its printed step in the same unit."""

    value: Decimal
    step: Decimal
    dimension: Dimension
    unit: str
    bound: Bound = Bound.EXACT

    @property
    def interval(self) -> Interval:
        """Every true value that would be printed like this."""
        half = self.step * _HALF
        return Interval(self.value - half, self.value + half)

    def negated(self) -> Quantity:
        """Return the same figure with the opposite sign."""
        return Quantity(-self.value, self.step, self.dimension, self.unit, self.bound)

    def as_fine_as(self, step: Decimal) -> Quantity:
        """Return a nought as its neighbours are printed: a bare 0 among figures of two decimals is 0.00, not 0 to 0.5."""
        return self._replace(step=step) if self.value == ZERO and step < self.step else self

    @property
    def is_zero(self) -> bool:
        """Tell whether the printed value is nought."""
        return self.value == ZERO
