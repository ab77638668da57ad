"""Bytes to text: what was written is what is read, whatever encoding it was written in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from textcheck.errors import InputError
from textcheck.readers.decode import decode

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r"), min_size=1).filter(
    lambda text: bool(text.strip()) and not text.startswith(("\ufeff", "%PDF", "PK\x03\x04", "{\\rtf"))
)


@given(TEXT)
def test_utf8(text: str) -> None:
    assert decode(text.encode())[0] == text
    assert decode(codecs.BOM_UTF8 + text.encode()) == (text, "utf-8-sig")


@given(TEXT)
def test_utf16_with_a_mark(text: str) -> None:
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert decode(bom + text.encode(encoding)) == (text, "utf-16")


@given(TEXT)
def test_gb18030(text: str) -> None:
    data = text.encode("gb18030")
    assume(not _is_utf8(data))
    assume(not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)))
    assert decode(data) == (text, "gb18030")


def test_utf16_without_a_mark() -> None:
    report = "2024年度部门决算\n\n本馆支出合计 120.00 万元。\n"
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode(report.encode(encoding)) == (report, encoding)


def test_utf16_without_a_mark_and_with_noughts_on_both_sides() -> None:
    report = "2024年度部门决算\n一、概况\n"
    assert decode(report.encode("utf-16-be")) == (report, "utf-16-be")


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except InputError:
        return
    assert codecs.lookup(encoding)
    assert text.encode(encoding).decode(encoding) == text


def test_line_ends_stay() -> None:
    assert decode("一\r\n二\r三\n".encode())[0] == "一\r\n二\r三\n"


@pytest.mark.parametrize("data", [b"", b"\n \t"])
def test_empty(data: bytes) -> None:
    with pytest.raises(InputError, match="空"):
        decode(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
