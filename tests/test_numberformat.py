"""Number formats: known cases, and properties that hold for any number."""

from __future__ import annotations

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textcheck.readers.builtinformat import built_in
from textcheck.readers.numberformat import parse_format

CASES = [
    (case["format"], value, shown, case.get("stored", 0))
    for case in tomllib.loads((Path(__file__).parent / "sheets" / "formats.toml").read_text(encoding="utf-8"))["case"]
    for value, shown in case["shows"]
]
FEN = st.decimals(min_value=-(10**9), max_value=10**9, places=6, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(("code", "value", "shown", "power"), CASES)
def test_shows(code: str, value: str, shown: str, power: int) -> None:
    form = parse_format(code)
    assert form.show(Decimal(value)).strip() == shown
    if power:
        assert form.stored(Decimal(value)) == Decimal(value).scaleb(power)


def test_dates_of_the_other_calendar() -> None:
    assert parse_format("yyyy/m/d").show(Decimal(0), date1904=True) == "1904/1/1"
    assert parse_format("yyyy/m/d").show(Decimal(44195), date1904=True) == "2024/12/31"


@pytest.mark.parametrize(
    ("number", "value", "shown"),
    [
        (0, "5", "5"),
        (4, "1234.5", "1,234.50"),
        (10, "0.5", "50.00%"),
        (14, "45657", "2024/12/31"),
        (43, "0", "-"),
        (31, "45657", "2024年12月31日"),
        (9999, "5", "5"),
    ],
)
def test_built_in(number: int, value: str, shown: str) -> None:
    assert parse_format(built_in(number)).show(Decimal(value)).strip() == shown


@given(FEN, st.integers(0, 6), st.booleans())
def test_plain_formats_round_half_up(value: Decimal, places: int, grouped: bool) -> None:  # noqa: FBT001
    code = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")
    shown = parse_format(code).show(value)
    assert Decimal(shown.replace(",", "")) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert ("," in shown) == (grouped and abs(Decimal(shown.replace(",", ""))) >= 1000)


@given(st.text(alphabet='0#?.,%;@_*\\"![]$-红RedyYmdhsEe+/GeneralDBNum1年>=<()¥ ', max_size=40), FEN)
def test_any_format_shows_something(code: str, value: Decimal) -> None:
    form = parse_format(code)
    assert isinstance(form.show(value), str)
    assert isinstance(form.show_text("文"), str)
    assert form.stored(value).is_finite()
