"""Whose row it is: the department's, or that of one of its units, and of which year."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from textcheck.fact.fact import PRIOR_YEAR, THIS_YEAR, TOTAL
from textcheck.fact.header import NUMBER, says
from textcheck.fact.identity import name_in_field
from textcheck.lexicon.headers import headers
from textcheck.lexicon.measures import measures

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from textcheck.document.blocks import Table
    from textcheck.fact.fact import Fact
    from textcheck.fact.header import Row

_YEAR = re.compile(r"(20\d\d)年(?:度)?(?:预算|决算|执行)?数?$")


class Whose:
    """Reads the columns beside the labels, row by row; a unit holds for the rows below it that name none."""

    def __init__(self, table: Table, beside: Container[int], data: Sequence[Row], year: int) -> None:
        """Take the table, the columns that say whose a row is, and the report's year."""
        self.beside, self.year = beside, year
        self.current = ""
        self.owners = frozenset(filter(None, (name_in_field(paragraph) for paragraph in table.titles)))
        if any(self._is_total(row) for row in data if not self.owners.intersection(self._names(row))):
            self.owners = frozenset()
        named = {self._unit(row) for row in data} - {""}
        self.alone = len(named) == 1 and not any(self._is_total(row) for row in data)

    def of(self, row: Row, total: bool) -> tuple[str, str]:  # noqa: FBT001
        """Return the unit of a row (none: the whole department) and its year; no year: the row only compares.

        ``total``: the row's label says that it adds up all rows.
        """
        period = THIS_YEAR
        for text in self._texts(row):
            match = _YEAR.match(text)
            if match:
                year = int(match[1])
                period = THIS_YEAR if year == self.year else PRIOR_YEAR if year == self.year - 1 else match[1]
            elif any(word in text for word in headers().derived):
                return "", ""
        if self.named(row):
            self.current = self._unit(row)
        elif total:
            self.current = ""
        return "" if self.alone else self.current, period

    def named(self, row: Row) -> bool:
        """Tell whether a row says whose it is."""
        return bool(self._names(row))

    def name(self, row: Row) -> str:
        """Return the unit's name as it is printed, or nothing."""
        return next((text for text in reversed(self._names(row)) if not text.isdigit()), "")

    def _texts(self, row: Row) -> list[str]:
        return [cell.text for cell in row if cell.column in self.beside and says(cell.text)]

    def _names(self, row: Row) -> list[str]:
        return [text for text in self._texts(row) if not _YEAR.match(text)]

    def _is_total(self, row: Row) -> bool:
        labels = measures().rows
        return any(text in labels and not any(labels[text]) for text in self._texts(row)) or any(
            text in self.owners for text in self._names(row)
        )

    def _unit(self, row: Row) -> str:
        names = self._names(row)
        if not names or self._is_total(row):
            return ""
        return next((text for text in names if NUMBER.match(text)), names[-1])


def in_blocks(facts: list[Fact], table: str) -> list[Fact]:
    """Tell apart the units of a table that lists one after the other without naming them: each begins the codes anew."""
    coded = [fact for fact in facts if fact.key.concept.isdigit() and not fact.alias]
    rows = {fact.cell.row for fact in facts if fact.cell is not None}
    if not coded and len(rows) > 1 and all(fact.key.concept == TOTAL and not fact.key.unit for fact in facts):
        return [
            replace(fact, key=fact.key._replace(unit=f"{table}第{fact.cell.row}行")) for fact in facts if fact.cell is not None
        ]
    if not coded or max(Counter(fact.key for fact in coded).values()) == 1:
        return facts
    block, last, seen = 1, -1, set[str]()
    units: dict[int, str] = {}
    for fact in coded:
        row = fact.cell.row if fact.cell is not None else -1
        if row != last and fact.key.concept in seen:
            block, seen = block + 1, set()
        last = row
        seen.add(fact.key.concept)
        units[row] = f"{table}第{block}组"
    return [
        replace(fact, key=fact.key._replace(unit=units.get(fact.cell.row, "")))
        if fact.cell is not None and fact.key.concept != TOTAL
        else fact
        for fact in facts
    ]
