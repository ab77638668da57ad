"""The list of contents with how well each part is covered, as bars and as a table."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from textcheck.report import Status
from textcheck.reporters.html.markup import escape
from textcheck.reporters.html.text import CLASSES, DEEPEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textcheck.document.blocks import Document, Section
    from textcheck.report import Entry
    from textcheck.reporters.html.phrases import Phrases


class Line(NamedTuple):
    """A line of the list: its depth from 1, the element it leads to, its title, the figures of its part by status."""

    depth: int
    target: str
    title: str
    figures: Counter[Status]


class Sections:
    """The sections of a report down to a depth, by place."""

    def __init__(self, document: Document) -> None:
        """Take the sections that the list of contents names."""
        self.named = [(number, section) for number, section in enumerate(document.sections) if 0 < section.level <= DEEPEST]
        self._starts = [section.span.start for _, section in self.named]

    def around(self, offset: int) -> tuple[int, str]:
        """Return number and title of the section in which ``offset`` stands; -1 before the first."""
        at = bisect_right(self._starts, offset) - 1
        return (self.named[at][0], self.named[at][1].title) if at >= 0 else (-1, "")


def lines(document: Document, sections: Sections, figures: Iterable[Entry]) -> list[Line]:
    """Return the sections and tables in order, each with the figures that stand in it."""
    tables = [(table.span.start, table.span.end, number) for number, table in enumerate(document.tables)]
    starts = [start for start, _, _ in tables]
    within: dict[str, Counter[Status]] = {}
    above = {id(section): number for number, section in enumerate(document.sections)}
    for entry in figures:
        number, _ = sections.around(entry.span.start)
        section: Section | None = document.sections[number] if number >= 0 else None
        while section is not None:
            within.setdefault(f"s{above[id(section)]}", Counter())[entry.status] += 1
            section = section.parent
        at = bisect_right(starts, entry.span.start) - 1
        if at >= 0 and entry.span.start < tables[at][1]:
            within.setdefault(f"t{at}", Counter())[entry.status] += 1
    found = [
        (section.span.start, Line(section.level, f"s{number}", section.title, within.get(f"s{number}", Counter())))
        for number, section in sections.named
    ]
    for number, table in enumerate(document.tables):
        name = next((title.text for title in table.titles if title.kind == "title"), "") or table.section.title
        found.append((table.span.start, Line(DEEPEST + 1, f"t{number}", name, within.get(f"t{number}", Counter()))))
    return [line for _, line in sorted(found, key=lambda pair: pair[0])]


def contents(listed: Sequence[Line], phrases: Phrases) -> str:
    """Return the list of contents, a bar beside each line, and the same numbers as a table."""
    items = "".join(
        f'<li class="d{line.depth}"><a href="#{line.target}">{escape(line.title) or phrases.page["untitled"]}</a>'
        f"{bar(line.figures, 'small')}</li>"
        for line in listed
    )
    words = phrases.words.statuses
    heads = "".join(f'<th scope="col">{words[status]}</th>' for status in Status)
    rows = "".join(
        f'<tr><th scope="row">{escape(line.title)}</th>{"".join(f"<td>{line.figures[status]}</td>" for status in Status)}</tr>'
        for line in listed
        if line.figures.total()
    )
    return (
        f'<ol class="contents">{items}</ol><details class="coverage"><summary>{phrases.page["as_table"]}</summary>'
        f'<div class="sheet" tabindex="0" role="region" aria-label="{phrases.page["coverage"]}"><table>'
        f'<thead><tr><th scope="col">{phrases.page["section"]}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>'
    )


def bar(figures: Mapping[Status, int], size: str) -> str:
    """Return a bar of figures by status, for the eye only; the numbers stand beside it or in the table."""
    total = sum(figures.values())
    if not total:
        return ""
    parts: list[str] = []
    at = 0
    for status in (Status.CONTRADICTED, Status.VERIFIED, Status.ROUNDING, Status.UNASSESSABLE, Status.UNBOUND):
        count = figures.get(status, 0)
        if count:
            parts.append(f'<rect class="{CLASSES[status]}" x="{at}" y="0" width="{count}" height="1"/>')
            at += count
    return f'<svg class="bar {size}" viewBox="0 0 {total} 1" preserveAspectRatio="none" aria-hidden="true">{"".join(parts)}</svg>'
