"""S102: the numbers in front of headings and items."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.fact.numbering import like, loose_pattern
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document, Marker, Section
    from textcheck.fact.factbase import FactBase

_CLOSED = frozenset("。！？；;：:…!?”）)》】.")
_CAPTION = re.compile(r"图(\d{1,2})")
_FEWEST = 3


class HeadingNumber(Rule):
    """标题或条目的序号不连续。

    同一标题下的一、二、三或（一）（二）（三）漏号、重号，多半是删改后没有重排。

    错误示例::

        一、收入情况
        全年收入平稳。
        二、支出情况
        全年支出平稳。
        四、资产情况
        资产管理规范。
        五、绩效情况
        绩效管理到位。

    正确示例::

        一、收入情况
        全年收入平稳。
        二、支出情况
        全年支出平稳。
        三、资产情况
        资产管理规范。
        四、绩效情况
        绩效管理到位。
    """

    code = "S102"
    name = "heading-number"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Follow the numbers of each style under each heading; a list may go on under the next heading."""
        document = facts.document
        open_lists: dict[tuple[int, str], list[Section]] = {}
        for parent in document.sections:
            styles: dict[str, list[Section]] = {}
            for child in parent.children:
                if child.marker:
                    styles.setdefault(child.marker.style, []).append(child)
            for style, children in styles.items():
                owner = (id(parent.parent), style)
                before = open_lists.get(owner, [])
                lists, faults = _split(children, before)
                yield from (self._fault(document, left, right, children) for left, right in faults)
                yield from (self._whole(document, items) for items in lists[:-1] if len(items) > 1)
                if before and lists[-1][0] is not before[0] and len(before) > 1:
                    yield self._whole(document, before)
                open_lists[owner] = lists[-1]
        yield from (self._whole(document, items) for items in open_lists.values() if len(items) > 1)
        captions = [(int(m[1]), p) for p in document.paragraphs if p.kind == "caption" and (m := _CAPTION.match(p.text))]
        if len(captions) > 1 and [number for number, _ in captions] == list(range(1, len(captions) + 1)):
            yield self.holds("text", "图号连续", *(Term(p.text, p.span) for _, p in captions))

    def _whole(self, document: Document, items: list[Section]) -> Assertion:
        terms = tuple(Term(_marker(item).text, _span(document, item)) for item in items)
        return self.holds("text", f"序号{terms[0].label}至{terms[-1].label}连续", *terms)

    def _fault(self, document: Document, left: Section, right: Section, siblings: list[Section]) -> Assertion:
        before, here = _marker(left), _marker(right)
        terms = (Term(here.text, _span(document, right)), Term(before.text, _span(document, left)))
        subject = f"“{before.text}”之后的序号"
        expected = like(here, before.number + 1)
        text = document.source.text
        if (
            not _certain(left, right, siblings)
            or not _closed(text, terms[0].span.start)
            or re.search(loose_pattern(here.style, before.number + 1), text[terms[1].span.end : terms[0].span.start])
        ):
            return self.unknown("text", subject, "序号不连续，但可能是分行或提取造成的", *terms)
        what = f"重号，应为“{expected}”" if here.number == before.number else f"缺“{expected}”"
        message = f"“{before.text}”之后是“{here.text}”，{what}。"
        return self.broken("text", subject, message, *terms, actual=here.text, expected=expected)


def _split(children: list[Section], before: list[Section]) -> tuple[list[list[Section]], list[tuple[Section, Section]]]:
    """Return the lists that the numbers make, and the neighbours whose numbers do not follow each other."""
    first = _marker(children[0]).number
    goes_on = first > 1 and before and _marker(before[-1]).number == first - 1
    lists = [[*before, children[0]] if goes_on else [children[0]]]
    faults: list[tuple[Section, Section]] = []
    for left, right in itertools.pairwise(children):
        number, last = _marker(right).number, _marker(left).number
        if number == last + 1:
            lists[-1].append(right)
            continue
        repeated = bool(faults) and faults[-1][1] is left and _marker(faults[-1][0]).number == last
        if number == last + 2 and repeated:
            continue
        if number != 1:
            faults.append((left, right))
        lists.append([right])
    return lists, faults


def _certain(left: Section, right: Section, siblings: list[Section]) -> bool:
    """Tell whether one number is missing or doubled while the list goes on around it."""
    number = _marker(right).number
    step = number - _marker(left).number
    at = siblings.index(right)
    following = [_marker(item).number for item in siblings[at + 1 : at + 2]]
    goes_on = following == [number + 1] or (step == 0 and following == [number + 2]) or (not following and at >= 2)
    return len(siblings) >= _FEWEST and step in (0, 2) and goes_on


def _marker(section: Section) -> Marker:
    if section.marker is None:
        raise ValueError(section.title)
    return section.marker


def _span(document: Document, section: Section) -> Span:
    text = _marker(section).text
    start = document.source.text.find(text, section.span.start)
    return Span(start, start + len(text))


def _closed(text: str, start: int) -> bool:
    """Tell whether what stands before a number is finished: a sentence's end, or a short line."""
    before = text[:start].rstrip()
    line = before[before.rfind("\n") + 1 :].strip()
    return not before or before[-1] in _CLOSED or len(line) < 30
