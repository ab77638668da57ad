"""The working paper in Excel: what is in it, what a reviewer wrote into it, and that nothing of a report can run."""

from __future__ import annotations

import io
import pickle
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from stubs import REPORT, TOTALS, page_report

from textcheck.assertion import Assertion, Outcome, Term
from textcheck.cli import main
from textcheck.document.source import Source
from textcheck.document.span import Span
from textcheck.equation import Equation
from textcheck.errors import InputError
from textcheck.listing import pages
from textcheck.quantity.quantity import Dimension, Quantity
from textcheck.report import Entry, Report, Status
from textcheck.reporters.xlsx import XlsxReporter
from textcheck.reporters.xlsx import book as xlsx_book
from textcheck.reporters.xlsx import checks as xlsx_checks
from textcheck.reporters.xlsx import figures as xlsx_figures
from textcheck.reporters.xlsx.checks import arithmetic, verdict
from textcheck.reporters.xlsx.number import Number, entry_number, printed_number
from textcheck.reporters.xlsx.recompute import checks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

HOSTILE = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-1",
    "@SUM(1)",
    "{=1}",
    "https://example.org/",
    "mailto:a@example.org",
    "internal:'问题'!A1",
    "file://server/share",
    "=" + "长" * 40_000,
    "\x00\x01\x0b\x1b\ufffe\uffff\ud800",
    "_x0041_ 与 _x005F_",
    "<script>&amp;</script>",
    "😀" * 20_000,
    "  前后有空格  ",
)


def lint(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["lint", "--no-config", *arguments], prog_name="textcheck")


def opened(data: bytes, *, values: bool = False) -> Any:  # noqa: ANN401
    return load_workbook(io.BytesIO(data), data_only=values)


def written(*reports: Report, notes: Any = None) -> bytes:  # noqa: ANN401
    reporter = XlsxReporter(pages())
    parts = [pickle.loads(pickle.dumps(reporter.file(report))) for report in reports]  # noqa: S301
    return reporter.write(parts, TOTALS._replace(files=len(reports)), notes)


def text_of(book: Any, values: Any) -> str:  # noqa: ANN401
    """Return every cell of a workbook that holds something, formulas with what they come to."""
    lines: list[str] = []
    for sheet in book:
        lines.append(f"== {sheet.title} {sheet.freeze_panes} {sheet.auto_filter.ref} {sheet.print_title_rows}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                shown = "" if cell.number_format == "General" else f"  [{cell.number_format}]"
                cached = f"  -> {values[sheet.title][cell.coordinate].value}" if cell.data_type == "f" else ""
                lines.append(f"{cell.coordinate} {cell.value!r}{cached}{shown}")
    return "\n".join(lines) + "\n"


def column(sheet: Worksheet, title: str) -> list[Any]:
    head = [cell.value for cell in sheet[1]]
    return [row[head.index(title)] for row in sheet.iter_rows(min_row=2, values_only=True)]


def answer(path: Path, rows: dict[int, tuple[str, str, str]]) -> None:
    """Write as a reviewer would into rows of the sheet 问题."""
    book = load_workbook(path)
    sheet = book["问题"]
    head = [cell.value for cell in sheet[1]]
    for row, words in rows.items():
        for title, word in zip(("是否采纳", "说明", "复核人"), words, strict=True):
            sheet.cell(row, head.index(title) + 1, word)
    book.save(path)


@pytest.mark.usefixtures("stubs")
class TestContents:
    def test_of_a_small_report(self, report: Path, monkeypatch: pytest.MonkeyPatch, snapshot: Callable[[str, str], None]) -> None:
        monkeypatch.chdir(report.parent)
        assert lint(report.name, "--format", "xlsx:out.xlsx").exit_code == 1
        data = Path("out.xlsx").read_bytes()
        snapshot("worksheet.txt", text_of(opened(data), opened(data, values=True)))

    def test_the_same_bytes_again(self, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("a.xlsx", "b.xlsx"):
            lint(str(report), "--format", f"xlsx:{tmp_path / name}")
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        lint(str(report), "--format", f"xlsx:{tmp_path / 'c.xlsx'}")
        assert load_workbook(tmp_path / "c.xlsx").properties.created.isoformat() == "2023-11-14T22:13:20"

    def test_several_reports_in_processes(self, tmp_path: Path) -> None:
        for name, text in (("a.txt", REPORT.replace("85.00", "80.00")), ("b.txt", REPORT)):
            (tmp_path / name).write_text(text, encoding="utf-8")
        result = lint(*(str(tmp_path / name) for name in ("a.txt", "b.txt", "no.txt")), "--format", f"xlsx:{tmp_path / 'o.xlsx'}")
        assert result.exit_code == 2
        book = load_workbook(tmp_path / "o.xlsx", data_only=True)
        assert set(column(book["问题"], "报告")) == {2, 3}
        assert "未能检查完" in column(book["问题"], "级别")
        ranked = [row[:9] for row in book["统计"].iter_rows(min_row=3, max_row=6, values_only=True)]
        assert [row[4] for row in ranked[:3]] == [2, 1, 3]
        assert ranked[3][1] == "合计"
        assert ranked[3][5] == sum(row[5] for row in ranked[:3])

    def test_for_the_reviewer(self, report: Path, tmp_path: Path) -> None:
        lint(str(report), "--format", f"xlsx:{tmp_path / 'out.xlsx'}")
        sheet = load_workbook(tmp_path / "out.xlsx")["问题"]
        (validation,) = sheet.data_validations.dataValidation
        assert validation.formula1 == '"采纳,不采纳,待定"'
        assert sheet.column_dimensions["V"].hidden
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_places_and_notices_of_other_formats() -> None:
    sheet = opened(written(page_report()))["问题"]
    assert column(sheet, "位置") == ["“收入表”D12", "第 5 页"]
    assert column(sheet, "代码") == ["T201", "U910"]
    assert "七十五条" in column(sheet, "依据")[0]


class TestNothingRuns:
    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_text_stays_text(self, text: str) -> None:
        data = written(page_report(text, f"{text[:60]}.pdf")._replace(department=text))
        book = opened(data)
        formulas = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert all("COUNTIFS" in formula or "SUM(" in formula for formula in formulas)
        shown = column(book["问题"], "问题")[0]
        assert shown.replace("_x005F_", "_").startswith(text.replace("_x005F_", "_")[:20]) or not text.isprintable()
        assert len(shown.encode("utf-16-le")) // 2 <= 32_767
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            assert not [name for name in parts.namelist() if "extern" in name or "vba" in name]
            assert not any(b"<hyperlink" in parts.read(name) for name in parts.namelist())

    def test_control_characters_are_marked(self) -> None:
        assert xlsx_book.clean("a\x00\x1b\nb\ud800") == "a\ufffd\ufffd\nb\ufffd"

    def test_long_text_is_cut_and_says_so(self) -> None:
        for text in ("长" * 40_000, "😀" * 20_000):
            cut = xlsx_book.clean(text)
            assert cut.endswith("……（过长，未列全）")
            assert len(cut.encode("utf-16-le")) // 2 <= 32_767
        assert xlsx_book.clean("长" * 32_767) == "长" * 32_767

    @pytest.mark.usefixtures("stubs")
    def test_what_does_not_fit_is_told(self, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (xlsx_book, xlsx_checks, xlsx_figures):
            monkeypatch.setattr(module, "MOST_ROWS", 4)
        lint(str(report), "--format", f"xlsx:{tmp_path / 'out.xlsx'}")
        book = load_workbook(tmp_path / "out.xlsx")
        told = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if "工作表放不下" in str(cell.value)]
        assert told == [
            "工作表放不下，还有 1 个表格没有列出。",
            "工作表放不下，还有 11 个数没有列出。",
            "工作表放不下，还有 1 条验算没有列出。",
        ]


@pytest.mark.usefixtures("stubs")
class TestNotes:
    def test_survive_a_second_run(self, report: Path, tmp_path: Path) -> None:
        target = tmp_path / "out.xlsx"
        lint(str(report), "--format", f"xlsx:{target}")
        answer(target, {3: ("采纳", "@已请部门更正", "张")})
        for _ in range(2):
            lint(str(report), "--format", f"xlsx:{target}")
        book = load_workbook(target)
        assert column(book["问题"], "说明")[1] == "@已请部门更正"
        assert "已消失" not in book.sheetnames
        counts = load_workbook(target, data_only=True)["统计"]
        assert [cell.value for cell in counts[6]][6:10] == ["采纳", "不采纳", "待定", "未复核"]
        assert [cell.value for cell in counts[8]][6:10] == [1, 0, 0, 0]

    def test_of_a_finding_that_is_gone_and_comes_back(self, report: Path, tmp_path: Path) -> None:
        target = tmp_path / "out.xlsx"
        lint(str(report), "--format", f"xlsx:{target}")
        answer(target, {3: ("不采纳", "口径不同", "李")})
        report.write_text(REPORT.replace("85.00", "80.00"), encoding="utf-8")
        for _ in range(2):
            lint(str(report), "--format", f"xlsx:{target}")
            gone = load_workbook(target)["已消失"]
            assert [column(gone, title) for title in ("是否采纳", "说明", "复核人")] == [["不采纳"], ["口径不同"], ["李"]]
            assert column(gone, "印的数") == ["85.00"]
        report.write_text(REPORT, encoding="utf-8")
        lint(str(report), "--format", f"xlsx:{target}")
        book = load_workbook(target)
        assert column(book["问题"], "说明")[1] == "口径不同"
        assert "已消失" not in book.sheetnames

    def test_of_two_versions_of_one_report(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text(REPORT, encoding="utf-8")
        target = tmp_path / "out.xlsx"
        both = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
        lint(*both, "--format", f"xlsx:{target}")
        files = column(load_workbook(target)["问题"], "文件")
        answer(target, {files.index(both[1]) + 2: ("待定", "只说第二份", "")})
        lint(*both, "--format", f"xlsx:{target}")
        sheet = load_workbook(target)["问题"]
        noted = [file for file, word in zip(column(sheet, "文件"), column(sheet, "说明"), strict=True) if word]
        assert noted == [both[1]]

    @pytest.mark.parametrize("kind", ["text", "book", "cut", "zip"])
    def test_a_file_of_another_kind_is_left_alone(self, report: Path, tmp_path: Path, kind: str) -> None:
        target = tmp_path / "out.xlsx"
        if kind == "text":
            target.write_text("不是工作簿", encoding="utf-8")
        elif kind == "zip":
            with zipfile.ZipFile(target, "w") as parts:
                parts.writestr("a", "b")
        else:
            book = Workbook()
            book.active.title = "问题"  # type: ignore[union-attr]
            book.save(target)
            if kind == "cut":
                target.write_bytes(target.read_bytes()[:3000])
        before = target.read_bytes()
        result = lint(str(report), "--format", f"xlsx:{target}")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "不是 textcheck 写的审核底稿" in result.stderr
        assert target.read_bytes() == before

    def test_an_empty_file_is_filled(self, report: Path, tmp_path: Path) -> None:
        target = tmp_path / "out.xlsx"
        target.touch()
        assert lint(str(report), "--format", f"xlsx:{target}").exit_code == 1
        assert load_workbook(target).sheetnames[0] == "问题"


def amount(text: str, step: str = "100") -> Quantity:
    return Quantity(Decimal(text) * 10000, Decimal(step), Dimension.AMOUNT, "元")


def percent(text: str) -> Quantity:
    value = Decimal(text)
    return Quantity(value, Decimal(1).scaleb(int(value.as_tuple().exponent)), Dimension.PERCENT, "%")


def check_of(kind: str, outcome: Outcome, *values: Quantity, equation: Equation | None = None) -> Any:  # noqa: ANN401
    terms = tuple(Term(f"数{number}", Span(number, number + 1), value) for number, value in enumerate(values))
    assertion = Assertion("T201", kind, "合计", outcome, terms, equation=equation)
    found = list(checks_of(Source("a.txt", "0123456789"), [assertion], {}))
    return found[0] if found else None


class TestRecomputation:
    @pytest.mark.parametrize(
        ("kind", "outcome", "values", "formula", "result", "said"),
        [
            ("summation", "satisfied", [amount("3.00"), amount("1.00"), amount("2.00")], "ROUND(J2+J3,2)", "3.00", "相符"),
            ("summation", "rounding", [amount("3.01"), amount("1.00"), amount("2.00")], "ROUND(J2+J3,2)", "3.00", "尾差"),
            ("summation", "violated", [amount("4.00"), amount("1.00"), amount("2.00")], "ROUND(J2+J3,2)", "3.00", "不符"),
            (
                "share",
                "satisfied",
                [percent("33.3"), amount("1.00"), amount("3.00")],
                "ROUND(ABS(J2)/ABS(J3)*100,1)",
                "33.3",
                "相符",
            ),
            (
                "share",
                "violated",
                [percent("34.3"), amount("1.00"), amount("3.00")],
                "ROUND(ABS(J2)/ABS(J3)*100,1)",
                "33.3",
                "不符",
            ),
            ("at_most", "satisfied", [amount("1.00"), amount("3.00")], "ROUND(J2,2)", "3.00", "相符"),
            ("at_most", "violated", [amount("3.50"), amount("3.00")], "ROUND(J2,2)", "3.00", "不符"),
            ("duplicate", "violated", [amount("3.01"), amount("3.00")], "ROUND(J2,2)", "3.00", "不符"),
        ],
    )
    def test_as_a_formula(  # noqa: PLR0917
        self, kind: str, outcome: str, values: Sequence[Quantity], formula: str, result: str, said: str
    ) -> None:
        check = check_of(kind, Outcome(outcome), *values)
        assert arithmetic(check, 2) == formula
        assert (str(check.result), verdict(check)) == (result, said)

    def test_a_claim_with_a_factor(self) -> None:
        score = Quantity(Decimal("17.29"), Decimal("0.01"), Dimension.COUNT, "分")
        equation = Equation((100, -20))
        check = check_of("product", Outcome.SATISFIED, score, percent("86.43"), equation=equation)
        assert (arithmetic(check, 2), str(check.result)) == ("ROUND((20*J2)/100,4)", "17.2860")
        assert verdict(check) == "尾差"

    def test_many_figures_are_a_sum(self) -> None:
        check = check_of("summation", Outcome.SATISFIED, amount("8.00"), *[amount("1.00")] * 8)
        assert arithmetic(check, 2) == "ROUND(SUM(J2:J9),2)"

    def test_signs_stand_together(self) -> None:
        equation = Equation((1, 1, -1, -1))
        check = check_of(
            "balance", Outcome.SATISFIED, amount("5.00"), amount("2.00"), amount("4.00"), amount("3.00"), equation=equation
        )
        assert [each.number.value for each in check.operands] == [4, 3, 2]
        assert arithmetic(check, 2) == "ROUND(J2+J3-J4,2)"

    def test_what_no_equation_tells_is_left_out(self) -> None:
        assert check_of("summation", Outcome.UNASSESSABLE, amount("1.00"), amount("1.00")) is None
        assert check_of("text", Outcome.SATISFIED, amount("1.00"), amount("1.00")) is None
        assert check_of("share", Outcome.SATISFIED, percent("0"), amount("0.00"), amount("0.00")) is None

    def test_yuan_among_myriads(self) -> None:
        check = check_of("summation", Outcome.SATISFIED, amount("3.0000", "1"), amount("1.00"), amount("2.00"))
        assert [each.number.unit for each in (check.claim, *check.operands)] == ["元"] * 3


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("933.96", Number(Decimal("933.96"), 2)),
            ("1,234.50万元", Number(Decimal("1234.50"), 2, grouped=True, unit="万元")),
            ("－３．０", Number(Decimal("-3.0"), 1)),
            ("77.3%", Number(Decimal("77.3"), 1, unit="%")),
            ("12,34", None),
            ("2025.4.21", None),
            ("五", None),
            ("", None),
            ("1234567890123456.78", None),
        ],
    )
    def test_as_printed(self, text: str, number: Number | None) -> None:
        assert printed_number(text) == number

    @pytest.mark.parametrize(
        ("text", "kind", "value", "unit", "shown"),
        [
            ("933.96", "amount", "9339600", "元", ("933.96", "万元")),
            ("9339600.00", "amount", "9339600", "元", ("9339600.00", "元")),
            ("1.2亿元", "amount", "120000000", "元", ("1.2", "亿元")),
            ("0.00", "amount", "0", "元", ("0.00", "元")),
            ("三千元", "amount", "3000", "元", ("3000", "元")),
            ("86.43%", "percent", "86.43", "%", ("86.43", "%")),
            ("12 人", "count", "12", "人", ("12", "人")),
        ],
    )
    def test_of_the_ledger(self, text: str, kind: str, value: str, unit: str, shown: tuple[str, str]) -> None:
        entry = Entry(Span(0, 1), text, kind, value, unit, "", "", Status.VERIFIED, "", ())
        number = entry_number(entry)
        assert number is not None
        assert (str(number.value), number.unit) == shown


def test_a_workbook_of_another_program_is_refused() -> None:
    with pytest.raises(InputError, match="不是 textcheck 写的审核底稿"):
        XlsxReporter().kept(b"PK\x03\x04")


@pytest.mark.parametrize("name", ["seeded", "budget_seeded", "shanghai"])
def test_another_program_computes_the_same(name: str, soffice: str, tmp_path: Path) -> None:
    source = tmp_path / "out.xlsx"
    lint(str(Path(__file__).parents[1] / "samples" / name / "report.txt"), "--format", f"xlsx:{source}")
    folder = tmp_path / "again"
    command = [soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True)
    formulas, ours, theirs = (
        load_workbook(source),
        load_workbook(source, data_only=True),
        load_workbook(folder / "out.xlsx", data_only=True),
    )
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    one, other = ours[sheet.title][cell.coordinate].value, theirs[sheet.title][cell.coordinate].value
                    same = (
                        abs(one - other) < 1e-9
                        if isinstance(one, (int, float)) and isinstance(other, (int, float))
                        else one == other
                    )
                    assert same, (sheet.title, cell.coordinate, cell.value, one, other)
    assert count > 100
    said = [row for row in ours["验算"].iter_rows(min_row=2, min_col=17, max_col=18, values_only=True) if row[0]]
    allowed = {("相符", "相符"), ("尾差", "相符"), ("尾差", "四舍五入可解释"), ("相符", "四舍五入可解释"), ("不符", "不符")}
    assert set(said) <= allowed


def test_reports_of_a_department_are_ranked_together(tmp_path: Path) -> None:
    texts = {
        "1.txt": REPORT.replace("青岚县图书馆", "青岚县档案馆").replace("120.00 万元", "130.00 万元"),
        "2.txt": REPORT,
        "3.txt": REPORT.replace("120.00 万元", "130.00 万元"),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    lint(*(str(tmp_path / name) for name in texts), "--format", f"xlsx:{tmp_path / 'o.xlsx'}")
    rows = list(load_workbook(tmp_path / "o.xlsx", data_only=True)["统计"].iter_rows(min_row=3, max_row=5, values_only=True))
    assert {row[4]: row[5] for row in rows} == {1: 2, 2: 1, 3: 2}
    assert [row[:2] for row in rows] == [(1, "青岚县图书馆"), (1, "青岚县图书馆"), (2, "青岚县档案馆")]
    assert [row[4] for row in rows] == [3, 2, 1]
