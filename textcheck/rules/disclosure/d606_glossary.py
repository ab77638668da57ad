"""D606: the glossary explains the accounts that the report uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.coded import plain
from textcheck.fact.fact import TOTAL
from textcheck.fact.items import ITEM_LENGTH
from textcheck.fact.parts import glossary
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Section
    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase

_ITEM = "(项)"
_BEGINS = re.compile(r"[。；，:\n\d、.]|[类款]\)|^")
_LONGEST = 44
_FEWEST = 2


class Glossary(Rule):
    """名词解释里的科目与本部门用到的科目对不上。

    为什么：名词解释是给读者看懂本部门的表用的；解释了没有用到的科目，多半是照抄别家或上年的报告。
    算法：取名词解释里带“（项）”的名称，与支出表里有金额的项级科目对照：有支出而没有解释的、解释了而各表和正文都没有用到的，
    各列一条提示。只解释了少数科目的报告不作要求。
    依据：财预〔2016〕143号《地方预决算公开操作规程》：对专业性较强的名词进行解释。

    错误示例::

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计
        合计		90.00
        2050202	小学教育	60.00
        2050203	初中教育	20.00
        2050204	高中教育	10.00

        第四部分 名词解释
        一、教育支出（类）普通教育（款）小学教育（项）：指小学的支出。
        二、教育支出（类）普通教育（款）初中教育（项）：指初中的支出。
        三、教育支出（类）普通教育（款）高等教育（项）：指高等学校的支出。

    正确示例::

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计
        合计		80.00
        2050202	小学教育	60.00
        2050203	初中教育	20.00

        第四部分 名词解释
        一、教育支出（类）普通教育（款）小学教育（项）：指小学的支出。
        二、教育支出（类）普通教育（款）初中教育（项）：指初中的支出。
    """

    code = "D606"
    name = "glossary"
    level = Level.INFO
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Compare the 项 that the glossary names with those that the tables print money for."""
        found = glossary(facts.document)
        if found is None:
            return
        section, text = found
        said = set(_named(text))
        used = {_core(_name(fact)): fact for fact in self._used(facts)}
        if len(said) < _FEWEST or not used:
            return
        plain_text = _core(text)
        left = [_name(fact) for name, fact in used.items() if name not in plain_text]
        if len(left) * 2 <= len(used):
            yield self._compared(section, "有支出而没有解释的科目", left, list(used.values()))
        tables = {_core(row.name) for row in facts.accounts}
        elsewhere = _elsewhere(section, facts)
        idle = [name for name in sorted(said - tables) if not any(name + _ITEM in told for told in elsewhere)]
        if len(idle) * 2 <= len(said):
            yield self._compared(section, "解释了而全文没有用到的科目", idle, list(used.values()))

    def _used(self, facts: FactBase) -> Iterator[Fact]:
        profile = facts.profile
        for key, fact in facts.chosen.items():
            item = len(key.concept) == ITEM_LENGTH and key.concept.isdigit()
            spent = fact.printed and not fact.quantity.is_zero
            if item and spent and key[1:4] == (profile.item_flow, profile.item_fund, TOTAL):
                yield fact

    def _compared(self, section: Section, what: str, names: list[str], used: list[Fact]) -> Assertion:
        heading = Term(section.title, section.span)
        if not names:
            return self.holds("disclosure", what, heading, *[fact.term() for fact in used])
        return self.broken(
            "disclosure", what, f"名词解释里有{len(names)}个{what}：{'、'.join(names)}。", heading, actual="、".join(names)
        )


def _named(text: str) -> Iterator[str]:
    """Yield the core of every name that (项) stands behind."""
    at = text.find(_ITEM)
    while at >= 0:
        before = text[max(0, at - _LONGEST) : at]
        begin = max(match.end() for match in _BEGINS.finditer(before))
        yield _core(before[begin:])
        at = text.find(_ITEM, at + 1)


def _elsewhere(glossary: Section, facts: FactBase) -> list[str]:
    """Return what the report says of 项 outside the glossary."""
    return [_core(p.text) for p in facts.document.body if _ITEM in p.text and not p.section.lies_in(glossary)]


def _name(fact: Fact) -> str:
    return fact.label.split("·")[0]


def _core(name: str) -> str:
    return plain(name).replace("支出", "")
