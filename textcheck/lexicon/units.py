"""Units, and the words that loosen a figure, as ``lexicons/units.toml`` lists them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from textcheck.errors import LexiconError
from textcheck.lexicon.paths import load_toml
from textcheck.quantity.quantity import Bound


class Unit(NamedTuple):
    """One counting unit; ``name`` is the spelling that stands for all, ``not_before`` the characters that undo it."""

    text: str
    name: str
    not_before: str
    chinese: bool
    whole: bool
    myriad: bool
    basis: str


class Hedges:
    """The words before and after a figure that say how tightly its value is meant."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        """Index the ``[[bound]]`` entries of the lexicon."""
        words = {
            place: {word: Bound(entry["sign"]) for entry in entries for word in entry.get(place, ())}
            for place in ("before", "after", "ahead")
        }
        self._before, self._afterwards, self._further = words["before"], words["after"], words["ahead"]
        self._last = frozenset(word[-1] for word in self._before)
        self._first = frozenset(word[0] for word in self._afterwards) | frozenset("(及含")
        self._longest = max(map(len, self._before))
        self._after = re.compile(rf"(?:\(含[^()]{{0,4}}\)|及|含)?({'|'.join(self._afterwards)})").match
        self._ahead = re.compile(f"({'|'.join(self._further)})[^0-9，。;、:,()]+$").search

    def bound(self, text: str, start: int, end: int) -> Bound | None:
        """Return what the words around ``text[start:end]`` say, or None if they say nothing."""
        if start and text[start - 1] in self._last:
            for length in range(min(self._longest, start), 0, -1):
                sign = self._before.get(text[start - length : start])
                if sign is Bound.EXACT:  # the longest word wins: 节约 is not 约
                    break
                if sign is not None:
                    return sign
        if text[end : end + 1] in self._first and (after := self._after(text, end)):
            return self._afterwards[after[1]]
        ahead = self._ahead(text, max(0, start - 10), start)
        return self._further[ahead[1]] if ahead else None


class MoneyCues(NamedTuple):
    """What tells that 万 or 亿 without 元 is money: cues before it, unless a counted thing or a currency is named."""

    cues: tuple[str, ...]
    counted: str
    foreign: str

    def is_meant(self, text: str, start: int, end: int, numeral: str) -> bool:
        """Tell whether ``text[start:end]``, a ``numeral`` that ends in 万 or 亿, is certain to be money."""
        after = text[end : end + 1]
        if after and after in self.foreign:
            return False
        said = re.split("[，。;、:,0-9]", text[max(0, start - 14) : start])[-1]
        if said.rstrip("约近共达为数超至到的在").endswith(self.cues):
            return True
        if after and after not in "，。、;:,)(" and not text.startswith(("以上", "以下", "以内", "左右"), end):
            return False
        if any(character in self.counted for character in said[-3:]):
            return False
        return numeral[-4:-3] == "." or any(cue in said for cue in self.cues)


class Units(NamedTuple):
    """The units by their text, longest first, and what else a figure is known by."""

    by_text: dict[str, Unit]
    hedges: Hedges
    fixed: tuple[str, ...]
    ordinal: tuple[str, ...]
    coded: str
    money: MoneyCues


@lru_cache(maxsize=1)
def units() -> Units:
    """Load ``units.toml``; raise LexiconError naming what is wrong."""
    try:
        return _units(load_toml("units.toml"))
    except KeyError as error:
        raise LexiconError(f"词库 units.toml 缺少 {error.args[0]}。") from error


def _units(table: dict[str, Any]) -> Units:
    guards: dict[str, str] = dict(table["guards"])
    names = {text: same["unit"] for same in table["same"] for text in same["also"]}
    found: list[Unit] = []
    for group in table["group"]:
        basis, chinese, whole, myriad = group["basis"], "chinese" in group, "whole" in group, "myriad" in group
        found += [Unit(u, names.get(u, u), guards.get(u, ""), chinese, whole, myriad, basis) for u in group["units"]]
    by_text = {unit.text: unit for unit in sorted(found, key=lambda unit: -len(unit.text))}
    if len(by_text) < len(found):
        raise LexiconError("词库 units.toml 的 units 有重复。")
    if unknown := (guards.keys() | names.keys() | set(names.values())) - by_text.keys():
        raise LexiconError(f"词库 units.toml 的 guards 或 same 提到未列出的单位：{'、'.join(sorted(unknown))}。")
    amount = table["amount"]
    money = MoneyCues(tuple(amount["cues"]), amount["counted"], amount["foreign"])
    return Units(by_text, Hedges(table["bound"]), tuple(table["fixed"]), tuple(table["ordinal"]), table["coded"], money)
