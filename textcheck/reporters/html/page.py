"""The page of one report, put together."""

from __future__ import annotations

from collections import Counter
from os.path import basename
from typing import TYPE_CHECKING

from textcheck.assertion import Level
from textcheck.errors import LexiconError
from textcheck.lexicon.profile import load_profile
from textcheck.report import Status
from textcheck.reporters.html.cards import Cards, rule_pages
from textcheck.reporters.html.cover import Sections, bar, contents, lines
from textcheck.reporters.html.data import Data
from textcheck.reporters.html.marks import Marks
from textcheck.reporters.html.markup import asset, escape, page
from textcheck.reporters.html.text import CLASSES, Text
from textcheck.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textcheck.report import Report
    from textcheck.reporters.base import Page
    from textcheck.reporters.html.phrases import Phrases

_CLASSES = "STNWPDU"


def report_page(report: Report, phrases: Phrases, rules: Mapping[str, Page]) -> bytes:
    """Return the page of a report that could be read."""
    document = report.document
    assert document is not None
    marks = Marks(report, document)
    sections = Sections(document)
    shown = frozenset([code for code, _ in report.raised])
    codes = sorted(shown | {assertion.code for assertion in marks.assertions})
    name = phrases.words.stdin if report.path == "-" else basename(report.path)
    places = {
        **phrases.page,
        "name": escape(name),
        "version": VERSION,
        "kind": escape(_kind(report.profile)),
        "counts": counts(report, phrases),
        "trouble": f'<p class="trouble" role="alert">{escape(report.error)}</p>' if report.error else "",
        "legend": _legend(report.figures, phrases),
        "bar": bar(report.figures, "large"),
        "filters": _filters(report, sections, phrases),
        "cards": Cards(document, marks, sections, phrases).write(report),
        "total": str(len(report.findings) + len(report.notices)),
        "contents": contents(lines(document, sections, marks.figures), phrases),
        "text": Text(document, marks, report.findings, phrases).write(),
        "rules": rule_pages([rules[code] for code in codes if code in rules], shown, phrases),
    }
    body = asset("page.html").format_map(places)
    return page(phrases.lang, f"{name} · textcheck", body, "page.js", Data(report, document, marks, phrases).write(rules))


def counts(report: Report, phrases: Phrases) -> str:
    """Return how many findings there are of each level, and what is kept quiet."""
    words = phrases.words
    found = Counter([level for _, level in report.raised])
    told = [f'<span class="{level.value}">{words.findings[level].format(found[level])}</span>' for level in Level if found[level]]
    told = told or [f'<span class="clean">{words.clean}</span>']
    quiet = (words.quiet, report.suppressed), (words.known, report.known)
    told += [f"<span>{said.format(len(findings))}</span>" for said, findings in quiet if findings]
    return "".join(told)


def _legend(figures: Mapping[Status, int], phrases: Phrases) -> str:
    """Return a switch for each status: its sign, its name, how many figures have it."""
    return "".join(
        f'<li><button type="button" class="key" data-status="{CLASSES[status]}" aria-pressed="false">'
        f'<span class="f {CLASSES[status]}" aria-hidden="true">{phrases.page["sample"]}</span> {phrases.words.statuses[status]} '
        f"<b>{figures.get(status, 0)}</b></button></li>"
        for status in Status
    )


def _filters(report: Report, sections: Sections, phrases: Phrases) -> str:
    """Return the switches for levels and classes that there are, and the choice of a section."""
    levels, classes = Counter([level for _, level in report.raised]), Counter([code[0] for code, _ in report.raised])
    of_level = "".join(
        _switch("level", level.value, phrases.words.levels[level], levels[level]) for level in Level if levels[level]
    )
    of_class = "".join(
        _switch("class", each, f"{each} {phrases.page.get(f'class_{each}', '')}".strip(), classes[each])
        for each in sorted(classes, key=_class_order)
    )
    within = Counter([sections.around(finding.span.start) for finding in report.findings])
    options = "".join(
        f'<option value="{number}">{escape(title or phrases.page["before"])}（{within[number, title]}）</option>'
        for number, title in sorted(within)
    )
    said = phrases.page
    return (
        f'<div class="chips" role="group" aria-label="{said["by_level"]}">{of_level}</div>'
        f'<div class="chips" role="group" aria-label="{said["by_class"]}">{of_class}</div>'
        f'<label class="pick">{said["by_section"]} <select id="section"><option value="">{said["all_sections"]}</option>'
        f"{options}</select></label>"
    )


def _kind(profile: str) -> str:
    """Return the name of a kind of report; one of the user's own goes by its id."""
    try:
        return load_profile(profile).name
    except LexiconError:
        return profile


def _class_order(code: str) -> tuple[int, str]:
    return (_CLASSES.find(code) % (len(_CLASSES) + 1), code)


def _switch(kind: str, value: str, label: str, count: int) -> str:
    return (
        f'<button type="button" class="chip {value}" data-filter="{kind}" data-value="{value}" aria-pressed="true">'
        f"{label} <b>{count}</b></button>"
    )
