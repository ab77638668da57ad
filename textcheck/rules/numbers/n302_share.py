"""N302: shares over the denominator that the sentence names."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.fact.arithmetic import show
from textcheck.fact.fact import TOTAL
from textcheck.fact.ratio import Verdict, at_step, judge, percent_of
from textcheck.fact.shares import Share, shares
from textcheck.lexicon.cues import cues
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase


_WHOLE = Decimal(100)
_TELLING_DIGITS = 3
"""Rates of fewer digits agree by chance."""


class ShareRate(Rule):
    """占比与分子、分母不符。

    为什么：“基本支出211.93万元，占本年支出22.7%”一句里有三个数，读者拿计算器一按就能验算，不符即有一个写错。
    算法：占比＝分子÷分母×100%。分母是句子点名的那一个；没有点名的，用所在列举的总额。按各数印出的位数计算，四舍五入能解
    释的不算错；只错最后一位或把尾数截掉的，只作提示；分子分母都为 0 时印 0% 是通行写法。找不到分母的不判断，只看有没有超过 100%。
    依据：财政部部门决算公开模板“占本年支出合计的……%”等句式；《中华人民共和国预算法》第七十五条（决算数额准确、内容完
    整）。

    错误示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		200.00	50.00	150.00

        三、支出决算情况说明
        2024年度支出合计200.00万元，其中：基本支出50.00万元，占本年支出35.0%。

    正确示例::

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		200.00	50.00	150.00

        三、支出决算情况说明
        2024年度支出合计200.00万元，其中：基本支出50.00万元，占本年支出25.0%。
    """

    code = "N302"
    name = "share"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every share whose part and whole are known, the others as not assessable."""
        for share in shares(facts):
            yield self._share(share, facts)

    def _share(self, share: Share, facts: FactBase) -> Assertion:
        rate = Term(f"{share.rate.subject}占比", share.rate.span, share.rate.quantity)
        if (
            share.part is None
            and share.rate.quantity.is_zero
            and share.wholes
            and all(_is_nought(whole) for whole in share.wholes)
        ):
            return self.holds("share", share.rate.subject, rate, *share.wholes)
        completion = any(word in share.rate.of for word in cues().share_is_completion)  # 占预算的120%
        above = share.rate.quantity.interval.low > _WHOLE and not completion
        if above and (share.part is None or not share.wholes):
            message = f"“{share.rate.subject}”的占比 {share.rate.text} 超过了 100%"
            return self.broken("share", share.rate.subject, message, rate, actual=share.rate.text, level=Level.WARNING)
        if share.part is None:
            return self.unknown("share", share.rate.subject, "占比的分子没有印出", rate)
        if not share.wholes:
            return self.unknown("share", share.rate.subject, "没有找到占比的分母", rate, share.part)
        for whole in share.wholes:
            verdict = _verdict(share, whole)
            if verdict in (Verdict.RIGHT, Verdict.ROUNDING):
                outcome = Outcome.SATISFIED if verdict is Verdict.RIGHT else Outcome.ROUNDING
                return Assertion(self.code, "share", share.rate.subject, outcome, (rate, share.part, whole))
        if not share.certain:
            return self.unknown("share", share.rate.subject, "分母没有点名，无法确定", rate, share.part)
        return self._wrong(share, rate, share.wholes[0], facts)

    def _wrong(self, share: Share, rate: Term, whole: Term, facts: FactBase) -> Assertion:
        assert share.part is not None
        assert share.part.quantity is not None
        assert whole.quantity is not None
        printed = share.rate.quantity
        if whole.quantity.is_zero:
            return self.broken(
                "share", share.rate.subject, f"“{whole.label}”是 0，占比 {share.rate.text} 没有意义", rate, share.part, whole,
                actual=share.rate.text, expected="", formula=f"{show(share.part.quantity)} ÷ 0",
            )  # fmt: skip
        exact = share.part.quantity.value / whole.quantity.value * 100
        expected = at_step(exact, printed.step) + "%"
        verdict = _verdict(share, whole)
        small = verdict in (Verdict.TRUNCATED, Verdict.LAST_DIGIT)
        note = "（尾数截掉了，应四舍五入）" if verdict is Verdict.TRUNCATED else _other_whole(share, facts)
        return self.broken(
            "share",
            share.rate.subject,
            f"“{share.part.label}”占“{whole.label}”的比例应为 {expected}，文中写 {share.rate.text}{note}",
            rate,
            share.part,
            whole,
            actual=share.rate.text,
            expected=expected,
            formula=f"{show(share.part.quantity)} ÷ {show(whole.quantity)} = {at_step(exact, printed.step.scaleb(-2))}%",
            level=Level.INFO if small else None,
        )


def _other_whole(share: Share, facts: FactBase) -> str:
    """Name a total of the tables of which the part is the printed share: the likely wrong denominator."""
    if len(share.rate.quantity.value.normalize().as_tuple().digits) < _TELLING_DIGITS:
        return ""
    totals = [fact for fact in facts.chosen.values() if fact.key.concept == TOTAL and fact.printed and not fact.quantity.is_zero]
    for fact in sorted(totals, key=lambda fact: fact.key.flow != facts.profile.item_flow):
        if _verdict(share, fact.term()) is Verdict.RIGHT:
            return f"（像是占{fact.place}“{fact.label}”的比例，分母用错了）"
    return ""


def _is_nought(term: Term) -> bool:
    return term.quantity is not None and term.quantity.is_zero


def _verdict(share: Share, whole: Term) -> Verdict:
    part = share.part.quantity if share.part is not None else None
    assert part is not None
    assert whole.quantity is not None
    printed = share.rate.quantity
    if part.is_zero and printed.is_zero:
        return Verdict.RIGHT
    try:
        exact = percent_of(part.interval, whole.quantity.interval)
    except ZeroDivisionError:
        return Verdict.WRONG
    return judge(printed, exact, part.value / whole.quantity.value * 100)
