"""Word files that LibreOffice has to convert first, and LibreOffice held to its time."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from composing.word import compose

from textcheck.errors import InputError
from textcheck.readers import office
from textcheck.readers.formats import read_source, recognise

SAMPLE = Path(__file__).parents[1] / "samples" / "shanghai" / "report.txt"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST = 120


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n") if line.strip()]


@pytest.fixture(scope="module")
def word() -> bytes:
    return compose(SAMPLE.read_text(encoding="utf-8"), numbered=False, merged=False)


@pytest.mark.usefixtures("soffice")
@pytest.mark.parametrize(("suffix", "form"), [("doc", "旧版 Word"), ("rtf", "RTF"), ("odt", "ODT")])
def test_a_converted_file_reads_as_its_original(word: bytes, suffix: str, form: str) -> None:
    converted = office.convert(word, "Word", ".docx", suffix, MOST)
    assert recognise(converted).name == form
    read = read_source(converted, f"report.{suffix}")
    original = read_source(word, "report.docx")
    assert read.format == form
    assert lines(read.text) == lines(original.text)
    total = read.text.index("合计")
    assert read.place(total).table == original.place(original.text.index("合计")).table > 0


@pytest.mark.usefixtures("soffice")
def test_what_libreoffice_cannot_read_gets_one_sentence() -> None:
    with pytest.raises(InputError, match=r"^这是RTF文件，LibreOffice 读不出来；文件可能已经损坏，或者有密码。$|^文件里没有文字"):
        read_source(b"{\\rtf1", "report.rtf")


def test_without_libreoffice_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: "")
    with pytest.raises(InputError) as caught:
        read_source(b"{\\rtf1 x}", "report.rtf")
    assert str(caught.value) == "这是RTF文件，要装有 LibreOffice 才能读；请安装它，或者先另存为 .docx 再检查。"


@pytest.mark.skipif(os.name != "posix", reason="process groups are a thing of POSIX")
def test_what_takes_too_long_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program, child = tmp_path / "soffice", tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {child}.new; mv {child}.new {child}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find", lambda: str(program))
    with pytest.raises(InputError, match=r"^这是RTF文件，LibreOffice 转换超过 2 秒，没有检查。$"):
        office.convert(b"{\\rtf1 x}", "RTF", ".rtf", "docx", 2)
    number = int(child.read_text())
    for _ in range(100):
        if not _lives(number):
            break
        time.sleep(0.05)
    assert not _lives(number)


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_an_old_file_that_is_broken_or_of_another_program_is_declined() -> None:
    with pytest.raises(InputError, match=r"^这是旧版 Word 或 Excel 文件，但已经损坏，打不开。$"):
        read_source(OLE + b"\0" * 600, "report.doc")
