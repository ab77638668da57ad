"""The projects of a budget: target sheets (绩效目标表) and tables that list projects with their money."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Term
from textcheck.fact.cells import parse_cell
from textcheck.fact.header import NUMBER
from textcheck.lexicon.projects import project_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.blocks import Cell, Document, Table
    from textcheck.quantity.quantity import Quantity

_MYRIAD = Decimal(10000)
_CODE = re.compile(r"^\d{6,}[A-Z]\d+-|^\d+[.、]")
_LIMIT = re.compile(r"(?P<sign>≤|<=|＝|=|<|≥|>=|>)?(?P<figure>[\d,]+(?:\.\d+)?)(?P<unit>万元)?$")
_SIGNS = re.compile(r"^(?:≤|<=|＝|=|<|≥|>=|>|小于等于|等于|定性)$")
_UNIT = "万元"
_LEVEL_WORD = "指标"


class Cost(NamedTuple):
    """A cost indicator of a sheet in 万元: its name, its bound and its figure."""

    name: str
    sign: str
    term: Term


class Project(NamedTuple):
    """A project as a sheet or a row of a list gives it.

    ``sheet``: it has indicators; ``form``: the sheet is the project's own, so that no other project's can be among them.
    """

    name: str
    term: Term | None
    sources: tuple[Term, ...]
    others: tuple[Term, ...]
    costs: tuple[Cost, ...]
    table: int
    sheet: bool
    form: bool = False


def read_projects(document: Document) -> tuple[Project, ...]:
    """Return every project with its money, in the order of the report; tables in 元 are left alone."""
    found: list[Project] = []
    for number, table in enumerate(document.tables):
        if not table.unread and any(project_words().name & {cell.text for cell in row} for row in table.rows):
            found += _Reader(table, number).read()
    return tuple(found)


def plain_project(name: str) -> str:
    """Return a project's name without its code and number."""
    return _CODE.sub("", name)


class _Reader:
    def __init__(self, table: Table, number: int) -> None:
        self.table, self.number = table, number
        texts = [p.text for p in table.titles] + [cell.text for row in table.rows for cell in row]
        self.counts = any(_UNIT in text for text in texts)
        self.found: list[Project] = []
        self.level = ""

    def read(self) -> list[Project]:
        if not self.counts:
            return []
        columns: dict[int, str] = {}
        for row in self.table.rows:
            filled = [cell for cell in row if cell.text]
            named = [cell for cell in filled if cell.text in project_words().name]
            if self._is_head(named, filled):
                columns = {cell.column: cell.text for cell in filled}
                continue
            if named and not columns:
                self._form(filled, named[0])
            elif columns:
                self._row(row, filled, columns)
            if self.found:
                self._details(filled, columns)
        return self.found

    def _is_head(self, named: Sequence[Cell], filled: Sequence[Cell]) -> bool:
        """Tell whether a row heads a list of projects; a head that names rows just 项目 must speak of targets or projects."""
        words = project_words()
        if not named or len(filled) < 3 or not any(cell.text in words.amount for cell in filled):
            return False
        if named[0].text not in words.plain or any(cell.text in words.targets for cell in filled):
            return True
        return any(word in p.text for p in self.table.titles for word in words.titles)

    def _form(self, filled: Sequence[Cell], label: Cell) -> None:
        at = filled.index(label) + 1
        if label.text == "项目名称" and at < len(filled):
            self.level = ""
            self.found.append(Project(filled[at].text, None, (), (), (), self.number, sheet=True, form=True))

    def _row(self, row: Sequence[Cell], filled: Sequence[Cell], columns: dict[int, str]) -> None:
        """Read a row of a list: a name under the name's column, amounts under theirs."""
        words = project_words()
        name = next((cell for cell in filled if columns.get(cell.column) in words.name), None)
        amounts = [cell for cell in row if columns.get(cell.column) in words.amount and self._amount(cell)]
        sheet = not words.indicators.isdisjoint(columns.values())
        if filled and filled[0].text not in words.levels:
            self.level = ""
        if name is None or not amounts or NUMBER.match(name.text):
            if any(cell.text in words.levels for cell in filled[1:]):  # a project whose name or money stands astray
                self.found.append(Project("", None, (), (), (), self.number, sheet))
            return
        terms = [Term(name.text, cell.span, self._amount(cell)) for cell in filled if cell is not name and self._amount(cell)]
        first = Term(name.text, amounts[0].span, self._amount(amounts[0]))
        self.found.append(Project(name.text, first, (), tuple(terms), (), self.number, sheet))

    def _details(self, filled: Sequence[Cell], columns: dict[int, str]) -> None:
        """Add the money and the cost indicators that follow a project's name to it."""
        words = project_words()
        last = self.found[-1]
        for at, cell in enumerate(filled[:-1]):
            label = re.sub(r"[:：]$", "", cell.text.removeprefix("其中:"))
            amount = self._amount(filled[at + 1])
            if amount is None or columns:
                continue
            term = Term(f"{last.name} {label}", filled[at + 1].span, amount)
            if label in words.amount and last.term is None:
                last = last._replace(term=term)
            elif label in words.sources:
                last = last._replace(sources=(*last.sources, term))
        levels = [cell.text for cell in filled if cell.text in words.levels]
        self.level = levels[-1] if levels else self.level
        cost = self._cost(filled) if self.level == words.cost else None
        self.found[-1] = last._replace(costs=(*last.costs, cost)) if cost is not None else last

    def _cost(self, filled: Sequence[Cell]) -> Cost | None:
        for at, cell in enumerate(filled):
            match = _LIMIT.match(cell.text)
            if match is None or at == 0:
                continue
            sign = match["sign"] or (filled[at - 1].text if _SIGNS.match(filled[at - 1].text) else "")
            after = filled[at + 1].text if at + 1 < len(filled) else ""
            if not sign or not (match["unit"] or after == _UNIT):
                continue
            names = [c for c in filled[:at] if not _SIGNS.match(c.text) and not c.text.endswith(_LEVEL_WORD)]
            quantity = parse_cell(match["figure"], _MYRIAD)
            if names and quantity is not None:
                return Cost(names[-1].text, sign, Term(names[-1].text, cell.span, quantity))
        return None

    def _amount(self, cell: Cell) -> Quantity | None:
        return parse_cell(cell.text, _MYRIAD)


def projects_named(projects: Sequence[Project]) -> Iterator[list[Project]]:
    """Yield the projects that several tables give, name by name."""
    by_name: dict[str, list[Project]] = {}
    for project in projects:
        if not project.name:
            continue
        by_name.setdefault(plain_project(project.name), []).append(project)
    yield from (found for found in by_name.values() if len({project.table for project in found}) > 1)
