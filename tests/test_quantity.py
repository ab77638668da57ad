"""Intervals hold every true value; rounding only ever widens them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from textcheck.quantity.interval import ZERO, Interval
from textcheck.quantity.quantity import Dimension, Quantity

numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
intervals = st.tuples(numbers, numbers).map(lambda ends: Interval(min(ends), max(ends)))
shares = st.fractions(min_value=0, max_value=1, max_denominator=97)
wide = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**45), max_value=10**45)


def inside(interval: Interval, share: Fraction) -> Fraction:
    """Return an exact value of ``interval``, ``share`` of the way up."""
    low, high = Fraction(interval.low), Fraction(interval.high)
    return low + (high - low) * share


def holds(interval: Interval, value: Fraction) -> bool:
    return Fraction(interval.low) <= value <= Fraction(interval.high)


@given(intervals, intervals, shares, shares)
def test_results_hold_all_exact_results(one: Interval, other: Interval, first: Fraction, second: Fraction) -> None:
    left, right = inside(one, first), inside(other, second)
    assert holds(one + other, left + right)
    assert holds(one - other, left - right)
    assert holds(one * other, left * right)
    assert holds(-one, -left)
    if not other.holds(ZERO):
        assert holds(one / other, left / right)


@given(wide, wide)
def test_what_does_not_fit_is_rounded_outwards(left: Decimal, right: Decimal) -> None:
    one, other = Interval(left, left), Interval(right, right)
    exact = Fraction(left), Fraction(right)
    assert holds(one + other, exact[0] + exact[1])
    assert holds(one - other, exact[0] - exact[1])
    assert holds(one * other, exact[0] * exact[1])
    assume(right)
    assert holds(one / other, exact[0] / exact[1])


@given(intervals, intervals)
def test_sums_and_products_commute(one: Interval, other: Interval) -> None:
    assert one + other == other + one
    assert one * other == other * one
    assert one.overlaps(other) == other.overlaps(one)


@given(intervals, intervals)
def test_overlap_means_a_common_value(one: Interval, other: Interval) -> None:
    common = max(one.low, other.low)
    assert one.overlaps(other) == (one.holds(common) and other.holds(common))


@given(intervals)
def test_a_difference_with_itself_holds_nought(interval: Interval) -> None:
    assert (interval - interval).holds(ZERO)
    mirrored = -interval
    assert -mirrored == interval


@given(intervals)
def test_nought_may_not_divide(interval: Interval) -> None:
    with pytest.raises(ZeroDivisionError):
        interval / Interval(Decimal(-1), Decimal(1))


def test_a_quotient_that_does_not_end_is_widened() -> None:
    third = Interval(Decimal(1), Decimal(1)) / Interval(Decimal(3), Decimal(3))
    assert third.low < third.high
    assert Fraction(third.low) < Fraction(1, 3) < Fraction(third.high)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), st.integers(min_value=0, max_value=4))
def test_a_figure_stands_for_every_value_that_rounds_to_it(true: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    printed = Quantity(true.quantize(step), step, Dimension.AMOUNT, "元")
    assert printed.interval.holds(true)
    assert printed.interval.high - printed.interval.low == step
    assert printed.is_zero == (printed.value == 0)


@given(st.integers(min_value=0, max_value=4), st.integers(min_value=0, max_value=4))
def test_a_nought_is_as_fine_as_its_neighbours_and_never_coarser(own: int, other: int) -> None:
    nought = Quantity(Decimal(0), Decimal(1).scaleb(-own), Dimension.AMOUNT, "元")
    assert nought.as_fine_as(Decimal(1).scaleb(-other)).step == Decimal(1).scaleb(-max(own, other))
    one = nought._replace(value=Decimal(1))
    assert one.as_fine_as(Decimal(1).scaleb(-other)) == one
