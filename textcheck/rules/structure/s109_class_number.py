"""S109: the ordinals 一、二、三、 in front of a table's rows."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.numbering import chinese, number_of
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Cell, Table
    from textcheck.fact.factbase import FactBase

_ORDINAL = re.compile(r"([一二三四五六七八九十]{1,3})、(?=.)")
_FIRST = frozenset("一二三四五六七八九十")
_FEWEST = 8

Row = tuple[int, "Cell"]


class ClassNumber(Rule):
    """表中“一、二、三、”各行的序号不连续。

    为什么：总表按“一、一般公共服务支出”逐类编号；跳号、重号多半是删行后没有重排，或者漏了一行。
    算法：同一栏内“一、二、三、”从上到下逐行加 1；跳号、重号的报出。
    依据：财政部部门决算报表的表式：收入支出决算总表等各行编号。

    错误示例::

        | 项目 | 金额 |
        | 一、一般公共服务支出 | 1.00 |
        | 二、外交支出 | |
        | 三、国防支出 | |
        | 四、公共安全支出 | |
        | 五、教育支出 | |
        | 五、科学技术支出 | |
        | 六、文化旅游体育与传媒支出 | |
        | 七、社会保障和就业支出 | |

    正确示例::

        | 项目 | 金额 |
        | 一、一般公共服务支出 | 1.00 |
        | 二、外交支出 | |
        | 三、国防支出 | |
        | 四、公共安全支出 | |
        | 五、教育支出 | |
        | 六、科学技术支出 | |
        | 七、文化旅游体育与传媒支出 | |
        | 八、社会保障和就业支出 | |
    """

    code = "S109"
    name = "class-number"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Follow the ordinals down every column; a list may begin anew, and a page may begin in the middle."""
        for table in facts.document.tables:
            for lane in _lanes(table):
                breaks = [(a, b) for a, b in itertools.pairwise(lane) if b[0] not in (a[0] + 1, 1)]
                if not breaks and len(lane) > 1:
                    terms = (Term(cell.text, cell.span) for _, cell in lane)
                    yield self.holds("text", f"序号{chinese(lane[0][0])}至{chinese(lane[-1][0])}连续", *terms)
                elif breaks:
                    yield self._broken(lane, breaks)

    def _broken(self, lane: list[Row], breaks: list[tuple[Row, Row]]) -> Assertion:
        (last, before), (number, here) = breaks[0]
        terms = (Term(here.text, here.span), Term(before.text, before.span))
        certain = len(breaks) == 1 and len(lane) >= _FEWEST and here.row == before.row + 1 and number - last in (0, 2)
        if not certain:
            return self.unknown("text", "各行序号连续", "只列了有数的类，或有行没有读到", *terms)
        expected = chinese(last + 1)
        message = f"“{before.text}”的下一行是“{here.text}”，序号应为“{expected}”。"
        return self.broken("text", "各行序号连续", message, *terms, actual=chinese(number), expected=expected)


def _lanes(table: Table) -> Iterator[list[Row]]:
    columns: dict[int, list[Row]] = {}
    for row in table.rows:
        for cell in row:
            text = cell.text
            if text and text[0] in _FIRST and (match := _ORDINAL.match(text)):
                columns.setdefault(cell.column, []).append((number_of(match[1]), cell))
    yield from columns.values()
