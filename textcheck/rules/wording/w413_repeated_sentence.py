"""W413: a sentence, or the rest of one, that stands twice in a row."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_SENTENCE = re.compile(r"[^。;；]+[。;；]")
_SHORTEST = 9
_SHOWN = 16


class RepeatedSentence(Rule):
    """同一句话接连写了两遍。

    为什么：修改文稿时旧句没有删净，同一句话（或它的后半句）就会接连出现两遍。
    算法：一段之内，至少八个字、以句号或分号结束的一截文字紧接着原样再写一遍的，提示删去一遍。隔了别的话的不算。
    依据：《党政机关公文处理工作条例》第十九条（公文表述准确、文字精练）。

    错误示例::

        一、主要职责
        起草公园管理、古树保护等办法，按程序报批后实施。古树保护等办法，按程序报批后实施。

    正确示例::

        一、主要职责
        起草公园管理、古树保护等办法，按程序报批后实施。
    """

    code = "W413"
    name = "repeated-sentence"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every sentence that is written again right behind itself."""
        for paragraph in facts.document.paragraphs:
            if paragraph.kind == "toc" or len(paragraph.text) < 2 * _SHORTEST:
                continue
            for before, again in pairwise(_SENTENCE.finditer(paragraph.text)):
                said, start = again[0], again.start()
                if len(said) >= _SHORTEST and start == before.end() and before[0].endswith(said):
                    first = Term(said, paragraph.reading.span(start - len(said), start))
                    second = Term(said, paragraph.reading.span(start, again.end()))
                    shown = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
                    yield self.broken(
                        "text", "重复的句子", f"“{shown}”接连写了两遍。", second, first, actual=said, expected="删去一遍"
                    )
