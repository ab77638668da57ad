"""For people at a desk: one page for each report, which opens anywhere and needs nothing but itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textcheck.reporters.base import Manner, Sheet, SiteReporter
from textcheck.reporters.html.index import Summary, index_page
from textcheck.reporters.html.page import report_page
from textcheck.reporters.html.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Self

    from textcheck.report import Report
    from textcheck.reporters.base import Page, Totals


class HtmlReporter(SiteReporter):
    """The report as it reads, every figure with what became of it, the findings beside it."""

    suffix: ClassVar[str] = ".html"
    index_name: ClassVar[str] = "index.html"
    wants_ledger: ClassVar[bool] = True

    def __init__(self, language: str = "zh", rules: Sequence[Page] = ()) -> None:
        """Write in ``language``, with the pages of ``rules`` to read up."""
        self._language = language
        self._rules: Mapping[str, Page] = {rule.code: rule for rule in rules}

    @classmethod
    def made(cls, manner: Manner) -> Self:
        """Return a reporter with the pages of all rules."""
        return cls(manner.language, manner.pages())

    def file(self, report: Report) -> Sheet:
        """Return the report's page and its line in the index."""
        page = report_page(report, phrases(self._language), self._rules) if report.document else b""
        return Sheet(page, Summary.of(report))

    def index(self, entries: Sequence[tuple[str, Any]], totals: Totals) -> bytes:
        """Return the list of all reports, each with its counts and the way to its page."""
        return index_page(entries, totals, phrases(self._language))
