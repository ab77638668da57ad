"""The names of what a Word file consists of, and the paragraphs and cells that places tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from textcheck.document.source import Place

P, R, T, TBL, TR, TC, PPR, RPR = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr"))
BOX = qn("w:txbxContent")
VAL = qn("w:val")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WIDEST = 63


class Finder:
    """Finds the elements of a document by their places, as ``Place`` says that they are counted."""

    def __init__(self, root: Element) -> None:
        """Count the paragraphs and tables of ``word/document.xml``."""
        self._paragraphs: list[Element] = []
        self._tables: list[Element] = []
        self._rows: dict[int, list[Element]] = {}
        for element in within(root, (P, TBL), (TBL,)):
            (self._paragraphs if element.tag == P else self._tables).append(element)

    def paragraphs(self, place: Place) -> list[Element]:
        """Return the paragraphs at a place: a single one outside tables, all those of a cell, none if there is no such place."""
        if place.paragraph:
            return self._paragraphs[place.paragraph - 1 : place.paragraph]
        cell = self._cell(place) if place.table else None
        return [] if cell is None else list(within(cell, (P,), (TBL,)))

    @property
    def first(self) -> Element | None:
        """The first paragraph of the document."""
        return self._paragraphs[0] if self._paragraphs else None

    def _cell(self, place: Place) -> Element | None:
        if place.table > len(self._tables):
            return None
        if place.table not in self._rows:
            self._rows[place.table] = list(within(self._tables[place.table - 1], (TR,), (TBL,)))
        rows = self._rows[place.table]
        if not 0 < place.row <= len(rows):
            return None
        row = rows[place.row - 1]
        column = 1 + _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        for cell in within(row, (TC,), (TC,)):
            if column == place.column:
                return cell
            column += max(_number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1), 1)
        return None


def within(parent: Element, tags: tuple[str, ...], closed: tuple[str, ...]) -> Iterator[Element]:
    """Yield the elements of ``tags`` below ``parent`` in order; nothing inside one of ``closed``, or that is a mere fallback."""
    for child in parent:
        if child.tag == FALLBACK:
            continue
        if child.tag in tags:
            yield child
        if child.tag not in closed:
            yield from within(child, tags, closed)


def _number(element: Element | None, otherwise: int) -> int:
    text = element.get(VAL, "") if element is not None else ""
    return min(int(text), _WIDEST) if text.isascii() and text.isdigit() and len(text) < 20 else otherwise
