"""W420: what an account was used for is another account's purpose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.coded import plain
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.span import Span
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.paths import AccountPath

_PURPOSE = re.compile(r"主要用于(?:了)?[:：]?(?P<purpose>[^。;:]{4,60})")
_ALIKE, _FOREIGN = 4, 2
_COMMON = re.compile(r"支出|经费|费用|其他|行政|事业|单位|机关|一般")


class _Item(NamedTuple):
    path: AccountPath
    purpose: str
    span: Span


class CopiedPurpose(Rule):
    """科目的用途写成了另一个科目的用途。

    为什么：两个科目的用途一字不差，说的却只是其中一个科目的事，就是复制上一段时没有改。
    算法：逐项说明里每个科目的“主要用于……”两两比较：与另一个科目的用途相同，重复了那个科目的名称，与本科目的名称毫不相干的
    才报；用途笼统（如“退休人员经费”）的不作判断。
    依据：财预〔2016〕143号《地方预决算公开操作规程》：公开内容真实、准确；财政部部门决算公开模板逐项说明的句式。

    错误示例::

        五、一般公共预算财政拨款支出决算情况说明
        1. 卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。主要用于：事业单位医疗保险支出。年初预算为2.00万元，支出决算为2.00万元。
        2. 住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：事业单位医疗保险支出。年初预算为8.00万元，支出决算为8.00万元。

    正确示例::

        五、一般公共预算财政拨款支出决算情况说明
        1. 卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。主要用于：事业单位医疗保险支出。年初预算为2.00万元，支出决算为2.00万元。
        2. 住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：缴存职工住房公积金。年初预算为8.00万元，支出决算为8.00万元。
    """

    code = "W420"
    name = "copied-purpose"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Compare every purpose with the name of its account and with those of the accounts that share it."""
        items = list(_items(facts))
        for item in items:
            twins = [other for other in items if other.purpose == item.purpose and other.path.item != item.path.item]
            if not twins:
                continue
            term = Term(item.purpose, item.span)
            own = _related(item.purpose, item.path)
            owner = next((o for o in twins if _told(o.purpose, o.path) >= _ALIKE), None)
            if own >= _FOREIGN or owner is None:
                yield self.unknown("text", item.path.item, "两个科目的用途写得一样，看不出是不是复制", term)
                continue
            message = f"“{item.path.item}”的用途写作“{item.purpose}”，这是“{owner.path.item}”的用途。"
            yield self.broken("text", item.path.item, message, term, Term(owner.path.item, owner.span), actual=item.purpose)


def _items(facts: FactBase) -> Iterator[_Item]:
    """Yield the accounts of the prose that are followed by their purpose, in the same paragraph or at the next one's start."""
    following = dict(zip(facts.document.body, facts.document.body[1:], strict=False))
    for path in facts.account_paths:
        paragraph = path.paragraph
        at = paragraph.text.find(path.shown)
        match = _PURPOSE.search(paragraph.text, at + len(path.shown)) if at >= 0 else None
        after = following.get(paragraph)
        if match is None and after is not None:
            match, paragraph = _PURPOSE.match(after.text), after
        if match:
            yield _Item(path, match["purpose"], paragraph.reading.span(*match.span("purpose")))


def _told(purpose: str, path: AccountPath) -> int:
    """Return how long a run of words of the account's own name a purpose repeats."""
    return _longest(plain(path.item), purpose)


def _related(purpose: str, path: AccountPath) -> int:
    """Return the same for 项 and 款, with the words left out that any account may have."""
    said = _COMMON.sub("|", purpose)
    return max(_longest(part, said) for name in (path.item, path.middle) for part in _COMMON.split(plain(name)))


def _longest(name: str, text: str) -> int:
    longest = 0
    for begin in range(len(name)):
        while begin + longest < len(name) and name[begin : begin + longest + 1] in text:
            longest += 1
    return longest
