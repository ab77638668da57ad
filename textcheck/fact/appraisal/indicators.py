"""The block of a sheet that holds its indicators: goals, first-level groups, rows with target, achievement and score."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.fact.appraisal.funds import DASHES, SHIFTS
from textcheck.fact.appraisal.model import Entry, Goal, Group, Indicator, Label
from textcheck.fact.appraisal.numbers import count
from textcheck.lexicon.appraisal import families_of, family_named

if TYPE_CHECKING:
    from textcheck.document.blocks import Cell

_SCORE = re.compile(r"(\d+(?:\.\d+)?)分?")
_POINTS = re.compile(r"\((\d+(?:\.\d+)?)分?\)")
_VALUES = ("sign", "target", "unit", "achieved", "weight", "score")
_MEASURE = "指标"
_SUBTOTAL = frozenset(("小计", "合计"))


class _Block:
    """A goal while its rows are being read."""

    def __init__(self, label: Label, text: Label | None, weight: Entry | None) -> None:
        self.label = label
        self.text = text
        self.weight = weight
        self.groups: list[tuple[Label | None, Entry | None, list[Indicator]]] = []

    def full(self) -> bool:
        """Tell whether the groups read so far already make up the whole weight."""
        weights = [weight.quantity.value for _, weight, _ in self.groups if weight]
        return self.weight is not None and bool(weights) and sum(weights) >= self.weight.quantity.value

    def built(self) -> Goal:
        groups = tuple(Group(label, weight, tuple(rows)) for label, weight, rows in self.groups if rows)
        return Goal(self.label, self.text, self.weight, groups)


class IndicatorReader:
    """Reads the indicator rows of one sheet."""

    def __init__(self) -> None:
        """Begin before the header."""
        self.begun = False
        self.weighted = False
        self.columns: dict[str, int] = {}
        self.width = 0
        self.values: list[int] = []
        self.points: list[int] = []
        self.blocks: list[_Block] = []
        self.pending: Label | None = None
        self.text: Label | None = None
        self.kind = ""

    def title(self, filled: list[Cell]) -> None:
        """Remember the title and text of the goal that the next header opens."""
        self.pending = Label(filled[0].text, filled[0].span)
        self.text = Label(filled[1].text, filled[1].span) if len(filled) > 1 else None

    def header(self, first: Cell, roles: dict[str, int], width: int) -> None:
        """Bind the columns; open a goal unless the header only repeats at the top of a page."""
        self.begun = True
        self.columns, self.width = roles, width
        self.values = [roles[role] for role in _VALUES if role in roles]
        self.points = [roles[role] for role in ("weight", "score") if role in roles]
        self.weighted = "weight" in roles
        if self.pending is None and self.blocks and not self.blocks[-1].full():
            return
        self._open(Label(first.text, first.span))

    def _open(self, head: Label) -> None:
        label = self.pending or head
        weight = _weight(head) or _weight(label)
        self.blocks.append(_Block(label, self.text, weight))
        self.pending, self.text, self.kind = None, None, ""

    def goals(self) -> tuple[Goal, ...]:
        """Return the goals that have at least one indicator."""
        return tuple(goal for block in self.blocks if (goal := block.built()).groups)

    def row(self, row: tuple[Cell, ...], filled: list[Cell]) -> None:
        """Read an indicator, or take a row without score as the rest of a wrapped cell; a title alone opens a goal too."""
        if any(cell.text in _SUBTOTAL for cell in filled):
            return
        if self.pending is not None:
            self._open(self.pending)
        place = self._fit(row)
        if place is None:
            self._wrapped(filled)
            return
        shift, at, named = place
        level = self.columns.get("level1", -1) + min(0, at - self.columns.get("name", at))
        for cell in filled:
            if cell.column < at or (cell.column == at and not named):
                self._label(cell, level)
        name = Label(row[at].text, row[at].span) if named else Label("", filled[-1].span)
        self._rows().append(
            Indicator(
                self.kind,
                name,
                self._text(row, shift, "sign", "target", "unit"),
                self._text(row, shift, "achieved"),
                self._entry(row, shift, "weight", f"{name.text}分值"),
                self._entry(row, shift, "score", f"{name.text}得分"),
            )
        )

    def _text(self, row: tuple[Cell, ...], shift: int, *roles: str) -> Label | None:
        """Join the cells of ``roles``: sign, value and unit of a target may stand in cells of their own."""
        filled = [cell for role in roles if role in self.columns and (cell := row[self.columns[role] + shift]).text]
        if len(filled) > 1:
            return Label("".join(cell.text for cell in filled), filled[0].span)
        return Label(filled[0].text, filled[0].span) if filled else None

    def _entry(self, row: tuple[Cell, ...], shift: int, role: str, label: str) -> Entry | None:
        cell = row[self.columns[role] + shift] if role in self.columns else None
        match = _SCORE.fullmatch(cell.text) if cell is not None else None
        return count(label, match.group(1), cell.span, "分") if match and cell is not None else None

    def _rows(self) -> list[Indicator]:
        groups = self.blocks[-1].groups
        if not groups:
            groups.append((None, None, []))
        return groups[-1][2]

    def _label(self, cell: Cell, level: int) -> None:
        """Take a cell left of the name as a first-level group or a second-level kind."""
        groups = self.blocks[-1].groups
        weight = points_of(cell)
        named = family_named(cell.text)
        if cell.column <= level or (weight and named):
            if weight or (cell.text.endswith(_MEASURE) and (cell.column == level or named)):
                groups.append((Label(cell.text, cell.span), weight, []))
            return
        self.kind = cell.text
        under, current = families_of(cell.text), groups[-1][0] if groups else None
        if current is not None and under and (family := family_named(current.text)) and family not in under:
            groups.append((None, None, []))

    def _wrapped(self, filled: list[Cell]) -> None:
        """Take the cells of a row without values: a group whose rows follow, or the rest of a name."""
        name_at = self.columns.get("name", -1)
        level = self.columns.get("level1", -1)
        for cell in filled:
            if cell.column == level and cell.text.endswith((_MEASURE, ")")) and len(cell.text) > len(_MEASURE) + 1:
                self._label(cell, level)
            elif cell.column == name_at and self.blocks[-1].groups and (rows := self._rows()):
                last = rows[-1]
                rows[-1] = last._replace(name=Label(last.name.text + cell.text, last.name.span))

    def _fit(self, row: tuple[Cell, ...]) -> tuple[int, int, bool] | None:
        """Return the shift under which the row fits its header, the column of its name, and whether it has one."""
        first, last = min(self.values), max(self.values)
        for shift in SHIFTS:
            if first + shift < 1 or last + shift >= len(row) or not self._suits(row, shift):
                continue
            at = first + shift - 1
            while at >= 0 and not row[at].text:
                at -= 1
            if at >= 0 and not _SCORE.fullmatch(row[at].text):
                return shift, at, at >= self.columns.get("name", 0) + min(shift, 0)
        return None

    def _suits(self, row: tuple[Cell, ...], shift: int) -> bool:
        """Tell whether weight and score hold points at this shift and nothing numeric stands behind them."""
        if shift and "target" in self.columns and not row[self.columns["target"] + shift].text:
            return False
        if any(cell.text and _SCORE.fullmatch(cell.text) for cell in row[self.points[-1] + shift + 1 :]):
            return False
        points = [row[at + shift].text for at in self.points]
        numeric = [bool(_SCORE.fullmatch(text)) for text in points]
        if all(numeric):
            return True
        return shift == 0 and numeric[0] and len(row) == self.width and (not points[-1] or points[-1] in DASHES)


def points_of(cell: Cell) -> Entry | None:
    """Return the points that a label prints in brackets, as in 成本指标（20分）."""
    return _weight(Label(cell.text, cell.span))


def _weight(label: Label) -> Entry | None:
    match = _POINTS.search(label.text) if "(" in label.text else None
    return count(label.text, match.group(1), label.span, "分") if match else None
