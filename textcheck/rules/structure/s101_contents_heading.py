"""S101: the list of contents against the headings and table titles of the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.headings import Heading, body_headings, contents_lines
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_PREFIX = re.compile(r"(?:附[件表]\d*|表[\d一二三四五六七八九十]+|公开\d+表|20\d\d年(?:度)?|单位|部门|预算|决算|汇总|本级)*$")
_ALIKE = 65
_YEAR = re.compile(r"^20\d\d年(?:度)?")


class ContentsHeading(Rule):
    """目录与正文的标题或表名不一致。

    读者按目录找内容；目录里的一行应当与正文的标题、表名逐字相同（表名前可以多写年度或部门名称）。

    错误示例::

        目录
        第一部分 青石县园林中心概况
        第二部分 2024年度重点工作

        第一部分 青石县园林中心概况
        第二部分 2024年重点工作
        新建口袋公园两处。

    正确示例::

        目录
        第一部分 青石县园林中心概况
        第二部分 2024年度重点工作

        第一部分 青石县园林中心概况
        第二部分 2024年度重点工作
        新建口袋公园两处。
    """

    code = "S101"
    name = "contents-heading"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look up every line of the contents in the body."""
        document = facts.document
        entries = list(contents_lines(document))
        if not entries:
            return
        body = list(body_headings(document))
        known: dict[tuple[int, str], Heading] = {}
        for heading in body:
            known.setdefault((heading.part, heading.words), heading)
            known.setdefault((0, heading.words), heading)
        missed: list[Heading] = []
        for entry in entries:
            found = known.get((entry.part, entry.words)) or _wider(entry, body, facts.identity.department)
            found = found or known.get((0, entry.words))
            if found:
                yield self.holds("text", entry.shown, Term("目录", entry.span), Term("正文", found.span))
            else:
                missed.append(entry)
        taken = {entry.words for entry in entries}
        for entry in missed:
            yield self._missed(entry, _rival(entry, [heading for heading in body if heading.words not in taken], missed))

    def _missed(self, entry: Heading, rival: Heading | None) -> Assertion:
        term = Term("目录", entry.span)
        if rival is None:
            return self.unknown("text", entry.shown, "正文里没有找到这一行对应的标题，可能在提取文字时丢失", term)
        message = f"目录写“{entry.shown}”，正文写“{rival.shown}”，两处应一致。"
        other = Term("正文", rival.span)
        return self.broken("text", entry.shown, message, term, other, actual=entry.shown, expected=rival.shown)


def _wider(entry: Heading, body: list[Heading], department: str) -> Heading | None:
    """Return the heading that only adds or drops a year, a table number or the department's name in front."""
    words = entry.words
    for heading in body:
        other = heading.words
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


def _rival(entry: Heading, body: list[Heading], missed: list[Heading]) -> Heading | None:
    """Return the heading that stands in the entry's place with other words, and suits no other missed entry better."""
    best: tuple[int, Heading] | None = None
    for heading in body:
        if heading.part != entry.part or entry.words.startswith(heading.words):
            continue
        table = entry.marker is not None and entry.marker.style != "part" and heading.words.endswith("表")
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
