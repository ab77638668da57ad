"""What a workbook keeps behind what it shows: stored numbers, hidden parts, formulas, and files that are hostile or broken."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from textcheck import engine
from textcheck.assertion import Outcome
from textcheck.document.source import Place, Source
from textcheck.errors import InputError
from textcheck.finding import findings_of
from textcheck.readers.formats import read_source
from textcheck.readers.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from textcheck.engine import Result

SHEET = "xl/worksheets/sheet1.xml"
TITLE = ["2024年度支出决算表"]
UNIT = ["部门：青岚区水务局", "", "单位：万元"]
HEAD = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
ROWS: list[list[Any]] = [
    TITLE,
    UNIT,
    HEAD,
    ["", "合计", 100.0, 60.0, 40.0],
    ["205", "教育支出", 60.0, 40.0, 20.0],
    ["208", "社会保障和就业支出", 40.0, 20.0, 20.0],
]


def book(
    rows: list[list[Any]] = ROWS, shape: Callable[[Workbook, Worksheet], None] | None = None, name: str = "支出", **options: bool
) -> bytes:
    """Return a workbook of one sheet; amounts are shown to two places, ``shape`` does the rest."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as made:
        sheet = made.add_worksheet(name)
        money = made.add_format({"num_format": "#,##0.00"})
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, float):
                    sheet.write_number(at, column, value, money)
                elif value != "":
                    sheet.write_string(at, column, value)
        if shape:
            shape(made, sheet)
    return file.getvalue()


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """Return a workbook with other XML in one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            text = before.read(info)
            if info.filename == name:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            after.writestr(info.filename, text)
    return file.getvalue()


def part(data: bytes) -> str:
    """Return the XML of the first sheet."""
    return zipfile.ZipFile(io.BytesIO(data)).read(SHEET).decode()


def read(data: bytes) -> Source:
    return read_source(data, "report.xlsx")


def remarks(data: bytes) -> list[tuple[str, str]]:
    return [(remark.code, remark.message) for remark in read(data).remarks]


def outcomes(data: bytes, code: str = "T201") -> set[Outcome]:
    result = engine.check_bytes(data, "report.xlsx")
    assert not result.crashed
    return {a.outcome for a in result.assertions if a.code == code and any(t.quantity and t.quantity.value for t in a.terms)}


def messages(result: Result) -> list[str]:
    return [f"{f.code} {f.message}" for f in findings_of(result.facts.document, result.assertions, engine.select_rules())]


def with_sum(total: float, one: float, other: float) -> bytes:
    """Return a table whose first row says that ``total`` is ``one`` and ``other``."""
    return book([TITLE, UNIT, HEAD, ["", "合计", total, one, other]])


def test_places_name_sheet_and_cell() -> None:
    source = read(book())
    place = source.place(source.text.index("60.00"))
    assert (place.sheet, place.cell) == ("支出", "D4")
    assert source.text.startswith("2024年度支出决算表\n部门：青岚区水务局\n单位：万元\n")


@pytest.mark.parametrize(
    ("total", "one", "other", "outcome"),
    [
        (100.01, 60.0, 40.0, Outcome.ROUNDING),  # nothing is held that is finer: as printed
        (100.008, 60.004, 40.004, Outcome.SATISFIED),  # 100.01, 60.00 and 40.00, and they add up
        (100.014567, 60.001234, 40.001111, Outcome.VIOLATED),  # rounding explains the print, not what is stored
        (100.008, 60.004, 40.0, Outcome.ROUNDING),  # one may have been rounded before it was stored
        (100.0, 60.004, 40.004, Outcome.SATISFIED),  # what is printed adds up; nobody sees more
        (100.02, 60.0, 40.0, Outcome.VIOLATED),
        (100.00800000000001, 60.004, 40.003999999999998, Outcome.SATISFIED),  # doubles
    ],
)
def test_stored_numbers_decide_what_rounding_leaves_open(total: float, one: float, other: float, outcome: Outcome) -> None:
    assert outcome in outcomes(with_sum(total, one, other))
    assert len(outcomes(with_sum(total, one, other))) == 1


def test_what_is_suggested_is_as_printed() -> None:
    found = messages(engine.check_bytes(with_sum(100.034567, 60.001234, 40.001111), "report.xlsx"))
    message = next(each for each in found if each.startswith("T201"))
    assert "100.03" in message
    assert "100.00" in message
    assert "100.0345" not in message


def test_a_difference_that_only_stored_numbers_prove_is_explained() -> None:
    result = engine.check_bytes(with_sum(100.014567, 60.001234, 40.001111), "report.xlsx")
    (formula,) = {a.formula for a in result.assertions if a.code == "T201" and a.outcome is Outcome.VIOLATED}
    assert formula == "60.00 + 40.00 = 100.00 ≠ 100.01（不是尾差：单元格里存的数相差 122.22 元）"


def test_a_stored_number_that_does_not_round_to_what_is_shown_counts_for_nothing() -> None:
    data = changed(with_sum(100.01, 60.004, 40.004), "xl/styles.xml", "#,##0.00", "0.00;0.00")
    assert outcomes(data) == {Outcome.ROUNDING} or outcomes(data) == {Outcome.SATISFIED}


def test_stored_numbers_are_read_from_the_file_to_the_last_digit() -> None:
    data = changed(book(), SHEET, "<v>100</v>", "<v>100.00123456789012345</v>")
    assert Decimal("100.00123456789012345") in read(data).stored.values()


def test_hidden_rows_are_read_and_said() -> None:
    data = book(shape=lambda _, sheet: sheet.set_row(4, None, None, {"hidden": True}))
    assert "教育支出" in read(data).text
    (remark,) = read(data).remarks
    assert remark.code == "U911"
    assert "第 5 行" in remark.message
    assert "只证实、不报错" in remark.message
    assert remark.place == Place(sheet="支出", row=5)
    assert outcomes(data, "T202") == {Outcome.SATISFIED}


def test_sums_beside_hidden_amounts_are_never_called_wrong() -> None:
    stale = [*ROWS, ["210", "卫生健康支出", 9.0, 9.0, 0.0]]
    assert Outcome.VIOLATED in outcomes(book(stale), "T202")
    assert Outcome.VIOLATED not in outcomes(book(stale, lambda _, sheet: sheet.set_row(6, None, None, {"hidden": True})), "T202")


def test_hidden_columns_are_read_and_said() -> None:
    data = book(shape=lambda _, sheet: sheet.set_column(4, 4, None, None, {"hidden": True}))
    assert "项目支出" in read(data).text
    assert "第 E 列" in read(data).remarks[0].message
    assert Outcome.VIOLATED not in outcomes(data)


def test_a_hidden_draft_and_a_hidden_sum_on_the_side_are_left_out() -> None:
    rows = [*ROWS, ["2023年度支出决算表"], HEAD, ["", "合计", 7.0, 7.0, 0.0]]
    rows[3] = [*ROWS[3], 1000000.0]

    def shape(_: Workbook, sheet: Worksheet) -> None:
        for row in (6, 7, 8):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column(5, 5, None, None, {"hidden": True})

    source = read(book(rows, shape))
    assert "2023" not in source.text
    assert "1,000,000" not in source.text
    assert [remark.message.split("，")[0] for remark in source.remarks] == [
        "工作表“支出”隐藏了第 7–9 行",
        "工作表“支出”隐藏了第 F 列",
    ]
    assert outcomes(book(rows, shape)) == {Outcome.SATISFIED}


def test_a_hidden_row_without_amounts_costs_nothing() -> None:
    rows = [*ROWS[:4], ["", "（此行备用）", "", "", ""], *ROWS[4:]]
    rows[3] = ["", "合计", 120.0, 60.0, 40.0]
    data = book(rows, lambda _, sheet: sheet.set_row(4, None, None, {"hidden": True}))
    assert "其中没有金额" in read(data).remarks[0].message
    assert Outcome.VIOLATED in outcomes(data)


def test_hidden_sheets_are_named_and_left_out() -> None:
    def shape(made: Workbook, _: Worksheet) -> None:
        made.add_worksheet("旧稿").write_string(0, 0, "2023年度支出决算表")
        made.worksheets()[-1].hide()
        made.add_worksheet("更旧").write_string(0, 0, "x")
        made.worksheets()[-1].very_hidden()
        made.add_worksheet("空")
        made.add_chartsheet("图")

    data = book(shape=shape)
    assert "2023" not in read(data).text
    assert [(code, message.split("”")[0]) for code, message in remarks(data)] == [
        ("U911", "工作表“旧稿"),
        ("U911", "工作表“更旧"),
        ("U910", "工作表“图"),
    ]


def test_formulas_are_never_worked_out() -> None:
    import openpyxl

    made = openpyxl.Workbook()
    for row in ROWS:
        made.active.append(row)
    made.active["C4"] = "=D4+E4"
    file = io.BytesIO()
    made.save(file)
    (remark,) = read(file.getvalue()).remarks
    assert remark.code == "U912"
    assert "C4" in remark.message
    assert "100" not in read(file.getvalue()).text
    assert Outcome.VIOLATED not in outcomes(file.getvalue()) | outcomes(file.getvalue(), "T202")


def test_formulas_that_failed_take_part_in_nothing() -> None:
    data = book(shape=lambda _, sheet: sheet.write_formula(3, 4, "=1/0", None, "#REF!"))
    assert [code for code, _ in remarks(data)] == ["U912"]
    assert Outcome.VIOLATED not in outcomes(data) | outcomes(data, "T202")


def test_results_of_formulas_are_read_as_they_are_stored() -> None:
    data = book(shape=lambda made, sheet: sheet.write_formula(3, 2, "=D4+E4", made.add_format({"num_format": "0.00"}), 100.0))
    assert "100.00" in read(data).text
    assert not read(data).remarks


def test_noughts_that_the_sheet_hides_are_blank() -> None:
    rows = [*ROWS[:4], ["205", "教育支出", 0.0, 0.0, 0.0]]
    assert "0.00\t0.00" not in read(book(rows, lambda _, sheet: sheet.hide_zero())).text


def test_numbers_that_their_format_hides_are_said() -> None:
    data = book(shape=lambda made, sheet: sheet.write_number(3, 4, 40, made.add_format({"num_format": ";;;"})))
    assert [code for code, _ in remarks(data)] == ["U911"]


def test_what_merged_cells_cover_is_not_shown() -> None:
    def shape(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(0, 0, 0, 4, "2024年度支出决算表")

    data = book(shape=shape)
    assert "7777" in read(changed(data, SHEET, '<c r="C2"', '<c r="B2"><v>7777</v></c><c r="C2"')).text
    for cell in ("B1", "E1"):
        whole = re.sub(rf'<c r="{cell}"[^>]*/>', f'<c r="{cell}"><v>7777</v></c>', part(data)).encode()
        assert "7777" not in read(changed(data, SHEET, part(data), whole.decode())).text


def test_dates_count_from_the_other_calendar() -> None:
    def shape(made: Workbook, sheet: Worksheet) -> None:
        sheet.write_number(9, 0, 44195, made.add_format({"num_format": "yyyy-mm-dd"}))

    assert "2024-12-31" in read(book(shape=shape, date_1904=True)).text


def test_several_tables_on_a_sheet() -> None:
    second = [["2024年度收入决算表"], UNIT, ["科目编码", "科目名称", "本年收入合计"], ["", "合计", 5.0]]
    for gap in (0, 1, 3):
        data = book([*ROWS, *[[""]] * gap, *second, ["注：本表反映收入情况。"]])
        document = engine.check_bytes(data, "report.xlsx").facts.document
        assert [next(p.text for p in table.titles) for table in document.tables] == ["2024年度支出决算表", "2024年度收入决算表"]
        assert [p.text for p in document.tables[1].notes] == ["注:本表反映收入情况。"]


def test_a_sheet_without_title_is_named_by_its_tab() -> None:
    assert read(book([HEAD, *ROWS[3:]], name="支出决算表")).text.startswith("支出决算表\n")
    assert not read(book([HEAD, *ROWS[3:]], name="Sheet1")).text.startswith("Sheet1")


def test_clean_table_alone_is_clean() -> None:
    assert [m for m in messages(engine.check_bytes(book(), "report.xlsx")) if not m.startswith("U")] == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, 'dimension ref="A1:E6"', 'dimension ref="A1:XFD1048576"'),
        (
            SHEET,
            "</sheetData>",
            '</sheetData><mergeCells count="1"><mergeCell ref="A8:XFD1048576"/></mergeCells>',
        ),
        (SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        (SHEET, "<sheetData>", '<cols><col min="1000" max="16384" hidden="1"/></cols><sheetData>'),
    ],
)
def test_claims_of_size_cost_nothing(part: str, old: str, new: str) -> None:
    assert "教育支出" in read(changed(book(), part, old, new)).text


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/sharedStrings.xml", "<sst", '<!DOCTYPE sst [<!ENTITY a "aaaa">]><sst'),
        ("xl/sharedStrings.xml", "</sst>", ""),
        ("xl/workbook.xml", "<workbook", "<"),
        (SHEET, '<row r="1"', '<row r="9999999"'),
        (SHEET, "<sheetData>", "<sheetData>" + "<c/>" * 1000),
    ],
)
def test_broken_and_hostile_parts_end_in_one_sentence(part: str, old: str, new: str) -> None:
    limits, data = LIMITS._replace(cells=150), changed(book(), part, old, new)
    with pytest.raises(InputError) as error:
        read_source(data, "report.xlsx", limits)
    assert str(error.value).count("。") == 1


def test_limits_hold() -> None:
    many = book([[f"{row}-{column}" for column in range(10)] for row in range(10)])
    with pytest.raises(InputError, match="过多"):
        read_source(many, "report.xlsx", LIMITS._replace(cells=99))
    with pytest.raises(InputError, match="过多"):
        read_source(many, "report.xlsx", LIMITS._replace(text=50))
    diagonal = book([[""] * at + ["x", "y"] for at in range(40)])
    with pytest.raises(InputError, match="过大"):
        read_source(diagonal, "report.xlsx", LIMITS._replace(cells=500))


def test_old_workbooks_say_what_is_hidden_and_what_failed() -> None:
    import xlwt

    made = xlwt.Workbook(encoding="utf-8")
    sheet = made.add_sheet("支出")
    for at, row in enumerate(ROWS):
        for column, value in enumerate(row):
            sheet.write(
                at, column, value, xlwt.easyxf(num_format_str="0.00") if isinstance(value, float) else xlwt.Style.default_style
            )
    sheet.row(4).hidden = True
    sheet.col(4).hidden = True
    old = made.add_sheet("旧稿")
    old.write(0, 0, "2023")
    old.visibility = 1
    file = io.BytesIO()
    made.save(file)
    source = read_source(file.getvalue(), "report.xls")
    assert "2023" not in source.text
    assert [remark.code for remark in source.remarks] == ["U911", "U911", "U911"]
    assert source.place(source.text.index("60.00")).cell == "D4"


def test_tables_side_by_side() -> None:
    other = [["2024年度收入决算表"], UNIT, ["科目编码", "科目名称", "本年收入合计"], ["", "合计", 5.0], ["205", "教育支出", 5.0]]
    rows = [[*left, *[""] * (6 - len(left)), *right] for left, right in zip(ROWS, [*other, []], strict=True)]
    document = engine.check_bytes(book(rows), "report.xlsx").facts.document
    assert [next(p.text for p in table.titles) for table in document.tables] == ["2024年度支出决算表", "2024年度收入决算表"]
    assert [table.width for table in document.tables] == [5, 3]
    assert document.source.place(document.tables[1].rows[1][2].span.start).cell == "I4"


def test_a_cell_of_several_lines_is_as_many_paragraphs() -> None:
    source = read(book([["第一部分 概况\n一、主要职责\n负责水务工作。"], ["2024年度\n支出决算表"], UNIT, *ROWS[2:]]))
    assert source.text.startswith("第一部分 概况\n一、主要职责\n负责水务工作。\n")


def test_codes_kept_as_text_are_no_table_numbers() -> None:
    rows = [TITLE, UNIT, ["类", "款", "科目名称", "本年支出合计"], ["205", "01", "教育管理事务", ""], ["", "", "合计", 5.0]]
    assert "205\t01\t教育管理事务\t\n" in read(book(rows)).text
