"""N310: 无… statements beside money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.equation import Equation
from textcheck.fact.arithmetic import show
from textcheck.fact.contexts import Contexts
from textcheck.lexicon.measures import Aspects, measures
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Paragraph
    from textcheck.fact.factbase import FactBase

_NONE = re.compile(
    r"(?:(?<=[度年门位局。，;])(?<!上年)(?<!去年)(?<!上年度)(?<!上一年度)|^)(?:当年)?(?:无|没有)(?P<list>[^，。;:\d无]{3,80})(?=[，。;])"
)
_SPLIT = re.compile(r"[、和及与]")
_NOUGHT = Equation((1,), words=True)
_YEAR = re.compile(r"(20\d\d)年度?$")


class NoneStated(Rule):
    """文中说“无”的收支，表中却有金额。

    为什么：“本年度无上级补助收入、事业收入、经营收入”，表里却有钱，文字与报表互相矛盾。
    算法：“无”字后面说到的每一项，在表中都应是空白或 0。项目名称对不上报表的不核对。
    依据：《地方预决算公开操作规程》（财预〔2016〕143号）：公开决算报表并作说明；《中华人民共和国预算法》第七十五条（决算
    数额准确、内容完整）。

    错误示例::

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计	财政拨款收入	事业收入	其他收入
        合计		100.00	90.00	10.00

        二、收入决算情况说明
        本年度无事业收入、其他收入。

    正确示例::

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计	财政拨款收入	事业收入	其他收入
        合计		100.00	100.00

        二、收入决算情况说明
        本年度无事业收入、其他收入。
    """

    code = "N310"
    name = "none-stated"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every kind of money that the narrative, or a note, says there is none of and the tables have a cell for."""
        contexts = Contexts(facts.profile)
        said = [
            (paragraph, contexts.of(paragraph.section) or Aspects()) for paragraph in facts.document.body if _denies(paragraph)
        ]
        said += [(note, table.kind.aspects) for table in facts.tables for note in table.table.notes if _denies(note)]
        for paragraph, context in said:
            yield from self._statements(paragraph, context, facts)

    def _statements(self, paragraph: Paragraph, context: Aspects, facts: FactBase) -> Iterator[Assertion]:
        for match in _NONE.finditer(paragraph.text):
            year = _YEAR.search(paragraph.text, 0, match.start())
            if year and facts.identity.year and int(year[1]) != facts.identity.year:
                continue
            start = match.start("list")
            for name in _SPLIT.split(match["list"]):
                end = start + len(name)
                aspects = measures().narrative.get(name)
                if aspects is not None and name:
                    yield from self._none(
                        Term(f"无{name}", paragraph.reading.span(start, end)), name, aspects.over(context), facts
                    )
                start = end + 1

    def _none(self, said: Term, name: str, aspects: Aspects, facts: FactBase) -> Iterator[Assertion]:
        if not aspects.fund or not aspects.flow:
            return
        fact = facts.find(facts.key(aspects))
        if fact is None:
            for table in facts.tables:
                if table.empty and table.kind.aspects.fund == aspects.fund:
                    cells = table.table.rows[-1]
                    yield self.holds(
                        "none", name, said, Term(f"{table.kind.name}（空表）", Span(cells[0].span.start, cells[-1].span.end))
                    )
            return
        if fact.quantity.is_zero:
            yield self.holds("none", name, said, fact.term(), equation=_NOUGHT)
        else:
            yield self.broken(
                "none", name, f"文中说没有“{name}”，{fact.place}“{fact.label}”是 {show(fact.quantity)}",
                said, fact.term(), actual=f"无{name}", expected=show(fact.quantity), equation=_NOUGHT,
            )  # fmt: skip


def _denies(paragraph: Paragraph) -> bool:
    return "无" in paragraph.text or "没有" in paragraph.text
