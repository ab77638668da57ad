"""The JSON that other programs read: its shape, its places, its fingerprints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from stubs import REPORT

from textcheck.cli import main
from textcheck.document.source import Source
from textcheck.document.span import Span
from textcheck.reporters.places import location
from textcheck.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("stubs")

LOCATION: dict[str, type] = {
    "line": int,
    "column": int,
    "end_line": int,
    "end_column": int,
    "page": type(None),
    "place": type(None),
}
FINDING: dict[str, Any] = {
    "code": str,
    "name": str,
    "severity": str,
    "message": str,
    "location": dict,
    "excerpt": str,
    "actual": str,
    "expected": str,
    "formula": str,
    "evidence": list,
    "diagnosis": dict | None,
    "consequences": list,
    "fingerprint": str,
    "fix": dict | None,
}
FILE: dict[str, type] = {
    "path": str,
    "profile": str,
    "error": type(None),
    "findings": list,
    "suppressed": int,
    "baseline": int,
    "fixed": int,
    "notices": list,
    "figures": dict,
}
FIGURES = ("total", "verified", "rounding", "contradicted", "unassessable", "unbound")
ENTRY = ("location", "text", "kind", "value", "unit", "subject", "role", "status", "reason", "assertions")


def lint(*arguments: str) -> Any:  # noqa: ANN401
    return json.loads(CliRunner().invoke(main, ["lint", "--format", "json", *arguments]).stdout)


def assert_shape(value: dict[str, Any], shape: dict[str, type]) -> None:
    assert list(value) == list(shape)
    assert all(isinstance(value[key], kind) for key, kind in shape.items())


def test_shape(report: Path) -> None:
    data = lint(str(report))
    assert list(data) == ["schema", "tool", "files", "summary"]
    assert data["schema"] == "textcheck/1"
    assert data["tool"] == {"name": "textcheck", "version": VERSION}
    assert data["summary"] == {"files": 1, "error": 1, "warning": 0, "info": 1}
    (file,) = data["files"]
    assert_shape(file, FILE)
    assert tuple(file["figures"]) == FIGURES
    assert file["figures"]["total"] == sum(file["figures"][name] for name in FIGURES[1:]) == 13
    for finding in file["findings"]:
        assert_shape(finding, FINDING)
        assert_shape(finding["location"], LOCATION)
        for proof in finding["evidence"]:
            assert list(proof) == ["location", "text", "label"]
            assert_shape(proof["location"], LOCATION)


def test_places_are_those_of_the_file(report: Path) -> None:
    lines = REPORT.split("\n")
    finding = next(f for f in lint(str(report))["files"][0]["findings"] if f["severity"] == "error")
    where = finding["location"]
    assert (where["end_line"], where["end_column"]) == (where["line"] + 1, 3)
    assert lines[where["line"] - 1][where["column"] - 1 :] + lines[where["end_line"] - 1][:2] == "85.00万元"
    for proof in finding["evidence"]:
        place = proof["location"]
        assert place["line"] == place["end_line"]
        printed = lines[place["line"] - 1][place["column"] - 1 : place["end_column"] - 1]
        assert printed.replace(" ", "") == proof["text"]


def test_snapshot(report: Path, snapshot: Callable[[str, str], None]) -> None:
    data = lint(str(report), "--ledger")
    data["files"][0]["path"] = report.name
    data["tool"]["version"] = "…"
    snapshot("lint.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def test_ledger_is_given_on_request(report: Path) -> None:
    assert "ledger" not in lint(str(report))["files"][0]
    (file,) = lint(str(report), "--ledger")["files"]
    assert len(file["ledger"]) == file["figures"]["total"]
    for entry in file["ledger"]:
        assert tuple(entry) == ENTRY
        assert bool(entry["reason"]) == (entry["status"] in ("unassessable", "unbound"))
        assert bool(entry["assertions"]) or entry["status"] in ("unassessable", "unbound")


def test_fingerprints_outlive_lines_added_above(report: Path) -> None:
    before = [f["fingerprint"] for f in lint(str(report))["files"][0]["findings"]]
    report.write_text(REPORT.replace("一、支出", "本馆概况见第一部分。\n\n一、支出"), encoding="utf-8")
    findings = lint(str(report))["files"][0]["findings"]
    assert [f["fingerprint"] for f in findings] == before
    assert len(set(before)) == len(before)
    assert all(len(mark) == 16 and int(mark, 16) >= 0 for mark in before)


def test_several_files_with_a_bad_one_between(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(REPORT, encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.touch()
    data = lint(str(report), str(empty), str(other), "--jobs", "2")
    assert [file["path"] for file in data["files"]] == [str(report), str(empty), str(other)]
    assert [bool(file["error"]) for file in data["files"]] == [False, True, False]
    assert data["summary"] == {"files": 3, "error": 2, "warning": 0, "info": 2}
    assert data["files"][1]["findings"] == []


def test_ends_are_exclusive() -> None:
    source = Source("", "一二\r\n三\n")
    assert location(source, Span(0, 2)) == {"line": 1, "column": 1, "end_line": 1, "end_column": 3, "page": None, "place": None}
    assert location(source, Span(1, 5)) == {"line": 1, "column": 2, "end_line": 2, "end_column": 2, "page": None, "place": None}
    assert location(source, Span(4, 4)) == {"line": 2, "column": 1, "end_line": 2, "end_column": 1, "page": None, "place": None}
