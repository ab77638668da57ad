"""N332: said to be the same as before, and then why it became more or less."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.lexicon.cues import cues
from textcheck.quantity.quantity import Dimension
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Paragraph
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

_NOT = re.compile(r"[未无没不][^，,]{0,4}$")


class FlatReason(Rule):
    """先说“持平”，接着却说增减的原因；或者一句里既说“减少为”又说“持平”。

    为什么：持平的数不需要说明增减原因；写了“减少支付”这样的原因，“持平”多半是模板里没有改的词。
    算法：“与……持平（无变化）”后面的原因只说减少或只说增加，而且前面的金额不为零的才报；“减少为……，与……持平”也报。
    说“基本持平”的、原因里增减都有的、说“没有增加”的，不作判断。
    依据：财政部部门决算公开模板“决算数大于（小于）预算数的主要原因”的句式；持平的不用说明原因。

    错误示例::

        四、财政拨款收入支出决算总体情况说明
        2024年度财政拨款收、支总计60.00万元。与2023年度相比，财政拨款收、支总计持平。主要原因：部分项目延期，减少支付。

    正确示例::

        四、财政拨款收入支出决算总体情况说明
        2024年度财政拨款收、支总计60.00万元。与2023年度相比，财政拨款收、支总计持平。
    """

    code = "N332"
    name = "flat-reason"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look at every claim of no change, and at the reason or the change beside it."""
        patterns = _patterns()
        flat = cues().flat
        body = facts.document.body
        for index, paragraph in enumerate(body):
            text = paragraph.text
            if not any(word in text for word in flat):
                continue
            for match in patterns[0].finditer(text):
                reason = match["reason"] or (
                    body[index + 1].text.split("。")[0] if match.end() == len(text) and body[index + 1 :] else ""
                )
                yield from self._reason(match, reason, paragraph, facts)
            for match in patterns[1].finditer(text):
                yield self._broken(match, paragraph, f"既说“{match['change']}”，又说“{match['flat']}”，只能是其中一种。")

    def _reason(self, match: re.Match[str], reason: str, paragraph: Paragraph, facts: FactBase) -> Iterator[Assertion]:
        amount = _amount_before(match.start(), paragraph, facts)
        if amount is None or amount.quantity.is_zero:
            return
        words = set(_directions(reason))
        signs = {1 if word in cues().increase else -1 for word in words}
        if len(signs) == 1:
            message = f"前面说“{match['flat']}”，后面的原因却说“{'、'.join(sorted(words))}”，两处矛盾。"
            yield self._broken(match, paragraph, message)
        else:
            yield self.holds("text", "持平", Term(match["flat"], paragraph.reading.span(*match.span("flat"))))

    def _broken(self, match: re.Match[str], paragraph: Paragraph, message: str) -> Assertion:
        term = Term(match["flat"], paragraph.reading.span(*match.span("flat")))
        return self.broken("text", "持平", message, term, actual=match[0][-60:])


def _amount_before(at: int, paragraph: Paragraph, facts: FactBase) -> Mention | None:
    """Return the last amount that stands before a place of the paragraph."""
    found = [
        m for m in facts.mentions
        if m.paragraph is paragraph and m.figure.end <= at and m.quantity.dimension is Dimension.AMOUNT
    ]  # fmt: skip
    return found[-1] if found else None


def _directions(reason: str) -> Iterator[str]:
    """Yield the words of a reason that say more or less money, none that is denied."""
    for match in _patterns()[2].finditer(reason):
        if not _NOT.search(reason[: match.start()]):
            yield match[0]


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = cues()
    flat = "".join(f"(?<!{word.removesuffix('持平')})" for word in words.about_flat) + f"(?P<flat>{'|'.join(words.flat)})"
    change = "|".join((*words.increase, *words.decrease))
    return (
        re.compile(rf"(?:与|比|较|同)[^。;]{{0,40}}?{flat}[。，,;]?(?:主要)?(?:的)?原因(?:是|为|:)*(?P<reason>[^。;]*)"),
        re.compile(rf"(?P<change>{change})(?:为|到|至)-?[\d,.]+[亿万]?元[，,](?:与|比|较|同)[^，。;]{{0,30}}?{flat}"),
        re.compile(change),
    )
