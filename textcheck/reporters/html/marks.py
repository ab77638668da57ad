"""What a page can point at: the figures of the ledger, and every other passage that a finding or an assertion names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.assertion import Assertion
    from textcheck.document.blocks import Document
    from textcheck.document.span import Span
    from textcheck.report import Entry, Report


class Marks:
    """The figures, assertions and places of one report by number, and which of them show in a stretch of its text."""

    def __init__(self, report: Report, document: Document) -> None:
        """Give a number to all that the findings and the ledger of ``report`` speak of."""
        self.figures: Sequence[Entry] = report.ledger or ()
        self.assertions: list[Assertion] = []
        self.numbers: dict[int, int] = {}
        self._figure_at = {entry.span: number for number, entry in enumerate(self.figures)}
        self._order = sorted((entry.span.start, entry.span.end, number) for number, entry in enumerate(self.figures))
        self._starts = [start for start, _, _ in self._order]
        self._leaves = sorted(_leaves(document))
        self._place_at: dict[Span, int] = {}
        self._shown: dict[int, list[tuple[Span, int]]] = {}
        for entry in self.figures:
            for assertion in entry.assertions:
                if self.numbers.setdefault(id(assertion), len(self.assertions)) == len(self.assertions):
                    self.assertions.append(assertion)
        for span in _named(report, self.assertions):
            if span not in self._figure_at and span not in self._place_at:
                self._settle(span)
        self.flags: dict[int, list[int]] = {}
        for number, finding in enumerate(report.findings):
            for leaf in self._touched(finding.span)[:1]:
                self.flags.setdefault(leaf[0], []).append(number)

    def figure(self, span: Span) -> int:
        """Return the number of the figure at ``span``, -1 if there is none."""
        return self._figure_at.get(span, -1)

    def place(self, span: Span) -> int:
        """Return the number of the passage ``span``, -1 if it is a figure or nowhere in the text."""
        return self._place_at.get(span, -1)

    def target(self, span: Span) -> str:
        """Return the id of the element that shows ``span``; empty if none does."""
        figure, place = self.figure(span), self.place(span)
        return f"f{figure}" if figure >= 0 else f"p{place}" if place >= 0 else ""

    def figures_in(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return start, end and number of the figures between two offsets, in order."""
        first = bisect_left(self._starts, start)
        return self._order[first : bisect_left(self._starts, end, first)]

    def places_in(self, start: int) -> Sequence[tuple[Span, int]]:
        """Return the passages that touch the paragraph or cell which begins at ``start``."""
        return self._shown.get(start, ())

    def _settle(self, span: Span) -> None:
        """Give a passage a number if some of it is shown."""
        touched = self._touched(span)
        if touched:
            self._place_at[span] = number = len(self._place_at)
            for start, _ in touched:
                self._shown.setdefault(start, []).append((span, number))

    def _touched(self, span: Span) -> list[tuple[int, int]]:
        """Return the paragraphs and cells that a span touches; an empty cell is touched at its only offset."""
        at = max(bisect_right(self._leaves, (span.start, 1 << 60)) - 1, 0)
        found: list[tuple[int, int]] = []
        while at < len(self._leaves) and self._leaves[at][0] <= max(span.end - 1, span.start):
            start, end = self._leaves[at]
            if end > span.start or start == span.start:
                found.append((start, end))
            at += 1
        return found


def _leaves(document: Document) -> Iterator[tuple[int, int]]:
    for paragraph in (*document.contents, *document.paragraphs):
        yield paragraph.span.start, paragraph.span.end
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                yield cell.span.start, cell.span.end


def _named(report: Report, assertions: Sequence[Assertion]) -> Iterator[Span]:
    """Yield every span that can be jumped to, the findings' own first."""
    for finding in report.findings:
        yield finding.span
        yield from (proof.span for proof in finding.evidence)
        yield from (also.span for also in finding.consequences)
        if finding.repair:
            yield from (side.term.span for side in finding.repair.sides)
    for assertion in assertions:
        yield from (term.span for term in assertion.terms)
