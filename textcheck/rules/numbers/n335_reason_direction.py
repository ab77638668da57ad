"""N335: the reason of an increase where a decrease was told, or the other way round."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.claims import Growth, growths
from textcheck.fact.growth import opposite, term_of
from textcheck.lexicon.cues import cues
from textcheck.quantity.quantity import Bound
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase


class ReasonDirection(Rule):
    """前面说增加，接着却说“减少的主要原因”；或者相反。

    为什么：“增加20.00万元。减少主要原因是……”里总有一处写反了，读者不知道是多了还是少了。
    算法：增减额、增减率后面紧接着的“增加（减少）的主要原因”，方向要与它一致。增减额是 0 的、前后的增减额与增减率本身就相反的，
    不作判断；隔着别的话的也不判断，那里说的可能是另一件事。
    依据：财政部部门决算公开模板“增加（减少）……万元，主要原因是……”的句式。

    错误示例::

        二、收入决算情况说明
        2024年度收入合计100.00万元。与2023年度相比，收入合计增加20.00万元。减少主要原因是项目到期。

    正确示例::

        二、收入决算情况说明
        2024年度收入合计100.00万元。与2023年度相比，收入合计减少20.00万元。减少主要原因是项目到期。
    """

    code = "N335"
    name = "reason-direction"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Compare every change with the reason that follows it at once."""
        for growth in growths(facts.mentions, facts.profile.measure):
            if growth.said.quantity.bound is Bound.EXACT and not growth.said.quantity.is_zero:
                yield from self._reason(growth)

    def _reason(self, growth: Growth) -> Iterator[Assertion]:
        said = growth.said
        match = _pattern().match(said.paragraph.text, said.figure.end)
        if match is None or not said.sign or (growth.change and growth.rate and opposite(growth.change, growth.rate)):
            return
        word = match["word"]
        terms = (term_of(said), Term(word, said.paragraph.reading.span(*match.span("word"))))
        if (word in cues().increase) == (said.sign > 0):
            yield self.holds("direction", said.subject, *terms)
        else:
            message = f"前面说{said.lead_word}{said.text}，接着却说{word}的原因，方向相反"
            yield self.broken("direction", said.subject, message, *terms, actual=said.lead_word, expected=word)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = "|".join((*cues().increase, *cues().decrease))
    return re.compile(rf"[)）]?[，,。;](?P<word>{words})的?(?:主要)?原因")
