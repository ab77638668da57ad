"""N347: what the changes say of last year: a part that was more than its whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Assertion, Level, Term
from textcheck.equation import Equation
from textcheck.fact.arithmetic import show
from textcheck.fact.claims import growths
from textcheck.fact.fact import TOTAL, Key
from textcheck.fact.growth import term_of
from textcheck.lexicon.cues import cues
from textcheck.quantity.quantity import Bound, Dimension
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention
    from textcheck.quantity.interval import Interval
    from textcheck.quantity.quantity import Quantity


class Before(NamedTuple):
    """This year's amount, its change since last year, and what there was last year."""

    current: Mention
    change: Mention
    amount: Quantity
    room: Interval


class PartLastYear(Rule):
    """按增减额推算，上年的部分大于上年的总计。

    为什么：“收入总计1000.00万元，比上年增加100.00万元”“本年收入1000.00万元，比上年增加10.00万元”两句合起来，上年收入 990.00 万元，倒比
    上年收入总计 900.00 万元还多，两个增减额必有一个写错。
    算法：上年数＝本年数∓增减额。上年的本年收入（支出）不大于上年的收入（支出）总计，一种资金的不大于财政拨款、全部资金的。两句都与
    上年相比、都写了本年数和增减额才推算；四舍五入能解释的、同口径的不算。
    依据：部门决算报表 收入支出决算总表：收入总计等于本年收入、使用结余与年初结转和结余之和，各项都不小于零。

    错误示例::

        一、收入支出决算总体情况说明
        2024年度收、支总计1000.00万元。与2023年度相比，收、支总计各增加100.00万元。
        二、收入决算情况说明
        2024年度收入合计1000.00万元。与2023年度相比，收入合计增加10.00万元。

    正确示例::

        一、收入支出决算总体情况说明
        2024年度收、支总计1000.00万元。与2023年度相比，收、支总计各增加100.00万元。
        二、收入决算情况说明
        2024年度收入合计1000.00万元。与2023年度相比，收入合计增加110.00万元。
    """

    code = "N347"
    name = "part-last-year"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Hold last year's part against last year's whole; what is not above it is no news."""
        known = _before(facts)
        for key, part in known.items():
            for whole in (known[above] for above in _above(key, facts) if above in known):
                if part.room.low > whole.room.high and part.change.span != whole.change.span:
                    yield self._more(part, whole)
                    break

    def _more(self, part: Before, whole: Before) -> Assertion:
        names = f"“{part.current.subject}”上年是 {show(part.amount)}，大于“{whole.current.subject}”上年的 {show(whole.amount)}"
        terms = [_change(part), term_of(part.current), _change(whole), term_of(whole.current)]
        return self.broken(
            "at_most", part.current.subject, f"按增减额推算，{names}", *terms,
            actual=show(part.change.quantity), formula=f"{show(part.amount)} > {show(whole.amount)}",
            equation=Equation((-(part.change.sign or 1), 1, whole.change.sign or 1, -1), at_most=True),
        )  # fmt: skip


def _before(facts: FactBase) -> dict[Key, Before]:
    """Return last year's totals by what they are, as the first claim about each tells."""
    found: dict[Key, Before] = {}
    for growth in growths(facts.mentions, facts.profile.measure):
        change, current = growth.change, growth.current
        if change is None or current is None or change.adjusted or not change.base or change.base in cues().measures:
            continue
        exact = change.quantity.bound is Bound.EXACT and change.quantity.dimension is Dimension.AMOUNT
        if exact and (change.sign or change.quantity.is_zero):
            by = change.quantity if change.sign >= 0 else change.quantity.negated()
            amount = current.quantity.changed(current.quantity.value - by.value, max(by.step, current.quantity.step))
            for key in current.keys:
                if key.concept == TOTAL and key.nature == TOTAL:
                    room = current.quantity.interval - by.interval
                    found.setdefault(key._replace(measure=""), Before(current, change, amount, room))
    return found


def _above(key: Key, facts: FactBase) -> Iterator[Key]:
    """Yield what a total is part of: the sum with carry-over, and both of all fiscal and of all money."""
    profile = facts.profile
    flows = [key.flow, *([profile.totals[key.flow]] if key.flow in profile.totals else [])]
    sums = [fund for fund, relations in facts.fund_sums.items() if any((key.fund,) in each.parts for each in relations)]
    for fund in dict.fromkeys((key.fund, *sums, profile.all_money)):
        yield from (above for flow in flows if (above := key._replace(flow=flow, fund=fund)) != key)


def _change(before: Before) -> Term:
    return Term(f"{before.current.subject}增减额", before.change.span, before.change.quantity)
