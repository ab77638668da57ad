"""Glyphs of a line or a cell to text: blanks where they stand apart, wrapped lines joined, figures kept whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from textcheck.readers.pdf.glyphs import bands
from textcheck.readers.pdf.shapes import around
from textcheck.readers.transcript import Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textcheck.document.source import Place
    from textcheck.readers.pdf.shapes import Box, Glyph

    At = Callable[[Box], Place]

_FIGURE = re.compile(r"[-－−+]?\d[\d,，.．]*(?:\s?[%％])?|[^\d]+?(?=[-－−+]?\d|$)")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})*|\d+)(?:\.\d{1,6})?%?$")
_WHOLE = re.compile(r"-?[\d,]+\.\d\d%?$")
_NUMERIC = re.compile(r"[-\d,.%\s]+$")
_APART = 0.32


def spaced(line: Sequence[Glyph]) -> list[str]:
    """Return the text of each glyph that stands on a line, with a blank before it where it stands apart."""
    out: list[str] = []
    end = line[0][0] if line else 0
    for left, top, right, bottom, text in line:
        out.append(" " + text if left - end > _APART * (bottom - top) else text)
        end = right
    return out


def cell_text(glyphs: Sequence[Glyph], width: int) -> str:
    """Return the text of a cell of ``width``, its lines joined; a number wrapped over lines is one again."""
    lines = bands(glyphs)
    text, size = "", 0
    for line in lines:
        more = "".join(spaced(line))
        if _NUMERIC.match(more):
            more = _tight(more)
        text = _join(text, more, full=width - size < 2 * (line[0].right - line[0].left) + 400) if text else more
        size = line[-1].right - line[0].left
    return text


def _tight(text: str) -> str:
    """Return a number whose digits stand apart as it is meant; two numbers stay two."""
    parts = text.split()
    joined = "".join(parts)
    if len(parts) > 1 and _NUMBER.match(joined) and not any(_WHOLE.match(part) for part in parts[:-1]):
        return joined
    return text


def _join(text: str, more: str, *, full: bool) -> str:
    """Return two lines of a cell as one text; ``full`` tells that the first leaves no room for the next word."""
    last, first = text[-1], more[0]
    if last.isascii() and first.isascii() and (last.isalnum() or last in ",.%-") and (first.isalnum() or first in ",.-%"):
        numeric = _NUMERIC.match(text) and _NUMERIC.match(more)
        if numeric and not _WHOLE.match(text) and (full or last in ",.-" or first in ",.%") and _NUMBER.match(text + more):
            return text + more
        if not numeric and last.isdigit() and first.isdigit() and full:
            return text + more
        return text + " " + more
    return text + more


def pieces(line: Sequence[Glyph], letters: Sequence[str], at: At) -> list[Piece]:
    """Return a line of prose in pieces, each figure with a box of its own; ``letters`` as ``spaced`` gives them."""
    text = "".join(letters)
    if len(text) == len(letters):
        starts: Sequence[int] = range(len(letters))
    else:
        starts = list(accumulate(map(len, letters[:-1]), initial=0))
    out: list[Piece] = []
    begin = 0
    for match in _FIGURE.finditer(text):
        until = bisect_left(starts, match.end(), begin)
        if until > begin:
            out.append(Piece(match[0], at(around(line[begin:until]))))
        elif out:
            out[-1] = out[-1]._replace(text=out[-1].text + match[0])
        begin = until
    return out


def is_numeric(text: str) -> bool:
    """Tell whether a text has nothing but digits and what stands in figures."""
    return bool(_NUMERIC.match(text))


def is_figure(text: str) -> bool:
    """Tell whether a text is one whole figure."""
    return bool(_NUMBER.match(text))
