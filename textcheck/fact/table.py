"""A table that was recognised and bound: its figures, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from textcheck.fact.fact import AspectIndex, Fact, Key

if TYPE_CHECKING:
    from textcheck.document.blocks import Cell, Table
    from textcheck.lexicon.profile import TableKind

DETAIL = "总表里类以下的明细，不参与总表的勾稽"
DERIVED = "由别的栏算出来的数，不参与勾稽"
ITEM = "一个项目、一种品目的一行，只核对合计"
SOURCE = "当年拨款的来源，结转另有一栏，不与别的表核对"
_CLASS = 3
_ASIDE = frozenset((DETAIL, DERIVED, ITEM, SOURCE))


@dataclass(frozen=True, eq=False)
class BoundTable:
    """A table that was recognised: its kind, its facts in reading order, and what could not be bound.

    ``declared`` are the meanings that an empty matrix has columns for. A ``torn`` table has rows whose amounts could not be
    told apart: of the accounts ``torn_codes``, or of whatever where it has none.
    """

    table: Table
    kind: TableKind
    unit: str
    facts: tuple[Fact, ...]
    unbound: tuple[tuple[Cell, str], ...]
    header_rows: int
    by_key: dict[Key, Fact] = field(default_factory=dict, repr=False)
    codes: dict[str, str] = field(default_factory=dict, repr=False)
    declared: frozenset[Key] = frozenset()
    torn: bool = False
    torn_codes: frozenset[str] = frozenset()

    @cached_property
    def by_aspect(self) -> AspectIndex:
        """The facts by each of their aspects."""
        return AspectIndex(self.facts)

    @cached_property
    def unread(self) -> tuple[frozenset[int], frozenset[int]]:
        """The rows and the columns in which an amount stands that could not be bound."""
        cells = [cell for cell, reason in self.unbound if reason not in _ASIDE and cell.text.strip("0.,-")]
        return frozenset(cell.row for cell in cells), frozenset(cell.column for cell in cells)

    def is_whole(self, fact: Fact) -> bool:
        """Tell whether all that stands in the row and the column of a cell was read, so that its sums may be judged."""
        rows, columns = self.unread
        spared = not self.torn or (self.torn_codes and not any(self._is_over(fact.key.concept, code) for code in self.torn_codes))
        return bool(spared) and (fact.cell is None or (fact.cell.row not in rows and fact.cell.column not in columns))

    def _is_over(self, concept: str, code: str) -> bool:
        """Tell whether an account may be a term of the sum of another, or of a total, which adds up what is on top."""
        if concept.isdigit():
            return code.startswith(concept)
        return len(code) == _CLASS or code[:_CLASS] not in self.codes

    @property
    def classes(self) -> bool:
        """Tell whether rows stand for 类 by name, as in the balance tables."""
        return bool(self.kind.lanes)

    @property
    def empty(self) -> bool:
        """Tell whether no amount is printed in the table."""
        return not any(fact.printed for fact in self.facts) and not self.unbound
