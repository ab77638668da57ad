"""The block of a sheet that holds its money: budget, spent, rate, weight and score."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.fact.appraisal.model import Entry, Execution, Label
from textcheck.fact.appraisal.numbers import amount, count, percent, ratio
from textcheck.lexicon.appraisal import source_role

if TYPE_CHECKING:
    from textcheck.document.blocks import Cell

SHIFTS = (0, -1, 1, -2, 2)
DASHES = frozenset(("-", "--", "—", "——", "－", "/", "\\"))
_CELL = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(%|分|亿元|万元|元)?")
_UNIT = re.compile(r"\((亿元|万元|元)\)")
_POINTS = re.compile(r"\((\d+(?:\.\d+)?)分")
_FORMULA = re.compile(r"(\d+(?:\.\d+)?)分?[*×xX]执行率")
_MONEY = ("initial", "budget", "spent")
_PART = "其中"


class FundsReader:
    """Reads the funds block of one sheet, row by row."""

    def __init__(self, unit: str) -> None:
        """Begin with the unit that stands above the table."""
        self.unit = unit
        self.begun = False
        self.columns: dict[str, int] = {}
        self.weight: Entry | None = None
        self.formula = False
        self.found: list[Execution] = []

    def header(self, filled: list[Cell], roles: dict[str, int]) -> None:
        """Bind the columns, and read unit and weight where the header prints them."""
        self.begun = True
        self.columns = {role: column for role, column in roles.items() if role in (*_MONEY, "weight", "rate", "score")}
        if "budget" not in self.columns:
            instead = "planned" if "planned" in roles else "initial"
            if instead in roles:
                self.columns["budget"] = roles[instead]
                self.columns.pop(instead, None)
        for cell in filled:
            if unit := _UNIT.search(cell.text):
                self.unit = unit.group(1)
            points = _FORMULA.search(cell.text) or (_POINTS.search(cell.text) if self.weight is None else None)
            if points:
                self.formula = self.formula or points.re is _FORMULA
                self.weight = count("预算执行分值", points.group(1), cell.span, "分")

    def row(self, row: tuple[Cell, ...], filled: list[Cell]) -> None:
        """Read one row under the header; a source without figures is kept, any other row that does not fit is not."""
        bound = _fit(row, filled, self.columns)
        if bound is None:
            if source_role(filled[-1].text):
                label = Label(filled[-1].text, filled[-1].span)
                self.found.append(Execution(label, self.unit, self.formula))
            return
        first = min((cell.column for cell in bound.values()), default=0)
        labels = [cell for cell in filled if cell.column < first and not _CELL.fullmatch(cell.text)]
        label = Label(labels[-1].text, labels[-1].span) if labels else Label("", filled[0].span)
        values = {role: self._entry(role, cell) for role, cell in bound.items()}
        self.found.append(
            Execution(
                label,
                self.unit,
                self.formula,
                values.get("initial"),
                values.get("budget"),
                values.get("spent"),
                values.get("rate"),
                values.get("weight") or (self.weight if "weight" not in self.columns else None),
                values.get("score"),
            )
        )

    def execution(self) -> Execution | None:
        """Return the row of the whole amount with the rows of its sources, or None if there is none."""
        if not self.found or self.found[0].label.text.startswith(_PART):
            return None
        whole, *rest = self.found
        sources = tuple((role, row) for row in rest if (role := source_role(row.label.text)))
        return Execution(
            whole.label,
            whole.unit,
            whole.formula,
            whole.initial,
            whole.budget,
            whole.spent,
            whole.rate,
            whole.weight,
            whole.score,
            sources,
        )

    def _entry(self, role: str, cell: Cell) -> Entry | None:
        match = _CELL.fullmatch(cell.text)
        if match is None:
            return None
        digits, unit = match.groups()
        if role in _MONEY:
            name = {"initial": "年初预算数", "budget": "预算数", "spent": "执行数"}[role]
            return amount(name, digits, cell.span, unit or self.unit)
        if role == "rate":
            return percent("执行率", digits, cell.span) if unit == "%" else ratio("执行率", digits, cell.span)
        return count({"weight": "分值", "score": "得分"}[role], digits, cell.span, "分")


def _fit(row: tuple[Cell, ...], filled: list[Cell], columns: dict[str, int]) -> dict[str, Cell] | None:
    """Return the cell under each column, shifted as a whole if need be, or None if the row fits nowhere."""
    values = [cell for cell in filled if _CELL.fullmatch(cell.text) or cell.text in DASHES]
    if len(values) == len(columns):
        ordered = dict(zip(sorted(columns, key=columns.__getitem__), values, strict=True))
        if all(_suits(role, cell.text) for role, cell in ordered.items()):
            return ordered
    for shift in SHIFTS:
        bound = {role: row[at + shift] for role, at in columns.items() if 0 <= at + shift < len(row)}
        if (
            len(bound) == len(columns)
            and all(_suits(role, cell.text) for role, cell in bound.items())
            and sum(bool(cell.text) for cell in bound.values()) == len(values)
            and bound.get("spent", row[0]).text
            and bound.get("budget", row[0]).text
        ):
            return bound
    return None


def _suits(role: str, text: str) -> bool:
    """Tell whether ``text`` may stand in a column of ``role``; blanks and dashes may stand anywhere."""
    match = _CELL.fullmatch(text)
    if match is None:
        return not text or text in DASHES
    unit = match.group(2)
    if role in _MONEY:
        return unit not in ("%", "分")
    return unit in (None, "%") if role == "rate" else unit in (None, "分")
