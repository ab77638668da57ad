"""Rows of a linearised table to cells that point into the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.document.blocks import Cell
from textcheck.document.reading import fold
from textcheck.document.span import Span

if TYPE_CHECKING:
    from textcheck.readers.lines import Line


def read_row(source: str, line: Line, row: int) -> tuple[Cell, ...]:
    """Split one row at its tabs (or pipes) and return its cells; a line with neither is one cell."""
    start, end = line.span
    raw = source[start:end]
    if "\t" in raw or "|" not in raw:
        return tuple(_cells(raw, "\t", start, row))
    lead = raw.index("|") + 1
    tail = raw.rindex("|")
    return tuple(_cells(raw[lead:tail], "|", start + lead, row))


def _cells(raw: str, separator: str, start: int, row: int) -> list[Cell]:
    """Split a row; a report has thousands of cells, so they are made without the constructors' detour."""
    cells: list[Cell] = []
    at = start
    append = cells.append
    new = tuple.__new__
    for column, piece in enumerate(raw.split(separator)):
        if not piece:
            append(new(Cell, ("", new(Span, (at, at)), row, column)))
            at += 1
            continue
        text = piece.strip()
        if text:
            size = len(text)
            begin = at if size == len(piece) else at + piece.index(text[0])
            span = new(Span, (begin, begin + size))
            if not text.isascii() or "<" in text or " " in text or "*" in text or "&" in text:
                text = fold(text)
        else:
            span = new(Span, (at, at))
        append(new(Cell, (text, span, row, column)))
        at += len(piece) + 1
    return cells
