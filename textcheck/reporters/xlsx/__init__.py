"""For auditors: a working paper (审核底稿) in which Excel does the sums again and the reviewer's notes live on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textcheck.reporters.base import Manner, RevisedReporter
from textcheck.reporters.xlsx.part import Part
from textcheck.reporters.xlsx.take import part_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

    from textcheck.report import Report
    from textcheck.reporters.base import Page, Totals
    from textcheck.reporters.xlsx.kept import Note


class XlsxReporter(RevisedReporter[Part, "tuple[Note, ...]"]):
    """One workbook for all reports: findings, statistics, tables, ledger, recomputations."""

    wants_ledger: ClassVar[bool] = True

    def __init__(self, rules: Sequence[Page] = ()) -> None:
        """Write with what the pages of ``rules`` say."""
        self._rules: Mapping[str, Page] = {rule.code: rule for rule in rules}

    @classmethod
    def made(cls, manner: Manner) -> Self:
        """Return a reporter with the pages of all rules; the workbook is Chinese whatever the language."""
        return cls(manner.pages())

    def file(self, report: Report) -> Part:
        """Return one report's part."""
        return part_of(report, self._rules)

    def kept(self, old: bytes) -> tuple[Note, ...]:
        """Return the notes of the reviewer in the workbook of an earlier run."""
        from textcheck.reporters.xlsx.kept import read_notes

        return read_notes(old)

    def write(self, parts: Sequence[Part], totals: Totals, kept: tuple[Note, ...] | None) -> bytes:
        """Return the workbook."""
        from textcheck.reporters.xlsx.workbook import workbook

        return workbook(parts, totals, kept or ())
