"""T232: tables without their line of totals."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level
from textcheck.document.reading import fold
from textcheck.fact.fact import TOTAL
from textcheck.fact.layout import ends
from textcheck.lexicon.headers import headers
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document
    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.table import BoundTable

_FEWEST = 2
_BELOW = 160
_ROWS = 3


class MissingTotal(Rule):
    """收支表没有合计行。

    为什么：漏了合计行，读者看不到总数，表间的勾稽关系也无从核对。
    算法：分科目的表要有“合计”一行，列了结转结余的收支总表要有“总计”一行（别的总表有“本年收入合计、本年支出合计”的，它也要有），
    基本支出表要有合计（或人员经费合计、公用经费合计）。另外至少两种表有、唯独一种表没有的才报；一种表分成几页的，有一页有合计即
    可。预算各表只在读到了末尾时核对；按单位逐个列出的表可以没有合计，不核对。
    依据：财政部部门决算报表各表的表式。

    错误示例::

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计	财政拨款收入
        合计		100.00	100.00
        201	一般公共服务支出	60.00	60.00
        208	社会保障和就业支出	40.00	40.00

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        201	一般公共服务支出	60.00	60.00
        208	社会保障和就业支出	30.00	30.00
        221	住房保障支出	10.00	10.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	60.00	60.00
        208	社会保障和就业支出	40.00	40.00

    正确示例::

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计	财政拨款收入
        合计		100.00	100.00
        201	一般公共服务支出	60.00	60.00
        208	社会保障和就业支出	40.00	40.00

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	60.00	60.00
        208	社会保障和就业支出	40.00	40.00

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	60.00	60.00
        208	社会保障和就业支出	40.00	40.00
    """

    code = "T232"
    name = "missing-total"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for the line of totals in all pages of every kind of table that has figures.

        Only final accounts have one set of forms; every place prints its budget in its own, and a table of several units may have none.
        """
        budget = facts.identity.kind == "budget"
        kinds: dict[str, list[BoundTable]] = {}
        for table in facts.tables:
            open_form = table.kind.matrix or (budget and any(fact.key.unit for fact in table.facts))
            if not open_form and any(fact.printed for fact in table.facts) and _closes(table):
                kinds.setdefault(table.kind.name, []).append(table)
        totals = {
            name: next((f for t in tables for f in t.facts if _is_total(f, t, facts)), None) for name, tables in kinds.items()
        }
        lacking = [name for name, total in totals.items() if total is None]
        for name, total in totals.items():
            first = next(fact for fact in kinds[name][0].facts)
            if total is not None:
                yield self.holds("text", name, total.term())
            elif budget and not _read_to_its_end(kinds[name][-1], facts.document):
                yield self.unknown("text", name, "这张表可能没有读全", first.term())
            elif len(lacking) == 1 and len(totals) > _FEWEST and _rows(kinds[name]) >= _ROWS:
                what = "总计" if kinds[name][0].kind.lanes else "合计"
                message = f"{name}没有“{what}”行。"
                yield self.broken("text", name, message, first.term(), actual="没有合计行", expected=what)
            else:
                yield self.unknown("text", name, "几张表都没有读到合计行", first.term())
        if not budget:
            yield from self._of_the_year(
                {name: tables for name, tables in kinds.items() if totals[name] and tables[0].kind.lanes}
            )

    def _of_the_year(self, balances: dict[str, list[BoundTable]]) -> Iterator[Assertion]:
        """Yield the balance tables that have a line of 总计: either all of them have 本年合计 above it, or none."""
        lines = {name: [f for t in tables for f in t.facts if _is_yearly(f, t)] for name, tables in balances.items()}
        lacking = [name for name, found in lines.items() if not found]
        for name in lacking if len(lacking) < len(lines) else []:
            labels = "、".join(dict.fromkeys(f"“{f.label.split('·')[0]}”" for found in lines.values() for f in found))
            terms = (balances[name][0].facts[-1].term(), *[found[0].term() for found in lines.values() if found])
            yield self.broken("text", name, f"{name}没有{labels}一行，别的总表有。", *terms, actual="没有合计行", expected=labels)


def _closes(table: BoundTable) -> bool:
    """Tell whether a table must end with a total: a balance table only where it lists what was carried over."""
    return not table.kind.lanes or any(fact.key.flow not in table.kind.lanes for fact in table.facts)


def _read_to_its_end(table: BoundTable, document: Document) -> bool:
    """Tell whether nothing of a table can stand on the page after it: no more rows, and no line of totals in the text."""
    index = next(at for at, each in enumerate(document.tables) if each is table.table)
    below = document.source.text[table.table.span.end : table.table.span.end + _BELOW].split("表", 1)[0]
    return not table.torn and ends(document, index) and not _total().search(fold(below))


@lru_cache(maxsize=1)
def _total() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{'|'.join(headers().totals)})", re.MULTILINE)


def _is_total(fact: Fact, table: BoundTable, facts: FactBase) -> bool:
    """Tell whether a cell stands in a line of totals: 总计 of a balance table, whatever is no account elsewhere."""
    if table.kind.lanes:
        return fact.key.flow in facts.profile.totals.values()
    return not fact.key.concept.isdigit()


def _is_yearly(fact: Fact, table: BoundTable) -> bool:
    """Tell whether a cell stands in the line that adds up the year's revenue or expenditure."""
    whole = table.kind.aspects.fund, TOTAL
    return fact.key.flow in table.kind.lanes and not fact.key.concept.isdigit() and (fact.key.fund, fact.key.nature) == whole


def _rows(tables: list[BoundTable]) -> int:
    return len({(id(fact.table), fact.cell.row) for table in tables for fact in table.facts if fact.cell})
