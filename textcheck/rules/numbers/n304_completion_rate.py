"""N304: completion rates over the budget that the sentence names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.fact.arithmetic import show
from textcheck.fact.claims import Completion, completions
from textcheck.fact.ratio import Verdict, at_step, judge, percent_of
from textcheck.lexicon.cues import cues
from textcheck.quantity.interval import ZERO
from textcheck.quantity.quantity import Dimension
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention
    from textcheck.quantity.quantity import Quantity

_WHOLE = 100
_DOUBTFUL = "表中没有说明预算数是不是文中所说的那一种"


class CompletionRate(Rule):
    """完成预算的百分比与决算数、预算数不符。

    为什么：“年初预算为108.59万元，支出决算为98.60万元，完成年初预算的90.8%”，完成率是考核预算执行的数，算错会误导。
    算法：完成率＝支出决算÷句子所说的预算×100%，可以超过 100%。预算为 0 时不应写完成率，只有决算也为 0 时印 0% 或
    100% 是通行写法。句子里没有印出预算数的，用“三公”经费表的预算数；仍没有的不判断。
    依据：财政部部门决算公开模板“完成年初预算的……%”的句式，“三公”经费表的预算数为全年预算数。

    错误示例::

        五、一般公共预算财政拨款支出决算情况说明
        （三）一般公共预算财政拨款支出决算具体情况
        一般公共预算财政拨款支出年初预算为200.00万元，支出决算为150.00万元，完成年初预算的85.0%。

    正确示例::

        五、一般公共预算财政拨款支出决算情况说明
        （三）一般公共预算财政拨款支出决算具体情况
        一般公共预算财政拨款支出年初预算为200.00万元，支出决算为150.00万元，完成年初预算的75.0%。
    """

    code = "N304"
    name = "completion-rate"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every completion rate whose terms are known, the others as not assessable."""
        for completion in completions(facts.mentions, facts.profile.measure, facts.profile.budget):
            yield self._completion(completion, facts)

    def _completion(self, completion: Completion, facts: FactBase) -> Assertion:
        rate = completion.rate
        said = Term(f"{rate.subject}完成率", rate.span, rate.quantity)
        actual = _side(completion.actual, rate, facts, facts.profile.measure)
        budget = _side(completion.budget, rate, facts, facts.profile.budget)
        doubtful = completion.budget is None and not _is_named(rate, facts)
        if actual is None or budget is None:
            return self.unknown("completion", rate.subject, "没有找到完成率的预算数或决算数", said)
        assert actual.quantity is not None
        assert budget.quantity is not None
        if budget.quantity.is_zero or actual.quantity.is_zero:
            return self._nought(rate, (said, actual, budget), facts, doubtful=doubtful)
        exact = percent_of(actual.quantity.interval, budget.quantity.interval)
        centre = actual.quantity.value / budget.quantity.value * 100
        verdict = judge(rate.quantity, exact, centre)
        if verdict in (Verdict.RIGHT, Verdict.ROUNDING):
            outcome = Outcome.SATISFIED if verdict is Verdict.RIGHT else Outcome.ROUNDING
            return Assertion(self.code, "completion", rate.subject, outcome, (said, actual, budget))
        if doubtful:
            return self.unknown("completion", rate.subject, _DOUBTFUL, said, actual, budget)
        expected = at_step(centre, rate.quantity.step) + "%"
        return self.broken(
            "completion",
            rate.subject,
            f"“{rate.subject}”的完成率应为 {expected}，文中写 {rate.text}",
            said,
            actual,
            budget,
            actual=rate.text,
            expected=expected,
            formula=f"{show(actual.quantity)} ÷ {show(budget.quantity)} = {at_step(centre, rate.quantity.step.scaleb(-2))}%",
            level=Level.INFO if verdict is not Verdict.WRONG else None,
        )

    def _nought(self, rate: Mention, terms: tuple[Term, Term, Term], facts: FactBase, *, doubtful: bool) -> Assertion:
        _, actual, budget = terms
        assert actual.quantity is not None
        assert budget.quantity is not None
        whole = rate.quantity.value == _WHOLE and budget.quantity.is_zero and actual.quantity.is_zero
        if rate.quantity.is_zero or whole:
            if budget.quantity.is_zero and not actual.quantity.is_zero:
                return self.unknown("completion", rate.subject, "预算为 0，完成率没有意义", *terms)
            return self.holds("completion", rate.subject, *terms)
        if doubtful and budget.quantity.is_zero:
            return self.unknown("completion", rate.subject, _DOUBTFUL, *terms)
        if actual.quantity.is_zero:
            expected, why = "0%", "支出决算是 0"
        elif (other := _other_budget(rate, actual.quantity, facts)) is not None:
            expected = f"完成{other.measure}的{rate.text}"
            why = f"“{budget.label}”的预算是 0；按{other.measure} {show(other.quantity)} 算才是 {rate.text}，应写“{expected}”"
        else:
            expected, why = "不写完成率", f"“{budget.label}”的预算是 0，完成率没有意义"
        return self.broken(
            "completion",
            rate.subject,
            f"{why}，文中写 {rate.text}",
            *terms,
            actual=rate.text,
            expected=expected,
            formula=f"{show(actual.quantity)} ÷ {show(budget.quantity)}",
        )


def _side(mention: Mention | None, rate: Mention, facts: FactBase, measure: str) -> Term | None:
    """Return a side of the claim: as the text prints it, else as a table does."""
    if mention is not None:
        return Term(mention.subject, mention.span, mention.quantity)
    for key in rate.keys:
        fact = facts.find(key._replace(measure=measure))
        if fact is not None and fact.printed:
            return fact.term()
    return None


def _other_budget(rate: Mention, actual: Quantity, facts: FactBase) -> Mention | None:
    """Return another budget of the paragraph that gives the printed rate: the one that was meant."""
    for mention in facts.mentions:
        if mention.place.paragraph == rate.place.paragraph and mention.measure not in ("", facts.profile.measure):
            budget = mention.quantity
            if budget.dimension is Dimension.AMOUNT and budget.value > 0 and not budget.interval.holds(ZERO):
                exact = percent_of(actual.interval, budget.interval)
                if judge(rate.quantity, exact, actual.value / budget.value * 100) is Verdict.RIGHT:
                    return mention
    return None


def _is_named(rate: Mention, facts: FactBase) -> bool:
    """Tell whether the budget that a table prints is certainly the one that a rate names."""
    budget = facts.profile.budget
    wanted = cues().measures.get(rate.base, budget)
    found = [fact for key in rate.keys if (fact := facts.find(key._replace(measure=budget))) is not None]
    return wanted in (budget, facts.profile.budget_means) or any(fact.is_of(wanted) for fact in found)
