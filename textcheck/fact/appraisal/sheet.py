"""Tables to self-appraisal sheets, bound by header words.

Rows lose, shift, merge and wrap their cells, and a page may end anywhere. A row is therefore fitted to the header:
the small shift under which every cell holds the kind of thing its column promises. A row that fits nowhere is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from textcheck.fact.appraisal.funds import FundsReader
from textcheck.fact.appraisal.indicators import IndicatorReader
from textcheck.fact.appraisal.model import Entry, Label, Sheet
from textcheck.fact.appraisal.numbers import amount, count
from textcheck.lexicon.appraisal import column_role, row_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.blocks import Cell, Table

_MARKS = ("一级", "执行率", "项目名称", "总分")
_SUM = "总分"
_TITLE = re.compile(r"自评(?:表|结果|情况)")
_OVERALL = "整体"
_GOAL = re.compile(r"年度.{0,4}目标\d")
_MONEY = re.compile(r"(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)?")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)分?")
_UNIT = re.compile(r"单位[:：](亿元|万元|元)")
_LONGEST_HEADER = 24


def read_sheets(tables: Sequence[Table], text: str) -> Iterator[Sheet]:
    """Yield every sheet that the tables hold, in order; tables of other kinds yield none."""
    for table in tables:
        span = table.span
        if any(text.find(mark, span.start, span.end) >= 0 for mark in _MARKS):
            yield from _TableReader(table).read()


@dataclass(slots=True)
class _Draft:
    """A sheet while its rows are being read."""

    title: Label | None
    funds: FundsReader
    indicators: IndicatorReader = field(default_factory=IndicatorReader)
    overall: bool = False
    project: Label | None = None
    basic: Entry | None = None
    projects: Entry | None = None
    total_weight: Entry | None = None
    total: Entry | None = None
    ended: bool = False


class _TableReader:
    def __init__(self, table: Table) -> None:
        self.table = table
        titles = [p for p in table.titles if _TITLE.search(p.text) and ":" not in p.text]
        self.draft = self._begin(Label(titles[-1].text, titles[-1].span) if titles else None)

    def _begin(self, title: Label | None) -> _Draft:
        unit = next((m.group(1) for p in self.table.titles if (m := _UNIT.search(p.text))), "万元")
        return _Draft(title, FundsReader(unit), overall=title is not None and _OVERALL in title.text)

    def read(self) -> Iterator[Sheet]:
        for row in self.table.rows:
            filled = [cell for cell in row if cell.text]
            if not filled:
                continue
            if self._opens(filled):
                yield from self._close()
                self.draft = self._begin(None)
            self._row(row, filled)
        yield from self._close()

    def _opens(self, filled: list[Cell]) -> bool:
        """Tell whether a row begins another sheet in the same table."""
        draft = self.draft
        if len(filled) == 1 and _TITLE.search(filled[0].text) and len(filled[0].text) <= _LONGEST_HEADER * 2:
            return True
        role = row_role(filled[0].text)
        return (role == "project" and (draft.project is not None or draft.indicators.begun)) or (draft.ended and role == "basic")

    def _row(self, row: tuple[Cell, ...], filled: list[Cell]) -> None:
        draft = self.draft
        first = filled[0]
        role = row_role(first.text)
        if role == "project":
            draft.project = Label(filled[1].text, filled[1].span) if len(filled) > 1 else None
        elif role in ("basic", "projects") and not draft.indicators.begun:
            self._totals_of_kinds(filled)
        elif role == "total" and (draft.indicators.begun or first.text == _SUM):
            self._total(filled)
        elif len(filled) == 1 and _TITLE.search(first.text):
            draft.title = Label(first.text, first.span)
            draft.overall = _OVERALL in first.text
        elif (filled[-1].text.isdigit() or not self._header(row, filled)) and not draft.ended:
            if draft.indicators.begun:
                draft.indicators.row(row, filled)
            elif draft.funds.begun:
                draft.funds.row(row, filled)

    def _header(self, row: tuple[Cell, ...], filled: list[Cell]) -> bool:
        """Bind the columns if the row is a header of funds or indicators, or remember a goal's title."""
        draft = self.draft
        roles: dict[str, int] = {}
        for cell in filled:
            if len(cell.text) <= _LONGEST_HEADER and (role := column_role(cell.text)):
                roles.setdefault(role, cell.column)
        first = roles.get("level1", roles.get("name"))
        within = {role: at for role, at in roles.items() if first is not None and at >= first}
        if "score" in within:
            draft.indicators.header(filled[0], within, len(row))
            draft.ended = False
            return True
        if "rate" in roles and not roles.keys().isdisjoint(("spent", "budget", "planned")):
            draft.funds.header(filled, roles)
            return True
        if _GOAL.match(filled[0].text):
            draft.indicators.title(filled)
            return True
        return False

    def _totals_of_kinds(self, filled: list[Cell]) -> None:
        """Read 基本支出总额 and 项目支出总额, each followed by its amount."""
        for label, value in pairwise(filled):
            match = _MONEY.fullmatch(value.text)
            role = row_role(label.text)
            if match and role in ("basic", "projects"):
                entry = amount(label.text, match.group(1), value.span, match.group(2) or self.draft.funds.unit)
                setattr(self.draft, role, entry)
                self.draft.overall = True

    def _total(self, filled: list[Cell]) -> None:
        """Read the row 总分: the score, and before it the points to be had where the sheet has a column for them."""
        draft = self.draft
        numbers = [(m.group(1), cell) for cell in filled[1:] if (m := _POINTS.fullmatch(cell.text))]
        weighted = draft.indicators.weighted
        draft.ended = True
        if len(numbers) == 2 and weighted:
            draft.total_weight = count("总分值", numbers[0][0], numbers[0][1].span, "分")
        if len(numbers) == (2 if weighted else 1):
            draft.total = count("总分", numbers[-1][0], numbers[-1][1].span, "分")

    def _close(self) -> Iterator[Sheet]:
        draft = self.draft
        execution = draft.funds.execution()
        goals = draft.indicators.goals()
        overall = draft.overall or (execution is not None and draft.project is None and _OVERALL in execution.label.text)
        known = draft.project is not None or overall or draft.title is not None
        if goals or draft.total or (execution is not None and known):
            yield Sheet(
                self.table,
                overall,
                draft.title,
                draft.project,
                None,
                draft.basic,
                draft.projects,
                execution,
                goals,
                draft.total_weight,
                draft.total,
            )
