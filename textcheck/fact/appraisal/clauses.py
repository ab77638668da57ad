"""The clauses of prose that tell of a project's indicators, with their numbers."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Term
from textcheck.document.span import Span
from textcheck.fact.appraisal.model import Appraisal, plain_project
from textcheck.fact.appraisal.numbers import count
from textcheck.mention.figure import find_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Paragraph, Section
    from textcheck.quantity.quantity import Quantity

_CLAUSE = re.compile(r"[^，,。;]+[，,。;]?")
_IS = re.compile(r"[为达到是共计至:]+$")
_ENDS = frozenset("。;")
_DIGIT = re.compile(r"[0-9一两三二四五六]")
_BATCH = re.compile(r"(?<![第每这那])([一二两三四五六七八九])(批)(?=\S{2})")
_BATCHES = {word: str(number) for number, word in enumerate("一二三四五六七八九", 1)} | {"两": "2"}


class Clause(NamedTuple):
    """A number, the words that it closes, and where it stands; ``summary``: in the 自评综述, not above the sheet.

    ``lead`` is what stands before the number, without 为 or 达到; ``alone``: the clause has no other number.
    """

    text: str
    lead: str
    quantity: Quantity
    span: Span
    summary: bool
    alone: bool

    def term(self, label: str) -> Term:
        """Return the number as it takes part in an assertion."""
        return Term(label, self.span, self.quantity)


def clauses_of(appraisal: Appraisal) -> dict[str, list[Clause]]:
    """Return, by plain name of the project, the clauses under its heading and in its summary."""
    found: dict[str, list[Clause]] = {}
    names = appraisal.by_summary.keys() | appraisal.project_sheets.keys()
    under: dict[int, str] = {}
    for section in appraisal.document.sections:
        if section.title and (name := plain_project(section.title)) in names:
            _mark(section, name, under)
    if under:
        for paragraph in appraisal.document.body:
            name = under.get(id(paragraph.section), "")
            if name and _DIGIT.search(paragraph.text):
                found.setdefault(name, []).extend(_clauses(paragraph, summary=False))
    for name, summary in appraisal.by_summary.items():
        found.setdefault(name, []).extend(_clauses(summary.paragraph, summary=True))
    return found


def _mark(section: Section, name: str, under: dict[int, str]) -> None:
    under[id(section)] = name
    for child in section.children:
        _mark(child, name, under)


def _clauses(paragraph: Paragraph, *, summary: bool) -> Iterator[Clause]:
    """Yield the numbers of ``paragraph``; a clause without one lends its words to the next of the sentence."""
    text = paragraph.text
    found = [(figure.start, figure.end, figure.quantity) for figure in find_figures(text)]
    found += [(batch.start(), batch.end(), _batch(batch)) for batch in _BATCH.finditer(text)]
    found.sort(key=itemgetter(0))
    before, next_one = "", 0
    for match in _CLAUSE.finditer(text):
        at, end = match.span()
        own = next_one
        while next_one < len(found) and found[next_one][0] < end:
            next_one += 1
        for start, stop, quantity in found[own:next_one]:
            lead = before + _IS.sub("", text[at:start])
            yield Clause(
                before + match.group(), lead, quantity, paragraph.reading.span(start, stop), summary, next_one - own == 1
            )
        before = "" if next_one > own or text[end - 1] in _ENDS else before + match.group()


def _batch(match: re.Match[str]) -> Quantity:
    return count("", _BATCHES[match.group(1)], Span(0, 0), match.group(2)).quantity
