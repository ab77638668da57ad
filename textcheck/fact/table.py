"""Tables to facts: each cell bound by the names of its column and row, or shown with the reason why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.blocks import Cell
from textcheck.document.span import Span
from textcheck.fact.cells import BLANK, parse_cell, plain_label, settled
from textcheck.fact.columns import Lane, find_lanes, label_of, match_columns
from textcheck.fact.fact import THIS_YEAR, TOTAL, Fact, Key, index_by_aspect
from textcheck.fact.header import NUMBER, Row, count_header_rows, find_leaves, is_column_numbers, is_data, says
from textcheck.fact.heads import kind_by_words
from textcheck.lexicon.accounts import functional_classes, plain_name
from textcheck.lexicon.measures import Aspects, measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.document.blocks import Table
    from textcheck.lexicon.profile import Profile, TableKind

_UNIT = re.compile(r"单位[:：]\s*(?:人民币)?(亿元|万元|千元|元)")
_FACTORS = {"亿元": Decimal(100000000), "万元": Decimal(10000), "千元": Decimal(1000), "元": Decimal(1)}
_YEAR = re.compile(r"^.*?20\d\d年(?:度)?")


@dataclass(frozen=True, eq=False)
class BoundTable:
    """A table that was recognised: its kind, its facts in reading order, and what could not be bound.

    ``declared`` are the meanings that an empty matrix has columns for.
    """

    table: Table
    kind: TableKind
    unit: str
    facts: tuple[Fact, ...]
    unbound: tuple[tuple[Cell, str], ...]
    header_rows: int
    by_key: dict[Key, Fact] = field(default_factory=dict, repr=False)
    codes: dict[str, str] = field(default_factory=dict, repr=False)
    declared: frozenset[Key] = frozenset()

    @cached_property
    def by_aspect(self) -> dict[tuple[int, str], list[Fact]]:
        """The facts by each of their aspects."""
        return index_by_aspect(self.facts)

    @property
    def classes(self) -> bool:
        """Tell whether rows stand for 类 by name, as in the balance tables."""
        return bool(self.kind.lanes)

    @property
    def empty(self) -> bool:
        """Tell whether no amount is printed in the table."""
        return not any(fact.printed for fact in self.facts) and not self.unbound


def bind_tables(tables: Sequence[Table], profile: Profile) -> list[BoundTable]:
    """Return every table whose title names one of the profile's kinds, bound."""
    units = [_unit(table) for table in tables]
    known = {unit for unit in units if unit}
    bound: list[BoundTable] = []
    for table, unit in zip(tables, units, strict=True):
        kind = recognise(table, profile)
        if kind is not None:
            bound.append(_bind(table, kind, unit or (next(iter(known)) if len(known) == 1 else ""), profile))
    return bound


def recognise(table: Table, profile: Profile) -> TableKind | None:
    """Return the kind that a table's title names, the nearest first; without a title, the kind that its words tell."""
    for title in reversed(table.titles):
        if title.kind in ("title", "heading"):
            text = _YEAR.sub("", title.text)
            found = [(match.end() - match.start(), kind) for kind in profile.tables if (match := kind.title.search(text))]
            if found:
                return max(found, key=lambda pair: pair[0])[1]
    return kind_by_words(table, profile)


def _unit(table: Table) -> str:
    for paragraph in table.titles:
        match = _UNIT.search(paragraph.text)
        if match:
            return match.group(1)
    for row in table.rows[:2]:
        for cell in row:
            match = _UNIT.search(cell.text)
            if match:
                return match.group(1)
    return ""


def _trimmed(row: Row, column: int) -> Cell:
    """Return the blank cell that an editor cut off at the end of a row."""
    end = row[-1].span.end
    return Cell("", Span(end, end), row[-1].row, column)


def _bind(table: Table, kind: TableKind, unit: str, profile: Profile) -> BoundTable:
    return _Binder(table, kind, unit, profile).bind()


class _RowLabel(NamedTuple):
    """What a row is called, what that fixes of a key, or why its name means nothing."""

    label: str
    aspects: Aspects | None
    reason: str


class _Binder:
    def __init__(self, table: Table, kind: TableKind, unit: str, profile: Profile) -> None:
        self.table, self.kind, self.unit, self.profile = table, kind, unit, profile
        self.factor = _FACTORS.get(unit)
        self.base = kind.aspects.over(Aspects(measure=profile.measure))
        self.facts: list[Fact] = []
        self.unbound: list[tuple[Cell, str]] = []
        self.codes: dict[str, str] = {}
        self.carried: dict[int, str] = {}
        self.matrix = kind.matrix

    def bind(self) -> BoundTable:
        rows = self.table.rows
        self.labels = measures().rows
        head = count_header_rows(rows, self.labels)
        header = rows[:head]
        repeated = {tuple(cell.text for cell in row) for row in header}
        data = [row for row in rows[head:] if tuple(cell.text for cell in row) not in repeated and self._worth(row)]
        if self.kind.opaque:
            self.unbound = [(cell, "这种表各地表式不一，只认表名") for row in data for cell in row if NUMBER.match(cell.text)]
        elif data:
            self.matrix = self.kind.matrix and not any(self._known(row[0].text) for row in data)
            lanes = find_lanes(data, header, matrix=self.matrix)
            columns = match_columns(find_leaves(header), lanes, header, data)
            names = {column: self._column(leaf.path) for column, leaf in columns.items()}
            titles = {column: leaf.path for column, leaf in columns.items()}
            for row in data:
                self._row(row, lanes, names, titles)
        self.facts = settled(self.facts)
        declared: frozenset[Key] = frozenset()
        if self.kind.matrix and not self.facts:
            heads = [self._column(leaf.path) for leaf in find_leaves(header)]
            declared = frozenset(self._key(Aspects(), head) for head in heads if head is not None)
        by_key: dict[Key, Fact] = {}
        for fact in self.facts:
            by_key.setdefault(fact.key, fact)
        return BoundTable(
            self.table, self.kind, self.unit, tuple(self.facts), tuple(self.unbound), head, by_key, self.codes, declared
        )

    def _known(self, text: str) -> bool:
        """Tell whether a cell names a row: in a matrix turned round the items stand at the left."""
        return plain_label(text) in self.labels

    def _worth(self, row: Row) -> bool:
        texts = [cell.text for cell in row if cell.text]
        return bool(texts) and not is_column_numbers(texts) and (self.kind.matrix or is_data(row, self.labels) or len(texts) > 1)

    def _column(self, path: tuple[str, ...]) -> Aspects | None:
        """Merge the aspects of a column's groups, the innermost winning; None if no name of it is known."""
        merged = Aspects()
        known = False
        for name in path:
            aspects = measures().columns.get(name)
            if aspects is not None:
                merged = aspects.over(merged)
                known = True
        return merged if known and measures().columns.get(path[-1]) is not None else None

    def _row(self, row: Row, lanes: Sequence[Lane], names: dict[int, Aspects | None], titles: dict[int, tuple[str, ...]]) -> None:
        lane_labels = [label_of(row, lane) for lane in lanes]
        for index, lane in enumerate(lanes):
            code, label = lane_labels[index]
            values = [row[c] if c < len(row) else _trimmed(row, c) for c in lane.values]
            if not label and not code and index and not self.matrix:
                values = []
            elif label and not code and not any(says(cell.text) for cell in values):
                values = self._borrowed(row, lanes, lane_labels, index) or values
            if not values:
                continue
            aspects, reason = self._label(code, label, index)
            row_label = _RowLabel(label or code, aspects, reason)
            for cell in values:
                self._cell(cell, row_label, names.get(cell.column), titles.get(cell.column, ()))

    def _borrowed(self, row: Row, lanes: Sequence[Lane], labels: Sequence[tuple[str, str]], index: int) -> list[Cell]:
        """Return the value of a footer whose label stands in one lane and its amount in a later, unlabelled one."""
        for later in range(index + 1, len(lanes)):
            if labels[later] != ("", ""):
                return []
            cells = [row[c] for c in lanes[later].values if c < len(row) and says(row[c].text)]
            if cells:
                return cells
        return []

    def _label(self, code: str, label: str, lane: int) -> tuple[Aspects | None, str]:
        if code:
            self.codes.setdefault(code, label)
            return Aspects(concept=code).over(self._lane(lane)), ""
        if self.matrix:
            return self._lane(lane), ""
        plain = plain_label(label)
        aspects = self.labels.get(plain)
        if aspects is None:
            account = functional_classes().get(plain_name(plain)) if self.kind.lanes and lane else None
            if account is None:
                return None, f"表中行名“{label}”未能识别"
            return Aspects(concept=account).over(self._lane(lane)), ""
        if aspects.flow == self.profile.total:
            side = self.kind.lanes[min(lane, len(self.kind.lanes) - 1)] if self.kind.lanes else ""
            aspects = aspects._replace(flow=self.profile.totals.get(side, ""))
        if aspects.flow:
            self.carried[lane] = aspects.flow
        elif lane in self.carried and aspects.fund:
            aspects = aspects._replace(flow=self.carried[lane], concept=self.base.concept or TOTAL)
        elif aspects.fund:
            aspects = aspects._replace(concept=TOTAL)
        return aspects.over(self._lane(lane)), ""

    def _lane(self, lane: int) -> Aspects:
        if not self.kind.lanes:
            return Aspects()
        return Aspects(flow=self.kind.lanes[min(lane, len(self.kind.lanes) - 1)])

    def _cell(self, cell: Cell, row: _RowLabel, column: Aspects | None, path: tuple[str, ...]) -> None:
        text = cell.text
        blank = not says(text)
        if row.aspects is None or column is None or self.factor is None:
            if not blank and NUMBER.match(text):
                why = row.reason or ("表头与数据列对不上" if column is None else "表的金额单位不明")
                self.unbound.append((cell, why))
            return
        quantity = BLANK if blank else parse_cell(text, self.factor)
        if quantity is None:
            if any(c.isdigit() for c in text):
                self.unbound.append((cell, "单元格不是可读的数"))
            return
        key = self._key(row.aspects, column)
        last = path[-1] if path else ""
        shown = f"{row.label}·{last}" if row.label and last not in {"", row.label} else row.label or "·".join(dict.fromkeys(path))
        self.facts.append(Fact(key, quantity, cell.span, shown, self.kind.name, not blank, self.table, cell))

    def _key(self, row: Aspects, column: Aspects) -> Key:
        """Return what a cell means: the column's word counts before the row's, the table's last; a named row stays."""
        base = self.base
        concept = row.concept
        if not concept or concept == TOTAL:
            own = column.concept
            concept = (own if own and not (own == TOTAL and base.concept) else "") or concept or base.concept or TOTAL
        return Key(
            concept,
            column.flow or row.flow or base.flow,
            column.fund or row.fund or base.fund,
            column.nature or row.nature or base.nature,
            column.measure or row.measure or base.measure,
            THIS_YEAR,
        )
