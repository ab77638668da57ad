"""The targets of a table of key tasks, and where the narrative tells how far they were reached."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Term
from textcheck.lexicon.appraisal import appraisal_words
from textcheck.mention.figure import Figure, find_figures
from textcheck.quantity.quantity import Bound, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Cell, Document, Table

_GOAL, _STATE, _POINTS = "目标", "完成情况", "得分"
_CLAUSE = re.compile(r"[^，,。;]+")
_FEWEST, _LONG, _WINDOW, _GAP = 4, 5, 14, 4
_FLOOR = frozenset((Bound.AT_LEAST, Bound.MORE, Bound.EXACT))
_SAME = {"场次": "场"}


class Task(NamedTuple):
    """A target: what is to be done, how many, its cell, what the table says of it, and the numbers in the narrative.

    ``whole``: the narrative repeats all of the name, not only its last part.
    """

    name: str
    target: Figure
    cell: Cell
    state: str
    told: tuple[Term, ...]
    whole: bool


def read_tasks(document: Document) -> Iterator[Task]:
    """Yield every target of every table of key tasks that the narrative of the same part speaks of."""
    for table in task_tables(document):
        goal, state = (next(c.column for c in table.rows[0] if word in c.text) for word in (_GOAL, _STATE))
        prose = _Prose(document, table)
        for cell, done in _cells(table, goal, state) if prose.text else ():
            for clause in _CLAUSE.findall(cell.text):
                for figure in find_figures(clause):
                    if figure.quantity.bound in _FLOOR:
                        yield from prose.find(clause, figure, cell, done)


def task_tables(document: Document) -> Iterator[Table]:
    """Yield the tables with one column of targets and one of what became of them, and no points."""
    for table in document.tables:
        heads = [cell.text for cell in table.rows[0] if cell.text]
        if all(sum(word in head for head in heads) == 1 for word in (_GOAL, _STATE)) and not any(
            _POINTS in head for head in heads
        ):
            yield table


class _Prose:
    """The narrative of a part as one string, with the way back to its paragraphs."""

    def __init__(self, document: Document, table: Table) -> None:
        part = table.section.ancestor(1)
        self.paragraphs = [p for p in document.body if part is not None and p.section.ancestor(1) is part]
        self.starts = [0]
        for paragraph in self.paragraphs:
            self.starts.append(self.starts[-1] + len(paragraph.text) + 1)
        self.text = "\n".join(paragraph.text for paragraph in self.paragraphs)

    def find(self, clause: str, figure: Figure, cell: Cell, state: str) -> Iterator[Task]:
        """Yield the target once, with what is told of the longest part of its name that the narrative repeats."""
        name = _stripped(clause[: figure.start])
        for length in range(len(name), _FEWEST - 1, -1):
            if length < _LONG and 2 * length < len(name):
                break
            if told := tuple(self._after(name[-length:], figure.quantity)):
                yield Task(name[-length:], figure, cell, state, told, whole=length == len(name))
                return

    def _after(self, name: str, target: Quantity) -> Iterator[Term]:
        """Yield the number that closely follows each mention of ``name``, if it counts the same thing."""
        at = self.text.find(name)
        while at >= 0:
            end = at + len(name)
            window = _CLAUSE.match(self.text, end, end + _WINDOW)
            found = next(iter(find_figures(window.group())), None) if window else None
            if found is not None and found.start <= _GAP and _unit(found.quantity) == _unit(target):
                yield self._term(name, end + found.start, end + found.end, found.quantity)
            at = self.text.find(name, end)

    def _term(self, name: str, start: int, end: int, quantity: Quantity) -> Term:
        index = bisect_right(self.starts, start) - 1
        offset = self.starts[index]
        return Term(name, self.paragraphs[index].reading.span(start - offset, end - offset), quantity)


def _cells(table: Table, goal: int, state: int) -> Iterator[tuple[Cell, str]]:
    """Yield the cells of targets, each with the state that stands in its row or, in a continued row, above."""
    current = ""
    for row in table.rows[1:]:
        if len(row) > max(goal, state):
            current = row[state].text or current
            if row[goal].text:
                yield row[goal], current


def _stripped(words: str) -> str:
    """Return the name of a task without the verbs before it."""
    leads = appraisal_words().leads
    while lead := next((lead for lead in leads if words.startswith(lead)), ""):
        words = words[len(lead) :]
    return words


def _unit(quantity: Quantity) -> str:
    return _SAME.get(quantity.unit, quantity.unit)
