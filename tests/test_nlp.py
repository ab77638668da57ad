"""The spaCy face: the same figures as ``extract``, on tokens; and the nouns that jieba finds."""

from __future__ import annotations

import subprocess
import sys
import warnings
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from stubs import REPORT

from textcheck.cli import main
from textcheck.mention.phrase import head_noun

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    spacy = pytest.importorskip("spacy")
    from textcheck import nlp

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc

WITHOUT_SPACY = "import sys; sys.modules['spacy'] = None; from textcheck.cli import main; main()"


def parse(text: str) -> Doc:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return nlp.load()(text)


@pytest.mark.usefixtures("stubs")
class TestFigures:
    def test_spans_stand_on_the_figures(self) -> None:
        doc = parse(REPORT)
        spans = doc.spans["figures"]
        assert doc.text == REPORT
        assert [span.text for span in spans] == [figure.text for figure in nlp.find(REPORT)]
        assert len(spans) == 13

    def test_extensions(self) -> None:
        doc = parse(REPORT)
        claim = next(span for span in doc.spans["figures"] if span.text == "85.00\n万元")
        assert claim.label_ == "amount"
        known = {name: claim._.get(name) for name in nlp.EXTENSIONS}
        assert known == {"kind": "amount", "value": "850000", "unit": "元", "bound": "", "subject": "支出", "role": "决算"}

    def test_component_by_its_name(self) -> None:
        plain = spacy.blank("zh")
        plain.add_pipe("textcheck", config={"spans_key": "amounts"})
        assert len(plain("支出合计 12.50 万元。").spans["amounts"]) == 1

    def test_docs_survive_serialisation(self) -> None:
        doc = parse(REPORT)
        again = type(doc)(doc.vocab).from_bytes(doc.to_bytes())
        assert [span._.value for span in again.spans["figures"]] == [span._.value for span in doc.spans["figures"]]

    def test_page(self, tmp_path: Path) -> None:
        path = tmp_path / "report.txt"
        path.write_text(REPORT.replace("本馆坚持", "<script>本馆坚持"), encoding="utf-8")
        result = CliRunner().invoke(main, ["extract", "--format", "html", str(path)])
        assert result.exit_code == 0
        assert result.stdout.startswith("<!DOCTYPE html>")
        assert "支出 决算" in result.stdout
        assert "<script>" not in result.stdout


@pytest.mark.parametrize("text", ["", " ", "没有数字。", "\n\n12\t\r\n", "１２３．４５万元"])
def test_any_text(text: str) -> None:
    assert parse(text).text == text


def test_factory_is_registered() -> None:
    program = "import spacy; print(spacy.blank('zh').add_pipe('textcheck').__name__)"
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=120)
    assert process.returncode == 0, process.stderr.decode()


def test_without_spacy(report: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_SPACY, "extract", "--format", "html", str(report)]
    process = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert process.returncode == 2
    assert process.stderr.decode() == "textcheck：这项功能需要 spaCy；请先安装：pip install 'textcheck[spacy]'。\n"


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("本馆共有车辆", "车辆"),
        ("应急保障用车", "应急保障用车"),
        ("执法执勤用车", "执法执勤用车"),
        ("单位价值100万元以上的设备", "设备"),
        ("培训班，共计", "培训班"),
        ("本年度购置公务用车", "公务用车"),
        ("覆盖全区重点企业", "全区重点企业"),
        ("新增就业人数达", "就业人数"),
        ("达到", ""),
        ("", ""),
    ],
)
def test_head_noun(words: str, noun: str) -> None:
    assert head_noun(words) == noun
