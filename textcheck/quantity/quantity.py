"""A printed figure: its exact value, the step it was printed in, what it counts."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from typing import NamedTuple

from textcheck.quantity.interval import ZERO, Interval

_HALF = Decimal("0.5")
_THOUSANDS = 3
_WIDE = Context(prec=400)


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


class Held(NamedTuple):
    """The value that a sheet keeps behind a figure, and the place of its own last digit, in the unit of the figure."""

    value: Decimal
    step: Decimal


class Quantity(NamedTuple):
    """An exact value in its base unit (元, %, or the counted unit) and its printed step in the same unit.

    ``held`` is what a sheet keeps behind it, where that is finer than what is printed; comparisons of figures that are
    meant to be one figure or a sum use it, what people read never shows it. ``scale`` is the power of ten of the unit
    that an amount is printed in (4 for 万元), as in iXBRL: it tells how to show it, never what it is.
    """

    value: Decimal
    step: Decimal
    dimension: Dimension
    unit: str
    bound: Bound = Bound.EXACT
    held: Held | None = None
    scale: int = 0

    @property
    def in_yuan(self) -> bool:
        """Tell whether an amount is shown in 元: printed in it, and to the 元."""
        return self.scale < _THOUSANDS and ZERO < self.step <= 1

    @property
    def interval(self) -> Interval:
        """Every true value that would be printed like this."""
        half = self.step * _HALF
        return Interval(self.value - half, self.value + half)

    @property
    def truest(self) -> Held:
        """The closest that is known of the true value: what is held, else what is printed."""
        return self.held or Held(self.value, self.step)

    def holding(self, stored: Decimal, finest: Decimal) -> Quantity:
        """Return the figure with the number that its cell stores, in its own unit and to no finer than ``finest``.

        A stored number that does not round to what is printed belongs to something else; one that is no finer than what
        is printed proves nothing more, as it may have been rounded before it was stored.
        """
        kept = stored.quantize(finest, ROUND_HALF_UP, _WIDE)
        step = max(finest, Decimal(1).scaleb(int(kept.normalize().as_tuple().exponent)))
        if step >= self.step or abs(kept - self.value) * 2 > self.step:
            return self
        return self._replace(held=Held(kept, step))

    def changed(self, value: Decimal, step: Decimal) -> Quantity:
        """Return another figure of the same kind in its place; nothing is held behind it."""
        return self._replace(value=value, step=step, held=None)

    def negated(self) -> Quantity:
        """Return the same figure with the opposite sign."""
        held = self.held and Held(-self.held.value, self.held.step)
        return self._replace(value=-self.value, held=held)

    def as_fine_as(self, step: Decimal) -> Quantity:
        """Return a nought as its neighbours are printed: a bare 0 among figures of two decimals is 0.00, not 0 to 0.5."""
        return self._replace(step=step) if self.value == ZERO and step < self.step else self

    @property
    def is_zero(self) -> bool:
        """Tell whether the printed value is nought."""
        return self.value == ZERO
