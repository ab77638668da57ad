"""N303: growth against last year or another base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.equation import Equation
from textcheck.fact.arithmetic import money, show
from textcheck.fact.claims import Growth, growths
from textcheck.fact.growth import Sides, magnitude, opposite, sides_of, term_of
from textcheck.fact.ratio import Verdict, at_step, judge, percent_of
from textcheck.quantity.interval import ZERO
from textcheck.quantity.quantity import Bound, Quantity
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention


_WORDS = ("减少", "增加"), ("下降", "增长")
"""What an amount does, and what a rate does: down, up."""


class GrowthRate(Rule):
    """增减额、增减率与本年数、上年数不符。

    为什么：读者会验算“933.96万元，减少287.27万元，下降23.5%”；金额、方向、比率三者必须说的是一回事。
    算法：上年数＝本年数∓增减额；增减率＝增减额÷上年数×100%。句中写出上年数（或预算数）的，直接用它；表中另有上年一
    行或一栏的，用表中的数。方向词必须一致：说
    “减少”就不能说“增长”。上年为 0 时没有增减率可言。四舍五入能解释的不算错，只错最后一位的作提示。
    依据：财政部部门决算公开模板“与上年度相比，增加（减少）……万元，增长（下降）……%”的句式；《中华人民共和国预算法》
    第七十五条（决算数额准确、内容完整）。

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
                return self.holds("difference", change.subject, said, term_of(other.change), term_of(other.rate))
        return self.unknown("growth", growth.said.subject, "只写了增减额，没有可核对的上年数", said)

    def _growth(self, growth: Growth, facts: FactBase, others: Sequence[Growth]) -> Iterator[Assertion]:
        change, rate = growth.change, growth.rate
        sides = sides_of(growth, facts)
        if change is not None and rate is not None and opposite(change, rate):
            yield self._direction(change, rate, sides)
            return
        if sides.sign and sides.change is not None and sides.current is not None and sides.base is not None:
            yield self._difference(growth.said, sides.change, sides.current, sides.base, sides.sign)
        prior = sides.prior
        if change and sides.current and growth.said.keys and sides.base is None and prior and prior.value < -prior.step:
            yield self._too_large(change, sides.current)
        elif change and rate and not rate.lead_word and sides.base is None and sides.turned(-change.sign, rate.quantity):
            yield self._turned(change, rate, sides)
        elif rate is not None:
            yield self._rate(rate, sides)
        elif sides.base is None and not (change is not None and change.quantity.is_zero):
            yield self._amount_only(growth, term_of(growth.said), others)

    def _direction(self, change: Mention, rate: Mention, sides: Sides) -> Assertion:
        """Accuse the word that the figures speak against; the rate's, if they speak against neither."""
        wrong, right = (change, rate) if sides.turned(rate.sign, rate.quantity) else (rate, change)
        said = f"{change.lead_word}{money(change.quantity)}", f"{rate.lead_word}{rate.text}"
        return self.broken(
            "direction", rate.subject, f"前面说{said[0]}，后面却说{said[1]}，方向相反", term_of(wrong), term_of(right),
            actual=wrong.lead_word, expected=_WORDS[wrong is rate][right.sign > 0],
        )  # fmt: skip

    def _turned(self, change: Mention, rate: Mention, sides: Sides) -> Assertion:
        """Accuse the word of a change whose rate comes out right the other way round, and only that way."""
        word = _WORDS[False][change.sign < 0]
        return self.broken(
            "direction", rate.subject,
            f"文中说{change.lead_word}{money(change.quantity)}，增减率 {rate.text} 却要{word}才算得出来，方向像是写反了",
            *[term for term in sides.terms if term.span == change.span],
            *[term for term in sides.terms if term.span != change.span],
            term_of(rate), actual=change.lead_word, expected=word,
        )  # fmt: skip

    def _difference(self, said: Mention, change: Term, current: Term, base: Term, sign: int) -> Assertion:
        assert current.quantity is not None
        assert base.quantity is not None
        assert change.quantity is not None
        now, before, printed = current.quantity, base.quantity, change.quantity
        terms = (change, current, base)
        exact = now.value - before.value
        equation = Equation((sign, -1, 1))
        off = abs(exact - printed.value * sign)
        if off == ZERO:
            return self.holds("difference", said.subject, *terms, equation=equation)
        if off * 2 <= now.step + before.step + printed.step:
            return Assertion(self.code, "difference", said.subject, Outcome.ROUNDING, terms, equation=equation)
        word = "增加" if exact > 0 else "减少"
        expected = money(printed.changed(abs(exact), max(now.step, before.step)))
        wrote = f"{'增加' if sign > 0 else '减少'} {show(printed)}"
        return self.broken(
            "difference", said.subject, f"“{said.subject}”从 {show(before)} 到 {show(now)}，应{word} {expected}，文中写{wrote}",
            *terms, actual=show(printed), expected=f"{word}{expected}", formula=f"{show(now)} − {show(before)} = {show(printed.changed(exact, now.step))}", equation=equation,
        )  # fmt: skip

    def _too_large(self, change: Mention, current: Term) -> Assertion:
        """Report an increase by more than there is now, before which there would have been less than nothing."""
        assert current.quantity is not None
        now, by = show(current.quantity), show(change.quantity)
        return self.broken(
            "difference", change.subject, f"“{change.subject}”本年只有 {now}，不可能增加 {by}",
            term_of(change), current, actual=by, formula=f"{now} − {by} < 0",
        )  # fmt: skip

    def _rate(self, rate: Mention, sides: Sides) -> Assertion:
        said, change, prior, amount = term_of(rate), sides.change, sides.prior, sides.amount
        if change is not None and change.quantity is not None and change.quantity.is_zero and rate.quantity.is_zero:
            return self.holds("growth", rate.subject, said, change)
        if prior is None or amount is None or prior.value < ZERO:
            return self.unknown("growth", rate.subject, "缺少本年数、上年数或增减额，无法验算增减率", said)
        if prior.is_zero or prior.interval.holds(ZERO):
            return self._without_base(rate, prior, amount, [said, *sides.terms])
        terms, equation = (said, *sides.terms), sides.equation
        exact = percent_of(magnitude(amount.interval), prior.interval)
        centre = abs(amount.value) / prior.value * 100
        verdict = judge(rate.quantity, exact, centre)
        if verdict is Verdict.RIGHT:
            return self.holds("growth", rate.subject, *terms, equation=equation)
        if verdict is Verdict.ROUNDING:
            return Assertion(self.code, "growth", rate.subject, Outcome.ROUNDING, terms, equation=equation)
        expected = at_step(centre, rate.quantity.step) + "%"
        return self.broken(
            "growth", rate.subject, f"“{rate.subject}”的增减率应为 {expected}，文中写 {rate.text}", *terms,
            actual=rate.text, expected=expected, formula=f"{show(amount)} ÷ {show(prior)} = {at_step(centre, rate.quantity.step.scaleb(-2))}%",
            level=Level.INFO if verdict in (Verdict.TRUNCATED, Verdict.LAST_DIGIT) else None, equation=equation,
        )  # fmt: skip

    def _without_base(self, rate: Mention, prior: Quantity, amount: Quantity, terms: list[Term]) -> Assertion:
        """Judge a rate over nought: there is none."""
        if rate.quantity.is_zero:
            return self.holds("growth", rate.subject, *terms)
        if not prior.is_zero:
            return self.unknown("growth", rate.subject, "上年数太小，印出的位数不足以验算", *terms)
        return self.broken(
            "growth", rate.subject, f"“{rate.subject}”的增减额等于本年数，上年数是 0，增减率没有意义，不应写 {rate.text}", *terms,
            actual=rate.text, expected="不写增减率", formula=f"{show(amount)} ÷ 0", level=Level.WARNING,
        )  # fmt: skip
