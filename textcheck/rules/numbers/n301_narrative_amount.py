"""N301: amounts of the narrative against the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.document.span import Span
from textcheck.fact.arithmetic import agree, compare_sum, show
from textcheck.fact.proof import proof, whose
from textcheck.fact.sought import is_evened, sought, with_carried
from textcheck.quantity.quantity import Bound
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.fact import Fact, Key
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention


class NarrativeAmount(Rule):
    """说明文字里的金额与表格不一致。

    为什么：说明文字与报表讲的是同一笔账，“基本支出211.93万元”这句话说的数必须等于表中同一个数，否则读者不知道该信哪个。
    算法：按科目、流向、资金、性质、决算或预算、年度六个口径找到表中的同一个数，折成同一单位比较。文字可以少印几位小数，四
    舍五入能对上即可；表中空白视为 0。只差最后一位、而各表都印着另一个数的，作为警告提示统一。口径认不准的不比较。
    依据：《地方预决算公开操作规程》（财预〔2016〕143号）：公开决算报表并作说明；《中华人民共和国预算法》第七十五条（决算
    数额准确、内容完整）。

    错误示例::

        收入支出决算总表
        单位：万元
        收入		支出
        项目	决算数	项目	决算数
        本年收入合计	100.00	本年支出合计	100.00

        一、收入支出决算总体情况说明
        二、收入决算情况说明
        2024年度收入合计120.00万元。

    正确示例::

        收入支出决算总表
        单位：万元
        收入		支出
        项目	决算数	项目	决算数
        本年收入合计	100.00	本年支出合计	100.00

        一、收入支出决算总体情况说明
        二、收入决算情况说明
        2024年度收入合计100.00万元。
    """

    code = "N301"
    name = "narrative-amount"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every amount of the narrative that the tables print as well."""
        for mention in facts.mentions:
            if mention.role in ("value", "whole", "budget") and mention.keys and mention.quantity.bound is Bound.EXACT:
                for key in mention.keys:
                    found = sought(key, facts)
                    settled = key.measure == facts.profile.budget_means
                    if (
                        found
                        and not (settled or found[0].is_of(key.measure))
                        and not any(_agrees(mention, fact) for fact in found)
                    ):
                        term = Term(mention.subject, mention.span, mention.quantity)
                        yield self.unknown("duplicate", mention.subject, f"{found[0].place}没有说明是哪一种预算数", term)
                    elif found:
                        assertion = self._amount(mention, found, facts)
                        yield assertion
                        if assertion.problem is not None:
                            break
                    elif mention.quantity.is_zero:
                        yield from self._empty(mention, key, facts)

    def _empty(self, mention: Mention, key: Key, facts: FactBase) -> Iterator[Assertion]:
        """Yield that nought agrees with a table that has a column for it and no figure at all."""
        for table in facts.tables:
            if key in table.declared or key._replace(measure=facts.profile.budget) in table.declared:
                cells = table.table.rows[-1]
                where = Term(f"{table.kind.name}（空表）", Span(cells[0].span.start, cells[-1].span.end))
                yield self.holds("duplicate", mention.subject, Term(mention.subject, mention.span, mention.quantity), where)

    def _amount(self, mention: Mention, found: list[Fact], facts: FactBase) -> Assertion:
        term = Term(mention.subject, mention.span, mention.quantity)
        best: tuple[Outcome, Fact] | None = None
        for fact in found:
            outcome = agree(mention.quantity, fact.quantity)
            if outcome is Outcome.SATISFIED:
                return self.holds("duplicate", mention.subject, term, fact.term())
            if best is None or (fact.printed and not best[1].printed):
                best = (outcome, fact)
        assert best is not None
        outcome, fact = best
        if not fact.printed and not self._alive(fact, facts):
            return self.unknown("duplicate", mention.subject, f"{fact.place}没有可比的数", term)
        same = [other for other in found if other.printed and other.quantity.value == fact.quantity.value]
        parts = with_carried(fact.key, facts) if outcome is Outcome.VIOLATED else []
        whole = compare_sum(mention.quantity, [part.quantity for part in parts])[0] if parts else Outcome.VIOLATED
        if whole is not Outcome.VIOLATED:
            return Assertion(self.code, "summation", mention.subject, whole, (term, *[part.term() for part in parts]))
        if outcome is Outcome.VIOLATED and is_evened(mention, fact, facts):
            return Assertion(self.code, "duplicate", mention.subject, Outcome.ROUNDING, (term, fact.term()))
        if outcome is Outcome.ROUNDING and (len(same) < 2 or fact.quantity.step != mention.quantity.step):
            return Assertion(self.code, "duplicate", mention.subject, outcome, (term, fact.term()))
        return self._differs(mention, outcome, same or [fact], facts)

    def _differs(self, mention: Mention, outcome: Outcome, same: list[Fact], facts: FactBase) -> Assertion:
        fact = same[0]
        expected = show(fact.quantity) if fact.printed else "空白（0）"
        other = whose(mention.quantity, fact, facts)
        hint = f"；{show(mention.quantity)} 是{other}的数" if other else ""
        return self.broken(
            "duplicate",
            mention.subject,
            f"“{mention.subject}”文中写 {show(mention.quantity)}，{fact.place}“{fact.label}”是 {expected}{hint}",
            Term(mention.subject, mention.span, mention.quantity),
            *[found.term() for found in same],
            actual=show(mention.quantity),
            expected=show(fact.quantity),
            formula=proof(fact, facts) or f"{show(mention.quantity)} ≠ {expected}",
            level=Level.WARNING if outcome is Outcome.ROUNDING else None,
        )

    def _alive(self, fact: Fact, facts: FactBase) -> bool:
        """Tell whether a blank cell stands among printed ones, so that its blank means nought."""
        cell = fact.cell
        return any(
            other.printed and other.cell is not None and cell is not None and other.cell.row == cell.row
            for table in facts.tables
            if table.table is fact.table
            for other in table.facts
        )


def _agrees(mention: Mention, fact: Fact) -> bool:
    return agree(mention.quantity, fact.quantity) is Outcome.SATISFIED
