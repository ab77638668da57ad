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
    told: bool = False
    """A slip explains the figure, and another claim says just what this one says after the change."""

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

    ``sides`` holds every equally good change as figure, right value and likely slip; one side is a verdict. Of several
    the first is ``likely`` when a slip explains it, chance alone would not often do so, and no slip explains the others.
    """

    sides: tuple[Side, ...]
    assertions: tuple[Assertion, ...]
    likely: bool = False

    @property
    def certain(self) -> bool:
        """Tell whether the evidence speaks for one figure."""
        return len(self.sides) == 1


def told_elsewhere(changes: list[Change]) -> list[Change]:
    """Keep the changes after which a claim says what another claim of the report says, all of its figures alike."""
    return [change for change in changes if change.told] or changes


def gains_most(changes: list[Change]) -> list[Change]:
    """Keep the changes after which most relations more hold."""
    most = max((change.gain for change in changes), default=0)
    return [change for change in changes if change.gain == most]


def breaks_least(changes: list[Change]) -> list[Change]:
    """Keep the changes that break the fewest relations."""
    least = min((len(change.breaks) for change in changes), default=0)
    return [change for change in changes if len(change.breaks) == least]
