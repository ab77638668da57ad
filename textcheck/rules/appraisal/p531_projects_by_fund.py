"""P531: projects by kind of money against the number of all, the grades and the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.document.span import Span
from textcheck.equation import Equation
from textcheck.fact.appraisal.divided import Divided, read_divided
from textcheck.fact.appraisal.numbers import plain
from textcheck.fact.arithmetic import compare_sum, show, total_of
from textcheck.quantity.interval import ZERO
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.fact.appraisal.model import Appraisal, Entry
    from textcheck.fact.factbase import FactBase


class ProjectsByFund(Rule):
    """分资金说明的自评项目个数、资金与总数不符。

    为什么：自评分一般公共预算项目、政府性基金预算项目说明时，个数和资金要写好几遍，改了一处常常忘了另一处。
    算法：各类项目个数之和应等于全部项目个数；“其中”里再列一遍的，同样应等于它；各评级的项目个数之和也应等于它；逐条列出了全部项目的，各类
    资金之和应等于各项目执行数（或全年预算数）之和。只反映部分项目的不核对。
    依据：财政部部门决算公开模板“预算绩效情况说明”；《项目支出绩效评价管理办法》（财预〔2020〕10号）。

    错误示例::

        我部门组织对2024年度一般公共预算项目支出全面开展绩效自评，共涉及项目3个，资金30.00万元；组织对1个政府性基金预算项目开展绩效自评，资金5.00万元。

        我部门在2024年度部门决算中反映所有项目绩效自评结果，共涉及4个一级项目，其中：一般公共预算项目2个、政府性基金预算项目1个。

    正确示例::

        我部门组织对2024年度一般公共预算项目支出全面开展绩效自评，共涉及项目3个，资金30.00万元；组织对1个政府性基金预算项目开展绩效自评，资金5.00万元。

        我部门在2024年度部门决算中反映所有项目绩效自评结果，共涉及4个一级项目，其中：一般公共预算项目3个、政府性基金预算项目1个。
    """

    code = "P531"
    name = "projects-by-fund"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the sums of numbers and of money over the kinds of money, and the numbers said twice."""
        found = list(read_divided(facts.document))
        stated = [each for each in found if not each.within]
        listed = [each for each in found if each.within]
        if not found or any(len({e.fund for e in group}) < len(group) for group in (stated, listed)):
            return
        reported = [s.number for s in facts.appraisal.statements if s.kind == "reported" and s.number and (s.whole or listed)]
        total = reported[0] if len(reported) == 1 else None
        if total is not None and listed:
            yield self._number(facts.appraisal, "“其中”各类项目个数", total, [each.number for each in listed])
        if total is not None and len(stated) > 1 and {e.fund for e in stated} >= {e.fund for e in listed}:
            yield self._number(facts.appraisal, "各类自评项目个数", total, [each.number for each in stated])
        if total is not None and len(stated) > 1:
            yield from self._grades(facts.appraisal, total)
        yield from self._money(facts.appraisal, stated)

    def _number(self, appraisal: Appraisal, subject: str, total: Entry, parts: Sequence[Entry]) -> Assertion:
        """Compare the parts with the number of all; where as many projects are listed, the parts are wrong."""
        terms = (total.term(), *[part.term() for part in parts])
        made = sum((part.value for part in parts), ZERO)
        formula = " + ".join(part.text for part in parts) + f" = {plain(made)}"
        if made == total.value:
            return self.holds("summation", subject, *terms, formula=formula)
        message = f"{subject}合计 {plain(made)} 个，全部项目写作 {total.text} 个"
        if total.value == len(appraisal.summaries):
            span = Span(parts[0].span.start, parts[-1].span.end)
            return self.broken(
                "summation", subject, message, *terms, actual=plain(made), expected=total.text, formula=formula, span=span
            )
        return self.broken("summation", subject, message, *terms, actual=total.text, expected=plain(made), formula=formula)

    def _grades(self, appraisal: Appraisal, total: Entry) -> Iterator[Assertion]:
        """Compare the grades, of which no number of their own stands before, with the number of all projects."""
        for statement in appraisal.statements:
            if statement.kind == "graded" and len(statement.listed) > 3:
                yield self._number(appraisal, "各评级项目个数", total, statement.listed)

    def _money(self, appraisal: Appraisal, stated: list[Divided]) -> Iterator[Assertion]:
        """Compare the money of all kinds with the sum over all projects, where each is listed."""
        money = [each.funds for each in stated if each.funds]
        counted = sum((each.number.value for each in stated), ZERO)
        summaries = appraisal.summaries
        if len(money) < 2 or len(money) < len(stated) or counted != len(summaries):
            return
        sums = [[s.spent for s in summaries if s.spent], [s.budget for s in summaries if s.budget]]
        terms = [entry.term() for entry in money]
        whole = total_of([entry.quantity for entry in money])
        for parts in sums:
            if len(parts) < len(summaries):
                continue
            outcome, _ = compare_sum(whole, [part.quantity for part in parts])
            if outcome is not Outcome.VIOLATED:
                equation = Equation((*(1,) * len(money), *(-1,) * len(parts)))
                both = (*terms, *[part.term() for part in parts])
                yield Assertion(self.code, "summation", "各类自评资金", outcome, both, equation=equation)
                return
        if len(sums[0]) == len(summaries):
            made = show(total_of([part.quantity for part in sums[0]]))
            message = f"各类自评资金合计 {show(whole)}，列出的 {len(summaries)} 个项目执行数之和是 {made}"
            terms += [part.term() for part in sums[0]]
            equation = Equation((*(1,) * len(money), *(-1,) * len(sums[0])))
            yield self.broken("summation", "各类自评资金", message, *terms, actual=show(whole), expected=made, equation=equation)
