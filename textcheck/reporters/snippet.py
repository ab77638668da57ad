"""A sentence or table row on the terminal, with the figures in it underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.reporters.columns import ELLIPSIS, printable, width, window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.document.blocks import Cell, Table
    from textcheck.document.span import Span
    from textcheck.excerpt import Excerpt

_GAP = " | "


class Mark(NamedTuple):
    """A passage to underline: with ``^`` the fault itself, with ``-`` what it was computed from."""

    excerpt: Excerpt
    span: Span
    sign: str
    label: str


class Snippet(NamedTuple):
    """The text to show and the lines under it: the marks, then what is said of the first if that did not fit beside it."""

    text: str
    below: tuple[str, ...]


def draw(marks: Sequence[Mark], columns: int) -> Snippet:
    """Return the excerpt that ``marks`` share, cut to ``columns`` around the first of them."""
    excerpt = marks[0].excerpt
    if excerpt.table is None:
        return _sentence(marks, columns)
    return _row(excerpt.row, marks, columns)


def title(table: Table) -> str:
    """Return the title and number above a table in one line."""
    return " ".join(printable(p.text) for p in table.titles if p.kind == "title")


def _sentence(marks: Sequence[Mark], columns: int) -> Snippet:
    first = marks[0].excerpt
    text = printable(first.text)
    begin, end = window(text, first.start, first.end, columns)
    lead = ELLIPSIS if begin > 0 else ""
    shown = lead + text[begin:end] + (ELLIPSIS if end < len(text) else "")
    seen = [m for m in marks if (m.excerpt.start >= begin and m.excerpt.end <= end) or m is marks[0]]
    places = [(len(lead) + m.excerpt.start - begin, len(lead) + min(m.excerpt.end, end) - begin, m.sign) for m in seen]
    return Snippet(shown, _below(shown, places, _labels(seen)))


def _row(row: tuple[Cell, ...], marks: Sequence[Mark], columns: int) -> Snippet:
    """Show the marked cells, each with the name to its left; what their columns are called is said by the labels."""
    signs: dict[int, str] = {}
    for mark in reversed(marks):
        signs |= dict.fromkeys((c.column for c in row if c.span == mark.span or c.span.overlaps(mark.span)), mark.sign)
    named = [c.column for c in row if c.text and not _is_number(c.text)]
    names = {max((column for column in named if column <= signed), default=min(named, default=0)) for signed in signs}
    shown: list[str] = []
    places: list[tuple[int, int, str]] = []
    last = -1
    for column in sorted({*names, *signs}):
        if column != last + 1:
            shown.append(ELLIPSIS)
        cell = printable(row[column].text)
        start = len(_GAP.join((*shown, "")))
        if column in signs:
            places.append((start, start + len(cell), signs[column]))
        shown.append(cell)
        last = column
    text = _GAP.join(shown)
    end = window(text, 0, 0, columns)[1]
    cut = text[:end] + (ELLIPSIS if end < len(text) else "")
    marked = [(start, min(stop, end), sign) for start, stop, sign in places if start < end]
    return Snippet(cut, _below(cut, marked, _labels(sorted(marks, key=lambda mark: mark.span))))


def _is_number(text: str) -> bool:
    return not any(c.isalpha() for c in text)


def _below(text: str, places: Sequence[tuple[int, int, str]], label: str) -> tuple[str, ...]:
    """Return the underline with the label beside it, or under the fault if another mark stands to the right of that."""
    underline = _underline(text, places)
    fault = next((start for start, _, sign in places if sign == "^"), None)
    if label and fault is not None and underline.endswith("-"):
        return underline, " " * width(text[:fault]) + label
    return (f"{underline} {label}".rstrip(),)


def _underline(text: str, places: Sequence[tuple[int, int, str]]) -> str:
    """Return the line under ``text``; where marks overlap, the fault's own sign stays visible."""
    line: list[str] = []
    for start, end, sign in sorted(places, key=lambda place: place[2] == "^"):
        begin = width(text[:start])
        size = max(width(text[start:end]), 1)
        line += " " * (begin + size - len(line))
        line[begin : begin + size] = sign * size
    return "".join(line)


def _labels(marks: Sequence[Mark]) -> str:
    """Return what the marks are called, without the table's title, which stands above."""
    table = marks[0].excerpt.table
    named = title(table) if table is not None else ""
    labels: dict[str, None] = {}
    for mark in marks:
        first, blank, rest = printable(mark.label).partition(" ")
        labels[rest if blank and first in named else f"{first}{blank}{rest}"] = None
    return "；".join(filter(None, labels))
