"""A document to its self-appraisal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textcheck.fact.appraisal.model import Appraisal, Sheet, Statement, Summary, plain_project
from textcheck.fact.appraisal.prose import read_claimed, read_statements, read_summary
from textcheck.fact.appraisal.sheet import read_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.document.blocks import Document, Section


def read_appraisal(document: Document) -> Appraisal:
    """Return the sheets of ``document`` and what its prose says of them."""
    sheets = tuple(read_sheets([t for t in document.tables if not t.unread], document.source.text))
    summaries: list[Summary] = []
    statements: list[Statement] = []
    executed = []
    for paragraph in document.body:
        text = paragraph.text
        if ("综述" in text or "全年预算" in text) and (summary := read_summary(paragraph)):
            summaries.append(summary)
        else:
            if "执行率" in text or "执行数" in text:
                executed.append(paragraph)
            if "自评" in text:
                statements.extend(read_statements(paragraph))
    names = frozenset(
        plain_project(label.text) for label in (*(s.project for s in sheets), *(s.name for s in summaries)) if label is not None
    )
    headed = _headed(sheets, names)
    names -= {plain_project(heading.title) for heading in _crowded(sheets, names)}
    claimed = tuple(told for paragraph in executed if (told := read_claimed(paragraph, names)))
    return Appraisal(document, headed, tuple(summaries), tuple(statements), claimed)


def _headed(sheets: Sequence[Sheet], names: frozenset[str]) -> tuple[Sheet, ...]:
    """Give each sheet the heading that names a project, unless several sheets stand under it."""
    crowded = _crowded(sheets, names)
    headings = [None if sheet.overall else _heading(sheet.table.section, names) for sheet in sheets]
    return tuple(
        sheet if heading is None or heading in crowded else replace(sheet, heading=heading)
        for sheet, heading in zip(sheets, headings, strict=True)
    )


def _crowded(sheets: Sequence[Sheet], names: frozenset[str]) -> list[Section]:
    """Return the headings with more than one sheet under them: the next heading was lost."""
    headings = [heading for sheet in sheets if not sheet.overall and (heading := _heading(sheet.table.section, names))]
    return [heading for heading in headings if sum(heading is other for other in headings) > 1]


def _heading(section: Section, names: frozenset[str]) -> Section | None:
    return next((s for s in reversed(section.path) if s.title and plain_project(s.title) in names), None)
