"""P505: whose sheet it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.appraisal.model import Appraisal, Label, Sheet, plain_project
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_YEAR = re.compile(r"\(?20\d\d年度?\)?")
_TITLE = re.compile(r"(.*?)(?:项目)?(?:支出)?(?:绩效)?(?:单位)?自评(?:表|结果|情况).*")


class SheetTitle(Rule):
    """自评表的表题、“项目名称”栏、所在小节标题不是同一个项目。

    为什么：每张自评表要在三处写明是哪个项目：表题、表内“项目名称”栏、表前的小节标题；常见的错误是复制上一张表时忘了改表
    题。
    算法：三处的名称应当一致。只差“项目”二字、引号、年度，或一处用简称（包含在另一处之内）的不报；表题里的名称既不是本报
    告的另一个项目、别的自评表也不在表题里写项目名称的，不能断定，也不报。
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）所附项目支出绩效自评表；《中华人民共和国预算法》第七十五条（决算
    数额准确、内容完整）。

    错误示例::

        1. 送戏下乡项目绩效自评综述：项目全年预算数为20.00万元，执行数为20.00万元，完成预算的100%。

        2024年度送戏下乡项目绩效自评表

        项目名称	水渠清淤
        预算执行情况（万元）（20分）	预算数(A)	执行数(B)	执行率(B/A)	得分
        年度财政资金总额	50.00	50.00	100%	20

    正确示例::

        1. 送戏下乡项目绩效自评综述：项目全年预算数为20.00万元，执行数为20.00万元，完成预算的100%。

        2024年度水渠清淤项目绩效自评表

        项目名称	水渠清淤
        预算执行情况（万元）（20分）	预算数(A)	执行数(B)	执行率(B/A)	得分
        年度财政资金总额	50.00	50.00	100%	20
    """

    code = "P505"
    name = "sheet-title"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield title against project, and project against heading, of every project's sheet."""
        for sheet in facts.appraisal.sheets:
            if sheet.project is not None and not sheet.overall:
                yield from self._heading(sheet, sheet.project)
                yield from self._title(facts.appraisal, sheet, sheet.project)

    def _title(self, appraisal: Appraisal, sheet: Sheet, project: Label) -> Iterator[Assertion]:
        titled = _titled(sheet.title)
        if sheet.title is None or not titled:
            return
        named = plain_project(project.text)
        heading = plain_project(sheet.heading.title) if sheet.heading else ""
        terms = [sheet.title.term("表题"), project.term("项目名称")]
        if sheet.heading is not None and heading == named:
            terms.append(Label(sheet.heading.title, sheet.heading.span).term("小节标题"))
        if titled == named:
            yield self.holds("text", f"{project.text}自评表表题", *terms)
        elif titled in named or named in titled:
            yield self.unknown("text", f"{project.text}自评表表题", "表题与项目名称一处是简称", *terms)
        elif heading != titled:
            yield self._alien(appraisal, sheet.title, project, titled, *terms)

    def _alien(self, appraisal: Appraisal, title: Label, project: Label, titled: str, *terms: Term) -> Assertion:
        """Report a title that names something else, if it can only be a project that it names."""
        subject = f"{project.text}自评表表题"
        other = titled in appraisal.by_summary or titled in appraisal.project_sheets
        if not other and not _customary(appraisal):
            return self.unknown("text", subject, "表题里不一定是项目名称", *terms)
        message = f"表题写的是“{titled}”，表内项目名称{'和小节标题' if len(terms) > 2 else ''}是“{project.text}”"
        message += "（像是从另一个项目的自评表复制来的）" if other else ""
        expected = title.text.replace(titled, plain_project(project.text))
        level = None if other else Level.WARNING
        return self.broken("text", subject, message, *terms, actual=title.text, expected=expected, level=level)

    def _heading(self, sheet: Sheet, project: Label) -> Iterator[Assertion]:
        """Compare the project with the heading; where the title sides with the heading, the cell is wrong."""
        if sheet.heading is None:
            return
        heading, named = plain_project(sheet.heading.title), plain_project(project.text)
        terms = (project.term("项目名称"), Label(sheet.heading.title, sheet.heading.span).term("小节标题"))
        subject = f"{project.text}项目名称"
        if heading == named:
            yield self.holds("text", subject, *terms)
        elif heading in named or named in heading:
            yield self.unknown("text", subject, "项目名称与小节标题一处是简称", *terms)
        elif _titled(sheet.title) == heading:
            message = f"项目名称栏写的是“{project.text}”，表题和小节标题是“{heading}”"
            yield self.broken("text", subject, message, *terms, actual=project.text, expected=heading)
        else:
            yield self.unknown("text", subject, "小节标题与项目名称不同，不能确定这张表属于该小节", *terms)


def _customary(appraisal: Appraisal) -> bool:
    """Tell whether other sheets of the report name their project in the title."""
    return any(_titled(sheet.title) == name for name, sheet in appraisal.project_sheets.items())


def _titled(title: Label | None) -> str:
    """Return the project that a title names, or nothing for a title that names none."""
    match = _TITLE.fullmatch(_YEAR.sub("", title.text)) if title is not None else None
    return plain_project(match.group(1)) if match else ""
