"""The sheets of the workbook in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.reporters.xlsx.book import Book
from textcheck.reporters.xlsx.checks import write_checks
from textcheck.reporters.xlsx.figures import write_ledger, write_tables
from textcheck.reporters.xlsx.issues import rows_of, write_gone, write_issues
from textcheck.reporters.xlsx.kept import Claim, assign
from textcheck.reporters.xlsx.statistics import write_statistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.reporters.base import Totals
    from textcheck.reporters.xlsx.kept import Note
    from textcheck.reporters.xlsx.part import Part


def workbook(parts: Sequence[Part], totals: Totals, notes: Sequence[Note]) -> bytes:
    """Return the workbook of all reports with the notes of an earlier run."""
    names = sorted({part.department for part in parts if part.department})
    subject = names[0] if len(names) == 1 else f"{totals.files} 份报告"
    book = Book("部门预决算公开审核底稿", subject)
    rows, cut = rows_of(parts)
    kept = assign(notes, [Claim(row.part.path, (row.part.department, str(row.part.year or "")), row.issue.marks) for row in rows])
    write_issues(book, rows, cut, kept.noted)
    write_statistics(book, parts, rows, kept.noted)
    write_tables(book, parts)
    write_ledger(book, parts)
    write_checks(book, parts)
    write_gone(book, kept.gone)
    return book.close()
