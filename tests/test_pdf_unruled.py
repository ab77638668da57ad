"""Tables of PDF reports that have no lines: read where every figure surely has its row and column, else left as prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("reportlab")

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from test_pdf import HEAD, ROWS, Paper, lines_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.document.source import Source

MORE = ["221", "住房保障支出", "99.50", "99.50"]
LEFT = (50, 110)
RIGHT = (360, 460)


def plain(
    paper: Paper, rows: Sequence[Sequence[str]], top: float = 140, step: float = 20, right: Sequence[float] = RIGHT
) -> Paper:
    """Write rows without a line: two columns of names at their left edge, the others at their right one."""
    for at, row in enumerate(rows):
        for x, cell in zip(LEFT, row[:2], strict=True):
            paper.text(x, top + step * at, cell)
        for x, cell in zip(right, row[2:], strict=True):
            paper.text(x - stringWidth(cell, "STSong-Light", 10), top + step * at, cell)
    return paper


def tables_of(paper: Paper) -> list[list[str]]:
    return rows_of(paper.read())


def said(source: Source) -> list[str]:
    return [remark.message for remark in source.remarks]


def test_rows_under_a_head_are_a_table() -> None:
    paper = Paper()
    paper.text(200, 80, "支出决算表")
    paper.text(400, 110, "单位：万元")
    source = plain(paper, [HEAD, *ROWS, MORE]).read()
    assert rows_of(source) == [HEAD, *ROWS, MORE]
    assert lines_of(source) == ["支出决算表", "单位：万元"]
    assert not said(source)


def test_figures_point_to_their_own_boxes() -> None:
    source = plain(Paper(), [HEAD, *ROWS, MORE]).read()
    place = source.place(source.text.index("1,000.25"))
    assert place.page == 1
    assert place.box is not None
    assert abs(place.box[2] - 100 * RIGHT[1]) < 100


def test_row_with_no_figure_at_all_and_noughts_belong_to_the_table() -> None:
    rows = [HEAD, *ROWS, ["210", "卫生健康支出", "", ""], ["213", "农林水支出", "0", "0"], MORE]
    assert tables_of(plain(Paper(), rows)) == rows


def test_name_that_wraps_is_one_name() -> None:
    paper = plain(Paper(), [HEAD, *ROWS])
    paper.text(LEFT[1], 191, "（包括离退休）")
    assert tables_of(plain(paper, [MORE], 210)) == [
        HEAD,
        ROWS[0],
        [*ROWS[1][:1], "社会保障和就业支出（包括离退休）", *ROWS[1][2:]],
        MORE,
    ]


def test_head_of_two_lines_spans_its_columns() -> None:
    paper = Paper()
    paper.text(340, 120, "本年支出决算数合计")
    paper.text(LEFT[1], 120, "项目")
    rows = tables_of(plain(paper, [HEAD, *ROWS, MORE]))
    assert rows == [["", "项目", "本年支出决算数合计", ""], HEAD, *ROWS, MORE]


def test_rules_across_alone_change_nothing() -> None:
    paper = plain(Paper(), [HEAD, *ROWS, MORE])
    for y in (125, 147, 207):
        paper.canvas.line(45, paper.high - y, 470, paper.high - y)
    assert tables_of(paper) == [HEAD, *ROWS, MORE]


def test_rows_without_a_head_are_told_and_take_part_in_nothing() -> None:
    source = plain(Paper(), [*ROWS, MORE]).read()
    assert said(source) == ["第 1 页有一张表没有框线，看不出表头，这张表没有检查。"]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ROWS[0], MORE],  # two rows of amounts are too few to tell columns
        [["", "一、部门概况", "", "3"], ["", "二、收支情况", "", "4"], ["", "三、名词解释", "", "15"]],  # a list of contents
    ],
)
def test_less_than_a_table_stays_prose(rows: list[list[str]]) -> None:
    source = plain(Paper(), rows).read()
    assert not rows_of(source)
    assert not said(source)


def test_figures_that_stand_askew_stay_prose() -> None:
    paper = Paper()
    for at, row in enumerate([HEAD, *ROWS, MORE]):
        plain(paper, [row], 140 + 20 * at, right=(RIGHT[0] + 13 * at, RIGHT[1] - 11 * at))
    assert not tables_of(paper)


def test_name_that_reaches_under_the_figures_leaves_the_columns_unsure() -> None:
    rows = [HEAD, *ROWS, ["208", "机关事业单位基本养老保险缴费支出和其他", "", "9.50"], MORE]
    assert not tables_of(plain(Paper(), rows, right=(300, 460)))


def test_sentences_with_amounts_are_no_table() -> None:
    paper = Paper()
    for at, (name, amount) in enumerate((("基本支出", "211.93"), ("项目支出", "722.02"), ("合计", "933.95"))):
        paper.text(50, 140 + 20 * at, f"2024年度{name}为  {amount}万元，占本年支出的  {at}2.50%。")
    assert not tables_of(paper)


def test_rows_go_on_over_a_page_with_the_head_or_without() -> None:
    for head in ([HEAD], []):
        paper = plain(Paper(), [HEAD, *ROWS, MORE], 700)
        paper.next()
        wide = ["2010101", "行政运行支出", "12,345,678.50", "12,345,678.50"]
        source = plain(paper, [*head, wide, *ROWS, MORE], 80).read()
        assert rows_of(source) == [HEAD, *ROWS, MORE, wide, *ROWS, MORE]
        assert not said(source)


def test_a_row_or_two_more_on_the_next_page_leave_the_table_unsure() -> None:
    paper = plain(Paper(), [HEAD, *ROWS, MORE], 700)
    paper.next()
    source = plain(paper, [["", "合计", "1,600.00", "1,099.75"]], 80).read()
    assert said(source) == ["第 1 页有一张表没有框线，看不出到哪里为止，这张表没有检查。"]


def test_a_row_that_stands_farther_below_leaves_the_table_unsure() -> None:
    source = plain(plain(Paper(), [HEAD, *ROWS, MORE]), [["", "合计", "1,600.00", "1,099.75"]], 300).read()
    assert said(source) == ["第 1 页有一张表没有框线，看不出到哪里为止，这张表没有检查。"]


def test_other_columns_on_the_next_page_leave_both_unsure() -> None:
    paper = plain(Paper(), [HEAD, *ROWS, MORE], 700)
    paper.next()
    source = plain(paper, [*ROWS, MORE], 80, right=(260, 330)).read()
    assert len(said(source)) == 2


def test_prose_on_the_next_page_ends_the_table() -> None:
    paper = plain(Paper(), [HEAD, *ROWS, MORE], 700)
    paper.next()
    paper.text(50, 80, "二、收入决算情况说明")
    source = paper.read()
    assert rows_of(source) == [HEAD, *ROWS, MORE]
    assert not said(source)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**8), st.integers(0, 10**8)), min_size=3, max_size=12))
def test_every_amount_stands_under_its_head(amounts: list[tuple[int, int]]) -> None:
    rows = [[f"{201 + at}", "一般支出", *(f"{cents / 100:,.2f}" for cents in pair)] for at, pair in enumerate(amounts)]
    assert tables_of(plain(Paper(), [HEAD, *rows])) == [HEAD, *rows]
