"""A table of the findings that Excel opens with a double click."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from textcheck.reporters.base import StreamReporter, Totals
from textcheck.reporters.columns import printable
from textcheck.reporters.places import describe, location
from textcheck.reporters.words import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textcheck.document.source import Source
    from textcheck.finding import Finding
    from textcheck.report import Report

_BOM = "\ufeff"  # without it Excel takes the file for the encoding of the system
_HEADER = ("文件", "位置", "行", "列", "级别", "代码", "规则", "问题", "原文", "应为", "验算", "摘录", "指纹")
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?[\d,]+(?:\.\d+)?%?")


class CsvReporter(StreamReporter):
    """A row a finding, notice or error, under Chinese headings."""

    def begin(self) -> str:
        """Return the headings."""
        return _BOM + _line(_HEADER)

    def file(self, report: Report) -> str:
        """Return the rows of one report."""
        return "".join(_line(row.get(name, "") for name in _HEADER) for row in _rows(report))

    def end(self, _totals: Totals) -> str:
        """Add nothing, so that every row is a finding."""
        return ""


def _rows(report: Report) -> Iterator[dict[str, str]]:
    if report.error:
        yield {"文件": report.path, "级别": "未能检查完", "问题": report.error}
    if report.document:
        for finding in report.findings:
            yield {"文件": report.path, **_row(report.document.source, finding)}
    for notice in report.notices:
        yield {
            "文件": notice.path,
            "位置": describe(notice.place, CHINESE),
            "行": str(notice.line or ""),
            "级别": CHINESE.levels[notice.level],
            "代码": notice.code,
            "问题": notice.message,
        }


def _row(source: Source, finding: Finding) -> dict[str, str]:
    at = location(source, finding.span)
    lines = {} if source.anchors else {"行": str(at["line"]), "列": str(at["column"])}
    return {
        "位置": describe(source.place(finding.span.start), CHINESE),
        **lines,
        "级别": CHINESE.levels[finding.level],
        "代码": finding.code,
        "规则": finding.name,
        "问题": finding.message,
        "原文": finding.actual,
        "应为": finding.expected,
        "验算": finding.formula,
        "摘录": finding.excerpt,
        "指纹": finding.fingerprint,
    }


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(map(_cell, cells))
    return text.getvalue()


def _cell(text: str) -> str:
    """Return a cell that no program takes for a formula."""
    text = printable(text)
    return f"'{text}" if _FORMULA.match(text.lstrip()) and not _NUMBER.fullmatch(text) else text
