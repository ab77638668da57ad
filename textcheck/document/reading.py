"""A passage as a person reads it, with every character still pointing into the file.

White space inside Chinese text is layout, full-width digits are digits, ``**`` and ``<p>`` are left-overs of a
converter. ``Reading`` drops or folds them once, so that no later pattern has to think of them, and keeps
the way back to the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from textcheck.document.span import Span

FOLD = {
    **{ord("０") + i: str(i) for i in range(10)},
    **{ord("Ａ") + i: chr(ord("A") + i) for i in range(26)},
    **{ord("ａ") + i: chr(ord("a") + i) for i in range(26)},
    ord("％"): "%",
    ord("﹪"): "%",
    ord("（"): "(",
    ord("）"): ")",
    ord("﹙"): "(",
    ord("﹚"): ")",
    ord("．"): ".",
    ord("："): ":",
    ord("；"): ";",
    ord("＋"): "+",
    ord("－"): "-",
    ord("−"): "-",
    ord("﹣"): "-",
    ord("＜"): "<",
    ord("＞"): ">",
    ord("＝"): "=",
    ord("／"): "/",
    ord("＊"): "*",
    ord("﹢"): "+",
    ord("“"): '"',
    ord("”"): '"',
    ord("＂"): '"',
    ord("\u2018"): "'",
    ord("\u2019"): "'",
}

_SKIP = re.compile(
    r"[\s\u3000\xa0\u200b-\u200f\u2060\ufeff\xad]+"
    r"|\*\*"
    r"|</?(?:p|div|span|br|b|strong|em|i|u|font|input|table|tr|td|th|tbody|thead)\b[^<>]*>"
    r"|&(?:nbsp|ensp|emsp|zwj|zwnj);"
)
_FOLDED = {chr(code): folded for code, folded in FOLD.items()}
_FOLDABLE = re.compile(f"[{re.escape(''.join(_FOLDED))}]")
_GROUPED = re.compile(r"\d,\d$|\d,\d\d$")


class Reading(NamedTuple):
    """Folded text without layout, and the source offset where each kept piece begins."""

    text: str
    pieces: tuple[int, ...]
    offsets: tuple[int, ...]

    def offset(self, index: int) -> int:
        """Return the source offset of the reading's character ``index``."""
        piece = bisect_right(self.pieces, index) - 1
        return self.offsets[piece] + index - self.pieces[piece]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of reading characters ``start`` to ``end``, half-open, not empty."""
        return Span(self.offset(start), self.offset(end - 1) + 1)


def read(text: str, spans: tuple[Span, ...]) -> Reading:
    """Read the given stretches of ``text`` as one passage.

    A blank between two Latin letters stays; between two digits it stays too unless the digits before it are
    an unfinished group of thousands or a decimal point, because ``12 13`` may be two numbers.
    """
    parts: list[str] = []
    pieces: list[int] = []
    offsets: list[int] = []
    length = 0
    for span in spans:
        at = span.start
        for skip in _SKIP.finditer(text, span.start, span.end):
            begin = skip.start()
            if begin > at:
                pieces.append(length)
                offsets.append(at)
                parts.append(text[at:begin])
                length += begin - at
            at = skip.end()
            if _keeps_blank(text, begin, at):
                pieces.append(length)
                offsets.append(begin)
                parts.append(" ")
                length += 1
        if at < span.end:
            pieces.append(length)
            offsets.append(at)
            parts.append(text[at : span.end])
            length += span.end - at
    if not pieces:
        pieces, offsets = [0], [spans[0].start if spans else 0]
    return Reading(_folded("".join(parts)), tuple(pieces), tuple(offsets))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return ``text`` as it reads, where the way back is not needed; labels recur, so answers are kept."""
    if _SKIP.search(text):
        return read(text, (Span(0, len(text)),)).text
    return _folded(text)


def _folded(text: str) -> str:
    """Fold single characters; few of a text are to be, so finding them is quicker than ``translate``, which asks for each."""
    return _FOLDABLE.sub(_fold_one, text)


def _fold_one(match: re.Match[str]) -> str:
    return _FOLDED[match[0]]


def _keeps_blank(text: str, begin: int, end: int) -> bool:
    if begin == 0 or end >= len(text):
        return False
    before, after = text[begin - 1], text[end]
    if before.isdigit() and after.isdigit():
        return not _GROUPED.search(text, max(0, begin - 3), begin)
    return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
