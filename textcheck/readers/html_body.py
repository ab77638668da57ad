"""A pruned page to a transcript: paragraphs, numbered lists, tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.document.source import Place
from textcheck.lexicon.web import web
from textcheck.readers.html_dom import text_in
from textcheck.readers.html_table import grid, is_layout, rows_of
from textcheck.readers.lines import find_marker, split_lines
from textcheck.readers.transcript import Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

    from textcheck.readers.html_table import GridRow
    from textcheck.readers.limits import Clock, Limits
    from textcheck.readers.transcript import Transcript

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul"),
    )
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MARK = re.compile(r"\s*textcheck\s*[:：](.*)", re.DOTALL)
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_ABOVE = frozenset(("title", "number", "field"))
_CHINESE = "一二三四五六七八九十"
_NUMBERED = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?(none|cjk-[\w-]+|(?:simp|trad)-chinese[\w-]*|disc|circle|square)", re.IGNORECASE
)
_BREAK = "\n"


class Body:
    """Writes the elements of a page down in order."""

    def __init__(self, transcript: Transcript, limits: Limits, clock: Clock) -> None:
        """Begin with the first paragraph."""
        self._out = transcript
        self._limits = limits
        self._clock = clock
        self._text: list[str] = []
        self._marks: list[str] = []
        self._prefix = ""
        self._paragraph = self._table = self._cells = 0
        self._width = 0  # of the last table, if nothing but the number of a page was written since
        self._web = web()

    def write(self, body: _Element) -> None:
        """Write the whole page."""
        self._block(body)
        self._flush()

    def _block(self, element: _Element) -> None:
        self._clock.check()
        self._say(element.text, pre=element.tag == "pre")
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                self._comment(child)
            elif tag == "br":
                self._text.append(_BREAK)
            elif tag == "table":
                self._flush()
                self._table_or_layout(child)
            elif tag in ("ol", "ul"):
                self._flush()
                self._list(child)
            elif tag in _BLOCKS:
                self._flush()
                self._block(child)
                self._flush()
            elif tag in ("sup", "sub"):
                self._text.append(_script(child))
            else:
                self._block(child)
            self._say(child.tail, pre=element.tag == "pre")

    def _say(self, text: str | None, *, pre: bool = False) -> None:
        if text:
            self._text.append(text.replace("\r", "") if pre else _SPACE.sub(" ", text))

    def _comment(self, comment: _Element) -> None:
        match = _MARK.fullmatch(comment.text or "") if callable(comment.tag) else None
        if match:
            self._marks.append(match[1].strip())

    def _flush(self) -> None:
        """End the open paragraph; a line break in it ends a line, a line that belongs to the site is left out."""
        whole = "".join(self._text)
        self._text = []
        lines = [line for line in whole.split(_BREAK) if line.strip()]
        if not lines:
            return
        self._paragraph += 1
        place = Place(paragraph=self._paragraph)
        lines[0] = self._numbered(lines[0])
        kept = [line for line in lines if not self._web.is_furniture(line.strip())]
        if not kept:
            return
        self._put_marks()
        if not all(split_lines(line)[0].kind == "page" for line in kept):
            self._width = 0
        for line in kept:
            self._out.paragraph((Piece(line.strip(" "), place),))
        self._out.blank()

    def _put_marks(self) -> None:
        for mark in self._marks:
            self._out.mark(mark)
        self._marks = []

    def _numbered(self, line: str) -> str:
        prefix, self._prefix = self._prefix, ""
        return prefix + line.lstrip() if prefix and find_marker(line.strip()) is None else line

    def _list(self, element: _Element) -> None:
        """Write a list with the numbers that a browser shows."""
        ordered = element.tag == "ol"
        start = element.get("start") or ""
        number = int(start) - 1 if start.isdecimal() and len(start) < 5 else 0
        style = _list_style(element)
        for child in element:
            if not isinstance(child.tag, str):
                self._comment(child)
                continue
            if child.tag == "li":
                value = child.get("value") or ""
                number = int(value) if value.isdecimal() and len(value) < 5 else number + 1
                self._prefix = _shown(number, style) if ordered else ""
            self._block(child) if child.tag not in ("ol", "ul") else self._list(child)
            self._say(child.tail)
            self._flush()
            self._prefix = ""

    def _table_or_layout(self, table: _Element) -> None:
        rows = rows_of(table)
        if is_layout(table, rows):
            self._block(table)
            self._flush()
            return
        for caption in table.iterchildren("caption"):
            self._block(caption)
            self._flush()
        if self._marks:
            self._put_marks()
            self._out.blank()
        self._write_table(table, list(grid(rows, cell_text, self._limits.cells - self._cells)))

    def _write_table(self, table: _Element, rows: list[GridRow]) -> None:
        self._table += 1
        width = max((cell.column + cell.width for row in rows for cell in row.cells), default=0)
        self._cells += width * len(rows)
        first, last = _inner_rows(rows, width)
        marks = _row_marks(table)
        for number, row in enumerate(rows):
            self._clock.check()
            self._marks += marks.get(row.element, ())
            self._put_marks()
            if not first <= number < last:
                self._write_lines(row)
                continue
            if number == first and (first or width != self._width):
                self._out.table()
            pieces = [Piece("", Place(table=self._table, row=number + 1, column=at + 1)) for at in range(width)]
            for cell in row.cells:
                pieces[cell.column] = pieces[cell.column]._replace(text=cell.text)
            self._out.row(pieces)
        self._out.blank()
        self._width = 0 if last < len(rows) else width

    def _write_lines(self, row: GridRow) -> None:
        """Write a row that only titles or annotates the table as lines, one for each cell."""
        for cell in row.cells:
            if cell.text.strip():
                self._out.paragraph(
                    (Piece(cell.text.strip(), Place(table=self._table, row=cell.row + 1, column=cell.column + 1)),)
                )


def cell_text(cell: _Element) -> str:
    """Return the text of a cell in one line."""
    if not len(cell):
        return _SPACE.sub(" ", cell.text or "").strip()
    parts: list[str] = []
    _gather(cell, parts)
    return _SPACE.sub(" ", "".join(parts)).strip()


def _gather(element: _Element, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            if child.tag in ("sup", "sub"):
                parts.append(_script(child))
            elif child.tag == "br" or child.tag in _BLOCKS:
                parts.append(" ")
                _gather(child, parts)
                parts.append(" ")
            else:
                _gather(child, parts)
        parts.append(child.tail or "")


def _script(element: _Element) -> str:
    """Return raised or lowered text in signs of its own, so that a note's number is no digit of the figure before it."""
    text = text_in(element).strip()
    return text.translate(_RAISED if element.tag == "sup" else _LOWERED)


def _list_style(element: _Element) -> str:
    match = _NUMBERED.search(element.get("style") or "")
    return match[1].lower() if match else element.get("type") or "1"


def _shown(number: int, style: str) -> str:
    if style in ("none", "disc", "circle", "square"):
        return ""
    if style.startswith(("cjk", "simp", "trad")):
        tens, ones = divmod(number, 10)
        if not 0 < number < 100:
            return ""
        return ("" if tens < 2 else _CHINESE[tens - 1]) + ("十" if tens else "") + (_CHINESE[ones - 1] if ones else "") + "、"
    if style in ("a", "A") and 0 < number <= 26:
        return f"{chr(ord(style) + number - 1)}. "
    return f"{number}. "


def _inner_rows(rows: list[GridRow], width: int) -> tuple[int, int]:
    """Return where the table proper begins and ends: titles, fields and units before it, and notes after it, are none of it."""
    first, last = 0, len(rows)
    while first < last and _is_above(rows[first]):
        first += 1
    while last > first and _is_below(rows[last - 1], width):
        last -= 1
    if first == 1 and [cell.width for cell in rows[0].cells] == [width] and rows[0].cells[0].text:
        first = 0  # one title over the head: tables of projects name each project so
    return (first, last) if first < last else (0, len(rows))


def _is_above(row: GridRow) -> bool:
    return all(split_lines(cell.text.strip())[0].kind in _ABOVE for cell in row.cells if cell.text.strip())


def _is_below(row: GridRow, width: int) -> bool:
    cells = [cell for cell in row.cells if cell.text.strip()]
    if len(cells) != 1 or cells[0].column:
        return False
    return split_lines(cells[0].text.strip())[0].kind == "note" or (cells[0].width >= width > 1 and cells[0].text.endswith("。"))


def _row_marks(table: _Element) -> dict[_Element, list[str]]:
    """Return the marks inside a table by the row that they stand in or before."""
    found: dict[_Element, list[str]] = {}
    pending: list[str] = []
    for node in table.iter():
        if node.tag == "tr" and pending:
            found.setdefault(node, []).extend(pending)
            pending = []
        if isinstance(node.tag, str):
            continue
        match = _MARK.fullmatch(node.text or "")
        if match is None:
            continue
        row = next(node.iterancestors("tr"), None)
        if row is None:
            pending.append(match[1].strip())
        else:
            found.setdefault(row, []).append(match[1].strip())
    return found
