"""What people see: snapshots on a small report, and the columns that everything stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stubs import REPORT, StubRule

from textcheck.batch import Job, Plan, check_one
from textcheck.engine import check_bytes, check_document
from textcheck.excerpt import Excerpts
from textcheck.intake import Input
from textcheck.reporters.columns import head, printable, tail, width, window
from textcheck.reporters.terminal import Look, TerminalReporter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("stubs")


def written(path: Path, look: Look) -> str:
    path.write_text(REPORT, encoding="utf-8")
    return check_one(Job(Input(str(path))), Plan((TerminalReporter(look),))).parts[0].replace(str(path), path.name)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_plain_output(language: str, tmp_path: Path, snapshot: Callable[[str, str], None]) -> None:
    snapshot(f"terminal.{language}.txt", written(tmp_path / "report.txt", Look(language)))


def test_narrow_terminal_cuts_around_the_figure(tmp_path: Path, snapshot: Callable[[str, str], None]) -> None:
    text = written(tmp_path / "report.txt", Look(columns=50))
    snapshot("terminal.narrow.txt", text)


def test_colour_is_only_paint(tmp_path: Path) -> None:
    coloured = written(tmp_path / "report.txt", Look(color=True))
    assert "\x1b[" in coloured
    assert click.unstyle(coloured) == written(tmp_path / "report.txt", Look())


def test_underline_stands_under_the_figure(tmp_path: Path) -> None:
    lines = written(tmp_path / "report.txt", Look()).split("\n")
    at = next(i for i, line in enumerate(lines) if "基本支出85.00" in line)
    before, _, _ = lines[at].partition("85.00万元")
    assert width(before) == lines[at + 1].index("^")
    assert lines[at + 1].count("^") == width("85.00万元")


def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31mred.txt"
    path.write_text(REPORT.replace("其中：", "其中：\x1b]0;title\x07"), encoding="utf-8")
    assert "\x1b" not in check_one(Job(Input(str(path))), Plan((TerminalReporter(Look()),))).parts[0]


def test_report_without_tables_says_so() -> None:
    result = check_bytes("一、支出情况\n\n支出合计 1.00 万元。\n".encode())
    assert not result.facts.document.tables


def test_excerpts_mark_what_stands_at_the_span() -> None:
    result = check_document(check_bytes(REPORT.encode()).facts.document, (StubRule(),))
    excerpts = Excerpts(result.facts.document)
    source = result.facts.document.source
    for assertion in result.assertions:
        for term in assertion.terms:
            excerpt = excerpts.at(term.span)
            assert "".join(excerpt.text[excerpt.start : excerpt.end].split()) == "".join(source.slice(term.span).split())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60), st.data(), st.integers(8, 40))
def test_window_fits_and_holds_the_mark(text: str, data: st.DataObject, columns: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = window(text, start, end, columns)
    assert 0 <= left <= start <= right <= len(text)
    assert width(text[left:right]) <= columns
    assert right >= end or width(text[start:end]) > columns - 4


@given(st.text())
def test_printable_is_one_for_one(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert shown.isprintable()


@given(st.text(), st.integers(0, 20))
def test_head_and_tail_fit(text: str, columns: int) -> None:
    assert text.startswith(head(text, columns))
    assert text.endswith(tail(text, columns))
    assert max(width(head(text, columns)), width(tail(text, columns))) <= columns
