"""S108: tables without figures, and the sentence that must say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.emptiness import blank_rows, find_statement, is_empty
from textcheck.fact.fact import THIS_YEAR
from textcheck.lexicon.structure import empty_tables
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.blocks import Document, Paragraph, Table
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

_MONEY = re.compile(r"收入|支出|收支|经费")
_NEAR = 80
_LONGEST = 50


class EmptyTable(Rule):
    """空表没有说明，或说“本表无数据”而表里有数。

    为什么：没有数据的表也要公开并说明，否则读者分不清是没有，还是漏了；反过来，有数据却说没有，是套用了模板。
    算法：表里没有一个数，表下的注、正文也没有“无……”“没有……”一句的，报出；表里没有一个数，文中却写着它的金额的，或者表里有数，
    却写“本表无数据”的，也报出。
    依据：《地方预决算公开操作规程》（财预〔2016〕143号）：没有数据的表格应当列出空表并说明。

    错误示例::

        政府性基金预算财政拨款支出决算表
        单位：万元
        | 科目编码 | 科目名称 | 本年支出 |
        | 合计 | | |

    正确示例::

        政府性基金预算财政拨款支出决算表
        单位：万元
        | 科目编码 | 科目名称 | 本年支出 |
        | 合计 | | |

        注：本部门2024年度无政府性基金预算财政拨款支出。
    """

    code = "S108"
    name = "empty-table"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Hold every money table that has a topic of its own against its notes and the prose."""
        words = empty_tables()
        bodies = [p for p in facts.document.paragraphs if p.kind == "body" and any(fund in p.text for fund in words.funds)]
        for index, table in enumerate(facts.document.tables):
            title = _title(table)
            if title is None or words.other.search(title.text) or not _MONEY.search(title.text):
                continue
            topic = next((topic for topic in words.topics if topic in title.text), "")
            if not is_empty(table):
                yield from self._filled(bodies, table, title, topic)
            elif topic and not _goes_on(facts.document, index):
                stated = _stated(facts, table, topic)
                yield self._lost(table, title, stated) if stated else self._empty(facts.document, table, title, topic)

    def _filled(self, bodies: Sequence[Paragraph], table: Table, title: Paragraph, topic: str) -> Iterator[Assertion]:
        words = empty_tables()
        said = next((note for note in table.notes if words.empty.search(note.text)), None)
        if said is None and topic in words.funds:
            denial = re.compile(rf"[年门位度](?:无|没有|未安排){topic}(?:预算)?(?:财政拨款)?(?:收入|收支)?[和、]?支出")
            said = next((p for p in bodies if topic in p.text and denial.search(p.text)), None)
        if said:
            words_said = said.text if len(said.text) <= _LONGEST else f"…{said.text[-_LONGEST:]}"
            message = f"“{title.text}”有数，文字却说“{words_said}”。"
            terms = (Term("说明", said.span), Term(title.text, title.span))
            yield self.broken("none", title.text, message, *terms, level=Level.ERROR)

    def _lost(self, table: Table, title: Paragraph, stated: Mention) -> Assertion:
        """Report a table without a figure whose total the narrative states."""
        terms = (Term(title.text, title.span), Term("空表", table.rows[-1][0].span), Term(stated.subject, stated.span))
        message = f"“{title.text}”没有数据，文中却写“{stated.subject}”{stated.text}。"
        return self.broken("none", title.text, message, *terms, actual="没有数据", expected=stated.text)

    def _empty(self, document: Document, table: Table, title: Paragraph, topic: str) -> Assertion:
        last = next((row for row in reversed(table.rows) if row[0].span), table.rows[-1])
        terms: tuple[Term, ...] = (Term(title.text, title.span), Term("空表", last[0].span))
        said = find_statement(document, table, topic)
        if said:
            terms += (Term("说明", said), *(Term(cell.text, cell.span) for cell in blank_rows(document, table, topic)))
            return self.holds("text", f"{title.text}无数据，有说明", *terms)
        message = f"“{title.text}”没有数据，表下和正文都没有说明。"
        expected = f"注：本部门本年度无{topic}……，故本表无数据。"
        return self.broken("text", f"{title.text}无数据，有说明", message, *terms, expected=expected)


def _title(table: Table) -> Paragraph | None:
    return next((p for p in reversed(table.titles) if p.kind == "title" and _MONEY.search(p.text)), None)


def _stated(facts: FactBase, table: Table, topic: str) -> Mention | None:
    """Return the first amount of this year that the narrative states of the topic by name, if no cell of the table is filled."""
    bound = next((bound for bound in facts.tables if bound.table is table), None)
    if bound is None or bound.torn or table.unread or any(fact.printed for fact in bound.facts):
        return None
    for mention in facts.mentions:
        said = mention.role == "value" and topic in mention.subject and not mention.quantity.is_zero
        if said and any(key.period == THIS_YEAR for key in mention.keys):
            return mention
    return None


def _goes_on(document: Document, index: int) -> bool:
    """Tell whether the next table may be this one's next page: it has no title and follows at once."""
    following = document.tables[index + 1 : index + 2]
    end = document.tables[index].span.end
    return bool(following) and not following[0].titles and following[0].span.start - end < _NEAR
