"""Lines to a document: contents list, section tree, healed paragraphs, tables with their surroundings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from textcheck.document.blocks import Cell, Document, Marker, Paragraph, Section, Table
from textcheck.document.reading import fold, read
from textcheck.document.span import Span
from textcheck.lexicon.measures import is_row_label
from textcheck.readers.furniture import without_furniture
from textcheck.readers.grid import read_row
from textcheck.readers.lines import LEVELS, Line, split_lines
from textcheck.readers.pages import fit, goes_on, is_torn_row, joined, opens_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.document.source import Source

_CONTENTS = re.compile(r"^\s*目\s*录\s*$")
_LEADERS = re.compile(r"[.．。…·\s]{2,}[-\d\s]*$|\s+\d{1,3}$|PAGEREF.*$")
_CLOSED = tuple("。！？；;：:…!?")
_PUNCTUATION = re.compile(r"[，。；：、！？]")
_SURROUND = frozenset(("title", "number", "field"))
_PATH_BEGUN = re.compile(r"[（(][类款][)）]")
_PATH_ENDED = re.compile(r"[（(]项[)）]|支出\s*$")
_PATH_GOES_ON = ("（款）", "（项）", "(款)", "(项)")
_LONGEST_CONTENTS = 150
_LONGEST_HEADING = 45
_TITLE_LINES = 8
_FULL_LINE = 20


def build_document(source: Source) -> Document:
    """Return the document that ``source`` holds; never fails on odd input."""
    return _Builder(source).build()


def contents_key(text: str) -> str:
    """Return a contents line or heading without page number, leaders and blanks, for comparison."""
    return fold(_LEADERS.sub("", text))


class _Builder:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = without_furniture(split_lines(source.text))
        self.root = Section(0, "", Span(0, len(source.text)), None, None)
        self.current = self.root
        self.sections: list[Section] = [self.root]
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.open: list[Line] = []
        self.open_marker: Marker | None = None

    def build(self) -> Document:
        contents = self._contents()
        at = self.after_contents
        before = self.lines[: self.contents_at]
        for line in before:
            if line.kind not in ("blank", "row", "ruler"):
                self._emit([line], "title" if line.kind == "title" else "body")
        lines = self.lines
        while at < len(lines):
            line = lines[at]
            if line.kind == "row":
                self._close()
                at = self._table(at)
                continue
            if line.kind not in ("blank", "ruler", "page"):
                self._line(line, at)
            at += 1
        self._close()
        return Document(self.source, self.root, tuple(self.sections), tuple(self.paragraphs), tuple(self.tables), tuple(contents))

    def _contents(self) -> list[Paragraph]:
        """Read the contents list; it ends where its first entry comes again, or where prose begins."""
        lines = self.lines
        self.contents_at = self.after_contents = 0
        start = next((i for i, line in enumerate(lines[:400]) if _CONTENTS.match(line.text)), None)
        if start is None:
            return []
        entries: list[Line] = []
        first, part, at = "", 0, start + 1
        while at < len(lines) and len(entries) < _LONGEST_CONTENTS:
            line = lines[at]
            if line.kind == "row" or len(line.text) > 120:
                break
            if line.kind not in ("blank", "page", "ruler"):
                key = contents_key(line.text)
                number = line.marker.number if line.marker and line.marker.style == "part" else 0
                again = key and len(entries) > 1 and (key == first or (first.startswith(key) and number))
                if again or number == 1 < part:  # the body begins, even if its first heading is unlike the first entry
                    break
                first, part = first or key, max(part, number)
                if line.text.endswith("。") and not _LEADERS.search(line.text):
                    break
                entries.append(line)
            at += 1
        self.contents_at, self.after_contents = start, at
        return [Paragraph(read(self.source.text, (line.span,)), (line.span,), self.root, line.marker, "toc") for line in entries]

    def _line(self, line: Line, at: int) -> None:
        if line.kind in ("note", "caption", "field", "number") and not (line.kind == "field" and self._runs_on(line)):
            self._close()
            self._emit([line], {"number": "title"}.get(line.kind, line.kind))
            return
        if line.kind == "title" and (line.marker is None or self._before_table(at)):
            self._close()
            self._emit([line], "title", enters=line.marker)
            return
        if line.marker is not None:
            self._close()
            self.open, self.open_marker = [line], line.marker
            return
        if self.open and self._continues(line):
            self.open.append(line)
            return
        self._close()
        self.open = [line]

    def _runs_on(self, line: Line) -> bool:
        """Tell whether a line that looks like a field (``原因是：``) is the middle of a sentence broken at the margin."""
        last = self.open[-1].text if self.open else ""
        gap = self.source.text.count("\n", self.open[-1].span.end, line.span.start) if self.open else 0
        return len(last) >= _FULL_LINE and gap == 1 and "，" in last and not last.endswith(_CLOSED)

    def _before_table(self, at: int) -> bool:
        """Tell whether only titles, fields and blanks stand between a line and the next table."""
        for line in self.lines[at + 1 : at + 1 + _TITLE_LINES]:
            if line.kind == "row":
                return True
            if line.kind not in ("blank", "page") and (line.kind not in _SURROUND or line.marker is not None):
                return False
        return False

    def _continues(self, line: Line) -> bool:
        """Tell whether ``line`` goes on with the open paragraph, across a line or page end."""
        last = self.open[-1]
        if line.text.startswith(_PATH_GOES_ON):
            return True
        if last.text.endswith(_CLOSED):
            return False
        marker = self.open_marker
        gap = self.source.text.count("\n", last.span.end, line.span.start)
        if marker is not None and len(self.open) == 1 and not _PUNCTUATION.search(last.text[len(marker.text) :]):
            rest = last.text[len(marker.text) :].strip()
            if not rest:
                return True
            if _PATH_BEGUN.search(rest) and not _PATH_ENDED.search(rest):
                return True
            if marker.style in ("part", "cn"):
                return gap == 1 and len(line.text) <= 12 and len(rest) > 12 and not _PUNCTUATION.search(line.text)
            return marker.style != "circ" and len(rest) > 25
        if gap > 4:
            return False
        return not (len(self.open) == 1 and len(last.text) < 20 and not _PUNCTUATION.search(last.text))

    def _close(self) -> None:
        lines, marker = self.open, self.open_marker
        if not lines:
            return
        self.open, self.open_marker = [], None
        kind = "body"
        if marker is not None:
            text = "".join(line.text for line in lines)
            if len(text) <= _LONGEST_HEADING and not text.endswith(_CLOSED) and "，" not in text and "。" not in text:
                kind = "heading"
        self._emit(lines, kind, enters=marker)

    def _enter(self, marker: Marker, title: str, span: Span) -> None:
        level = LEVELS[marker.style]
        parent = self.current
        while parent.level >= level and parent.parent is not None:
            parent = parent.parent
        section = Section(level, title[:_LONGEST_HEADING], span, marker, parent)
        parent.children.append(section)
        self.sections.append(section)
        self.current = section

    def _emit(self, lines: Sequence[Line], kind: str, enters: Marker | None = None) -> None:
        """Add a paragraph; with ``enters`` it opens a section of its own."""
        spans = tuple([line.span for line in lines])
        reading = read(self.source.text, spans)
        if enters is not None:
            self._enter(enters, reading.text, Span(spans[0].start, spans[-1].end))
        self.paragraphs.append(Paragraph(reading, spans, self.current, lines[0].marker, kind))

    def _table(self, at: int) -> int:
        """Read the table that begins at line ``at`` and its notes; return the line after them."""
        titles = self._titles()
        lines = self.lines
        partial = lines[at].span.start in self.source.partial
        rows: list[tuple[Cell, ...]] = []
        header: tuple[str, ...] = ()
        torn = False
        doubtful: frozenset[int] = frozenset()
        while True:
            page = len(rows)
            while at < len(lines) and (lines[at].kind in ("row", "ruler") or self._is_lone_label(at, rows) or torn):
                if rows and lines[at].span.start in self.source.tables:
                    break
                torn = False
                if lines[at].kind != "ruler":
                    row = read_row(self.source.text, lines[at], len(rows))
                    if rows or any(cell.text for cell in row):
                        rows.append(row)
                at += 1
            doubtful |= fit(rows, page)
            if not header and rows:
                header = tuple(cell.text for cell in rows[0])
            ahead = at
            while ahead < len(lines) and lines[ahead].kind in ("blank", "page"):
                ahead += 1
            torn = bool(rows) and ahead < len(lines) and is_torn_row(lines[ahead])
            if ahead == at or ahead >= len(lines) or (lines[ahead].kind != "row" and not torn):
                break
            if lines[ahead].span.start in self.source.tables or opens_table(
                self.source.text, lines[ahead : ahead + _TITLE_LINES], header
            ):
                break
            at = ahead
        unread = any(rows and rows[0][0].span.start <= row <= rows[-1][-1].span.end for row in self.source.unread)
        if rows and self.tables and goes_on(self.tables[-1], titles, rows, self.paragraphs):
            whole = joined(self.tables[-1], rows, doubtful)
            before = self.tables[-1]
            self.tables[-1] = replace(whole, partial=before.partial or partial, unread=before.unread or unread)
            at = self._notes(at, len(self.tables) - 1)
        elif rows:
            table_at = len(self.tables)
            stored = self.source.stored
            self.tables.append(Table(tuple(rows), self.current, titles, (), doubtful, partial, unread, stored))
            at = self._notes(at, table_at)
        return at

    def _is_lone_label(self, at: int, rows: Sequence[tuple[Cell, ...]]) -> bool:
        """Tell whether a line between two rows is a row that was left with its label when blanks were cut off its end."""
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        line = self.lines[at]
        return bool(rows) and after is not None and after.kind == "row" and line.kind != "blank" and is_row_label(fold(line.text))

    def _titles(self) -> tuple[Paragraph, ...]:
        """Return the title, number and field lines that stand directly before a table, in order."""
        found: list[Paragraph] = []
        last = self.tables[-1].span.end if self.tables else 0
        for paragraph in reversed(self.paragraphs[-_TITLE_LINES:]):
            if paragraph.span.start < last:
                break
            if paragraph.kind == "heading" and paragraph.text.endswith("表"):
                found.append(paragraph)
                break
            if paragraph.kind not in ("title", "field"):
                break
            found.append(paragraph)
        return tuple(reversed(found))

    def _notes(self, at: int, table: int) -> int:
        """Read the notes under a table: lines that say so, and what follows them without heading or title."""
        lines = self.lines
        notes: list[Paragraph] = []
        blanks = 0
        while at < len(lines):
            line = lines[at]
            if line.kind in ("blank", "page"):
                blanks += 1
            elif line.kind == "note" or (notes and self._still_note(line, blanks)):
                self._emit([line], "note")
                notes.append(self.paragraphs[-1])
                blanks = 0
            else:
                break
            at += 1
        if notes:
            old = self.tables[table]
            self.tables[table] = replace(old, notes=tuple(notes))
        return at

    def _still_note(self, line: Line, blanks: int) -> bool:
        if line.kind != "text" or len(line.text) > 120:
            return False
        if line.marker is not None:
            return line.marker.style == "ar" and line.marker.number > 1
        return blanks == 0 or (blanks == 1 and line.text.startswith(("本部门", "本单位", "本表")))
