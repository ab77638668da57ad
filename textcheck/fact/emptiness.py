"""Tables that hold no figures, and where the report says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.document.reading import fold
from textcheck.lexicon.structure import empty_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Cell, Document, Table
    from textcheck.document.span import Span

_AMOUNT = re.compile(r"-?[\d,]+(?:\.\d+)?%?$")
_BELOW = 160
_HEAD_ROWS = 6


def is_empty(table: Table) -> bool:
    """Tell whether no cell holds an amount other than nought; counting rows and columns hold none."""
    for row in table.rows:
        texts = [cell.text for cell in row if cell.text]
        numbers = [text for text in texts if _AMOUNT.match(text)]
        counting = row[0].row < _HEAD_ROWS and len(numbers) > 1 and all(len(n) <= 2 and n.isdigit() for n in numbers)
        if not counting and any(number.strip("0.,-%") for number in numbers):
            return False
    return True


def blank_rows(document: Document, table: Table, topic: str) -> Iterator[Cell]:
    """Yield the rows of the summary tables that name the topic and are blank as well."""
    for other in document.tables:
        if other is table or not any("总表" in p.text for p in other.titles):
            continue
        for cell in (cell for row in other.rows for cell in row if topic in cell.text):
            values = other.rows[cell.row][cell.column + 1 : cell.column + 3]
            if values and not values[-1].text:
                yield cell


def find_statement(document: Document, table: Table, topic: str) -> Span | None:
    """Return where the report says that the table has no data: in its notes, right below it, or in the prose."""
    words = empty_tables()
    for note in reversed(table.notes):
        if words.none.search(note.text) or words.empty.search(note.text):
            return note.span
    below = document.source.text[table.span.end : table.span.end + _BELOW]
    if words.none.search(fold(below).split("表", 1)[0]) or words.empty.search(fold(below)):
        return table.span
    prose = (p for p in document.paragraphs if topic in p.text and p.kind in ("body", "note", "heading"))
    return next((p.span for p in prose if words.none.search(p.text)), None)
