"""The index of several reports: how each fared, and the way to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from textcheck.assertion import Level
from textcheck.report import Status
from textcheck.reporters.html.cover import bar
from textcheck.reporters.html.markup import asset, escape, page
from textcheck.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

    from textcheck.report import Report
    from textcheck.reporters.base import Totals
    from textcheck.reporters.html.phrases import Phrases


class Summary(NamedTuple):
    """What the index tells of a report."""

    path: str
    error: str
    found: Mapping[Level, int]
    figures: Mapping[Status, int]

    @classmethod
    def of(cls, report: Report) -> Self:
        """Return the summary of a report."""
        levels = [level for _, level in report.raised]
        return cls(
            report.path,
            report.error,
            {level: levels.count(level) for level in Level},
            {status: report.figures.get(status, 0) for status in Status},
        )


def index_page(entries: Sequence[tuple[str, Summary]], totals: Totals, phrases: Phrases) -> bytes:
    """Return the index as a page without any script."""
    words = phrases.words
    heads = [phrases.page["report"], *(words.levels[level] for level in Level), *(words.statuses[status] for status in Status)]
    told = [words.files.format(totals.files)]
    told += [words.failed.format(totals.failed)] if totals.failed else []
    told += [words.findings[level].format(totals.findings[level]) for level in Level if totals.findings.get(level)]
    places = {
        **phrases.page,
        "version": VERSION,
        "counts": "".join(f"<span>{each}</span>" for each in told),
        "heads": "".join(f'<th scope="col">{head}</th>' for head in heads),
        "rows": "".join(_row(name, summary, phrases) for name, summary in entries),
    }
    return page(phrases.lang, f"{phrases.page['index']} · textcheck", asset("index.html").format_map(places), "")


def _row(name: str, summary: Summary, phrases: Phrases) -> str:
    path = phrases.words.stdin if summary.path == "-" else summary.path
    title = f"<bdi>{escape(path)}</bdi>"
    link = f'<a href="{escape(quote(name, errors="replace"))}">{title}</a>' if name else title
    error = f'<p class="trouble">{escape(summary.error)}</p>' if summary.error else ""
    figures = summary.figures
    cells = [str(summary.found[level]) for level in Level] + [str(figures[status]) for status in Status]
    return f'<tr><th scope="row">{link}{bar(figures, "small")}{error}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>\n'
