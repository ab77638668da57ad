"""A PDF file to the transcript of a report, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from textcheck.document.source import Place
from textcheck.errors import InputError
from textcheck.readers.limits import Clock
from textcheck.readers.pdf.join import is_next, parts
from textcheck.readers.pdf.page import Page, read_page
from textcheck.readers.pdf.prose import Column, Line, column, goes_on, in_margin, is_page_number, key, running
from textcheck.readers.pdf.table import Block
from textcheck.readers.pdf.unruled import carried
from textcheck.readers.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits

_PASSWORD = 4
_CUT = "紧挨着没有检查的一页，可能缺行"


def read(data: bytes, path: str, limits: Limits) -> Source:
    """Return the report that a PDF file holds; raise InputError with one sentence if it holds none."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() == _PASSWORD
        raise InputError("PDF 文件有密码，打不开；请先解除密码再检查。" if locked else "PDF 文件已经损坏，打不开。")
    try:
        pages = list(_pages(document, limits))
    finally:
        pdfium.FPDF_CloseDocument(document)
    return _written(pages, limits).source(path, data=data)


def _pages(document: object, limits: Limits) -> Iterator[Page]:
    """Yield the pages one by one, each closed before the next is opened."""
    clock = Clock(limits.seconds)
    count = pdfium.FPDF_GetPageCount(document)
    if count > limits.pages:
        raise InputError(f"PDF 有 {count} 页，超过 {limits.pages} 页，不像一份报告，没有检查。")
    cells = 0
    for index in range(count):
        clock.check()
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            yield Page([], 0, 0, "已经损坏")
            continue
        try:
            found = read_page(page, index + 1, limits)
        finally:
            pdfium.FPDF_ClosePage(page)
        cells += sum(len(row) for block in found.blocks if isinstance(block, Block) for row in block.rows)
        if cells > limits.cells:
            raise InputError(f"表格超过 {limits.cells} 个单元格，不像一份报告，没有检查。")
        yield found


def _written(pages: list[Page], limits: Limits) -> Transcript:
    if pages and not any(page.blocks for page in pages) and any(page.trouble.startswith("没有文字层") for page in pages):
        raise InputError("这是扫描件，没有文字层，没有可检查的文字；请提供由文字处理软件直接导出的文件。")
    writer = _Writer()
    furniture = running([{key(line.text) for line in _lines(page) if in_margin(line.box, page.height)} for page in pages])
    size = 0
    for number, page in enumerate(pages, 1):
        writer.page(number, page, furniture)
        size += sum(len(line.text) for line in _lines(page))
        if size > limits.text:
            raise InputError(f"文字超过 {limits.text // 1_000_000} 百万字，不像一份报告，没有检查。")
    writer.close()
    return writer.transcript


def _lines(page: Page) -> Iterator[Line]:
    return (block for block in page.blocks if isinstance(block, Line))


class _Writer:
    """Writes pages down; what may go on over a page's end waits for the next page."""

    def __init__(self) -> None:
        self.transcript = Transcript("PDF")
        self._tables: list[Block] = []
        self._lines: list[Line] = []
        self._column = Column(0, 0)
        self._after_trouble = False

    def page(self, number: int, page: Page, furniture: Container[str]) -> None:
        """Write the blocks of a page."""
        if page.trouble:
            self._close_lines()
            self._close_tables(cut=_CUT)
            self.transcript.remark("U910", f"第 {number} 页{page.trouble}，没有检查。", Place(page=number))
        if page.aside:
            self.transcript.remark("U912", f"第 {number} 页有横放或倒置的字，没有读。", Place(page=number))
        blocks = [block for at, block in enumerate(page.blocks) if not _is_furniture(page, at, furniture)]
        here = column((block for block in blocks if isinstance(block, Line)), page.width)
        first = next((block for block in blocks if isinstance(block, Block)), None)
        if self._after_trouble and first is not None:  # it may go on with a table of that page, under its title once more
            blocks[blocks.index(first)] = first._replace(doubt=first.doubt or _CUT)
        self._after_trouble = bool(page.trouble)
        if blocks and self._tables and not self._tables[-1].ruled:
            self._tables[-1], blocks[0] = carried(self._tables[-1], blocks[0])
        for block in blocks:
            if isinstance(block, Line):
                self._line(block, here)
            else:
                self._close_lines()
                if self._tables and not is_next(self._tables[-1], block):
                    self._close_tables()
                self._tables.append(block)
        if not self._tables and not (self._lines and blocks and blocks[-1] is self._lines[-1]):
            self.close()

    def close(self) -> None:
        """Write what was waiting."""
        self._close_lines()
        self._close_tables()

    def _line(self, line: Line, here: Column) -> None:
        self._close_tables()
        if self._lines and not goes_on(self._lines[-1], self._column, line, here):
            self._close_lines()
            if here is not self._column:
                self.transcript.blank()
        self._lines.append(line)
        self._column = here

    def _close_lines(self) -> None:
        if self._lines:
            self.transcript.paragraph([piece for line in self._lines for piece in line.pieces])
            self._lines = []

    def _close_tables(self, cut: str = "") -> None:
        """Write tables that follow each other with nothing between; the first is known to begin one.

        One in doubt is written all the same: the rest of it would be a table that lacks rows. ``cut`` if more was not read.
        """
        tables, self._tables = self._tables, []
        if not tables:
            return
        if cut:
            tables[-1] = tables[-1]._replace(doubt=tables[-1].doubt or cut)
        for table in tables:
            if table.doubt:
                place = Place(page=table.page, box=table.rows[0][0].place.box)
                self.transcript.remark("U912", f"第 {table.page} 页有一张表{table.doubt}，这张表没有检查。", place)
        self.transcript.table()
        for index, group in enumerate(parts(tables)):
            if index:
                self.transcript.blank()
            for part in group:
                if part.parted:
                    self.transcript.blank()
                if part.unread:
                    self.transcript.unread()
                for row in part.rows:
                    self.transcript.row(row)
        self.transcript.blank()


def _is_furniture(page: Page, at: int, furniture: Container[str]) -> bool:
    """Tell whether a block is a running head or the number of the page: in the margin, or a number before or after all."""
    block = page.blocks[at]
    if not isinstance(block, Line):
        return False
    margin = in_margin(block.box, page.height)
    return (is_page_number(block.text) and (margin or at in (0, len(page.blocks) - 1))) or (
        margin and key(block.text) in furniture
    )
