"""Web pages: the report on a page gives what its text gives, and the site around it gives nothing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from composing.web import archive, page

from textcheck.engine import check_bytes
from textcheck.errors import InputError
from textcheck.finding import findings_of
from textcheck.readers.formats import read_bytes, read_source
from textcheck.rules.registry import all_rules

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/report.txt"))


def text_of(name: str) -> str:
    return (SAMPLES / name / "report.txt").read_text(encoding="utf-8")


def found_in(data: bytes) -> list[tuple[object, ...]]:
    """Return what is found, without its places."""
    result = check_bytes(data)
    assert result.crashed == ()
    findings = findings_of(result.facts.document, result.assertions, all_rules())
    return [(each.code, each.actual, each.expected, each.fingerprints) for each in findings]


@lru_cache(maxsize=8)
def found_in_text(name: str) -> list[tuple[object, ...]]:
    return found_in(text_of(name).encode())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", ["utf-8", "gb2312", "bare", "archive"])
def test_a_page_gives_what_its_text_gives(name: str, make: str) -> None:
    text = text_of(name)
    data = archive(text) if make == "archive" else page(text, "utf-8" if make == "bare" else make, whole=make != "bare")
    assert found_in(data) == found_in_text(name)


def test_nothing_of_the_site_is_left() -> None:
    source = read_source(page(text_of("clean")), "r.html")
    for word in ("首页", "分享", "打印", "上一篇", "版权", "位置", "发布时间", "访问统计", "门户网站", "var n"):
        assert word not in source.text, word


def test_a_finding_stands_in_a_paragraph_or_a_cell() -> None:
    result = check_bytes(page(text_of("seeded")))
    source = result.facts.document.source
    for each in result.assertions:
        if each.problem is not None:
            place = source.place(each.problem.span.start)
            assert place.paragraph or (place.table and place.row and place.column)


def read(html: str) -> str:
    return read_source(f"<html><body>{html}</body></html>".encode(), "r.html").text.strip("\n")


def test_the_reading_of_a_page_has_the_tables_of_the_text() -> None:
    document = read_bytes(page(text_of("clean")), "r.html")
    printed = read_bytes(text_of("clean").encode(), "r.txt")
    assert [[[c.text for c in row] for row in t.rows] for t in document.tables] == [
        [[c.text for c in row] for row in t.rows] for t in printed.tables
    ]


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><script>1</script></body></html>", b"<html>" + b"<div>" * 999])
def test_a_page_without_a_report_is_declined(data: bytes) -> None:
    with pytest.raises(InputError):
        read_source(data, "r.html")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一&nbsp;支出<br>二</p>", "一\xa0支出\n二"),
        ("<ol start=3><li>甲</li><li>乙</li></ol>", "3. 甲\n\n4. 乙"),
        ("<ol><li>一、甲</li></ol>", "一、甲"),
        ('<ol style="list-style-type:cjk-ideographic"><li>甲</li><li>乙</li></ol>', "一、甲\n\n二、乙"),
        ("<ul><li>甲</li></ul>", "甲"),
        ("<p>支出120.00<sup>1</sup>万元</p>", "支出120.00¹万元"),
        ('<p>甲</p><p style="display: none">支出1.00万元</p>', "甲"),
        ("<p>甲</p><script>乙</script><!-- 丙 --><p>丁</p>", "甲\n\n丁"),
        ("<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1.00<td>2.00</table>", "甲\t乙\t\n\t1.00\t2.00"),
        ("<table><tfoot><tr><td>计<td>2.00</tfoot><tbody><tr><td>甲<td>2.00</tbody></table>", "甲\t2.00\n计\t2.00"),
        (
            "<table><tr><td><p>导语</p><table><tr><td>甲<td>1.00<tr><td>乙<td>2.00</table></td></tr></table>",
            "导语\n\n甲\t1.00\n乙\t2.00",
        ),
        (
            "<table><tr><td>单位：万元<td><tr><td>甲<td>1.00<tr><td colspan=2>注：本表。</table>",
            "单位：万元\n甲\t1.00\n注：本表。",
        ),
    ],
)
def test_small_pages(html: str, text: str) -> None:
    assert read(html) == text


def test_what_is_hidden_is_said() -> None:
    source = read_source("<html><body><p>甲</p><p hidden>支出1.00万元</p><p><s>旧</s>乙</p></body></html>".encode(), "r.html")
    assert [remark.code for remark in source.remarks] == ["U911", "U911"]


def test_a_comment_speaks_of_the_paragraph_or_row_after_it() -> None:
    page = "<html><body><!-- textcheck: ignore N301 原因 --><p>甲</p><table><tr><td>乙<td>1<!-- textcheck: ignore T2 原因 --><tr><td>丙<td>2</table>"
    source = read_source(page.encode(), "r.html")
    assert [(mark.text, source.text[mark.span.start]) for mark in source.marks] == [
        ("ignore N301 原因", "甲"),
        ("ignore T2 原因", "乙"),
    ]
