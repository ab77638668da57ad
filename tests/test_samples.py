"""The samples: every planted error is found on its line, and nothing else is loud."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from textcheck.assertion import Level
from textcheck.engine import check_path
from textcheck.rules.registry import all_rules

SAMPLES = Path(__file__).parents[1] / "samples"
FOLDERS = sorted(path.parent.name for path in SAMPLES.glob("*/expected.toml"))


class Loud(NamedTuple):
    """An error or a warning: the lines that it stands on, and what it says."""

    lines: frozenset[int]
    code: str
    message: str


def planted(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((SAMPLES / name / "expected.toml").read_text(encoding="utf-8"))["finding"]
    return found


@lru_cache(maxsize=4)
def loud(name: str) -> list[Loud]:
    """Return the errors and warnings of a sample."""
    result = check_path(str(SAMPLES / name / "report.txt"))
    assert result.crashed == ()
    levels = {rule.code: rule.level for rule in all_rules()}
    source = result.facts.document.source
    found = []
    for assertion in result.assertions:
        problem = assertion.problem
        if problem is None or (problem.level or levels[assertion.code]) is Level.INFO:
            continue
        first = source.position(problem.span.start).line
        last = source.position(max(problem.span.start, problem.span.end - 1)).line
        found.append(Loud(frozenset(range(first, last + 1)), assertion.code, problem.message))
    return found


def places(finding: dict[str, Any]) -> set[int]:
    """Return the lines on which a planted error counts as found."""
    return {finding["line"], *finding.get("lines", ()), *finding.get("also", ())}


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        pytest.param(name, finding, id=f"{name}-{finding['line']}-{finding['class']}")
        for name in FOLDERS
        for finding in planted(name)
    ],
)
def test_a_planted_error_is_found(name: str, finding: dict[str, Any]) -> None:
    assert any(found.lines & places(finding) for found in loud(name)), f"{finding['quote']}: {finding['why']}"


@pytest.mark.parametrize("name", FOLDERS)
def test_nothing_else_is_loud(name: str) -> None:
    known = set().union(*(places(finding) for finding in planted(name)))
    assert [found for found in loud(name) if not found.lines & known] == []


@pytest.mark.parametrize("name", FOLDERS)
def test_a_quote_stands_on_its_line(name: str) -> None:
    lines = (SAMPLES / name / "report.txt").read_text(encoding="utf-8").split("\n")
    for finding in planted(name):
        assert finding["quote"] in lines[finding["line"] - 1], finding["class"]


def test_there_are_enough_planted_errors() -> None:
    assert len({finding["class"] for name in FOLDERS for finding in planted(name)}) >= 25
