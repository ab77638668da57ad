"""From a report to its part of the workbook."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from textcheck.document.reading import fold
from textcheck.fact.arithmetic import show
from textcheck.reporters.places import describe, where
from textcheck.reporters.words import CHINESE
from textcheck.reporters.xlsx.number import Number, entry_number, printed_number
from textcheck.reporters.xlsx.part import Block, Cell, Figure, Issue, Part
from textcheck.reporters.xlsx.recompute import checks_of
from textcheck.reporters.xlsx.sections import Sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textcheck.assertion import Assertion
    from textcheck.diagnosis.change import Repair
    from textcheck.document.blocks import Document, Table
    from textcheck.document.source import Source
    from textcheck.document.span import Span
    from textcheck.finding import Finding
    from textcheck.report import Entry, Notice, Report
    from textcheck.reporters.base import Page

_AUTHORITY = re.compile(r"^依据：(.*?)(?=\n\n|\Z)", re.DOTALL | re.MULTILINE)


def part_of(report: Report, rules: Mapping[str, Page]) -> Part:
    """Return everything that the workbook tells of one report."""
    troubles = [_trouble(report.error)] if report.error else []
    notices = [_notice(notice, rules) for notice in report.notices]
    if report.document is None:
        return Part(report.path, report.department, report.year, (*troubles, *notices), failed=True)
    document, entries = report.document, report.ledger or ()
    source, sections = document.source, Sections(document)
    figures = {entry.span: entry for entry in entries}
    issues = [_issue(source, finding, sections, figures, rules) for finding in report.findings]
    assertions: dict[int, Assertion] = {id(each): each for entry in entries for each in entry.assertions}
    return Part(
        report.path,
        report.department,
        report.year,
        (*troubles, *issues, *notices),
        tuple(_figure(source, entry, sections) for entry in entries),
        tuple(_blocks(document, figures)),
        tuple(checks_of(source, assertions.values(), rules)),
        dict(report.figures),
        bool(report.error),
    )


def _issue(
    source: Source, finding: Finding, sections: Sections, figures: Mapping[Span, Entry], rules: Mapping[str, Page]
) -> Issue:
    actual, expected = _sides(finding, figures)
    page = rules.get(finding.code)
    return Issue(
        sections.of(finding.span),
        where(source, finding.span, CHINESE),
        finding.level,
        finding.code,
        page.summary if page else finding.name,
        finding.message,
        finding.excerpt,
        actual,
        expected,
        finding.formula,
        authority(page.text) if page else "",
        _advice(source, finding.repair) if finding.repair else "",
        "\n".join(f"{also.code} {where(source, also.span, CHINESE)}：{also.message}" for also in finding.consequences),
        finding.fingerprints,
    )


def authority(page: str) -> str:
    """Return what the page of a rule names as its authority."""
    match = _AUTHORITY.search(page)
    return match[1].replace("\n", "") if match else ""


def _sides(finding: Finding, figures: Mapping[Span, Entry]) -> tuple[str | Number, str | Number]:
    """Return what is printed and what it should be: numbers where a figure is wrong and both are in one unit."""
    if finding.span in figures:
        actual, expected = printed_number(finding.actual), printed_number(finding.expected)
        if actual is not None and expected is not None and (not expected.unit or actual.unit == expected.unit):
            return actual, expected._replace(unit=actual.unit)
    return finding.actual, finding.expected


def _advice(source: Source, repair: Repair) -> str:
    lines = []
    for side in repair.sides:
        slip = CHINESE.like.format(side.slip) if side.slip else ""
        printed = fold(source.slice(side.term.span))
        lines.append(f"{where(source, side.term.span, CHINESE)}“{side.term.label}”{printed} 改为 {show(side.quantity)}{slip}")
    return "\n或 ".join(lines)


def _notice(notice: Notice, rules: Mapping[str, Page]) -> Issue:
    page = rules.get(notice.code)
    place = describe(notice.place, CHINESE) or (CHINESE.lines.format(notice.line) if notice.line else "")
    mark = blake2b(f"{notice.code}\0{place}\0{notice.message}".encode("utf-8", "replace"), digest_size=8).hexdigest()
    name, reason = (page.summary, authority(page.text)) if page else ("", "")
    return Issue("", place, notice.level, notice.code, name, notice.message, "", "", "", "", reason, "", "", (mark,))


def _trouble(error: str) -> Issue:
    return Issue("", "", None, "", "", error, "", "", "", "", "", "", "", ())


def _figure(source: Source, entry: Entry, sections: Sections) -> Figure:
    return Figure(
        sections.of(entry.span),
        where(source, entry.span, CHINESE),
        fold(entry.text),
        entry_number(entry),
        entry.subject,
        entry.role,
        entry.status,
        entry.reason,
        len(entry.assertions),
    )


def _blocks(document: Document, figures: Mapping[Span, Entry]) -> Iterator[Block]:
    for table in document.tables:
        titles = tuple(paragraph.text for paragraph in table.titles)
        notes = tuple(note.text for note in table.notes)
        yield Block(where(document.source, table.span, CHINESE), titles, tuple(_cells(table, figures)), notes)


def _cells(table: Table, figures: Mapping[Span, Entry]) -> Iterator[Cell]:
    for row in table.rows:
        for cell in row:
            entry = figures.get(cell.span)
            if entry is None:
                yield Cell(cell.row, cell.column, cell.text)
            else:
                yield Cell(cell.row, cell.column, cell.text, printed_number(cell.text), entry.status)
