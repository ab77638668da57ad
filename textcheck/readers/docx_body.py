"""A Word file to a transcript: its paragraphs and tables in order, read as the file is unpacked."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from textcheck.document.source import Place
from textcheck.errors import InputError
from textcheck.readers.docx_lists import Lists
from textcheck.readers.docx_styles import read_styles
from textcheck.readers.docx_table import Grid, children, is_gone, is_hidden, is_layout, is_new, rows, slots
from textcheck.readers.docx_text import Texts
from textcheck.readers.docx_xml import FALLBACK, PPR, RPR, TBL, TR, P, T, W, events, number, parse, value
from textcheck.readers.limits import Clock
from textcheck.readers.transcript import Piece, Transcript
from textcheck.readers.zipped import Package

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element as Element

    from textcheck.readers.limits import Limits

_MARK = re.compile(r"\s*textcheck\s*[:：](.*)", re.DOTALL)
_NO_PROSE = re.compile(r"[-—－–\s\d]*")  # a page number, if anything
_CLOSED = ("。", "！", "？", "；")
_BODY_TEXT = 9
_OUTSIDE = frozenset((W + "altChunk", W + "subDoc"))
_DELETED = (W + "del", W + "moveFrom")
_REMARKS = {
    "change": ("U911", "有 {} 处修订还没有接受或拒绝，第一处在这里；按全部接受以后的样子检查。"),
    "hidden": ("U911", "有 {} 处隐藏的文字，第一处在这里；没有检查。"),
    "row": ("U911", "表格里有 {} 行是隐藏的，第一行在这里；没有检查。"),
    "object": ("U910", "有 {} 处嵌入的对象（如 Excel 表、子文档），第一处在这里；里面的内容没有检查。"),
    "picture": ("U910", "有 {} 幅大图，第一幅在这里；图里如有文字或表格，没有检查。"),
}


def transcribe(data: bytes, form: str, limits: Limits) -> Transcript:
    """Return what the Word file ``data`` says; raise InputError if it cannot be read or is beyond ``limits``."""
    package = Package(data, limits)
    body = _Body(package, Transcript(form), limits)
    body.read(package.part("word/document.xml"))
    return body.finish()


class _Body:
    """Goes through the blocks of a document; a block is a paragraph or a table."""

    def __init__(self, package: Package, transcript: Transcript, limits: Limits) -> None:
        self.package, self.transcript, self.limits = package, transcript, limits
        self.styles = read_styles(package.part("word/styles.xml"))
        self.lists = Lists(package.part("word/numbering.xml"))
        self.texts = Texts(self.styles)
        self.comments = _marks(package.part("word/comments.xml"))
        self.asides: dict[str, dict[str, str]] = {}
        self.clock = Clock(limits.seconds)
        self.numbers: dict[Element, int] = {}  # of the paragraphs and tables in the block that is being read
        self.cells = 0
        self.width = 0  # columns of the table that was written last, if nothing but page numbers follows it
        self.joined: list[Piece] = []  # of paragraphs whose end is deleted
        self.marks: list[str] = []  # not yet written, as the notes and the tables in cells
        self.notes: list[Piece] = []
        self.nested: list[tuple[Element, Place]] = []
        self.found: Counter[str] = Counter()
        self.first: dict[str, Place] = {}

    def read(self, data: bytes) -> None:
        """Read the document from its XML, row by row and paragraph by paragraph, letting go of what is read."""
        if not data:
            raise InputError("文件里没有正文（word/document.xml），打不开。")
        depth = tables = fallback = 0
        counts = {P: 0, TBL: 0}
        grid = Grid(0)
        for event, element in events(data, "document.xml", (P, TBL, TR, FALLBACK, *_OUTSIDE)):
            tag = element.tag
            begins = event == "start"
            if tag == FALLBACK:
                fallback += 1 if begins else -1
            elif fallback or (begins and tag not in counts):
                continue
            elif begins:
                if not tables:
                    counts[tag] += 1
                    self.numbers[element] = counts[tag]
                    if tag == TBL and not depth:
                        grid = Grid(counts[tag])
                depth += 1
                tables += tag == TBL
            elif tag == TR:
                if depth == tables == 1:
                    self.row(element, grid)
                    _release(element)
            elif tag in _OUTSIDE:
                self.note({"object": 1}, Place(paragraph=counts[P]))
            else:
                depth -= 1
                tables -= tag == TBL
                if not depth:
                    self.paragraph(element) if tag == P else self.end_table(grid)
                    self.numbers.clear()
                    _release(element)

    def finish(self) -> Transcript:
        """Write what is left and say what was not read, or is not as it looks."""
        self.write(self.joined)
        self.write_notes()
        for kind, (code, message) in _REMARKS.items():
            if self.found[kind]:
                self.transcript.remark(code, message.format(self.found[kind]), self.first[kind])
        return self.transcript

    def paragraph(self, element: Element, place: Place | None = None) -> None:
        """Write a paragraph and what hangs on it; one in a table has the ``place`` of its cell."""
        self.clock.check()
        here = place or Place(paragraph=self.numbers.get(element, 0))
        text, ends = self.text(element)
        boxes = self.hangers(here)
        self.joined.append(Piece(text, here))
        if ends:
            self.write(self.joined)
            self.joined = []
            if text and self.is_heading(element):
                self.transcript.blank()
            if text.endswith(_CLOSED):
                self.write_notes()
        elif not text:
            self.joined.pop()
        for box in boxes:
            self.blocks(box, place)

    def blocks(self, parent: Element, place: Place | None) -> None:
        """Write the paragraphs and tables in a text box, or in the cell of a table that only lays out the page."""
        for child in children(parent, P, TBL):
            if child.tag == P:
                self.paragraph(child, place)
            else:
                self.table(child, place)

    def table(self, element: Element, place: Place | None) -> None:
        """Write a table that stands in a text box or a cell; one in a cell has the ``place`` of that cell."""
        grid = Grid(self.numbers.get(element, 0), place)
        for row in rows(element):
            self.row(row, grid)
        self.end_table(grid)

    def row(self, element: Element, grid: Grid) -> None:
        """Read a row of a table."""
        self.clock.check()
        grid.at += 1
        here = grid.place(1)
        gone = is_gone(element)
        if gone or is_new(element):
            self.note({"change": 1}, here)
        if is_hidden(element):
            self.note({"row": 1}, here)
        elif is_layout(element):
            self.end_table(grid)
            for slot in slots(element):
                self.blocks(slot.element, grid.place(slot.column))
        elif not gone:
            cells = slots(element)
            self.cells += sum(slot.span for slot in cells)
            if self.cells > self.limits.cells:
                raise InputError(f"表格超过 {self.limits.cells} 格，不像一份报告，没有检查。")
            texts = [(slot.column, "" if slot.covered else self.cell(slot.element, grid.place(slot.column))) for slot in cells]
            marks, self.marks = self.marks, []
            grid.add(texts, marks)

    def end_table(self, grid: Grid) -> None:
        """Write the rows read, then what hung on them."""
        self.width = grid.write(self.transcript, self.width)
        nested, self.nested = self.nested, []
        for element, place in nested:
            self.table(element, place)
        self.write_notes()

    def cell(self, element: Element, place: Place) -> str:
        """Return the text of a cell, a line for each paragraph; tables in it are kept until the row's table is written."""
        said: list[str] = []
        for child in children(element, P, TBL):
            if child.tag == TBL:
                self.nested.append((child, place))
            else:
                said.append(self.text(child)[0])
                said += [self.cell(box, place) for box in self.hangers(place)]
        return "\n".join(filter(None, said))

    def text(self, element: Element) -> tuple[str, bool]:
        """Return the text of a paragraph with its number, and whether it ends; it goes on if its end is deleted."""
        properties = element.find(PPR)
        text = self.texts.of(element)
        marks = properties.find(RPR) if properties is not None else None
        if marks is not None and any(marks.find(name) is not None for name in _DELETED):
            self.texts.found["change"] += 1
            return text, False
        style = value(properties, W + "pStyle") or self.styles.usual
        listed = properties.find(W + "numPr") if properties is not None else None
        return self.lists.label(listed, style, self.styles.of(style)) + text.rstrip(), True

    def hangers(self, place: Place) -> list[Element]:
        """Return the text boxes of the paragraph just read, and keep what else hung on it."""
        texts = self.texts
        boxes = texts.boxes
        self.notes += [Piece(text, place) for part, name in texts.notes if (text := self.aside(part, name))]
        self.marks += [self.comments.pop(name) for name in texts.comments if name in self.comments]
        self.note(texts.found, place)
        texts.clear()
        return boxes

    def note(self, found: Mapping[str, int], place: Place) -> None:
        """Remember what is worth a remark, and where it was first."""
        for kind, count in found.items():
            if count:
                self.found[kind] += count
                self.first.setdefault(kind, place)

    def aside(self, part: str, name: str) -> str:
        """Return the text of a footnote or endnote."""
        if part not in self.asides:
            data = self.package.part(f"word/{part}.xml")
            texts = Texts(self.styles)
            self.asides[part] = {
                each.get(W + "id", ""): " ".join(filter(None, (texts.of(paragraph).strip() for paragraph in each.iter(P))))
                for each in (parse(data, f"{part}.xml") if data else ())
            }
        return self.asides[part].get(name, "")

    def write(self, pieces: Iterable[Piece]) -> None:
        """Write a paragraph; where its author broke the line, so does the transcript."""
        for mark in self.marks:
            self.transcript.mark(mark)
        self.marks = []
        line: list[Piece] = []
        for piece in pieces:
            if not _NO_PROSE.fullmatch(piece.text):
                self.width = 0
            *before, last = piece.text.split("\n")
            for text in before:
                self.transcript.paragraph([*line, Piece(text, piece.place)])
                line = []
            line.append(Piece(last, piece.place))
        if line:
            self.transcript.paragraph(line)

    def write_notes(self) -> None:
        """Write the footnotes that wait for the end of a sentence or table."""
        notes, self.notes = self.notes, []
        for note in notes:
            self.transcript.paragraph([note])

    def is_heading(self, element: Element) -> bool:
        """Tell whether a paragraph is a heading by its outline level or its style."""
        properties = element.find(PPR)
        outline = value(properties, W + "outlineLvl")
        return number(outline) < _BODY_TEXT if outline else self.styles.of(value(properties, W + "pStyle")).heading


def _marks(data: bytes) -> dict[str, str]:
    """Return the comments that are meant for textcheck, by their id."""
    if b"textcheck" not in data:
        return {}
    said = {
        each.get(W + "id", ""): "".join(text.text or "" for text in each.iter(T))
        for each in parse(data, "comments.xml").iter(W + "comment")
    }
    return {name: match.group(1).strip() for name, text in said.items() if (match := _MARK.fullmatch(text))}


def _release(element: Element) -> None:
    """Let go of an element that is read, and of those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
