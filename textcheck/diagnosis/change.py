"""A figure that may be wrong and what it should be; what one such change, or one of several, would mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.diagnosis.slip import NONE, Slip

if TYPE_CHECKING:
    from textcheck.assertion import Assertion, Term
    from textcheck.quantity.quantity import Quantity


class Change(NamedTuple):
    """A figure, what it should be, the relations that this mends and those it breaks, and the slip that it would undo."""

    figure: int
    quantity: Quantity
    mends: frozenset[int]
    breaks: frozenset[int]
    slip: Slip = NONE

    @property
    def gain(self) -> int:
        """Return how many relations more hold after the change."""
        return len(self.mends) - len(self.breaks)


class Side(NamedTuple):
    """A figure that may be the wrong one, what it should be, and the slip that would explain it (or nothing)."""

    term: Term
    quantity: Quantity
    slip: str = ""


class Repair(NamedTuple):
    """What would mend some broken assertions: one figure, or several of which each would do alike.

    ``sides`` holds every equally good change as figure, right value and likely slip; one side is a verdict.
    """

    sides: tuple[Side, ...]
    assertions: tuple[Assertion, ...]

    @property
    def certain(self) -> bool:
        """Tell whether the evidence speaks for one figure."""
        return len(self.sides) == 1
