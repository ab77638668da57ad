"""Typography put right where no value changes: left-overs of a converter, blanks in figures, doubled marks, full-width signs.

Each mender takes the text and the places that its rule reports, and yields stretches with what should stand there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.document.reading import FOLD
from textcheck.document.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_BOLD = re.compile(r"(?<![^\s|，。；：、（）()“”])\*\*(?=[^\s*|])([^*\n|\t]*[^\s*|])\*\*(?!\*)")
_TAG = re.compile(r"</?(?:p|div|span|b|strong|em|font)\b[^<>\n]{0,200}>")
_ENTITIES = {"&nbsp;": " ", "&ensp;": " ", "&emsp;": " ", "&zwj;": "", "&zwnj;": "", "&quot;": '"'}
_ENTITY = re.compile("|".join(_ENTITIES))
_BLANKS = re.compile(r"[ \u3000]+")
_ENDS_FIGURE = re.compile(r"[ \u3000]*(?:[\t\r\n|，。；、）)%％]|[百千]?[万亿]?元|分|$)")
_WIDE = re.compile("[０-９．％﹪]+")


def _markup(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Delete marks of a converter; single asterisks that may hide a name stay, as do tags that part lines or cells."""
    if text[spans[0].start] == "*":
        for bold in _BOLD.finditer(text):
            yield Span(bold.start(), bold.start() + 2), ""
            yield Span(bold.end() - 2, bold.end()), ""
        return
    for span in spans:
        mark = text[span.start : span.end]
        if _TAG.fullmatch(mark) or _ENTITY.fullmatch(mark):
            yield span, _ENTITIES.get(mark, "")


def _split(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Delete blanks inside dates and figures, where nothing follows that would make the first half a number of its own."""
    for span in spans:
        if text[span.start : span.end].count(".") == 1 and not _ENDS_FIGURE.match(text, span.end):
            continue
        for blank in _BLANKS.finditer(text, span.start, span.end):
            yield Span(*blank.span()), ""


def _punctuation(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Write a doubled mark once (three and more may be an ellipsis), and the year of a document in its brackets."""
    for span in spans:
        printed = text[span.start : span.end]
        if len(printed) == 2 and printed[0] == printed[1]:
            if printed[0] not in (text[span.start - 1 : span.start], text[span.end : span.end + 1]):
                yield Span(span.start + 1, span.end), ""
        elif printed[0] in "[［" and printed[-1] in "]］":
            yield Span(span.start, span.start + 1), "〔"
            yield Span(span.end - 1, span.end), "〕"


def _width(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Write figures with half-width signs."""
    for span in spans:
        for wide in _WIDE.finditer(text, span.start, span.end):
            yield Span(*wide.span()), wide[0].translate(FOLD)


MENDERS: dict[str, Callable[[str, Sequence[Span]], Iterator[tuple[Span, str]]]] = {
    "W408": _markup,
    "W409": _split,
    "W410": _punctuation,
    "W412": _width,
}
