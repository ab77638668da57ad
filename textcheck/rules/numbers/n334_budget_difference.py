"""N334: what is said of the difference from this year's budget, against the budget that the table prints."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.equation import Equation
from textcheck.fact.arithmetic import compare_sum, show
from textcheck.lexicon.cues import cues
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Paragraph
    from textcheck.fact.fact import Fact, Key
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

_EQUAL = Equation((1, -1), words=True)
_YEAR = re.compile(r"20\d\d")


class BudgetDifference(Rule):
    """文中说的“与预算相比”与表里的预算数、决算数不符。

    为什么：“与预算相比”的增减是“三公”经费说明的重点，说的与表里印的预算数、决算数不符，读者一减就看出来。
    算法：说“与本年度预算相比增加（减少）多少”或“无变化”的，表里同一项目的决算数减预算数应当正好是这么多。
    说的是上年预算、“基本持平”或表里没有印预算数的，不核对。
    依据：财预〔2016〕143号《地方预决算公开操作规程》：说明“三公”经费与预算对比的增减变化。

    错误示例::

        一、2024年度一般公共预算财政拨款“三公”经费支出决算表
        单位：万元
        项目	预算数	决算数
        公务接待费	9.00	4.00

        二、2024年度一般公共预算财政拨款“三公”经费支出情况说明
        1.公务接待费支出4.00万元，与2024年度预算相比，减少0.50万元。

    正确示例::

        一、2024年度一般公共预算财政拨款“三公”经费支出决算表
        单位：万元
        项目	预算数	决算数
        公务接待费	9.00	4.00

        二、2024年度一般公共预算财政拨款“三公”经费支出情况说明
        1.公务接待费支出4.00万元，与2024年度预算相比，减少5.00万元。
    """

    code = "N334"
    name = "budget-difference"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every change from the budget and every claim of none whose two figures are printed in one table."""
        if facts.profile.kind != "final_accounts":
            return
        for mention in facts.mentions:
            if mention.role == "change" and mention.sign and mention.keys and _is_budget(mention.base, facts):
                pair = _pair(mention.keys[0], facts)
                if pair:
                    yield self._change(mention, *pair)
        for paragraph in facts.document.body:
            for match in _flat().finditer(paragraph.text) if "预算" in paragraph.text else ():
                said = _before(match.start(), paragraph, facts) if _is_budget(match["base"], facts) else None
                pair = _pair(said.keys[0], facts) if said is not None else None
                if pair:
                    yield self._same(match, paragraph, *pair)

    def _change(self, said: Mention, final: Fact, budget: Fact) -> Assertion:
        terms = (Term(said.subject, said.span, said.quantity), final.term(), budget.term())
        stated = said.quantity if said.sign > 0 else said.quantity.negated()
        equation = Equation((-said.sign, 1, -1))
        outcome, _ = compare_sum(final.quantity, [budget.quantity, stated])
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "difference", said.subject, outcome, terms, equation=equation)
        exact = final.quantity.value - budget.quantity.value
        right = f"{'增加' if exact > 0 else '减少'}{abs(exact).scaleb(-4).normalize():f}万元"
        a, b = show(budget.quantity), show(final.quantity)
        message = f"“{said.subject}”表中预算 {a}、决算 {b}，应{right}，文中写{said.lead_word}{said.text}"
        return self.broken(
            "difference", said.subject, message, *terms, actual=said.text, expected=right, formula=f"{b} − {a}", equation=equation
        )

    def _same(self, match: re.Match[str], paragraph: Paragraph, final: Fact, budget: Fact) -> Assertion:
        term = Term(match["flat"], paragraph.reading.span(*match.span("flat")))
        if final.quantity.value == budget.quantity.value:
            return self.holds("difference", final.label, term, final.term(), budget.term(), equation=_EQUAL)
        a, b = show(budget.quantity), show(final.quantity)
        message = f"表中预算 {a}、决算 {b}，文中却说与预算相比“{match['flat']}”"
        return self.broken(
            "difference",
            final.label,
            message,
            term,
            final.term(),
            budget.term(),
            actual=match["flat"],
            formula=f"{b} ≠ {a}",
            equation=_EQUAL,
        )


def _is_budget(base: str, facts: FactBase) -> bool:
    """Tell whether a comparison is with this year's budget."""
    year = _YEAR.search(base)
    return "预算" in base and "上年" not in base and (year is None or int(year[0]) == facts.identity.year)


def _pair(key: Key, facts: FactBase) -> tuple[Fact, Fact] | None:
    """Return the final figure and the budget that one table prints side by side."""
    profile = facts.profile
    final = facts.chosen.get(key._replace(measure=profile.measure))
    budget = facts.chosen.get(key._replace(measure=profile.budget))
    if final is None or budget is None or final.table is not budget.table or not (final.printed and budget.printed):
        return None
    return final, budget


def _before(at: int, paragraph: Paragraph, facts: FactBase) -> Mention | None:
    """Return the amount right before a comparison, nothing but the comma between."""
    return next(
        (m for m in facts.mentions if m.paragraph is paragraph and m.role == "value" and m.keys and 0 <= at - m.figure.end <= 1),
        None,
    )


@lru_cache(maxsize=1)
def _flat() -> re.Pattern[str]:
    return re.compile(
        rf"(?:与|比|较)(?P<base>[^，。;\d]{{0,4}}(?:20\d\d年度?)?[^，。;\d]{{0,6}}?预算)(?:数)?(?:相比)?(?P<flat>{'|'.join(cues().flat)})"
    )
