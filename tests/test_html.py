"""The page as it is written: complete, the same every time, and with nothing in it that could run."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from stubs import REPORT

from textcheck.cli import main
from textcheck.document.span import Span
from textcheck.engine import check_bytes
from textcheck.equation import Equation
from textcheck.finding import findings_of
from textcheck.ledger import ledger
from textcheck.quantity.quantity import Dimension, Quantity
from textcheck.report import Report
from textcheck.reporters.html import HtmlReporter
from textcheck.reporters.html.marks import Marks
from textcheck.reporters.html.markup import asset, embedded, escape
from textcheck.reporters.html.phrases import phrases
from textcheck.reporters.html.text import Text
from textcheck.rules.registry import all_rules
from textcheck.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[1] / "samples"
VOID = {"meta", "input"}


class Reader(HTMLParser):
    """Reads a page strictly: every element is closed in order, no id comes twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.texts: dict[str, str] = {}
        self.named: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        ident = dict(attrs).get("id") or ""
        self.ids += [ident] if ident else []
        if tag not in VOID:
            self.open.append(tag)
            self.named.append(ident)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.named.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        for ident in self.named:
            if ident:
                self.texts[ident] = self.texts.get(ident, "") + data


def write(path: Path, *options: str) -> str:
    target = path.with_suffix(".html")
    result = CliRunner().invoke(main, ["lint", "--format", f"html:{target}", *options, str(path)])
    assert result.exit_code in (0, 1), result.output
    return target.read_text(encoding="utf-8")


def parsed(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert len(set(reader.ids)) == len(reader.ids)
    return reader


def without_assets(page: str) -> str:
    """Leave out what is the same in every page."""
    page = page.replace(asset("page.css"), "…").replace(asset("page.js"), "…").replace(f"textcheck {VERSION}", "textcheck …")
    return re.sub(r"'sha256-[^']+'", "'sha256-…'", page)


@pytest.mark.usefixtures("stubs")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_snapshot(report: Path, snapshot: Callable[[str, str], None], language: str) -> None:
    snapshot(f"page.{language}.html", without_assets(write(report, "--lang", language)))


@pytest.mark.parametrize("sample", ["clean", "seeded", "budget", "shanghai"])
def test_every_figure_and_finding_is_shown_and_every_way_leads_somewhere(sample: str, tmp_path: Path) -> None:
    source = (SAMPLES / sample / "report.txt").read_bytes()
    result = check_bytes(source, "report.txt")
    entries = ledger(result.facts.figures, result.assertions)
    findings = findings_of(result.facts.document, result.assertions, all_rules())
    path = tmp_path / "report.txt"
    path.write_bytes(source)
    page = parsed(write(path))
    for number, entry in enumerate(entries):
        assert re.sub(r"\s", "", page.texts[f"f{number}"]) == re.sub(r"\s", "", result.facts.document.source.slice(entry.span))
    for number, finding in enumerate(findings):
        assert finding.message in page.texts[f"n{number}"]
    for _, name, value in page.attributes:
        if name == "href" and value.startswith("#"):
            assert value[1:] in page.ids
        if name in {"aria-controls", "aria-labelledby"}:
            assert value in page.ids
    marks = Marks(Report("", result.facts.document, findings=findings, ledger=entries), result.facts.document)
    shown = {number for _, name, value in page.attributes if name == "data-p" for number in value.split()}
    for finding in findings:
        target = marks.target(finding.span)
        assert target
        assert target.startswith("f") or target[1:] in shown


@pytest.mark.usefixtures("stubs")
def test_the_page_holds_what_it_needs_and_lets_nothing_else_run(report: Path) -> None:
    page = parsed(write(report))
    policy = next(value for tag, name, value in page.attributes if tag == "meta" and "default-src" in value)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not [value for _, name, value in page.attributes if name in {"src", "style"} or name.startswith("on")]
    assert all(value.startswith("#") for tag, name, value in page.attributes if name == "href")
    assert "://" not in asset("page.js") + asset("page.css")
    for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
        assert name not in asset("page.js")


def test_both_languages_say_the_same_things() -> None:
    chinese, english = (json.loads(asset(f"{language}.json")) for language in ("zh", "en"))
    for part in ("page", "script"):
        assert set(chinese[part]) == set(english[part])
        for name, value in chinese[part].items():
            assert type(value) is type(english[part][name])
            if isinstance(value, str):
                assert value.count("{}") == english[part][name].count("{}")


def test_text_stays_text() -> None:
    assert escape("<b a='1' c=\"2\">&") == "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;"
    assert escape("a\0b\u202ec\ud800") == "a\ufffdbc\ufffd"
    written = embedded({"a": "</script><!--\u2028\u2029&"})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"a": "</script><!--\u2028\u2029&"}


@pytest.mark.usefixtures("stubs")
def test_a_folder_gets_an_index(report: Path, tmp_path: Path) -> None:
    (tmp_path / "index").write_text(REPORT, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    folder = tmp_path / "pages"
    paths = [str(report), str(tmp_path / "index"), str(tmp_path / "empty.txt")]
    CliRunner().invoke(main, ["lint", "--format", f"html:{folder}", *paths])
    assert sorted(path.name for path in folder.iterdir()) == ["index-2.html", "index.html", "report.txt.html"]
    text = (folder / "index.html").read_text(encoding="utf-8")
    index = parsed(text)
    links = [value for _, name, value in index.attributes if name == "href"]
    assert links == ["report.txt.html", "index-2.html"]
    assert "empty.txt" in text
    assert "script-src 'none'" in text
    assert "<script" not in text


@pytest.mark.usefixtures("stubs")
def test_json_beside_a_page_has_no_ledger_unless_asked(report: Path, tmp_path: Path) -> None:
    wishes = ["--format", f"html:{tmp_path / 'page.html'}", "--format", "json"]
    plain = json.loads(CliRunner().invoke(main, ["lint", *wishes, str(report)]).stdout)
    full = json.loads(CliRunner().invoke(main, ["lint", *wishes, "--ledger", str(report)]).stdout)
    assert "ledger" not in plain["files"][0]
    assert "ledger" in full["files"][0]


def amount(value: str, step: str = "100") -> Quantity:
    return Quantity(Decimal(value), Decimal(step), Dimension.AMOUNT, "元")


def test_both_sides_of_an_equation() -> None:
    claim, rest = Equation((1, -1, -1)).sides([amount("300"), amount("100"), amount("300")]) or ()
    assert (claim.low, claim.high) == (250, 350)
    assert (rest.low, rest.high) == (300, 500)
    rate = Quantity(amount("50").value, amount("1").value, Dimension.PERCENT, "%")
    claim, rest = Equation((0, 1, 0), (0, 0, 1)).sides([rate, amount("1000"), amount("2000")]) or ()
    assert (claim.low, claim.high) == (amount("49.5").value, amount("50.5").value)
    assert rest.low < 50 < rest.high
    assert Equation((1, -1), words=True).sides([amount("1"), amount("1")]) is None
    assert Equation((0, 1, 0), (0, 0, 1)).sides([rate, amount("1"), amount("0")]) is None


def test_an_unreadable_report_has_no_page(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    target = tmp_path / "page.html"
    assert CliRunner().invoke(main, ["lint", "--format", f"html:{target}", str(tmp_path / "empty.txt")]).exit_code == 2
    assert not target.exists()
    sheet = HtmlReporter().file(Report("x.txt", error="读不了。"))
    assert sheet.data == b""
    assert sheet.entry.error == "读不了。"


def test_overlapping_passages_are_all_found() -> None:
    source = (REPORT.split("第二部分", 1)[0] + "正文甲乙丙丁。\n").encode()
    result = check_bytes(source)
    document = result.facts.document
    at = document.source.text.index("甲乙丙丁")
    finding = findings_of(document, result.assertions, all_rules())[:0]
    marks = Marks(Report("", document, findings=finding), document)
    for span in (Span(at, at + 2), Span(at + 1, at + 3)):
        marks._settle(span)
    text = Text(document, marks, (), phrases("zh")).write()
    assert '<span id="p0" data-p="0">甲</span><span id="p1" data-p="0 1">乙</span><span data-p="1">丙</span>丁' in text
