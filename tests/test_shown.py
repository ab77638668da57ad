"""How figures are written in messages: as the reader finds them in the report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from textcheck.assertion import Term
from textcheck.document.span import Span
from textcheck.fact.arithmetic import money, show, sum_formula, total_of
from textcheck.fact.cells import parse_cell

if TYPE_CHECKING:
    from textcheck.quantity.quantity import Quantity

MYRIAD = Decimal(10000)


def cell(text: str, factor: Decimal = MYRIAD) -> Quantity:
    quantity = parse_cell(text, factor)
    assert quantity is not None
    return quantity


@pytest.mark.parametrize(
    ("text", "factor", "shown", "with_unit"),
    [
        ("110,896.62", MYRIAD, "110896.62", "110896.62万元"),
        ("110,896.619602", MYRIAD, "110896.619602", "110896.619602万元"),
        ("1.2345", MYRIAD, "1.2345", "1.2345万元"),
        ("195774300", Decimal(1), "195774300元", "195774300元"),
        ("12.50", Decimal(1), "12.50元", "12.50元"),
        ("35", Decimal(1000), "3.5", "3.5万元"),
    ],
)
def test_an_amount_is_shown_in_the_unit_it_is_printed_in(text: str, factor: Decimal, shown: str, with_unit: str) -> None:
    assert (show(cell(text, factor)), money(cell(text, factor))) == (shown, with_unit)


def test_a_sum_keeps_the_unit_of_its_parts() -> None:
    assert show(total_of([cell("1.000001"), cell("2.000002")])) == "3.000003"


@pytest.mark.parametrize(
    ("count", "left"),
    [(12, " + ".join(["1.5"] * 12)), (13, "1.5 + 1.5 + 1.5 + 1.5 + …（共 13 项）… + 1.5")],
)
def test_a_long_sum_is_cut_in_the_middle(count: int, left: str) -> None:
    terms = [Term("项", Span(0, 1), cell("1.5")) for _ in range(count)]
    made = show(total_of([cell("1.5")] * count))
    assert sum_formula(Term("合计", Span(0, 1), cell("9.0")), terms) == f"{left} = {made} ≠ 9.0"
