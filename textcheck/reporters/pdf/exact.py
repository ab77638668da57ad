"""Where on a page the very characters of a passage stand: boxes of the reader reach from one figure to the next."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.reporters.pdf.shades import Box, Spot
    from textcheck.reporters.pdf.view import View


class Letter(NamedTuple):
    """A character, or what it is composed of, and its box as shown."""

    text: str
    box: Box


def letters(page: object, view: View) -> list[Letter]:
    """Return the characters of a page that are no white space, in the order in which they were written."""
    found: list[Letter] = []
    writing = pdfium.FPDFText_LoadPage(page)
    rectangle = pdfium.FS_RECTF()
    try:
        for index in range(pdfium.FPDFText_CountChars(writing)):
            text = _plain(chr(pdfium.FPDFText_GetUnicode(writing, index)))
            if text and pdfium.FPDFText_GetLooseCharBox(writing, index, ctypes.byref(rectangle)):
                found.append(Letter(text, view.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)))
    finally:
        pdfium.FPDFText_ClosePage(writing)
    return found


def exact(spots: Sequence[Spot], written: Sequence[Letter]) -> list[Box]:
    """Return the boxes of a passage, one a line."""
    return _lines([box for spot in spots for box in _boxes(spot, written)])


def _boxes(spot: Spot, written: Sequence[Letter]) -> list[Box]:
    """Return the boxes of the characters of a spot; its own if the characters in it are not those that were read."""
    left, top, right, bottom = spot.box
    inside = [
        letter
        for letter in written
        if left <= (letter.box[0] + letter.box[2]) // 2 <= right and top <= (letter.box[1] + letter.box[3]) // 2 <= bottom
    ]
    before, passage, after = _plain(spot.before), _plain(spot.passage), _plain(spot.after)
    if not passage or "".join(letter.text for letter in inside) != before + passage + after:
        return [spot.box]
    at = 0
    boxes: list[Box] = []
    for letter in inside:
        if at + len(letter.text) > len(before) and at < len(before) + len(passage):
            boxes.append((letter.box[0], max(letter.box[1], top), letter.box[2], min(letter.box[3], bottom)))
        at += len(letter.text)
    return boxes


def _plain(text: str) -> str:
    """Return a text without white space, compatible characters as one."""
    return "".join(normalize("NFKC", text.replace("\0", "")).split())


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes around those that follow one another on a line."""
    found: list[Box] = []
    for left, top, right, bottom in boxes:
        before = found[-1] if found else (0, 0, 0, 0)
        if before[1] < (top + bottom) // 2 < before[3] and before[0] <= left <= before[2] + 2 * (bottom - top):
            found[-1] = (before[0], min(before[1], top), max(before[2], right), max(before[3], bottom))
        else:
            found.append((left, top, right, bottom))
    return found
