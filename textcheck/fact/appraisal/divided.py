"""How many projects of each kind of money a report appraised, and with how much money, as its sentences say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textcheck.fact.appraisal.numbers import amount, count
from textcheck.lexicon.appraisal import appraisal_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document, Paragraph
    from textcheck.fact.appraisal.model import Entry

_APPRAISAL = "自评"
_AMONG = "其中"


class Divided(NamedTuple):
    """The projects of one kind of money: how many, with how much; ``within`` a number of all projects (其中：……)."""

    fund: str
    number: Entry
    funds: Entry | None
    within: bool
    paragraph: Paragraph


def read_divided(document: Document) -> Iterator[Divided]:
    """Yield every number of projects that a sentence on the self-appraisal gives for one kind of money."""
    for paragraph in document.body:
        text = paragraph.text
        if _APPRAISAL not in text or "项目" not in text or not any(fund in text for fund in appraisal_words().funds):
            continue
        for match in _pattern().finditer(text):
            group = "before" if match["before"] else ("after" if match["after"] else "listed")
            span = paragraph.reading.span(match.start(group), match.end(group) + 1)
            fund = match["fund"] or match["fund2"] or match["fund3"]
            number = count(f"{fund}项目", match[group], span, "个")
            sum_ = None
            if match["sum"]:
                sum_ = amount("资金", match["sum"], paragraph.reading.span(match.start("sum"), match.end("unit")), match["unit"])
            begin = max(text.rfind(mark, 0, match.start()) for mark in "。;") + 1
            within = group == "listed" and _AMONG in text[begin : match.start()]
            if group != "listed" or within:
                yield Divided(fund.removesuffix("预算"), number, sum_, within, paragraph)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    funds = "|".join(appraisal_words().funds)
    money = r"(?:，(?:共?涉及)?资金(?:总额)?(?P<sum>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|亿元|元))?"
    return re.compile(
        rf"(?:(?P<fund>{funds})(?:财政拨款)?项目(?:支出)?(?:全面)?开展(?:了)?(?:绩效)?自评，共?涉及(?:一级)?项目(?P<before>\d+)个"
        rf"|(?P<after>\d+)个(?P<fund2>{funds})(?:财政拨款)?项目(?:支出)?开展(?:了)?(?:绩效)?自评"
        rf"|(?P<fund3>{funds})(?:财政拨款)?项目(?P<listed>\d+)个)" + money
    )
