"""One page as blocks from the top down: lines of prose, and tables with their rows of cells."""

from __future__ import annotations

import ctypes
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from textcheck.document.source import Place
from textcheck.readers.pdf.glyphs import bands, read_glyphs
from textcheck.readers.pdf.grid import grids
from textcheck.readers.pdf.prose import Line
from textcheck.readers.pdf.rules import Lines
from textcheck.readers.pdf.shapes import around, frame_of, turned_back
from textcheck.readers.pdf.table import Block, read_table
from textcheck.readers.pdf.unruled import unruled
from textcheck.readers.pdf.words import pieces, spaced

if TYPE_CHECKING:
    from textcheck.readers.limits import Limits
    from textcheck.readers.pdf.grid import Grid
    from textcheck.readers.pdf.shapes import Box, Glyph
    from textcheck.readers.pdf.words import At

_OBJECTS = 300_000
_DEPTH = 8
_GLYPHS = 60_000
_NUMBERING = frozenset("0123456789-–—·/第页共")  # what a scanned page may bear besides its picture
_ASIDE = 10
_UNREAD = 0.1
_FEW = 3
_WIDE = 3
_GREAT = 2
_RIM = 8


class Page(NamedTuple):
    """What a page holds, from the top down, its width and height as read, and why it cannot be read if it cannot.

    ``aside``: some writing lies across the rest and was not read.
    """

    blocks: list[Line | Block]
    width: int
    height: int
    trouble: str
    aside: bool = False


def read_page(page: object, number: int, limits: Limits) -> Page:
    """Return the blocks of an open page; ``number`` counts from 1."""
    edges = _edges(page)
    turns = pdfium.FPDFPage_GetRotation(page)
    left, bottom, right, top = edges
    wide, high = int(100 * (right - left)), int(100 * (top - bottom))
    if turns % 2:
        wide, high = high, wide
    writing = read_glyphs(page, edges, turns, min(limits.text, _GLYPHS))
    rules = Lines(_OBJECTS, min(_DEPTH, limits.depth)).of_page(page, frame_of(*edges, turns + writing.turns))
    if writing.cut or rules.cut:
        return Page([], wide, high, "的字或线过多，不像报告的一页")
    glyphs = _without_watermark([g for g in writing.glyphs if g.right > 0 and g.bottom > 0])
    if rules.pictures and all(glyph.text in _NUMBERING for glyph in glyphs):
        return Page([], wide, high, "没有文字层（是扫描件）")
    if not glyphs:
        return Page([], wide, high, "")
    if writing.unread > max(_UNREAD * len(glyphs), _FEW):
        return Page([], wide, high, "的文字对不上字符（字体没有编码表）")

    def at(box: Box) -> Place:
        return Place(page=number, box=turned_back(box, writing.turns, wide, high))

    blocks = _blocks(glyphs, grids(rules.across, rules.down), at)
    if writing.turns % 2:
        wide, high = high, wide
    return Page(blocks, wide, high, "", writing.astray >= _ASIDE)


def _without_watermark(glyphs: list[Glyph]) -> list[Glyph]:
    """Leave out lines of great glyphs that other writing runs across: nothing that is to be read lies under other words."""
    heights = Counter([bottom - top for _, top, _, bottom, _ in glyphs])
    if not heights or max(heights) < _GREAT * min(heights):
        return glyphs
    usual = heights.most_common(1)[0][0]
    lines: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.bottom - glyph.top >= _GREAT * usual:
            lines.setdefault((glyph.top, glyph.bottom), []).append(glyph)
    small = [g for g in glyphs if g.bottom - g.top < _GREAT * usual] if lines else []
    crossed = {key for key, line in lines.items() if sum(_is_crossed(great, small) for great in line) >= _FEW - 1}
    return [glyph for glyph in glyphs if (glyph.top, glyph.bottom) not in crossed] if crossed else glyphs


def _is_crossed(great: Glyph, small: list[Glyph]) -> bool:
    """Tell whether the middle of another glyph lies well within a great one."""
    wide, high = (great.right - great.left) // _RIM, (great.bottom - great.top) // _RIM
    left, right, top, bottom = great.left + wide, great.right - wide, great.top + high, great.bottom - high
    return any(left < (g[0] + g[2]) // 2 < right and top < (g[1] + g[3]) // 2 < bottom for g in small)


def _edges(page: object) -> tuple[float, float, float, float]:
    """Return the left, bottom, right and top edge of what is shown of a page."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)


def _blocks(glyphs: list[Glyph], tables: list[Grid], at: At) -> list[Line | Block]:
    inside: list[dict[tuple[int, int], list[Glyph]]] = [{} for _ in tables]
    free: list[Glyph] = []
    boxes = [table.box for table in tables]
    west = north = 0
    east = south = -1
    cell = free
    for glyph in glyphs if tables else ():
        x, y = (glyph[0] + glyph[2]) // 2, (glyph[1] + glyph[3]) // 2
        if west <= x < east and north <= y < south:  # where the glyph before it is, as most are
            cell.append(glyph)
            continue
        for index, (left, top, right, bottom) in enumerate(boxes):
            if left <= x <= right and top <= y <= bottom:
                row, column = tables[index].field(x, y)
                west, north = tables[index].xs[column], tables[index].ys[row]
                east, south = tables[index].xs[column + 1], tables[index].ys[row + 1]
                cell = inside[index].setdefault((row, column), [])
                cell.append(glyph)
                break
        else:
            free.append(glyph)
    blocks: list[Line | Block] = [read_table(table, cells, at) for table, cells in zip(tables, inside, strict=True) if cells]
    plain, lines = unruled(bands(free if tables else glyphs), at)
    blocks += plain
    blocks += [_line(line, at) for line in lines]
    blocks.sort(key=_top)
    return blocks


def _top(block: Line | Block) -> int:
    return block.box[1]


def _line(line: list[Glyph], at: At) -> Line:
    box = around(line)
    size = max([bottom - top for _, top, _, bottom, _ in line])
    letters = spaced(line)
    text = "".join(letters)
    parted = len(text) > len(line) and any(right[0] - left[2] > _WIDE * size for left, right in pairwise(line))
    return Line(box, size, text, parted, pieces(line, letters, at))
