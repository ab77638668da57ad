"""For the editor at his desk: the report as a Word file, a comment at every figure that is found fault with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textcheck.reporters.base import CopyReporter

if TYPE_CHECKING:
    from textcheck.report import Report


class DocxReporter(CopyReporter):
    """The editor's own .docx with comments; of a report in another format, one composed from what was read."""

    suffix: ClassVar[str] = ".批注稿.docx"

    def file(self, report: Report) -> bytes:
        """Return the marked copy; nothing if the report could not be read."""
        document = report.document
        if document is None:
            return b""
        from textcheck.reporters.docx.composed import compose
        from textcheck.reporters.docx.original import mark

        source = document.source
        own = source.data if source.format == "Word" else b""
        return (mark(source, report.findings) if own else b"") or compose(document, report.findings)
