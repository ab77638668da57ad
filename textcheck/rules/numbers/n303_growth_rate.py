"""N303: growth against last year or another base."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.equation import Equation
from textcheck.fact.arithmetic import show
from textcheck.fact.claims import Growth, growths
from textcheck.fact.ratio import Verdict, at_step, judge, percent_of
from textcheck.quantity.interval import ZERO, Interval
from textcheck.quantity.quantity import Bound, Quantity
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention


class GrowthRate(Rule):
    """增减额、增减率与本年数、上年数不符。

    读者会验算“933.96万元，减少287.27万元，下降23.5%”：上年数＝本年数∓增减额，增减率＝增减额÷上年数。
    句中写出上年数（或预算数）的，直接用它。方向词必须一致：说“减少”就不能说“增长”。
    上年为 0 时没有增减率可言。四舍五入能解释的不算错，只错最后一位的作提示。

    依据：部门决算公开模板“与上年度相比，增加（减少）……万元，增长（下降）……%”的句式。

    错误示例::

        一、收入支出决算总体情况说明
        2024年度收、支总计110.00万元。与2023年度相比，收、支总计各增加10.00万元，增长12.0%。

    正确示例::

        一、收入支出决算总体情况说明
        2024年度收、支总计110.00万元。与2023年度相比，收、支总计各增加10.00万元，增长10.0%。
    """

    code = "N303"
    name = "growth-rate"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every growth claim whose terms are known, the others as not assessable."""
        found = [growth for growth in growths(facts.mentions, facts.profile.measure) if growth.said.quantity.bound is Bound.EXACT]
        for growth in found:
            yield from self._growth(growth, facts, found)

    def _amount_only(self, growth: Growth, said: Term, others: Sequence[Growth]) -> Assertion:
        """Compare a change that has no rate with the same change of the same amount elsewhere in the report."""
        now, change = growth.current, growth.change
        for other in others:
            if other is growth or now is None or change is None or other.change is None or other.current is None:
                continue
            same = other.current.quantity.value == now.quantity.value and other.change.quantity.value == change.quantity.value
            if same and other.change.sign == change.sign and other.rate is not None:
                return self.holds("difference", change.subject, said, _term(other.change), _term(other.rate))
        return self.unknown("growth", growth.said.subject, "只写了增减额，没有可核对的上年数", said)

    def _growth(self, growth: Growth, facts: FactBase, others: Sequence[Growth]) -> Iterator[Assertion]:
        change, rate, base = growth.change, growth.rate, growth.base
        current = _current(growth, facts)
        said = _term(growth.said)
        if change is not None and rate is not None and _opposite(change, rate):
            yield self._direction(change, rate)
            return
        if base is not None and change is not None and change.sign and current is not None:
            yield self._difference(change, current, base)
        if rate is None:
            if base is None and not (change is not None and change.quantity.is_zero):
                yield self._amount_only(growth, said, others)
            return
        prior = _prior(current, change, base)
        amount = _amount(current, change, base)
        if change is not None and change.quantity.is_zero and rate.quantity.is_zero:
            yield self.holds("growth", rate.subject, said, _term(change))
        elif prior is None or amount is None or prior.value < ZERO:
            yield self.unknown("growth", rate.subject, "缺少本年数、上年数或增减额，无法验算增减率", said)
        else:
            terms = [t for t in (current, change and _term(change), base and _base_term(base, rate)) if t]
            yield self._rate(rate, amount, prior, terms, _equation(current, change, base))

    def _direction(self, change: Mention, rate: Mention) -> Assertion:
        return self.broken(
            "direction", rate.subject, f"前面说{change.lead_word}{show(change.quantity)}万元，后面却说{rate.lead_word}{rate.text}，方向相反",
            _term(rate), _term(change), actual=f"{rate.lead_word}{rate.text}", expected=f"与“{change.lead_word}”同方向",
        )  # fmt: skip

    def _difference(self, change: Mention, current: Term, base: Mention) -> Assertion:
        assert current.quantity is not None
        now, before, printed = current.quantity, base.quantity, change.quantity
        terms = (_term(change), current, _base_term(base, change))
        exact = now.value - before.value
        equation = Equation((change.sign, -1, 1))
        off = abs(exact - printed.value * change.sign)
        if off == ZERO:
            return self.holds("difference", change.subject, *terms, equation=equation)
        if off * 2 <= now.step + before.step + printed.step:
            return Assertion(self.code, "difference", change.subject, Outcome.ROUNDING, terms, equation=equation)
        word = "增加" if exact > 0 else "减少"
        expected = show(Quantity(abs(exact), max(now.step, before.step), printed.dimension, printed.unit))
        return self.broken(
            "difference", change.subject, f"“{change.subject}”从 {show(before)} 到 {show(now)}，应{word} {expected} 万元，文中写{change.lead_word} {show(printed)}",
            *terms, actual=change.text, expected=f"{word}{expected}万元", formula=f"{show(now)} − {show(before)} = {exact.scaleb(-4):f}", equation=equation,
        )  # fmt: skip

    def _rate(self, rate: Mention, amount: Quantity, prior: Quantity, terms: list[Term], equation: Equation) -> Assertion:
        said = _term(rate)
        if prior.is_zero or prior.interval.holds(ZERO):
            if rate.quantity.is_zero or not prior.is_zero:
                return (
                    self.holds("growth", rate.subject, said, *terms)
                    if rate.quantity.is_zero
                    else self.unknown("growth", rate.subject, "上年数太小，印出的位数不足以验算", said, *terms)
                )
            return self.broken(
                "growth", rate.subject, f"“{rate.subject}”的增减额等于本年数，上年数是 0，增减率没有意义，不应写 {rate.text}",
                said, *terms, actual=rate.text, expected="不写增减率", formula=f"{show(amount)} ÷ 0", level=Level.WARNING,
            )  # fmt: skip
        exact = percent_of(_magnitude(amount.interval), prior.interval)
        centre = abs(amount.value) / prior.value * 100
        verdict = judge(rate.quantity, exact, centre)
        if verdict is Verdict.RIGHT:
            return self.holds("growth", rate.subject, said, *terms, equation=equation)
        if verdict is Verdict.ROUNDING:
            return Assertion(self.code, "growth", rate.subject, Outcome.ROUNDING, (said, *terms), equation=equation)
        expected = at_step(centre, rate.quantity.step) + "%"
        small = verdict in (Verdict.TRUNCATED, Verdict.LAST_DIGIT)
        return self.broken(
            "growth", rate.subject, f"“{rate.subject}”的增减率应为 {expected}，文中写 {rate.text}",
            said, *terms, actual=rate.text, expected=expected,
            formula=f"{show(amount)} ÷ {show(prior)} = {at_step(centre, rate.quantity.step.scaleb(-2))}%", level=Level.INFO if small else None,
            equation=equation,
        )  # fmt: skip


def _current(growth: Growth, facts: FactBase) -> Term | None:
    if growth.current is not None:
        return _term(growth.current)
    for key in growth.said.keys:
        fact = facts.find(key)
        if fact is not None and fact.printed:
            return fact.term()
    return None


def _equation(current: Term | None, change: Mention | None, base: Mention | None) -> Equation:
    """Return the rate as an equation over the terms: the rate, then what is known of this year, the change, the base."""
    now, by = int(current is not None), int(change is not None)
    if base is not None:
        top = (0, *([0] * now if by else [1] * now), *([1] * by), 0 if by else -1)
        return Equation(top, (0, *[0] * now, *[0] * by, 1))
    return Equation((0, *[0] * now, *[1] * by), (0, *[1] * now, *([-change.sign] if change is not None else [])))


def _prior(current: Term | None, change: Mention | None, base: Mention | None) -> Quantity | None:
    """Return the base of a rate: printed, or this year's amount less the change."""
    if base is not None:
        return base.quantity
    if current is None or current.quantity is None or change is None or not change.sign:
        return None
    now, by = current.quantity, change.quantity
    return Quantity(now.value - by.value * change.sign, now.step + by.step, now.dimension, now.unit)


def _amount(current: Term | None, change: Mention | None, base: Mention | None) -> Quantity | None:
    if change is not None:
        return change.quantity
    if base is None or current is None or current.quantity is None:
        return None
    now, before = current.quantity, base.quantity
    return Quantity(abs(now.value - before.value), now.step + before.step, now.dimension, now.unit)


def _opposite(change: Mention, rate: Mention) -> bool:
    return bool(
        change.sign and rate.sign and change.sign != rate.sign and not rate.quantity.is_zero and not change.quantity.is_zero
    ) and (rate.quantity.value > 0 and change.quantity.value > 0)


def _magnitude(interval: Interval) -> Interval:
    return interval if interval.low >= Decimal(0) else Interval(Decimal(0), max(abs(interval.low), abs(interval.high)))


def _base_term(base: Mention, claim: Mention) -> Term:
    """Return the base of a claim, called after the claim where its own clause has no subject."""
    return Term(base.subject or f"{claim.subject}的比较基数", base.span, base.quantity)


def _term(mention: Mention) -> Term:
    return Term(mention.subject, mention.span, mention.quantity)
