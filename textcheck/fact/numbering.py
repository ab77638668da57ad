"""Numbers as lists and headings write them: 三、 （三） 3. ① 第三部分."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textcheck.document.blocks import Marker

_DIGITS = "零一二三四五六七八九"
_LAST_CIRCLED = 20
_CHINESE_STYLES = frozenset(("part", "cn", "pcn"))


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
