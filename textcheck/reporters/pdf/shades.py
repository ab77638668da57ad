"""What is to be highlighted: boxes on pages, in which colour, and what the notes say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Level
from textcheck.reporters.columns import printable
from textcheck.reporters.notes import note, shown, trimmed
from textcheck.reporters.places import where
from textcheck.reporters.words import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.source import Source
    from textcheck.document.span import Span
    from textcheck.finding import Finding

Box = tuple[int, int, int, int]
Colour = tuple[int, int, int]
COLOURS: dict[Level, Colour] = {Level.ERROR: (255, 110, 110), Level.WARNING: (255, 200, 60), Level.INFO: (140, 190, 255)}
BESIDE: Colour = (200, 240, 200)


class Spot(NamedTuple):
    """The box of a stretch of the text; what is meant is its ``passage``, between what stands ``before`` and ``after`` it."""

    box: Box
    before: str
    passage: str
    after: str


class Shade(NamedTuple):
    """Spots on a page that are one passage, and what is said of it; without any it is said of the page."""

    page: int
    spots: tuple[Spot, ...]
    colour: Colour
    text: str


def shades(source: Source, findings: Sequence[Finding]) -> Iterator[Shade]:
    """Yield what to highlight: what is held against the findings first, so that they are on top of it.

    A passage over several pages is highlighted on each, and told of on the first.
    """
    faults = {spot for finding in findings for _, spots in passages(source, finding.span) for spot in spots}
    beside: dict[tuple[int, tuple[Spot, ...]], list[str]] = {}
    for finding in findings:
        told = printable(f"与{where(source, finding.span, CHINESE)}“{finding.actual}”核对（{finding.code}）")
        for evidence in shown(finding):
            for page, spots in passages(source, evidence.span):
                if spots and faults.isdisjoint(spots):
                    beside.setdefault((page, spots), []).append(told)
    for (page, spots), said in beside.items():
        yield Shade(page, spots, BESIDE, "\n".join(dict.fromkeys(said)))
    for finding in findings:
        text = note(source, finding)
        for page, spots in passages(source, finding.span):
            yield Shade(page, spots, COLOURS[finding.level], text)
            text = f"（接前一页）{finding.code}"


def passages(source: Source, span: Span) -> list[tuple[int, tuple[Spot, ...]]]:
    """Return the pages on which a passage stands with its spots there; the first page if that is not known."""
    start, end = trimmed(source, span)
    found: dict[int, list[Spot]] = {}
    at = start
    while True:
        begin, stop, place = source.stretch(at)
        if place.page:
            spots = found.setdefault(place.page, [])
            if place.box:
                until = max(min(end, stop), at)
                spots.append(Spot(place.box, source.text[begin:at], source.text[at:until], source.text[until:stop]))
        if stop >= end or stop <= at:
            return [(page, tuple(spots)) for page, spots in found.items()] or [(1, ())]
        at = stop
