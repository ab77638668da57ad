"""What each line of a linearised report is, looked at alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from textcheck.document.blocks import Marker
from textcheck.document.span import Span

LEVELS = {"part": 1, "cn": 2, "pcn": 3, "ar": 4, "par": 5, "circ": 6}
_MARK = re.compile(
    r"(?P<part>第\s*[一二三四五六七八九十]{1,3}\s*部分)[\s、：:]*"
    r"|(?P<cn>[一二三四五六七八九十]{1,3})、"
    r"|[（(]\s*(?P<pcn>[一二三四五六七八九十]{1,3})\s*[)）]、?"
    r"|(?P<ar>\d{1,2})\s*(?:[.．](?!\s*\d)|[.．](?=\s*20\d\d\s*年)|、(?!\d))"
    r"|[（(]\s*(?P<par>\d{1,2})\s*[)）]、?"
    r"|(?P<circ>[①-⑳])"
)
_MARK_FIRST = frozenset("第一二三四五六七八九十（(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_RULER = re.compile(r"[-=|:\s\t—_]{4,}$")
_PAGE = re.compile(r"[-—－–\s]*\d(?: ?\d){0,2}[-—－–\s]*$|第\s*\d+\s*页.{0,12}$")
_FIELD = re.compile(r"[^\s，。；]{2,12}?\s*[:：]")
_CAPTION = re.compile(r"图\s*[\d一二三四五六七八九十]+")
_TITLE = re.compile(r"^.{2,60}表\s*(?:[/／].{1,12})?(?:[（(][^（）()]*[)）])?(?:续表|续)?$")
_NUMBER = re.compile(r"^[（(]?(?:公开|预算|附|决算)?\s*表?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*表?[)）]?\s*[:：]?$")
_HEADFIELD = re.compile(
    r"(?:金额|货币)?单位\s*[:：]|^(?:部门|单位|编制单位|预算部门|预算单位|填报单位|填报部门|单位名称|部门名称|填报日期)\s*(?:[:：]|$)"
)
_NOTE = re.compile(r"^(?:注\s*\d?|说明|备注)\s*[:：.、]|^[（(]注")


_HEADWORDS = ("单位", "部门", "日期")
_NOTE_FIRST = frozenset("注说备（(")
_RULER_FIRST = frozenset("-=|:—_")
_PAGE_FIRST = frozenset("-—－–0123456789第")
_ENDS = ("。", "；", ";")
_LONGEST_NUMBER = 14


class Line(NamedTuple):
    """A line without its end: raw span, stripped text, and the kind it shows by itself."""

    span: Span
    text: str
    kind: str
    marker: Marker | None


def chinese_number(text: str) -> int:
    """Return 一 to 九十九 as a number; 0 for anything else."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _DIGITS.get(tens, 1 if not tens else 0) * 10 + _DIGITS.get(ones, 0)
    return _DIGITS.get(text, 0)


def find_marker(text: str) -> Marker | None:
    """Return the list number that ``text`` begins with, if it does."""
    if not text or text[0] not in _MARK_FIRST:
        return None
    match = _MARK.match(text)
    if not match:
        return None
    style = match.lastgroup or ""
    body = match.group(style)
    if style == "part":
        number = chinese_number(re.sub(r"[第部分\s]", "", body))
    elif style in ("cn", "pcn"):
        number = chinese_number(body)
    elif style == "circ":
        number = ord(body) - ord("①") + 1
    else:
        number = int(body)
    return Marker(style, number, match.group().strip())


def split_lines(text: str) -> list[Line]:
    """Return every line of ``text`` with its kind: blank, row, ruler, page, number, field, title, note, caption or text."""
    lines: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        end = at + len(raw)
        stripped = raw.strip()
        marker = None
        if not stripped:
            kind = "row" if "\t" in raw else "blank"
        elif "\t" in raw or (stripped[0] == "|" and stripped.count("|") > 1):
            kind = "ruler" if stripped[0] in _RULER_FIRST and _RULER.match(stripped) else "row"
        else:
            kind, marker = _kind(stripped)
        lines.append(Line(Span(at, end - 1 if raw.endswith("\r") else end), stripped, kind, marker))
        at = end + 1
    return lines


def _kind(text: str) -> tuple[str, Marker | None]:
    """Judge a line that is no row; the first character rules most patterns out before they are tried."""
    first = text[0]
    if len(text) > 90:
        return ("note" if first in _NOTE_FIRST and _NOTE.match(text) else "text"), find_marker(text)
    if first in _RULER_FIRST and _RULER.match(text):
        return "ruler", None
    if first in _PAGE_FIRST and _PAGE.match(text):
        return "page", None
    if len(text) <= _LONGEST_NUMBER and _NUMBER.match(text):
        return "number", None
    marker = find_marker(text)
    if first in _NOTE_FIRST and _NOTE.match(text):
        return "note", marker
    if marker is None:
        if any(word in text for word in _HEADWORDS) and _HEADFIELD.search(text):
            return "field", None
        if first == "图" and _CAPTION.match(text):
            return "caption", None
    is_part = marker is not None and marker.style == "part"
    if "表" in text and not is_part and "。" not in text and "，" not in text and _TITLE.match(text):
        return "title", marker
    if marker is None and (":" in text or "：" in text) and "，" not in text and not text.endswith(_ENDS) and _FIELD.match(text):
        return "field", None
    return "text", marker
