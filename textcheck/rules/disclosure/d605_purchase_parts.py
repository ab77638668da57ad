"""D605: what must be said of government purchases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.arithmetic import money
from textcheck.fact.parts import explanations
from textcheck.lexicon.duties import duties
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase


class PurchaseParts(Rule):
    """政府采购只写了总额，没有写分项或授予中小企业的金额。

    为什么：政府采购只写总额，读者不知道买的是货物、工程还是服务，也不知道授予中小企业多少。
    算法：写明政府采购总额而且不为零的，同一节里应提到货物、工程或服务的金额，并提到中小企业的合同金额；没有采购的不要求。
    依据：财预〔2016〕143号《地方预决算公开操作规程》：公开政府采购总金额、分项金额、授予中小企业合同金额及其占比。

    错误示例::

        十一、政府采购支出说明
        2024年度政府采购支出总额100.00万元，全部为货物支出。
        十二、国有资产占用情况说明
        没有车辆。

    正确示例::

        十一、政府采购支出说明
        2024年度政府采购支出总额100.00万元，全部为货物支出。授予中小企业合同金额100.00万元，占政府采购支出总额的100%。
        十二、国有资产占用情况说明
        没有车辆。
    """

    code = "D605"
    name = "purchase-parts"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for the parts wherever a total of purchases is stated."""
        demands = duties()
        if facts.profile.kind != "final_accounts" or 0 < facts.identity.year < demands.purchase_since:
            return
        total = next((f for k, f in facts.stated.items() if k.concept == demands.purchase.concept), None)
        if total is None or total.quantity.is_zero:
            return
        for section, inside in explanations(facts.document, demands.purchase_section):
            if not section.span.start <= total.span.start <= inside[-1].span.end:
                continue
            text = " ".join(p.text for p in inside)
            missing = [duty.name for duty in demands.purchase.requires if not duty.words.search(text)]
            if not missing:
                yield self.holds("disclosure", demands.purchase.name, total.term(), Term(section.title, section.span))
                continue
            names = "、".join(missing)
            message = f"政府采购支出 {money(total.quantity)}，没有说明{names}。"
            yield self.broken("disclosure", demands.purchase.name, message, total.term(), expected=names)
