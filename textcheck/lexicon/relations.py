"""Relations that a department adds in files of its own, and the check of everything written as a relation."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.errors import ConfigError, reason
from textcheck.lexicon.accounts import economic_accounts, functional_accounts
from textcheck.lexicon.measures import Aspects, measures
from textcheck.lexicon.profile import ASPECTS, Profile, load_profile, make_condition, make_pair, make_relation
from textcheck.tomlfile import TABLE, TABLES, TEXT, TEXTS, Field, TomlFile, choice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from textcheck.lexicon.choice import ProfileChoice
    from textcheck.lexicon.profile import Condition, Pair, Relation
    from textcheck.tomlfile import Path

_NEEDED_TEXT = TEXT._replace(required=True)
_FORCES = choice("always", "soft")
RELATION: Mapping[str, Field] = {
    "id": _NEEDED_TEXT,
    "name": _NEEDED_TEXT,
    "kind": choice("summation", "equality", "at_most", "balance", "weighted")._replace(required=True),
    "axis": _NEEDED_TEXT,
    "total": _NEEDED_TEXT,
    "parts": TEXTS._replace(required=True),
    "alternatives": Field(
        lambda value: isinstance(value, list) and all(TEXTS.fits(way) for way in value),
        '应为列表的列表，每种分法一个，如 [["财政拨款", "事业"]]',
    ),
    "against": TEXTS,
    "where": TABLE,
    "funds": TEXTS,
    "scope": choice("table", "report", "narrative")._replace(required=True),
    "force": _FORCES,
    "condition": TEXT,
    "basis": _NEEDED_TEXT,
}
PAIR: Mapping[str, Field] = {
    "id": _NEEDED_TEXT,
    "name": _NEEDED_TEXT,
    "kind": choice("equality", "at_most")._replace(required=True),
    "pairs": Field(
        lambda value: isinstance(value, list) and bool(value) and all(TEXTS.fits(pair) and len(pair) == 2 for pair in value),
        '应为两个科目一组的列表，如 [["30217", "公务接待费"]]',
        required=True,
    ),
    "left": TABLE._replace(required=True),
    "right": TABLE._replace(required=True),
    "force": _FORCES,
    "basis": _NEEDED_TEXT,
}
CONDITION: Mapping[str, Field] = {
    "id": _NEEDED_TEXT,
    "printed": TABLE._replace(required=True),
    "zero": TABLES._replace(required=True),
    "same": Field(
        lambda value: isinstance(value, list) and all(TABLES.fits(pair) and len(pair) == 2 for pair in value),
        '应为两个口径一组的列表，如 [[{ flow = "年初结转", fund = "全部" }, { flow = "年初结转", fund = "财政拨款" }]]',
    ),
}


class Known(NamedTuple):
    """What a relation may refer to: the values of each aspect, and the conditions and relations that there are already."""

    values: Mapping[str, Collection[str]]
    conditions: Mapping[str, Condition]
    ids: Collection[str]


class Added(NamedTuple):
    """What one file adds."""

    relations: tuple[Relation, ...]
    pairs: tuple[Pair, ...]
    conditions: Mapping[str, Condition]


def chosen_profile(identifier: str, choice: ProfileChoice) -> Profile:
    """Return the profile that ``choice`` names, else ``identifier``, with the relations that its files add."""
    files = [*choice.relations]
    if choice.folder:
        files += [os.path.join(choice.folder, name) for name in sorted(os.listdir(choice.folder))]
    stamps = tuple((path, os.stat(path).st_mtime_ns) for path in files if os.path.isfile(path))
    return _chosen(identifier, choice, stamps)


@lru_cache(maxsize=8)
def _chosen(identifier: str, choice: ProfileChoice, stamps: tuple[tuple[str, int], ...]) -> Profile:
    """Read them once for many reports, as long as no file changes."""
    del stamps
    identifier = choice.profile or identifier
    own = os.path.join(choice.folder, f"{identifier}.toml") if choice.folder else ""
    file = _open(own) if os.path.isfile(own) else None
    if file is not None:
        _check_keys(file)
    profile = load_profile(identifier, choice.folder)
    if file is not None:
        check_relations(file, known_to(profile)._replace(ids=()))
    for path in choice.relations:
        added = _added(_open(path), known_to(profile))
        profile = profile._replace(
            relations=profile.relations + added.relations,
            pairs=profile.pairs + added.pairs,
            conditions={**profile.conditions, **added.conditions},
        )
    return profile


def written_in(path: str) -> list[tuple[str, str, int]]:
    """Return id, name and line of every relation that a file adds."""
    file = _open(path)
    kinds = ("relation", "pair")
    return [
        (entry["id"], entry["name"], file.line((kind, at))) for kind in kinds for at, entry in enumerate(file.data.get(kind, ()))
    ]


def known_to(profile: Profile) -> Known:
    """Return what a file that adds to ``profile`` may refer to."""
    values: dict[str, set[str]] = {name: set() for name in ASPECTS}
    placed = [*measures().rows.values(), *measures().columns.values(), *measures().narrative.values()]
    placed += [*profile.rows.values(), *profile.columns.values()]
    placed += [table.aspects for table in profile.tables] + [section.aspects for section in profile.sections]
    placed += [Aspects(flow=lane) for table in profile.tables for lane in table.lanes]
    placed += [Aspects(measure=profile.measure), Aspects(measure=profile.budget), Aspects(fund=profile.all_money)]
    placed += [Aspects(nature=nature) for nature in ("合计", profile.basic, profile.project)]
    placed += [Aspects(flow=flow) for flow in (profile.total, *profile.totals.values())]
    for aspects in placed:
        for name, value in zip(ASPECTS, aspects, strict=True):
            if value:
                values[name].add(value)
    values["concept"] |= functional_accounts().keys() | economic_accounts().keys()
    return Known(values, profile.conditions, {each.id for each in profile.relations} | {each.id for each in profile.pairs})


def check_relations(file: TomlFile, known: Known) -> None:
    """Raise ConfigError at the first relation, pair or condition of ``file`` that cannot be meant."""
    _check_keys(file)
    conditions = {*known.conditions, *(each["id"] for each in file.data.get("condition", ()))}
    for at, entry in enumerate(file.data.get("condition", ())):
        _check_aspects(file, ("condition", at, "printed"), entry["printed"], known)
        for place, zero in enumerate(entry["zero"]):
            _check_aspects(file, ("condition", at, "zero", place), zero, known)
        for place, pair in enumerate(entry.get("same", ())):
            for side in pair:
                _check_aspects(file, ("condition", at, "same", place), side, known)
    for at, entry in enumerate(file.data.get("relation", ())):
        _check_relation(file, ("relation", at), entry, known, conditions)
    for at, entry in enumerate(file.data.get("pair", ())):
        for side in ("left", "right"):
            _check_aspects(file, ("pair", at, side), entry[side], known)
        for place, pair in enumerate(entry["pairs"]):
            for value in pair:
                _check_value(file, ("pair", at, "pairs", place), "concept", value, known)
    seen = {*known.ids}
    for kind in ("relation", "pair"):
        for at, entry in enumerate(file.data.get(kind, ())):
            if entry["id"] in seen:
                raise file.fail((kind, at, "id"), f"“{entry['id']}”已经有了，请另起一个")
            seen.add(entry["id"])


def _check_keys(file: TomlFile) -> None:
    for kind, fields in (("relation", RELATION), ("pair", PAIR), ("condition", CONDITION)):
        entries = file.data.get(kind, [])
        if not TABLES.fits(entries):
            raise file.fail((kind,), TABLES.wanted)
        for at in range(len(entries)):
            file.check((kind, at), fields)


def _check_relation(file: TomlFile, path: Path, entry: dict[str, Any], known: Known, conditions: Collection[str]) -> None:
    axes = entry["axis"].split("+")
    if len(set(axes)) != len(axes) or not set(axes) <= set(ASPECTS):
        raise file.fail((*path, "axis"), f"“{entry['axis']}”不是口径；应为 {'、'.join(ASPECTS)} 之一，或用 + 连接的两个")
    if not entry["parts"] and entry["kind"] != "balance":
        raise file.fail((*path, "parts"), "是空的，至少要有一项")
    if entry["kind"] == "at_most" and len(entry["parts"]) != 1:
        raise file.fail((*path, "parts"), "在 at_most 里只能有一项，就是不得超过的那个数")
    if (entry["kind"] == "balance") != bool(entry.get("against")):
        raise file.fail((*path, "against"), "列出另一边的各项，balance 要有，其他种类不能有")
    _check_joined(file, (*path, "total"), axes, entry["total"], known)
    for key in ("parts", "against"):
        for place, value in enumerate(entry.get(key, ())):
            _check_joined(file, (*path, key, place), axes, value, known)
    for way, values in enumerate(entry.get("alternatives", ())):
        for place, value in enumerate(values):
            _check_joined(file, (*path, "alternatives", way, place), axes, value, known)
    _check_aspects(file, (*path, "where"), entry.get("where", {}), known)
    for place, fund in enumerate(entry.get("funds", ())):
        _check_value(file, (*path, "funds", place), "fund", fund, known)
    if "condition" in entry and entry["condition"] not in conditions:
        raise file.fail((*path, "condition"), f"“{entry['condition']}”没有定义；已有的：{_some(conditions)}")


def _check_joined(file: TomlFile, path: Path, axes: list[str], value: str, known: Known) -> None:
    parts = value.split("/")
    if len(parts) != len(axes):
        raise file.fail(path, f"“{value}”应有 {len(axes)} 个值，与 axis 的口径一一对应，用 / 隔开")
    for axis, part in zip(axes, parts, strict=True):
        _check_value(file, path, axis, part, known)


def _check_aspects(file: TomlFile, path: Path, aspects: Mapping[str, Any], known: Known) -> None:
    for name, value in aspects.items():
        if name not in ASPECTS:
            raise file.fail((*path, name), f"不是口径；口径有：{'、'.join(ASPECTS)}")
        _check_value(file, (*path, name), name, value, known)


def _check_value(file: TomlFile, path: Path, aspect: str, value: object, known: Known) -> None:
    if value not in known.values[aspect]:
        named = [each for each in known.values[aspect] if not each.isdigit()]
        more = "，或科目编码" if aspect == "concept" else ""
        raise file.fail(path, f"“{value}”不是 {aspect} 的值；可用的有：{_some(named)}{more}")


def _some(values: Iterable[str]) -> str:
    return "、".join(sorted(values)) or "（无）"


def _open(path: str) -> TomlFile:
    try:
        with open(path, encoding="utf-8-sig") as file:
            return TomlFile(path, file.read())
    except OSError as error:
        raise ConfigError(f"无法读取勾稽关系文件 {path}：{reason(error)}。") from None
    except UnicodeDecodeError:
        raise ConfigError(f"勾稽关系文件 {path} 不是 UTF-8 文本。") from None


def _added(file: TomlFile, known: Known) -> Added:
    file.check((), dict.fromkeys(("relation", "pair", "condition"), TABLES))
    check_relations(file, known)
    conditions = {entry["id"]: make_condition(entry) for entry in file.data.get("condition", ())}
    every = {**known.conditions, **conditions}
    return Added(
        tuple(make_relation(entry, every) for entry in file.data.get("relation", ())),
        tuple(make_pair(entry) for entry in file.data.get("pair", ())),
        conditions,
    )
