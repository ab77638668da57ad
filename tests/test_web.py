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
