"""S103: the numbers of the public tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Assertion, Level, Term
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document
    from textcheck.document.span import Span
    from textcheck.fact.factbase import FactBase

_NUMBER = re.compile(r"(?P<series>公开|预算|决算)(?P<number>\d{1,2})表")
_HEAD_ROWS = 2
_LONGEST = 60


class Numbered(NamedTuple):
    """A printed table number: its series (公开 …), value, place, and the title of the table it stands on."""

    series: str
    number: int
    span: Span
    title: str


class TableNumber(Rule):
    """公开报表的表号重复、跳号或颠倒。

    为什么：公开01表、公开02表……用来引用报表；两张不同的表用了同一个表号，读者就无法引用。
    算法：每个表号只用一次，按先后逐个加 1；重复、跳号、颠倒的报出。
    依据：财政部部门决算公开模板所列公开报表的编号。

    错误示例::

        收入支出决算总表
        公开01表
        单位：万元
        项目	金额
        总计	100.00

        收入决算表
        公开01表
        单位：万元
        项目	金额
        合计	100.00

    正确示例::

        收入支出决算总表
        公开01表
        单位：万元
        项目	金额
        总计	100.00

        收入决算表
        公开02表
        单位：万元
        项目	金额
        合计	100.00
    """

    code = "S103"
    name = "table-number"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Take the numbers as they come; a page of the same table may repeat its number."""
        seen: dict[tuple[str, int], Numbered] = {}
        last: Numbered | None = None
        for here in sorted(_numbered(facts.document), key=lambda n: n.span.start):
            term = Term(f"{here.series}{here.number:02d}表", here.span)
            first = seen.setdefault((here.series, here.number), here)
            if first is not here:
                if _differ(here.title, first.title):
                    message = f"“{here.title}”与“{first.title}”用了同一个表号“{term.label}”。"
                    yield self.broken("text", term.label, message, term, Term(term.label, first.span), actual=term.label)
                continue
            if last and last.series == here.series and here.number != last.number + 1:
                yield self._jump(facts.document, last, here, term)
            else:
                yield self.holds("text", f"表号{term.label}依次出现，且只用一次", term)
            last = here

    def _jump(self, document: Document, last: Numbered, here: Numbered, term: Term) -> Assertion:
        before = Term(f"{last.series}{last.number:02d}表", last.span)
        lost = re.compile(rf"{here.series}\s*(?:0?{last.number + 1}\s*表|表\s*0?{last.number + 1})")
        if here.number != last.number + 2 or lost.search(document.source.text):
            return self.unknown("text", term.label, f"“{before.label}”之后是“{term.label}”，中间的表可能没有读到", term, before)
        missing = f"{here.series}{last.number + 1:02d}表"
        message = f"“{before.label}”之后是“{term.label}”，没有“{missing}”。"
        return self.broken("text", term.label, message, term, before, actual=term.label, expected=missing)


def _numbered(document: Document) -> Iterator[Numbered]:
    """Yield the table numbers that stand in title lines or in the first rows of tables."""
    title = ""
    for paragraph in document.paragraphs:
        if paragraph.kind not in ("title", "field") or len(paragraph.text) > _LONGEST:
            continue
        match = _NUMBER.search(paragraph.text)
        if match:
            span = paragraph.reading.span(*match.span())
            yield Numbered(match["series"], int(match["number"]), span, title)
        elif paragraph.kind == "title":
            title = paragraph.text
    for table in document.tables:
        names = [p.text for p in table.titles if p.kind == "title" and not _NUMBER.search(p.text)]
        for cell in (cell for row in table.rows[:_HEAD_ROWS] for cell in row if "表" in cell.text):
            match = _NUMBER.search(cell.text)
            if match:
                yield Numbered(match["series"], int(match["number"]), cell.span, names[-1] if names else "")


def _differ(left: str, right: str) -> bool:
    """Tell whether two titles are of two tables; the next page may only add 续表."""
    return bool(left) and bool(right) and left not in right and right not in left
