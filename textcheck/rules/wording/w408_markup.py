"""W408: signs of Markdown and HTML in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_KINDS = (
    ("加粗符号**", "**", re.compile(r"\*\*(?=[^\s*|])")),
    ("HTML标签", "<", re.compile(r"</?(?:p|div|span|br|b|strong|em|font|input|table|tr|td|th|tbody)\b[^<>\n]{0,200}>")),
    ("HTML字符", "&", re.compile(r"&(?:nbsp|ensp|emsp|zwj|zwnj|quot|amp|lt|gt);")),
)


class Markup(Rule):
    """排版软件的标记残留。

    为什么：``**``、``<p>``、``&nbsp;`` 等是文件转换时留下的，读者看到的是乱码。
    算法：正文和表格里出现排版软件的标记，见到即报。
    依据：财政部预决算公开情况检查：公开形式、可读性。

    错误示例::

        **一是加强公园养护。**修剪乔木三百株。

    正确示例::

        一是加强公园养护。修剪乔木三百株。
    """

    code = "W408"
    name = "markup"
    level = Level.INFO

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Gather every kind of mark into one finding."""
        text = facts.document.source.text
        for kind, cue, pattern in _KINDS:
            if cue not in text:
                continue
            terms = tuple(Term(match[0], Span(*match.span())) for match in pattern.finditer(text))
            if terms:
                yield self.broken("text", kind, f"文中有{kind}残留，共{len(terms)}处，应删去。", *terms, actual=terms[0].label)
