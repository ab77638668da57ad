"""Tables to facts: each cell bound by the names of its column and row, or shown with the reason why not."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.blocks import Cell
from textcheck.document.span import Span
from textcheck.fact.cells import BLANK, FACTORS, parse_cell, plain_label, settled, with_stored
from textcheck.fact.columns import Lane, find_lanes, label_of, match_columns
from textcheck.fact.details import details_of
from textcheck.fact.fact import PRIOR_YEAR, THIS_YEAR, TOTAL, Fact, Key
from textcheck.fact.header import NUMBER, Row, count_header_rows, find_leaves, is_column_numbers, is_data, says
from textcheck.fact.layout import columns_beside, is_astray, is_torn, preamble, split_year
from textcheck.fact.proof import adds_up
from textcheck.fact.rownames import RowNames, whole_row
from textcheck.fact.table import DERIVED, SOURCE, BoundTable
from textcheck.fact.whose import Whose, in_blocks
from textcheck.lexicon.headers import headers
from textcheck.lexicon.measures import ROW_NUMBER, Aspects, measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.document.blocks import Table
    from textcheck.lexicon.profile import Profile, TableKind


_CODE = re.compile(r"\[?(\d{3}(?:\d\d){0,2})\]?(?!\d)")


def _trimmed(row: Row, column: int) -> Cell:
    """Return the blank cell that an editor cut off at the end of a row."""
    end = row[-1].span.end
    return Cell("", Span(end, end), row[-1].row, column)


def bind(table: Table, kind: TableKind, unit: str, profile: Profile, year: int) -> BoundTable:
    """Bind the cells of a recognised table; ``year`` is the report's, 0 if it does not say."""
    return _Binder(table, kind, unit, profile, year).bind()


class _RowLabel(NamedTuple):
    """What a row is called, what that fixes of a key, or why its name means nothing; whose it is, of which year."""

    label: str
    aspects: Aspects | None
    reason: str
    unit: str = ""
    period: str = THIS_YEAR


class _Binder:
    def __init__(self, table: Table, kind: TableKind, unit: str, profile: Profile, year: int) -> None:
        self.table, self.kind, self.unit, self.profile, self.year = table, kind, unit, profile, year
        self.factor = FACTORS.get(unit)
        self.base = kind.aspects.over(Aspects(measure=profile.measure))
        self.labels = {**measures().rows, **profile.rows}
        self.heads = {**measures().columns, **profile.columns}
        self.facts: list[Fact] = []
        self.unbound: list[tuple[Cell, str]] = []
        self.matrix, self.torn = False, table.partial
        self.torn_codes: frozenset[str] = frozenset()
        self.carries = any(headers().carried in cell.text for row in table.rows for cell in row)
        self.gross = kind.gross and not self.carries
        self.income, self.expenditure = next(iter(profile.totals)), next(reversed(profile.totals))
        numbered = any(row and ROW_NUMBER.match(cell.text) for row in table.rows for cell in row[2:])
        self.rows = RowNames(kind, profile, self.labels, numbered=numbered)

    def bind(self) -> BoundTable:
        rows = self.table.rows[preamble(self.table.rows) :] or self.table.rows
        head = count_header_rows(rows, self.labels)
        header = rows[:head]
        repeated = {tuple(cell.text for cell in row) for row in header}
        data = [row for row in rows[head:] if tuple(cell.text for cell in row) not in repeated and self._worth(row)]
        if self.kind.opaque:
            self.unbound = [(cell, "这种表各地表式不一，只认表名") for row in data for cell in row if NUMBER.match(cell.text)]
        elif data:
            self._data(data, header)
        self.facts = settled(self.facts)
        if self.kind.blocks:
            self.facts = in_blocks(self.facts, self.kind.name)
        declared: frozenset[Key] = frozenset()
        if self.kind.matrix and not self.facts:
            heads = [self._column(leaf.path) for leaf in find_leaves(header)]
            declared = frozenset(self._keys(_RowLabel("", Aspects(), ""), *head)[0] for head in heads if head is not None)
        by_key: dict[Key, Fact] = {}
        for fact in self.facts:
            by_key.setdefault(fact.key, fact)
        return BoundTable(
            self.table,
            self.kind,
            self.unit,
            tuple(self.facts),
            tuple(self.unbound),
            head,
            by_key,
            self.rows.codes,
            declared,
            self.torn,
            self.torn_codes,
        )

    def _data(self, data: Sequence[Row], header: Sequence[Row]) -> None:
        beside = columns_beside(header)
        self.whose = Whose(self.table, beside, data, self.year)
        self.matrix = self.kind.matrix and not any(self._known(row) for row in data)
        lanes = find_lanes(data, header, beside, matrix=self.matrix)
        if self.kind.accounts == "items" and lanes:
            self.rows.whole = whole_row(data, lanes[0], self.whose.owners)
        if self.kind.lanes and len(lanes) > 1:
            self.rows.details = list(details_of((label_of(row, lanes[1])[1] for row in data), self.labels))
        columns = match_columns(find_leaves(header), lanes, header, data)
        names = {column: self._column(leaf.path) for column, leaf in columns.items()}
        titles = {column: leaf.path for column, leaf in columns.items()}
        if any(is_astray(leaf) for leaf in columns.values()):
            names = {c: None if is_astray(leaf) or len(leaf.path) > 1 else names[c] for c, leaf in columns.items()}
        for doubtful, rows in groupby(data, lambda row: row[0].row in self.table.doubtful):
            read: list[list[Fact]] = []
            for row in rows:
                if is_torn(row, self.table.width):
                    self._tear(row)
                    self.unbound.append((next(cell for cell in row if cell.text), "一行各格连在一起，分不清各是哪一栏"))
                    continue
                at = len(self.facts)
                self._row(row, lanes, names, titles)
                if doubtful:
                    read.append(self.facts[at:])
                    del self.facts[at:]
            self._settle(read)

    def _settle(self, rows: Sequence[list[Fact]]) -> None:
        """Keep the rows of another page whose amounts add up, and the others among them where most do."""
        proven = [adds_up(row, self.profile) for row in rows]
        most = sum(proven) > 1 and sum(proven) * 2 > sum(any(fact.printed for fact in row) for row in rows)
        for row, adds in zip(rows, proven, strict=True):
            if adds or most:
                self.facts += row
            elif any(fact.printed for fact in row):
                self._tear([fact.cell for fact in row if fact.cell], row[0].key.concept)
                self.unbound += [(fact.cell, "换页以后栏数不同，分不清各是哪一栏") for fact in row if fact.printed and fact.cell]

    def _tear(self, cells: Sequence[Cell], concept: str = "") -> None:
        """Note a row that could not be told apart, and the account that it is of, or that it may be of any."""
        known = concept if concept.isdigit() else next((m[1] for cell in cells if (m := _CODE.match(cell.text))), "")
        self.torn_codes = self.torn_codes | {known} if known and (self.torn_codes or not self.torn) else frozenset()
        self.torn = True

    def _known(self, row: Row) -> bool:
        """Tell whether a row is named at the left: a matrix turned round."""
        first = next((cell.text for cell in row if cell.text), "")
        return plain_label(first) in self.labels

    def _worth(self, row: Row) -> bool:
        texts = [cell.text for cell in row if cell.text]
        return bool(texts) and not is_column_numbers(texts) and (self.kind.matrix or is_data(row, self.labels) or len(texts) > 1)

    def _column(self, path: tuple[str, ...]) -> tuple[Aspects, str] | None:
        """Merge the aspects of a column's groups, the innermost winning, and its year; None if its name is unknown."""
        if any(word in name for name in path for word in headers().derived):
            return None
        if self.kind.gross and path == ("小计",):  # of this year's income or of the carry-over: the head has lost its groups
            return None
        merged, period, known = Aspects(), THIS_YEAR, False
        for name in path[1:] if self.kind.lanes and len(path) > 1 else path:  # in a balance table the first only names a side
            year, plain = split_year(name)
            if year and self.year and year != self.year:
                period = PRIOR_YEAR if year == self.year - 1 else str(year)
            aspects = self.heads.get(plain_label(plain)) if plain else Aspects()
            known = aspects is not None
            merged = (aspects or Aspects()).over(merged)
        if (
            self.kind.gross
            and self.kind.aspects.flow in self.profile.totals
            and len(path) == 1
            and not any(merged)
            and self.carries
        ):
            merged = merged._replace(flow=self.profile.totals[self.kind.aspects.flow])
        return (merged, period) if known else None

    def _is_source(self, row: _RowLabel, column: tuple[Aspects, str]) -> bool:
        """Tell whether a figure of the whole department is only this year's money: what is carried over has its own column."""
        return bool(self.kind.sources and self.carries and column[0].fund and not row.unit)

    def _row(
        self, row: Row, lanes: Sequence[Lane], names: dict[int, tuple[Aspects, str] | None], titles: dict[int, tuple[str, ...]]
    ) -> None:
        lane_labels = [label_of(row, lane) for lane in lanes]
        unit, period = self.whose.of(row, any(label in self.labels and not any(self.labels[label]) for _, label in lane_labels))
        if not period:
            return
        for index, lane in enumerate(lanes):
            code, label = lane_labels[index]
            values = [row[c] if c < len(row) else _trimmed(row, c) for c in lane.values]
            if not label and not code and index and not self.matrix:
                values = []
            elif label and not code and not any(says(cell.text) for cell in values):
                values = self._borrowed(row, lanes, lane_labels, index) or values
            if not values:
                continue
            nameless = not label and not code and (self.whose.named(row) or not (lane.labels or lane.codes))
            whole = nameless and not self.matrix
            aspects, reason = (Aspects(concept=TOTAL), "") if whole else self.rows.of(code, label, index, matrix=self.matrix)
            if aspects is not None and not code and self.rows.is_account(aspects):  # which unit's, the row does not say
                unit = unit or f"{self.kind.name}第{row[0].span.start}处"
            row_label = _RowLabel(label or code or self.whose.name(row), aspects, reason, unit, period)
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

    def _cell(self, cell: Cell, row: _RowLabel, column: tuple[Aspects, str] | None, path: tuple[str, ...]) -> None:
        text = cell.text
        blank = not says(text)
        if row.aspects is None or column is None or self.factor is None or self._is_source(row, column):
            if not blank and NUMBER.match(text):
                self.unbound.append((cell, self._why(row, column, path)))
            return
        quantity = BLANK if blank else parse_cell(text, self.factor)
        if quantity is None:
            if text[0] == "#" or any(c.isdigit() for c in text):  # a formula that failed has no digit: #REF!
                self.unbound.append((cell, "单元格不是可读的数"))
            return
        if self.table.stored and not blank:
            quantity = with_stored(quantity, self.table.stored.get(cell.span.start), self.factor)
        last = path[-1] if path else ""
        shown = f"{row.label}·{last}" if row.label and last not in {"", row.label} else row.label or "·".join(dict.fromkeys(path))
        for number, key in enumerate(self._keys(row, *column)):
            fact = Fact(key, quantity, cell.span, shown, self.kind.name, not blank, self.table, cell, alias=number > 0)
            self.facts.append(fact)

    def _why(self, row: _RowLabel, column: tuple[Aspects, str] | None, path: tuple[str, ...]) -> str:
        if row.reason:
            return row.reason
        if column is None:
            if any(word in name for name in path for word in headers().derived):
                return DERIVED
            return "表头与数据列对不上"
        return SOURCE if self._is_source(row, column) else "表的金额单位不明"

    def _keys(self, label: _RowLabel, column: Aspects, period: str) -> list[Key]:
        """Return what a cell means: the column's word counts before the row's, the table's last; a named row stays.

        The first key is the meaning, others are what it means besides: 人员经费 in the row 合计 is also a part of the basic
        expenditure, and the expenditure total of a table without carry-over is the expenditure.
        """
        base, row = self.base, label.aspects or Aspects()
        if column.concept and column.concept == self.kind.names:  # the column only repeats what the table is
            column = Aspects()
        concept = row.concept
        if not concept or concept == TOTAL:
            own = column.concept
            concept = (own if own and not (own == TOTAL and base.concept) else "") or concept or base.concept or TOTAL
        flow = column.flow or row.flow or base.flow
        if self.gross and flow == self.income:
            flow = self.profile.totals[flow]
        key = Key(
            concept,
            flow,
            column.fund or row.fund or base.fund,
            column.nature or row.nature or base.nature,
            column.measure or row.measure or base.measure,
            label.period if period == THIS_YEAR else period,
            label.unit,
        )
        keys = [key]
        if self.kind.names and concept == TOTAL and key.fund == base.fund:
            keys.append(key._replace(concept=self.kind.names, nature=TOTAL))
        if concept == key.nature != TOTAL:
            keys = [key._replace(nature=self.profile.basic), key._replace(concept=TOTAL)]
        if self.gross and flow == self.profile.totals[self.expenditure]:
            keys.append(key._replace(flow=self.expenditure))
        return keys
