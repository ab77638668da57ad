"""T231: rows that a table of accounts must have and lacks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.arithmetic import show
from textcheck.fact.coded import account_of, plain
from textcheck.fact.layout import ends
from textcheck.quantity.interval import ZERO
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Table
    from textcheck.fact.coded import CodedRow
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.table import BoundTable

_CLASS, _ITEM = 3, 7
_ABREAST = 3  # so many accounts stand side by side in a row of the table of basic expenditure
_ALONE = "漏了一行"


class MissingRow(Rule):
    """分科目的表漏了一行“类”“款”或“项”。

    为什么：科目表从“类”列到“项”，漏了一行，读者看到的“项”就没有归属，或者“款”里有多少、用在哪里就看不出来；上下级求和往往照样成立。
    算法：每一个“项”上面应有它的“款”，每一个“款”上面应有它的“类”；决算各表、其他“款”列到了“项”的预算表，每一个有金额的“款”都应列到“项”。漏掉的
    一行在本报告别的表里列着才报，别的表也没有的不作判断；一张表漏了许多行的，多半没有读全，也不作判断。按经济分类列“款”的表，
    有的“类”印着、有的“类”没有印，没有印的就是漏了；只有一个有金额的“类”下面没有“款”的，也是漏了。
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
        tables, economic = _by_table(facts, "2"), _by_table(facts, "3")
        bound = {id(table.table): table for table in facts.tables}
        with_money = {fact.key.concept for table in facts.tables for fact in table.facts if not fact.quantity.is_zero}
        for index, rows in economic.items():
            table = facts.document.tables[index]
            yield from self._classes(table, rows)
            if id(table) in bound:
                yield from self._bare(bound[id(table)], rows, ended=ends(facts.document, index))
        for index, rows in tables.items():
            others = {code: row for other, found in tables.items() if other != index for code, row in found.items()}
            begun = _begun(bound.get(id(facts.document.tables[index])), rows)
            # the forms of final accounts go down to 项 everywhere; budgets may print one fund by 款 alone
            deepest = max(map(len, rows if facts.identity.kind == "budget" else (*rows, *others)))
            below = _children(rows, others, with_money, deepest=deepest, ended=ends(facts.document, index))
            gaps = [*_parents(rows, others, begun=begun), *below]
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

    def _classes(self, table: Table, rows: dict[str, CodedRow]) -> Iterator[Assertion]:
        """Yield whether every 类 stands above its 款 in a table by economic nature that prints some of them so."""
        below: dict[str, CodedRow] = {}
        for code, row in rows.items():
            if len(code) > _CLASS:
                below.setdefault(code[:_CLASS], row)
        names = {plain(cell.text) for row in table.rows for cell in row if cell.text}
        lost = {
            code: row
            for code, row in below.items()
            if code not in rows and (account := account_of(code)) and plain(account.name) not in names
        }
        if not lost or len(lost) == len(below) or not any(p.kind == "title" for p in table.titles):
            return
        above = "、".join(f"“{account.name}”（{code}）" for code in lost if (account := account_of(code)))
        first = next(iter(lost.values()))
        terms = [Term(row.code, row.span) for row in lost.values()]
        if len(lost) > _ABREAST:
            yield self.unknown("text", first.code, "这张表漏了几行，可能没有读全", *terms)
        else:
            message = f"“{first.name}”（{first.code}）等的上一级科目{above}，这张表{_ALONE}。"
            yield self.broken("text", first.code[:_CLASS], message, *terms, actual=_ALONE, expected=above)

    def _bare(self, bound: BoundTable, rows: dict[str, CodedRow], *, ended: bool) -> Iterator[Assertion]:
        """Yield the only 类 by economic nature with money that has no 款 below it, where another has."""
        filled = {fact.key.concept: fact for fact in bound.facts if not fact.quantity.is_zero}
        heads = {code[:_CLASS] for code in rows if len(code) > _CLASS}
        last = next(reversed(rows))
        bare = [code for code in rows if len(code) == _CLASS and code in filled and code not in heads and (ended or code != last)]
        if heads and len(bare) == 1 and not bound.torn:
            here, fact = rows[bare[0]], filled[bare[0]]
            message = (
                f"“{here.name}”（{here.code}）有 {show(fact.quantity)}，下面没有列“款”，别的“类”都列到了“款”，这张表{_ALONE}。"
            )
            yield self.broken("text", here.code, message, Term(here.code, here.span), fact.term(), actual=_ALONE)


def _by_table(facts: FactBase, kind: str) -> dict[int, dict[str, CodedRow]]:
    """Return the account rows of every table by code, those whose codes begin with one digit."""
    found: dict[int, dict[str, CodedRow]] = defaultdict(dict)
    for row in facts.accounts:
        if row.code[0] == kind:
            found[row.table].setdefault(row.code, row)
    return found


def _begun(bound: BoundTable | None, rows: dict[str, CodedRow]) -> bool:
    """Tell whether a table begins where it is read to begin: a line of totals is above, or the rows make the total below."""
    totals = [] if bound is None else [f for f in bound.facts if not f.key.concept.isdigit() and not f.quantity.is_zero]
    if bound is None or not totals:
        return False
    if totals[0].span.start < next(iter(rows.values())).code_span.start:
        return True
    heads = [code for code in rows if code[:-2] not in rows]
    for total in totals:
        parts = [bound.by_key.get(total.key._replace(concept=code)) for code in heads]
        if total.quantity.value == sum((part.quantity.value for part in parts if part), ZERO):
            return True
    return False


def _miscoded(there: CodedRow, rows: dict[str, CodedRow], others: dict[str, CodedRow]) -> bool:
    """Tell whether the row is there, under a number that no other table has: its code is wrong, it is not missing."""
    return any(plain(row.name) == plain(there.name) and code not in others for code, row in rows.items())


def _parents(rows: dict[str, CodedRow], others: dict[str, CodedRow], *, begun: bool) -> Iterator[tuple[CodedRow, CodedRow]]:
    """Yield the first row under a 款 or 类 that only other tables list, with that 款 or 类.

    Unless the table has ``begun`` above it, its first row may go on from the page before.
    """
    said: set[str] = set()
    first = next(iter(rows))
    for code, row in rows.items():
        parent = code[:-2]
        open_above = not begun and first.startswith(parent)
        if len(code) > _CLASS and not open_above and parent not in rows and parent in others and parent not in said:
            said.add(parent)
            yield row, others[parent]


def _children(
    rows: dict[str, CodedRow], others: dict[str, CodedRow], with_money: set[str], *, deepest: int, ended: bool
) -> Iterator[tuple[CodedRow, CodedRow]]:
    """Yield every 款 or 类 above the deepest level that has money and nothing below it in this table."""
    parents = {code[:-2] for code in rows} | {code[:_CLASS] for code in rows if len(code) == _ITEM}
    for code, row in list(rows.items())[: None if ended else -1]:  # the last row may go on in another page
        if len(code) < deepest and code not in parents and code in with_money:
            below = [there for other, there in others.items() if other[:-2] == code]
            if len(below) == 1:
                yield row, below[0]
