"""Printed rates against the figures they are computed from."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from textcheck.fact.ratio import Verdict, at_step, judge, percent_of
from textcheck.quantity.interval import ZERO, Interval
from textcheck.quantity.quantity import Dimension, Quantity

CENT = Decimal(100)  # 0.01万元
AMOUNTS = st.integers(min_value=1, max_value=10**9).map(lambda cents: cents * CENT)
PLACES = st.integers(min_value=0, max_value=3)


def amount(value: Decimal, step: Decimal = CENT) -> Quantity:
    return Quantity(value, step, Dimension.AMOUNT, "元")


def rate(value: Decimal, places: int) -> Quantity:
    step = Decimal(1).scaleb(-places)
    return Quantity(value.quantize(step), step, Dimension.PERCENT, "%")


def verdict(printed: Quantity, part: Quantity, whole: Quantity) -> Verdict:
    return judge(printed, percent_of(part.interval, whole.interval), part.value / whole.value * 100)


@given(AMOUNTS, AMOUNTS, PLACES)
def test_a_rate_rounded_half_up_from_the_printed_figures_is_right(part: Decimal, whole: Decimal, places: int) -> None:
    centre = part / whole * 100
    printed = rate(centre.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), places)
    assert verdict(printed, amount(part), amount(whole)) is Verdict.RIGHT


@given(AMOUNTS, AMOUNTS, PLACES, st.integers(-50, 50), st.integers(-50, 50))
def test_a_rate_rounded_from_the_true_figures_is_never_wrong(
    part: Decimal, whole: Decimal, places: int, more: int, less: int
) -> None:
    true_part, true_whole = part + more, whole + less
    assume(true_part > 0)
    centre = true_part / true_whole * 100
    printed = rate(centre.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), places)
    assert verdict(printed, amount(part), amount(whole)) in {Verdict.RIGHT, Verdict.ROUNDING}


@given(
    st.integers(10**8, 10**10).map(lambda cents: cents * CENT),
    st.integers(10**8, 10**10).map(lambda cents: cents * CENT),
    st.integers(0, 2),
    st.sampled_from([-3, -2, 2, 3]),
)
def test_a_rate_two_units_off_is_wrong_where_the_amounts_are_large(
    part: Decimal, whole: Decimal, places: int, units: int
) -> None:
    step = Decimal(1).scaleb(-places)
    printed = rate((part / whole * 100).quantize(step, ROUND_HALF_UP) + units * step, places)
    assert verdict(printed, amount(part), amount(whole)) is Verdict.WRONG


@given(AMOUNTS, AMOUNTS, PLACES)
def test_a_truncated_rate_is_never_wrong(part: Decimal, whole: Decimal, places: int) -> None:
    printed = rate((part / whole * 100).quantize(Decimal(1).scaleb(-places), ROUND_DOWN), places)
    assert verdict(printed, amount(part), amount(whole)) in {Verdict.RIGHT, Verdict.ROUNDING, Verdict.TRUNCATED}


@pytest.mark.parametrize(
    ("printed", "places", "part", "whole", "expected"),
    [
        ("25.0", 1, "50.00", "200.00", Verdict.RIGHT),
        ("71.43", 2, "500.00", "700.00", Verdict.RIGHT),
        ("71.42", 2, "500.00", "700.00", Verdict.TRUNCATED),
        ("71.44", 2, "500.00", "700.00", Verdict.LAST_DIGIT),
        ("71.45", 2, "500.00", "700.00", Verdict.WRONG),
        ("0.11", 2, "0.13", "110.13", Verdict.ROUNDING),
        ("100.00", 2, "68629.15", "68632.15", Verdict.RIGHT),
        ("99.99", 2, "68629.15", "68632.15", Verdict.TRUNCATED),
        ("62.5", 1, "0.05", "0.08", Verdict.RIGHT),
        ("60", 0, "0.05", "0.08", Verdict.ROUNDING),
        ("12.5", 1, "1.25", "100.00", Verdict.WRONG),
        ("1.3", 1, "1.25", "100.00", Verdict.RIGHT),
    ],
)
def test_verdicts(printed: str, places: int, part: str, whole: str, expected: Verdict) -> None:
    figures = [amount(Decimal(text) * 10000) for text in (part, whole)]
    assert verdict(rate(Decimal(printed), places), *figures) is expected


def test_a_whole_that_may_be_nought_gives_no_rate() -> None:
    with pytest.raises(ZeroDivisionError):
        percent_of(amount(Decimal(100)).interval, amount(ZERO).interval)


@given(AMOUNTS, AMOUNTS, st.decimals(0, 1), st.decimals(0, 1))
def test_percent_of_holds_every_true_quotient(part: Decimal, whole: Decimal, one: Decimal, other: Decimal) -> None:
    first, second = amount(part).interval, amount(whole).interval

    def between(interval: Interval, share: Decimal) -> Decimal:
        return interval.low + (interval.high - interval.low) * share

    found = percent_of(first, second)
    quotient = between(first, one) / between(second, other) * 100
    slack = quotient.scaleb(-20)  # the test divides with 28 digits, the interval with 40
    assert found.low - slack <= quotient <= found.high + slack


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [("12.345", "0.01", "12.35"), ("12.344", "0.01", "12.34"), ("99.96", "0.1", "100.0"), ("0.5", "1", "1")],
)
def test_at_step_rounds_half_up(value: str, step: str, text: str) -> None:
    assert at_step(Decimal(value), Decimal(step)) == text
