"""What is to be highlighted: boxes on pages, in which colour, and what the notes say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Level
from textcheck.document.span import Span
from textcheck.reporters.columns import printable
from textcheck.reporters.notes import note, shown, trimmed
from textcheck.reporters.places import where
from textcheck.reporters.words import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.source import Source
    from textcheck.finding import Finding

Box = tuple[int, int, int, int]
Colour = tuple[int, int, int]
COLOURS: dict[Level, Colour] = {Level.ERROR: (255, 110, 110), Level.WARNING: (255, 200, 60), Level.INFO: (140, 190, 255)}
BESIDE: Colour = (200, 240, 200)


class Shade(NamedTuple):
    """Boxes on a page that are one passage, and what is said of it; without a box it is said of the page."""

    page: int
    boxes: tuple[Box, ...]
    colour: Colour
    text: str


def shades(source: Source, findings: Sequence[Finding]) -> Iterator[Shade]:
    """Yield what to highlight: what is held against the findings first, so that they are on top of it.

    A passage over several pages is highlighted on each, and told of on the first.
    """
    faults = {box for finding in findings for _, boxes in passages(source, finding.span) for box in boxes}
    beside: dict[tuple[int, tuple[Box, ...]], list[str]] = {}
    for finding in findings:
        told = printable(f"与{where(source, finding.span, CHINESE)}“{finding.actual}”核对（{finding.code}）")
        for evidence in shown(finding):
            for page, boxes in passages(source, evidence.span):
                if boxes and faults.isdisjoint(boxes):
                    beside.setdefault((page, boxes), []).append(told)
    for (page, boxes), said in beside.items():
        yield Shade(page, boxes, BESIDE, "\n".join(dict.fromkeys(said)))
    for finding in findings:
        text = note(source, finding)
        for page, boxes in passages(source, finding.span):
            yield Shade(page, boxes, COLOURS[finding.level], text)
            text = f"（接前一页）{finding.code}"


def passages(source: Source, span: Span) -> list[tuple[int, tuple[Box, ...]]]:
    """Return the pages on which a passage stands with its boxes there; the first page if that is not known."""
    found: dict[int, list[Box]] = {}
    for place in source.places(Span(*trimmed(source, span))):
        if place.page:
            found.setdefault(place.page, [])
            if place.box:
                found[place.page].append(place.box)
    return [(page, tuple(boxes)) for page, boxes in found.items()] or [(1, ())]
