"""Marked copies of PDF reports: highlights where the figures stand, their notes, and nothing else changed."""

from __future__ import annotations

import ctypes
import io
import re
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from click.testing import CliRunner
from reportlab.lib.pdfencrypt import StandardEncryption
from test_pdf import HEAD, HIGH, ROWS, WIDE, Paper

from textcheck.assertion import Level
from textcheck.cli import main
from textcheck.document.source import Place, Source
from textcheck.document.span import Span
from textcheck.errors import InputError
from textcheck.finding import Evidence, Finding
from textcheck.readers.formats import read_bytes
from textcheck.report import Report
from textcheck.reporters.pdf import PdfReporter
from textcheck.reporters.pdf.shades import BESIDE, COLOURS

if TYPE_CHECKING:
    from pathlib import Path

TURNS = [0, 90, 180, 270]


class Note(NamedTuple):
    """An annotation as read back: its page, kind, rectangles in points of the page, colour, words and author."""

    page: int
    kind: int
    quads: list[tuple[float, float, float, float]]
    colour: tuple[int, int, int]
    text: str
    author: str


def fault(source: Source, wanted: str, *beside: str, level: Level = Level.ERROR) -> Finding:
    spans = [Span(match.start(), match.end()) for each in (wanted, *beside) if (match := re.search(re.escape(each), source.text))]
    evidence = tuple(Evidence(span, source.slice(span), "合计") for span in spans[1:])
    return Finding("T201", "stub", level, "合计不符", spans[0], "", wanted, "13.00", "6 + 7 = 13", evidence, "0")


def marked(data: bytes, *faults: tuple[str, ...], level: Level = Level.ERROR) -> bytes:
    document = read_bytes(data, "report.pdf")
    findings = tuple(fault(document.source, *each, level=level) for each in faults)
    return PdfReporter().file(Report("report.pdf", document, findings=findings))


def notes(data: bytes) -> list[Note]:
    found: list[Note] = []
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, 1):
        for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
            quads: list[tuple[float, float, float, float]] = []
            for at in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
                quad = pdfium.FS_QUADPOINTSF()
                assert pdfium.FPDFAnnot_GetAttachmentPoints(annotation, at, ctypes.byref(quad))
                xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                quads.append((min(xs), min(ys), max(xs), max(ys)))
            rgba = [ctypes.c_uint() for _ in range(4)]
            assert pdfium.FPDFAnnot_GetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *map(ctypes.byref, rgba))
            red, green, blue, _ = (value.value for value in rgba)
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            found.append(
                Note(number, kind, quads, (red, green, blue), _string(annotation, b"Contents"), _string(annotation, b"T"))
            )
            pdfium.FPDFPage_CloseAnnot(annotation)
        page.close()
    document.close()
    return found


def _string(annotation: object, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def glyphs(data: bytes, wanted: str, page: int = 0) -> tuple[float, float, float, float]:
    """Return the rectangle around the ink of a text, in points of the page."""
    document = pypdfium2.PdfDocument(data)
    opened = document[page]
    text = opened.get_textpage()
    searcher = text.search(wanted)
    start, count = searcher.get_next()
    boxes = [text.get_charbox(at) for at in range(start, start + count)]
    for each in (searcher, text, opened, document):
        each.close()
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def covers(quad: tuple[float, float, float, float], ink: tuple[float, float, float, float]) -> bool:
    """Tell whether a quad covers the ink, and hardly more."""
    slack = 1.0
    inside = quad[0] <= ink[0] + slack and quad[1] <= ink[1] + slack and quad[2] >= ink[2] - slack and quad[3] >= ink[3] - slack
    return inside and quad[2] - quad[0] <= ink[2] - ink[0] + 12 and quad[3] - quad[1] <= ink[3] - ink[1] + 12


def paper(turns: int) -> Paper:
    """Return a page shown after quarter turns, with a table and prose upright on it."""
    sheet = Paper()
    sheet.canvas.setPageRotation(turns)
    if turns:
        sheet.canvas.translate(*{90: (HIGH, 0), 180: (WIDE, HIGH), 270: (0, WIDE)}[turns])
        sheet.canvas.rotate(turns)
    sheet.table([HEAD, *ROWS])
    sheet.text(50, 300, "本年支出合计1,345.67万元，其中基本支出88.25万元。")
    return sheet


@pytest.mark.parametrize("turns", TURNS)
@pytest.mark.parametrize("wanted", ["1,200.50", "1,345.67万元", "88.25万元", "300.00"])
def test_highlight_covers_the_figure(turns: int, wanted: str) -> None:
    data = paper(turns).data()
    (note,) = notes(marked(data, (wanted,)))
    assert note.kind == pdfium.FPDF_ANNOT_HIGHLIGHT
    (quad,) = note.quads
    assert covers(quad, glyphs(data, wanted))


@pytest.mark.parametrize("turns", TURNS)
def test_highlight_on_a_cropped_page(turns: int) -> None:
    document = pypdfium2.PdfDocument(paper(turns).data())
    document[0].set_cropbox(20, 30, WIDE - 10, HIGH - 5)
    out = io.BytesIO()
    document.save(out)
    document.close()
    data = out.getvalue()
    (note,) = notes(marked(data, ("88.25万元",)))
    assert covers(note.quads[0], glyphs(data, "88.25万元"))


def test_words_colours_and_what_it_was_held_against() -> None:
    data = paper(0).data()
    beside, first, second = notes(marked(data, ("88.25万元", "1,000.25"), ("300.00", "88.25")))
    assert (first.text, first.author, first.colour) == (
        "【错误 T201】合计不符\n应为：13.00\n验算：6 + 7 = 13\n另一处：第 1 页“1,000.25”（合计）",
        "textcheck",
        COLOURS[Level.ERROR],
    )
    assert beside.text == "与第 1 页“88.25万元”核对（T201）"
    assert beside.colour == BESIDE
    assert covers(beside.quads[0], glyphs(data, "1,000.25"))
    assert "“88.25”" in second.text  # at fault itself, so it has its colour already
    (warning,) = notes(marked(data, ("300.00",), level=Level.WARNING))
    assert warning.colour == COLOURS[Level.WARNING] != COLOURS[Level.ERROR]


def test_passage_over_two_lines_has_a_quad_on_each() -> None:
    sheet = Paper()
    line = "本部门坚持过紧日子，压减一般性支出，保障重点工作的正常运行和各项任务的顺利完成，"
    sheet.text(50, 100, line + "本年支出")
    sheet.text(50, 116, "合计为12.00万元，与上年相比没有变化。")
    data = sheet.data()
    (note,) = notes(marked(data, ("本年支出合计为",)))
    assert len(note.quads) == 2
    assert covers(note.quads[0], glyphs(data, "本年支出"))
    assert covers(note.quads[1], glyphs(data, "合计为"))


def test_what_stands_on_the_pages_is_unchanged() -> None:
    sheet = paper(0)
    sheet.next()
    sheet.text(50, 100, "第二页12.00万元。")
    data = sheet.data()
    copy = marked(data, ("88.25万元", "12.00"), ("300.00",))
    before, after = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(copy)
    assert len(before) == len(after) == 2
    for old, new in zip(before, after, strict=True):
        assert new.get_textpage().get_text_range() == old.get_textpage().get_text_range()
        assert new.get_size() == old.get_size()
        assert new.render(draw_annots=False).to_numpy().tobytes() == old.render(draw_annots=False).to_numpy().tobytes()
    assert [note.page for note in notes(copy)] == [1, 1, 2]
    again, first = (read_bytes(each, "report.pdf").source for each in (copy, data))
    assert (again.text, again.anchors) == (first.text, first.anchors)


def test_without_a_box_the_note_stands_at_the_top_of_the_page() -> None:
    data = paper(90).data()
    source = read_bytes(data, "report.pdf").source
    bare = Source("report.pdf", source.text, format="PDF", data=data)
    document = read_bytes(data, "report.pdf")
    object.__setattr__(document, "source", bare)
    finding = fault(bare, "300.00")
    (note,) = notes(PdfReporter().file(Report("report.pdf", document, findings=(finding,))))
    assert (note.kind, note.page, note.quads) == (pdfium.FPDF_ANNOT_TEXT, 1, [])
    assert bare.place(0) == Place(line=1)


def test_a_report_that_is_no_pdf_is_one_sentence(tmp_path: Path) -> None:
    document = read_bytes("本年支出 5 万元。".encode(), "report.txt")
    with pytest.raises(InputError, match=r"^这份报告不是一个 PDF 文件，不能在 PDF 上批注；请改用 --format docx。$"):
        PdfReporter().file(Report("report.txt", document))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("本年支出 5 万元。", encoding="utf-8")
    (tmp_path / "in" / "b.pdf").write_bytes(paper(0).data())
    result = CliRunner().invoke(main, ["lint", "--no-config", "--format", f"pdf:{tmp_path}/out/", str(tmp_path / "in")])
    assert result.exit_code == 2
    assert result.stderr.count("不是一个 PDF 文件") == 1
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["b.pdf.批注稿.pdf"]


def test_a_clean_report_is_copied_as_it_is() -> None:
    data = paper(0).data()
    assert marked(data) == data


def test_a_file_locked_against_changes_only_can_be_marked() -> None:
    sheet = Paper(StandardEncryption("", "owner", canModify=0))
    sheet.text(50, 100, "本年支出合计88.25万元。")
    data = sheet.data()
    copy = marked(data, ("88.25万元",))
    (note,) = notes(copy)
    assert covers(note.quads[0], glyphs(copy, "88.25万元"))
    assert note.text.startswith("【错误 T201】合计不符")
