"""The rules of the house: names, pages, examples, cases, exact numbers, small modules."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from test_rules import CASES, load, problems

import textcheck
from textcheck.readers.text import read_bytes
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from textcheck.rules.base import Rule

PACKAGE = Path(textcheck.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
RULES = [pytest.param(rule, id=rule.code) for rule in all_rules()]


def example(rule: Rule, heading: str) -> str:
    """Return the indented block under ``heading`` in the rule's docstring."""
    block = re.search(rf"^([ \t]*){heading}::[ \t]*\n((?:\1[ \t]+\S.*\n?|[ \t]*\n)+)", rule.__doc__ or "", re.MULTILINE)
    assert block, f"{rule.code}: no {heading}"
    return dedent(block.group(2)).strip("\n") + "\n"


def messages(rule: Rule, text: str) -> list[str]:
    return [problem.message for problem in problems(rule, read_bytes(text.encode(), rule.code))]


def test_codes_are_unique() -> None:
    codes = [rule.code for rule in all_rules()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("rule", RULES)
def test_module_is_named_after_its_rule(rule: Rule) -> None:
    assert type(rule).__module__.rsplit(".", 1)[1] == f"{rule.code.lower()}_{rule.name.replace('-', '_')}"


@pytest.mark.parametrize("rule", RULES)
def test_page_is_written_for_a_finance_clerk(rule: Rule) -> None:
    summary = (rule.__doc__ or "").strip().split("\n", 1)[0]
    assert re.match(r"[“《（]?[\u4e00-\u9fff].*。$", summary), "the first line is one Chinese sentence"


@pytest.mark.parametrize("rule", RULES)
def test_wrong_example_is_caught(rule: Rule) -> None:
    assert messages(rule, example(rule, "错误示例"))


@pytest.mark.parametrize("rule", RULES)
def test_right_example_is_silent(rule: Rule) -> None:
    assert messages(rule, example(rule, "正确示例")) == []


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == {rule.code for rule in all_rules()}


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(CASES.glob("*.toml"))])
def test_cases_show_both_sides(path: Path) -> None:
    cases = load(path)
    assert any(case.get("at") for case in cases), "a case that must be found"
    assert any(not case.get("at") for case in cases), "a near miss that must stay silent"


@pytest.mark.parametrize("module", [pytest.param(path, id=str(path.relative_to(PACKAGE))) for path in MODULES])
def test_module_is_small_and_exact(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    assert not re.search(r"(?<![\w.])(?:float|round)\(", text)
