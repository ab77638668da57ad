"""Whose report this is, of which year, and which units it takes in, as its titles and headers say."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from textcheck.lexicon.structure import slots

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.blocks import Document, Paragraph
    from textcheck.document.span import Span

NAME_FIELD = re.compile(
    r"^(?:填报|编制|预算|主管|编报|公开)?(?:部门|单位)(?:\((?:单位|部门|盖章)\))?(?:名称)?:"
    r"(?!(?:人民币)?[亿万千百]?元)(?P<name>[^:]{2,40}?)(?=$|公开\d|\(?(?:金额|货币)?单位:|填报|编制|金额|20\d\d年)"
)
_REPORT = re.compile(r"(?P<word>部门|单位)?(?P<kind>决算|预算)")
_OWNER = re.compile(r"(?:预算|决算)(?:主管部门|单位):(?P<name>[^:]{2,40}?)(?=20\d\d年|$)")
_TITLE_NAME = re.compile(
    r"^(?:关于)?(?:20\d\d年(?:度)?)?(?P<name>[^\d:，。]{2,40}?)(?:20\d\d年(?:度)?)?(?:部门|单位|区级|市级)*(?:决算|预算)(?=$|公开|信息|情况|说明|报表|表|报告)"
)
_PART_NAME = re.compile(r"^第[一二三四五六七八九十]部分(?P<name>.{2,40}?)(?:20\d\d年(?:度)?|概况)")
_SHEET_NAME = re.compile(
    r"^(?:20\d\d年(?:度)?)?(?P<name>[^\d:，。]{4,40}?)(?:20\d\d年(?:度)?)?(?:部门|单位)?(?P<of>整体|项目)(?:支出)?(?:绩效)?自评(?:结果)?(?:表|情况|报告)"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_UNITS_HEADING = re.compile(r"机构设置|单位构成|机构情况|单位组成|部门构成|预算构成")
_UNIT_TAIL = re.compile(r"[局委办部厅院会中心站所队校园馆场处社团司署台库行区级厂库段室法庭公司学处镇乡]\)?$")
_GENERIC = frozenset(("部门", "单位", "本部门", "本单位"))
_SENTENCE = re.compile(r"[，。；,;]|万元")
_LONGEST_TITLE = 90
_OWNER_CELLS = frozenset(("主管部门", "单位名称", "部门名称", "预算部门", "项目主管部门"))
_APPRAISAL = re.compile(r"绩效|目标")
_OWN_NAMES = 3
"""Among how many names the department's own one that differs is a slip."""
_HEAD_ROWS = 3
_TITLE_LINES = 6
_LONGEST_UNIT = 40


class Named(NamedTuple):
    """A place that names the department; ``field`` says that it is a header line of an accounts table."""

    name: str
    place: str
    span: Span
    field: bool = False


class Unit(NamedTuple):
    """A unit whose accounts the report takes in; ``own`` is the department itself (本级)."""

    name: str
    span: Span
    own: bool


class Identity(NamedTuple):
    """The report's department, year (0 if unsaid), kind (``final`` or ``budget``) and word for itself (部门 or 单位)."""

    department: str
    year: int
    kind: str
    wording: str
    units: tuple[Unit, ...]
    title: Span | None


def identify(document: Document) -> Identity:
    """Return what titles, contents, headings and table headers together say about the report."""
    first = document.paragraphs[:_TITLE_LINES]
    titles = [p for p in first if len(p.text) < _LONGEST_TITLE and _REPORT.search(p.text) and not _SENTENCE.search(p.text)]
    parts = [p.text for p in document.contents if p.marker and p.marker.style == "part"]
    parts += [section.title for section in document.sections if section.level == 1]
    headers = [p.text for table in document.tables for p in table.titles if p.kind == "title"]
    said = _whole_titles(first) or [p.text for p in titles]
    department = _department(document, said, parts)
    return Identity(
        department,
        _year(said, parts, headers),
        _kind(said, parts, headers) or _kind_by_words(document.source.text),
        _wording(said, parts),
        tuple(_units(document, department)),
        titles[0].span if titles else None,
    )


def _whole_titles(first: Sequence[Paragraph]) -> list[str]:
    """Return the titles among the first lines that are broken over two lines (2026年某市某局部门预 | 算), put together."""
    found: list[str] = []
    for upper, lower in pairwise(first):
        text = upper.text + lower.text
        if (
            len(text) < _LONGEST_TITLE
            and _YEAR.search(upper.text)
            and not _YEAR.search(lower.text)
            and _TITLE_NAME.fullmatch(text)
        ):
            found.append(text)
    return found


def plain_department(name: str) -> str:
    """Return a department's name without the bracket that says 本级 and without 部门 or 单位 after it."""
    return re.sub(r"\((?:本级|机关|本部|汇总)\)$|本级$", "", name)


def same_department(left: str, right: str) -> bool:
    """Tell whether two names mean one department: equal, or one has only a place or party prefix more.

    No such prefix has one character: that one was lost.
    """
    a, b = plain_department(left), plain_department(right)
    return a == b or (min(len(a), len(b)) >= 3 and abs(len(a) - len(b)) > 1 and (a.endswith(b) or b.endswith(a)))


def _department(document: Document, titles: list[str], parts: list[str]) -> str:
    votes: Counter[str] = Counter()
    for text in titles:
        match = _OWNER.search(text) or _TITLE_NAME.match(text)
        if match:
            votes[match["name"]] += 2
    votes.update(name for text in parts if (name := part_name(text)))
    for table in document.tables:
        for paragraph in table.titles:
            match = NAME_FIELD.match(paragraph.text) if paragraph.kind == "field" else None
            if match:
                votes[match["name"]] += 1
    for name in [name for name in votes if name in _GENERIC or not _UNIT_TAIL.search(name)]:
        del votes[name]
    return votes.most_common(1)[0][0] if votes else ""


def _year(titles: list[str], parts: list[str], headers: list[str]) -> int:
    votes = Counter(int(m[1]) for text in (*parts, *headers) if _REPORT.search(text) for m in _YEAR.finditer(text))
    for text in titles:
        votes.update({int(m[1]): 2 for m in _YEAR.finditer(text)})
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return 0
    return ranked[0][0]


def _kind(*sources: list[str]) -> str:
    for texts in sources:
        votes = Counter(m["kind"] for text in texts for m in _REPORT.finditer(text))
        if votes:
            return "final" if votes["决算"] >= votes["预算"] / 2 and votes["决算"] else "budget"
    return ""


def _kind_by_words(text: str) -> str:
    """Judge a report that nowhere names its kind by which word it uses; final accounts speak of the budget as well."""
    final, budget = text.count("决算"), text.count("预算")
    return "" if not final and not budget else ("final" if final * 2 >= budget else "budget")


def _wording(*sources: list[str]) -> str:
    for texts in sources:
        votes = Counter(m["word"] for text in texts for m in _REPORT.finditer(text) if m["word"])
        if votes:
            return votes.most_common(1)[0][0]
    return ""


def _units(document: Document, department: str) -> Iterator[Unit]:
    heading = next((s for s in document.sections if s.level == 2 and _UNITS_HEADING.search(s.title)), None)
    if heading is None:
        return
    for table in document.tables:
        if table.section is heading:
            column = next((c.column for row in table.rows[:2] for c in row if c.text in ("单位名称", "预算单位名称")), None)
            for row in table.rows:
                if column is not None and len(row) > column and _is_unit(row[column].text):
                    yield _unit(row[column].text, row[column].span, department)
            return
    for section in heading.children:
        name = section.title[len(section.marker.text) :] if section.marker else section.title
        if section.marker and section.marker.style in ("ar", "par", "pcn") and _is_unit(name.rstrip("。；;，")):
            yield _unit(name.rstrip("。；;，"), section.span, department)


def _unit(name: str, span: Span, department: str) -> Unit:
    return Unit(name, span, "本级" in name or "机关" in name[-4:] or (bool(department) and name == department))


def _is_unit(name: str) -> bool:
    return (
        3 <= len(name) <= _LONGEST_UNIT and not re.search(r"[，。:；、\d]|单位名称|^合计", name) and bool(_UNIT_TAIL.search(name))
    )


def name_in_field(paragraph: Paragraph) -> str:
    """Return the name in a line such as 部门：某局, or nothing."""
    match = NAME_FIELD.match(paragraph.text)
    return match["name"] if match else ""


def part_name(text: str) -> str:
    """Return the department that a heading such as 第一部分 某局概况 names, or nothing."""
    match = _PART_NAME.match(text)
    name = match["name"] if match else ""
    return name if name not in _GENERIC and _UNIT_TAIL.search(name) else ""


def sheet_owner(paragraph: Paragraph) -> str:
    """Return the department that a heading such as 2024年度某局整体绩效自评表 names, or nothing.

    A heading 某某项目绩效自评表 names one only where it opens the section of all projects.
    """
    if paragraph.kind not in ("heading", "title"):
        return ""
    marker = paragraph.marker
    match = _SHEET_NAME.match(paragraph.text[len(marker.text) :] if marker else paragraph.text)
    if match is None or (match["of"] == "项目" and (marker is None or marker.style != "cn")):
        return ""
    return match["name"] if match["name"] not in _GENERIC and _UNIT_TAIL.search(match["name"]) else ""


def named_places(document: Document, identity: Identity) -> Iterator[Named]:
    """Yield the title, contents, headings and table headers that name a department.

    An appraisal table may be a subordinate unit's; it counts only where it names the department itself.
    """
    for paragraph in document.paragraphs[:_TITLE_LINES]:
        if paragraph.span == identity.title and identity.department in paragraph.text:
            yield Named(identity.department, "标题", paragraph.span)
    for paragraph in (*document.contents, *document.paragraphs):
        if paragraph.marker and paragraph.marker.style == "part" and (name := part_name(paragraph.text)):
            yield Named(name, "目录" if paragraph.kind == "toc" else "标题", paragraph.span)
        elif (
            "自评" in paragraph.text
            and (name := sheet_owner(paragraph))
            and not any(same_department(name, unit.name) for unit in identity.units)
        ):
            yield Named(name, "标题", paragraph.span)
    begun = _begun(document, identity)
    yield from begun
    known = {place.span for place in begun}
    for paragraph in document.body if identity.kind == "final" else ():
        if not any(cue in paragraph.text for cue in slots().cues):
            continue
        for match in slots().pattern.finditer(paragraph.text):
            group = match.lastgroup or "name"
            name, span = match[group], paragraph.reading.span(match.start(group), match.end(group))
            if span not in known and not any(same_department(name, unit.name) for unit in identity.units):
                yield Named(name, "正文", span)
    for table in document.tables:
        appraisal = any(_APPRAISAL.search(p.text) for p in table.titles)
        for paragraph in table.titles:
            name = name_in_field(paragraph) if paragraph.kind == "field" else ""
            if name and (not appraisal or same_department(name, identity.department)):
                yield Named(name, f"“{paragraph.text.split(':', 1)[0]}：”一行", paragraph.span, field=not appraisal)
        for row in table.rows[:_HEAD_ROWS]:
            for cell, value in pairwise([cell for cell in row if cell.text]):
                if cell.text in _OWNER_CELLS and same_department(value.text, identity.department):
                    yield Named(value.text, cell.text, value.span)


def _begun(document: Document, identity: Identity) -> list[Named]:
    """Return the names with which the explanations begin, but not where several units have their own."""
    found: list[Named] = []
    for paragraph in document.body:
        match = slots().begun.match(paragraph.text)
        if match is not None and match["first"]:
            found.append(Named(match["first"], "正文", paragraph.reading.span(*match.span("first"))))
    others = [place for place in found if not same_department(place.name, identity.department)]
    return found if len(others) == 1 and len(found) > _OWN_NAMES else [place for place in found if place not in others]
