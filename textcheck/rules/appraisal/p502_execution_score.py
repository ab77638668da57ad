"""P502: the score that the execution rate earns."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level
from textcheck.equation import Equation
from textcheck.fact.appraisal.numbers import plain
from textcheck.quantity.quantity import Dimension
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Execution
    from textcheck.fact.factbase import FactBase

_CENT = Decimal("0.01")


class ExecutionScore(Rule):
    """预算执行得分不等于分值乘以执行率。

    为什么：预算执行这一项的得分有固定的算法，不是评出来的，读者可以验算。
    算法：得分＝分值×执行率，最高不超过分值；执行率用算出的或表中印出的都可以，得分按印出的小数位数四舍五入。例如分值 20
    分、执行率 86.43%，得分 17.29 或 17.3 都对，17.2 不对。表头写明公式（如“得分（20分*执行率）”）的，不符即为错误；没有
    写明的只作提醒，执行率不到 100% 而得满分的不报，因为有的财政部门规定达到一定比例即得满分。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）所附项目支出绩效自评表。

    错误示例::

        项目名称	水渠清淤
        预算执行情况（万元）（20分）	预算数(A)	执行数(B)	执行率(B/A)	得分（20分*执行率）
        年度财政资金总额	50.00	40.00	80%	18

    正确示例::

        项目名称	水渠清淤
        预算执行情况（万元）（20分）	预算数(A)	执行数(B)	执行率(B/A)	得分（20分*执行率）
        年度财政资金总额	50.00	40.00	80%	16
    """

    code = "P502"
    name = "execution-score"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the score of every sheet whose weight and rate could be read."""
        for sheet in facts.appraisal.sheets:
            execution = sheet.execution
            if execution is None or execution.score is None or execution.weight is None:
                continue
            entries = (execution.score, execution.weight, execution.rate, execution.spent, execution.budget)
            terms = tuple(entry.term() for entry in entries if entry is not None)
            fits = execution.score_fits()
            equation = _equation(execution, len(terms))
            subject = f"{sheet.name}预算执行得分"
            if fits:
                values = [term.quantity for term in terms if term.quantity is not None]
                if equation is not None and not equation.holds(values):
                    equation = None  # the score was made from both amounts; it is the printed rate that is off
                yield self.holds("product", subject, *terms, equation=equation)
            elif fits is None:
                yield self.unknown("product", subject, "缺少算得分的数，或按本地办法可得满分", *terms)
            else:
                message, expected, formula = _explain(subject, execution)
                yield self.broken(
                    "product",
                    subject,
                    message,
                    *terms,
                    actual=execution.score.text,
                    expected=expected,
                    formula=formula,
                    level=None if execution.formula else Level.WARNING,
                    equation=equation,
                )


def _equation(execution: Execution, terms: int) -> Equation | None:
    """Return 100 × 得分 = 分值 × 执行率 over the terms, where the sheet prints that formula and the rate."""
    weight, rate = execution.weight, execution.rate
    if not execution.formula or rate is None or rate.quantity.dimension is not Dimension.PERCENT or weight is None:
        return None
    points = int(weight.value)
    return Equation((100, 0, -points, *(0,) * (terms - 3))) if points == weight.value else None


def _explain(subject: str, execution: Execution) -> tuple[str, str, str]:
    """Return message, expected score and formula for a score that does not fit."""
    score, weight, rate = execution.score, execution.weight, execution.rate
    due = execution.score_due()
    if due is None and rate is not None and weight is not None:
        due = min(weight.value, weight.value * rate.value.scaleb(-2))
    if score is None or weight is None or due is None:
        return f"{subject}与分值、执行率不符", "", ""
    exact = plain(due.quantize(_CENT, ROUND_HALF_UP))
    brief = plain(due.quantize(score.quantity.step, ROUND_HALF_UP))
    expected = exact if exact == brief or len(brief) > len(exact) else f"{exact} 或 {brief}"
    message = f"{subject}写作 {score.text}，应为 {expected}"
    if score.value == due.quantize(score.quantity.step, ROUND_DOWN):
        message += "（像是截去尾数，没有四舍五入）"
    elif score.value > weight.value:
        message += f"（超过分值 {weight.text} 分）"
    rated = (
        f"{rate.text}%"
        if rate
        else f"{execution.spent.text}÷{execution.budget.text}"
        if execution.spent and execution.budget
        else ""
    )
    return message, expected, f"{weight.text} × {rated} = {exact}"
