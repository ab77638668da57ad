"""N346: by how much a total changed, against the changes of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.equation import Equation
from textcheck.fact.arithmetic import compare_sum, show, total_of
from textcheck.fact.claims import growths
from textcheck.fact.fact import Key
from textcheck.quantity.quantity import Bound, Dimension
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.span import Span
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention
    from textcheck.lexicon.profile import Relation
    from textcheck.quantity.quantity import Quantity

_Changes = dict[tuple[Key, str], "Mention"]


class ChangeParts(Rule):
    """总额的增减额与各项增减额之和不符。

    为什么：总额等于各项之和，同是与一个数相比，总额的增减额也就等于各项增减额之和；对不上，必有一个写错。
    算法：总额和它的每一项都写了与同一个数（“比上年预算”）相比的增减额才核对，增加为正、减少为负，四舍五入能够解释的不报；没有写全的，加
    起来正好相等才算证实。同口径的、一处写了几个不同的数的不核对。
    依据：“三公”经费等于因公出国（境）费、公务用车购置及运行费、公务接待费之和；部门预决算公开模板。

    错误示例::

        七、“三公”经费支出情况说明
        “三公”经费财政拨款支出决算为9.00万元，比上年减少3.00万元。
        因公出国（境）费支出决算为2.00万元，比上年增加1.00万元。
        公务用车购置及运行费支出决算为6.00万元，比上年减少1.50万元。
        公务接待费支出决算为1.00万元，比上年减少0.50万元。

    正确示例::

        七、“三公”经费支出情况说明
        “三公”经费财政拨款支出决算为9.00万元，比上年减少1.00万元。
        因公出国（境）费支出决算为2.00万元，比上年增加1.00万元。
        公务用车购置及运行费支出决算为6.00万元，比上年减少1.50万元。
        公务接待费支出决算为1.00万元，比上年减少0.50万元。
    """

    code = "N346"
    name = "change-parts"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for the sums of the profile among the changes that the narrative states."""
        changes = _changes(facts)
        seen: set[tuple[Span, ...]] = set()  # a sum of the tables and of the prose may be the same
        for relation in facts.profile.relations:
            if relation.kind == "summation" and len(relation.axes) == 1 and not relation.soft:
                for (key, base), total in changes.items():
                    if key[relation.axes[0]] == relation.total[0] and all(key[axis] == value for axis, value in relation.where):
                        parts = _parts(relation, key, base, changes)
                        spans = tuple(mention.span for mention in (total, *parts))
                        if len(parts) > 1 and spans not in seen:
                            seen.add(spans)
                            yield from self._sum(relation, total, parts)

    def _sum(self, relation: Relation, total: Mention, parts: list[Mention]) -> Iterator[Assertion]:
        terms = tuple(Term(f"{m.subject}增减额", m.span, m.quantity) for m in (total, *parts))
        equation = Equation((total.sign or 1, *[-(part.sign or 1) for part in parts]))
        changed = [_signed(part) for part in parts]
        outcome, _ = compare_sum(_signed(total), changed)
        if outcome is not Outcome.VIOLATED:
            yield Assertion(self.code, "summation", f"{relation.id} change", outcome, terms, equation=equation)
        elif len(parts) == len(relation.parts):
            actual, expected = show(_signed(total)), show(total_of(changed))
            yield self.broken(
                "summation", f"{relation.id} change",
                f"“{total.subject}”的增减额是 {actual}，各项增减额之和是 {expected}（{relation.name}）",
                *terms, actual=actual, expected=expected, equation=equation,
            )  # fmt: skip


def _changes(facts: FactBase) -> _Changes:
    """Return the changes by what changed and what it is compared with; what is said twice differently is left out."""
    found: dict[tuple[Key, str], list[Mention]] = {}
    for growth in growths(facts.mentions, facts.profile.measure):
        change = growth.change
        if change is not None and change.base and _is_plain(change):
            for key in change.keys:
                found.setdefault((key, change.base), []).append(change)
    return {place: said[0] for place, said in found.items() if len({_signed(change).value for change in said}) == 1}


def _is_plain(change: Mention) -> bool:
    """Tell whether a change is an exact amount with a direction, on the basis of the other figures."""
    quantity = change.quantity
    exact = quantity.dimension is Dimension.AMOUNT and quantity.bound is Bound.EXACT
    return exact and not change.adjusted and bool(change.sign or quantity.is_zero)


def _parts(relation: Relation, key: Key, base: str, changes: _Changes) -> list[Mention]:
    """Return the changes of the parts of a total that are stated against the same base."""
    field = Key._fields[relation.axes[0]]
    keys = [key._replace(**{field: part[0]}) for part in relation.parts]
    return [changes[part, base] for part in keys if (part, base) in changes]


def _signed(change: Mention) -> Quantity:
    return change.quantity.negated() if change.sign < 0 else change.quantity
