"""The sentence or table row that a span stands in, as a person reads it, with the span marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Cell, Document, Paragraph, Table
    from textcheck.document.reading import Reading
    from textcheck.document.source import Source
    from textcheck.document.span import Span

_SENTENCE_ENDS = "。！？!?;；"
_BLANK = re.compile(r"[\s\u3000]")
_SEPARATOR = " | "
_FARTHEST = 1000


class Excerpt(NamedTuple):
    """Text without layout, the marked part of it, and where in the source it begins.

    Inside a table, ``row`` holds the row's cells.
    """

    text: str
    start: int
    end: int
    origin: int
    row: tuple[Cell, ...] = ()
    table: Table | None = None


class Excerpts:
    """Finds the excerpt around any span of one document."""

    def __init__(self, document: Document) -> None:
        """Index the paragraphs and table rows of ``document`` by place."""
        self._source = document.source
        blocks: list[tuple[int, int, Paragraph | None, Table | None, int]] = [
            (p.span.start, p.span.end, p, None, 0) for p in (*document.contents, *document.paragraphs)
        ]
        for table in document.tables:
            blocks += [(row[0].span.start, row[-1].span.end, None, table, at) for at, row in enumerate(table.rows) if row]
        self._blocks = sorted(blocks, key=lambda block: block[:2])
        self._starts = [block[0] for block in self._blocks]

    def at(self, span: Span) -> Excerpt:
        """Return the excerpt in which ``span`` begins."""
        found = bisect_right(self._starts, span.start) - 1
        if found >= 0:
            _, end, paragraph, table, row = self._blocks[found]
            if paragraph is not None and span.start < end:
                return _sentence(self._source, paragraph.reading, span)
            if table is not None and span.start <= end:
                return _row(self._source, table, row, span)
        return _line(self._source, span)


def _sentence(source: Source, reading: Reading, span: Span) -> Excerpt:
    text = reading.text
    start, end = _index(reading, span.start), _index(reading, span.end)
    left = max(start - _FARTHEST, 0)
    left = max(left, *(text.rfind(mark, left, start) + 1 for mark in _SENTENCE_ENDS))
    stop = min(end + _FARTHEST, len(text))
    ends = [at + 1 for mark in _SENTENCE_ENDS if (at := text.find(mark, max(start, end - 1), stop)) >= 0]
    stop = min(ends, default=stop)
    raw = "".join(_printed(source.text, reading, left, stop))
    return Excerpt(_BLANK.sub(" ", raw), start - left, min(end, stop) - left, reading.offset(left))


def _printed(text: str, reading: Reading, start: int, stop: int) -> Iterator[str]:
    """Yield what is printed for the reading's characters ``start`` to ``stop``, piece by piece."""
    for piece, (begin, end) in enumerate(pairwise((*reading.pieces, len(reading.text)))):
        first, last = max(begin, start), min(end, stop)
        if first < last:
            shift = reading.offsets[piece] - begin
            yield text[first + shift : last + shift]


def _index(reading: Reading, offset: int) -> int:
    """Return the place in the reading of a source offset; an offset inside dropped layout counts as what follows it."""
    piece = max(bisect_right(reading.offsets, offset) - 1, 0)
    begin = reading.pieces[piece]
    after = reading.pieces[piece + 1] if piece + 1 < len(reading.pieces) else len(reading.text)
    return min(max(begin + offset - reading.offsets[piece], begin), after)


def _row(source: Source, table: Table, at: int, span: Span) -> Excerpt:
    row = table.rows[at]
    texts = [_BLANK.sub(" ", source.slice(cell.span)) for cell in row]
    first = max(bisect_right([cell.span.start for cell in row], span.start) - 1, 0)
    last = max((i for i, cell in enumerate(row) if cell.span.start < span.end), default=first)
    last = max(first, last)
    begins = [0, *accumulate(len(text) + len(_SEPARATOR) for text in texts)]
    start, end = begins[first], begins[last] + len(texts[last])
    return Excerpt(_SEPARATOR.join(texts), start, end, row[0].span.start, row, table)


def _line(source: Source, span: Span) -> Excerpt:
    line = source.line_span(source.position(span.start).line)
    begin = max(line.start, span.start - _FARTHEST)
    stop = max(begin, min(line.end, span.end + _FARTHEST))
    raw = source.text[begin:stop]
    text = _BLANK.sub(" ", raw)
    start = min(span.start - begin, len(text))
    end = max(start, min(span.end - begin, len(text)))
    return Excerpt(text, start, end, begin)
