"""Workbooks: the same findings as from text, every amount as it is shown, and what is said of hidden and broken parts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from composing import sheets

from textcheck import engine
from textcheck.document.reading import fold
from textcheck.finding import findings_of
from textcheck.readers.formats import read_bytes

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = ["clean", "seeded", "shanghai", "budget", "budget_seeded", "budget_shanghai"]
MAKERS = {
    "one sheet a table": ("xlsx", sheets.xlsx),
    "all on one sheet": ("xlsx", lambda text: sheets.xlsx(text, one_sheet=True)),
    "old": ("xls", sheets.xls),
}


def sample(name: str) -> str:
    return (SAMPLES / name / "report.txt").read_text(encoding="utf-8")


def told(data: bytes, path: str) -> list[tuple[str, str]]:
    result = engine.check_bytes(data, path)
    rules = engine.select_rules()
    return sorted((f.code, f.message) for f in findings_of(result.facts.document, result.assertions, rules))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", MAKERS)
def test_same_findings_as_from_text(name: str, way: str) -> None:
    suffix, make = MAKERS[way]
    text = sample(name)
    assert told(make(text), f"report.{suffix}") == told(sheets.tables_alone(text).encode(), "report.txt")


@pytest.mark.parametrize("name", NAMES)
def test_whole_report_on_a_sheet(name: str) -> None:
    text = sample(name)
    assert told(sheets.compose(text), "report.xlsx") == told(text.encode(), "report.txt")


@pytest.mark.parametrize("way", MAKERS)
def test_every_amount_is_read_as_shown(way: str) -> None:
    suffix, make = MAKERS[way]
    text = sample("clean")
    document = read_bytes(make(text), f"report.{suffix}")
    read = [[c.text for c in row] for table in document.tables for row in table.rows if any(c.text for c in row)]
    written = [row for block in sheets.blocks(text) for row in block.rows if any(row)]
    assert [[c for c in row if c] for row in read] == [[fold(c) for c in row if c.strip()] for row in written]
    stored = document.source.stored
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                if cell.span.start in stored and cell.text:
                    assert abs(stored[cell.span.start] - Decimal(cell.text.replace(",", ""))) < Decimal("1E-9")  # a double
