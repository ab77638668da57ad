"""What a report is made of: sections, paragraphs, tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from textcheck.document.reading import Reading
    from textcheck.document.source import Source


class Marker(NamedTuple):
    """The number in front of a heading or item: its style (``一、`` ``（一）`` ``1.`` …) and value."""

    style: str
    number: int
    text: str


@dataclass(eq=False, slots=True)
class Section:
    """A heading and its place in the tree; level 0 is the report itself, 1 is 第X部分, 2 is 一、 and so on."""

    level: int
    title: str
    span: Span
    marker: Marker | None
    parent: Section | None
    children: list[Section] = field(default_factory=list, repr=False)

    @property
    def path(self) -> tuple[Section, ...]:
        """The sections from the report's root down to this one."""
        above = [self]
        while (parent := above[-1].parent) is not None:
            above.append(parent)
        return tuple(reversed(above))

    def ancestor(self, level: int) -> Section | None:
        """Return the enclosing section (or itself) of ``level``."""
        section: Section | None = self
        while section is not None and section.level > level:
            section = section.parent
        return section if section is not None and section.level == level else None

    def lies_in(self, other: Section) -> bool:
        """Tell whether this section is ``other`` or lies below it."""
        section: Section | None = self
        while section is not None and section is not other:
            section = section.parent
        return section is other


@dataclass(frozen=True, eq=False, slots=True)
class Paragraph:
    """A paragraph of prose, page breaks healed; ``kind`` is body, heading, title, note, caption, field or toc.

    ``text`` is the paragraph as it reads, ``span`` reaches from its first to its last character in the source.
    """

    reading: Reading
    spans: tuple[Span, ...]
    section: Section
    marker: Marker | None
    kind: str
    text: str = field(init=False, repr=False)
    span: Span = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep what every rule asks for."""
        object.__setattr__(self, "text", self.reading.text)
        object.__setattr__(self, "span", Span(self.spans[0].start, self.spans[-1].end))


class Cell(NamedTuple):
    """One cell: its text folded and stripped of layout, where it stands, and where in the grid."""

    text: str
    span: Span
    row: int
    column: int


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of cells with what stands around them: title, number, department, unit, notes.

    ``doubtful`` are the rows after a page break that have other columns than the rows before it and no head of their own.
    Of a ``partial`` table figures are hidden, so that its sums prove nothing; an ``unread`` one may have been misread and
    takes part in nothing. ``stored`` are the numbers that a sheet keeps
    behind what it shows, by the offset of a cell's text.
    """

    rows: tuple[tuple[Cell, ...], ...]
    section: Section
    titles: tuple[Paragraph, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    doubtful: frozenset[int] = frozenset()
    partial: bool = False
    unread: bool = False
    stored: Mapping[int, Decimal] = field(default_factory=dict, repr=False)

    @cached_property
    def span(self) -> Span:
        """From the first cell to the last."""
        return Span(self.rows[0][0].span.start, self.rows[-1][-1].span.end)

    @cached_property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max(len(row) for row in self.rows)


@dataclass(frozen=True, eq=False)
class Document:
    """A report as read: one source text and the blocks that point into it."""

    source: Source
    root: Section
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    contents: tuple[Paragraph, ...]

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """The prose paragraphs, in order."""
        return tuple(p for p in self.paragraphs if p.kind == "body")
