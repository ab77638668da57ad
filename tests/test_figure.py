"""Figures, case by case: ``tests/mentions/figures.toml`` says what must be found in a text, and what must not."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textcheck.document.reading import fold
from textcheck.lexicon.units import units
from textcheck.mention.figure import Figure, find_figures
from textcheck.quantity.quantity import Bound, Dimension

PATH = Path(__file__).parent / "mentions" / "figures.toml"
CASES: list[dict[str, Any]] = tomllib.loads(PATH.read_text(encoding="utf-8"))["case"]
ALPHABET = "0123456789.,，。、;:()-—至一二两三十百千万亿零点余多约近超第元角分%‰个项人次台套年月日职工倍成百分之支出A "


def shown(figure: Figure, case: dict[str, Any]) -> dict[str, Any]:
    """Return of ``figure`` what ``case`` says."""
    quantity = figure.quantity
    found = {
        "text": figure.text,
        "value": quantity.value,
        "unit": quantity.unit,
        "kind": quantity.dimension.value,
        "bound": quantity.bound.value,
        "range": figure.in_range,
    }
    return found | ({"step": quantity.step} if "step" in case else {})


def wanted(case: dict[str, Any]) -> dict[str, Any]:
    """Return ``case`` with its defaults."""
    full: dict[str, Any] = {"unit": "元", "kind": "amount", "bound": "", "range": False} | case
    return full | {key: Decimal(full[key]) for key in ("value", "step") if key in full}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:24]) for case in CASES])
def test_figures_of_a_text(case: dict[str, Any]) -> None:
    text = fold(case["text"])
    figures = find_figures(text)
    expected = case.get("figures", [])
    assert [figure.text for figure in figures] == [each["text"] for each in expected]
    assert [shown(*pair) for pair in zip(figures, expected, strict=True)] == [wanted(each) for each in expected]
    assert all(text[figure.start : figure.end] == figure.text for figure in figures)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 120


@given(st.text(ALPHABET, max_size=40))
def test_figures_are_ordered_apart_and_where_they_say(text: str) -> None:
    figures = find_figures(text)
    assert all(text[figure.start : figure.end] == figure.text for figure in figures)
    assert all(one.end <= other.start for one, other in pairwise(figures))
    assert all(figure.quantity.step > 0 for figure in figures)


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["元", "万元", "亿元"]))
def test_an_amount_is_read_as_printed(number: Decimal, unit: str) -> None:
    scale = Decimal({"元": 1, "万元": 10**4, "亿元": 10**8}[unit])
    (figure,) = find_figures(f"支出{number:,}{unit}，")
    assert figure.quantity.value == number * scale
    assert figure.quantity.step == Decimal("0.01") * scale
    assert (figure.scale, figure.shown_unit) == (scale, unit)
    assert (figure.quantity.dimension, figure.quantity.bound) == (Dimension.AMOUNT, Bound.EXACT)


@pytest.mark.parametrize(
    ("text", "unit", "scale"),
    [
        ("59万余元", "万元", "10000"),
        ("12亿3400万元", "元", "1"),
        ("两万元", "元", "1"),
        ("支出3.5万，", "万元", "10000"),
        ("5‰", "‰", "0.1"),
    ],
)
def test_shown_unit_belongs_behind_a_numeral_of_the_scale(text: str, unit: str, scale: str) -> None:
    (figure,) = find_figures(text)
    assert (figure.shown_unit, figure.scale) == (unit, Decimal(scale))


def test_every_unit_has_its_authority_and_is_found() -> None:
    for unit in units().by_text.values():
        assert unit.basis
        (figure,) = find_figures(f"共12万{unit.text}。")
        assert (figure.quantity.value, figure.quantity.unit) == (Decimal(120000), unit.name)
