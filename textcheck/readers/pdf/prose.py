"""Lines of prose: which of them are one paragraph, which are running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from textcheck.readers.lines import find_marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textcheck.readers.pdf.shapes import Box
    from textcheck.readers.transcript import Piece

_CLOSED = tuple("。！？；;：:…!?")
_LEADERS = re.compile(r"[.…·．。]{3,}|\s\d{1,3}$")
_PAGE = re.compile(r"[-—－–\s]*\d(?: ?\d){0,2}[-—－–\s]*$|第?\s*\d+\s*页?\s*[/／,，]?\s*共?\s*\d*\s*页$|\d+\s*[/／]\s*\d+$")
_DIGITS = re.compile(r"\d+")
_MARGIN = 10
_REPEATED = 3
_LONG = 15


class Line(NamedTuple):
    """A line of prose: its box, the height of its glyphs, its text, whether it has a wide gap, and its pieces."""

    box: Box
    size: int
    text: str
    parted: bool
    pieces: list[Piece]


class Column(NamedTuple):
    """Where the lines of a page begin and end."""

    left: int
    right: int


def column(lines: Iterable[Line], width: int) -> Column:
    """Return where most of a page's long lines begin, and where the longest end; ``width`` is the page's.

    Where none comes near the right margin, as on a page with nothing but titles, the column ends farther right than they.
    """
    long = [line for line in lines if len(line.text) >= _LONG and not line.parted]
    if not long:
        return Column(0, 0)
    left = min([line.box[0] for line in long])
    return Column(left, max(width - 2 * left, *[line.box[2] for line in long]))


def goes_on(line: Line, here: Column, after: Line, there: Column) -> bool:
    """Tell whether ``after`` surely goes on with the paragraph of ``line``, each in the column of its page.

    A line that leaves no room for another character, before one without indent, in the same size, none closed or numbered.
    """
    if line.parted or after.parted or len(line.text) < _LONG or line.text.endswith(_CLOSED) or _LEADERS.search(line.text):
        return False
    full = here.right - line.box[2] < line.size * 3 // 2
    flush = abs(after.box[0] - there.left) < after.size
    same = abs(line.size - after.size) * 10 <= line.size
    near = here is not there or after.box[1] - line.box[3] < 2 * line.size
    return full and flush and same and near and find_marker(after.text) is None and not _LEADERS.search(after.text)


def in_margin(box: Box, height: int) -> bool:
    """Tell whether a box stands where running heads and page numbers stand."""
    edge = height // _MARGIN
    return box[3] < edge or box[1] > height - edge


def is_page_number(text: str) -> bool:
    """Tell whether a line only numbers its page."""
    return bool(_PAGE.match(text.strip()))


def key(text: str) -> str:
    """Return what stays the same of a running head from page to page."""
    return _DIGITS.sub("", text).strip()


def running(heads: Sequence[set[str]]) -> frozenset[str]:
    """Return the keys of the lines in the margins of pages that recur."""
    counts = Counter(head for page in heads for head in page)
    least = max(_REPEATED, len(heads) // 3)
    return frozenset(text for text, count in counts.items() if count >= least and text)
