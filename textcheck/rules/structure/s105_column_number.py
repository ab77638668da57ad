"""S105: the row that counts a table's columns (栏次)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Cell
    from textcheck.fact.factbase import FactBase

_COUNT = re.compile(r"(\d{1,2})(?:=[\d+\-()—]+)?$")
_WORD = "栏次"
_LABELS = frozenset((_WORD, "类", "款", "项", "行次", "项目", "—", "——", "**", "*"))
_HEAD_ROWS = 6


class ColumnNumber(Rule):
    """报表的栏次不从1起连续。

    为什么：栏次给每一列金额编号，说明文字和勾稽关系用它指列；缺号、重号会使“栏次3”指错列。
    算法：“栏次”一行的数从 1 起逐列加 1；缺号、重号的报出。
    依据：财政部部门决算报表的表式：各表列有栏次。

    错误示例::

        支出决算表
        | 科目名称 | 年初结转 | 本年收入 | 本年支出 |
        | 栏次 | | 2 | 3 |
        | 合计 | 1.00 | 2.00 | 3.00 |

    正确示例::

        | 科目名称 | 年初结转 | 本年收入 | 本年支出 |
        | 栏次 | 1 | 2 | 3 |
        | 合计 | 1.00 | 2.00 | 3.00 |
    """

    code = "S105"
    name = "column-number"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for the counting row in the head of every table."""
        for table in facts.document.tables:
            for row in table.rows[:_HEAD_ROWS]:
                cells = [cell for cell in row if cell.text]
                if len(cells) > 1 and (checked := self._row(cells, titled=bool(table.titles))):
                    yield checked
                    break

    def _row(self, cells: list[Cell], *, titled: bool) -> Assertion | None:
        counts = [cell for cell in cells if cell.text not in _LABELS]
        matches = [_COUNT.match(cell.text) for cell in counts]
        numbers = [int(match[1]) for match in matches if match]
        if len(numbers) < 2 or len(numbers) < len(counts):
            return None
        shown = "、".join(map(str, numbers))
        term = Term(_WORD, Span(counts[0].span.start, counts[-1].span.end))
        wanted = list(range(1, len(numbers) + 1))
        if numbers == wanted:
            return self.holds("text", f"栏次1至{len(numbers)}连续", term, formula=shown)
        if all(cell.text != _WORD for cell in cells):
            return None
        odd = [at for at, (number, want) in enumerate(zip(numbers, wanted, strict=True)) if number != want]
        if titled and len(odd) == 1 and len(numbers) > 3:
            message = f"栏次为{shown}，“{numbers[odd[0]]}”应为“{wanted[odd[0]]}”。"
            return self.broken("text", "栏次连续", message, term, actual=shown, expected="、".join(map(str, wanted)))
        missing = sorted(set(range(1, numbers[-1] + 1)) - set(numbers))
        if titled and len(missing) == 1 and numbers == sorted(set(numbers)):
            message = f"栏次为{shown}，缺“{missing[0]}”。"
            return self.broken(
                "text", "栏次连续", message, term, actual=shown, expected="、".join(map(str, range(1, numbers[-1] + 1)))
            )
        return self.unknown("text", "栏次连续", "栏次不连续，表可能被拆成了几段", term)
