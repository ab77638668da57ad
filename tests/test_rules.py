"""Rules, case by case: ``tests/rules/CODE.toml`` says which passages of a small report a rule must raise.

A case has a ``name``, a ``text`` (tables tab-separated), and ``at``: the offending passages as they are printed, in any
order, one for each finding, blanks not counting. No ``at``: the rule stays silent. Only errors and warnings count,
unless ``level`` names one level; then exactly the findings of that level are compared. ``kind = "near miss"`` marks a
silent case that comes close to being wrong: every rule has one, and one that is plainly right.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import textcheck
from textcheck.assertion import Level
from textcheck.engine import check_bytes, check_document
from textcheck.readers.formats import read_bytes
from textcheck.rules.base import Rule
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from textcheck.assertion import Problem
    from textcheck.document.blocks import Document

CASES = Path(__file__).parent / "rules"
LOUD = frozenset((Level.ERROR, Level.WARNING))


def load(path: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
    return cases


def quotes(code: str, text: str, levels: frozenset[Level]) -> list[str]:
    """Return the passages on which the rule ``code`` raises something of ``levels``."""
    rule = next(rule for rule in all_rules() if rule.code == code)
    document = read_bytes(text.encode(), code)
    found = problems(rule, document)
    return sorted(squeeze(document.source.slice(p.span)) for p in found if (p.level or rule.level) in levels)


def problems(rule: Rule, document: Document) -> list[Problem]:
    """Return what a rule raises; one that reviews what the others found needs the others."""
    reviews = type(rule).review is not Rule.review
    result = check_document(document, None if reviews else [rule])
    assert not result.crashed
    return [a.problem for a in result.assertions if a.problem is not None and a.code == rule.code]


def squeeze(text: str) -> str:
    return "".join(text.split())


ALL = [
    pytest.param(path.stem, case, id=f"{path.stem}-{case.get('name', number)}")
    for path in sorted(CASES.glob("*.toml"))
    for number, case in enumerate(load(path))
]


@pytest.mark.parametrize(("code", "case"), ALL)
def test_case(code: str, case: dict[str, Any]) -> None:
    assert set(case) <= {"name", "text", "at", "level", "kind"}, "an unknown key"
    assert case.get("kind", "near miss") == "near miss", "an unknown kind"
    assert not (case.get("kind") and case.get("at")), "a near miss is silent"
    levels = frozenset((Level(case["level"]),)) if "level" in case else LOUD
    assert quotes(code, case["text"], levels) == sorted(squeeze(quote) for quote in case.get("at", []))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_has_a_word_for_every_kind_of_relation(language: str) -> None:
    page = json.loads((Path(textcheck.__file__).parent / f"reporters/html/assets/{language}.json").read_text("utf-8"))
    words = next(each["kinds"] for each in (page, *page.values()) if isinstance(each, dict) and "kinds" in each)
    texts = [case["text"] for path in sorted(CASES.glob("*.toml")) for case in load(path)]
    used = {assertion.kind for text in texts for assertion in check_bytes(text.encode()).assertions}
    assert used <= words.keys()
