"""T231: rows that a table of accounts must have and lacks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.coded import plain
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.coded import CodedRow
    from textcheck.fact.factbase import FactBase

_CLASS, _ITEM = 3, 7
_ALONE = "漏了一行"


class MissingRow(Rule):
    """分科目的表漏了一行“类”“款”或“项”。

    为什么：科目表从“类”列到“项”，漏了一行，读者看到的“项”就没有归属，或者“款”里有多少、用在哪里就看不出来；上下级求和往往照样成立。
    算法：每一个“项”上面应有它的“款”，每一个“款”上面应有它的“类”；其他“款”都列到了“项”的，每一个有金额的“款”都应列到“项”。漏掉的
    一行在本报告别的表里列着才报，别的表也没有的不作判断；一张表漏了许多行的，多半没有读全，也不作判断。
    依据：《中华人民共和国预算法实施条例》第六条（支出按功能分类公开到项）；部门决算报表各表的科目对应关系。

    错误示例::

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计	财政拨款收入
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        2012901	行政运行	100.00	100.00

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	100.00	100.00

    正确示例::

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计	财政拨款收入
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	100.00	100.00

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	100.00	100.00
    """

    code = "T231"
    name = "missing-row"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Compare the accounts of every table with those of the others, level by level."""
        tables: dict[int, dict[str, CodedRow]] = defaultdict(dict)
        for row in facts.accounts:
            if row.code[0] == "2":
                tables[row.table].setdefault(row.code, row)
        with_money = {fact.key.concept for table in facts.tables for fact in table.facts if not fact.quantity.is_zero}
        for index, rows in tables.items():
            others = {code: row for other, found in tables.items() if other != index for code, row in found.items()}
            gaps = [*_parents(rows, others), *_children(rows, others, with_money, ended=bool(facts.document.tables[index].notes))]
            gaps = [(here, there) for here, there in gaps if not _miscoded(there, rows, others)]
            if len(gaps) == 1:
                yield self._gap(*gaps[0])
            elif not gaps and len(rows) > 1:
                terms = [Term(row.code, row.code_span) for row in rows.values()]
                yield self.holds("text", "各级科目齐全", *terms)
            else:
                yield from (self.unknown("text", there.code, "这张表漏了几行，可能没有读全", Term(here.code, here.code_span))
                            for here, there in gaps)  # fmt: skip

    def _gap(self, here: CodedRow, there: CodedRow) -> Assertion:
        side = "上一级" if len(there.code) < len(here.code) else "下一级"
        message = f"“{here.name}”（{here.code}）的{side}科目“{there.name}”（{there.code}）在别的表里有，这张表{_ALONE}。"
        terms = (Term(here.code, here.span), Term(there.code, there.span))
        return self.broken("text", there.code, message, *terms, actual=_ALONE, expected=f"{there.code} {there.name}")


def _miscoded(there: CodedRow, rows: dict[str, CodedRow], others: dict[str, CodedRow]) -> bool:
    """Tell whether the row is there, under a number that no other table has: its code is wrong, it is not missing."""
    return any(plain(row.name) == plain(there.name) and code not in others for code, row in rows.items())


def _parents(rows: dict[str, CodedRow], others: dict[str, CodedRow]) -> Iterator[tuple[CodedRow, CodedRow]]:
    """Yield the first row under a 款 or 类 that only other tables list, with that 款 or 类."""
    said: set[str] = set()
    first = next(iter(rows))
    for code, row in rows.items():
        parent = code[:-2]
        if len(code) > _CLASS and not first.startswith(parent) and parent not in rows and parent in others and parent not in said:
            said.add(parent)
            yield row, others[parent]


def _children(
    rows: dict[str, CodedRow], others: dict[str, CodedRow], with_money: set[str], *, ended: bool
) -> Iterator[tuple[CodedRow, CodedRow]]:
    """Yield every 款 or 类 with money under which this table lists nothing while it does so under all its fellows."""
    deepest = max(map(len, rows))
    parents = {code[:-2] for code in rows} | {code[:_CLASS] for code in rows if len(code) == _ITEM}
    for code, row in list(rows.items())[: None if ended else -1]:  # the last row may go on in another page
        if len(code) < deepest and code not in parents and code in with_money:
            below = [there for other, there in others.items() if other[:-2] == code]
            if len(below) == 1:
                yield row, below[0]
