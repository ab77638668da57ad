"""N322: a sentence that says 没有 beside an amount."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.arithmetic import show
from textcheck.fact.fact import THIS_YEAR
from textcheck.lexicon.structure import denials
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Paragraph
    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase

_YEAR = re.compile(r"(20\d\d)年")


class NoneBesideAmount(Rule):
    """文中说没有的预算，别处却写着金额。

    为什么：“没有使用政府性基金预算拨款安排的支出”“没有政府采购预算”是模板里的句子，有了这笔钱以后忘了删。
    算法：说没有的那类资金或事项，文字和表格里本年的金额都应当是空白或 0；说的是别的年度的，不核对。
    依据：财预〔2016〕143号：没有数据的表格应当列出空表并说明，有数据的不得说明为没有。

    错误示例::

        2026年部门预算公开
        一、政府采购情况
        2026年本单位政府采购预算总额120万元，其中：政府采购货物预算20万元、政府采购工程预算0万元、政府采购服务预算100万元。
        注：本单位2026年没有政府采购预算。

    正确示例::

        2026年部门预算公开
        一、政府采购情况
        2026年本单位政府采购预算总额0万元，其中：政府采购货物预算0万元、政府采购工程预算0万元、政府采购服务预算0万元。
        注：本单位2026年没有政府采购预算。
    """

    code = "N322"
    name = "none-beside-amount"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every statement that there is none of a kind of money, if the report prints an amount or a cell of it."""
        notes = [note for table in facts.document.tables for note in table.notes]
        notes += [p for p in facts.document.paragraphs if p.kind == "note" and p not in notes]
        for paragraph in (*facts.document.body, *notes):
            yield from self._said(paragraph, facts)

    def _said(self, paragraph: Paragraph, facts: FactBase) -> Iterator[Assertion]:
        for match in denials().pattern.finditer(paragraph.text):
            years = _YEAR.findall(paragraph.text[: match.start()])
            if years and facts.identity.year and int(years[-1]) != facts.identity.year:
                continue
            name = match["name"]
            said = Term(f"没有{name}", paragraph.reading.span(*match.span()))
            found = list(_amounts(name, facts))
            wrong = next((fact for fact in found if not fact.quantity.is_zero), None)
            if wrong is not None:
                yield self.broken(
                    "none", name, f"文中说没有“{name}”，{wrong.place}“{wrong.label}”是 {show(wrong.quantity)}",
                    said, wrong.term(), actual=match.group(), expected=show(wrong.quantity),
                )  # fmt: skip
            elif found:
                yield self.holds("none", name, said, *[fact.term() for fact in found])


def _amounts(name: str, facts: FactBase) -> Iterator[Fact]:
    """Yield what tables and text print of a kind of money: of a concept any amount, of a fund its expenditure."""
    words, flow = denials().names[name], facts.profile.item_flow
    for fact in (*facts.chosen.values(), *facts.stated.values()):
        key = fact.key
        named = (key.concept in words or key.fund in words) and key.flow == flow
        if named and fact.printed and not key.unit and key.period == THIS_YEAR:
            yield fact
