"""Marked copies: comments in Word files, the editor's own and composed ones."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from click.testing import CliRunner
from composing.word import compose
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from test_docx import NAMES, cell, p, r, table, word

from textcheck.assertion import Level
from textcheck.cli import main
from textcheck.document.span import Span
from textcheck.engine import check_document
from textcheck.finding import Finding, findings_of
from textcheck.readers.formats import read_bytes
from textcheck.report import Report
from textcheck.reporters.docx import DocxReporter
from textcheck.reporters.docx.signs import cut, signs
from textcheck.reporters.notes import trimmed
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

SAMPLES = Path(__file__).parents[1] / "samples"
MARKED = ("commentRangeStart", "commentRangeEnd", "commentReference")


def checked(data: bytes, path: str) -> Report:
    document = read_bytes(data, path)
    found = findings_of(document, check_document(document).assertions, all_rules())
    return Report(path, document, findings=found)


def copy_of(report: Report) -> bytes:
    return DocxReporter().file(report)


def texts(root: Element) -> list[str]:
    """Return the text of every paragraph, those in tables and text boxes included."""
    return ["".join(t.text or "" for t in paragraph.iter(qn("w:t"))) for paragraph in root.iter(qn("w:p"))]


def comments(data: bytes) -> list[tuple[str, str]]:
    """Return what every comment is about and what it says."""
    opened = docx.Document(io.BytesIO(data))
    found: list[tuple[str, str]] = []
    for comment in opened.comments:
        inside, about = False, ""
        for element in opened.element.iter():
            if element.get(qn("w:id")) == str(comment.comment_id) and element.tag in (qn(f"w:{name}") for name in MARKED[:2]):
                inside = element.tag == qn("w:commentRangeStart")
            elif inside and element.tag == qn("w:t"):
                about += element.text or ""
        found.append((about, comment.text))
    return found


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def report() -> Report:
    """Return a Word file with numbers that Word generates, checked."""
    return checked(compose((SAMPLES / "seeded" / "report.txt").read_text(encoding="utf-8")), "report.docx")


@pytest.fixture(scope="module")
def copy(report: Report) -> bytes:
    return copy_of(report)


def test_every_comment_is_about_the_figure_itself(report: Report, copy: bytes) -> None:
    assert report.document is not None
    source = report.document.source
    about = comments(copy)
    assert len(about) == len(report.findings) > 50
    inexact: Counter[str] = Counter()
    for (marked, said), finding in zip(about, report.findings, strict=True):
        wanted = source.text[slice(*trimmed(source, finding.span))]
        assert finding.code in said
        assert finding.message in said
        if marked != wanted:
            assert wanted not in marked
            inexact[finding.code] += 1
    # headings that begin with a number that Word generates, a whole row
    assert inexact == {"S101": 2, "S105": 1}


def test_original_is_unchanged_but_for_the_comments(report: Report, copy: bytes) -> None:
    assert report.document is not None
    before, after = parts(report.document.source.data), parts(copy)
    changed = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml"}
    for name in before.keys() - changed:
        if name.endswith((".xml", ".rels")):
            assert _canonical(after[name]) == _canonical(before[name]), name
        else:
            assert after[name] == before[name], name
    old, new = (docx.Document(io.BytesIO(data)).element for data in (report.document.source.data, copy))
    assert texts(new) == texts(old)
    assert _skeleton(new) == _skeleton(old)


def _canonical(data: bytes) -> str:
    from lxml import etree

    return etree.canonicalize(data.decode(), strip_text=True)


def _skeleton(root: Element) -> Iterable[tuple[str, dict[str, str]]]:
    """Return everything in a document except comments, and runs, which may be cut."""
    left_out = {qn(f"w:{name}") for name in (*MARKED, "r", "t")}
    return [
        (element.tag, dict(element.attrib))
        for element in root.iter()
        if element.tag not in left_out and not any(above.tag == qn("w:r") for above in element.iterancestors())
    ]


def test_a_copy_checks_as_its_original(report: Report, copy: bytes) -> None:
    again = checked(copy, "report.docx")
    assert [each.fingerprint for each in again.findings] == [each.fingerprint for each in report.findings]


def test_what_it_was_held_against_is_told(copy: bytes) -> None:
    (said,) = [said for marked, said in comments(copy) if marked == "46.32万元"]
    lines = said.split("\n")
    assert lines[0] == "【错误 N301】“其他收入”文中写 46.32，收入决算表“合计·其他收入”是 46.23（像是两个数字写颠倒）"
    assert lines[1] == "应为：46.23"
    assert lines[2] == "验算：46.32 ≠ 46.23"
    assert lines[3] == "另一处：第 2 个表格第 4 行第 11 格“46.23”（收入决算表 合计·其他收入）"


@pytest.mark.parametrize("form", ["odt", "pdf"])
def test_opens_in_libreoffice_with_its_comments(report: Report, copy: bytes, form: str, soffice: str, tmp_path: Path) -> None:
    path = tmp_path / "copy.docx"
    path.write_bytes(copy)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run([soffice, profile, "--headless", "--convert-to", form, "--outdir", tmp_path, path], check=True, timeout=120)
    if form == "pdf":
        assert (tmp_path / "copy.pdf").stat().st_size > 10_000
        return
    content = parts((tmp_path / "copy.odt").read_bytes())["content.xml"].decode()
    assert content.count("<office:annotation ") == len(report.findings)
    said = "".join(re.findall(r"<office:annotation .*?</office:annotation>", content, re.DOTALL))
    assert "“其他收入”文中写 46.32，收入决算表“合计·其他收入”是 46.23" in re.sub("<[^>]*>", "", said)
    assert re.search(r"<office:annotation [^>]*>.*?</office:annotation>(<[^>]*>)*46\.32万元", content, re.DOTALL)


# what an editor's file may hold besides runs of text


def whole(body: str) -> bytes:
    """Return a file that Word opens, with that body."""
    out, old = io.BytesIO(), io.BytesIO()
    docx.Document().save(old)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(old.getvalue()).items():
            new = parts(word(body))["word/document.xml"] if name == "word/document.xml" else content
            archive.writestr(name, new)
    return out.getvalue()


def fault(text: str, start: int, end: int) -> Finding:
    return Finding("N999", "stub", Level.ERROR, "不对", Span(start, end), text, text[start:end], "", "", (), "0")


def marked(body: str, wanted: str, which: int = 0) -> tuple[list[str], list[str], list[str]]:
    """Mark one occurrence of a text; return what the comment is about, and the paragraphs before and after."""
    data = whole(body)
    document = read_bytes(data, "report.docx")
    text = document.source.text
    at = [match.start() for match in re.finditer(re.escape(wanted), text)][which]
    copy = copy_of(Report("report.docx", document, findings=(fault(text, at, at + len(wanted)),)))
    old, new = (docx.Document(io.BytesIO(each)).element for each in (data, copy))
    return [about for about, _ in comments(copy)], texts(old), texts(new)


DELETED = '<w:del w:id="1" w:author="a"><w:r><w:delText>80.00</w:delText></w:r></w:del>'
ADDED = f'<w:ins w:id="2" w:author="a">{r("90.00")}</w:ins>'
LINK = f'<w:hyperlink w:anchor="x">{r("合计 1")}{r("2.50 万")}</w:hyperlink>'
HIDDEN = r("12.50", "<w:vanish/>")
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 12.50</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12.50</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
IN_BOX = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('框里 12.50')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
CONTROL = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件里 12.50')}</w:sdtContent></w:sdt>"
BROKEN = "<w:r><w:t>上一行 12.50</w:t><w:br/><w:t>下一行 12.50</w:t><w:tab/><w:t>完</w:t></w:r>"
NESTED = f"<w:tc>{p('外 12.50')}{table(cell('内 12.50') + cell('3'))}{p('')}</w:tc>"


@pytest.mark.parametrize(
    ("body", "wanted", "which", "about"),
    [
        (f"<w:p>{r('支出')}{DELETED}{ADDED}{r('万元')}</w:p>", "90.00", 0, "90.00"),
        (f"<w:p>{LINK}</w:p>", "12.50", 0, "12.50"),
        (f"<w:p>{HIDDEN}{r('共12.50元')}</w:p>", "12.50", 0, "12.50"),
        (f"<w:p>{FIELD}{r('和12.50元')}</w:p>", "12.50", 1, "12.50"),
        (f"<w:p>{r('框外 12.50')}{IN_BOX}</w:p>{p('后面 12.50')}", "12.50", 0, "12.50"),
        (f"<w:p>{r('框外 12.50')}{IN_BOX}</w:p>{p('后面 12.50')}", "12.50", 1, "12.50"),
        (f"{CONTROL}{p('')}{p('后面 12.50')}", "控件里 12.50", 0, "控件里 12.50"),
        (f"{CONTROL}{p('')}{p('后面 12.50')}", "后面", 0, "后面"),
        (f"<w:p>{BROKEN}</w:p>", "12.50", 1, "12.50"),
        (table(cell("甲") + cell("乙"), cell("12.50") + cell("12.50")), "12.50", 1, "12.50"),
        (table(cell("甲", '<w:gridSpan w:val="2"/>') + cell("乙"), cell("1") + cell("2") + cell("12.50")), "12.50", 0, "12.50"),
        (table(NESTED + cell("乙"), cell("1") + cell("2")), "外 12.50", 0, "外 12.50"),
        (f"<w:p>{r('1')}{r('2')}{r('.5')}{r('0 与 2.50')}</w:p>", "12.50", 0, "12.50"),
        (f"<w:p>{r('差 2.50 与 2.50 与 2.50')}</w:p>", "2.50", 1, "2.50"),
        (p("一 二"), "一 二", 0, "一 二"),
    ],
)
def test_the_figure_is_marked_wherever_it_stands(body: str, wanted: str, which: int, about: str) -> None:
    found, before, after = marked(body, wanted, which)
    assert found == [about]
    assert after == before


def test_of_equal_figures_the_right_one_is_marked() -> None:
    data = whole(p("甲 2.50，乙 2.50。") + table(cell("2.50") + cell("2.50"), cell("2.50") + cell("x")))
    document = read_bytes(data, "report.docx")
    text = document.source.text
    places = [match.start() for match in re.finditer("2.50", text)]
    found = tuple(fault(text, at, at + 4)._replace(message=f"第 {number} 个") for number, at in enumerate(places))
    copy = copy_of(Report("report.docx", document, findings=found))
    runs = docx.Document(io.BytesIO(copy)).element.iter(qn("w:commentRangeStart"))
    assert [int(each.get(qn("w:id"))) for each in runs] == list(range(5))
    assert [about for about, _ in comments(copy)] == ["2.50"] * 5


@given(st.lists(st.text("1.甲 ", min_size=0, max_size=6), min_size=1, max_size=8), st.data())
@settings(max_examples=40, deadline=None)
def test_cutting_runs_keeps_text_and_properties(said: list[str], data: st.DataObject) -> None:
    body = "".join(
        f"<w:r><w:rPr><w:sz w:val='{at}'/></w:rPr><w:t xml:space='preserve'>{each}</w:t></w:r>" for at, each in enumerate(said)
    )
    paragraph = parse_xml(f"<w:p {NAMES}>{body}</w:p>")
    found = signs([paragraph])
    if not found:
        return
    first = data.draw(st.integers(0, len(found) - 1))
    last = data.draw(st.integers(first, len(found) - 1))
    wanted = "".join(sign.character for sign in found[first : last + 1])
    sizes = _sizes(paragraph)
    begin, end = cut(found[first], found[last])
    runs = list(paragraph.iterchildren(qn("w:r")))
    inside = "".join(t.text or "" for run in runs[runs.index(begin) : runs.index(end) + 1] for t in run.iter(qn("w:t")))
    assert inside.strip() == inside
    assert "".join(inside.split()) == wanted
    assert _sizes(paragraph) == sizes


def _sizes(paragraph: Element) -> list[tuple[str, str]]:
    """Return every character with the size of its run."""
    return [
        (character, run.find(f"{qn('w:rPr')}/{qn('w:sz')}").get(qn("w:val")))  # type: ignore[union-attr]
        for run in paragraph.iter(qn("w:r"))
        for text in run.iter(qn("w:t"))
        for character in text.text or ""
    ]


def test_what_cannot_be_found_again_is_a_comment_on_its_paragraph() -> None:
    note = '<w:p><w:r><w:t>说明</w:t></w:r><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>9.5</m:t></m:r></m:oMath></w:p>'
    found, before, after = marked(note, "9.5")
    assert found == ["说明"]
    assert after == before


def test_a_clean_report_is_copied_as_it_is() -> None:
    data = whole(p("没有数字"))
    assert copy_of(Report("report.docx", read_bytes(data, "report.docx"))) == data


def test_comments_that_are_there_stay() -> None:
    opened = docx.Document()
    run = opened.add_paragraph("甲 1.50 元").runs[0]
    opened.add_comment(run, "请核实", "张三", "z")
    out = io.BytesIO()
    opened.save(out)
    document = read_bytes(out.getvalue(), "report.docx")
    at = document.source.text.index("1.50")
    copy = copy_of(Report("report.docx", document, findings=(fault(document.source.text, at, at + 4),)))
    assert [about for about, _ in comments(copy)] == ["甲 1.50 元", "1.50"]
    assert [each.author for each in docx.Document(io.BytesIO(copy)).comments] == ["张三", "textcheck"]


# composed copies


@pytest.mark.parametrize("sample", ["seeded", "budget_seeded", "shanghai"])
def test_composed_copy_has_all_the_text_and_the_comments(sample: str) -> None:
    path = SAMPLES / sample / "report.txt"
    report = checked(path.read_bytes(), str(path))
    assert report.document is not None
    source = report.document.source
    copy = copy_of(report)
    opened = docx.Document(io.BytesIO(copy))
    lines = [line for line in source.text.splitlines() if any(map(str.isalpha, line)) or "\t" in line]  # no page numbers
    assert "".join("".join(texts(opened.element)).split()) == "".join("".join(lines).split())
    assert len(opened.tables) == len(report.document.tables)
    found = comments(copy)
    assert len(found) == len(report.findings)
    for (about, said), finding in zip(found, sorted(report.findings, key=lambda each: each.span.start), strict=True):
        wanted = source.text[slice(*trimmed(source, finding.span))]
        assert about in (wanted, wanted.split("\t")[0])
        assert finding.message in said


DANGLING = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="NULL"/>'
)
MACROS = (b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/_rels/document.xml.rels", b"</Relationships>", DANGLING + b"</Relationships>"),
        ("[Content_Types].xml", *MACROS),
        ("word/settings.xml", b"<", b"<<"),
    ],
    ids=["dangling", "macros", "broken"],
)
def test_a_file_that_no_comment_can_be_put_into_gives_a_composed_copy(part: str, old: bytes, new: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts(whole(p("甲 1.50 元") + table(cell("a") + cell("b")))).items():
            assert name != part or old in content
            archive.writestr(name, content.replace(old, new) if name == part else content)
    document = read_bytes(out.getvalue(), "report.docx")
    at = document.source.text.index("1.50")
    copy = copy_of(Report("report.docx", document, findings=(fault(document.source.text, at, at + 4),)))
    assert [about for about, _ in comments(copy)] == ["甲 1.50 元", "1.50"]
    assert "重新排" in comments(copy)[0][1]


# the command


def test_copies_of_several_reports_go_into_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    original = whole(p("一、本年支出合计 5 万元。") + p("本年支出合计 5 万元。本年支出合计 XX 万元。"))
    (tmp_path / "in" / "决算.docx").write_bytes(original)
    (tmp_path / "in" / "说明.txt").write_text("本年支出合计 XX 万元。", encoding="utf-8")
    (tmp_path / "in" / "bad.docx").write_bytes(b"")
    result = CliRunner().invoke(main, ["lint", "--no-config", "--format", f"docx:{tmp_path}/out/", str(tmp_path / "in")])
    assert result.exit_code == 2
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["决算.docx.批注稿.docx", "说明.txt.批注稿.docx"]
    assert (tmp_path / "in" / "决算.docx").read_bytes() == original
    for each in (tmp_path / "out").iterdir():
        assert ("XX", True) in [(about, "W401" in said) for about, said in comments(each.read_bytes())]


def test_a_crash_while_writing_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_self: DocxReporter, _report: Report) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(DocxReporter, "file", crash)
    path = tmp_path / "report.txt"
    path.write_text("本年支出合计 5 万元。", encoding="utf-8")
    result = CliRunner().invoke(main, ["lint", "--no-config", "--format", f"docx:{tmp_path}/out.docx", str(path)])
    assert result.exit_code == 2
    assert "写批注稿时程序出错（ZeroDivisionError" in result.stderr
    assert not (tmp_path / "out.docx").exists()
