"""Where something stands, in words: the line of a text, the page of a PDF, the cell of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textcheck.document.source import Place, Source
    from textcheck.document.span import Span
    from textcheck.reporters.words import Words


def where(source: Source, span: Span, words: Words) -> str:
    """Return where ``span`` begins, as a reader looks it up."""
    return describe(source.place(span.start), words)


def describe(place: Place, words: Words) -> str:
    """Return a place in words, from the file of a report in several files down to the cell; empty if nothing is known."""
    parts = [place.file] if place.file else []
    if place.page:
        parts.append(words.page.format(place.page))
    if place.sheet:
        parts.append(words.sheet.format(place.sheet) + place.cell)
    elif place.table and place.row:
        parts.append(words.cell.format(place.table, place.row, place.column))
    elif place.paragraph:
        parts.append(words.paragraph.format(place.paragraph))
    if place.line:
        parts.append(words.lines.format(place.line))
    return " ".join(parts)


def short(place: Place, words: Words) -> str:
    """Return a place in as few signs as tell it from its neighbours, for the margin of an excerpt."""
    if place.cell:
        return place.cell
    if place.page:
        return words.short_page.format(place.page)
    if place.table:
        return words.short_table.format(place.table)
    return words.short_paragraph.format(place.paragraph) if place.paragraph else str(place.line)


def location(source: Source, span: Span) -> dict[str, Any]:
    """Return where ``span`` begins and ends, for programs.

    Lines and columns are those of the text as read, from 1, ends exclusive; ``page`` and ``place`` are null in plain text.
    """
    begin = source.position(span.start)
    last = source.position(span.end - 1) if span.end > span.start else None
    places = source.places(span) if source.anchors else []
    return {
        "line": begin.line,
        "column": begin.column,
        "end_line": last.line if last else begin.line,
        "end_column": last.column + 1 if last else begin.column,
        "page": (places[0].page or None) if places else None,
        "place": place_object(places[0]) if places else None,
    }


def place_object(place: Place) -> dict[str, Any] | None:
    """Return what is known of a place, for programs; nothing if it is no more than a line."""
    known = {name: value for name, value in place._asdict().items() if value}
    if not known.keys() - {"line"}:
        return None
    return {**known, "cell": place.cell} if place.cell else known
