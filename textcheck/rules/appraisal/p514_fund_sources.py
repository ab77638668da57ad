"""P514: the sources of a project's money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import compare_sum, show, total_of
from textcheck.lexicon.appraisal import appraisal_words
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Entry, Execution
    from textcheck.fact.factbase import FactBase


class FundSources(Rule):
    """年度资金总额不等于各项资金来源之和。

    为什么：自评表“年度资金总额”下面列的各项资金来源加起来就是总额，不等就是填错了一格。
    算法：年度资金总额＝当年财政拨款＋上年结转资金＋其他资金，年初预算数、全年预算数、全年执行数三栏分别核对。来源没有列全、
    或有重复的不核对；有空白的，只在其余各项之和已经超过总额时才报。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）所附项目支出绩效自评表。

    错误示例::

        项目名称	水渠清淤
        项目资金（万元）	年初预算数	全年预算数	全年执行数	分值	执行率	得分
        年度资金总额	50.00	60.00	45.00	10	75%	7.5
        其中：当年财政拨款	50.00	50.00	40.00	-	-	-
        上年结转资金	0.00	5.00	5.00	-	-	-
        其他资金	0.00	0.00	0.00	-	-	-

    正确示例::

        项目名称	水渠清淤
        项目资金（万元）	年初预算数	全年预算数	全年执行数	分值	执行率	得分
        年度资金总额	50.00	60.00	45.00	10	75%	7.5
        其中：当年财政拨款	50.00	55.00	40.00	-	-	-
        上年结转资金	0.00	5.00	5.00	-	-	-
        其他资金	0.00	0.00	0.00	-	-	-
    """

    code = "P514"
    name = "fund-sources"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the whole amount of every sheet that lists all its sources, column by column."""
        roles = sorted(role for role, _ in appraisal_words().sources)
        for sheet in facts.appraisal.sheets:
            execution = sheet.execution
            if execution is None or sorted(role for role, _ in execution.sources) != roles:
                continue
            sources = [source for _, source in execution.sources]
            for whole, parts in (
                (execution.initial, [source.initial for source in sources]),
                (execution.budget, [source.budget for source in sources]),
                (execution.spent, [source.spent for source in sources]),
            ):
                known = [part for part in parts if part]
                if whole is not None and known:
                    yield self._sum(sheet.name, execution, whole, known, blanks=len(known) < len(parts))

    def _sum(self, project: str, execution: Execution, whole: Entry, parts: list[Entry], *, blanks: bool) -> Assertion:
        subject = f"{project}{execution.label.text.rstrip(':')}（{whole.label}）"
        terms = (whole.term(), *[part.term() for part in parts])
        outcome, difference = compare_sum(whole.quantity, [part.quantity for part in parts])
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "summation", subject, outcome, terms)
        if blanks and difference > 0:
            return self.unknown("summation", subject, "有的来源是空白，可能没有读全", *terms)
        made = show(total_of([part.quantity for part in parts]))
        formula = " + ".join(part.text for part in parts) + f" = {made} ≠ {whole.text}"
        message = f"{subject}是 {whole.text}，各项来源之和是 {made}"
        return self.broken("summation", subject, message, *terms, actual=whole.text, expected=made, formula=formula)
