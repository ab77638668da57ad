"""What a table says beside the names of its columns: a title within the grid, whose row it is, of which year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.lexicon.headers import headers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.blocks import Document, Table
    from textcheck.fact.header import Leaf, Row

_FIELD = re.compile(r"(?:单位|部门)(?:名称)?[:：]|^\(20\d\d年(?:度)?\)$")
_TITLE = re.compile(r"表(?:\([^()]*\))?$|^(?:公开|预算|附)?\d{1,2}表|^(?:附|预算|公开)?表\d{1,2}")
_CUT = re.compile(
    r"(?:编制单位|编报单位|填报单位|填报部门|预算单位|预算部门|单位名称|部门名称|部门|金额单位|货币单位|单位)[:：].*$"
)
_YEAR = re.compile(r"(20\d\d)年(?:度)?")
_TORN = re.compile(r"(?:\[?\d{3}(?:\d\d){0,2}\]?)[^\d\s,.]{2,40}?-?[\d,]+\.\d\d")
_MOST = 4


def preamble(rows: Sequence[Row]) -> int:
    """Return how many of the first rows are no rows: blank, or the title, number, owner or unit of the table."""
    for index, row in enumerate(rows[:_MOST]):
        texts = [cell.text for cell in row if cell.text]
        alone = len(texts) == 1 and _TITLE.search(texts[0])
        if texts and not alone and not any(_FIELD.search(text) for text in texts):
            return index
    return min(len(rows), _MOST)


def headline(table: Table) -> Iterator[str]:
    """Yield what may be the title of a table, the nearest first: cells above its head, then the lines above it."""
    for row in reversed(table.rows[: preamble(table.rows)]):
        yield from (cell.text for cell in row if cell.text)
    for title in reversed(table.titles):
        if title.kind in ("title", "heading"):
            yield title.text
        elif title.kind == "field":
            yield _CUT.sub("", title.text)


def columns_beside(header: Sequence[Row]) -> frozenset[int]:
    """Return the columns that say whose row it is or of which year: 预算单位, 单位名称, 年度."""
    beside = headers().beside
    return frozenset(cell.column for row in header for cell in row if cell.text in beside)


def split_year(name: str) -> tuple[int, str]:
    """Return the year that a column's name begins with, or 0, and the rest: 2025年预算数."""
    match = _YEAR.match(name)
    return (int(match[1]), name[match.end() :]) if match else (0, name)


def is_torn(row: Row, width: int) -> bool:
    """Tell whether the cells of a row have run into one, so that no figure of it can be told its column."""
    texts = [cell.text for cell in row if cell.text]
    return width > 2 and len(texts) == 1 and bool(_TORN.match(texts[0]))


def is_astray(leaf: Leaf) -> bool:
    """Tell whether a 小计 below the first row of the head has no group above it: the groups stand over other columns."""
    return leaf.depth > 0 and leaf.path == ("小计",)


def ends(document: Document, index: int) -> bool:
    """Tell whether the table that is ``index``-th in the document is at its end: it has notes, or a titled table or none follows."""
    following = document.tables[index + 1 : index + 2]
    return bool(document.tables[index].notes) or all(table.titles for table in following)
