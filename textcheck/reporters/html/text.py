"""The report as it reads: headings, paragraphs and tables, every figure and every passage in question marked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from textcheck.document.reading import read
from textcheck.report import Status
from textcheck.reporters.html.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textcheck.document.blocks import Cell, Document, Paragraph, Table
    from textcheck.document.reading import Reading
    from textcheck.document.span import Span
    from textcheck.finding import Finding
    from textcheck.reporters.html.marks import Marks
    from textcheck.reporters.html.phrases import Phrases

CLASSES = {
    Status.VERIFIED: "v",
    Status.ROUNDING: "r",
    Status.CONTRADICTED: "c",
    Status.UNASSESSABLE: "a",
    Status.UNBOUND: "u",
}
DEEPEST = 2
_SPACED = {"heading", "title", "field", "toc"}
_WIDE = 3
_HIGHEST_HEADING = 3
_Run = tuple[int, int]


class Text:
    """Writes the body of one report."""

    def __init__(self, document: Document, marks: Marks, findings: Sequence[Finding], phrases: Phrases) -> None:
        """Write ``document`` with its ``marks``; ``findings`` are flagged by their number."""
        self._document = document
        self._source = document.source.text
        self._marks = marks
        self._findings = findings
        self._phrases = phrases
        self._parts: list[str] = []
        self._about = ""
        self._spaced = False
        self._named: set[int] = set()
        self._numbers = {id(section): number for number, section in enumerate(document.sections)}

    def write(self) -> str:
        """Return the whole body; a new division begins with every section of a high level."""
        self._parts = ['<div class="part">']
        document = self._document
        inside = {id(title) for table in document.tables for title in table.titles if title.kind != "heading"}
        blocks: list[tuple[int, int, Paragraph | None, Table | None]] = []
        for number, table in enumerate(document.tables):
            begin = min([table.span.start, *[title.span.start for title in table.titles if id(title) in inside]])
            blocks.append((begin, number, None, table))
        blocks += [(p.span.start, -1, p, None) for p in (*document.contents, *document.paragraphs) if id(p) not in inside]
        blocks.sort(key=lambda block: block[:2])
        in_contents = False
        for start, number, paragraph, sheet in blocks:
            self._tell_place(start)
            is_contents = paragraph is not None and paragraph.kind == "toc"
            if is_contents != in_contents:
                in_contents = is_contents
                self._parts.append('<div class="tocs">' if is_contents else "</div>")
            if paragraph is not None:
                self._paragraph(paragraph)
            elif sheet is not None:
                self._table(number, sheet, [title for title in sheet.titles if id(title) in inside])
        return "".join((*self._parts, "</div>" * (1 + in_contents)))

    def _tell_place(self, offset: int) -> None:
        """Say where in the file what follows stands, where that has changed: another page, sheet or file."""
        if not self._document.source.anchors:
            return
        place, words = self._document.source.place(offset), self._phrases.words
        told = [place.file] if place.file else []
        told += [words.page.format(place.page)] if place.page else []
        told += [words.sheet.format(place.sheet)] if place.sheet else []
        about = " ".join(told)
        if about and about != self._about:
            self._about = about
            self._parts.append(f'<p class="at">{escape(about)}</p>')

    def _paragraph(self, paragraph: Paragraph) -> None:
        section, kind = paragraph.section, paragraph.kind
        inner = self._passage(paragraph)
        opens = section.span == paragraph.span and section.level > 0
        ident = f' id="s{self._numbers[id(section)]}"' if opens else ""
        if opens and section.level <= DEEPEST:
            self._parts.append('</div><div class="part">')
        if kind == "heading":
            level = min(_HIGHEST_HEADING + section.level - 1, 6) if opens else 6
            self._parts.append(f"<h{level}{ident}>{inner}</h{level}>\n")
        else:
            self._parts.append(f'<p class="{kind}"{ident}>{inner}</p>\n')

    def _table(self, number: int, table: Table, titles: Sequence[Paragraph]) -> None:
        caption = [f'<span class="{title.kind}">{self._passage(title)}</span>' for title in titles]
        name = " ".join(caption) or escape(self._phrases.page["table"].format(number + 1))
        head = self._head(table)
        rows = ["".join(self._cells(row, heads=at < head)) for at, row in enumerate(table.rows)]
        body = "".join(f"<tr>{row}</tr>\n" for row in rows[head:])
        top = f"<thead>{''.join(f'<tr>{row}</tr>' for row in rows[:head])}</thead>\n" if head else ""
        self._parts.append(
            f'<div class="sheet" id="t{number}" role="region" aria-labelledby="c{number}" tabindex="0">'
            f'<table><caption id="c{number}">{name}</caption>\n{top}<tbody>{body}</tbody></table></div>\n'
        )

    def _head(self, table: Table) -> int:
        """Return how many rows stand above the first that has a figure; all of them are no head."""
        for at, row in enumerate(table.rows):
            if self._marks.figures_in(row[0].span.start, row[-1].span.end + 1):
                return at
        return 1 if len(table.rows) > 1 else 0

    def _cells(self, row: Iterable[Cell], *, heads: bool) -> Iterator[str]:
        named = heads
        for cell in row:
            span = cell.span
            if not cell.text:
                places = self._marks.places_in(span.start)
                yield f"<td{self._names(places)}></td>" if places else "<td></td>"
                continue
            plain = self._source[span.start : span.end] == cell.text
            runs = [(span.start, span.end)] if plain else _runs(read(self._source, (span,)))
            inner = self._inline(runs, span)
            figures = self._marks.figures_in(span.start, span.end)
            if heads:
                yield f'<th scope="col">{inner}</th>'
            elif figures and figures[0][:2] == (span.start, span.end):
                yield f'<td class="n">{inner}</td>'
            elif named or cell.text.isdigit():
                yield f"<td>{inner}</td>"
            else:
                named = True
                yield f'<th scope="row">{inner}</th>'

    def _passage(self, paragraph: Paragraph) -> str:
        self._spaced = paragraph.kind in _SPACED
        inner = self._inline(_runs(paragraph.reading), paragraph.span)
        self._spaced = False
        return inner

    def _inline(self, runs: Sequence[_Run], span: Span) -> str:
        """Return printed stretches with their figures and passages marked, and the findings that begin here flagged."""
        figures = self._marks.figures_in(span.start, span.end)
        places = self._marks.places_in(span.start)
        flags = self._marks.flags.get(span.start, ())
        if not (figures or places or flags):
            return self._printed(runs, span.start, span.end, ())
        cuts = sorted({min(self._findings[number].span.end, span.end) for number in flags})
        parts: list[str] = []
        at = span.start
        for start, end, number in figures:
            parts.append(self._flagged(runs, (at, start), places, flags, cuts))
            inner = self._printed(runs, start, end, places)
            status = CLASSES[self._marks.figures[number].status]
            parts.append(f'<span class="f {status}" id="f{number}" role="button" tabindex="-1">{inner}</span>')
            parts += [self._flag(flag) for flag in flags if start < min(self._findings[flag].span.end, span.end) <= end]
            at = end
        parts.append(self._flagged(runs, (at, span.end), places, flags, cuts))
        return "".join(parts)

    def _flagged(
        self, runs: Sequence[_Run], stretch: _Run, places: Sequence[tuple[Span, int]], flags: Sequence[int], cuts: Sequence[int]
    ) -> str:
        """Return a stretch without figures, with the flag of every finding that ends in it."""
        at, end = stretch
        parts: list[str] = []
        for cut in cuts:
            if at < cut <= end:
                parts.append(self._printed(runs, at, cut, places))
                parts += [self._flag(flag) for flag in flags if min(self._findings[flag].span.end, end) == cut]
                at = cut
        parts.append(self._printed(runs, at, end, places))
        return "".join(parts)

    def _flag(self, number: int) -> str:
        finding = self._findings[number]
        words = self._phrases
        label = words.page["flag"].format(number + 1, words.words.levels[finding.level], finding.code)
        return f'<a class="flag {finding.level.value}" href="#n{number}" aria-label="{escape(label)}">{number + 1}</a>'

    def _printed(self, runs: Sequence[_Run], start: int, end: int, places: Sequence[tuple[Span, int]]) -> str:
        """Return what is printed between two offsets."""
        parts: list[str] = []
        last = -1
        for begin, stop in runs:
            first, final = max(begin, start), min(stop, end)
            if first >= final:
                continue
            if 0 <= last < first:
                parts.append(self._gap(self._source[last:first]))
            last = final
            parts.append(self._marked(first, final, places) if places else escape(self._source[first:final]))
        return "".join(parts)

    def _gap(self, left_out: str) -> str:
        """Return what stands for white space that was left out: a gap for a tab, in a heading also for many blanks."""
        if "\t" in left_out:
            return "\u2003"
        if not self._spaced or not left_out.isspace() or "\n" in left_out:
            return ""
        return "\u2003" if len(left_out) >= _WIDE else " "

    def _marked(self, start: int, end: int, places: Sequence[tuple[Span, int]]) -> str:
        """Return a printed stretch cut where passages begin and end."""
        edges = {start, end, *(edge for span, _ in places for edge in span if start < edge < end)}
        cuts = sorted(edges)
        parts: list[str] = []
        for first, final in pairwise(cuts):
            text = escape(self._source[first:final])
            covering = [place for place in places if place[0].start <= first and final <= place[0].end]
            parts.append(f"<span{self._names(covering)}>{text}</span>" if covering else text)
        return "".join(parts)

    def _names(self, places: Sequence[tuple[Span, int]]) -> str:
        """Return the attributes by which an element is found as (part of) passages; the first to show one has its id."""
        numbers = [number for _, number in places]
        new = next((number for number in numbers if number not in self._named), -1)
        self._named.update(numbers)
        ident = f' id="p{new}"' if new >= 0 else ""
        return f'{ident} data-p="{" ".join(map(str, numbers))}"'


def _runs(reading: Reading) -> list[_Run]:
    """Return the stretches of the source that are printed once white space is taken out."""
    ends = (*reading.pieces[1:], len(reading.text))
    return [(offset, offset + end - piece) for piece, end, offset in zip(reading.pieces, ends, reading.offsets, strict=True)]
