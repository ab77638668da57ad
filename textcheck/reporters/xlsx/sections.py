"""Which section or table a passage stands in, in words."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from textcheck.reporters.columns import printable

if TYPE_CHECKING:
    from textcheck.document.blocks import Document, Section, Table
    from textcheck.document.span import Span

_ARROW = " › "
_LONGEST = 24


class Sections:
    """Finds the section, and the table, of any passage of one report."""

    def __init__(self, document: Document) -> None:
        """Sort the blocks of ``document`` by where they begin."""
        blocks = [(paragraph.span.start, name_of(paragraph.section)) for paragraph in document.paragraphs]
        blocks += [(table.span.start, name_of_table(table)) for table in document.tables]
        blocks += [(paragraph.span.start, "目录") for paragraph in document.contents]
        blocks.sort()
        self._starts = [start for start, _ in blocks]
        self._names = [name for _, name in blocks]

    def of(self, span: Span) -> str:
        """Return where ``span`` begins: part and section, or part and table; empty before the first."""
        at = bisect_right(self._starts, span.start) - 1
        return self._names[at] if at >= 0 else ""


def name_of(section: Section) -> str:
    """Return the titles of the outermost and the innermost section."""
    path = [part for part in section.path if part.level]
    chosen = path if len(path) <= 2 else [path[0], path[-1]]
    return _ARROW.join(_short(part.title) for part in chosen)


def name_of_table(table: Table) -> str:
    """Return the title of a table below that of its part; its section where it has none."""
    title = next((paragraph.text for paragraph in table.titles if paragraph.kind == "title"), "")
    if not title:
        return name_of(table.section)
    path = [part for part in table.section.path if part.level]
    return _ARROW.join([*[_short(part.title) for part in path[:1]], _short(title)])


def _short(text: str) -> str:
    text = printable(text).strip()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
