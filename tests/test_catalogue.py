"""The catalogue of relations names, for every one of them, what checks it; and what it names exists."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from textcheck.fact.factbase import FactBase
from textcheck.lexicon.profile import Mark, load_profile, profile_marks
from textcheck.readers.formats import read_bytes
from textcheck.rules.registry import all_rules

LEXICONS = Path(__file__).parent.parent / "lexicons"
ENTRIES: list[dict[str, Any]] = tomllib.loads((LEXICONS / "catalogue.toml").read_text(encoding="utf-8"))["entry"]
PROFILE = load_profile("final_accounts")
NAMED = {entry.id: entry for entry in (*PROFILE.relations, *PROFILE.pairs)}
RULES = {rule.code for rule in all_rules()}
IDS = [f"{letter}{number}" for letter in "ABC" for number in range(1, 18)]


def test_no_relation_is_left_out() -> None:
    assert [entry["id"] for entry in ENTRIES if entry["id"][0] in "ABC"] == IDS


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry["id"]) for entry in ENTRIES if entry["id"][0] in "ABC"])
def test_every_relation_is_checked_by_something(entry: dict[str, Any]) -> None:
    assert set(entry) <= {"id", "tables", "force", "relations", "rules", "condition"}, "an unknown key"
    relations, rules = entry.get("relations", []), entry.get("rules", [])
    assert relations or rules
    assert set(relations) <= NAMED.keys()
    assert set(rules) <= RULES
    assert set(entry["tables"]) <= {table.name for table in PROFILE.tables}
    assert entry["force"] != "conditional" or entry["condition"]
    for name in relations:
        assert NAMED[name].basis
        assert (entry["force"] == "part") is (NAMED[name].kind == "at_most") or entry["force"] == "always"


def test_every_relation_of_the_profile_stands_in_the_catalogue() -> None:
    listed = {name for entry in ENTRIES for name in entry.get("relations", [])}
    assert {name for name in NAMED if not NAMED[name].soft} <= listed


BUDGET = load_profile("budget")
OF_BUDGETS = [entry for entry in ENTRIES if entry["id"][0] == "D"]


def test_no_relation_of_budgets_is_left_out() -> None:
    assert [entry["id"] for entry in OF_BUDGETS] == [f"D{number}" for number in range(1, 13)]
    listed = {name for entry in OF_BUDGETS for name in entry.get("relations", [])}
    assert {entry.id for entry in BUDGET.relations if entry.id.startswith("D") and entry.id != "D10b"} <= listed


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry["id"]) for entry in OF_BUDGETS])
def test_every_relation_of_budgets_is_checked_by_something(entry: dict[str, Any]) -> None:
    relations, rules = entry.get("relations", []), entry.get("rules", [])
    assert relations or rules
    assert set(relations) <= {each.id for each in (*BUDGET.relations, *BUDGET.pairs)}
    assert set(rules) <= RULES
    assert set(entry["tables"]) <= {table.name for table in BUDGET.tables}
    assert entry["force"] != "conditional" or entry["condition"]


@pytest.mark.parametrize("mark", [pytest.param(mark, id=mark.id) for mark in profile_marks()])
def test_every_profile_loads_and_is_of_its_kind(mark: Mark) -> None:
    profile = load_profile(mark.id)
    assert (profile.kind, profile.id) == (mark.kind, mark.id)


def test_every_profile_can_be_recognised() -> None:
    assert {path.stem for path in (LEXICONS / "profiles").glob("*.toml")} == {mark.id for mark in profile_marks()}


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("青岚区水务局2024年度部门决算\n", "final_accounts"),
        ("青岚区水务局2020年度部门决算\n", "final_accounts_2021"),
        ("青岚区水文站2024年度单位决算\n", "final_accounts_unit"),
        ("上海市青岚区水务局2024年度部门决算\n", "final_accounts_shanghai"),
        (
            "青岚区水务局2024年度部门决算\n2024年度收入决算表（分单位）\n单位：万元\n单位\t合计\n水务局\t1.00\n",
            "final_accounts_zhejiang",
        ),
        (
            "青岚区水务局2024年度部门决算\n2024年度财政拨款“三公”经费、行政参公单位机关运行经费情况表\n单位：万元\n项目\t统计数\n合计\t1.00\n",
            "final_accounts_yunnan",
        ),
        ("青岚区水务局2025年部门预算\n", "budget"),
        ("青岚区水务局2025年部门预算\n2025年部门财务收支预算总表\n单位：元\n项目\t预算数\n收入总计\t1\n", "budget_shanghai"),
    ],
)
def test_a_report_says_itself_which_profile_it_has(text: str, profile: str) -> None:
    assert FactBase(read_bytes(text.encode(), "report")).profile.id == profile
