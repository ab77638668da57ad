"""Which of the profile's tables a table is, by its title, and in which unit it counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.fact.binder import bind
from textcheck.fact.header import NUMBER
from textcheck.fact.heads import kind_by_words
from textcheck.fact.layout import headline
from textcheck.fact.table import BoundTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.document.blocks import Table
    from textcheck.lexicon.profile import Profile, TableKind

_UNIT = re.compile(r"单位[:：]\s*(?:人民币)?(亿元|万元|千元|元)")
_YEAR = re.compile(r"^.*?20\d\d年(?:度)?")
_FUNCTIONAL = re.compile(r"2\d{6}(?!\d)")
_HEAD_ROWS = 4
_MISREAD = "这张表没有读准，不参加核对"


def bind_tables(tables: Sequence[Table], profile: Profile, year: int = 0) -> list[BoundTable]:
    """Return every table whose title names one of the profile's kinds, bound."""
    units = [_unit(table) for table in tables]
    known = {unit for unit in units if unit}
    bound: list[BoundTable] = []
    for table, unit in zip(tables, units, strict=True):
        kind = recognise(table, profile)
        if kind is not None and table.unread:
            bound.append(_unread(table, kind))
        elif kind is not None:
            found = bind(table, kind, unit or (next(iter(known)) if len(known) == 1 else ""), profile, year)
            bound += [] if _is_foreign(found) else [found]
    return bound


def _unread(table: Table, kind: TableKind) -> BoundTable:
    """Return a table that may have been misread: known for what it is, without a figure."""
    unbound = tuple((cell, _MISREAD) for row in table.rows for cell in row if NUMBER.match(cell.text))
    return BoundTable(table, kind, "", (), unbound, 0, torn=True)


def _is_foreign(table: BoundTable) -> bool:
    """Tell whether the codes of a table are not those of its kind, so that it bears another table's title.

    Budgets print the accounts of several lists side by side in one table.
    """
    first = {code[:1] for code in table.codes}
    if table.kind.lanes:
        return len(table.codes) > 1 and first == {"2"}
    if table.kind.accounts == "economic":
        return first == {"2"}
    return bool(first) and "2" not in first and not any(_FUNCTIONAL.match(c.text) for row in table.table.rows for c in row)


def recognise(table: Table, profile: Profile) -> TableKind | None:
    """Return the kind that a table's title names, the nearest first; without a title, the kind that its words tell."""
    for title in headline(table):
        text = _YEAR.sub("", title)
        found = [(match.end() - match.start(), kind) for kind in profile.tables if (match := kind.title.search(text))]
        if found:
            return max(found, key=lambda pair: pair[0])[1]
    return kind_by_words(table, profile)


def _unit(table: Table) -> str:
    for paragraph in table.titles:
        match = _UNIT.search(paragraph.text)
        if match:
            return match.group(1)
    for row in table.rows[:_HEAD_ROWS]:
        for cell in row:
            match = _UNIT.search(cell.text)
            if match:
                return match.group(1)
    return ""
