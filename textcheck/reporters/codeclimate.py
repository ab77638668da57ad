"""Code Climate's issues, which GitLab shows as code quality beside a merge request."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, ClassVar

from textcheck.assertion import Level
from textcheck.reporters.base import StreamReporter, Totals
from textcheck.reporters.objects import dump
from textcheck.reporters.paths import relative
from textcheck.reporters.places import location
from textcheck.reporters.sentence import notice_sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.source import Source
    from textcheck.finding import Finding
    from textcheck.report import Report

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}
_UNREAD = "unread-file"


class CodeclimateReporter(StreamReporter):
    """One array of issues; a place that is no line of text counts as line 1, which the format demands."""

    between: ClassVar[str] = ","

    def begin(self) -> str:
        """Open the array."""
        return "["

    def file(self, report: Report) -> str:
        """Return the issues of one report."""
        return ",".join(f"\n{dump(each)}" for each in _issues(report))

    def end(self, _totals: Totals) -> str:
        """Close the array."""
        return "\n]\n"


def _issues(report: Report) -> Iterator[dict[str, Any]]:
    if report.error:
        yield _issue(report.path, _UNREAD, "blocker", report.error)
    if report.document:
        source = report.document.source
        for finding in report.findings:
            issue = _issue(report.path, finding.code, _SEVERITIES[finding.level], sentence(source, finding))
            issue["fingerprint"] = _mark(report.path, finding.fingerprint)
            issue["location"]["lines"] = _lines(source, finding)
            yield issue
    for notice in report.notices:
        issue = _issue(notice.path, notice.code, _SEVERITIES[notice.level], notice_sentence(notice))
        yield {**issue, "location": {**issue["location"], "lines": {"begin": notice.line or 1, "end": notice.line or 1}}}


def _issue(path: str, check: str, severity: str, description: str) -> dict[str, Any]:
    """Return an issue of a whole file."""
    return {
        "type": "issue",
        "check_name": check,
        "description": description,
        "categories": ["Bug Risk"],
        "severity": severity,
        "fingerprint": _mark(path, f"{check} {description}"),
        "location": {"path": relative(path), "lines": {"begin": 1, "end": 1}},
    }


def _mark(path: str, own: str) -> str:
    """Return a fingerprint that holds among all files, where ours holds in one."""
    return blake2b(f"{relative(path)}\n{own}".encode("utf-8", "replace"), digest_size=16).hexdigest()


def _lines(source: Source, finding: Finding) -> dict[str, int]:
    if source.anchors:
        return {"begin": 1, "end": 1}
    at = location(source, finding.span)
    return {"begin": at["line"], "end": at["end_line"]}
