"""S131: the parts of the report in the list of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.fact.headings import Heading, contents_lines
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Section
    from textcheck.fact.factbase import FactBase

_PART = "part"
_FEWEST = 2


class ContentsPart(Rule):
    """目录漏了一个部分。

    为什么：读者按目录找各个部分；缺一个部分，多半是删改目录时丢了一行，或者把邻近的一行写了两遍。
    算法：正文分“第一部分、第二部分……”而编号连续的，目录应当逐一列出；目录列了其他部分、唯独缺一个的才报，目录根本不分部分的不报。
    依据：财政部部门决算、部门预算公开模板的目录。

    错误示例::

        目录
        第一部分 青石县园林中心概况
        第三部分 名词解释

        第一部分 青石县园林中心概况
        负责全县园林绿化工作。
        第二部分 2024年度部门决算表
        见附表。
        第三部分 名词解释
        基本支出：维持单位运转的支出。

    正确示例::

        目录
        第一部分 青石县园林中心概况
        第二部分 2024年度部门决算表
        第三部分 名词解释

        第一部分 青石县园林中心概况
        负责全县园林绿化工作。
        第二部分 2024年度部门决算表
        见附表。
        第三部分 名词解释
        基本支出：维持单位运转的支出。
    """

    code = "S131"
    name = "contents-part"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Compare the numbers of the parts, where the body's run from one without a gap."""
        entries = list(contents_lines(facts.document))
        parts = {s.marker.number: s for s in reversed(facts.document.sections) if s.marker and s.marker.style == _PART}
        if not entries or sorted(parts) != list(range(1, len(parts) + 1)):
            return
        listed = {e.marker.number for e in entries if e.marker and e.marker.style == _PART}
        gone = [number for number in parts if number not in listed]
        if len(gone) == 1 and len(listed) >= _FEWEST and listed <= parts.keys():
            yield self._lost(parts[gone[0]], gone[0], entries)
        elif not gone and parts:
            yield self.holds("text", "目录列出各个部分", *(Term(s.title, s.span) for s in parts.values()))

    def _lost(self, section: Section, number: int, entries: list[Heading]) -> Assertion:
        here = _between(entries, number)
        message = f"目录漏了正文的“{section.title}”。"
        terms = (Term("目录", here), Term("正文", section.span))
        return self.broken("text", section.title, message, *terms, expected=section.title)


def _between(entries: list[Heading], number: int) -> Span:
    """Return the place of the contents where a part should stand: from the line before to the line after.

    That is where the lines under the part before begin to count anew, else before the next part.
    """
    before = next((i for i, e in enumerate(entries) if e.place == (_PART, number - 1)), -1)
    after = next((i for i, e in enumerate(entries) if e.place == (_PART, number + 1)), len(entries))
    if after <= before:
        after = len(entries)
    at = after if before >= 0 else 0
    for index in range(before + 2, after if before >= 0 else 0):
        marker = entries[index].marker
        if marker is not None and marker.number == 1 and marker.style != _PART:
            at = index
            break
    first, last = entries[max(at - 1, 0)], entries[min(at, len(entries) - 1)]
    return Span(first.span.start, last.span.end)
