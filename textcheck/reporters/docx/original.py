"""The editor's own file with comments: nothing else in it changes."""

from __future__ import annotations

import io
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import docx
from lxml import etree

from textcheck.reporters.docx.comments import around, over
from textcheck.reporters.docx.names import Finder
from textcheck.reporters.docx.signs import cut, signs
from textcheck.reporters.notes import note, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from textcheck.document.source import Place, Source
    from textcheck.finding import Finding
    from textcheck.reporters.docx.signs import Sign


class Passage(NamedTuple):
    """A stretch of what was read at a place, white space left out: all that was read there, and where the stretch is in it."""

    text: str
    start: int
    end: int


def mark(source: Source, findings: Sequence[Finding]) -> bytes:
    """Return the .docx of ``source`` with a comment for every finding; nothing if it is of a dialect that cannot be written."""
    if not findings:
        return source.data
    try:
        word = docx.Document(io.BytesIO(source.data))
    except (KeyError, ValueError, etree.LxmlError):  # parts missing that reading can do without, macros, the strict dialect
        return b""
    finder = Finder(word.element)
    stretches = _stretches(source)
    for finding in findings:
        start, end = trimmed(source, finding.span)
        place = source.place(start)
        paragraphs = finder.paragraphs(place) or ([finder.first] if finder.first is not None else [])
        said = note(source, finding)
        runs = _runs(signs(paragraphs), _passage(source, stretches[place], start, end))
        if runs:
            around(word, *runs, said)
        elif paragraphs:
            over(word, paragraphs[0], said)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _stretches(source: Source) -> dict[Place, list[tuple[int, int]]]:
    """Return, by place, the stretches of the text that stand there."""
    found: dict[Place, list[tuple[int, int]]] = {}
    ends = [anchor.start for anchor in source.anchors[1:]] + [len(source.text)]
    for anchor, end in zip(source.anchors, ends, strict=True):
        found.setdefault(anchor.place, []).append((anchor.start, end))
    return found


def _passage(source: Source, stretches: Sequence[tuple[int, int]], start: int, end: int) -> Passage:
    """Return what was read at a place, and where in it ``start`` to ``end`` is, as far as it stands there."""
    text, at, until = "", -1, -1
    for begin, stop in stretches:
        if begin <= start < stop:
            at = len(text) + len(_bare(source.text[begin:start]))
            until = at + len(_bare(source.text[start : min(end, stop)]))
        text += _bare(source.text[begin:stop])
    return Passage(text, at, until)


def _bare(text: str) -> str:
    return "".join(text.split())


def _runs(signs: Sequence[Sign], passage: Passage) -> tuple[Element, Element] | None:
    """Return the first and last run of a passage, cut to it; nothing if it cannot be told where it is.

    What was read has numbers and notes besides the text of the paragraph, so the whole of it is looked up in what was
    read. Where that fails, as with hidden text, the passage counts by how often it occurs, if it occurs as often in both.
    """
    text = "".join(sign.character for sign in signs)
    start, end = passage.start, passage.end
    if not text or not 0 <= start < end:
        return None
    at = passage.text.find(text)
    if at >= 0 and passage.text.find(text, at + 1) < 0:
        first = start - at
    else:
        wanted = passage.text[start:end]
        here, there = _occurrences(text, wanted), _occurrences(passage.text, wanted)
        first = here[bisect_right(there, start) - 1] if len(here) == len(there) else -1
    last = first + end - start - 1
    return cut(signs[first], signs[last]) if 0 <= first <= last < len(signs) else None


def _occurrences(text: str, wanted: str) -> list[int]:
    found: list[int] = []
    at = text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found
