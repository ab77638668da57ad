"""Tables of PDF reports that may have been misread: said, recognised for what they are, and part of no check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("reportlab")

from test_pdf import HEAD, HIGH, ROWS, WIDE, Paper, rows_of, scan

from textcheck.engine import check_bytes
from textcheck.fact.factbase import FactBase
from textcheck.readers.formats import read_bytes, read_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.document.source import Source

TITLE = "收入支出决算总表"


def said(source: Source) -> list[str]:
    return [remark.message for remark in source.remarks if remark.code == "U912"]


def stacked(columns: Sequence[Sequence[tuple[float, str]]], below: float = 160) -> Paper:
    """A head with lines, then all rows in one ruled row; a cell is given as its lines with their distance from the top."""
    paper = Paper()
    paper.grid([50, 170, 290, 410], [100, 120, below])
    for x, text in zip((54, 174, 294), ("项目", "合计", "基本支出"), strict=True):
        paper.text(x, 114, text)
    for x, lines in zip((54, 174, 294), columns, strict=True):
        for y, text in lines:
            paper.text(x, y, text)
    return paper


def test_rows_without_lines_between_are_told_by_their_heights() -> None:
    names, sums, basic = ["教育支出", "卫生健康支出"], ["30.00", "12.50"], ["20.00", "2.50"]
    columns = [list(zip((134, 150), column, strict=True)) for column in (names, sums, basic)]
    source = stacked(columns).read()
    assert rows_of(source) == [["项目", "合计", "基本支出"], ["教育支出", "30.00", "20.00"], ["卫生健康支出", "12.50", "2.50"]]
    assert not said(source)


def test_row_without_lines_may_lack_a_figure() -> None:
    columns = [[(134, "教育支出"), (150, "卫生健康支出")], [(134, "30.00"), (150, "12.50")], [(150, "2.50")]]
    assert rows_of(stacked(columns).read())[1:] == [["教育支出", "30.00", ""], ["卫生健康支出", "12.50", "2.50"]]


@pytest.mark.parametrize(
    "columns",
    [
        [[(142, "教育支出")], [(134, "30.00"), (150, "12.50")], [(134, "20.00"), (150, "2.50")]],  # whose is the name?
        [[(134, "教育支出"), (150, "卫生")], [(134, "30.00"), (150, "12.50")], [(142, "20.00")]],  # whose is 20.00?
        [[(134, "机关事业单位基本养老保"), (150, "险缴费支出")], [(134, "30.00"), (150, "12.50")], []],  # one name or two?
        [[(130, "教育"), (138, "支出"), (154, "卫生")], [(134, "30.00"), (154, "12.50")], []],
    ],
)
def test_figures_of_one_cell_that_cannot_be_told_apart(columns: Sequence[Sequence[tuple[float, str]]]) -> None:
    source = stacked(columns).read()
    assert said(source) == ["第 1 页有一张表有一格印着几个数，分不清各是哪一行的，这张表没有检查。"]


def cut(shift: float) -> Paper:
    paper = Paper()
    paper.table([HEAD, ["201", "教育支出", "", "10.00"]])
    paper.text(290 + shift, 134, "1,234.50")
    return paper


def test_figure_on_the_line_of_a_column_belongs_to_none() -> None:
    for shift in (-8, -12, -20):
        assert said(cut(shift).read()) == ["第 1 页有一张表有数压在列线上，分不清是哪一列的，这张表没有检查。"]


def test_figure_close_to_the_line_of_a_column_is_in_it() -> None:
    for shift in (0, 4, 70):
        source = cut(shift).read()
        assert not said(source)
        assert rows_of(source)[1][2] == "1,234.50"


def test_figures_printed_over_each_other() -> None:
    paper = Paper()
    paper.table([HEAD, *ROWS])
    paper.text(295, 134, "9,876.00")
    assert said(paper.read()) == ["第 1 页有一张表有数叠印在一起，这张表没有检查。"]


def test_line_that_ends_under_a_cell_of_figures() -> None:
    paper = Paper()
    canvas = paper.canvas
    for y, left, right in ((100, 50, 350), (120, 50, 200), (140, 50, 350)):
        canvas.line(left, HIGH - y, right, HIGH - y)
    for x, top in ((50, 100), (150, 100), (350, 100)):
        canvas.line(x, HIGH - top, x, HIGH - 140)
    canvas.line(250, HIGH - 120, 250, HIGH - 140)
    for x, y, text in ((54, 114, "教育支出"), (154, 114, "10.00"), (54, 134, "卫生健康支出"), (154, 134, "4.00")):
        paper.text(x, y, text)
    assert said(paper.read()) == ["第 1 页有一张表的框线不完整，有数不知属于哪一格，这张表没有检查。"]


def sums(paper: Paper, rows: Sequence[Sequence[str]]) -> None:
    paper.text(50, 50, "某某市示范局2024年度部门决算")
    paper.text(250, 80, TITLE)
    paper.text(400, 92, "单位：万元")
    paper.table([["收入", "决算数", "支出", "决算数"], *rows])


WRONG = [
    ["一、财政拨款收入", "100.00", "一、教育支出", "60.00"],
    ["二、其他收入", "10.00", "二、卫生健康支出", "40.00"],
    ["总计", "120.00", "总计", "100.00"],
]


def test_doubtful_table_is_known_but_takes_part_in_nothing() -> None:
    sure, doubtful = Paper(), Paper()
    sums(sure, WRONG)
    sums(doubtful, WRONG)
    doubtful.text(164, 134, "100.00")
    sure_data, data = sure.data(), doubtful.data()
    assert any(each.problem for each in check_bytes(sure_data, "a.pdf").assertions if each.code.startswith("T"))
    result = check_bytes(data, "a.pdf")
    assert said(result.facts.document.source)
    table = result.facts.tables[0]
    assert table.kind == FactBase(read_bytes(sure_data, "a.pdf")).tables[0].kind
    assert table.torn
    assert not table.facts
    assert not [each for each in result.assertions if each.problem and each.code.startswith(("T", "N", "S108"))]


def test_doubt_on_one_page_is_doubt_of_the_whole_table() -> None:
    paper = Paper()
    paper.table([HEAD, ROWS[0]])
    paper.next()
    paper.table([HEAD, ROWS[1]])
    paper.text(282, 134, "5.00")
    document = read_bytes(paper.data(), "report.pdf")
    assert said(document.source) == ["第 2 页有一张表有数压在列线上，分不清是哪一列的，这张表没有检查。"]
    assert [table.unread for table in document.tables] == [True]


def test_table_beside_a_page_that_was_not_read_may_lack_rows() -> None:
    paper = Paper()
    paper.table([HEAD, ROWS[0]])
    paper.next()
    scan(paper.canvas)
    paper.next()
    paper.table([HEAD, ROWS[1]])
    paper.text(50, 200, "以上为全部支出。")
    paper.next()
    paper.table([HEAD, *ROWS])
    document = read_bytes(paper.data(), "report.pdf")
    assert [table.unread for table in document.tables] == [True, True, False]


def test_table_with_its_title_after_a_page_that_was_not_read_may_go_on_from_there() -> None:
    paper = Paper()
    scan(paper.canvas)
    paper.next()
    paper.text(50, 80, "支出表")
    paper.table([HEAD, ROWS[0]])
    document = read_bytes(paper.data(), "report.pdf")
    assert [table.unread for table in document.tables] == [True]


@pytest.mark.parametrize("scanned", [True, False])
def test_nothing_is_said_to_be_missing_that_may_stand_on_a_page_that_was_not_read(scanned: bool) -> None:  # noqa: FBT001
    paper = Paper()
    for at, heading in enumerate(("一、收入情况", "二、支出情况")):
        paper.text(50, 100 + 40 * at, heading)
    paper.next()
    (scan if scanned else lambda canvas: canvas.drawString(50, 700, "-"))(paper.canvas)
    paper.next()
    for at, heading in enumerate(("四、资产情况", "五、绩效情况", "六、其他情况")):
        paper.text(50, 100 + 40 * at, heading)
    result = check_bytes(paper.data(), "report.pdf")
    accused = [each.code for each in result.assertions if each.problem is not None]
    unknown = [each.code for each in result.assertions if each.reason == "报告有的部分没有读到，不能断定缺少什么"]
    assert ("S102" in accused, "S102" in unknown) == (not scanned, scanned)


def test_page_of_text_is_in_doubt_of_nothing() -> None:
    paper = Paper()
    paper.table([HEAD, *ROWS])
    paper.text(50, 300, f"本年收入1,500.50万元，宽{WIDE}。")
    assert not read_source(paper.data(), "report.pdf").remarks
