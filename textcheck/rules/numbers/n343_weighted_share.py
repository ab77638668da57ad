"""N343: the shares of several wholes against the sum of what they make."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.fact.arithmetic import show
from textcheck.fact.relate import instances
from textcheck.quantity.interval import ZERO, Interval
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention
    from textcheck.lexicon.profile import Relation

_HUNDRED = Interval(Decimal(100), Decimal(100))
_TAILS = ("总金额", "总额", "金额")


class WeightedShare(Rule):
    """各类采购授予中小企业合同的占比与授予总额对不上。

    为什么：各类采购授予中小企业合同的占比，乘以各类采购支出，加起来就是授予中小企业合同金额；对不上，必有一个数写错。
    算法：货物、工程、服务各自的占比乘以该类支出金额，三者之和与授予中小企业合同金额比较，按印出的位数计算，四舍五入能够解释的不报；某类没
    有支出的，占比只能是 0。没有写占比的一类，按 0 到 100% 都有可能计算。
    依据：财政部部门决算公开模板“政府采购支出说明”。

    错误示例::

        十一、政府采购支出说明
        政府采购支出总额100.00万元，其中：政府采购货物支出40.00万元、政府采购工程支出0万元、政府采购服务支出60.00万元。授予中小企业合同金额50.00万元，占政府采购支出总额的50%；货物采购授予中小企业合同金额占货物支出金额的50%，工程采购授予中小企业合同金额占工程支出金额的0%，服务采购授予中小企业合同金额占服务支出金额的10%。

    正确示例::

        十一、政府采购支出说明
        政府采购支出总额100.00万元，其中：政府采购货物支出40.00万元、政府采购工程支出0万元、政府采购服务支出60.00万元。授予中小企业合同金额50.00万元，占政府采购支出总额的50%；货物采购授予中小企业合同金额占货物支出金额的50%，工程采购授予中小企业合同金额占工程支出金额的0%，服务采购授予中小企业合同金额占服务支出金额的50%。
    """

    code = "N343"
    name = "weighted-share"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for the shares of the parts of every weighted relation."""
        rates = [m for m in facts.mentions if m.role == "share" and m.of]
        for relation in facts.profile.relations:
            if relation.kind == "weighted" and rates:
                for total, parts, _ in instances(relation, facts):
                    yield from self._weighted(relation, total, [(part, _share_of(part, rates)) for part in parts])

    def _weighted(self, relation: Relation, total: Fact, parts: list[tuple[Fact, Mention | None]]) -> Iterator[Assertion]:
        known = [(part, rate) for part, rate in parts if rate is not None]
        if not known or len(parts) < len(relation.parts):
            return
        over_nought = [(part, rate) for part, rate in known if part.quantity.is_zero and not rate.quantity.is_zero]
        for part, rate in over_nought:
            message = f"“{part.label}”是 0，{rate.subject}占比 {rate.text} 没有意义"
            yield self.broken("share", rate.subject, message, _term(rate), part.term(), actual=rate.text, expected="0%")
        made = Interval(ZERO, ZERO)
        finest = min(fact.quantity.step for fact, _ in parts)
        for part, rate in known:
            made += part.quantity.as_fine_as(finest).interval * (rate.quantity.interval / _HUNDRED)
        for part in (part for part, rate in parts if rate is None):  # unsaid, it is anything from nothing to all
            made += Interval(ZERO, part.quantity.as_fine_as(finest).interval.high)
        terms = (total.term(), *[term for part, rate in known for term in (_term(rate), part.term())])
        if made.overlaps(total.quantity.as_fine_as(finest).interval):
            if len(known) == len(parts):
                yield self.holds("weighted", relation.id, *terms)
        elif not over_nought:
            low, high = (
                show(total.quantity._replace(value=bound.quantize(total.quantity.step or ZERO)))
                for bound in (made.low, made.high)
            )
            message = f"“{total.label}”写作 {show(total.quantity)}，按各类占比计算应在 {low} 到 {high} 之间（{relation.name}）"
            if sum(rate.quantity.value for _, rate in known) == _HUNDRED.low:
                message += f"；各类占比合计 100%，像是占“{total.label}”的比重"
            rates = [rate.span for _, rate in known]
            span = Span(min(rates).start, max(rates).end)  # the total stands in relations of its own
            yield self.broken(
                "weighted", relation.id, message, *terms, actual=show(total.quantity), expected=f"{low}–{high}", span=span
            )


def _share_of(part: Fact, rates: list[Mention]) -> Mention | None:
    """Return the share whose denominator is the part, by its words."""
    for rate in rates:
        words = rate.of
        for tail in _TAILS:
            words = words.removesuffix(tail)
        if words and part.label.endswith(words):
            return rate
    return None


def _term(mention: Mention) -> Term:
    return Term(mention.subject, mention.span, mention.quantity)
