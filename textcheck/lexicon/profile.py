"""A kind of report: its tables, its relations, what its sections speak of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.errors import LexiconError
from textcheck.lexicon.choice import profile_file, unknown_profile
from textcheck.lexicon.measures import Aspects
from textcheck.lexicon.paths import load_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

ASPECTS = ("concept", "flow", "fund", "nature", "measure")


class TableKind(NamedTuple):
    """A table of the report: how its title reads and what all of its figures have in common.

    ``accounts``: what its rows are: functional or economic accounts, or items (projects, things bought) without a code.
    ``words``: names of rows and columns that no other table has together; they tell a table whose title was lost.
    ``opaque``: its layout differs from place to place, so that it is recognised and none of its cells is bound. ``gross``:
    where no row or column of it speaks of carry-over, its income takes that in. ``blocks``: it may list one unit after the
    other without naming them. ``names``: what its total is besides, as the narrative says it. ``sources``: where it has a
    column for carry-over, the others say what this year's money comes from.
    """

    name: str
    title: re.Pattern[str]
    aspects: Aspects
    lanes: tuple[str, ...]
    accounts: str
    matrix: bool
    opaque: bool = False
    words: frozenset[str] = frozenset()
    gross: bool = False
    blocks: bool = False
    names: str = ""
    sources: bool = False


class Condition(NamedTuple):
    """What must be so before a relation may be demanded: one figure is printed, others are nought or blank.

    ``same``: the first figure of each pair is nought, or all of it is the second's.
    """

    printed: Aspects
    zero: tuple[Aspects, ...]
    same: tuple[tuple[Aspects, Aspects], ...] = ()


class Relation(NamedTuple):
    """Figures that differ in one aspect (``axis``) and must add up, agree or not exceed.

    ``scope`` is table (within one), report (across tables) or narrative (among stated figures).
    ``alternatives`` are other ways to break the total down.
    ``axis`` may join two aspects with ``+``; ``total`` and ``parts`` then give both values, joined with ``/``.
    """

    id: str
    name: str
    kind: str
    axes: tuple[int, ...]
    total: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    alternatives: tuple[tuple[tuple[str, ...], ...], ...]
    against: tuple[tuple[str, ...], ...]
    where: tuple[tuple[int, str], ...]
    funds: frozenset[str]
    scope: str
    soft: bool
    condition: Condition | None
    basis: str


class Pair(NamedTuple):
    """Figures of two named accounts that must agree or not exceed."""

    id: str
    name: str
    kind: str
    pairs: tuple[tuple[str, str], ...]
    left: Aspects
    right: Aspects
    soft: bool
    basis: str


class SectionContext(NamedTuple):
    """What the figures of a section are about unless they say otherwise."""

    title: re.Pattern[str]
    aspects: Aspects


class Profile(NamedTuple):
    """One kind of report.

    ``measure`` and ``budget`` name its final and planned figures, ``all_money`` the fund that takes in all others,
    ``item_fund`` and ``item_flow`` what the item-by-item section speaks of, ``basic`` and ``project`` the two natures of
    expenditure. ``total`` is the flow of a line called just 总计; ``totals`` gives the one of each side. ``budget_means`` is
    the budget that tables mean which only say 预算数, where the published form settles it. ``rows`` and ``columns`` are the
    names in its tables that mean something else than in other reports.
    """

    id: str
    name: str
    kind: str
    recognise: tuple[str, ...]
    measure: str
    budget: str
    budget_means: str
    all_money: str
    item_fund: str
    item_flow: str
    basic: str
    project: str
    total: str
    totals: dict[str, str]
    tables: tuple[TableKind, ...]
    relations: tuple[Relation, ...]
    pairs: tuple[Pair, ...]
    sections: tuple[SectionContext, ...]
    conditions: dict[str, Condition]
    rows: dict[str, Aspects]
    columns: dict[str, Aspects]

    @property
    def funds(self) -> dict[str, str]:
        """Return the names in its tables that say nothing but whose money it is."""
        named = {**self.columns, **self.rows}
        return {name: found.fund for name, found in named.items() if found.fund == "".join(found)}


class Mark(NamedTuple):
    """By what a report of a profile is known; what is empty, or nought, may be anything."""

    id: str
    kind: str
    until: int
    wording: str
    name: str
    tables: re.Pattern[str] | None


@lru_cache(maxsize=1)
def profile_marks() -> tuple[Mark, ...]:
    """Load ``profiles.toml``: the first mark that a report bears names its profile."""
    return tuple(
        Mark(
            entry["id"],
            entry["kind"],
            entry.get("until", 0),
            entry.get("wording", ""),
            entry.get("name", ""),
            re.compile(entry["tables"]) if "tables" in entry else None,
        )
        for entry in load_toml("profiles.toml")["profile"]
    )


def load_profile(identifier: str, folder: str = "") -> Profile:
    """Load the profile of that file name, from ``folder`` first; raise LexiconError naming the key that is wrong or missing."""
    return _load(identifier, folder) if folder else _load_shipped(identifier)


@lru_cache(maxsize=8)
def _load_shipped(identifier: str) -> Profile:
    return _load(identifier, "")


def _load(identifier: str, folder: str) -> Profile:
    name = f"profiles/{identifier}.toml"
    try:
        return _profile(identifier, _inherited(load_toml(profile_file(identifier, folder)), folder))
    except FileNotFoundError:
        raise LexiconError(f"{unknown_profile(identifier, folder)}。") from None
    except KeyError as error:
        raise LexiconError(f"{name} 缺少键 {error}。") from None
    except re.error as error:
        raise LexiconError(f"{name} 有不合法的表达式：{error}") from None


def _inherited(data: dict[str, Any], folder: str) -> dict[str, Any]:
    """Return a profile with what it leaves unsaid taken from its parent.

    Relations, pairs and conditions are added to the parent's, less those named in ``without``; so are the tables given as
    ``extra_table``, and the sections given as ``extra_section``, which come first. All else replaces what the parent says.
    """
    if "inherits" not in data:
        return data
    parent = _inherited(load_toml(profile_file(data["inherits"], folder)), folder)
    dropped = set(data.get("without", ()))
    merged = {**parent, **data}
    for name in ("relation", "pair", "condition"):
        merged[name] = [entry for entry in parent.get(name, ()) if entry["id"] not in dropped] + data.get(name, [])
    named = {entry["name"] for entry in data.get("extra_table", ())}
    merged["table"] = [entry for entry in merged["table"] if entry["name"] not in named] + data.get("extra_table", [])
    merged["section"] = data.get("extra_section", []) + merged["section"]
    return merged


def _profile(identifier: str, data: dict[str, Any]) -> Profile:
    conditions = {entry["id"]: make_condition(entry) for entry in data.get("condition", ())}
    return Profile(
        identifier,
        data["name"],
        data["kind"],
        tuple(data["recognise"]),
        data["measure"],
        data["budget"],
        data.get("budget_means", ""),
        data["all_money"],
        data["item_fund"],
        data["item_flow"],
        data["basic"],
        data["project"],
        data["total"],
        dict(data["totals"]),
        tuple(_table(entry) for entry in data["table"]),
        tuple(make_relation(entry, conditions) for entry in data.get("relation", ())),
        tuple(make_pair(entry) for entry in data.get("pair", ())),
        tuple(SectionContext(re.compile(entry["title"]), _aspects(entry)) for entry in data.get("section", ())),
        conditions,
        {entry["phrase"]: _aspects(entry) for entry in data.get("label", ()) if "R" in entry["where"]},
        {entry["phrase"]: _aspects(entry) for entry in data.get("label", ()) if "C" in entry["where"]},
    )


def _aspects(entry: dict[str, Any]) -> Aspects:
    return Aspects(*[entry.get(name, "") for name in ASPECTS])


def _table(entry: dict[str, Any]) -> TableKind:
    return TableKind(
        entry["name"],
        re.compile(entry["title"]),
        _aspects(entry),
        tuple(entry.get("lanes", ())),
        entry.get("accounts", "functional"),
        entry.get("matrix", False),
        entry.get("opaque", False),
        frozenset(entry.get("words", ())),
        entry.get("gross", False),
        entry.get("blocks", False),
        entry.get("names", ""),
        entry.get("sources", False),
    )


def make_condition(entry: dict[str, Any]) -> Condition:
    """Return a condition as its table says."""
    return Condition(
        _aspects(entry["printed"]),
        tuple(_aspects(zero) for zero in entry["zero"]),
        tuple((_aspects(left), _aspects(right)) for left, right in entry.get("same", ())),
    )


def make_relation(entry: dict[str, Any], conditions: Mapping[str, Condition]) -> Relation:
    """Return a relation as its table says; its condition is one of ``conditions``."""
    axes = tuple(ASPECTS.index(name) for name in entry["axis"].split("+"))

    def values(key: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(value.split("/")) for value in entry.get(key, ()))

    return Relation(
        entry["id"],
        entry["name"],
        entry["kind"],
        axes,
        tuple(entry["total"].split("/")),
        values("parts"),
        tuple(tuple(tuple(value.split("/")) for value in parts) for parts in entry.get("alternatives", ())),
        values("against"),
        tuple((ASPECTS.index(name), value) for name, value in entry.get("where", {}).items()),
        frozenset(entry.get("funds", ())),
        entry["scope"],
        entry.get("force", "always") == "soft",
        conditions[entry["condition"]] if "condition" in entry else None,
        entry["basis"],
    )


def make_pair(entry: dict[str, Any]) -> Pair:
    """Return a pair of accounts as its table says."""
    return Pair(
        entry["id"],
        entry["name"],
        entry["kind"],
        tuple((left, right) for left, right in entry["pairs"]),
        _aspects(entry["left"]),
        _aspects(entry["right"]),
        entry.get("force", "always") == "soft",
        entry["basis"],
    )
