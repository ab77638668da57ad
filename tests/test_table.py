"""Tables, cell by cell: ``tests/tables/binding.toml`` says what each printed number means, or that nobody can know.

Beside the cases, tables composed at random: heads that stand a column off, merged groups, lost names, blank columns, page breaks with
the head again, blanks cut off at the end. Whatever the layout, a number is bound to its own column or to none.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textcheck.fact.cells import parse_cell
from textcheck.fact.factbase import FactBase
from textcheck.fact.header import count_header_rows, find_leaves, is_column_numbers
from textcheck.lexicon.measures import measures
from textcheck.quantity.interval import ZERO
from textcheck.readers.formats import read_bytes

if TYPE_CHECKING:
    from textcheck.fact.table import BoundTable

PATH = Path(__file__).parent / "tables" / "binding.toml"
CASES: list[dict[str, Any]] = tomllib.loads(PATH.read_text(encoding="utf-8"))["case"]
UNBOUND = "?"


def bind(text: str) -> tuple[BoundTable, ...]:
    return FactBase(read_bytes(text.encode(), "table")).tables


def printed(tables: tuple[BoundTable, ...]) -> dict[str, str]:
    """Return every printed number with what it was bound to."""
    found: dict[str, str] = {}
    for table in tables:
        for fact in table.facts:
            if fact.printed and fact.cell is not None:
                assert fact.cell.text not in found, "numbers of a case are told apart by their text"
                found[fact.cell.text] = "/".join(fact.key[:5])
        found |= {cell.text: UNBOUND for cell, _ in table.unbound}
    return found


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_numbers_are_bound_by_names(case: dict[str, Any]) -> None:
    assert set(case) <= {"name", "text", "bound", "kind"}, "an unknown key"
    tables = bind(case["text"])
    assert [table.kind.name for table in tables] == case.get("kind", [table.kind.name for table in tables])
    assert printed(tables) == case["bound"]


# Random tables. ``COLUMNS`` are the value columns of three kinds with the aspect of the key that tells them apart.
COLUMNS = {
    "收入决算表": (
        2,
        {
            "本年收入合计": "全部",
            "财政拨款收入": "财政拨款",
            "上级补助收入": "上级补助",
            "事业收入": "事业",
            "经营收入": "经营",
            "附属单位上缴收入": "附属上缴",
            "其他收入": "其他",
        },
    ),
    "支出决算表": (
        3,
        {
            "本年支出合计": "合计",
            "基本支出": "基本支出",
            "项目支出": "项目支出",
            "上缴上级支出": "上缴上级支出",
            "经营支出": "经营支出",
            "对附属单位补助支出": "对附属单位补助支出",
        },
    ),
    "一般公共预算财政拨款支出决算表": (3, {"小计": "合计", "基本支出": "基本支出", "项目支出": "项目支出"}),
}
ACCOUNTS = {
    "205": "教育支出",
    "20502": "普通教育",
    "2050201": "学前教育",
    "2050202": "小学教育",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "2101101": "行政单位医疗",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
}


@dataclass(frozen=True)
class Layout:
    """How a table is set: see ``layouts``."""

    title: str
    codes: str
    head: str
    shift: int
    spacer: int
    lost: int
    total_last: bool
    page_break: int
    trimmed: bool
    blank_columns: frozenset[int]
    filled: tuple[tuple[bool, ...], ...]

    @property
    def names(self) -> list[str]:
        return list(COLUMNS[self.title][1])

    def render(self) -> tuple[str, dict[str, tuple[str, str]]]:
        """Return the text, and for every printed number its account and the aspect of its column."""
        aspects = list(COLUMNS[self.title][1].values())
        truth: dict[str, tuple[str, str]] = {}
        rows: list[list[str]] = []
        for at, (code, name) in enumerate([("", "合计"), *ACCOUNTS.items()]):
            values: list[str] = []
            for column, aspect in enumerate(aspects):
                if column and (column in self.blank_columns or not self.filled[at][column]):
                    values.append("")
                    continue
                values.append(f"{at + 1}{column + 1}{at}.{column}7")
                truth[values[-1]] = (code or "合计", aspect)
            rows.append([*self._label(code, name), *self._spaced(values)])
        if self.total_last:
            rows.append(rows.pop(0))
        head = self._head(len(rows[0]) - len(self._spaced(aspects)))
        body = [*rows[: self.page_break], ["\n"], *head, *rows[self.page_break :]] if self.page_break else rows
        lines = ["\t".join(row) for row in [*head, *body]]
        text = "\n".join(line.rstrip("\t") if self.trimmed else line for line in lines)
        return f"{self.title}\n单位：万元\n{text}\n", truth

    def _label(self, code: str, name: str) -> list[str]:
        if self.codes == "joined":
            return [f"{code}-{name}" if code else name]
        if self.codes == "split":
            parts = [code[:3], code[3:5], code[5:]]
            return [*parts, name] if code else (["类", "款", "项", name] if not self.total_last else [name, "", "", ""])
        blanks = [""] * (2 if self.codes == "apart" else 0)
        return [code, *blanks, name] if code else ["", *blanks, name] if self.codes == "apart" else [name, ""]

    def _spaced(self, values: list[str]) -> list[str]:
        at = self.spacer
        return [*values[:at], "", *values[at:]] if at >= 0 else values

    def _head(self, labels: int) -> list[list[str]]:
        names = self._spaced(["" if at == self.lost else name for at, name in enumerate(self.names)])
        blank = [""] * (labels - 1)
        if self.head == "flat":
            rows = [["科目编码", *blank[1:], "科目名称", *names] if labels > 1 else ["科目名称", *names]]
        elif self.head == "grouped":
            group = ["本年支出" if "支出" in self.title else "本年收入", *[""] * (len(names) - 1)]
            rows = [
                ["项目", *blank, *group],
                ["科目编码", *blank[1:], "科目名称", *names] if labels > 1 else ["科目名称", *names],
            ]
        else:
            count = self._spaced([str(number + 1) for number in range(len(self.names))])
            rows = [["项目", *blank, *names], ["栏次", *blank, *count]]
        if self.shift > 0:
            return [["", *row] if row[0] != "栏次" else row for row in rows]
        if self.shift < 0 and labels > 1:
            return [[row[0], *row[2:], ""] if row[0] != "栏次" else row for row in rows]
        return rows


@st.composite
def layouts(draw: st.DrawFn, *, plain: bool = False) -> Layout:
    """Draw a layout; a ``plain`` one has its head where it belongs and a name over every column."""
    title = draw(st.sampled_from(sorted(COLUMNS)))
    width = len(COLUMNS[title][1])
    return Layout(
        title,
        draw(st.sampled_from(["whole", "apart", "split", "joined"])),
        draw(st.sampled_from(["flat", "grouped", "counted"])),
        0 if plain else draw(st.sampled_from([0, 0, 1, -1])),
        -1 if plain else draw(st.sampled_from([-1, -1, *range(width + 1)])),
        -1 if plain else draw(st.sampled_from([-1, -1, -1, *range(width)])),
        draw(st.booleans()),
        draw(st.sampled_from([0, 0, *range(1, len(ACCOUNTS))])),
        draw(st.booleans()),
        draw(st.frozensets(st.integers(1, width - 1))),
        tuple(tuple(draw(st.booleans()) for _ in range(width)) for _ in range(len(ACCOUNTS) + 1)),
    )


def wrong(layout: Layout) -> tuple[dict[str, str], int]:
    """Return what was bound to another meaning than its own, and how many numbers were bound to none."""
    text, truth = layout.render()
    aspect = COLUMNS[layout.title][0]
    found = printed(bind(text))
    keys = {number: key.split("/") for number, key in found.items() if key != UNBOUND}
    bad = {number: found[number] for number, key in keys.items() if (key[0], key[aspect]) != truth[number]}
    return bad, len(truth) - len(keys)


@settings(max_examples=400)
@given(layouts())
def test_no_number_is_bound_to_a_wrong_column(layout: Layout) -> None:
    bad, _ = wrong(layout)
    assert bad == {}, layout.render()[0]


@settings(max_examples=200)
@given(layouts(plain=True))
def test_every_number_of_a_plain_table_is_bound(layout: Layout) -> None:
    assert wrong(layout) == ({}, 0), layout.render()[0]


@pytest.mark.parametrize("shift", [1, -1])
@pytest.mark.parametrize("title", sorted(COLUMNS))
def test_a_head_one_column_off_is_still_bound(shift: int, title: str) -> None:
    width = len(COLUMNS[title][1])
    filled = ((True,) * width,) * (len(ACCOUNTS) + 1)
    layout = Layout(
        title,
        "apart",
        "flat",
        shift,
        -1,
        -1,
        total_last=False,
        page_break=3,
        trimmed=True,
        blank_columns=frozenset(),
        filled=filled,
    )
    assert wrong(layout) == ({}, 0), layout.render()[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.30", "123000"),
        ("1,234.5", "12345000"),
        ("0", "0"),
        ("-0.01", "-100"),
        ("47,145,123", "471451230000"),
        ("12.30.1", None),
        ("1,23.4", None),
        ("—", None),
        ("", None),
        ("12.3%", None),
    ],
)
def test_a_cell_is_a_number_or_not(text: str, value: str | None) -> None:
    quantity = parse_cell(text, parse_factor := type(ZERO)(10000))
    assert (None if quantity is None else f"{quantity.value:f}".split(".")[0]) == value
    if quantity is not None:
        places = len(text.partition(".")[2])
        assert quantity.step == parse_factor.scaleb(-places)


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        (["栏次", "1", "2", "3"], True),
        (["类", "款", "项", "栏次", "1", "2"], True),
        (["1", "2", "3", "4", "5", "6"], True),
        (["栏次", "2", "3", "4"], True),
        (["栏次", "1"], True),
        (["1"], False),
        (["201", "教育支出", "1", "2"], False),
        (["合计", "1", "2"], False),
        (["1", "3"], False),
    ],
)
def test_a_row_that_counts_the_columns(row: list[str], counts: bool) -> None:  # noqa: FBT001
    assert is_column_numbers(row) is counts


def test_groups_reach_to_their_neighbour() -> None:
    text = "财政拨款“三公”经费支出决算表\n单位：万元\n预算数\t\t\t决算数\t\t\n合计\t公务用车购置及运行费\t\t合计\t公务用车购置及运行费\t\n\t小计\t公务用车购置费\t\t小计\t公务用车购置费\n1.00\t1.00\t1.00\t2.00\t2.00\t2.00\n"
    rows = read_bytes(text.encode(), "head").tables[0].rows
    head = rows[: count_header_rows(rows, measures().rows)]
    assert [leaf.path for leaf in find_leaves(head)] == [
        ("预算数", "合计"),
        ("预算数", "公务用车购置及运行费", "小计"),
        ("预算数", "公务用车购置及运行费", "公务用车购置费"),
        ("决算数", "合计"),
        ("决算数", "公务用车购置及运行费", "小计"),
        ("决算数", "公务用车购置及运行费", "公务用车购置费"),
    ]
