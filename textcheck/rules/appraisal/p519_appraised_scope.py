"""P519: the projects planned, followed and appraised."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Assertion, Level
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.appraisal.model import Entry
    from textcheck.fact.factbase import FactBase

_FEWEST = 3


class _Scope(NamedTuple):
    """How many projects, and their money."""

    number: Entry
    amount: Entry


class AppraisedScope(Rule):
    """绩效目标、跟踪、自评几处写的项目个数或金额，只有一处不同。

    为什么：编报绩效目标、绩效跟踪、绩效自评说的是同一批项目，个数和涉及预算金额通常照写三遍，改了两处漏一处，或者抄错一处，前后
    就不一致。
    算法：同一段里“项目几个，涉及预算金额多少”至少写了三处，其中几处个数和金额完全相同，另一处个数相同而金额不同，或者金额相同
    而个数不同的，提示核对那一处。个数和金额都不同的，是另一批项目，不报。
    依据：上海市部门决算公开模板“预算绩效管理情况”。

    错误示例::

        编报绩效目标的2024年度项目5个，涉及预算金额1692.00万元；绩效跟踪的2024年度项目5个，涉及预算金额1962.00万元；绩效自评的2024年度项目5个，涉及预算金额1692.00万元。

    正确示例::

        编报绩效目标的2024年度项目5个，涉及预算金额1692.00万元；绩效跟踪的2024年度项目5个，涉及预算金额1692.00万元；绩效自评的2024年度项目5个，涉及预算金额1692.00万元。
    """

    code = "P519"
    name = "appraised-scope"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every paragraph that tells at least three times how many projects there are, and their money."""
        told = [s for s in facts.appraisal.statements if s.kind == "scope"]
        for _, group in groupby(told, key=lambda statement: statement.paragraph.span):
            scopes = [_Scope(s.number, s.amount) for s in group if s.number is not None and s.amount is not None]
            if len(scopes) >= _FEWEST:
                yield from self._compare(scopes)

    def _compare(self, scopes: list[_Scope]) -> Iterator[Assertion]:
        often = Counter((scope.number.value, scope.amount.value) for scope in scopes)
        (usual, times), *_ = often.most_common(1)
        if times == 1 or len(scopes) - times > 1:
            return
        like = next(scope for scope in scopes if (scope.number.value, scope.amount.value) == usual)
        for at, subject in enumerate(("项目个数", "涉及预算金额")):
            odd = [scope for scope in scopes if scope[at].value != usual[at]]
            terms = tuple(scope[at].term() for scope in scopes if scope not in odd)
            if not odd:
                yield self.holds("equality", subject, *terms)
            elif odd[0][1 - at].value == usual[1 - at]:
                message = f"{subject}这里写作 {odd[0][at].text}，同一段另外 {times} 处都写作 {like[at].text}"
                wrong = odd[0][at]
                yield self.broken("equality", subject, message, wrong.term(), *terms, actual=wrong.text, expected=like[at].text)
