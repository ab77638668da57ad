"""The glyphs of a page, from pdfium's text page: upright ones, radicals and ligatures as usual characters."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from textcheck.readers.pdf.shapes import Frame, Glyph, frame_of

if TYPE_CHECKING:
    from collections.abc import Sequence

UNREAD = "\ufffd"
_QUARTER = math.pi / 2
_SKEW = 0.02
_ON_TOP = 0.4
_BELOW = 14  # how much of a hundred parts of its height a glyph reaches below the line it stands on
_BLANKS = frozenset((0x20, 0x0D, 0x0A, 0x09, 0xA0, 0x3000, 0xAD, 0x200B, 0x2002, 0x2003, 0xFEFF, 0xFFFE, 0x02))
# radicals that Unicode names no usual character for
_RADICALS = dict(
    zip(
        "⺁⺟⺠⺳⺼⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂母民网月西见角贝车长长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


class Writing(NamedTuple):
    """What is written on a page: the upright glyphs, how many lie turned, how many have no character, how to turn the page.

    ``cut`` tells that there is more than was taken. Slanting glyphs are those of watermarks.
    """

    glyphs: list[Glyph]
    astray: int = 0
    unread: int = 0
    turns: int = 0
    cut: bool = False


def read_glyphs(page: object, edges: tuple[float, float, float, float], turns: int, most: int) -> Writing:
    """Return the writing of a page with the given left, bottom, right and top edge, shown after quarter ``turns``.

    Writing that is mostly turned on the page as shown is read as turned; boxes are then those of the turned page. No more
    than ``most`` glyphs are taken: a page that has more is not read.
    """
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return Writing([])
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > most:
            return Writing([], cut=True)
        found = _walk(text, count, frame_of(*edges, turns), turns)
        turned = max(range(4), key=lambda turn: len(found[turn]))
        if turned:
            found = _walk(text, count, frame_of(*edges, turns + turned), turns + turned)
    finally:
        pdfium.FPDFText_ClosePage(text)
    glyphs = found[0]
    unread = sum(glyph.text == UNREAD for glyph in glyphs)
    return Writing(glyphs, sum(map(len, found[1:4])), unread, turned)


def _walk(text: object, count: int, frame: Frame, turns: int) -> tuple[list[Glyph], ...]:
    """Return the glyphs by how they are turned: upright, a quarter, half, three quarters, slanting."""
    found: tuple[list[Glyph], ...] = ([], [], [], [], [])
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pointer = ctypes.byref(box)
    letter, bounds, origin = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    a, b, c, d, e, f = frame
    base = None
    into = found[0]
    high = top = bottom = 0
    new = tuple.__new__
    for index in range(count):
        code = letter(text, index)
        if code in _BLANKS:
            continue
        if 0xD800 <= code < 0xE000:
            if code < 0xDC00 or not high:
                high = code
                continue
            code, high = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00, 0
        bounds(text, index, pointer)
        origin(text, index, x, y)
        here = b * x.value + d * y.value
        if here != base:
            base = here
            into = found[_turn(text, index, turns)]
            size = _size(text, index)
            bottom = int(here + f) + size * _BELOW // 100
            top = bottom - size
        if b:
            x0, x1 = int(c * box.bottom + e), int(c * box.top + e)
        else:
            x0, x1 = int(a * box.left + e), int(a * box.right + e)
        into.append(new(Glyph, (x0, top, x1, bottom, _usual(code)) if x0 <= x1 else (x1, top, x0, bottom, _usual(code))))
    return found


def _size(text: object, index: int) -> int:
    """Return the height of a glyph's font on the page."""
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        scale = math.hypot(matrix.c, matrix.d)
    return int(100 * abs(pdfium.FPDFText_GetFontSize(text, index)) * scale)


def _turn(text: object, index: int, turns: int) -> int:
    """Return by how many quarters a glyph is to be turned clockwise to stand upright, 4 if it slants; angles are clockwise."""
    angle: float = pdfium.FPDFText_GetCharAngle(text, index)
    if angle < 0:
        return 0
    quarters = int(angle / _QUARTER + 0.5)
    if abs(angle - quarters * _QUARTER) > _SKEW:
        return 4
    return (-quarters - turns) % 4


_USUAL: dict[int, str] = {}


def _usual(code: int) -> str:
    """Return the character that a code stands for, ``UNREAD`` if none can be told."""
    known = _USUAL.get(code)
    if known is None:
        known = _USUAL[code] = _decoded(code)
    return known


def _decoded(code: int) -> str:
    if code in (0, 0xFFFD) or 0xD800 <= code < 0xF900 or code > 0xEFFFF:
        return UNREAD
    letter = chr(code)
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB07:
        return unicodedata.normalize("NFKC", _RADICALS.get(letter, letter))
    return letter if unicodedata.category(letter) not in ("Cc", "Cn") else UNREAD


def bands(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return glyphs by line, from the top down, those of a line from left to right.

    Fonts of a line sit at different heights; a glyph belongs to a line when its middle is near the line's own.
    """
    levels: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        levels.setdefault((glyph[1], glyph[3]), []).append(glyph)
    lines: list[list[Glyph]] = []
    middle = size = 0
    for top, bottom in sorted(levels, key=sum):
        here, high = top + bottom, bottom - top
        if lines and here - middle < 0.9 * min(size, high):
            lines[-1].extend(levels[top, bottom])
            if high > size:
                middle, size = here, high
        else:
            lines.append(list(levels[top, bottom]))
            middle, size = here, high
    for line in lines:
        line.sort()
    return [_once(line) for line in lines]


def _once(line: list[Glyph]) -> list[Glyph]:
    """Return the glyphs of a line without those that are printed again on top of themselves, as makeshift bold is."""
    kept: list[Glyph] = []
    for glyph in line:
        left, _, right, _, text = glyph
        if not any(text == other[4] and left - other[0] < (right - left) * _ON_TOP for other in kept[-2:]):
            kept.append(glyph)
    return kept
