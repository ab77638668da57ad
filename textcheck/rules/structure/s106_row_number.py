"""S106: the columns that count a table's rows (行次, 序号)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.blocks import Cell, Table
    from textcheck.fact.factbase import FactBase

_WORDS = frozenset(("行次", "序号"))
_HEAD_ROWS = 4
_FEWEST = 3


class RowNumber(Rule):
    """报表的行次或序号不连续。

    为什么：行次给每一行编号；漏号、重号多半是删行、插行后没有重排，也可能真的漏了一行。
    算法：行次或序号从上到下逐行加 1，左右两栏各自连续；漏号、重号的报出。
    依据：财政部部门决算报表的表式：各表列有行次。

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
        """Read every counting column from top to bottom; lanes that skip the same row lost it to the page."""
        for table in facts.document.tables:
            lanes = [lane for lane in _lanes(table) if len(lane) >= _FEWEST]
            faults = [_faults(lane) for lane in lanes]
            lost = len(lanes) > 1 and len({tuple(cell.row for _, cell in fault) for fault in faults}) == 1
            whole: list[Term] = []
            for lane, fault in zip(lanes, faults, strict=True):
                if not fault:
                    whole += [Term(cell.text, cell.span) for cell in lane]
                else:
                    yield self._broken(lane, fault, lost=lost)
            if whole:
                yield self.holds("text", f"行次{whole[0].label}至{whole[-1].label}连续", *whole)

    def _broken(self, lane: Sequence[Cell], faults: list[tuple[Cell, Cell]], *, lost: bool) -> Assertion:
        before, here = faults[0]
        terms = (Term(here.text, here.span), Term(before.text, before.span))
        expected = int(before.text) + 1
        goes_on = int(lane[-1].text) - int(lane[0].text) == len(lane) - 1
        slip = len(faults) <= 2 and goes_on
        if lost or not slip or here.row != before.row + 1:
            return self.unknown("text", "行次连续", "行次不连续，可能有行没有读到，或分组另起编号", *terms)
        message = f"行次“{before.text}”的下一行是“{here.text}”，应为“{expected}”。"
        return self.broken("text", "行次连续", message, *terms, actual=here.text, expected=str(expected))


def _lanes(table: Table) -> Iterator[list[Cell]]:
    """Yield the whole numbers under each head that says 行次 or 序号."""
    heads = [cell for row in table.rows[:_HEAD_ROWS] for cell in row if cell.text in _WORDS]
    for head in heads:
        column = (row[head.column] for row in table.rows[head.row + 1 :] if len(row) > head.column)
        yield [cell for cell in column if cell.text.isdigit() and len(cell.text) <= 3]


def _faults(lane: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """Return the neighbours that do not follow each other."""
    return [(a, b) for a, b in itertools.pairwise(lane) if int(b.text) != int(a.text) + 1]
