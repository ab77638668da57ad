"""Lists of items, projects or things bought: which of their columns and rows add up, as the list itself shows.

The forms differ too much to be bound name by name. What holds in nearly all rows of a list is how it is built; the row in
which it does not hold is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Outcome, Term
from textcheck.fact.arithmetic import compare_sum
from textcheck.fact.cells import BLANK, FACTORS, parse_cell, plain_label
from textcheck.fact.header import NUMBER, is_column_numbers
from textcheck.fact.identity import name_in_field
from textcheck.lexicon.headers import headers
from textcheck.lexicon.measures import measures

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from decimal import Decimal

    from textcheck.document.blocks import Cell
    from textcheck.fact.table import BoundTable

_ITEMS = "items"
_FEWEST = 4
"""In how many rows a sum of columns must hold before the others are judged by it; at most one in that many may break."""
_COLUMNS = 2
"""In how many columns a sum of rows must hold, with more than one part, before the others are judged by it."""


class ItemRow(NamedTuple):
    """A row of a list: its name, and its amounts by column."""

    label: str
    amounts: dict[int, Term]


class ItemSum(NamedTuple):
    """A total and its parts, across a row or down a column."""

    total: Term
    parts: tuple[Term, ...]


class _Plan(NamedTuple):
    """A column that is the sum of others, and in how many rows it is."""

    total: int
    parts: tuple[int, ...]
    holds: int
    breaks: int

    @property
    def is_sure(self) -> bool:
        return self.holds >= _FEWEST * max(1, self.breaks)

    @property
    def is_likely(self) -> bool:
        return self.holds >= _FEWEST - 1 and self.breaks < 2


def item_sums(table: BoundTable) -> Iterator[ItemSum]:
    """Yield every sum that a list of items has by its own showing; none where a cell of it may have been misread."""
    rows = item_rows(table)
    columns = sorted({column for row in rows for column in row.amounts})
    totals = {cell.column for cells in table.table.rows for cell in cells if cell.text in headers().totals}
    for plan in _plans(rows, columns, totals):
        yield from (found for row in rows if (found := _across(row, plan)) is not None)
    yield from _down(rows, columns, table)


def item_rows(table: BoundTable) -> list[ItemRow]:
    """Return the rows with amounts of a list of items, its totals too; none where a cell of it may have been misread."""
    factor, grid = FACTORS.get(table.unit), table.table
    if table.kind.accounts != _ITEMS or factor is None or table.torn or grid.unread or grid.partial or grid.doubtful:
        return []
    return [row for cells in grid.rows if (row := _row(cells, factor)) is not None]


def _row(cells: Sequence[Cell], factor: Decimal) -> ItemRow | None:
    texts = [cell.text for cell in cells if cell.text]
    label = next((text for text in texts if not NUMBER.match(text)), "")
    if not label or is_column_numbers(texts):
        return None
    amounts = {
        cell.column: Term(label, cell.span, quantity)
        for cell in cells
        if "." in cell.text and (quantity := parse_cell(cell.text, factor)) is not None
    }
    return ItemRow(label, amounts) if len(amounts) > 1 else None


def _plans(rows: Sequence[ItemRow], columns: Sequence[int], totals: Container[int]) -> Iterator[_Plan]:
    """Yield how the columns add up: all others to the first or the last; a subtotal among them stands for those behind it.

    ``totals`` are the columns that are called totals, which need less proof.
    """
    if len(columns) < 3:
        return
    whole = [_plan(rows, total, [c for c in columns if c != total]) for total in (columns[0], columns[-1])]
    best = max(whole, key=lambda plan: plan.holds)
    if best.is_sure or (best.total in totals and best.is_likely):
        yield best
        return
    pairs: list[tuple[_Plan, _Plan]] = []
    for at, subtotal in enumerate(columns[1:-2], 1):
        for end in range(len(columns), at + 2, -1):
            inner = _plan(rows, subtotal, columns[at + 1 : end])
            outer = _plan(rows, columns[0], [c for c in columns[1:] if c not in inner.parts])
            if inner.is_sure and outer.is_sure:
                pairs.append((inner, outer))
    yield from min(pairs, key=lambda pair: pair[0].breaks + pair[1].breaks, default=())


def _plan(rows: Sequence[ItemRow], total: int, parts: Sequence[int]) -> _Plan:
    plan = _Plan(total, tuple(parts), 0, 0)
    found = [sum_ for row in rows if (sum_ := _across(row, plan)) is not None]
    breaks = sum(1 for sum_ in found if outcome_of(sum_) is Outcome.VIOLATED)
    return plan._replace(holds=len(found) - breaks, breaks=breaks)


def _across(row: ItemRow, plan: _Plan) -> ItemSum | None:
    total = row.amounts.get(plan.total)
    parts = tuple(row.amounts[column] for column in plan.parts if column in row.amounts)
    return ItemSum(total, parts) if total is not None and parts else None


def _down(rows: Sequence[ItemRow], columns: Sequence[int], table: BoundTable) -> Iterator[ItemSum]:
    """Yield the sums of the columns where the first or the last row is the total of all others."""
    owners = {name_in_field(paragraph) for paragraph in table.table.titles}
    for total in (rows[0], rows[-1]) if len(rows) > 2 else ():
        aspects = measures().rows.get(plain_label(total.label))
        if total.label not in owners and (aspects is None or any(aspects)):
            continue
        sums = [_under(total, [row for row in rows if row is not total], column) for column in columns]
        found = [sum_ for sum_ in sums if sum_ is not None]
        right = [sum_ for sum_ in found if outcome_of(sum_) is not Outcome.VIOLATED]
        telling = sum(1 for sum_ in right if _tells(sum_))
        if telling >= _COLUMNS and telling > len(found) - len(right):
            yield from found
            return


def _under(total: ItemRow, rows: Sequence[ItemRow], column: int) -> ItemSum | None:
    parts = tuple(row.amounts[column] for row in rows if column in row.amounts)
    return ItemSum(total.amounts[column], parts) if column in total.amounts and parts else None


def _tells(found: ItemSum) -> bool:
    return sum(1 for part in found.parts if part.quantity is not None and not part.quantity.is_zero) > 1


def outcome_of(found: ItemSum) -> Outcome:
    """Return whether the parts make the total."""
    return compare_sum(found.total.quantity or BLANK, [part.quantity or BLANK for part in found.parts])[0]
