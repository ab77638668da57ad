"""W432: figures with a wrong sign in them, which no reader can take for a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_UNIT = r"(?=[万亿]?元|%|个?百分点)"
_MONEY = r"(?=[万亿]?元)"
_WRONG = re.compile(
    rf"(?<![\d.,A-Za-z])(?:"
    rf"(?P<stop>\d[\d,]*。\d{{1,2}}){_UNIT}"
    rf"|(?P<twice>\d[\d,]*(?:\.[.,、]|,\.)\d+){_UNIT}"
    rf"|(?P<points>\d[\d,]*\.\d+\.\d+){_UNIT}"
    rf"|(?P<comma>(?:\d{{1,3}}(?:,\d{{3}})+|\d{{4,}})[,，]\d\d){_MONEY}"
    rf"|(?P<letter>(?=[\d.,]*[OoIl])\d[\dOoIl.,]*){_UNIT})"
)
_LETTERS = str.maketrans("OoIl", "0011")
_SIGNS = re.compile(r"。|\.[.,、]|,\.")
_SUSPECT = re.compile(r"\d(?:。\d|\.[.,、]\d|,\.\d|[,，]\d\d[万亿元]|[.,]?[OoIl]|\.\d+\.\d)")


class MisprintedFigure(Rule):
    """数字里混进了别的符号。

    为什么：“2095。40万元”“5497,58万元”“3O.5%”读者看得出是笔误，程序却读不成一个数，这个数也就没有核对。
    算法：紧接单位的数字里，小数点写成句号、逗号，或者写了两个，或者夹着字母 O、l 的，报出；逗号后不足三位而前面不足四位的，
    可能是并列的两个数，不报。
    依据：《出版物上数字用法》（GB/T 15835—2011）：小数点用齐阴文字底线的黑圆点，数值按规定书写。

    错误示例::

        本年收入合计2095。40万元。

    正确示例::

        本年收入合计2095.40万元。
    """

    code = "W432"
    name = "misprinted-figure"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look at every paragraph that has a suspect pair of signs."""
        for paragraph in facts.document.paragraphs:
            if not _SUSPECT.search(paragraph.text):
                continue
            for match in _WRONG.finditer(paragraph.text):
                shown = match[0]
                term = Term(shown, paragraph.reading.span(*match.span()))
                expected = _mended(shown, match.lastgroup or "")
                message = f"“{shown}”不是一个写得对的数，没有参加核对。"
                yield self.broken("text", shown, message, term, actual=shown, expected=expected)


def _mended(shown: str, fault: str) -> str:
    """Return what is meant, where that is beyond doubt."""
    if fault == "letter":
        return shown.translate(_LETTERS)
    if fault == "comma":
        return f"{shown[:-3]}.{shown[-2:]}"
    return "" if fault == "points" else _SIGNS.sub(".", shown)
