"""What the Word reader makes of each thing that a Word file may hold."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textcheck.assertion import Level
from textcheck.document.source import Place, Source
from textcheck.errors import ConfigError, InputError
from textcheck.readers.docx_digits import written
from textcheck.readers.formats import read_bytes, read_source
from textcheck.readers.limits import LIMITS
from textcheck.readers.lines import chinese_number
from textcheck.suppress import notices, read_suppressions

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def word(body: str, head: str = "", **parts: str) -> bytes:
    """Return a Word file with that body; other parts by name, without their root."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{head}<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{content}</w:{name}>")
    return out.getvalue()


def source(body: str, **parts: str) -> Source:
    return read_source(word(body, **parts), "report.docx")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def listed(name: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'


def levels(*each: tuple[str, str], after: str = "nothing", extra: str = "") -> str:
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:suff w:val="{after}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(each)
    )


def numbering(inside: str, *more: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + "".join(more)
    )


THREE = levels(("chineseCountingThousand", "第%1部分 "), ("japaneseCounting", "%2、"), ("decimal", "（%3）"))


def test_generated_numbers_count_and_begin_again_below_a_higher_level() -> None:
    body = "".join(p("甲", listed(1, level)) for level in (0, 1, 1, 2, 1, 0, 1))
    said = source(body, numbering=numbering(THREE)).text.split("\n")
    assert said[:7] == ["第一部分 甲", "一、甲", "二、甲", "（1）甲", "三、甲", "第二部分 甲", "一、甲"]


def test_lists_of_one_definition_count_on_unless_one_has_a_start_of_its_own() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>',
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>',
    )
    body = "".join(p("甲", listed(name)) for name in (1, 1, 2, 3, 3, 1))
    said = source(body, numbering=numbering(levels(("decimal", "%1、")), *more)).text
    assert [line[0] for line in said.split()] == ["1", "2", "3", "5", "6", "7"]


def test_a_level_that_never_restarts_goes_on() -> None:
    inside = levels(("decimal", "%1、")) + (
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1-%2、"/></w:lvl>'
    )
    body = "".join(p("甲", listed(1, level)) for level in (0, 1, 0, 1))
    assert source(body, numbering=numbering(inside)).text.split() == ["1、甲", "1-1、甲", "2、甲", "2-2、甲"]


def test_a_style_brings_its_list_and_its_level_and_zero_takes_it_away() -> None:
    inside = (
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pStyle w:val="One"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="Two"/><w:suff w:val="nothing"/><w:lvlText w:val="%1.%2、"/></w:lvl>'
    )
    style = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="One">{style}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="One"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Two">{style}</w:style>'
    )
    wears = '<w:pStyle w:val="{}"/>'.format
    body = p("甲", wears("One")) + p("乙", wears("Two")) + p("丙", wears("One") + listed(0)) + p("丁", wears("Child"))
    said = source(body, numbering=numbering(inside), styles=styles).text.split()
    assert said == ["1、甲", "1.1、乙", "丙", "2、丁"]


def test_a_bullet_is_no_number() -> None:
    assert source(p("甲", listed(1)), numbering=numbering(levels(("bullet", "●")))).text == "甲\n"


@pytest.mark.parametrize(
    ("form", "value", "said"),
    [
        ("chineseCounting", 10, "十"),
        ("japaneseCounting", 21, "二十一"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 2, "乙"),
        ("ideographTraditional", 11, "11"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("upperRoman", 49, "XLIX"),
        ("lowerLetter", 27, "aa"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("none", 3, ""),
        ("of the future", 3, "3"),
    ],
)
def test_number_formats(form: str, value: int, said: str) -> None:
    assert written(form, value) == said


@given(st.integers(1, 99))
def test_chinese_numbers_are_those_that_headings_are_read_by(value: int) -> None:
    assert chinese_number(written("chineseCounting", value)) == value


def test_merged_cells_leave_blanks_and_places_count_by_the_grid() -> None:
    body = p("前") + table(
        cell("合", '<w:gridSpan w:val="2"/>') + cell("竖", '<w:vMerge w:val="restart"/>'),
        cell("1") + cell("2") + cell("旧", "<w:vMerge/>"),
        '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("3") + cell("4"),
    )
    read = source(body)
    assert read.text == "前\n合\t\t竖\n1\t2\t\n\t3\t4\n\n"
    assert read.tables == {2}
    assert read.place(read.text.index("竖")) == Place(table=1, row=1, column=3)
    assert read.place(read.text.index("4")) == Place(table=1, row=3, column=3)
    assert read.place(0) == Place(paragraph=1)


def test_columns_in_which_no_cell_begins_are_not_there() -> None:
    wide = '<w:gridSpan w:val="3"/>'
    read = source(table(cell("甲", wide) + cell("乙"), cell("1", wide) + cell("2")))
    assert read.text == "甲\t乙\n1\t2\n\n"
    assert read.place(read.text.index("乙")) == Place(table=1, row=1, column=4)


def test_a_frame_of_one_cell_is_prose_and_a_table_in_it_a_table() -> None:
    inner = table(cell("甲") + cell("乙"), cell("1") + cell("2"))
    read = source(table(f"<w:tc>{p('某表')}{inner}{p('')}</w:tc>"))
    assert read.text == "某表\n甲\t乙\n1\t2\n\n\n"
    assert read.place(read.text.index("2")) == Place(table=1, row=1, column=1)
    assert source(table(f"<w:tc>{p('一、甲')}{p('二、乙')}</w:tc>")).text == "一、甲\n二、乙\n\n"


def test_a_table_in_a_cell_among_others_comes_after_the_table() -> None:
    inner = table(cell("甲") + cell("乙"))
    read = source(table(cell("1") + f"<w:tc>{inner}{p('2')}</w:tc>"))
    assert read.text == "1\t2\n\n甲\t乙\n\n"
    assert read.place(read.text.index("乙")) == Place(table=1, row=1, column=2)


def test_a_table_directly_after_one_as_wide_may_go_on_with_it() -> None:
    one = table(cell("项目") + cell("金额"))
    body = one + p("") + p("- 3 -") + one + p("文字。") + one + p("") + table(cell("1") + cell("2") + cell("3"))
    read = source(body)
    assert len(read.tables) == 3


def test_changes_are_taken_as_accepted_and_said() -> None:
    old = "<w:r><w:delText>旧</w:delText></w:r>"
    body = (
        f"<w:p>{r('共')}<w:del>{old}</w:del><w:ins>{r('新')}</w:ins><w:moveFrom>{r('移')}</w:moveFrom><w:moveTo>{r('来')}</w:moveTo></w:p>"
        + p("上半", "<w:rPr><w:del/></w:rPr>")
        + p("下半")
        + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>"
        + table("<w:trPr><w:del/></w:trPr>" + cell("没") + cell("有"), cell("1") + cell("2"))
    )
    read = source(body)
    assert read.text == "共新来\n上半下半\n1\t2\n\n"
    assert read.place(read.text.index("下")) == Place(paragraph=3)
    assert read.place(read.text.index("1")) == Place(table=1, row=2, column=1)
    (remark,) = read.remarks
    assert (remark.code, remark.place) == ("U911", Place(paragraph=1))
    assert remark.message.startswith("有 7 处修订")


def test_hidden_text_is_left_out_and_said() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Away"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    shown, style = '<w:vanish w:val="0"/>', '<w:rStyle w:val="Gone"/>'
    body = (
        f"<w:p>{r('见')}{r('藏', '<w:vanish/>')}{r('匿', style)}{r('也', shown)}</w:p>"
        f"<w:p><w:pPr><w:pStyle w:val='Away'/></w:pPr>{r('整段')}{r('除外', shown)}</w:p>"
        f"{table('<w:trPr><w:hidden/></w:trPr>' + cell('暗') + cell('行'), cell('1') + cell('2'))}"
    )
    read = source(body, styles=styles)
    assert read.text == "见也\n除外\n1\t2\n\n"
    assert [remark.code for remark in read.remarks] == ["U911", "U911"]
    assert "3 处隐藏的文字" in read.remarks[0].message


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_of_a_field_only_the_result_is_text() -> None:
    order = "<w:r><w:instrText> PAGEREF x </w:instrText></w:r>"
    page = field("begin") + order + field("separate") + r("12") + field("end")
    nested = field("begin") + r("IF ") + page + r(" 真") + field("separate") + r("结果") + field("end")
    body = f"<w:p><w:hyperlink>{r('一、职责')}<w:r><w:tab/></w:r>{page}</w:hyperlink></w:p><w:p>{nested}</w:p>"
    assert source(body).text == "一、职责 12\n结果\n"


def test_a_contents_list_in_one_field_is_read_over_its_paragraphs() -> None:
    body = f"<w:p>{field('begin')}{field('separate')}{r('一、甲 1')}</w:p>{p('二、乙 2')}<w:p>{field('end')}</w:p>{p('文')}"
    assert source(body).text == "一、甲 1\n二、乙 2\n\n文\n"


def test_a_field_that_never_ends_swallows_one_paragraph_at_most() -> None:
    assert source(f"<w:p>{field('begin')}{r('看不见')}</w:p>{p('文')}").text == "\n文\n"


def test_tabs_breaks_and_signs() -> None:
    body = (
        "<w:p><w:r><w:t>部门：某局</w:t><w:br/><w:t>单位</w:t><w:tab/><w:t>万元</w:t><w:softHyphen/><w:noBreakHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Nobody" w:char="F0FE"/><w:sym w:char="x"/></w:r></w:p>'
    )
    assert source(body).text == "部门：某局\n单位 万元-☑\n"


BOX = (
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent>"
)


def test_a_text_box_is_read_once_and_its_paragraphs_count() -> None:
    inside = p("框内") + table(cell("1") + cell("2"))
    read = source(f"<w:p>{r('外')}<w:r>{BOX.format(inside)}</w:r></w:p>{p('后')}{table(cell('3') + cell('4'))}")
    assert read.text == "外\n框内\n1\t2\n\n后\n3\t4\n\n"
    assert read.place(read.text.index("框")) == Place(paragraph=2)
    assert read.place(read.text.index("后")) == Place(paragraph=3)
    assert read.place(read.text.index("4")) == Place(table=2, row=1, column=2)


def test_a_text_box_that_is_deleted_still_counts() -> None:
    read = source(f"<w:p>{r('外')}<w:del><w:r>{BOX.format(p('框内'))}</w:r></w:del></w:p>{p('后')}")
    assert read.place(read.text.index("后")) == Place(paragraph=3)


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    held = f"<w:tc><w:p><w:r>{BOX.format(p('框'))}</w:r>{r('格')}</w:p></w:tc>"
    assert source(table(held + cell("2"))).text == "格 框\t2\n\n"


def test_content_controls_are_looked_through() -> None:
    wrapped = "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    body = (
        wrapped(p("甲"))
        + f"<w:p>{wrapped(r('乙'))}</w:p>"
        + f"<w:tbl>{wrapped('<w:tr>' + wrapped(cell('1')) + cell('2') + '</w:tr>')}</w:tbl>"
    )
    assert source(body).text == "甲\n乙\n1\t2\n\n"


def test_notes_follow_the_sentence_or_the_table() -> None:
    refer = '<w:r><w:{}Reference w:id="2"/></w:r>'.format
    note = f'<w:footnote w:id="2">{p("说明甲。")}</w:footnote>'
    end = f'<w:endnote w:id="2">{p("说明乙。")}</w:endnote>'
    body = (
        f"<w:p>{r('句')}{refer('footnote')}{r('子。')}</w:p>"
        f"<w:p>{r('某表')}{refer('endnote')}</w:p>"
        f"{table(cell('1') + cell('2'))}"
    )
    read = source(body, footnotes=note, endnotes=end)
    assert read.text == "句子。\n说明甲。\n某表\n1\t2\n\n说明乙。\n"
    assert read.place(read.text.index("甲")) == Place(paragraph=1)
    assert read.place(read.text.index("乙")) == Place(paragraph=2)


def test_a_comment_to_textcheck_is_a_mark_at_its_paragraph_or_row() -> None:
    comments = (
        f'<w:comment w:id="1">{p("textcheck: ignore N301 上级口径")}</w:comment>'
        f'<w:comment w:id="2">{p("请核对")}</w:comment>'
        f'<w:comment w:id="3">{p("textcheck：ignore T201 已说明")}</w:comment>'
    )
    refer = '<w:r><w:commentReference w:id="{}"/></w:r>'.format
    here = f"<w:tc><w:p>{r('2')}{refer(3)}</w:p></w:tc>"
    body = f"{p('前')}<w:p><w:commentRangeStart w:id='1'/>{r('文')}{refer(1)}{refer(2)}</w:p>{table(cell('甲') + cell('乙'), cell('1') + here)}"
    read = source(body, comments=comments)
    assert [(mark.text, read.text[mark.span.start]) for mark in read.marks] == [
        ("ignore N301 上级口径", "文"),
        ("ignore T201 已说明", "1"),
    ]


def commented(said: str) -> bytes:
    comments = f'<w:comment w:id="1">{p(said)}</w:comment>'
    refer = '<w:r><w:commentReference w:id="1"/></w:r>'
    here = f"<w:tc><w:p>{r('2')}{refer}</w:p></w:tc>"
    return word(p("前") + table(cell("甲") + cell("乙"), cell("1") + here, cell("3") + cell("4")), comments=comments)


def test_a_comment_keeps_quiet_what_is_found_in_its_row() -> None:
    document = read_bytes(commented("textcheck: ignore T201 已说明"), "x")
    (only,) = read_suppressions(document, "x", "none", ["T201"])
    fits = [only.fits("T201", cell.span, (), "") for row in document.tables[0].rows for cell in row]
    assert fits == [False, False, True, True, False, False]
    (notice,) = notices([only], ["T201"], Level.INFO, every_rule=True)
    assert notice.place == Place(table=1, row=2, column=1)


def test_a_comment_that_is_not_understood_is_said_with_its_place() -> None:
    with pytest.raises(ConfigError, match=r"^第 1 个表格第 2 行第 1 格：豁免没有写原因"):
        read_suppressions(read_bytes(commented("textcheck: ignore T201"), "x"), "x", "none", ["T201"])


def test_what_cannot_be_read_is_said() -> None:
    side = 13 * 360_000
    picture = f"<w:r><w:drawing><wp:inline><wp:extent cx='{side}' cy='{{}}'/><pic:pic/></wp:inline></w:drawing></w:r>"
    body = f"<w:p>{picture.format(side)}</w:p><w:p>{picture.format(100)}</w:p><w:p><w:r><w:object/></w:r></w:p><w:altChunk/>{p('文')}"
    remarks = source(body).remarks
    assert [(remark.code, remark.place.paragraph, remark.message[:4]) for remark in remarks] == [
        ("U910", 3, "有 2 "),
        ("U910", 1, "有 1 "),
    ]


def test_the_strict_dialect_is_read() -> None:
    data = word(p("文"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        part = old.read("word/document.xml")
        new.writestr("word/document.xml", part.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict))
    assert read_source(out.getvalue(), "x").text == "文\n"


def test_a_heading_never_runs_on() -> None:
    read = read_bytes(word(p("（一）一般公共预算财政拨款支出总体情况", '<w:outlineLvl w:val="2"/>') + p("总体持平")), "x")
    assert [paragraph.text for paragraph in read.paragraphs] == ["(一)一般公共预算财政拨款支出总体情况", "总体持平"]


ENTITIES = '<!DOCTYPE d [<!ENTITY a "哈哈"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (word("<w:p>"), "文件里的 document.xml 已经损坏，读不出来。"),
        (word(""), "文件里没有文字，没有可检查的内容。"),
        (word(p("&b;"), ENTITIES), "文件里的 document.xml 声明了 XML 实体，不是 Word 写出的文件，没有检查。"),
        (word(p("文"), styles="<w:style"), "文件里的 styles.xml 已经损坏，读不出来。"),
        (word(p("<w:sdt>" * 300 + "</w:sdt>" * 300)), ""),
        (word(table(*[cell("1", '<w:gridSpan w:val="63"/>') * 63] * 3)), "表格超过 10000 格，不像一份报告，没有检查。"),
        (word("<!-- -->" + p("文" * 400_000)), "文件解开以后超过 1 MB，不像一份报告，没有检查。"),
    ],
)
def test_bad_files_get_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_source(data, "report.docx", LIMITS._replace(cells=10_000, unpacked=1_000_000))
    assert str(caught.value) == sentence or (not sentence and str(caught.value).endswith("。"))


TREES = st.recursive(
    st.sampled_from(
        ["<w:r><w:t>1.5</w:t></w:r>", "<w:p/>", "<w:tab/>", field("begin"), field("separate"), field("end"), "<w:tc/>", "文"]
    ),
    lambda inside: st.tuples(
        st.sampled_from(
            [
                "w:p",
                "w:r",
                "w:tbl",
                "w:tr",
                "w:tc",
                "w:sdt",
                "w:sdtContent",
                "w:ins",
                "w:del",
                "w:txbxContent",
                "mc:Fallback",
                "mc:Choice",
            ]
        ),
        st.lists(inside, max_size=4),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"),
    max_leaves=30,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(TREES, max_size=4))
def test_no_arrangement_breaks_the_reader_and_places_are_those_of_the_file(trees: list[str]) -> None:
    data = word("".join(trees) + p("末"))
    read = read_source(data, "x")
    from lxml import etree

    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    space = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }
    own = root.xpath("//w:p[not(ancestor::w:tbl) and not(ancestor::mc:Fallback)]", namespaces=space)
    last = read.place(read.text.rindex("末"))
    assert "末" in "".join(own[last.paragraph - 1].itertext())
