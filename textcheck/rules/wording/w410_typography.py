"""W410: punctuation and numbering that is written in two ways or twice."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document
    from textcheck.fact.factbase import FactBase

_KINDS = (
    (
        "括号前多用了逗号",
        ("，(", "，（", ",(", "， (", "， （"),
        re.compile(r"[，,] ?[（(](?=[^\W\d_]{2})(?![一二三四五六七八九十])"),
    ),
    ("发文年份应用六角括号〔〕", ("[20", "［20"), re.compile(r"[\[［]20\d\d[\]］](?= ?\d{1,4} ?号)")),
    ("标点重复", ("。。", "，，", "；；", "、、"), re.compile(r"。。|，，|；；|、、")),
)


class Typography(Rule):
    """标点、编号写法不规范或不一致。

    为什么：标点、编号写法不一致，影响可读性，也是没有校对的迹象。
    算法：同一组条目混用“1、”与“2.”，括号前多逗号，发文字号用方括号，标点重复的，提示。
    依据：《标点符号用法》（GB/T 15834—2011）；《党政机关公文格式》（GB/T 9704—2012）：发文字号用六角括号“〔〕”。

    错误示例::

        一、重点工作
        1、公园养护。修剪乔木三百株。
        2.科普宣传。举办讲座四场。
        3.便民服务。增设座椅。

    正确示例::

        一、重点工作
        1.公园养护。修剪乔木三百株。
        2.科普宣传。举办讲座四场。
        3.便民服务。增设座椅。
    """

    code = "W410"
    name = "typography"
    level = Level.INFO

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Gather every kind into one finding."""
        text = facts.document.source.text
        for kind, cues, pattern in _KINDS:
            if not any(cue in text for cue in cues):
                continue
            terms = tuple(Term(match[0], Span(*match.span())) for match in pattern.finditer(text))
            if terms:
                yield self.broken(
                    "text", kind, f"{kind}，共{len(terms)}处，如“{terms[0].label}”。", *terms, actual=terms[0].label
                )
        mixed = tuple(_mixed(facts.document))
        if mixed:
            message = f"同一组条目的编号样式不一，共{len(mixed)}处，如“{mixed[0].label}”与“{mixed[1].label}”。"
            yield self.broken("text", "编号样式", message, *mixed)


def _mixed(document: Document) -> Iterator[Term]:
    """Yield the neighbours among items that write their numbers differently, 1、 and 2."""
    for parent in document.sections:
        items = [child for child in parent.children if child.marker and child.marker.style == "ar"]
        for left, right in itertools.pairwise(items):
            if left.marker and right.marker and ("、" in left.marker.text) != ("、" in right.marker.text):
                for section, text in ((left, left.marker.text), (right, right.marker.text)):
                    start = document.source.text.find(text, section.span.start)
                    yield Term(text, Span(start, start + len(text)))
