"""How many things a run of words such as 甲、乙、丙及丁 names, as far as that is certain."""

from __future__ import annotations

import re
from typing import NamedTuple

_BRACKETS = re.compile(r"\([^()]*\)")
_NOT_PLAIN = re.compile(
    r"[一二三四五六七八九十\d][处科室部队]?至[一二三四五六七八九十\d]|\([^()]*[\d两]+[个家][^()]*\)|不(?:纳入|计入|含)"
)
_QUOTED = re.compile(r"\"[^\"]*\"|《[^》]*》|'[^']*'")
_JOINT = re.compile(r"以及|[和及与]")
_BODY = re.compile(r"(?:[处科室部局会委所站组院队办厅司庭馆校库厂台署]|中心|公司|学院|园区?|基地|小学|幼儿园)$")
_LONGEST = 26
_SHORT = 12


class Listing(NamedTuple):
    """The fewest and the most items that a list can be read as, and the items as split at 、."""

    fewest: int
    most: int
    items: tuple[str, ...]


def read_listing(text: str) -> Listing | None:
    """Return how many items ``text`` lists, or None if it is no plain list.

    和, 及 and 与 may join two items or stand inside one; 、 stands inside a name where the word before it is not
    complete (人事、教育处), so the count is an interval.
    """
    if _NOT_PLAIN.search(text):
        return None
    plain = text
    while _BRACKETS.search(plain):
        plain = _BRACKETS.sub("", plain)
    plain = _QUOTED.sub("某", plain)
    if any(mark in plain for mark in '()"《》，,。；;:等') or any(c.isdigit() for c in plain):
        return None
    items = tuple(item for item in plain.split("、") if item)
    if len(items) < 2 or any(len(item) > _LONGEST for item in items[1:]):
        return None
    joints = sum(len(_JOINT.findall(item)) for item in items)
    whole = sum(1 for item in items if _BODY.search(item))
    fewest = whole if whole * 3 >= len(items) * 2 else len(items)
    return Listing(min(fewest, len(items)), len(items) + joints, items)


def begun_before(text: str) -> bool:
    """Tell whether the list may have begun before the last comma: a 、 there, or a clause as short as an item."""
    clauses = re.split(r"[，,]", re.split(r"[。；;:]", text)[-1])[:-1]
    return any("、" in clause for clause in clauses) or (bool(clauses) and 0 < len(clauses[-1]) <= _SHORT)
