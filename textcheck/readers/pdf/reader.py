"""A PDF file to the transcript of a report, page by page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from textcheck.document.source import Place
from textcheck.errors import InputError
from textcheck.readers.limits import Clock
from textcheck.readers.pdf.join import is_next, parts
from textcheck.readers.pdf.page import Block, Line, Page, read_page
from textcheck.readers.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits

_PASSWORD = 4
_MARGIN = 0.1
_REPEATED = 3
_PAGE = re.compile(r"[-—－–\s]*\d(?: ?\d){0,2}[-—－–\s]*$|第?\s*\d+\s*页?\s*[/／,，]?\s*共?\s*\d*\s*页$|\d+\s*[/／]\s*\d+$")
_DIGITS = re.compile(r"\d+")


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
            yield Page([], 0, "已经损坏")
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
    transcript = Transcript("PDF")
    furniture = _furniture(pages)
    open_tables: list[Block] = []
    size = 0
    for number, page in enumerate(pages, 1):
        if page.trouble:
            _tables(transcript, open_tables)
            transcript.remark("U910", f"第 {number} 页{page.trouble}，没有检查。", Place(page=number))
        for block in page.blocks:
            if isinstance(block, Line):
                if _is_furniture(block, page, furniture):
                    continue
                _tables(transcript, open_tables)
                transcript.paragraph(block.pieces)
                size += len(block.text)
            elif block.doubtful:
                _tables(transcript, open_tables)
                message = f"第 {number} 页有一张表的字对不上字符，这张表没有检查。"
                transcript.remark("U912", message, Place(page=number, box=block.rows[0][0].place.box))
            else:
                if open_tables and not is_next(open_tables[-1], block):
                    _tables(transcript, open_tables)
                open_tables.append(block)
        if not open_tables:
            transcript.blank()
        if size > limits.text:
            raise InputError(f"文字超过 {limits.text // 1_000_000} 百万字，不像一份报告，没有检查。")
    _tables(transcript, open_tables)
    return transcript


def _tables(transcript: Transcript, blocks: list[Block]) -> None:
    """Write tables that follow each other with nothing between and forget them; the first is known to begin one."""
    if not blocks:
        return
    transcript.table()
    for index, group in enumerate(parts(blocks)):
        if index:
            transcript.blank()
        for part in group:
            if part.parted:
                transcript.blank()
            for row in part.rows:
                transcript.row(row)
    transcript.blank()
    blocks.clear()


def _furniture(pages: list[Page]) -> frozenset[str]:
    """Return what recurs in the margins of pages: running heads, their numbers left out."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_key(block.text) for block in page.blocks if isinstance(block, Line) and _in_margin(block, page)})
    least = max(_REPEATED, len(pages) // 3)
    return frozenset(text for text, count in counts.items() if count >= least and text)


def _is_furniture(line: Line, page: Page, furniture: frozenset[str]) -> bool:
    return _in_margin(line, page) and (bool(_PAGE.match(line.text.strip())) or _key(line.text) in furniture)


def _in_margin(line: Line, page: Page) -> bool:
    edge = _MARGIN * page.height
    return line.box[3] < edge or line.box[1] > page.height - edge


def _key(text: str) -> str:
    return _DIGITS.sub("", text).strip()
