"""Lines of the contents and headings of the body in one form, so that they can be held against each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.reading import fold
from textcheck.document.span import Span
from textcheck.fact.layout import preamble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document, Marker, Section, Table

_LEADERS = re.compile(r"(?:[.．。…·\s]{2,}|\s|(?<=[^\W\d_]|[）)]))[-—\s]*\d{1,3}[-—\s]*$|[.．…·\s]{2,}$")
_LOOSE = str.maketrans("", "", " \t\r\n\u3000\xa0\"'“”《》()（）:：,，。.、·")
_NUMBER = re.compile(r"\D{0,4}\d{1,2}表")
_LONGEST = 70
_WRAPPED = 12


class Heading(NamedTuple):
    """A heading, table title or line of the contents: its part, number, and words without number and layout."""

    part: int
    marker: Marker | None
    words: str
    shown: str
    span: Span

    @property
    def place(self) -> tuple[str, int] | None:
        """The style and value of its number."""
        return (self.marker.style, self.marker.number) if self.marker else None


def contents_lines(document: Document) -> Iterator[Heading]:
    """Yield the lines of the contents without leaders and page numbers, wrapped ones joined."""
    part = 0
    waiting: Heading | None = None
    for paragraph in document.contents:
        raw = document.source.slice(paragraph.span)
        shown = fold(_LEADERS.sub("", raw))
        marker = paragraph.marker
        if marker is None:
            if waiting and len(waiting.shown) > _WRAPPED:
                shown = waiting.shown + shown
                span = Span(waiting.span.start, paragraph.span.end)
                waiting = Heading(waiting.part, waiting.marker, _words(shown, waiting.marker), shown, span)
            continue
        if waiting:
            yield waiting
        if marker.style == "part":
            part = marker.number
        waiting = Heading(part, marker, _words(shown, marker), shown, paragraph.span)
    if waiting:
        yield waiting


def body_headings(document: Document) -> Iterator[Heading]:
    """Yield every line of the body that may be a heading or a table's title, and the titles within the grids of tables."""
    first = document.contents[-1].span.end if document.contents else 0
    parts: dict[int, int] = {}
    for paragraph in document.paragraphs:
        text = paragraph.text
        if paragraph.span.start < first or paragraph.kind not in ("heading", "title", "body") or len(text) > _LONGEST:
            continue
        number = parts.get(id(paragraph.section))
        if number is None:
            number = parts[id(paragraph.section)] = _part_number(paragraph.section)
        yield Heading(number, paragraph.marker, _words(text, paragraph.marker), text, paragraph.span)
    for table in document.tables:
        for row in table.rows[: preamble(table.rows)]:
            filled = [cell for cell in row if cell.text]
            if len(filled) == 1 and len(filled[0].text) <= _LONGEST:
                yield Heading(_part_number(table.section), None, _words(filled[0].text, None), filled[0].text, filled[0].span)


def _part_number(section: Section) -> int:
    part = section.ancestor(1)
    return part.marker.number if part and part.marker else 0


def sibling_headings(document: Document) -> Iterator[list[Heading]]:
    """Yield the headings of the body that stand side by side: under one parent, numbered in one style."""
    groups: dict[tuple[int, str], list[Heading]] = {}
    for section in document.sections:
        if section.marker and section.parent:
            heading = Heading(
                _part_number(section), section.marker, _words(section.title, section.marker), section.title, section.span
            )
            groups.setdefault((id(section.parent), section.marker.style), []).append(heading)
    yield from groups.values()


def table_headings(document: Document) -> Iterator[tuple[Heading, Table]]:
    """Yield the title line next above every table that has one, and the table."""
    for table in document.tables:
        titles = [p for p in table.titles if p.kind == "title" and p.text.endswith("表") and not _NUMBER.fullmatch(p.text)]
        if titles:
            title = titles[-1]
            yield (
                Heading(_part_number(table.section), title.marker, _words(title.text, title.marker), title.text, title.span),
                table,
            )


def _words(text: str, marker: Marker | None) -> str:
    return (text[len(fold(marker.text)) :] if marker else text).translate(_LOOSE)
