"""W404: the year of the report wherever it must be that year."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.lexicon.structure import slots
from textcheck.lexicon.wording import wording
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.identity import Identity


def _or(words: str) -> str:
    return "|".join(map(re.escape, wording().years[words]))


_HEAD = re.compile(r"(?<!\d)(20\d\d)年(?:度)?(?=.{0,30}(?:决算|预算))")
_BROKEN = re.compile(r"(?<![\d年])(?:20\d|2\d|20\d{3,})年度")
_OTHER_YEARS = re.compile(r"上年|比较|对比|规划|执行|批复|绩效|目标|调整")
_COMPARED = re.compile(
    r"(?:与|比|较|同)(20\d\d)年(?:度)?(?:(?:收入|支出|决算)?(?:总?额|数)?(?:\d[\d,.]*万元)?)(?:相比|增加|减少|增长|下降|持平|相同)"
)
_SAME_BUDGET = re.compile(r"(?:与|比|较)(20\d\d)年(?:度)?(?:年初)?预算数?(?:相比|增加|减少|增长|下降|持平|相同)")
_AS_OF = re.compile(
    rf"截[至止](20\d\d)年12月31日(?=.{{0,60}}(?:{_or('holdings')}))|(?:^|(?<=[。:;，]))(20\d\d)年末(?=[^，。;:]{{0,20}}(?:{_or('holdings')}))"
)
_SURE = re.compile(
    rf"(?:{_or('projects')})(20\d\d)年度(?=项目)|(20\d\d)年(?:度)?(?:[本我](?:部门|单位))?(?={_or('sure')})"
    r"|组织对(20\d\d)年度(?=\d+个[^，。;:]{0,20}项目开展(?:绩效)?自评)"
)
_STOP = re.compile("[。;]")
_OPENING = re.compile(rf"(20\d\d)年度(?={_or('openings')})")
_ANOTHER = re.compile(rf"[^。;]{{0,24}}?(?:{_OTHER_YEARS.pattern}|决算|完成|相比)")
_NAMED = re.compile(rf"(20\d\d)年(?:度)?(?=[^\d，。;:]{{0,30}}?(?:{_or('own')})|(?:无|没有)(?:{_or('none')}))")
_SENTENCE = re.compile(
    r"(?:^|[。:;])(?:[本我](?:部门|单位))?(20\d\d)年(?:度)?"
    rf"(?=[^\d，。;:]{{0,30}}?(?:{_or('own')})"
    rf"|共接待(?:国内)?来访|(?:无|没有)(?:{_or('none')}))"
    r"|组织对(20\d\d)年度(?=[^\d，。;]{0,30}?开展(?:了)?(?:绩效)?自评)"
    r"|(?:部门|单位|^)在(20\d\d)年度(?=(?:部门|单位)决算中反映)"
)
_SHEET = re.compile(r"(?:绩效)?自评(?:结果)?表")
_ANY_YEAR = re.compile(r"(?<![\d〔\[])(20\d\d)(?=年)")
_SPAN = re.compile(r"20\d\d年?(?:度)?(?:[-—–―~～至到、和])+20\d\d|跨年")
_EXPLAINED = re.compile(_or("sections"))
_FILLED = re.compile(r"填报日期:?(20\d\d)")
_FEWEST = 3


class Year(Rule):
    """年度写错。

    为什么：封面、目录、标题、表名里留着上年的年度，说明这一处没有更新，读者会怀疑数也是上年的。
    算法：封面、目录、标题、表名都应是报告年度，“与……相比”应是上一年，年末日期应是本年12月31日；预算说明各段开头的
    年度应相同。报告年度认不出的不核对。
    依据：财政部部门决算公开模板：各处年度一致；《中华人民共和国预算法》第七十五条（决算数额准确、内容完整）。

    错误示例::

        2024年度青石县园林中心部门决算公开
        第一部分 青石县园林中心2024年度部门决算表
        2024年度收入决算表
        第二部分 青石县园林中心2023年度部门决算情况说明

    正确示例::

        2024年度青石县园林中心部门决算公开
        第一部分 青石县园林中心2024年度部门决算表
        2024年度收入决算表
        第二部分 青石县园林中心2024年度部门决算情况说明
    """

    code = "W404"
    name = "year"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Check heads first; in the prose only those years that the report's own year determines."""
        identity, document = facts.identity, facts.document
        if not identity.year:
            return
        yield from self._heads(document, identity)
        yield from self._sheets(document, identity)
        yield from self._openings(document, identity)
        right: list[Term] = []
        wrong: dict[tuple[int, str], list[Term]] = {}
        for paragraph in document.paragraphs:
            text = paragraph.text
            if paragraph.kind == "field" and "填报" in text and (filled := _FILLED.search(text)):
                right += [Term("填报日期", paragraph.span)] if int(filled[1]) - identity.year in (0, 1) else []
            elif paragraph.kind == "body" and "年" in text and any(_EXPLAINED.search(s.title) for s in paragraph.section.path):
                years = {
                    match.span(match.lastindex or 1): (match, expected, why) for match, expected, why in _years(text, identity)
                }
                for match, expected, why in years.values():
                    term = Term(match[0].strip("。:;"), paragraph.reading.span(*match.span()))
                    (right if int(match[match.lastindex or 1]) == expected else wrong.setdefault((expected, why), [])).append(
                        term
                    )
        if right:
            yield self.holds("text", f"文中年份与{identity.year}年度相符", *right)
        for (expected, why), terms in wrong.items():
            places = f"等{len(terms)}处" if len(terms) > 1 else ""
            message = f"“{terms[0].label}”{places}：{why}（{expected}年）。"
            yield self.broken("text", why, message, *terms, actual=terms[0].label, expected=str(expected))

    def _heads(self, document: Document, identity: Identity) -> Iterator[Assertion]:
        right: list[Term] = []
        wrong: list[Term] = []
        for paragraph in (*document.contents, *document.paragraphs):
            text = paragraph.text
            head = paragraph.kind in ("toc", "title", "heading") or paragraph.span == identity.title
            if not head or "年" not in text or len(text) > 80 or _OTHER_YEARS.search(text):
                continue
            for match in _HEAD.finditer(text):
                term = Term(match[0], paragraph.reading.span(*match.span()))
                (right if int(match[1]) == identity.year else wrong).append(term)
            for match in _BROKEN.finditer(text):
                term = Term(match[0], paragraph.reading.span(*match.span()))
                message = f"“{text}”里的年份“{match[0]}”不完整，应为“{identity.year}年度”。"
                yield self.broken("text", "标题年度", message, term, actual=match[0], expected=f"{identity.year}年度")
        if right:
            yield self.holds("text", f"标题、表名都是{identity.year}年", *right)
        for term in wrong if len(right) >= max(_FEWEST, 2 * len(wrong)) else ():
            message = f"标题写“{term.label}”，本报告是{identity.year}年度。"
            yield self.broken("text", "标题年度", message, term, right[0], actual=term.label, expected=f"{identity.year}年度")

    def _openings(self, document: Document, identity: Identity) -> Iterator[Assertion]:
        """Hold the years with which the explanations of a budget open to the report's, where nearly all of them are it."""
        right: list[Term] = []
        wrong: list[Term] = []
        for paragraph in document.body if identity.kind == "budget" else ():
            text = paragraph.text
            match = slots().begun.match(text) if any(_EXPLAINED.search(s.title) for s in paragraph.section.path) else None
            if match is None or _ANOTHER.match(text, match.end()):
                continue
            term = Term(f"{match['year']}年", paragraph.reading.span(*match.span("year")))
            if int(match["year"]) == identity.year:
                right.append(term)
            elif f"{identity.year}年" not in text:
                wrong.append(term)
        if right:
            yield self.holds("text", f"各段说的都是{identity.year}年预算", *right)
        for term in wrong if len(right) >= max(_FEWEST, 2 * len(wrong)) else ():
            message = f"这一段从“{term.label}”说起，另外{len(right)}段都是本报告的{identity.year}年。"
            yield self.broken("text", "本段年度", message, term, right[0], actual=term.label, expected=f"{identity.year}年")

    def _sheets(self, document: Document, identity: Identity) -> Iterator[Assertion]:
        """Hold the titles of self-appraisal sheets to the report's year where most of them bear it."""
        right: list[Term] = []
        wrong: list[Term] = []
        for paragraph in document.paragraphs if identity.kind == "final" else ():
            text = paragraph.text
            if paragraph.kind not in ("title", "heading") or len(text) > 80 or not _SHEET.search(text) or _SPAN.search(text):
                continue
            years = list(_ANY_YEAR.finditer(text))
            if len(years) == 1 and not _HEAD.search(text):
                term = Term(f"{years[0][0]}年", paragraph.reading.span(*years[0].span()))
                (right if int(years[0][1]) == identity.year else wrong).append(term)
        if right:
            yield self.holds("text", f"自评表的标题都是{identity.year}年", *right)
        for term in wrong if len(right) >= max(_FEWEST, 2 * len(wrong)) else ():
            message = f"自评表标题写“{term.label}”，另外{len(right)}张都是本报告的{identity.year}年。"
            yield self.broken("text", "标题年度", message, term, right[0], actual=term.label, expected=f"{identity.year}年")


def _years(text: str, identity: Identity) -> Iterator[tuple[re.Match[str], int, str]]:
    """Yield the years of a paragraph that the report's year determines, what they should be, and why.

    A year further back is wrong only where its clause compares with nothing else.
    """
    if identity.kind != "final":
        for match in _SAME_BUDGET.finditer(text) if _OTHER_YEARS.search(text) is None else ():
            if int(match[1]) == identity.year:
                yield match, identity.year - 1, "本年预算不能与本年预算比较"
        return
    compared = list(_COMPARED.finditer(text))
    clauses = Counter(len(_STOP.findall(text, 0, match.start())) for match in compared)
    for match in compared:
        if int(match[1]) >= identity.year - 1 or clauses[len(_STOP.findall(text, 0, match.start()))] == 1:
            yield match, identity.year - 1, "比较的应是上一年"
    for match in _AS_OF.finditer(text):
        yield match, identity.year, "应是本年年末"
    for match in _SURE.finditer(text):
        yield match, identity.year, "本段说明的应是本年"
    start = len(identity.department) if identity.department and text.startswith(identity.department) else 0
    # a paragraph that compares with last year speaks of this year, though it may name another for another reason
    free = f"{identity.year}年" not in text or any(int(match[1]) == identity.year - 1 for match in compared)
    opening = _OPENING.match(text, start) or (_NAMED.match(text, start) if start else None)
    if opening and free:
        yield opening, identity.year, "本段说明的应是本年"
        return
    for match in _SENTENCE.finditer(text):
        if match[1] is None or int(match[1]) == identity.year or free:
            yield match, identity.year, "本段说明的应是本年"
