"""A figure with its meaning: what it measures, of which money, when, and where it is printed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textcheck.document.blocks import Cell, Table
    from textcheck.document.span import Span
    from textcheck.lexicon.measures import Aspects
    from textcheck.lexicon.profile import Profile
    from textcheck.quantity.quantity import Quantity


TOTAL = "合计"
THIS_YEAR = "本年"
PRIOR_YEAR = "上年"


class Key(NamedTuple):
    """The aspects that make two figures the same fact; values are those of the profile, never of this code.

    ``concept`` an account code or a named measure, ``flow`` income, expenditure or carry-over, ``fund`` whose money,
    ``nature`` basic or project, ``measure`` final accounts or which budget, ``period`` this or the prior year, ``unit``
    which of the department's units, by name or code; empty for the department as a whole.
    """

    concept: str
    flow: str
    fund: str
    nature: str
    measure: str
    period: str
    unit: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Fact:
    """One printed figure (or blank cell, which counts as nought and is not ``printed``) bound to its key.

    ``alias``: what a cell means besides its first meaning.
    """

    key: Key
    quantity: Quantity
    span: Span
    label: str
    place: str
    printed: bool = True
    table: Table | None = None
    cell: Cell | None = None
    alias: bool = False

    def term(self) -> Term:
        """Return the figure as it takes part in an assertion."""
        return Term(f"{self.place} {self.label}", self.span, self.quantity)

    def is_of(self, measure: str) -> bool:
        """Tell whether a cell is certainly of a measure: by its column, or by a note under the table."""
        notes = self.table.notes if self.table is not None else ()
        return self.key.measure == measure or any(measure in note.text for note in notes)


def keys_of(aspects: Aspects, context: Aspects, measure: str, period: str, profile: Profile) -> tuple[Key, ...]:
    """Return the facts that an amount of the narrative states: what its words fix, for the rest its section's ``context``."""
    merged = aspects.over(context)
    if merged.concept.isdigit() and not merged.flow:
        merged = merged._replace(flow=profile.item_flow)
    if not merged.fund or not (merged.flow or aspects.concept):
        return ()
    name = measure or merged.measure or profile.measure
    nature = merged.nature or TOTAL
    flows = tuple(profile.totals.values()) if merged.flow == profile.total else (merged.flow,)
    return tuple(Key(merged.concept or TOTAL, flow, merged.fund, nature, name, period) for flow in flows)


class AspectIndex:
    """Facts by their aspects; few aspects of a table are ever asked for, so each is indexed when it first is."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Take the facts in the order in which they are to be found."""
        self._facts = tuple(facts)
        self._by_value: dict[int, dict[str, list[Fact]]] = {}

    def of(self, aspect: int, value: str) -> Sequence[Fact]:
        """Return the facts with this value at this position of their key."""
        found = self._by_value.get(aspect)
        if found is None:
            found = self._by_value[aspect] = defaultdict(list)
            for fact in self._facts:
                found[fact.key[aspect]].append(fact)
        return found.get(value, ())
