"""Findings, notices and figures as objects for other programs: the parts of ``textcheck/1``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from textcheck.fact.arithmetic import show
from textcheck.reporters.places import location, place_object

if TYPE_CHECKING:
    from textcheck.assertion import Assertion
    from textcheck.diagnosis.change import Repair
    from textcheck.document.source import Source
    from textcheck.finding import Finding
    from textcheck.mend import Fix
    from textcheck.report import Entry, Notice
    from textcheck.reporters.base import Tally

SCHEMA = "textcheck/1"


def finding_object(source: Source, finding: Finding) -> dict[str, Any]:
    """Return a finding with all its places."""
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
        "fix": _fix(source, finding.fix) if finding.fix else None,
    }


def _fix(source: Source, fix: Fix) -> dict[str, Any]:
    edits = [{"location": location(source, edit.span), "replacement": edit.replacement} for edit in fix.edits]
    return {"applicability": fix.applicability.value, "message": fix.message, "edits": edits}


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


def notice_object(notice: Notice) -> dict[str, Any]:
    """Return a notice; ``line`` or ``place`` tell where it stands, as its format has it."""
    return {
        "code": notice.code,
        "severity": notice.level.value,
        "message": notice.message,
        "path": notice.path,
        "line": notice.line or None,
        "place": place_object(notice.place),
    }


def tally_object(tally: Tally) -> dict[str, Any]:
    """Return how often a rule found something."""
    return {
        "code": tally.code,
        "name": tally.name,
        "severity": tally.level.value,
        "count": tally.found,
        "files": tally.files,
    }


def entry_object(source: Source, figure: Entry) -> dict[str, Any]:
    """Return a figure of the ledger."""
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


def dump(value: object) -> str:
    """Return JSON on one line, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False)
