"""N342: an item of the “三公” expenses that is left out of the numbered list."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.lexicon.measures import measures
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Section
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

_NEAR = 4
"""How many characters may stand before the name of an item."""
_SECTION = 2  # 一、二、三、


class ExpenseItems(Rule):
    """“三公”经费逐项说明时漏了一项。

    为什么：“三公”经费由因公出国（境）费、公务用车购置及运行费、公务接待费三项组成，是公众最关心的数，应当逐项说明，没有支出的写 0 万元。
    算法：编了号逐项说明了其中两项、唯独没有第三项的，是漏写。在别的段落里单独说到的不算漏；文件到此为止、可能没有读全的不核对。
    依据：《地方预决算公开操作规程》（财预〔2016〕143号）：“三公”经费按三项公开并逐项说明。

    错误示例::

        九、财政拨款“三公”经费支出决算情况说明
        2024年度“三公”经费财政拨款支出决算为9.00万元。具体情况如下：
        1. 因公出国（境）费支出决算为0万元。
        2. 公务用车购置及运行费支出决算为8.00万元。
        十、机关运行经费支出说明
        本年无机关运行经费。

    正确示例::

        九、财政拨款“三公”经费支出决算情况说明
        2024年度“三公”经费财政拨款支出决算为9.00万元。具体情况如下：
        1. 因公出国（境）费支出决算为0万元。
        2. 公务用车购置及运行费支出决算为8.00万元。
        3. 公务接待费支出决算为1.00万元。
        十、机关运行经费支出说明
        本年无机关运行经费。
    """

    code = "N342"
    name = "expense-items"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look at what each paragraph of a section first speaks of, for every sum of a matrix table's columns."""
        whole = next((table.aspects.concept for table in facts.profile.tables if table.matrix), "")
        relation = next((r for r in facts.profile.relations if r.kind == "summation" and r.total == (whole,)), None)
        if not whole or relation is None:
            return
        parts = [part[0] for part in relation.parts]
        by_section: dict[Section | None, list[list[Mention]]] = {}
        for paragraph in _paragraphs(facts, parts):
            by_section.setdefault(paragraph[0].paragraph.section.ancestor(_SECTION), []).append(paragraph)
        for paragraphs in by_section.values():
            items = {_concept(p[0]): p[0] for p in paragraphs if p[0].paragraph.marker is not None}
            alone = {_concept(m) for p in paragraphs if not {_concept(m) for m in p} >= set(parts) for m in p}
            terms = [Term(item.subject, item.span, item.quantity) for item in items.values()]
            missing = [part for part in parts if part not in alone]
            if len(items) == len(parts):
                yield self.holds("listing", whole, *terms)
            elif len(items) == len(parts) - 1 and len(missing) == 1 and _begins(facts, paragraphs[0][0], missing[0]):
                yield self.unknown("listing", whole, f"“{missing[0]}”有一项，没有读出金额", *terms)
            elif len(items) == len(parts) - 1 and len(missing) == 1 and _goes_on(facts, terms[-1].span.end):
                names = "、".join(item.subject for item in items.values())
                message = f"“{whole}”逐项说明了 {names}，没有说明“{missing[0]}”。"
                yield self.broken("listing", whole, message, *terms, actual="未说明", expected=missing[0])


def _begins(facts: FactBase, beside: Mention, concept: str) -> bool:
    """Tell whether an item of the section begins as all names of a measure do, however it goes on."""
    names = [name for name, aspects in measures().narrative.items() if aspects.concept == concept]
    stem = "".join(chars[0] for chars in takewhile(lambda chars: len(set(chars)) == 1, zip(*names, strict=False)))
    section = beside.paragraph.section.ancestor(_SECTION)
    items = [p for p in facts.document.body if p.marker is not None and p.section.ancestor(_SECTION) is section]
    return bool(stem) and any(stem in p.text[: len(p.marker.text) + _NEAR + len(stem)] for p in items if p.marker is not None)


def _goes_on(facts: FactBase, end: int) -> bool:
    """Tell whether another section follows, so that the list cannot have been cut off."""
    return any(section.span.start > end and 0 < section.level <= _SECTION for section in facts.document.sections)


def _concept(mention: Mention) -> str:
    """Return what a mention with a key is about."""
    return mention.keys[0].concept


def _paragraphs(facts: FactBase, parts: list[str]) -> Iterator[list[Mention]]:
    """Yield the mentions of the parts, paragraph by paragraph, where this year's amounts of them are stated."""
    found: dict[int, list[Mention]] = {}
    for mention in facts.mentions:
        if mention.keys and _concept(mention) in parts and mention.role == "value":
            found.setdefault(mention.place.paragraph, []).append(mention)
    yield from found.values()
