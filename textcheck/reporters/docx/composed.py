"""A Word file composed from what was read: headings, paragraphs and tables, with comments at the figures."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips

from textcheck.document.blocks import Table
from textcheck.document.span import Span
from textcheck.reporters.columns import printable, width
from textcheck.reporters.docx.comments import around
from textcheck.reporters.notes import note, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document as Word
    from lxml.etree import _Element as Element

    from textcheck.document.blocks import Document, Paragraph
    from textcheck.finding import Finding

_FONT = "宋体"
_HEADINGS = 4
_WIDE = 7  # columns for which a page is turned
_SIZES = {"Normal": 10.5, "Title": 18, "Heading 1": 16, "Heading 2": 14, "Heading 3": 12, "Heading 4": 10.5}
_CELL, _FIGURE_CELL = "textcheck cell", "textcheck figure"
_LINE = re.compile(r"\S[^\n]*")
_FOLDS = 18  # signs of a column beyond which its cells are folded
_FIGURE = re.compile(r"[-+−－]?\d[\d,，]*(?:[.．]\d+[%％]?|[%％])")


class Remark(NamedTuple):
    """What is said of a stretch of the text."""

    start: int
    end: int
    text: str


def compose(document: Document, findings: Sequence[Finding]) -> bytes:
    """Return ``document`` as a .docx with a comment for every finding."""
    word = docx.Document()
    items = list(_items(document))
    _dress(word, turned=any(table.width > _WIDE for table in document.tables))
    copy = _Copy(word, document, _remarks(document, findings), [span for item in items for span in _spans(item)])
    for item in items:
        if isinstance(item, Table):
            copy.table(item)
        else:
            copy.paragraph(item)
    copy.end()
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


class _Copy:
    """Writes blocks in order, and with each stretch of their text what is said of it."""

    def __init__(self, word: Word, document: Document, remarks: Iterable[Remark], spans: Sequence[Span]) -> None:
        self._word, self._source, self._root = word, document.source.text, document.root
        self._body = word.element.body
        self._end = self._body[-1]  # the properties of the section
        self._remarks: dict[int, list[Remark]] = {}  # by the stretch in which they begin
        page = word.sections[0]
        self._room = int(((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)) / Twips(1))
        self._at = -1
        starts = [span.start for span in spans]
        for remark in remarks:
            self._remarks.setdefault(max(bisect_right(starts, remark.start) - 1, 0), []).append(remark)

    def paragraph(self, block: Paragraph | Span) -> None:
        """Write a paragraph, a heading of the level of its section."""
        style = "Normal"
        if isinstance(block, Span):
            pass
        elif block.kind == "heading":
            style = f"Heading {min(max(block.section.level, 1), _HEADINGS)}"
        elif block.kind == "title":
            style = "Title" if block.section is self._root and block.span.start == self._root.span.start else "Subtitle"
        paragraph = self._new(style)
        for span in _spans(block):
            self._stretch(paragraph, span)
        self._end.addprevious(paragraph)

    def table(self, block: Table) -> None:
        """Write a table with a line around every cell."""
        frame = self._word.add_table(0, 0, style="Table Grid")._tbl  # noqa: SLF001 (adding cell by cell takes minutes)
        shares = _shares(block)
        for share in shares:
            column = OxmlElement("w:gridCol")
            column.set(qn("w:w"), str(self._room * share // sum(shares)))
            frame.tblGrid.append(column)
        for row in block.rows:
            line = OxmlElement("w:tr")
            for cell in row:
                slot = OxmlElement("w:tc")
                paragraph = self._new(_FIGURE_CELL if _FIGURE.fullmatch(cell.text) else _CELL)
                self._stretch(paragraph, cell.span)
                slot.append(paragraph)
                line.append(slot)
            for _ in range(block.width - len(row)):
                slot = OxmlElement("w:tc")
                slot.append(self._new(_CELL))
                line.append(slot)
            frame.append(line)
        self._end.addprevious(self._new("Normal"))  # else the next table would go on with this one

    def end(self) -> None:
        """Say what is left to say, of a report without any text."""
        if self._at < 0 and self._remarks:
            paragraph = self._new("Normal")
            self._runs(paragraph, 0, 0, self._remarks[0])
            self._end.addprevious(paragraph)

    def _stretch(self, paragraph: Element, span: Span) -> None:
        self._at += 1
        self._runs(paragraph, span.start, span.end, self._remarks.get(self._at, []))

    def _runs(self, paragraph: Element, start: int, end: int, remarks: Sequence[Remark]) -> None:
        """Write a stretch as runs, cut where remarks begin and end; a remark beyond it is of the whole stretch."""
        inside = [(max(r.start, start), min(r.end, end), r.text) for r in remarks]
        inside = [(first, last, text) if first < last else (start, end, text) for first, last, text in inside]
        if start == end and not inside:
            return
        edges = sorted({start, end, *[first for first, _, _ in inside], *[last for _, last, _ in inside]})
        begins: dict[int, Element] = {}
        ends: dict[int, Element] = {}
        for at, after in zip(edges, edges[1:] or edges, strict=False):
            begins[at] = ends[after] = run = OxmlElement("w:r")
            text = OxmlElement("w:t")
            text.text = printable(self._source[at:after])
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(text)
            paragraph.append(run)
        for first, last, said in inside:
            around(self._word, begins[first], ends[last], said)

    @staticmethod
    def _new(style: str) -> Element:
        paragraph = OxmlElement("w:p")
        properties, name = OxmlElement("w:pPr"), OxmlElement("w:pStyle")
        name.set(qn("w:val"), style.replace(" ", ""))
        properties.append(name)
        paragraph.append(properties)
        return paragraph


def _items(document: Document) -> Iterator[Paragraph | Table | Span]:
    """Yield the blocks of a report in order, and lines that belong to none, such as the title of a table of contents."""
    blocks: list[Paragraph | Table] = [*document.contents, *document.paragraphs, *document.tables]
    blocks.sort(key=lambda block: block.span.start)
    text, reached = document.source.text, 0
    for begin, end, block in [*((block.span.start, block.span.end, block) for block in blocks), (len(text), len(text), None)]:
        for line in _LINE.finditer(text, reached, max(begin, reached)):
            if any(map(str.isalpha, line[0])):  # no page number, no ruler
                yield Span(*line.span())
        if block is not None:
            yield block
        reached = max(reached, end)


def _spans(item: Paragraph | Table | Span) -> Iterator[Span]:
    if isinstance(item, Table):
        yield from (cell.span for row in item.rows for cell in row)
    elif isinstance(item, Span):
        yield item
    else:
        yield from item.spans


def _shares(table: Table) -> list[int]:
    """Return how wide the columns are to be, in proportion to their longest words; a long text may fold."""
    widest = [1] * table.width
    for row in table.rows:
        for at, cell in enumerate(row):
            widest[at] = max(widest[at], min(width(cell.text), _FOLDS))
    return [each + 2 for each in widest]


def _remarks(document: Document, findings: Sequence[Finding]) -> Iterator[Remark]:
    source = document.source
    if source.format == "Word":
        yield Remark(0, 0, "原文件的写法不能直接加批注，这是按读到的内容重新排的，供查看批注；请回原文件改。")
    for finding in findings:
        yield Remark(*trimmed(source, finding.span), note(source, finding))


def _dress(word: Word, *, turned: bool) -> None:
    """Choose fonts, and styles for cells; turn the page if a table is wide."""
    styles = word.styles
    for name in (_CELL, _FIGURE_CELL):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = styles["Normal"], Pt(8)
        style.paragraph_format.space_after = Pt(0)
    styles[_FIGURE_CELL].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for name in ("Title", "Subtitle"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in (*_SIZES, "Subtitle"):
        font = styles[name].font
        font.italic = False
        font.name, font.size, font.color.rgb = _FONT, Pt(_SIZES.get(name, 12)), RGBColor(0, 0, 0)
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for each in list(fonts.attrib):
            del fonts.attrib[each]
        for each in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{each}"), _FONT)
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    if turned:
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
