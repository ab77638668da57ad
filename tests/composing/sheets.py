"""Workbooks made of the tables of a report as text: .xlsx and .xls, one sheet a table or all on one sheet."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.document.source import Source
from textcheck.readers.outline import build_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.worksheet import Worksheet

NUMBER = re.compile(r"-?(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0(?=\.|$))(?:\.(\d+))?$")
CODE = re.compile(r"\d{3}(?:\d\d){0,2}$")


class Block(NamedTuple):
    """A table as it stands on a sheet: lines above, rows, lines below."""

    above: list[str]
    rows: list[list[str]]
    below: list[str]


def blocks(text: str) -> list[Block]:
    """Return the tables of a report with their titles, fields and notes."""
    document = build_document(Source("report.txt", text))
    found = []
    for table in document.tables:
        width = max(len(row) for row in table.rows)
        rows = [[text[c.span.start : c.span.end] for c in row] + [""] * (width - len(row)) for row in table.rows]
        found.append(Block([p.text for p in table.titles], rows, [p.text for p in table.notes]))
    return found


def tables_alone(text: str) -> str:
    """Return the report as text with nothing but its tables and the lines around them."""
    parts = []
    for block in blocks(text):
        parts += [
            *block.above,
            "",
            *("\t".join(row) if len(row) > 1 else row[0] + "\t" for row in block.rows),
            "",
            *block.below,
            "",
            "",
        ]
    return "\n".join(parts)


def is_figure(text: str, row: list[str]) -> bool:
    """Tell whether a cell is written as a number: amounts, not account codes."""
    match = NUMBER.match(text)
    return match is not None and (match[1] is not None or not (CODE.match(text) and text == next(filter(None, row))))


def number_format(text: str) -> str:
    """Return the number format that shows a number as it is printed."""
    match = NUMBER.match(text)
    assert match is not None
    places = len(match[1] or "")
    return ("#,##0" if "," in text else "0") + ("." + "0" * places if places else "")


def value_of(text: str) -> float:
    """Return the number that a cell shows."""
    return float(Decimal(text.replace(",", "")))


def compose(text: str) -> bytes:
    """Return a workbook of the whole report on one sheet: a paragraph is a cell, a table keeps its rows."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("报告")
        formats: dict[str, object] = {}
        for at, line in enumerate(text.split("\n")):
            row = line.split("\t")
            for column, value in enumerate(row):
                if len(row) > 1 and is_figure(value, row):
                    code = number_format(value)
                    form = formats.setdefault(code, book.add_format({"num_format": code}))
                    sheet.write_number(at, column, value_of(value), form)
                elif value.strip():
                    sheet.write_string(at, column, value)
    return file.getvalue()


def xlsx(text: str, *, one_sheet: bool = False) -> bytes:
    """Return a workbook of the tables, with merged titles and fields that stand left and right."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        formats: dict[str, object] = {}
        sheet, at = None, 0
        for number, block in enumerate(blocks(text), 1):
            if sheet is None or not one_sheet:
                sheet, at = book.add_worksheet(f"附表{number}"), 0
            width = len(block.rows[0])
            merge = partial(_merge, sheet)
            at = _above(block, width, at, sheet.write_string, merge)
            for row in block.rows:
                for column, value in enumerate(row):
                    if is_figure(value, row):
                        code = number_format(value)
                        form = formats.setdefault(code, book.add_format({"num_format": code}))
                        sheet.write_number(at, column, value_of(value), form)
                    elif value:
                        sheet.write_string(at, column, value)
                at += 1
            for note in block.below:
                merge(at, max(width - 1, 1), note)
                at += 1
            at += 2
    return file.getvalue()


def _merge(sheet: Worksheet, row: int, last: int, value: str) -> None:
    sheet.merge_range(row, 0, row, last, value)


def _above(block: Block, width: int, at: int, write: Callable[..., Any], merge: Callable[..., Any]) -> int:
    """Write titles over the whole width; the owner goes left and the unit right, in one row."""
    fields = [line for line in block.above if re.match(r"(?:部门|单位|编制单位|金额单位)[:：]", line)]
    for line in block.above:
        if line not in fields:
            merge(at, max(width - 1, 1), line)
            at += 1
    if fields:
        write(at, 0, fields[0])
        for place, line in enumerate(fields[1:], 1):
            write(at, max(width - len(fields) + place, place), line)
        at += 1
    return at


def xls(text: str) -> bytes:
    """Return a workbook of the older kind, one sheet a table."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[str, object] = {}
    for number, block in enumerate(blocks(text), 1):
        sheet = book.add_sheet(f"附表{number}")
        width = len(block.rows[0])
        at = _above(block, width, 0, sheet.write, lambda row, last, value, s=sheet: s.write_merge(row, row, 0, last, value))
        for row in block.rows:
            for column, value in enumerate(row):
                if is_figure(value, row):
                    style = styles.setdefault(number_format(value), xlwt.easyxf(num_format_str=number_format(value)))
                    sheet.write(at, column, value_of(value), style)
                elif value:
                    sheet.write(at, column, value)
            at += 1
        for note in block.below:
            sheet.write_merge(at, at, 0, max(width - 1, 1), note)
            at += 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
