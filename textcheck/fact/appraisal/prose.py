"""Paragraphs to what they say of the self-appraisal: summaries of projects, counts, amounts, grades, execution rates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.fact.appraisal.model import Claimed, Entry, Label, Statement, Summary, plain_project
from textcheck.fact.appraisal.numbers import amount, count, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Paragraph

_N = r"(\d[\d,]*(?:\.\d+)?)"
_MONEY = _N + r"(亿元|万元|元)"
_IS = r"(?:为|是|达到?|共计|合计)?:?"
_LEAD = r"(?:\(?[0-9一二三四五六七八九十]{1,3}[.、)]、?|[①-⑳])*"
_SUMMARY = re.compile(rf"{_LEAD}(?P<name>[^,，。;:]{{2,60}}?)(?:项目)?(?:支出)?(?:绩效)?(?:自评)?(?:结果)?综述:")
_LISTED = re.compile(rf"(?:—{{1,2}}|[-•●·])(?P<name>[^,，。;:\d]{{2,60}}?)(?:项目)?全年预算数?{_IS}{_MONEY}[,，](?:实际)?执行")
_BUDGET = re.compile(rf"(?:全年|调整后?的?)预算数?{_IS}{_MONEY}")
_SPENT = re.compile(rf"(?:执行数?|实际支出){_IS}{_MONEY}")
_RATE = re.compile(rf"(?:完成(?:全年|调整后?的?)?预算数?的?|执行率{_IS}){_N}%")
_SCORE = re.compile(rf"自评(?:得分|分数|总分){_IS}{_N}分")
_SENTENCE = re.compile(r"[^。]+。?")
_WHOLE = re.compile(r"全面|所有|全部|全覆盖")
_PART = re.compile(r"部分|抽取|选取")
_PROJECTS = re.compile(r"共?(?:涉及|包括)(?:一级)?项目(\d+)个")
_FUNDS = re.compile(rf"(?:涉及)?(?:预算)?(?:资金|金额)(?:总额|总量)?{_IS}{_MONEY}")
_SCOPE = re.compile(rf"(?:\d{{4}}年度?)?项目(\d+)个[,，]涉及(?:项目)?预算(?:金额|资金){_IS}{_MONEY}")
_REPORTED = (
    re.compile(r"(\d+)个(?:一级|二级)?项目(?:支出)?的?(?:绩效)?自评结果"),
    re.compile(r"自评结果.{0,20}?共?涉及(\d+)个(?:一级|二级)?项目"),
)
_QUOTED = re.compile(r'"([^"]{2,60})"')
_OVERALL = re.compile(r"[对共](\d+)个(?:预算)?(?:部门|单位).{0,14}?整体支出(?:绩效)?(?:自评|评价)")
_GRADE = re.compile(r'"?(优秀?|良好?|中等?|合格|基本合格|较?差|不合格)"?(?:等次|等级|级)?的?(?:项目)?(\d+)个')
_GRADED = re.compile(r"项目(\d+)个|(\d+)个项目")
_STATED = re.compile(rf"(?<!的)执行率{_IS}{_N}%")
_APPRAISAL = "自评"
_AMONG = "等"
_OVERALL_TITLE = "整体"
_FULL_SCALE = 3


def read_summary(paragraph: Paragraph) -> Summary | None:
    """Return the summary that ``paragraph`` is, or None."""
    text = paragraph.text
    match = _SUMMARY.match(text[:90]) or _LISTED.match(text)
    if match is None:
        return None
    name = Label(match["name"], paragraph.reading.span(*match.span("name")))
    found = [_find(pattern, paragraph, label) for pattern, label in ((_BUDGET, "全年预算数"), (_SPENT, "执行数"))]
    rate = _RATE.search(text)
    score = _SCORE.search(text)
    if found == [None, None] and score is None:
        return None
    reading = paragraph.reading
    return Summary(
        name,
        paragraph,
        found[0],
        found[1],
        percent("完成预算", rate.group(1), reading.span(rate.start(1), rate.end())) if rate else None,
        count("自评得分", score.group(1), reading.span(score.start(1), score.end()), "分") if score else None,
    )


def read_statements(paragraph: Paragraph) -> Iterator[Statement]:
    """Yield what ``paragraph`` says of the self-appraisal as a whole, sentence by sentence."""
    if _APPRAISAL not in paragraph.text:
        return
    for sentence in _SENTENCE.finditer(paragraph.text):
        text, at = sentence.group(), sentence.start()
        whole = bool(_WHOLE.search(text)) and not _PART.search(text)
        if match := _PROJECTS.search(text):
            funds = _FUNDS.search(text, match.end())
            yield Statement(
                "projects", paragraph, _count(paragraph, match, at, "个"), _amount(paragraph, funds, at, "资金"), whole
            )
        if match := _OVERALL.search(text):
            funds = _FUNDS.search(text, match.end())
            yield Statement(
                "overall", paragraph, _count(paragraph, match, at, "个"), _amount(paragraph, funds, at, "资金"), whole
            )
        if match := next((m for pattern in _REPORTED if (m := pattern.search(text))), None):
            listed = tuple(
                count(m.group(1), "1", paragraph.reading.span(at + m.start(1), at + m.end(1)), "个")
                for m in _QUOTED.finditer(text, 0, match.start())
                if text[match.start() - 1] != _AMONG
            )
            yield Statement("reported", paragraph, _count(paragraph, match, at, "个"), None, whole, listed)
        for match in _SCOPE.finditer(text):
            span = paragraph.reading.span(at + match.start(2), at + match.end(3))
            told = amount("涉及预算金额", match[2], span, match[3])
            own = text[text.rfind(";", 0, match.start()) + 1 : match.start()]
            yield Statement("scope", paragraph, _count(paragraph, match, at, "个"), told, _APPRAISAL in own)
        yield from _grades(paragraph, text, at)


def read_claimed(paragraph: Paragraph, projects: frozenset[str]) -> Claimed | None:
    """Return the execution that ``paragraph`` states, if its heading names project or department, or if it is all there."""
    titles = [plain_project(section.title) for section in reversed(paragraph.section.path)]
    project = next((title for title in titles if title in projects), "")
    bound = bool(project) or any(_OVERALL_TITLE in title and _APPRAISAL in title for title in titles)
    stated = list(_STATED.finditer(paragraph.text))
    rate = None
    if len(stated) == 1:
        rate = percent("执行率", stated[0].group(1), paragraph.reading.span(stated[0].start(1), stated[0].end()))
    amounts = [list(pattern.finditer(paragraph.text)) for pattern in (_BUDGET, _SPENT)]
    budget, spent = (
        _amount(paragraph, found[0] if len(found) == 1 else None, 0, label)
        for found, label in zip(amounts, ("全年预算数", "执行数"), strict=True)
    )
    if not bound and not (rate and budget and spent):
        return None
    return Claimed(project, rate, budget, spent, bound=bound) if rate or budget or spent else None


def _grades(paragraph: Paragraph, text: str, at: int) -> Iterator[Statement]:
    """Yield the numbers of projects by grade with the number that they divide up; ``graded`` if it is not said there."""
    grades = list(_GRADE.finditer(text))
    if len(grades) < _FULL_SCALE:
        return
    begin = text.rfind(";", 0, grades[0].start()) + 1
    before = list(_GRADED.finditer(text, begin, grades[0].start()))
    listed = tuple(count(m.group(1), m.group(2), paragraph.reading.span(at + m.start(2), at + m.end()), "个") for m in grades)
    if len(before) != 1:
        yield Statement("graded", paragraph, None, None, listed=listed)
        return
    total = before[0]
    group = 1 if total.group(1) else 2
    span = paragraph.reading.span(at + total.start(group), at + total.end())
    yield Statement("grades", paragraph, count("项目个数", total.group(group), span, "个"), None, listed=listed)


def _find(pattern: re.Pattern[str], paragraph: Paragraph, label: str) -> Entry | None:
    return _amount(paragraph, pattern.search(paragraph.text), 0, label)


def _amount(paragraph: Paragraph, match: re.Match[str] | None, at: int, label: str) -> Entry | None:
    if match is None:
        return None
    return amount(label, match.group(1), paragraph.reading.span(at + match.start(1), at + match.end()), match.group(2))


def _count(paragraph: Paragraph, match: re.Match[str], at: int, unit: str) -> Entry:
    span = paragraph.reading.span(at + match.start(1), at + match.end(1) + len(unit))
    return count("项目个数", match.group(1), span, unit)
