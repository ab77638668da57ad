"""Numbers as lists and headings write them: 三、 （三） 3. ① 第三部分."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.span import Span

if TYPE_CHECKING:
    from textcheck.document.blocks import Document, Marker, Section

_DIGITS = "零一二三四五六七八九"
_LAST_CIRCLED = 20
_CHINESE_STYLES = frozenset(("part", "cn", "pcn"))


_FEWEST = 3


class Item(NamedTuple):
    """A numbered heading or list item: its number and where the number stands."""

    marker: Marker
    span: Span


def chinese(number: int) -> str:
    """Return 1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return lead + (_DIGITS[ones] if ones else "")


def number_of(word: str) -> int:
    """Return 一 to 九十九, or digits, as a number; 0 for anything else."""
    if word.isdigit():
        return int(word)
    if "十" in word:
        lead, _, ones = word.partition("十")
        tens = _DIGITS.find(lead) if lead else 1
        return tens * 10 + (_DIGITS.find(ones) if ones else 0)
    return max(0, _DIGITS.find("二" if word == "两" else word)) if len(word) == 1 else 0


def like(marker: Marker, number: int) -> str:
    """Return ``number`` written as ``marker`` writes its own."""
    if marker.style == "circ":
        return _circled(number)
    word = chinese(number) if marker.style in _CHINESE_STYLES else str(number)
    return re.sub(r"[一二三四五六七八九十]+|\d+", word, marker.text)


def loose_pattern(style: str, number: int) -> str:
    """Return the pattern of a number of that style anywhere in a line, where a reader may have glued it."""
    word = chinese(number)
    patterns = {
        "part": rf"第\s*{word}\s*部分",
        "cn": rf"(?<![十二三四五六七八九]){word}\s*[、.．，]",
        "pcn": rf"[（(]\s*{word}\s*[)）]",
        "ar": rf"(?<!\d){number}\s*[、.．]",
        "par": rf"[（(]?\s*{number}\s*[)）]",
        "circ": _circled(number),
    }
    return patterns[style]


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= _LAST_CIRCLED else f"({number})"


def items_under(document: Document, parent: Section) -> dict[str, list[Item]]:
    """Return the numbered children of a section by style."""
    styles: dict[str, list[Item]] = {}
    for child in parent.children:
        if child.marker:
            start = document.source.text.find(child.marker.text, child.span.start)
            item = Item(child.marker, Span(start, start + len(child.marker.text)))
            styles.setdefault(child.marker.style, []).append(item)
    return styles


def split_lists(items: list[Item], before: list[Item]) -> tuple[list[list[Item]], list[tuple[Item, Item]]]:
    """Return the lists that the numbers make, and the neighbours whose numbers do not follow each other.

    The first list may go on from the one ``before``. Where a number comes twice and the next one counts both,
    only the doubled one is at fault.
    """
    first = items[0].marker.number
    goes_on = first > 1 and before and before[-1].marker.number == first - 1
    lists = [[*before, items[0]] if goes_on else [items[0]]]
    faults: list[tuple[Item, Item]] = []
    for left, right in pairwise(items):
        number, last = right.marker.number, left.marker.number
        if number == last + 1:
            lists[-1].append(right)
            continue
        repeated = bool(faults) and faults[-1][1] is left and faults[-1][0].marker.number == last
        if number == last + 2 and repeated:
            continue
        if number != 1:
            faults.append((left, right))
        lists.append([right])
    return lists, faults


def slips_once(left: Item, right: Item, siblings: list[Item]) -> bool:
    """Tell whether one number is missing or doubled while the list goes on around it."""
    number = right.marker.number
    step = number - left.marker.number
    at = siblings.index(right)
    following = [item.marker.number for item in siblings[at + 1 : at + 2]]
    goes_on = following == [number + 1] or (step == 0 and following == [number + 2]) or (not following and at >= 2)
    return len(siblings) >= _FEWEST and step in (0, 2) and goes_on
