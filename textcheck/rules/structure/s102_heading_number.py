"""S102: the numbers in front of headings and items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.numbering import Item, items_under, like, loose_pattern, slips_once, split_lists
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_CLOSED = frozenset("。！？；;：:…!?”）)》】.")
_CAPTION = re.compile(r"图(\d{1,2})")
_BOXES = tuple("□☐☑☒■√✓✔")
_SHORT_LINE = 30
_LOOK_BACK = 200


class HeadingNumber(Rule):
    """标题或条目的序号不连续。

    为什么：同一标题下的一、二、三或（一）（二）（三）漏号、重号，多半是删改后没有重排，读者会以为缺了一段。
    算法：同一标题下、同一种序号应当从第一个起逐个加 1；漏号、重号的报出。
    依据：《党政机关公文格式》（GB/T 9704—2012）7.3.3：结构层次序数依次标注。

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
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Follow the numbers of each style under each heading; a list may go on under the next heading."""
        document = facts.document
        open_lists: dict[tuple[int, str], list[Item]] = {}
        for parent in document.sections:
            for style, items in items_under(document, parent).items():
                owner = (id(parent.parent), style)
                before = open_lists.get(owner, [])
                lists, faults = split_lists(items, before)
                yield from (self._fault(document.source.text, left, right, items) for left, right in faults)
                yield from (self._whole(done) for done in lists[:-1] if len(done) > 1)
                if before and lists[-1][0] is not before[0] and len(before) > 1:
                    yield self._whole(before)
                open_lists[owner] = lists[-1]
        yield from (self._whole(items) for items in open_lists.values() if len(items) > 1)
        captions = [(int(m[1]), p) for p in document.paragraphs if p.kind == "caption" and (m := _CAPTION.match(p.text))]
        if len(captions) > 1 and [number for number, _ in captions] == list(range(1, len(captions) + 1)):
            yield self.holds("text", "图号连续", *(Term(p.text, p.span) for _, p in captions))

    def _whole(self, items: list[Item]) -> Assertion:
        terms = (Term(item.marker.text, item.span) for item in items)
        return self.holds("text", f"序号{items[0].marker.text}至{items[-1].marker.text}连续", *terms)

    def _fault(self, text: str, left: Item, right: Item, siblings: list[Item]) -> Assertion:
        before, here = left.marker, right.marker
        terms = (Term(here.text, right.span), Term(before.text, left.span))
        subject = f"“{before.text}”之后的序号"
        expected = like(here, before.number + 1)
        glued = re.compile(loose_pattern(here.style, before.number + 1))
        boxed = any(_is_boxed(text, item.span.end) for item in (left, right))
        certain = not boxed and slips_once(left, right, siblings) and _closed(text, right.span.start)
        if not certain or glued.search(text, left.span.end, right.span.start):
            return self.unknown("text", subject, "序号不连续，但可能是分行或提取造成的", *terms)
        what = f"重号，应为“{expected}”" if here.number == before.number else f"缺“{expected}”"
        message = f"“{before.text}”之后是“{here.text}”，{what}。"
        return self.broken("text", subject, message, *terms, actual=here.text, expected=expected)


def _closed(text: str, start: int) -> bool:
    """Tell whether what stands before a number is finished: a sentence's end, or a short line."""
    before = text[max(0, start - _LOOK_BACK) : start].rstrip()
    line = before[before.rfind("\n") + 1 :].strip()
    return not before or before[-1] in _CLOSED or len(line) < _SHORT_LINE


def _is_boxed(text: str, start: int) -> bool:
    """Tell whether a line ends with a box to tick: it is a choice of a form, and several questions number theirs anew."""
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].rstrip().endswith(_BOXES)
