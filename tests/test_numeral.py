"""Numerals: what is printed is what is read, and cn2an is asked where it can be trusted.

cn2an's ``smart`` mode guesses where we decline: 一千二 is 1200 to it, 一万五 15000, 三五 35, 两十 20. It loses the last
place of 零点三零, and takes neither 卅 nor 一百零五点五万 nor 1,234.5. So it is asked in its ``strict`` mode, and about
the numerals it writes itself.
"""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textcheck.quantity.numeral import POWERS, parse_numeral

ONE = Decimal(1)
integers = st.integers(min_value=0, max_value=10**15)
exponents = st.integers(min_value=0, max_value=6)


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("1,234.5", "1234.5", "0.1"),
        ("1，335.93", "1335.93", "0.01"),
        ("-1.5", "-1.5", "0.1"),
        ("负1.5", "-1.5", "0.1"),
        ("12.30", "12.30", "0.01"),
        ("1200", "1200", "1"),
        ("0", "0", "1"),
        ("0.00", "0", "0.01"),
        ("5万", "50000", "10000"),
        ("1.5万", "15000", "1000"),
        ("1720.00万", "17200000", "100"),
        ("3千", "3000", "1000"),
        ("5百万", "5000000", "1000000"),
        ("1.2万亿", "1200000000000", "100000000000"),
        ("12亿3400万", "1234000000", "10000"),
        ("12亿3400", "1200003400", "1"),
        ("12亿零34", "1200000034", "1"),
        ("3万5千", "35000", "1000"),
        ("2亿三千万", "230000000", "10000"),
        ("一百零五点五", "105.5", "0.1"),
        ("一百零五点五万", "1055000", "1000"),
        ("零点三零", "0.30", "0.01"),
        ("一万点零一", "10000.01", "0.01"),
        ("两千三百", "2300", "1"),
        ("一万二千", "12000", "1"),
        ("五万", "50000", "10000"),
        ("三千五百万", "35000000", "10000"),
        ("一亿零五百万", "105000000", "10000"),
        ("一万亿", "1000000000000", "1000000000000"),
        ("叁佰", "300", "1"),
        ("壹万贰仟叁佰肆拾伍", "12345", "1"),
        ("廿", "20", "1"),
        ("廿五", "25", "1"),
        ("卅", "30", "1"),
        ("十", "10", "1"),
        ("十五", "15", "1"),
        ("一百一十", "110", "1"),
        ("一百十", "110", "1"),
        ("两", "2", "1"),
        ("零", "0", "1"),
        ("二〇二四", "2024", "1"),
        ("百", "100", "1"),
        ("负三点五", "-3.5", "0.1"),
    ],
)
def test_numeral(text: str, value: str, step: str) -> None:
    assert parse_numeral(text) == (Decimal(value), Decimal(step))


@pytest.mark.parametrize(
    "text",
    [
        *("一千二", "一百五", "一万五", "3万5", "12亿34", "三五", "一二三", "两十", "二十两", "三万万", "五百三千", "1.5亿200万"),
        *("1,23", "1234,567", "12,34", "1.", ".5", "1.2.3", "点五", "一点", "一点五点", "-", "万元", "１２", "٣"),
    ],
)
def test_what_is_ambiguous_or_no_numeral_is_declined(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize("text", ["", "9" * 30, "九" * 60, "9" * 9999])
def test_nothing_and_endless_numerals_are_declined(text: str) -> None:
    assert parse_numeral(text) is None


@given(integers, exponents, st.booleans())
def test_arabic_numerals_survive_printing(mantissa: int, exponent: int, grouped: bool) -> None:  # noqa: FBT001
    number = Decimal(mantissa).scaleb(-exponent)
    printed = f"{number:,.{exponent}f}" if grouped else f"{number:.{exponent}f}"
    assert parse_numeral(printed) == (number, ONE.scaleb(-exponent))


@given(integers, exponents, st.sampled_from(sorted(POWERS)))
def test_a_scale_word_scales_value_and_step(mantissa: int, exponent: int, scale: str) -> None:
    number = Decimal(mantissa).scaleb(-exponent)
    printed = f"{number:.{exponent}f}{scale}"
    assert parse_numeral(printed) == (number.scaleb(POWERS[scale]), ONE.scaleb(POWERS[scale] - exponent))


@given(integers)
def test_what_cn2an_writes_in_characters_is_read_back(number: int) -> None:
    for mode in ("low", "up"):
        printed = parse_numeral(cn2an.an2cn(str(number), mode))
        assert printed is not None
        assert printed[0] == number


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=999))
def test_what_cn2an_writes_with_decimals_is_read_back(whole: int, thousandths: int) -> None:
    number = f"{whole}.{thousandths:03}"
    assert parse_numeral(cn2an.an2cn(number)) == (Decimal(number), Decimal("0.001"))


@given(st.text("零〇一二两三四五六七八九十百千万亿点", min_size=1, max_size=9))
def test_cn2an_agrees_where_it_takes_the_numeral(text: str) -> None:
    printed = parse_numeral(text)
    try:
        oracle = cn2an.cn2an(text.replace("〇", "零"), "strict")
    except ValueError:
        return
    if printed is not None:
        assert printed[0] == Decimal(str(oracle))


@given(st.text("0123456789.,，-零一二两三十百千万亿点廿拾", max_size=12))
def test_value_is_a_whole_number_of_steps(text: str) -> None:
    printed = parse_numeral(text)
    if printed is not None:
        assert printed[0] % printed[1] == 0
