"""What a fix would change, as a unified diff; nothing is written into the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.reporters.base import StreamReporter, Totals

if TYPE_CHECKING:
    from textcheck.report import Report


class DiffReporter(StreamReporter):
    """The changes of all reports, one after the other, for eyes or for ``patch``."""

    def file(self, report: Report) -> str:
        """Return the changes of one report."""
        return report.diff

    def end(self, _totals: Totals) -> str:
        """Add nothing: the rest is for ``patch``."""
        return ""
