"""The stable, versioned JSON for other programs: schema ``textcheck/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textcheck.assertion import Level
from textcheck.report import Status
from textcheck.reporters.base import StreamReporter, Totals
from textcheck.reporters.objects import SCHEMA, dump, entry_object, finding_object, notice_object, tally_object
from textcheck.version import VERSION

if TYPE_CHECKING:
    from textcheck.report import Report


class JsonReporter(StreamReporter):
    """One object for the run; lines and columns count from 1, columns in characters, ends are exclusive."""

    between: ClassVar[str] = ","

    def begin(self) -> str:
        """Open the object."""
        tool = dump({"name": "textcheck", "version": VERSION})
        return f'{{"schema": {dump(SCHEMA)}, "tool": {tool}, "files": ['

    def file(self, report: Report) -> str:
        """Return the file's object."""
        source = report.document.source if report.document else None
        entry: dict[str, Any] = {"path": report.path, "profile": report.profile or None, "error": report.error or None}
        entry["findings"] = [finding_object(source, finding) for finding in report.findings] if source else []
        entry["suppressed"], entry["baseline"] = len(report.suppressed), len(report.known)
        entry["fixed"] = report.fixed
        entry["notices"] = [notice_object(notice) for notice in report.notices]
        entry["figures"] = {
            "total": sum(report.figures.values()),
            **{status.value: report.figures.get(status, 0) for status in Status},
        }
        if report.ledger is not None and source:
            entry["ledger"] = [entry_object(source, figure) for figure in report.ledger]
        return "\n" + dump(entry)

    def end(self, totals: Totals) -> str:
        """Close the object with the summary."""
        levels = {level.value: totals.findings.get(level, 0) for level in Level}
        summary: dict[str, Any] = {"files": totals.files, **levels}
        if totals.tallies is not None:
            summary["rules"] = [tally_object(tally) for tally in totals.tallies]
        return f'\n], "summary": {dump(summary)}}}\n'
