"""For whoever has only the PDF: a copy of it with the figures in question highlighted, a note at each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textcheck.errors import InputError
from textcheck.reporters.base import CopyReporter

if TYPE_CHECKING:
    from textcheck.report import Report


class PdfReporter(CopyReporter):
    """The PDF itself with highlights and notes; there is none of a report in another format."""

    suffix: ClassVar[str] = ".批注稿.pdf"

    def file(self, report: Report) -> bytes:
        """Return the marked copy; nothing if the report could not be read. Raise InputError if it is no PDF."""
        document = report.document
        if document is None:
            return b""
        if document.source.format != "PDF" or not document.source.data:
            raise InputError("这份报告不是一个 PDF 文件，不能在 PDF 上批注；请改用 --format docx。")
        from textcheck.reporters.pdf.copy import mark

        return mark(document.source, report.findings)
