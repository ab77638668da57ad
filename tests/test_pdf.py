"""PDF reports, composed here: what is read, where it stands, and what is said of what cannot be read."""

from __future__ import annotations

import io
import itertools
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from textcheck.cli import main
from textcheck.errors import InputError
from textcheck.readers.formats import read_bytes, read_source
from textcheck.readers.limits import LIMITS

reportlab = pytest.importorskip("reportlab")
pdfplumber = pytest.importorskip("pdfplumber")

from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: E402
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textcheck.document.source import Source

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
WIDE, HIGH = 595, 842
HEAD = ["科目编码", "科目名称", "合计", "基本支出"]
ROWS = [["201", "一般公共服务支出", "1,200.50", "1,000.25"], ["208", "社会保障和就业支出", "300.00", ""]]


class Paper:
    """A composed file; places count from the top left, as readers of pages do."""

    def __init__(self, encrypt: StandardEncryption | None = None, *, wide: int = WIDE, high: int = HIGH) -> None:
        self.buffer = io.BytesIO()
        self.high = high
        self.canvas = Canvas(self.buffer, pagesize=(wide, high), encrypt=encrypt)
        self.canvas.setFont("STSong-Light", 10)

    def text(self, x: float, y: float, text: str, size: int = 10) -> None:
        self.canvas.setFont("STSong-Light", size)
        self.canvas.drawString(x, self.high - y, text)

    def grid(self, xs: Sequence[float], ys: Sequence[float], draw: str = "lines") -> None:
        left, right, top, bottom = xs[0], xs[-1], self.high - ys[0], self.high - ys[-1]
        for y in ys:
            if draw == "bars":
                self.canvas.rect(left, self.high - y - 0.25, right - left, 0.5, stroke=0, fill=1)
            elif draw != "boxes":
                self.canvas.line(left, self.high - y, right, self.high - y)
        for x in xs[1:-1] if draw == "open" else xs:
            if draw == "bars":
                self.canvas.rect(x - 0.25, bottom, 0.5, top - bottom, stroke=0, fill=1)
            elif draw != "boxes":
                self.canvas.line(x, bottom, x, top)
        if draw == "boxes":
            for x, after in itertools.pairwise(xs):
                for y, below in itertools.pairwise(ys):
                    self.canvas.rect(x, self.high - below, after - x, below - y)

    def table(self, rows: Sequence[Sequence[str]], top: float = 100, draw: str = "lines", width: float = 120) -> None:
        xs = [50 + width * at for at in range(len(rows[0]) + 1)]
        ys = [top + 20 * at for at in range(len(rows) + 1)]
        self.grid(xs, ys, draw)
        for row, y in zip(rows, ys, strict=False):
            for cell, x in zip(row, xs, strict=False):
                self.text(x + 4, y + 14, cell)

    def next(self) -> None:
        self.canvas.showPage()
        self.canvas.setFont("STSong-Light", 10)

    def data(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()

    def read(self) -> Source:
        return read_source(self.data(), "report.pdf")


def rows_of(source: Source) -> list[list[str]]:
    return [line.split("\t") for line in source.text.split("\n") if "\t" in line]


def lines_of(source: Source) -> list[str]:
    return [line for line in source.text.split("\n") if line and "\t" not in line]


@pytest.mark.parametrize("draw", ["lines", "bars", "boxes", "open"])
def test_ruled_table_however_drawn(draw: str) -> None:
    paper = Paper()
    paper.table([HEAD, *ROWS], draw=draw)
    assert rows_of(paper.read()) == [HEAD, *ROWS]


def test_cells_are_those_of_pdfplumber() -> None:
    paper = Paper()
    paper.table([HEAD, *ROWS])
    data = paper.data()
    with pdfplumber.open(io.BytesIO(data)) as document:
        theirs = [[cell or "" for cell in row] for row in document.pages[0].extract_table()]
    assert rows_of(read_source(data, "report.pdf")) == theirs


def test_place_of_a_cell_is_page_and_box_of_its_text() -> None:
    paper = Paper()
    paper.text(50, 90, "封面")
    paper.next()
    paper.table([HEAD, *ROWS])
    source = paper.read()
    place = source.place(source.text.index("1,200.50"))
    assert place.page == 2
    assert place.box is not None
    left, top, right, bottom = place.box
    assert abs(left - 29400) <= 10
    assert 12000 <= top < bottom <= 14000
    assert left < right <= 41000


def test_figure_in_prose_has_its_own_box() -> None:
    paper = Paper()
    paper.text(50, 100, "本年收入合计120.50万元，增长3.2%。")
    source = paper.read()
    sum_box, rate_box = (source.place(source.text.index(each)).box for each in ("120.50", "3.2%"))
    assert sum_box is not None
    assert rate_box is not None
    assert abs(sum_box[0] - 11000) <= 50
    assert sum_box[2] < rate_box[0]


def test_merged_head_has_its_text_in_the_first_field() -> None:
    paper = Paper()
    canvas = paper.canvas
    for y, left in ((100, 50), (120, 150), (140, 50), (160, 50)):
        canvas.line(left, HIGH - y, 350, HIGH - y)
    for x, top in ((50, 100), (150, 100), (250, 120), (350, 100)):
        canvas.line(x, HIGH - top, x, HIGH - 160)
    for x, y, text in ((54, 124, "项目"), (154, 114, "支出"), (154, 134, "合计"), (254, 134, "项目支出")):
        paper.text(x, y, text)
    for x, text in ((54, "教育支出"), (154, "10.00"), (254, "4.00")):
        paper.text(x, 154, text)
    assert rows_of(paper.read()) == [["项目", "支出", ""], ["", "合计", "项目支出"], ["教育支出", "10.00", "4.00"]]


def test_table_goes_on_over_a_page_and_repeats_its_head() -> None:
    paper = Paper()
    paper.table([HEAD, ROWS[0]])
    paper.text(290, 820, "1")
    paper.next()
    paper.table([HEAD, ROWS[1]])
    paper.text(290, 820, "2")
    document = read_bytes(paper.data(), "report.pdf")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [HEAD, *ROWS]
    assert len(document.tables) == 1


def test_title_and_unit_inside_the_frame_are_not_the_head_that_a_page_repeats() -> None:
    """The first page has a narrow empty column at the left besides, which the next has not."""
    paper = Paper()
    table = [["预算03表 支出总表", "", "", ""], ["", "", "", "单位：万元"], HEAD, ROWS[0]]
    paper.grid([42, *(50 + 120 * at for at in range(5))], [100 + 20 * at for at in range(5)])
    for row, y in zip(table, (114, 134, 154, 174), strict=True):
        for cell, x in zip(row, (54, 174, 294, 414), strict=True):
            paper.text(x, y, cell)
    paper.next()
    paper.table([HEAD, ROWS[1]])
    (found,) = read_bytes(paper.data(), "report.pdf").tables
    assert [[cell.text for cell in row][1:] for row in found.rows[2:]] == [HEAD, *ROWS]


def test_other_head_of_another_page_is_kept() -> None:
    paper = Paper()
    paper.table([["预算03表 支出总表", "", "", ""], HEAD, ROWS[0]])
    paper.next()
    other = ["科目编码", "科目名称", "合计", "经营支出"]
    paper.table([other, ROWS[1]])
    assert rows_of(paper.read())[-2:] == [other, ROWS[1]]


def test_column_with_room_for_words_is_no_sliver() -> None:
    paper = Paper()
    paper.table([HEAD, ROWS[0]])
    paper.next()
    paper.grid([170, 290, 410, 530], [100, 120])
    for text, x in zip(ROWS[1][1:], (174, 294, 414), strict=True):
        paper.text(x, 114, text)
    assert rows_of(paper.read())[-1] == ROWS[1][1:]


def test_total_alone_on_the_next_page_comes_under_its_columns() -> None:
    paper = Paper()
    paper.table([HEAD, *ROWS])
    paper.next()
    paper.grid([50, 290, 410, 530], [100, 120])
    for x, text in ((54, "合计"), (294, "1,500.50"), (414, "1,000.25")):
        paper.text(x, 114, text)
    document = read_bytes(paper.data(), "report.pdf")
    assert [cell.text for cell in document.tables[0].rows[-1]] == ["合计", "", "1,500.50", "1,000.25"]
    assert not document.tables[0].doubtful


def test_table_goes_on_below_on_the_same_page() -> None:
    paper = Paper()
    paper.table([HEAD, ROWS[0]])
    paper.table([HEAD, ROWS[1]], 400)
    document = read_bytes(paper.data(), "report.pdf")
    assert [[cell.text for cell in row] for table in document.tables for row in table.rows] == [HEAD, *ROWS]
    assert len(document.tables) == 1


def test_listings_name_the_page(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    paper = Paper()
    paper.table([HEAD, *ROWS])
    path.write_bytes(paper.data())
    assert CliRunner().invoke(main, ["tables", str(path)]).stdout.startswith("表 1（第 1 页，3 行 4 列）")
    figure = json.loads(CliRunner().invoke(main, ["extract", str(path)]).stdout.splitlines()[0])
    assert figure["place"]["page"] == 1


def test_row_broken_by_the_end_of_a_page_is_one() -> None:
    paper = Paper()
    paper.table([HEAD, ["2080505", "机关事业单位", *ROWS[0][2:]]])
    paper.next()
    paper.table([["", "养老保险缴费支出", "", ""], ["20806", "抚恤", *ROWS[1][2:]]])
    document = read_bytes(paper.data(), "report.pdf")
    assert [row[1].text for table in document.tables for row in table.rows[-2:]] == ["机关事业单位养老保险缴费支出", "抚恤"]


def test_prose_between_parts_two_tables() -> None:
    paper = Paper()
    paper.table([HEAD, ROWS[0]])
    paper.next()
    paper.text(50, 90, "财政拨款支出表的说明如下。")
    paper.table([HEAD, ROWS[1]])
    assert len(read_bytes(paper.data(), "report.pdf").tables) == 2


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("1,234,5", "67.00", "1,234,567.00"), ("12.00", "13.00", "12.00 13.00"), ("机关事业", "养老保险", "机关事业养老保险")],
)
def test_cell_wrapped_over_two_lines(first: str, second: str, whole: str) -> None:
    paper = Paper()
    paper.grid([50, 92, 200], [100, 140])
    paper.text(52, 114, first)
    paper.text(52, 130, second)
    paper.text(100, 120, "项")
    assert rows_of(paper.read())[0] == [whole, "项"]


def test_glyphs_printed_twice_are_read_once() -> None:
    paper = Paper()
    for shift in (0, 0.3, 0.6):
        paper.text(50 + shift, 100, "本年收入1100.00万元")
    assert lines_of(paper.read()) == ["本年收入1100.00万元"]


def test_great_watermark_under_the_words_is_left_out() -> None:
    paper = Paper()
    paper.canvas.setFillGray(0.85)
    paper.text(60, 150, "仅供内部参考", 60)
    paper.canvas.setFillGray(0)
    paper.table([HEAD, *ROWS])
    paper.text(60, 200, "二、收入决算情况说明")
    source = paper.read()
    assert rows_of(source) == [HEAD, *ROWS]
    assert lines_of(source) == ["二、收入决算情况说明"]


def test_great_title_is_read() -> None:
    paper = Paper()
    paper.text(60, 80, "青岚区水务局", 40)
    paper.table([HEAD, *ROWS])
    assert lines_of(paper.read()) == ["青岚区水务局"]


def test_slanting_watermark_is_left_out() -> None:
    paper = Paper()
    paper.text(50, 100, "本年收入110.00万元，比上年增加。")
    paper.canvas.saveState()
    paper.canvas.translate(200, 600)
    paper.canvas.rotate(45)
    paper.canvas.setFont("STSong-Light", 60)
    paper.canvas.drawString(0, 0, "内部资料")
    paper.canvas.restoreState()
    assert lines_of(paper.read()) == ["本年收入110.00万元，比上年增加。"]


@pytest.mark.parametrize("turns", [90, 180, 270])
def test_page_turned_as_a_whole(turns: int) -> None:
    paper = Paper()
    paper.canvas.setPageRotation(turns)
    canvas = paper.canvas
    canvas.translate(*{90: (HIGH, 0), 180: (WIDE, HIGH), 270: (0, WIDE)}[turns])
    canvas.rotate(turns)
    paper.table([HEAD, *ROWS])
    source = paper.read()
    assert rows_of(source) == [HEAD, *ROWS]
    box = source.place(source.text.index("科目编码")).box
    assert box is not None
    assert abs(box[0] - 5400) <= 20
    assert 10000 < box[1] < 12000


def test_writing_turned_on_an_upright_page_has_boxes_as_shown() -> None:
    paper = Paper()
    paper.canvas.translate(WIDE, 0)
    paper.canvas.rotate(90)
    paper.high = WIDE
    paper.table([HEAD, *ROWS])
    source = paper.read()
    assert rows_of(source) == [HEAD, *ROWS]
    box = source.place(source.text.index("科目编码")).box
    assert box is not None
    assert abs(box[3] - (HIGH - 54) * 100) <= 20


def test_radicals_are_the_characters_they_look_like() -> None:
    from textcheck.readers.pdf.glyphs import _KNOWN

    assert [_KNOWN[ord(each)] for each in "⼀⽀⻅ﬁ支（０"] == ["一", "支", "见", "fi", "支", "（", "０"]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    paper = Paper()
    for number in range(1, 5):
        paper.text(250, 40, "某某市示范局部门决算")
        paper.text(50, 300, f"第{'一二三四'[number - 1]}段的内容到此为止。")
        paper.text(290, 820, f"— {number} —")
        paper.next()
    assert lines_of(paper.read()) == [f"第{each}段的内容到此为止。" for each in "一二三四"]


def test_lines_of_a_paragraph_are_one_also_over_a_page() -> None:
    paper = Paper()
    for y, text in ((100, "本年收入" * 11), (118, "支出合计" * 11 + "共和")):
        paper.text(70 if y == 100 else 50, y, text)
    paper.next()
    paper.text(50, 100, "国有资产占有使用情况均已列明并且全部入账核对无误了。")
    paper.text(70, 118, "另起一段。")
    assert lines_of(paper.read())[0].endswith("核对无误了。")


def scan(canvas: Canvas) -> None:
    from reportlab.lib.utils import ImageReader

    pixel = b"P6 2 2 255\n" + bytes(range(12))
    canvas.drawImage(ImageReader(io.BytesIO(pixel)), 0, 0, WIDE, HIGH)


def test_scanned_page_is_said_to_be_unread() -> None:
    paper = Paper()
    paper.text(50, 100, "本年收入110.00万元。")
    paper.next()
    scan(paper.canvas)
    source = paper.read()
    assert [(each.code, each.place.page) for each in source.remarks] == [("U910", 2)]
    assert source.remarks[0].message == "第 2 页没有文字层（是扫描件），没有检查。"


def test_scan_as_a_whole_is_declined() -> None:
    paper = Paper()
    scan(paper.canvas)
    with pytest.raises(InputError, match=r"^这是扫描件，没有文字层"):
        paper.read()


def test_locked_file_is_declined() -> None:
    paper = Paper(StandardEncryption("secret"))
    paper.text(50, 100, "本年收入")
    with pytest.raises(InputError, match=r"^PDF 文件有密码"):
        paper.read()


def test_too_many_pages_or_cells_are_declined() -> None:
    paper = Paper()
    paper.table([HEAD, *ROWS])
    paper.next()
    paper.text(50, 100, "第二页")
    data = paper.data()
    for limits in (LIMITS._replace(pages=1), LIMITS._replace(cells=5), LIMITS._replace(seconds=-1)):
        with pytest.raises(InputError):
            read_source(data, "report.pdf", limits)


FIGURES = st.integers(0, 10**9).map(lambda n: f"{n // 100:,}.{n % 100:02}")
TABLES = st.integers(2, 4).flatmap(
    lambda wide: st.lists(st.lists(FIGURES, min_size=wide, max_size=wide), min_size=2, max_size=12)
)


@settings(max_examples=30, deadline=None)
@given(TABLES, st.sampled_from(["lines", "bars", "boxes", "open"]))
def test_every_figure_stands_in_its_cell(rows: list[list[str]], draw: str) -> None:
    paper = Paper()
    paper.table(rows, draw=draw)
    assert rows_of(paper.read()) == rows


def _composed() -> bytes:
    paper = Paper()
    paper.text(50, 80, "支出决算表")
    paper.table([HEAD, *ROWS])
    return paper.data()


COMPOSED = _composed()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(8, len(COMPOSED) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_broken_bytes_end_in_a_report_or_one_sentence(changes: list[tuple[int, int]]) -> None:
    data = bytearray(COMPOSED)
    for at, value in changes:
        data[at] = value
    try:
        read_source(bytes(data), "report.pdf")
    except InputError as error:
        sentence = str(error)
    else:
        sentence = "。"
    assert sentence.endswith("。")


def test_title_is_not_the_first_line_of_what_stands_below_it() -> None:
    paper = Paper()
    for y, text in ((80, "公开07表"), (98, "一般公共预算“三公”经费支出预算明细表"), (116, "部门：某某市示范局 单位：万元")):
        paper.text(50, y, text)
    paper.table([HEAD, *ROWS], top=130)
    assert lines_of(paper.read()) == ["公开07表", "一般公共预算“三公”经费支出预算明细表", "部门：某某市示范局单位：万元"]
