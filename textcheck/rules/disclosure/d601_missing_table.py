"""D601: one of the tables that the law asks for is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.parts import front_span
from textcheck.lexicon.duties import duties
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document
    from textcheck.fact.factbase import FactBase
    from textcheck.lexicon.duties import Duty

_MOST_MISSING = 2
_LONGEST = 60


class MissingTable(Rule):
    """缺少法定应当公开的表。

    为什么：部门预算、决算至少要公开八张表，少一张就是公开不完整；没有数据的表也应列出空表。
    算法：按表名里的字样认收支总体、收入、支出、财政拨款收支、一般公共预算支出、基本支出、“三公”经费、政府性基金八种表，
    表号、次序、前后缀不论。八张里缺一两张、全文又没有任何一行提到它的才报；报表另行公开（报告里几乎没有表）的不作要求。
    依据：财预〔2016〕143号《地方预决算公开操作规程》（应当公开的八张表，没有数据的列出空表并说明）。

    错误示例::

        青岚区水务局2024年度部门决算
        目录
        第一部分 青岚区水务局概况
        一、主要职责
        第二部分 2024年度部门决算表
        第一部分 青岚区水务局概况
        一、主要职责
        负责水务工作。
        第二部分 2024年度部门决算表
        收入支出决算总表
        单位：万元
        项目	金额
        本年收入合计	1.00

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计
        合计		1.00

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计
        合计		1.00

        财政拨款收入支出决算总表
        单位：万元
        项目	金额
        本年收入合计	1.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计
        合计		1.00

        一般公共预算财政拨款基本支出决算表
        单位：万元
        科目编码	科目名称	决算数
        301	工资福利支出	1.00

        财政拨款“三公”经费支出决算表
        单位：万元
        合计	公务接待费
        1.00	1.00

    正确示例::

        青岚区水务局2024年度部门决算
        收入支出决算总表
        单位：万元
        项目	金额
        本年收入合计	1.00
    """

    code = "D601"
    name = "missing-table"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for each of the eight among the titles, if the tables are printed in this report at all."""
        document = facts.document
        if not facts.parts.front or not facts.identity.year:
            return
        titles = [p for table in document.tables for p in table.titles]
        wanted = [duty for duty in duties().tables if facts.identity.year >= duty.since]
        found = {duty.name: title for duty in wanted if (title := next((t for t in titles if duty.words.search(t.text)), None))}
        if not wanted or len(found) < len(wanted) - _MOST_MISSING:
            return
        for duty in wanted:
            title = found.get(duty.name)
            if title is not None:
                yield self.holds("disclosure", duty.name, Term(duty.name, title.span))
            elif not _named(duty, document):
                where = Term("报告", front_span(document))
                message = f"没有“{duty.name}”；没有数据的也应列出空表并说明（{duty.basis}）。"
                yield self.broken("disclosure", duty.name, message, where, expected=duty.name)


def _named(duty: Duty, document: Document) -> bool:
    """Tell whether contents, a short line or a cell names a table; then it is there, if its title was read as something else."""
    lines = (p.text for p in (*document.contents, *document.paragraphs) if len(p.text) <= _LONGEST)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row if cell.text.endswith("表"))
    return any(duty.words.search(text) for text in (*lines, *cells))
