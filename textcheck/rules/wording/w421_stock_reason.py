"""W421: one short reason given for many accounts."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_REASON = re.compile(r"原因(?:是|为|:)+(?P<reason>[^。;，,:]{2,12})(?=[。;]|$)")
_MANY = 5


class StockReason(Rule):
    """多个科目的增减原因是同一句短话。

    为什么：许多科目都写同样几个字的原因，读者看不出各自为什么变动。
    算法：不超过十二个字、一字不差的原因出现五次以上的才提示；同一件事确实影响多个科目的可以不改，一份报告合成一条。
    依据：财预〔2016〕143号《地方预决算公开操作规程》：说明收支增减变化情况；财政部公开情况检查要求内容细化、可读。

    错误示例::

        五、一般公共预算财政拨款支出决算情况说明
        1.行政运行。决算数小于预算数的主要原因是项目指标调整。
        2.事业运行。决算数小于预算数的主要原因是项目指标调整。
        3.机关服务。决算数小于预算数的主要原因是项目指标调整。
        4.小学教育。决算数小于预算数的主要原因是项目指标调整。
        5.初中教育。决算数小于预算数的主要原因是项目指标调整。

    正确示例::

        五、一般公共预算财政拨款支出决算情况说明
        1.行政运行。决算数小于预算数的主要原因是两名人员调出。
        2.事业运行。决算数小于预算数的主要原因是退休人员增加。
        3.机关服务。决算数小于预算数的主要原因是物业合同到期。
        4.小学教育。决算数小于预算数的主要原因是食堂改造延期。
        5.初中教育。决算数小于预算数的主要原因是设备招标节约。
    """

    code = "W421"
    name = "stock-reason"
    level = Level.INFO

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Gather the reasons that are no longer than a few words and stand many times."""
        found: dict[str, list[Term]] = defaultdict(list)
        for paragraph in facts.document.body:
            if "原因" in paragraph.text:
                for match in _REASON.finditer(paragraph.text):
                    span = paragraph.reading.span(*match.span("reason"))
                    found[match["reason"]].append(Term(match["reason"], span))
        stock = {reason: terms for reason, terms in found.items() if len(terms) >= _MANY}
        if stock:
            said = "、".join(f"“{reason}”{len(terms)}处" for reason, terms in stock.items())
            terms = [term for terms in stock.values() for term in terms]
            message = f"不同科目的原因写得一样：{said}，宜逐项写明具体原因。"
            yield self.broken("text", "原因", message, *terms, actual="、".join(stock))
