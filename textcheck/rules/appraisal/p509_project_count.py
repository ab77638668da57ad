"""P509: how many projects and units were appraised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.appraisal.model import Appraisal, Entry, Statement, plain_project
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_CLASSIFIED = "涉密"
_BRANCHES = re.compile(r"本级.{0,8}和(\d+)个(?:下属|所属|二级)")


class ProjectCount(Rule):
    """自评项目的个数与列出的项目不一致。

    为什么：“共涉及项目几个”“反映几个项目的自评结果”之后逐条列出自评综述，个数与条数不同，说明漏了一条或者个数没有改。
    算法：个数＝随后逐条列出的自评综述的条数，引号里点名的项目也要数得上。只在写明“全面”“所有”“全部”，或逐个点名的时
    候核对；抽取部分项目、注明不包括涉密项目而少于总数的不报。“对几个部门（单位）开展整体支出绩效自评”不应多于部门本级加
    下属单位的个数。
    依据：财政部部门决算公开模板“项目支出自评结果”：应反映自评项目个数并逐项说明。

    错误示例::

        我部门反映所有项目绩效自评结果，共涉及3个一级项目。

        1. 水渠清淤项目绩效自评综述：项目全年预算数为50.00万元，执行数为40.00万元，完成预算的80%。

        2. 送戏下乡项目绩效自评综述：项目全年预算数为20.00万元，执行数为20.00万元，完成预算的100%。

    正确示例::

        我部门反映所有项目绩效自评结果，共涉及2个一级项目。

        1. 水渠清淤项目绩效自评综述：项目全年预算数为50.00万元，执行数为40.00万元，完成预算的80%。

        2. 送戏下乡项目绩效自评综述：项目全年预算数为20.00万元，执行数为20.00万元，完成预算的100%。
    """

    code = "P509"
    name = "project-count"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every stated number of projects or units against what is listed."""
        appraisal = facts.appraisal
        for statement in appraisal.statements:
            if statement.number is None:
                continue
            if statement.kind == "reported":
                yield from self._named(statement, statement.number)
            if statement.kind in ("reported", "projects"):
                yield from self._listed(appraisal, statement, statement.number)
            if statement.kind == "overall":
                yield from self._units(facts, statement.number)

    def _named(self, statement: Statement, number: Entry) -> Iterator[Assertion]:
        """Compare the number with the names in quotation marks before it."""
        if not statement.listed:
            return
        terms = (number.term(), *[name.term() for name in statement.listed])
        named = len(statement.listed)
        if number.value == named:
            yield self.holds("count", "点名的项目个数", *terms)
        else:
            message = f"写作 {number.text} 个项目，前面点名的有 {named} 个"
            yield self.broken("count", "点名的项目个数", message, *terms, actual=number.text, expected=str(named))

    def _listed(self, appraisal: Appraisal, statement: Statement, number: Entry) -> Iterator[Assertion]:
        """Compare the number with the summaries that follow; those of 「projects」 need not all be published."""
        listed = len(appraisal.summaries)
        if not listed or not (statement.whole or statement.listed):
            return
        terms = (number.term(), *[summary.name.term("自评综述") for summary in appraisal.summaries])
        if number.value == listed:
            yield self.holds("count", "自评项目个数", *terms, *_headed(appraisal))
        elif statement.kind == "projects" or (_CLASSIFIED in statement.paragraph.text and number.value < listed):
            yield self.unknown("count", "自评项目个数", "列出的自评综述不一定是全部项目", *terms)
        elif _numbered(appraisal):
            message = f"写作涉及 {number.text} 个项目，逐条列出的自评综述有 {listed} 条"
            yield self.broken("count", "自评项目个数", message, *terms, actual=number.text, expected=str(listed))
        else:
            yield self.unknown("count", "自评项目个数", "自评综述的编号不连续，可能没有读全", *terms)

    def _units(self, facts: FactBase, number: Entry) -> Iterator[Assertion]:
        """Compare the number of departments and units with the department itself and its branches."""
        for paragraph in facts.document.body:
            match = _BRANCHES.search(paragraph.text) if "本级" in paragraph.text else None
            if match is None:
                continue
            units = int(match.group(1)) + 1
            branches = Term("本级和下属单位", paragraph.reading.span(*match.span()))
            if number.value == units:
                yield self.holds(
                    "count", "整体支出自评单位个数", number.term(), branches, formula=f"1 + {match.group(1)} = {units}"
                )
            elif number.value > units:
                message = f"写作对 {number.text} 个部门（单位）开展整体支出自评，本级和下属单位一共只有 {units} 个"
                terms = (number.term(), branches)
                yield self.broken("count", "整体支出自评单位个数", message, *terms, expected=str(units), level=Level.WARNING)
            return


def _numbered(appraisal: Appraisal) -> bool:
    """Tell whether the summaries are numbered one by one, so that none can have been missed."""
    numbers = [summary.paragraph.marker.number for summary in appraisal.summaries if summary.paragraph.marker]
    return numbers == list(range(1, len(appraisal.summaries) + 1))


def _headed(appraisal: Appraisal) -> list[Term]:
    """Return the headings in the annex that name a project of the summaries."""
    names = appraisal.by_summary
    return [Term("附件小节", s.span) for s in appraisal.document.sections if s.title and plain_project(s.title) in names]
