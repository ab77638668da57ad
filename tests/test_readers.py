"""The text reader: arbitrary text never breaks it, and whatever it returns points into the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stubs import REPORT

from textcheck.document.reading import FOLD, fold
from textcheck.document.source import Source
from textcheck.document.span import Span
from textcheck.readers.outline import build_document

if TYPE_CHECKING:
    from textcheck.document.blocks import Document, Paragraph

PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "|",
            "\n|",
            "|\n",
            " ",
            "\u3000",
            "\xa0",
            "\u200b",
            "\ufeff",
            "<p>",
            "</td>",
            "**",
            "&nbsp;",
        ),
        *(
            "第一部分",
            "第二部分 说明",
            "目 录",
            "目录\n",
            "一、",
            "（二）",
            "3.",
            "(4)",
            "⑤",
            "PAGEREF",
            "……12",
            "- 3 -",
            "第 3 页",
        ),
        *(
            "2024年度支出决算表",
            "公开03表",
            "部门：某局",
            "单位：万元",
            "注：本表",
            "项目\t合计\n",
            "栏次\t1\t2\n",
            "-----\n",
            "|---|---|\n",
        ),
        *(
            "1,234.56",
            "12",
            "３．５",
            "万元",
            "%",
            "。",
            "；",
            "，",
            "：",
            "增长",
            "一般公共服务支出（类）",
            "abc def",
            "\x00",
            "\x1b",
        ),
    ]
)
TEXT = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


def document_of(text: str) -> Document:
    return build_document(Source("", text))


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(deadline=None, max_examples=300)
@given(TEXT)
def test_cells_point_at_what_they_say(text: str) -> None:
    for table in document_of(text).tables:
        assert table.rows
        assert all(table.rows)
        for at, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                assert (cell.row, cell.column) == (at, column)
                assert 0 <= cell.span.start <= cell.span.end <= len(text)
                raw = text[cell.span.start : cell.span.end]
                assert fold(raw) == (fold(cell.text) if raw.isascii() else cell.text)
            assert [cell.span for cell in row] == sorted(cell.span for cell in row)


@pytest.mark.parametrize("raw", ["**12.5**", "12.5&nbsp;"])
def test_markup_in_an_ascii_cell_is_seen_through(raw: str) -> None:
    (table,) = document_of(f"| 项目 | 合计 |\n| 支出 | {raw} |\n").tables
    assert table.rows[1][1].text == "12.5"


@settings(deadline=None, max_examples=300)
@given(TEXT)
def test_paragraphs_point_at_what_they_say(text: str) -> None:
    document = document_of(text)
    for paragraph in (*document.paragraphs, *document.contents):
        spans = paragraph.spans
        assert spans
        assert list(spans) == sorted(spans)
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        assert_every_character_is_the_files_own(text, paragraph)


def assert_every_character_is_the_files_own(text: str, paragraph: Paragraph) -> None:
    reading = paragraph.reading
    last = -1
    for at, character in enumerate(reading.text):
        offset = reading.offset(at)
        assert last < offset < len(text)
        assert any(span.start <= offset < span.end for span in paragraph.spans)
        raw = text[offset]
        assert raw.translate(FOLD) == character or (character == " " and (raw.isspace() or raw in "<&*\u200b\ufeff\xad\u2060"))
        last = offset
    for start in range(0, len(reading.text), 7):
        span = reading.span(start, min(start + 5, len(reading.text)))
        assert 0 <= span.start < span.end <= len(text)


@settings(deadline=None, max_examples=200)
@given(TEXT)
def test_sections_form_a_tree_in_the_text(text: str) -> None:
    document = document_of(text)
    for section in document.sections:
        assert 0 <= section.span.start <= section.span.end <= len(text)
        if section.parent is None:
            assert section is document.root
        else:
            assert section.parent.level < section.level
            assert section in section.parent.children
    assert {id(p.section) for p in document.paragraphs} <= {id(section) for section in document.sections}


@settings(deadline=None, max_examples=200)
@given(TEXT, st.data())
def test_positions_count_lines_and_characters(text: str, data: st.DataObject) -> None:
    source = Source("", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.position(offset)
    assert line == text.count("\n", 0, offset) + 1
    assert source.line_span(line).start + column - 1 == offset
    assert "\n" not in source.slice(source.line_span(line))


def test_a_healed_paragraph_still_points_into_the_file() -> None:
    document = document_of(REPORT)
    paragraph = next(p for p in document.body if "基本支出85.00万元" in p.text)
    at = paragraph.text.index("85.00万元")
    span = paragraph.reading.span(at, at + len("85.00万元"))
    assert REPORT[span.start : span.end] == "85.00\n万元"
    (table,) = document.tables
    assert [p.text for p in table.titles if p.kind == "title"] == ["2024年度支出决算表", "公开03表"]
    cell = table.rows[-1][1]
    assert (cell.text, squeezed(REPORT[cell.span.start : cell.span.end])) == ("20.00", "20.00")
    assert table.span.covers(Span(*cell.span))
