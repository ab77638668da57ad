"""S106: the columns that count a table's rows (行次, 序号), and the numbers before its items (一、二、)."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.numbering import chinese, number_of
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.blocks import Cell, Table
    from textcheck.document.source import Source
    from textcheck.fact.factbase import FactBase

_WORDS = frozenset(("行次", "序号"))
_HEAD_ROWS = 4
_FEWEST, _FEW_ITEMS = 3, 5
_ITEM = re.compile(r"([一二三四五六七八九十]{1,3})、")


class Lane(NamedTuple):
    """Numbers that stand one below the other; ``items`` are those before the names of items."""

    cells: tuple[Cell, ...]
    numbers: tuple[int, ...]
    items: bool = False

    @property
    def whole(self) -> bool:
        """Tell whether it lists all rows of the form, not only those with money: it jumps nowhere, or once by one number."""
        return not self.items or self.numbers[-1] - self.numbers[0] <= len(self.numbers) >= _FEW_ITEMS

    @property
    def steps(self) -> Iterator[tuple[int, Cell, int, Cell]]:
        """Every number with the next one, and their cells."""
        pairs = zip(self.numbers, self.cells, strict=True)
        return ((a, here, b, there) for (a, here), (b, there) in itertools.pairwise(pairs))


class Lost(NamedTuple):
    """A row that is not there: the cells above and below it, and the number that it would have."""

    above: Cell | None
    below: Cell
    said: str


class RowNumber(Rule):
    """报表的行次、序号不连续，或者漏了一行。

    为什么：行次给每一行编号；漏号、重号多半是删行、插行后没有重排，也可能真的漏了一行，合计就无从核对。
    算法：行次或序号从上到下逐行加 1，左右两栏各自连续；漏号、重号的报出。收支总表各项前面的“一、二、三、”也逐行加 1：上下两行之间
    左右两栏都少一号，就是漏了这一行。少了不止一行的、正好在换页处少的，可能没有读全，不作判断。
    依据：财政部部门决算报表的表式：各表列有行次，收支总表逐项编号。

    错误示例::

        | 项目 | 行次 | 金额 |
        | 财政拨款收入 | 1 | 5.00 |
        | 事业收入 | 2 | |
        | 经营收入 | 2 | |
        | 其他收入 | 4 | |
        | 合计 | 5 | 5.00 |

    正确示例::

        | 项目 | 行次 | 金额 |
        | 财政拨款收入 | 1 | 5.00 |
        | 事业收入 | 2 | |
        | 经营收入 | 3 | |
        | 其他收入 | 4 | |
        | 合计 | 5 | 5.00 |
    """

    code = "S106"
    name = "row-number"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Read every counting column from top to bottom, and the numbered items of the balance tables."""
        balances = {id(bound.table) for bound in facts.tables if bound.kind.lanes}
        for table in facts.document.tables:
            counted = [lane for lane in _counted(table) if len(lane.cells) >= _FEWEST]
            numbered = list(_numbered(table)) if id(table) in balances else []
            lost = _lost(table, [*counted, *numbered])
            if lost:
                yield self._lost(lost, facts.document.source)
                continue
            whole: list[Term] = []
            for lane in counted:
                faults = [(here, there) for a, here, b, there in lane.steps if b != a + 1]
                if faults:
                    yield self._broken(lane, faults, several=len(counted) > 1 and not _alone(lane, counted))
                else:
                    whole += [Term(cell.text, cell.span) for cell in lane.cells]
            if whole:
                yield self.holds("text", f"行次{whole[0].label}至{whole[-1].label}连续", *whole)

    def _lost(self, lost: Sequence[Lost], source: Source) -> Assertion:
        above, below, said = lost[0]
        terms = (Term(below.text, below.span), *([Term(above.text, above.span)] if above else []))
        if len(lost) > 1 or (above and source.place(above.span.start).page != source.place(below.span.start).page):
            return self.unknown("text", "行次连续", "少了几行，可能没有读全", *terms)
        if above is None:
            message = f"第一行就是“{below.text}”，漏了“{said}”这一行。"
        else:
            message = f"“{above.text}”的下一行是“{below.text}”，漏了“{said}”这一行。"
        return self.broken("text", "行次连续", message, *terms, actual=below.text, expected=said)

    def _broken(self, lane: Lane, faults: list[tuple[Cell, Cell]], *, several: bool) -> Assertion:
        before, here = faults[0]
        terms = (Term(here.text, here.span), Term(before.text, before.span))
        expected = int(before.text) + 1
        goes_on = lane.numbers[-1] - lane.numbers[0] == len(lane.numbers) - 1
        slip = len(faults) <= 2 and goes_on
        if several or not slip or here.row != before.row + 1:
            return self.unknown("text", "行次连续", "行次不连续，可能有行没有读到，或分组另起编号", *terms)
        message = f"行次“{before.text}”的下一行是“{here.text}”，应为“{expected}”。"
        return self.broken("text", "行次连续", message, *terms, actual=here.text, expected=str(expected))


def _counted(table: Table) -> Iterator[Lane]:
    """Yield the whole numbers under each head that says 行次 or 序号."""
    heads = [cell for row in table.rows[:_HEAD_ROWS] for cell in row if cell.text in _WORDS]
    for head in heads:
        column = (row[head.column] for row in table.rows[head.row + 1 :] if len(row) > head.column)
        cells = tuple(cell for cell in column if cell.text.isdigit() and len(cell.text) <= 3)
        yield Lane(cells, tuple(int(cell.text) for cell in cells))


def _numbered(table: Table) -> Iterator[Lane]:
    """Yield the runs of numbered items in each column; a run begins anew at 一."""
    columns: dict[int, list[tuple[Cell, int]]] = {}
    for row in table.rows:
        for cell in row:
            if match := _ITEM.match(cell.text):
                columns.setdefault(cell.column, []).append((cell, number_of(match[1])))
    for column in columns.values():
        begins = [at for at, (_, number) in enumerate(column) if number == 1 or at == 0]
        for begin, end in itertools.pairwise((*begins, len(column))):
            if end - begin > 1:
                cells, numbers = zip(*column[begin:end], strict=True)
                yield Lane(cells, numbers, items=True)


def _lost(table: Table, lanes: Sequence[Lane]) -> list[Lost]:
    """Return the rows that all lanes beside them jump over, each once; none where a lane does not."""
    found: dict[int, Lost] = {}
    steady: set[int] = set()
    first = min((lane.cells[0].row for lane in lanes), default=0)
    for lane in lanes:
        if (
            lane.numbers[0] == 2
            and lane.whole
            and lane.cells[0].row == first
            and table.titles
            and not _stands(table, lane, 1, first)
        ):
            found.setdefault(first, Lost(None, lane.cells[0], _said(lane, 1)))
        for a, here, b, there in lane.steps:
            if there.row == here.row + 1 and b == a + 2 and lane.whole and not _stands(table, lane, a + 1, there.row):
                found.setdefault(there.row, Lost(here, there, _said(lane, a + 1)))
            elif there.row == here.row + 1:
                steady.add(there.row)
    return [lost for row, lost in found.items() if row not in steady]


def _alone(lane: Lane, lanes: Sequence[Lane]) -> bool:
    """Tell whether no other lane has its faults in the same rows."""
    rows = [{there.row for a, _, b, there in each.steps if b != a + 1} for each in (lane, *lanes)]
    return rows.count(rows[0]) <= 2


def _stands(table: Table, lane: Lane, number: int, row: int) -> bool:
    """Tell whether the number that a lane of items lacks stands in another column beside a row."""
    near = table.rows[max(0, row - 2) : row + 2]
    return lane.items and any(cell.text.startswith(f"{chinese(number)}、") for each in near for cell in each)


def _said(lane: Lane, number: int) -> str:
    return f"{chinese(number)}、" if lane.items else f"行次{number}"
