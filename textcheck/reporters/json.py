"""The stable, versioned JSON for other programs: schema ``textcheck/1``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from textcheck.assertion import Level
from textcheck.fact.arithmetic import show
from textcheck.report import Status
from textcheck.reporters.base import StreamReporter, Totals
from textcheck.reporters.places import location
from textcheck.version import VERSION

if TYPE_CHECKING:
    from textcheck.assertion import Assertion
    from textcheck.diagnosis.change import Repair
    from textcheck.document.source import Source
    from textcheck.finding import Finding
    from textcheck.report import Entry, Notice, Report
    from textcheck.reporters.base import Tally

SCHEMA = "textcheck/1"


class JsonReporter(StreamReporter):
    """One object for the run; lines and columns count from 1, columns in characters, ends are exclusive."""

    between: ClassVar[str] = ","

    def begin(self) -> str:
        """Open the object."""
        tool = _dump({"name": "textcheck", "version": VERSION})
        return f'{{"schema": {_dump(SCHEMA)}, "tool": {tool}, "files": ['

    def file(self, report: Report) -> str:
        """Return the file's object."""
        source = report.document.source if report.document else None
        entry: dict[str, Any] = {"path": report.path, "profile": report.profile or None, "error": report.error or None}
        entry["findings"] = [_finding(source, finding) for finding in report.findings] if source else []
        entry["suppressed"], entry["baseline"] = len(report.suppressed), len(report.known)
        entry["notices"] = [_notice(notice) for notice in report.notices]
        entry["figures"] = {
            "total": sum(report.figures.values()),
            **{status.value: report.figures.get(status, 0) for status in Status},
        }
        if report.ledger is not None and source:
            entry["ledger"] = [_entry(source, figure) for figure in report.ledger]
        return "\n" + _dump(entry)

    def end(self, totals: Totals) -> str:
        """Close the object with the summary."""
        levels = {level.value: totals.findings.get(level, 0) for level in Level}
        summary: dict[str, Any] = {"files": totals.files, **levels}
        if totals.tallies is not None:
            summary["rules"] = [_tally(tally) for tally in totals.tallies]
        return f'\n], "summary": {_dump(summary)}}}\n'


def _finding(source: Source, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.level.value,
        "message": finding.message,
        "location": location(source, finding.span),
        "excerpt": finding.excerpt,
        "actual": finding.actual,
        "expected": finding.expected,
        "formula": finding.formula,
        "evidence": [
            {"location": location(source, proof.span), "text": proof.text, "label": proof.label} for proof in finding.evidence
        ],
        "diagnosis": _diagnosis(source, finding.repair) if finding.repair else None,
        "consequences": [
            {
                "code": also.code,
                "message": also.message,
                "location": location(source, also.span),
                "fingerprint": also.fingerprint,
            }
            for also in finding.consequences
        ],
        "fingerprint": finding.fingerprint,
    }


def _diagnosis(source: Source, repair: Repair) -> dict[str, Any]:
    """Return whether the evidence speaks for one figure, and every figure that it may be with its right value."""
    return {
        "certain": repair.certain,
        "figures": [
            {
                "location": location(source, side.term.span),
                "text": source.slice(side.term.span).strip(),
                "label": side.term.label,
                "expected": show(side.quantity),
                "slip": side.slip or None,
            }
            for side in repair.sides
        ],
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "code": notice.code,
        "severity": notice.level.value,
        "message": notice.message,
        "path": notice.path,
        "line": notice.line or None,
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "code": tally.code,
        "name": tally.name,
        "severity": tally.level.value,
        "count": tally.found,
        "files": tally.files,
    }


def _entry(source: Source, figure: Entry) -> dict[str, Any]:
    return {
        "location": location(source, figure.span),
        "text": figure.text,
        "kind": figure.kind,
        "value": figure.value or None,
        "unit": figure.unit or None,
        "subject": figure.subject,
        "role": figure.role,
        "status": figure.status.value,
        "reason": figure.reason or None,
        "assertions": [_assertion(assertion) for assertion in figure.assertions],
    }


def _assertion(assertion: Assertion) -> dict[str, str]:
    return {
        "code": assertion.code,
        "kind": assertion.kind,
        "subject": assertion.subject,
        "outcome": assertion.outcome.value,
        "formula": assertion.formula,
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
