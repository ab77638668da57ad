"""Text in the wrong characters is mended when that is exact, and declined otherwise; right text is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from textcheck.errors import InputError
from textcheck.readers.formats import read_source
from textcheck.readers.garbled import unravel

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/report.txt"))
TEXT = (SAMPLES / "budget" / "report.txt").read_text(encoding="utf-8")
TRADITIONAL = (
    "2024年度青嵐區水務局部門決算公開\n本部門財政撥款收入總計與支出總計均為120.00萬元，項目資金對應購置車輛費，單位運行經費減少。\n"
    * 3
)


@pytest.mark.parametrize("name", NAMES)
def test_right_text_is_left_alone(name: str) -> None:
    text = (SAMPLES / name / "report.txt").read_text(encoding="utf-8")
    assert unravel(text) == (text, "")


def test_right_text_of_the_corpus_is_left_alone(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert unravel(text) == (text, ""), path.name


@pytest.mark.parametrize(("written_in", "read_as"), [("gb18030", "latin-1"), ("utf-8", "latin-1")])
def test_text_read_in_the_wrong_encoding_comes_back(written_in: str, read_as: str) -> None:
    garbled = TEXT.encode(written_in).decode(read_as)
    source = read_source(garbled.encode(), "r.txt")
    assert source.text == TEXT
    assert [remark.code for remark in source.remarks] == ["U912"]
    page = read_source(f"<html><body><p>{garbled}</p></body></html>".encode(), "r.html")
    assert "云岫市测绘局" in page.text
    assert [remark.code for remark in page.remarks] == ["U912"]


def test_utf8_read_as_gbk_comes_back_only_whole() -> None:
    pairs = "支出合计预算收入部门情况项目资金公共服务财政拨款\n" * 3
    garbled = pairs.encode().decode("gb18030", "strict")
    assert unravel(garbled).text == pairs


@pytest.mark.parametrize("text", ["锟斤拷支出锟斤拷12.00锟斤拷万元\n" * 3, "支出\ufffd\ufffd\ufffd12.00万元\n" * 5])
def test_lost_characters_are_declined(text: str) -> None:
    with pytest.raises(InputError, match="乱码"):
        unravel(text)


def test_traditional_characters_are_declined() -> None:
    for data in (TRADITIONAL.encode(), f"<html><body><p>{TRADITIONAL}</p></body></html>".encode()):
        with pytest.raises(InputError, match="繁体"):
            read_source(data, "r")


def test_a_page_in_big5_is_recognised_whatever_it_says() -> None:
    page = f'<html><meta charset="gb2312"><body><p>{TRADITIONAL}</p></body></html>'.encode("big5hkscs")
    with pytest.raises(InputError, match="繁体"):
        read_source(page, "r.html")
