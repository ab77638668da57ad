"""The smallest set of figures whose change makes everything agree.

A wrong figure breaks every relation that it takes part in and that could show it; a right one that stands beside it
breaks one and keeps the others. So a change explains much when it mends many broken relations and breaks none that hold.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from textcheck.assertion import Outcome
from textcheck.diagnosis.change import Change, Repair, Side, breaks_least, gains_most, told_elsewhere
from textcheck.diagnosis.slip import NONE, Slip, slip_of, undone
from textcheck.diagnosis.system import build
from textcheck.diagnosis.twins import Twins
from textcheck.equation import nearest
from textcheck.quantity.interval import ZERO
from textcheck.quantity.quantity import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from textcheck.assertion import Assertion
    from textcheck.diagnosis.system import Relation, System
    from textcheck.quantity.interval import Interval
    from textcheck.quantity.quantity import Quantity

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TELLING_DIGITS = 3
"""Fewer significant digits two figures may share by chance."""
_UNUSUAL = 10
"""At most one figure in so many is printed to other places than usual, where that is to mean anything."""
_MOST_BROKEN = 200
"""Beyond this many broken relations a report has not been read well enough for its faults to be traced."""


def repairs(assertions: Iterable[Assertion], text: str = "") -> tuple[Repair, ...]:
    """Return repairs for the broken assertions that arithmetic can explain, the one that explains most first.

    ``text`` is what the spans point into; a long figure that it prints twice is hardly the one that was mistyped.
    """
    search = _Search(build(assertions), text)
    if not search.open or len(search.open) > _MOST_BROKEN:
        return ()
    found: list[Repair] = []
    while search.open:
        best = search.best()
        if not best:
            break
        found += search.accept(best)
    return tuple(found)


class _Search:
    """The system with the changes made so far, and the relations that are still broken.

    A rule may know more than its equation (a score may be capped, a rate worked out before rounding). Where an equation
    refutes what its rule accepts, or the reverse, it is no guide to what the right figures would be and is passed over.
    """

    def __init__(self, system: System, text: str) -> None:
        self._system = system
        self._text = text
        self._printed = system.printed()
        self._values = list(self._printed)
        self._sound: dict[int, bool] = {}
        self._known: dict[int, Change | None] = {}
        self._twins: Twins | None = None
        broken = (n for n, relation in enumerate(system.relations) if relation.assertion.outcome is Outcome.VIOLATED)
        self.open = {number for number in broken if self._is_sound(number)}

    @cached_property
    def _alike(self) -> dict[Decimal, list[int]]:
        """The figures by what is printed."""
        alike: dict[Decimal, list[int]] = defaultdict(list)
        for figure, quantity in enumerate(self._printed):
            alike[quantity.value].append(figure)
        return alike

    def best(self) -> list[tuple[Change, ...]]:
        """Return the best choices of changes to make, several only if nothing tells them apart."""
        figures = {number for relation in self.open for number in self._system.relations[relation].figures}
        for figure in figures - self._known.keys():
            self._known[figure] = self._change(figure)
        changes = [change for figure in sorted(figures) if (change := self._known[figure]) is not None]
        clean = [change for change in changes if not change.breaks]
        if not clean or max(change.gain for change in clean) == 1:
            pair = self._pair(changes)
            if pair is not None and (not clean or len(pair[0].mends | pair[1].mends) > 2):
                return [pair]
        changes = clean or [change for change in changes if change.gain > 0]
        for better in (gains_most, breaks_least, self._hinted, told_elsewhere, self._printed_once, self._telling):
            changes = better(changes)
        alike = [(change,) for change in changes if change.mends == changes[0].mends]
        return sorted(alike, key=lambda choice: (not choice[0].slip.likely, not choice[0].slip.name))

    def _is_sound(self, number: int) -> bool:
        sound = self._sound.get(number)
        if sound is None:
            relation = self._system.relations[number]
            violated = relation.assertion.outcome is Outcome.VIOLATED
            sound = self._sound[number] = relation.holds(self._printed) is not violated
        return sound

    def _hinted(self, changes: list[Change]) -> list[Change]:
        """Keep the changes after which the relations that usually hold do hold."""
        if len(changes) < 2 or not self._system.hints:
            return changes
        counts = [self._hints(change) for change in changes]
        return [change for change, count in zip(changes, counts, strict=True) if count == max(counts)]

    def _hints(self, change: Change) -> int:
        hints = [hint for hint in self._system.hints if change.figure in hint.figures]
        return sum(hint.equation.holds(self._changed(hint, {change.figure: change.quantity})) for hint in hints)

    def _changed(self, relation: Relation, quantities: dict[int, Quantity]) -> list[Quantity]:
        """Return the figures of a relation, some of them changed."""
        return [quantities.get(figure) or self._values[figure] for figure in relation.figures]

    def _printed_once(self, changes: list[Change]) -> list[Change]:
        """Leave out long amounts that the report prints twice, unless there are no others."""
        return [change for change in changes if len(changes) == 1 or not self._repeated(change.figure)] or changes

    def _telling(self, changes: list[Change]) -> list[Change]:
        """Keep what a slip explains that chance hardly would, or that left other places behind the point than is usual."""
        odd = [change for change in changes if change.slip.name and self._oddly_printed(change)]
        return odd or [change for change in changes if change.slip.telling] or changes

    def _oddly_printed(self, change: Change) -> bool:
        """Tell whether a figure is printed to other places than nearly all of its kind are, and would not be after the change."""
        printed, right = self._values[change.figure], change.quantity
        if printed.step == right.step:
            return False
        steps = Counter(other.step for other in self._printed if other.step and other.dimension is printed.dimension)
        usual, often = steps.most_common(1)[0]
        return right.step == usual != printed.step and often * _UNUSUAL >= steps.total() * (_UNUSUAL - 1)

    def _repeated(self, figure: int) -> bool:
        span = self._system.figures[figure].span
        number = _NUMBER.search(self._text, span.start, span.end)
        if number is None or self._values[figure].dimension is not Dimension.AMOUNT:
            return False
        found, text = number[0], self._text
        if len(self._values[figure].value.normalize().as_tuple().digits) <= _TELLING_DIGITS:
            return False
        at = text.find(found)
        while at >= 0:
            around = text[at - 1 : at] + text[at + len(found) : at + len(found) + 1]
            if at != number.start() and not any(char.isdigit() or char in ".," for char in around):
                return True
            at = text.find(found, at + 1)
        return False

    def accept(self, choices: list[tuple[Change, ...]]) -> Iterator[Repair]:
        """Yield the repairs of the best choices, and go on from what they leave."""
        if len(choices) == 1:
            for change in choices[0]:
                yield self._repair([change])
            for change in choices[0]:
                self._values[change.figure] = change.quantity
                self.open |= change.breaks
        else:
            yield self._repair([choice[0] for choice in choices])
        for choice in choices:
            for change in choice:
                self.open -= change.mends
                for number in self._system.uses[change.figure]:  # what touches it looks different now
                    for figure in self._system.relations[number].figures:
                        self._known.pop(figure, None)

    def _repair(self, changes: list[Change]) -> Repair:
        relations = self._system.relations
        sides = tuple(self._side(change) for change in changes)
        likely = changes[0].slip.likely and not any(side.slip for side in sides[1:])
        return Repair(sides, tuple(relations[number].assertion for number in sorted(changes[0].mends)), likely)

    def _side(self, change: Change) -> Side:
        term = self._system.figures[change.figure]
        return Side(term, change.quantity, change.slip.name or self._copied(change.figure))

    def _copied_rate(self, figure: int) -> Slip | None:
        """Name the claim that has the same rate: amounts recur, the rates of two claims hardly do.

        A claim that shares an amount with this one is the same claim once more, and no source of a wrong rate.
        """
        source = self._source(figure) if self._values[figure].dimension is Dimension.PERCENT else None
        if source is None or self._beside(figure) & self._beside(source):
            return None
        return Slip(self._copied(figure), telling=True)

    def _beside(self, figure: int) -> set[Decimal]:
        """Return the amounts, other than nought, that stand in a relation with a figure."""
        relations = [self._system.relations[number] for number in self._system.uses[figure]]
        values = (self._values[other].value for relation in relations for other in relation.figures if other != figure)
        return {value for value in values if value}

    def _copied(self, figure: int) -> str:
        """Name another figure that has the printed value: the likely source of a wrong one."""
        source, label = self._source(figure), self._system.figures[figure].label
        named = "" if source is None else self._system.figures[source].label
        return f"抄成了“{named}”的数" if named and named != label else ""

    def _source(self, figure: int) -> int | None:
        """Return the nearest other figure that has the printed value, if that is long enough to tell."""
        figures, printed = self._system.figures, self._printed[figure]
        if len(printed.value.normalize().as_tuple().digits) < _TELLING_DIGITS:
            return None
        same = [other for other in self._alike[printed.value] if other != figure and self._printed[other] == printed]
        return min(same, key=lambda other: abs(figures[other].span.start - figures[figure].span.start), default=None)

    def _change(self, figure: int) -> Change | None:
        """Return the best change of one figure, if it mends anything."""
        printed = self._values[figure]
        copied = self._copied_rate(figure)
        found: dict[Quantity, Change] = {}
        for number in self._system.uses[figure]:
            if number not in self.open:
                continue
            for quantity, room in self._solutions(number, figure):
                if quantity not in found and quantity.value != printed.value and not quantity.value < ZERO <= printed.value:
                    slip = slip_of(printed, quantity, room)
                    change = self._tried({figure: quantity})
                    told = bool(slip.name) and quantity in self._elsewhere(number, figure)
                    found[quantity] = change._replace(slip=slip if slip.telling else copied or slip, told=told)
        best = max(
            found.values(), default=None, key=lambda c: (c.gain, c.told, self._is_agreed(c), c.slip.telling, bool(c.slip.name))
        )
        return best if best is not None and best.mends else None

    def _is_agreed(self, change: Change) -> bool:
        """Tell whether two broken sums ask for this very value: then no slip explains better."""
        relations = [self._system.relations[number] for number in change.mends]
        return sum(r.equation.closes(self._changed(r, {change.figure: change.quantity})) for r in relations) > 1

    def _solutions(self, number: int, figure: int) -> Iterator[tuple[Quantity, Interval]]:
        """Yield the values that a relation suggests for a figure, with the room that it leaves: the middle, then slips."""
        relation, printed = self._system.relations[number], self._values[figure]
        values = [self._values[number] for number in relation.figures]
        room = relation.equation.solve(relation.figures.index(figure), values)
        if room is not None:
            steps = [value.step for value in values if value.step and value.dimension is printed.dimension]
            finest, coarsest = min(steps, default=printed.step), max(steps, default=printed.step)
            others = [v.step for n, v in zip(relation.figures, values, strict=True) if n != figure and v.step in steps]
            yield nearest(room, printed, min(others, default=finest)), room
            for quantity in (*undone(printed, room, (finest, coarsest)), *self._elsewhere(number, figure)):
                yield quantity, room

    def _elsewhere(self, number: int, figure: int) -> set[Quantity]:
        """Return what other claims of the report print in the place of a figure of a rate, all else in them being the same."""
        if self._twins is None:
            relations = self._system.relations
            self._twins = Twins((r for n, r in enumerate(relations) if n not in self.open and self._is_sound(n)), self._printed)
        relation = self._system.relations[number]
        return self._twins.of(relation, relation.figures.index(figure), [self._values[each] for each in relation.figures])

    def _tried(self, quantities: dict[int, Quantity]) -> Change:
        """Return what becomes of the relations of some figures when they take other values."""
        mends, breaks = set[int](), set[int]()
        for number in {number for figure in quantities for number in self._system.uses[figure]}:
            if self._is_sound(number):
                relation = self._system.relations[number]
                holds = relation.equation.holds(self._changed(relation, quantities))
                if number in self.open:
                    if holds:
                        mends.add(number)
                elif not holds:
                    breaks.add(number)
        figure, quantity = next(iter(quantities.items()))
        return Change(figure, quantity, frozenset(mends), frozenset(breaks))

    def _pair(self, changes: list[Change]) -> tuple[Change, Change] | None:
        """Return two changes of which each undoes what the other breaks, as when two figures have changed places."""
        breaking: dict[int, list[Change]] = {}
        for change in changes:
            for number in change.breaks:
                breaking.setdefault(number, []).append(change)
        best: tuple[int, Change, Change] | None = None
        for group in breaking.values():
            for change, other in combinations(group, 2):
                both = self._tried({change.figure: change.quantity, other.figure: other.quantity})
                if not both.breaks and (best is None or both.gain > best[0]):
                    best = both.gain, change, other
        if best is None:
            return None
        _, one, two = best
        exchanged = one.quantity.value == self._values[two.figure].value and two.quantity.value == self._values[one.figure].value
        slips = [
            Slip(f"与“{self._system.figures[c.figure].label}”的数互换", telling=True) if exchanged else NONE for c in (two, one)
        ]
        return (
            one._replace(breaks=frozenset(), slip=slips[0] if exchanged else one.slip),
            two._replace(breaks=frozenset(), slip=slips[1] if exchanged else two.slip),
        )
