"""The glyphs of a page, from pdfium's text page: upright ones, radicals and ligatures as usual characters."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import deque
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from textcheck.readers.pdf.shapes import Frame, Glyph, frame_of

if TYPE_CHECKING:
    from collections.abc import Sequence

UNREAD = "\ufffd"
_BOUNDS = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
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
    into = found[0]
    x, y = ctypes.c_double(), ctypes.c_double()
    a, b, c, d, e, f = frame
    lefts, tops, rights, bottoms = _boxes(text, count)
    # along the line, from where to where, and across it, how high: where the latter is the same, so is the line
    spans = zip(bottoms, tops, lefts, rights, strict=True) if b else zip(lefts, rights, tops, bottoms, strict=True)
    along = c if b else a
    base = height = depth = None
    high = top = bottom = 0
    new, known = tuple.__new__, _KNOWN
    for index, (code, (start, end, upper, lower)) in enumerate(zip(_codes(text, count), spans, strict=True)):
        letter = known[code]
        if not letter:
            if 0xD800 <= code < 0xDC00:
                high = code
            if not (high and 0xDC00 <= code < 0xE000):
                continue
            letter, high = known[0x10000 + ((high - 0xD800) << 10) + code - 0xDC00], 0
        if upper != height or lower != depth:
            height, depth = upper, lower
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            here = b * x.value + d * y.value
            if here != base:
                base = here
                into = found[_turn(text, index, turns)]
                size = _size(text, index)
                bottom = int(here + f) + size * _BELOW // 100
                top = bottom - size
        left, right = int(along * start + e), int(along * end + e)
        into.append(new(Glyph, (left, top, right, bottom, letter) if left <= right else (right, top, left, bottom, letter)))
    return found


def _codes(text: object, count: int) -> Sequence[int]:
    """Return the code of each character, surrogates apart: all at once if the page's text has one for each."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        codes = buffer[:count]
        if not any(code == 0 or 0xD800 <= code < 0xE000 for code in set(codes)):
            return codes
    letter = pdfium.FPDFText_GetUnicode
    return [letter(text, index) for index in range(count)]


def _boxes(text: object, count: int) -> tuple[Sequence[float], ...]:
    """Return the left, top, right and bottom edges of the boxes of all characters, in points.

    Pdfium writes them one after the other into one stretch of memory: by far the most calls of a page are made here.
    """
    boxes = (ctypes.c_float * (4 * count))()
    bounds = _BOUNDS(_address(pdfium.FPDFText_GetLooseCharBox))
    here, size = ctypes.addressof(boxes), ctypes.sizeof(pdfium.FS_RECTF)
    deque(map(bounds, repeat(_address(text)), range(count), range(here, here + size * count, size)), maxlen=0)
    return tuple(boxes[edge::4] for edge in range(4))


def _address(thing: Any) -> int:  # noqa: ANN401 (whatever ctypes hands out)
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


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


class _Characters(dict[int, str]):
    """The character that each code stands for, found out once: nothing for blanks, ``UNREAD`` where none can be told.

    Half a character that UTF-16 writes in two is nothing by itself.
    """

    def __missing__(self, code: int) -> str:
        blank = code in _BLANKS or 0xD800 <= code < 0xE000
        known = self[code] = "" if blank else _decoded(code)
        return known


_KNOWN = _Characters()


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
    last = before = ""
    at = at_before = 0
    for glyph in line:
        left, _, right, _, text = glyph
        near = left - (right - left) * _ON_TOP
        if (text == last and at > near) or (text == before and at_before > near):
            continue
        kept.append(glyph)
        before, at_before, last, at = last, at, text, left
    return kept
