"""The smallest set of figures whose change makes everything agree.

A wrong figure breaks every relation that it takes part in and that could show it; a right one that stands beside it
breaks one and keeps the others. So a change explains much when it mends many broken relations and breaks none that hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.diagnosis.slip import slip_of
from textcheck.diagnosis.system import build, values_of
from textcheck.equation import nearest
from textcheck.quantity.interval import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textcheck.assertion import Assertion, Term
    from textcheck.diagnosis.system import System
    from textcheck.quantity.quantity import Quantity

_MOST_BROKEN = 200
"""Beyond this many broken relations a report has not been read well enough for its faults to be traced."""


class Change(NamedTuple):
    """A figure, what it should be, the relations that this mends and those it breaks, and the slip that it would undo."""

    figure: int
    quantity: Quantity
    mends: frozenset[int]
    breaks: frozenset[int]
    slip: str

    @property
    def gain(self) -> int:
        """Return how many relations more hold after the change."""
        return len(self.mends) - len(self.breaks)


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


class Side(NamedTuple):
    """A figure that may be the wrong one, what it should be, and the slip that would explain it (or nothing)."""

    term: Term
    quantity: Quantity
    slip: str = ""


def repairs(assertions: Iterable[Assertion]) -> tuple[Repair, ...]:
    """Return repairs for the broken assertions that arithmetic can explain, the one that explains most first."""
    system = build(assertions)
    values = system.printed()
    open_ = {number for number, relation in enumerate(system.relations) if not relation.holds}
    if len(open_) > _MOST_BROKEN:
        return ()
    found: list[Repair] = []
    while open_:
        best = _best(system, values, open_)
        if not best:
            break
        mends = best[0].mends
        sides = tuple(Side(system.figures[c.figure], c.quantity, c.slip) for c in best)
        found.append(Repair(sides, tuple(system.relations[n].assertion for n in sorted(mends))))
        open_ -= mends
        if len(best) == 1:
            values[best[0].figure] = best[0].quantity
            open_ |= best[0].breaks
    return tuple(found)


def _best(system: System, values: Sequence[Quantity], open_: set[int]) -> list[Change]:
    """Return the changes that gain most; several only if nothing tells them apart."""
    figures = {number for relation in open_ for number in system.relations[relation].figures}
    changes = [change for figure in sorted(figures) for change in _changes(system, values, open_, figure)]
    if not changes:
        return []
    most = max(change.gain for change in changes)
    best = [change for change in changes if change.gain == most]
    for better in (_breaks_least, _is_a_slip):
        best = better(best)
    wanted = best[0].mends
    return [change for change in best if change.mends == wanted]


def _changes(system: System, values: Sequence[Quantity], open_: set[int], figure: int) -> Iterator[Change]:
    """Yield the best change of one figure, if any gains."""
    tried: set[Quantity] = set()
    best: Change | None = None
    for number in system.uses[figure]:
        if number not in open_:
            continue
        relation = system.relations[number]
        solution = relation.equation.solve(relation.figures.index(figure), values_of(relation, values))
        if solution is None:
            continue
        quantity = nearest(solution, values[figure])
        if quantity in tried or quantity.value == values[figure].value or quantity.value < ZERO <= values[figure].value:
            continue  # what is printed without a sign has none
        tried.add(quantity)
        change = _tried(system, values, open_, figure, quantity)
        if change.gain > 0 and (best is None or change.gain > best.gain):
            best = change
    if best is not None:
        yield best._replace(slip=slip_of(values[figure], best.quantity))


def _tried(system: System, values: Sequence[Quantity], open_: set[int], figure: int, quantity: Quantity) -> Change:
    """Return what becomes of the relations of a figure when it takes another value."""
    changed = list(values)
    changed[figure] = quantity
    mends, breaks = set[int](), set[int]()
    for number in system.uses[figure]:
        relation = system.relations[number]
        holds = relation.equation.holds(values_of(relation, changed))
        if number in open_:
            if holds:
                mends.add(number)
        elif not holds:
            breaks.add(number)
    return Change(figure, quantity, frozenset(mends), frozenset(breaks), "")


def _breaks_least(changes: list[Change]) -> list[Change]:
    least = min(len(change.breaks) for change in changes)
    return [change for change in changes if len(change.breaks) == least]


def _is_a_slip(changes: list[Change]) -> list[Change]:
    return [change for change in changes if change.slip] or changes
