"""D603: the counts that must stand beside 三公 money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.arithmetic import money
from textcheck.fact.parts import explanations
from textcheck.lexicon.duties import duties
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Section
    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase
    from textcheck.lexicon.duties import Detail


class ExpenseDetails(Rule):
    """“三公”经费有支出，却没有说明团组、购置、保有量或批次人次。

    为什么：“三公”经费的数量是财政部历次公开情况检查的必查项目，只写金额、不写数量，读者看不出钱用在哪里。
    算法：因公出国（境）有支出的，应有团组数和人次数；购置公务用车的，应有购置数；有运行维护费的，应有保有量；有公务接待费的，
    应有批次和人次。数量写在“三公”一节的哪一段都可以；没有支出的项目不要求；一节断在文末的是节选，不核对。
    依据：中办发〔2016〕13号；财预〔2016〕143号《地方预决算公开操作规程》。

    错误示例::

        九、财政拨款“三公”经费支出决算情况说明
        公务接待费支出决算为2.50万元，主要用于接待来访人员。
        十、机关运行经费支出说明
        没有机关运行经费支出。

    正确示例::

        九、财政拨款“三公”经费支出决算情况说明
        公务接待费支出决算为2.50万元，共接待12批次、96人次。
        十、机关运行经费支出说明
        没有机关运行经费支出。
    """

    code = "D603"
    name = "expense-details"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Hold every item that has money against what its section must say."""
        demands = duties()
        if facts.profile.kind != "final_accounts" or 0 < facts.identity.year < demands.details_since:
            return
        found = [
            (section, " ".join(p.text for p in inside))
            for section, inside in explanations(facts.document, demands.details_section)
        ]
        if not found:
            return
        text = " ".join(said for _, said in found)
        for detail in demands.details:
            amount = self._amount(detail, facts)
            if amount is not None and amount.printed and not amount.quantity.is_zero:
                yield self._details(detail, amount, found[0][0], text)

    def _amount(self, detail: Detail, facts: FactBase) -> Fact | None:
        """Return what was spent on an item: as the tables print it, else as the text says."""
        keys = [
            key
            for key in (*facts.chosen, *facts.stated)
            if key.concept == detail.concept and key.measure == facts.profile.measure and key.flow == facts.profile.item_flow
        ]
        return next((facts.find(key) or facts.stated.get(key) for key in keys), None)

    def _details(self, detail: Detail, amount: Fact, section: Section, text: str) -> Assertion:
        missing = [duty.name for duty in detail.requires if not duty.words.search(text)]
        heading = Term(section.title, section.span)
        if not missing:
            return self.holds("disclosure", detail.name, amount.term(), heading)
        names = "、".join(missing)
        message = f"{detail.name}支出 {money(amount.quantity)}，本节没有说明{names}。"
        return self.broken("disclosure", detail.name, message, heading, amount.term(), expected=names)
