"""P517: the targets of the key tasks and what the narrative tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.appraisal.tasks import Task, read_tasks, task_tables
from textcheck.quantity.quantity import Bound
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Table
    from textcheck.fact.factbase import FactBase

_DONE, _NOT = "完成", "未"
_SURE = 6


class KeyTask(Rule):
    """重点工作写“已完成”，正文里的数却没有达到目标。

    为什么：重点工作完成情况表写“已完成目标”，正文却说只做了一部分，等于自己推翻自己。
    算法：表中目标（“举办培训6场次以上”）数字前的事项名称在正文里一字不差、只出现一次、后面紧跟同一单位的数：达到目标的
    算核对上；明显小于目标而表中写“已完成”的，作提醒。其他情况不下结论。表的序号重复、倒退的也提醒。
    依据：财政部部门决算公开模板“重点工作完成情况”。

    错误示例::

        第四部分 2024年重点工作完成情况

        一年来，围绕主业狠抓落实，全年举办农机操作技能培训4场次，受到农户欢迎。

        序号	重要事项	工作内容及目标	完成情况
        1	农机培训	推广新型农机，举办农机操作技能培训6场次以上	已完成目标

    正确示例::

        第四部分 2024年重点工作完成情况

        一年来，围绕主业狠抓落实，全年举办农机操作技能培训8场次，受到农户欢迎。

        序号	重要事项	工作内容及目标	完成情况
        1	农机培训	推广新型农机，举办农机操作技能培训6场次以上	已完成目标
    """

    code = "P517"
    name = "key-task"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every target of the table that the narrative of the same part speaks of word for word."""
        for task in read_tasks(facts.document):
            target = task.target.quantity
            terms = (task.told[0], Term(f"{task.name}目标", task.cell.span, target), *task.told[1:])
            values = [told.quantity for told in task.told if told.quantity]
            if all(value.value >= target.value for value in values):
                yield self.holds("at_least", task.name, *terms)
            elif task.whole and len(values) == 1 and values[0].bound is Bound.EXACT and _done(task):
                least = "以上" if target.bound is not Bound.EXACT else ""
                message = f"{task.name}：目标是“{task.target.text}”{least}，这里的数没有达到，表中写“{task.state}”"
                yield self.broken("at_least", task.name, message, *terms, expected=f"≥{task.target.text}")
        for table in task_tables(facts.document):
            yield from self._numbers(table)

    def _numbers(self, table: Table) -> Iterator[Assertion]:
        """Yield whether the tasks are numbered one after another; a gap may be a row that the page lost."""
        cells = [row[0] for row in table.rows[1:] if row[0].text.isdigit()]
        numbers = [int(cell.text) for cell in cells]
        terms = [Term("序号", cell.span) for cell in cells]
        if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
            yield self.holds("count", "重点工作序号", *terms)
        for cell, number, before in zip(cells[1:], numbers[1:], numbers, strict=False):
            if number <= before:
                message = f"重点工作序号 {number} 排在 {before} 之后"
                yield self.broken(
                    "count", "重点工作序号", message, Term("序号", cell.span), actual=cell.text, expected=str(before + 1)
                )


def _done(task: Task) -> bool:
    """Tell whether the table says plainly that the task is done, and its name is long enough to be no other's."""
    return len(task.name) >= _SURE and _DONE in task.state and _NOT not in task.state
