"""SARIF 2.1.0, which code hosts, editors and dashboards read: findings with their proof, rules with their pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textcheck.assertion import Level
from textcheck.reporters.base import BookReporter
from textcheck.reporters.columns import printable
from textcheck.reporters.paths import uri
from textcheck.reporters.places import describe, location, place_object
from textcheck.reporters.sentence import notice_sentence, sentence
from textcheck.reporters.words import CHINESE
from textcheck.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Self

    from textcheck.document.source import Place, Source
    from textcheck.document.span import Span
    from textcheck.finding import Finding
    from textcheck.mend import Fix
    from textcheck.report import Notice, Report
    from textcheck.reporters.base import Manner, Page, Totals

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_FINGERPRINT = "textcheck/v1"


class Part(NamedTuple):
    """One report: its artifact, its results, whether each was known to the baseline, and what is said of the file."""

    artifact: dict[str, Any]
    results: list[dict[str, Any]]
    known: list[bool]
    notifications: list[dict[str, Any]]


class SarifReporter(BookReporter[Part]):
    """One run; lines and columns count from 1, columns in characters, ends are exclusive."""

    text: ClassVar[bool] = True

    def __init__(self, pages: Callable[[], Sequence[Page]]) -> None:
        """Take the function that makes the pages of the rules, which a worker never calls."""
        self._pages = pages

    @classmethod
    def made(cls, manner: Manner) -> Self:
        """Return a reporter with these pages."""
        return cls(manner.pages)

    def file(self, report: Report) -> Part:
        """Return the report's results, those kept quiet and those known to the baseline among them."""
        artifact: dict[str, Any] = {"location": {"uri": uri(report.path)}, "roles": ["analysisTarget"]}
        results: list[dict[str, Any]] = []
        known: list[bool] = []
        if report.document:
            source = report.document.source
            if source.format == "text":
                artifact["encoding"] = source.encoding.removesuffix("-sig").upper()
            results = [_result(source, report.path, finding) for finding in (*report.findings, *report.known)]
            known = [False] * len(report.findings) + [True] * len(report.known)
            for quiet in report.suppressed:
                suppression = {"kind": quiet.kind, "status": "accepted", "justification": quiet.reason}
                results.append({**_result(source, report.path, quiet.finding), "suppressions": [suppression]})
                known.append(False)
        return Part(artifact, results, known, list(_notifications(report)))

    def write(self, parts: Sequence[Part], totals: Totals) -> bytes:
        """Return the log."""
        pages = self._pages()
        rules = [page for page in pages if page.finds]
        numbers = {page.code: number for number, page in enumerate(rules)}
        driver = {
            "name": "textcheck",
            "version": VERSION,
            "semanticVersion": VERSION,
            "language": "zh-CN",
            "rules": [_rule(page) for page in rules],
            "notifications": [_rule(page) for page in pages if not page.finds],
        }
        compared = any(known for part in parts for known in part.known)
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "language": "zh-CN",
            "invocations": [
                {
                    "executionSuccessful": not totals.failed,
                    "toolExecutionNotifications": [each for part in parts for each in part.notifications],
                }
            ],
            "artifacts": [part.artifact for part in parts],
            "results": [
                _placed(result, known if compared else None, number, numbers)
                for number, part in enumerate(parts)
                for result, known in zip(part.results, part.known, strict=True)
            ],
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _placed(result: dict[str, Any], known: bool | None, artifact: int, rules: Mapping[str, int]) -> dict[str, Any]:  # noqa: FBT001
    """Return a result with what only the whole run tells: the numbers of rule and file, the state beside the baseline."""
    if result["ruleId"] in rules:
        result["ruleIndex"] = rules[result["ruleId"]]
    for each in result["locations"]:
        each["physicalLocation"]["artifactLocation"]["index"] = artifact
    return result if known is None else {**result, "baselineState": "unchanged" if known else "new"}


def _result(source: Source, path: str, finding: Finding) -> dict[str, Any]:
    related = [
        _location(
            source, path, proof.span, f"{proof.label}：{proof.text}" if proof.text and proof.label else proof.label or proof.text
        )
        for proof in finding.evidence
    ]
    told = {"actual": finding.actual, "expected": finding.expected, "formula": finding.formula, "excerpt": finding.excerpt}
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.level],
        "message": {"text": sentence(source, finding)},
        "locations": [_location(source, path, finding.span)],
        "relatedLocations": [{"id": number, **each} for number, each in enumerate(related, 1)],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        "properties": {key: value for key, value in told.items() if value},
        **({"fixes": [_fix(source, path, finding.fix)]} if finding.fix else {}),
    }


def _fix(source: Source, path: str, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.replacement}} for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": uri(path)}, "replacements": replacements}
    return {"description": {"text": fix.message}, "artifactChanges": [change]}


def _location(source: Source, path: str, span: Span, message: str = "") -> dict[str, Any]:
    """Return lines and columns in plain text, else the page, cell or paragraph."""
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}
    if source.anchors:
        place |= _logical(source.places(span))
    else:
        place["physicalLocation"]["region"] = _region(source, span)
    return {**place, "message": {"text": printable(message)}} if message else place


def _region(source: Source, span: Span) -> dict[str, Any]:
    """Return a region of a plain text."""
    at = location(source, span)
    names = (("line", "startLine"), ("column", "startColumn"), ("end_line", "endLine"), ("end_column", "endColumn"))
    return {name: at[ours] for ours, name in names}


def _logical(places: Sequence[Place]) -> dict[str, Any]:
    known = [place for place in places if place_object(place)]
    if not known:
        return {}
    found = {describe(place, CHINESE): place for place in known}
    return {
        "logicalLocations": [
            {"name": place.cell or full, "fullyQualifiedName": full, "kind": _kind(place)} for full, place in found.items()
        ],
        "properties": {"place": place_object(known[0])},
    }


def _kind(place: Place) -> str:
    if place.sheet or place.table:
        return "cell"
    return "page" if place.page else "paragraph"


def _notifications(report: Report) -> Iterator[dict[str, Any]]:
    if report.error:
        place = {"physicalLocation": {"artifactLocation": {"uri": uri(report.path)}}}
        yield {"level": "error", "message": {"text": printable(report.error)}, "locations": [place]}
    for notice in report.notices:
        yield _notification(notice)


def _notification(notice: Notice) -> dict[str, Any]:
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(notice.path)}}}
    if notice.line:
        place["physicalLocation"]["region"] = {"startLine": notice.line}
    else:
        place |= _logical([notice.place])
    return {
        "descriptor": {"id": notice.code},
        "level": _LEVELS[notice.level],
        "message": {"text": notice_sentence(notice)},
        "locations": [place],
    }


def _rule(page: Page) -> dict[str, Any]:
    return {
        "id": page.code,
        "name": page.name,
        "shortDescription": {"text": page.summary},
        "help": {"text": page.text, "markdown": page.markdown},
        "defaultConfiguration": {"level": _LEVELS[page.level]},
    }
