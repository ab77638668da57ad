"""The rules of the house: names, pages, examples, cases, exact numbers, small modules."""

from __future__ import annotations

import re
from inspect import cleandoc
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from test_rules import CASES, load, problems

import textcheck
from textcheck.notices import KINDS
from textcheck.readers.formats import read_bytes
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from textcheck.rules.base import Rule

PACKAGE = Path(textcheck.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
SHORTEST = {"为什么": 12, "算法": 12, "依据": 6}
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


@pytest.mark.parametrize("part", ["为什么", "算法", "依据"])
@pytest.mark.parametrize("rule", [*RULES, *[pytest.param(kind, id=kind.code) for kind in KINDS]])
def test_page_says_why_how_and_on_what_authority(rule: Rule, part: str) -> None:
    page = cleandoc(rule.__doc__ or "").split("错误示例::")[0] + "\n"
    found = re.findall(rf"^{part}：((?:.+\n)+)", page, re.MULTILINE)
    assert len(found) == 1, f"{rule.code}: {part}"
    said = re.split(r"^(?:为什么|算法|依据)：", found[0], flags=re.MULTILINE)[0]
    assert len(re.findall(r"[\u4e00-\u9fff]", said)) >= SHORTEST[part], f"{rule.code}: {part} says too little"
    assert said.strip().endswith("。")


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
    silent = [case for case in cases if not case.get("at")]
    assert any(case.get("at") for case in cases), "a case that must be found"
    assert any("kind" not in case for case in silent), "a case that is right"
    assert any(case.get("kind") == "near miss" for case in silent), "a near miss that must stay silent"


@pytest.mark.parametrize("module", [pytest.param(path, id=str(path.relative_to(PACKAGE))) for path in MODULES])
def test_module_is_small_and_exact(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    assert not re.search(r"(?<![\w.])(?:float|round)\(", text)
