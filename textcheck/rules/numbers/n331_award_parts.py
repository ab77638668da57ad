"""N331: what small and medium firms won, reserved and open purchases together, against all purchases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.equation import Equation
from textcheck.fact.arithmetic import compare_sum, exceeds, show, sum_formula, total_of
from textcheck.fact.growth import term_of
from textcheck.lexicon.duties import awards
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from textcheck.document.blocks import Paragraph
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention


_WITHIN = Equation((1, 1, -1), at_most=True)
_PART = Equation((1, -1), at_most=True)


class AwardParts(Rule):
    """中小企业在预留项目和其他项目中的成交金额之和大于政府采购总额。

    为什么：两项成交金额互不重叠，加起来比采购总额还大，多半是同一笔采购在两处各写了一遍。
    算法：把“面向中小企业预留的项目中由中小企业成交的金额”与“其他项目中由中小企业成交的金额”相加，不应大于前面写的政府采购
    总额；四舍五入能解释的不算。小微企业的金额包含在中小企业之内，不相加，但也不应更大。
    依据：上海市部门决算公开模板“政府采购支出情况”；财预〔2016〕143号《地方预决算公开操作规程》。

    错误示例::

        （二）政府采购支出情况
        2024年度政府采购金额（以合同签订为准）为30.00万元，其中：货物采购金额30.00万元、工程采购金额0万元、服务采购金额0万元。
        在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额30.00万元；在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额30.00万元。

    正确示例::

        （二）政府采购支出情况
        2024年度政府采购金额（以合同签订为准）为30.00万元，其中：货物采购金额30.00万元、工程采购金额0万元、服务采购金额0万元。
        在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额18.00万元；在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额12.00万元。
    """

    code = "N331"
    name = "award-parts"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Add up the awards of every paragraph that states both, and hold them against the total stated before."""
        words = awards()
        total = next((fact for key, fact in facts.stated.items() if key.concept == words.whole), None)
        for paragraph in facts.document.body:
            if words.cue not in paragraph.text:
                continue
            for within in words.within:
                part = _amount(within.part, paragraph, facts)
                named = _amount(within.whole, paragraph, facts) if within.whole else None
                limit = term_of(named) if named else total.term() if total and not within.whole else None
                if part is not None and limit is not None:
                    yield self._part(within.name, term_of(part), limit)
            parts = [_amount(pattern, paragraph, facts) for pattern in words.parts]
            if total is None or total.span.start > paragraph.span.start or any(part is None for part in parts):
                continue
            found = [part for part in parts if part is not None]
            terms = tuple(Term(part.text, part.span, part.quantity) for part in found)
            outcome, _ = compare_sum(total.quantity, [part.quantity for part in found])
            whole = total_of([part.quantity for part in found])
            if outcome is not Outcome.VIOLATED or whole.value <= total.quantity.value:
                yield self.holds("at_most", "中小企业成交金额", *terms, total.term(), equation=_WITHIN)
                continue
            yield self.broken(
                "at_most",
                "中小企业成交金额",
                f"中小企业在预留项目和其他项目中的成交金额合计 {show(whole)}，大于政府采购总额 {show(total.quantity)}",
                *terms,
                total.term(),
                actual=show(whole),
                expected=f"不大于 {show(total.quantity)}",
                formula=sum_formula(total.term(), terms),
                span=found[-1].span,
                equation=_WITHIN,
            )

    def _part(self, name: str, part: Term, whole: Term) -> Assertion:
        """Hold an amount against another that takes it in."""
        assert part.quantity is not None
        assert whole.quantity is not None
        if exceeds(part.quantity, whole.quantity)[0] is not Outcome.VIOLATED:
            return self.holds("at_most", name, part, whole, equation=_PART)
        actual, limit = show(part.quantity), show(whole.quantity)
        return self.broken(
            "at_most", name, f"{name}，文中却是 {actual} 和 {limit}", part, whole,
            actual=actual, expected=f"不大于 {limit}", formula=f"{actual} > {limit}", equation=_PART,
        )  # fmt: skip


def _amount(pattern: re.Pattern[str], paragraph: Paragraph, facts: FactBase) -> Mention | None:
    """Return the amount right behind a phrase of the paragraph."""
    match = pattern.search(paragraph.text)
    if match is None:
        return None
    return next((m for m in facts.mentions if m.paragraph is paragraph and m.figure.start == match.end()), None)
