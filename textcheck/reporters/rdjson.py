"""Reviewdog's diagnostic format (RDFormat): comments on the changed lines at any code host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textcheck.assertion import Level
from textcheck.reporters.base import StreamReporter, Totals
from textcheck.reporters.objects import dump
from textcheck.reporters.paths import relative
from textcheck.reporters.sentence import notice_sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.source import Source
    from textcheck.document.span import Span
    from textcheck.finding import Finding
    from textcheck.report import Report

_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.INFO: "INFO"}


class RdjsonReporter(StreamReporter):
    """One ``DiagnosticResult``; columns count bytes of UTF-8 from 1, ends are exclusive."""

    between: ClassVar[str] = ","

    def begin(self) -> str:
        """Open the object."""
        return f'{{"source": {dump({"name": "textcheck"})}, "diagnostics": ['

    def file(self, report: Report) -> str:
        """Return the diagnostics of one report."""
        return ",".join(f"\n{dump(each)}" for each in _diagnostics(report))

    def end(self, _totals: Totals) -> str:
        """Close the object."""
        return "\n]}\n"


def _diagnostics(report: Report) -> Iterator[dict[str, Any]]:
    path = relative(report.path)
    if report.error:
        yield {"message": report.error, "location": {"path": path}, "severity": "ERROR"}
    if report.document:
        for finding in report.findings:
            yield _diagnostic(report.document.source, path, finding)
    for notice in report.notices:
        place: dict[str, Any] = {"path": relative(notice.path)}
        if notice.line:
            place["range"] = {"start": {"line": notice.line}}
        yield {
            "message": notice_sentence(notice),
            "location": place,
            "severity": _SEVERITIES[notice.level],
            "code": {"value": notice.code},
        }


def _diagnostic(source: Source, path: str, finding: Finding) -> dict[str, Any]:
    """Return a diagnostic; what is suggested is one edit, as reviewers take suggestions one by one."""
    edits = finding.fix.edits if finding.fix else ()
    suggested = [{"range": _range(source, edit.span), "text": edit.replacement} for edit in edits if len(edits) == 1]
    return {
        "message": sentence(source, finding),
        "location": _location(source, path, finding.span),
        "severity": _SEVERITIES[finding.level],
        "code": {"value": finding.code},
        "related_locations": [
            {"message": proof.label or proof.text, "location": _location(source, path, proof.span)} for proof in finding.evidence
        ],
        **({"suggestions": suggested} if suggested else {}),
    }


def _location(source: Source, path: str, span: Span) -> dict[str, Any]:
    return {"path": path} if source.anchors else {"path": path, "range": _range(source, span)}


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line = source.position(offset).line
    before = source.text[source.line_starts[line - 1] : offset]
    return {"line": line, "column": len(before.encode("utf-8", "replace")) + 1}
