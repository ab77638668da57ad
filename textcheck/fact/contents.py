"""Which heading of the body a line of the contents means, where the words are not the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textcheck.fact.headings import Heading

_PART = "part"
_PREFIX = re.compile(r"(?:附[件表]\d*|表[\d一二三四五六七八九十]+|公开\d+表|20\d\d年(?:度)?|单位|部门|预算|决算|汇总|本级)*$")
_ALIKE = 65
_YEAR = re.compile(r"^20\d\d年(?:度)?")
_REMARK = re.compile(r"[（(]([^（）()]*)[)）]$")
_IS_TABLE = re.compile(r"表(?:[（(][^（）()]*[)）])?$")


def wider(entry: Heading, body: list[Heading], department: str) -> Heading | None:
    """Return the heading that only adds or drops a year, a table number or the department's name in front, or a remark in brackets."""
    words = entry.words
    for heading in body:
        other = heading.words
        if heading.part in (0, entry.part) and other != words and _is_remark(other, words, heading.shown, entry.shown):
            return heading
        if len(other) < 4 or not (other.startswith(words) or other.endswith(words) or words.endswith(other)):
            continue
        if heading.part not in (0, entry.part) or len(words) < 4:
            continue
        if other.startswith(words) and (other[len(words) :].isdigit() or len(other) > len(words) + 4):
            return heading
        long, short = (other, words) if len(other) > len(words) else (words, other)
        if long.endswith(short):
            lead = long[: -len(short)]
            if _PREFIX.match(lead.replace(department, "") if department else lead):
                return heading
    return None


def _is_remark(one: str, other: str, *shown: str) -> bool:
    """Tell whether the longer of two headings is the shorter and a remark in brackets."""
    short, long = sorted((one, other), key=len)
    remark = next((match for text in shown if (match := _REMARK.search(text))), None)
    return remark is not None and long == short + remark[1]


def rival(entry: Heading, body: list[Heading], missed: list[Heading]) -> Heading | None:
    """Return the heading that stands in the entry's place with other words, and suits no other missed entry better."""
    best: tuple[int, Heading] | None = None
    for heading in body:
        if heading.part != entry.part or entry.words.startswith(heading.words):
            continue
        table = entry.marker is not None and entry.marker.style != _PART and _IS_TABLE.search(heading.shown) is not None
        score = _alike(entry.words, heading.words)
        if score < _ALIKE or not (table or heading.place == entry.place) or (best and score <= best[0]):
            continue
        if all(_alike(other.words, heading.words) < score for other in missed if other is not entry):
            best = (score, heading)
    return best[1] if best else None


def _alike(left: str, right: str) -> int:
    """Return how much of two headings agrees from both ends, in percent; a year in front is no difference."""
    left, right = _YEAR.sub("", left), _YEAR.sub("", right)
    most = min(len(left), len(right))
    head = next((i for i in range(most) if left[i] != right[i]), most)
    tail = next((i for i in range(most - head) if left[-1 - i] != right[-1 - i]), most - head)
    return (head + tail) * 200 // (len(left) + len(right))
