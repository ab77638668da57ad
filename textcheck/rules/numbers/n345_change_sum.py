"""N345: the changes of the parts against the change of their sum."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import compare_sum, show, sum_formula, total_of
from textcheck.fact.claims import growths
from textcheck.fact.fact import AspectIndex, Fact, Key
from textcheck.fact.relate import join
from textcheck.lexicon.cues import cues
from textcheck.quantity.interval import ZERO
from textcheck.quantity.quantity import Bound, Quantity
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Section
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention
    from textcheck.lexicon.profile import Relation

_BUDGET = "预算"


class ChangeSum(Rule):
    """各项的增减额之和与总额的增减额不符。

    为什么：“三公”经费减少2.00万元，其中接待费减少1.00万元、用车费减少0.50万元、出国费持平，三项只减少1.50万元，总有一处写错。
    算法：总额等于各项之和的，总额比上年（或比预算）的增减额也等于各项增减额之和，减少的算负数，持平的算 0。只核对同一节里
    各项都写了增减额或持平、比较的是同一年的；四舍五入能解释的不算错。
    依据：财政部部门决算、部门预算公开模板“比上年增加（减少）……万元”的句式；《会计基础工作规范》：数字真实、计算准确。

    错误示例::

        七、财政拨款“三公”经费支出决算情况说明
        “三公”经费支出决算为9.00万元，比上年减少2.00万元。其中：因公出国（境）费支出0万元，与上年持平；公务用车购置及运行费支出6.00万元，比上年减少0.50万元；公务接待费支出3.00万元，比上年减少1.00万元。

    正确示例::

        七、财政拨款“三公”经费支出决算情况说明
        “三公”经费支出决算为9.00万元，比上年减少1.50万元。其中：因公出国（境）费支出0万元，与上年持平；公务用车购置及运行费支出6.00万元，比上年减少0.50万元；公务接待费支出3.00万元，比上年减少1.00万元。
    """

    code = "N345"
    name = "change-sum"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every sum of the profile whose total and parts all tell how they changed in one section."""
        relations = [r for r in facts.profile.relations if r.kind == "summation" and len(r.parts) > 1]
        for changes in _changes(facts).values():
            index = AspectIndex(changes.values()) if len(changes) > 2 else None
            seen: set[tuple[int, ...]] = set()
            for relation in relations if index is not None else ():
                for total, parts, _ in join(relation, index, changes) if index is not None else ():
                    places = tuple(fact.span.start for fact in (total, *parts))
                    if len(parts) == len(relation.parts) and len({*places}) == len(places) and places not in seen:
                        seen.add(places)
                        yield self._sum(relation, total, parts)

    def _sum(self, relation: Relation, total: Fact, parts: list[Fact]) -> Assertion:
        terms = (total.term(), *[part.term() for part in parts])
        finest = min(fact.quantity.step for fact in (total, *parts))
        outcome = compare_sum(total.quantity.as_fine_as(finest), [part.quantity.as_fine_as(finest) for part in parts])[0]
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "summation", relation.id, outcome, terms)
        made = total_of([part.quantity for part in parts])
        return self.broken(
            "summation", relation.id, f"“{total.label}”{_said(total.quantity)}，各项合起来却{_said(made)}（{relation.name}）",
            *terms, actual=_said(total.quantity), expected=_said(made), formula=sum_formula(terms[0], terms[1:]),
        )  # fmt: skip


def _changes(facts: FactBase) -> dict[tuple[Section, bool], dict[Key, Fact]]:
    """Return the changes that a section tells against the same base, last year or the budget, by what changed."""
    found: dict[tuple[Section, bool], dict[Key, Fact]] = defaultdict(dict)
    for growth in growths(facts.mentions, facts.profile.measure):
        change = growth.change
        if change is not None and change.quantity.bound is Bound.EXACT and (change.sign or change.quantity.is_zero):
            signed = change.quantity.changed(change.quantity.value * (change.sign or 1), change.quantity.step)
            _note(found, change, change.base, signed)
    for at, mention in enumerate(facts.mentions):
        if mention.role != "value" or not mention.keys:
            continue
        following = next((m for m in facts.mentions[at + 1 : at + 2] if m.paragraph is mention.paragraph), None)
        text = mention.paragraph.text[mention.figure.end : following.figure.start if following else None]
        if match := _flat().match(text):
            _note(found, mention, match["base"], mention.quantity.changed(ZERO, mention.quantity.step))
    return found


def _note(found: dict[tuple[Section, bool], dict[Key, Fact]], said: Mention, base: str, change: Quantity) -> None:
    kind = _BUDGET in base and not base.startswith(cues().prior) and not base[:2].isdigit()
    for key in said.keys:
        plain = key._replace(measure="")
        found[said.paragraph.section, kind].setdefault(plain, Fact(plain, change, said.span, said.subject, "增减额"))


def _said(change: Quantity) -> str:
    size = show(change.changed(abs(change.value), change.step))
    return f"{'增加' if change.value > 0 else '减少'} {size}" if change.value else "没有增减"


@lru_cache(maxsize=1)
def _flat() -> re.Pattern[str]:
    return re.compile(rf"[，,]?(?:与|较|比|同)(?P<base>[^，,。;基大]{{2,16}}?)(?:相比)?(?:{'|'.join(cues().flat)})")
