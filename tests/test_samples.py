"""Whole reports that we composed: the clean ones stay silent, every planted error is found and nothing else is."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from textcheck import Finding, check_path, findings_of
from textcheck.assertion import Level
from textcheck.rules.registry import all_rules

SAMPLES = Path(__file__).parent.parent / "samples"
SEEDED = tomllib.loads((SAMPLES / "seeded" / "expected.toml").read_text(encoding="utf-8"))["finding"]


@lru_cache
def loud(name: str) -> list[tuple[int, Finding]]:
    result = check_path(str(SAMPLES / name / "report.txt"))
    assert not result.crashed
    document = result.facts.document
    found = findings_of(document, result.assertions, all_rules())
    return [(document.source.position(f.span.start).line, f) for f in found if f.level is not Level.INFO]


@pytest.mark.parametrize("name", ["clean", "shanghai"])
def test_clean(name: str) -> None:
    assert [(line, finding.code, finding.message) for line, finding in loud(name)] == []


@pytest.mark.parametrize("planted", SEEDED, ids=[entry["class"] for entry in SEEDED])
def test_planted(planted: dict[str, Any]) -> None:
    places = {planted.get("line"), *planted.get("lines", ()), *planted.get("also", ())}
    assert any(line in places for line, _ in loud("seeded")), planted["why"]


def test_nothing_but_what_was_planted() -> None:
    places = {n for p in SEEDED for n in (p.get("line"), *p.get("lines", ()), *p.get("also", ()))}
    assert [(line, finding.code, finding.message) for line, finding in loud("seeded") if line not in places] == []


def test_the_seeded_sample_is_rich() -> None:
    assert len({entry["class"] for entry in SEEDED}) >= 25
