"""P506: the money of one project, wherever it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.appraisal.listed import project_lists, project_money
from textcheck.fact.arithmetic import compare_sum
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Entry, Execution, Summary
    from textcheck.fact.factbase import FactBase

_ENOUGH = 2


class ProjectAmount(Rule):
    """同一项目的预算数、执行数在各处不一致。

    为什么：一个项目的全年预算数、执行数会在自评综述、自评说明、自评表、第三部分“项目支出主要用于……”的列举里几次出现，
    应当是同一个数。
    算法：折成同一单位后比较，四舍五入能解释的不算。列举里至少有两个项目与执行数对得上，才核对其余项目。
    依据：《中华人民共和国预算法》第七十五条（决算数额准确、内容完整）；《项目支出绩效评价管理办法》（财预〔2020〕10号）。

    错误示例::

        1. 水渠清淤项目绩效自评综述：项目全年预算数为50.00万元，执行数为45.00万元，完成预算的90%。

        水渠清淤项目绩效自评表

        项目名称	水渠清淤
        预算执行情况（万元）（20分）	预算数(A)	执行数(B)	执行率(B/A)	得分
        年度财政资金总额	50.00	40.00	80%	16

    正确示例::

        1. 水渠清淤项目绩效自评综述：项目全年预算数为50.00万元，执行数为40.00万元，完成预算的80%。

        水渠清淤项目绩效自评表

        项目名称	水渠清淤
        预算执行情况（万元）（20分）	预算数(A)	执行数(B)	执行率(B/A)	得分
        年度财政资金总额	50.00	40.00	80%	16
    """

    code = "P506"
    name = "project-amount"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield summaries against sheets, and lists of projects against either."""
        appraisal = facts.appraisal
        for name, summary in appraisal.by_summary.items():
            sheet = appraisal.project_sheets.get(name)
            if sheet is not None and sheet.execution is not None:
                yield from self._same(summary.name.text, "自评综述", summary.budget, sheet.execution.budget)
                yield from self._same(summary.name.text, "自评综述", summary.spent, sheet.execution.spent)
        for claimed in appraisal.claimed:
            known = appraisal.executed(claimed.project) if claimed.bound else None
            if known is not None:
                yield from self._same(claimed.project or "部门整体支出", "自评说明", claimed.budget, known.budget)
                yield from self._same(claimed.project or "部门整体支出", "自评说明", claimed.spent, known.spent)
        money = project_money(appraisal)
        for listed in project_lists(appraisal):
            yield from self._listed({name: project.amount for name, project in listed.items()}, money)

    def _same(self, name: str, place: str, told: Entry | None, printed: Entry | None) -> Iterator[Assertion]:
        if told is None or printed is None:
            return
        subject = f"{name}{told.label}"
        terms = (told.term(f"{subject}（{place}）"), printed.term(subject))
        outcome, _ = compare_sum(told.quantity, [printed.quantity])
        if outcome is not Outcome.VIOLATED:
            yield Assertion(self.code, "equality", subject, outcome, terms)
        else:
            message = f"{name}{place}的{told.label}是 {told.text}，{'自评表' if place == '自评综述' else '自评表（或综述）'}是 {printed.text}"
            yield self.broken("equality", subject, message, *terms, actual=told.text, expected=printed.text)

    def _listed(self, listed: dict[str, Entry], money: dict[str, Execution | Summary]) -> Iterator[Assertion]:
        """Yield the amounts of one list, once at least two of them are known to be what was spent."""
        equal = {name for name, told in listed.items() if _meet(told, money[name].spent)}
        if len(equal) < _ENOUGH:
            return
        for name, told in listed.items():
            spent = money[name].spent
            if spent is None:
                continue
            terms = (told.term(f"{name}（列举）"), spent.term(f"{name}执行数"))
            if name in equal:
                yield self.holds("equality", f"{name}执行数", *terms)
                continue
            planned = _meet(told, money[name].budget)
            message = f"{name}：这里写 {told.text}，执行数是 {spent.text}" + ("（写成了预算数）" if planned else "")
            level = Level.WARNING if planned else None
            yield self.broken("equality", f"{name}执行数", message, *terms, actual=told.text, expected=spent.text, level=level)


def _meet(told: Entry, printed: Entry | None) -> bool:
    return printed is not None and told.quantity.interval.overlaps(printed.quantity.interval)
