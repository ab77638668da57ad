"""Several files that make one report: their texts after one another, every place with the file that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.source import Anchor, Mark, Place, Source
from textcheck.document.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

JOINED = "parts"
_GAP = "\n" * 6  # no paragraph goes on over so many line ends


class Part(NamedTuple):
    """One file of a report: its name as shown, and what was read from it."""

    name: str
    source: Source


def join(parts: Sequence[Part], path: str) -> Source:
    """Return the parts as one report, in the order given; a table does not go on from one file to the next."""
    texts: list[str] = []
    anchors: list[Anchor] = []
    marks: list[Mark] = []
    tables: set[int] = set()
    partial: set[int] = set()
    unread: set[int] = set()
    stored: dict[int, Decimal] = {}
    at = 0
    for part in parts:
        source = part.source
        anchors += _anchors(part, at)
        marks += [Mark(Span(mark.span.start + at, mark.span.end + at), mark.text) for mark in source.marks]
        tables.add(at + _first_row(source.text))
        tables.update(at + each for each in source.tables)
        partial.update(at + each for each in source.partial)
        unread.update(at + each for each in source.unread)
        stored.update((at + offset, value) for offset, value in source.stored.items())
        texts += (source.text, _GAP)
        at += len(source.text) + len(_GAP)
    encodings = {part.source.encoding for part in parts}
    return Source(
        path,
        "".join(texts),
        encodings.pop() if len(encodings) == 1 else "",
        tuple(marks),
        format=JOINED,
        anchors=tuple(anchors),
        tables=frozenset(tables),
        partial=frozenset(partial),
        unread=frozenset(unread),
        stored=stored,
        remarks=tuple(remark._replace(place=_in(part.name, remark.place)) for part in parts for remark in part.source.remarks),
    )


def _anchors(part: Part, at: int) -> Iterator[Anchor]:
    """Yield the anchors of a part; a part in plain text has one for every line."""
    if not part.source.anchors:
        for number, start in enumerate(part.source.line_starts, 1):
            yield Anchor(at + start, Place(file=part.name, line=number))
        return
    if part.source.anchors[0].start:
        yield Anchor(at, Place(file=part.name))
    for anchor in part.source.anchors:
        yield Anchor(at + anchor.start, _in(part.name, anchor.place))


def _in(name: str, place: Place) -> Place:
    return place._replace(file=f"{name}/{place.file}" if place.file else name)


def _first_row(text: str) -> int:
    """Return where the first line with a tab begins, so that it is no more of a table in the part before."""
    tab = text.find("\t")
    return text.rfind("\n", 0, tab) + 1 if tab >= 0 else 0
