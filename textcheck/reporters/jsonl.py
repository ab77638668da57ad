"""One finding a line, for streams and for tools that read a file line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textcheck.reporters.base import StreamReporter, Totals
from textcheck.reporters.objects import dump, finding_object, notice_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.report import Report


class JsonlReporter(StreamReporter):
    """The finding's object of ``textcheck/1`` with the path before it; a notice likewise; an error with its path alone."""

    def file(self, report: Report) -> str:
        """Return the lines of one report."""
        return "".join(f"{dump(each)}\n" for each in _objects(report))

    def end(self, _totals: Totals) -> str:
        """Add nothing: every line stands for itself."""
        return ""


def _objects(report: Report) -> Iterator[dict[str, Any]]:
    if report.error:
        yield {"path": report.path, "error": report.error}
    if report.document:
        for finding in report.findings:
            yield {"path": report.path, **finding_object(report.document.source, finding)}
    for notice in report.notices:
        yield {"path": notice.path, **notice_object(notice)}
