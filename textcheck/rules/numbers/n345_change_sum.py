"""N345: by how much a total changed, against the changes of its parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.equation import Equation
from textcheck.fact.arithmetic import compare_sum, show, total_of
from textcheck.fact.claims import growths
from textcheck.fact.fact import Key
from textcheck.lexicon.cues import cues
from textcheck.quantity.interval import ZERO
from textcheck.quantity.quantity import Bound, Dimension, Quantity
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.span import Span
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention
    from textcheck.lexicon.profile import Relation


class Change(NamedTuple):
    """How much something changed, less as a negative amount, and the figure that says so; ``flat`` is said in words."""

    said: Mention
    amount: Quantity
    flat: bool = False


_Changes = dict[tuple[Key, bool], Change]


class ChangeSum(Rule):
    """各项的增减额之和与总额的增减额不符。

    为什么：“三公”经费减少2.00万元，其中接待费减少1.00万元、用车费减少0.50万元、出国费持平，三项只减少1.50万元，总有一处写错。
    算法：总额等于各项之和的，总额比上年（或比预算）的增减额也等于各项增减额之和，减少的算负数，持平的算 0。各项都写了增减额或
    持平、比较的是同一个数的才核对；没有写全的，加起来正好相等才算证实。同口径的、同一项写了几个不同的数的不核对；四舍五入能解释的不
    算错。
    依据：“三公”经费等于因公出国（境）费、公务用车购置及运行费、公务接待费之和；部门预决算公开模板“比上年增加（减少）……万元”。

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
        """Look for the sums of the profile among the changes that the narrative states."""
        changes = _changes(facts)
        seen: set[tuple[Span, ...]] = set()  # a sum of the tables and of the prose may be the same
        for relation in facts.profile.relations:
            if relation.kind != "summation" or len(relation.axes) > 1 or relation.soft:
                continue
            axis = relation.axes[0]
            for (key, base), total in changes.items():
                if total.flat or key[axis] != relation.total[0] or any(key[at] != value for at, value in relation.where):
                    continue
                parts = _parts(relation, key, changes, budget=base)
                spans = tuple(change.said.span for change in (total, *parts))
                if len(parts) > 1 and len({*spans}) == len(spans) and spans not in seen:
                    seen.add(spans)
                    yield from self._sum(relation, total, parts)

    def _sum(self, relation: Relation, total: Change, parts: list[Change]) -> Iterator[Assertion]:
        printed = [change for change in (total, *parts) if not change.flat]
        terms = tuple(Term(f"{c.said.subject}增减额", c.said.span, c.said.quantity) for c in printed)
        equation = Equation((total.said.sign or 1, *[-(part.said.sign or 1) for part in printed[1:]]))
        outcome = compare_sum(total.amount, [part.amount for part in parts])[0]
        if outcome is not Outcome.VIOLATED:
            yield Assertion(self.code, "summation", f"{relation.id} 增减额", outcome, terms, equation=equation)
        elif len(parts) == len(relation.parts):
            actual, expected = _words(total.amount), _words(total_of([part.amount for part in parts]))
            message = f"“{total.said.subject}”{actual}，各项合起来却{expected}（{relation.name}）"
            yield self.broken(
                "summation", f"{relation.id} 增减额", message, *terms, actual=actual, expected=expected, equation=equation
            )


def _changes(facts: FactBase) -> _Changes:
    """Return the changes by what changed and whether from the budget or the year before; what is said in two ways is left out."""
    found: dict[tuple[Key, bool], list[Change]] = {}
    for growth in growths(facts.mentions, facts.profile.measure):
        change = growth.change
        if change is not None and change.base and _is_plain(change):
            _note(found, Change(change, change.quantity.negated() if change.sign < 0 else change.quantity), change.base)
    for at, mention in enumerate(facts.mentions):
        if mention.role == "value" and mention.keys:
            following = next((m for m in facts.mentions[at + 1 : at + 2] if m.paragraph is mention.paragraph), None)
            text = mention.paragraph.text[mention.figure.end : following.figure.start if following else None]
            if match := _flat().match(text):
                _note(found, Change(mention, mention.quantity._replace(value=ZERO), flat=True), match["base"])
    return {place: said[0] for place, said in found.items() if len({change.amount.value for change in said}) == 1}


def _note(found: dict[tuple[Key, bool], list[Change]], change: Change, base: str) -> None:
    for key in change.said.keys:
        found.setdefault((key._replace(measure=""), base in cues().measures), []).append(change)


def _is_plain(change: Mention) -> bool:
    """Tell whether a change is an exact amount with a direction, on the basis of the other figures."""
    quantity = change.quantity
    exact = quantity.dimension is Dimension.AMOUNT and quantity.bound is Bound.EXACT
    return exact and not change.adjusted and bool(change.sign or quantity.is_zero)


def _parts(relation: Relation, key: Key, changes: _Changes, *, budget: bool) -> list[Change]:
    """Return the changes of the parts of a total that are stated against the same base."""
    axis = relation.axes[0]
    keys = [Key._make((*key[:axis], part[0], *key[axis + 1 :])) for part in relation.parts]
    return [changes[part, budget] for part in keys if (part, budget) in changes]


def _words(change: Quantity) -> str:
    size = show(change.negated() if change.value < 0 else change)
    return f"{'增加' if change.value > 0 else '减少'} {size}" if change.value else "没有增减"


@lru_cache(maxsize=1)
def _flat() -> re.Pattern[str]:
    return re.compile(rf"[，,]?(?:与|较|比|同)(?P<base>[^，,。;基大]{{2,16}}?)(?:相比)?(?:{'|'.join(cues().flat)})")
