"""D604: why 三公 expenditure differs from its budget must be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.arithmetic import show
from textcheck.fact.parts import explanations
from textcheck.lexicon.duties import duties
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_CONCEPT = "三公经费"


class ExpenseReason(Rule):
    """“三公”经费决算与预算不同，没有说明增减变化原因。

    为什么：“三公”经费应当与预算对比，说明增减变化的原因，只写数不写原因不合要求。
    算法：“三公”经费总的预算数与决算数都印着而且不相等，整节里一句原因也没有的才报；相等的不用说明。
    依据：财预〔2016〕143号《地方预决算公开操作规程》；中办发〔2016〕13号。

    错误示例::

        九、财政拨款“三公”经费支出决算情况说明
        2024年度“三公”经费支出预算为5.00万元，支出决算为2.50万元，完成预算的50.00%。其中：公务接待费支出决算为2.50万元，接待12批次、96人次。
        十、机关运行经费支出说明
        没有机关运行经费支出。

    正确示例::

        九、财政拨款“三公”经费支出决算情况说明
        2024年度“三公”经费支出预算为5.00万元，支出决算为2.50万元，完成预算的50.00%，主要原因是来访批次减少。
        十、机关运行经费支出说明
        没有机关运行经费支出。
    """

    code = "D604"
    name = "expense-reason"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Compare the totals; where they differ some reason must stand in the section."""
        demands, profile = duties(), facts.profile
        if profile.kind != "final_accounts" or 0 < facts.identity.year < demands.details_since:
            return
        amounts = {
            key.measure: fact
            for found in (facts.stated, facts.chosen)
            for key, fact in found.items()
            if key.concept == _CONCEPT and key.flow == profile.item_flow and fact.printed
        }
        final = amounts.pop(profile.measure, None)
        budget = next(iter(amounts.values()), None)
        if final is None or budget is None or final.quantity.value == budget.quantity.value:
            return
        found = explanations(facts.document, demands.details_section)
        told = [section for section, inside in found if any(word in p.text for p in inside for word in demands.reasons)]
        for section in told:
            heading = Term(section.title, section.span)
            yield self.holds("disclosure", "“三公”经费增减原因", heading, final.term(), budget.term())
        if found and not told:
            heading = Term(found[0][0].title, found[0][0].span)
            message = f"“三公”经费预算 {show(budget.quantity)}、决算 {show(final.quantity)}，本节没有说明增减变化原因。"
            yield self.broken(
                "disclosure", "“三公”经费增减原因", message, heading, final.term(), budget.term(), expected="增减变化原因"
            )
