"""N306: totals and parts that only the narrative prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.fact.arithmetic import compare_sum, exceeds, show, sum_formula, total_of
from textcheck.fact.fact import TOTAL, Fact
from textcheck.fact.relate import instances, stated_instances
from textcheck.quantity.quantity import Quantity
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from textcheck.document.span import Span
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention
    from textcheck.lexicon.profile import Relation

_SPELLED = 3
"""Of how many parts a list of all expenditure consists at least, 项目支出 and the parts of 基本支出."""


class NarrativeBreakdown(Rule):
    """说明文字里的总额与分项不符。

    为什么：政府采购、公务接待的分项数表里没有，只能在文字里相互核对；总额与分项不符，必有一个写错。
    算法：政府采购支出总额＝货物＋工程＋服务；授予中小企业合同金额≤政府采购总额，授予小微企业合同金额≤授予中小企业合同金
    额；公务接待费＝外宾接待＋国内接待。各项都写出来了才核对；本部门自己加的关系也在这里核对。一句里写“预算……万元，包括”
    各项基本支出和项目支出的，各项之和＝预算总额。
    依据：《地方预决算公开操作规程》（财预〔2016〕143号）：公开政府采购总金额及货物、工程、服务金额，授予中小企业合同的金
    额；财政部部门决算公开模板。

    错误示例::

        十一、政府采购支出说明
        政府采购支出总额100.00万元，其中：政府采购货物支出60.00万元、政府采购工程支出0万元、政府采购服务支出50.00万元。

    正确示例::

        十一、政府采购支出说明
        政府采购支出总额110.00万元，其中：政府采购货物支出60.00万元、政府采购工程支出0万元、政府采购服务支出50.00万元。
    """

    code = "N306"
    name = "narrative-breakdown"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the profile's relations among figures that the narrative states, and the lists of what all spending is."""
        yield from self._spelled(facts)
        for relation in facts.profile.relations:
            if relation.scope != "narrative":
                yield from self._agreeing(relation, facts)
                continue
            for total, parts, _ in instances(relation, facts):
                if relation.kind == "at_most" and parts:
                    yield self._part(relation, total, parts[0])
                elif relation.kind == "summation" and len(parts) == len(relation.parts):
                    near = _near(total, parts, facts)
                    if near is not None:
                        yield self._sum(relation, near, _listed(near, facts) or parts)

    def _spelled(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the sums of lists that spell out all expenditure: projects as one, and in their sentence what is no project."""
        lists: dict[Span, list[Mention]] = {}
        for mention in facts.mentions:
            if mention.role == "value" and mention.head is not None and mention.place == mention.head.place:
                lists.setdefault(mention.head.span, []).append(mention)
        for members in lists.values():
            head = members[0].head
            natures = {key.nature for member in members for key in member.keys}
            if head is None or len(members) < _SPELLED or facts.profile.project not in natures or facts.profile.basic in natures:
                continue
            if any(key[:2] == (TOTAL, facts.profile.item_flow) and key.nature == TOTAL for key in head.keys):
                total = Fact(head.keys[0], head.quantity, head.span, head.subject, "")
                yield self._total(
                    total, [Fact(head.keys[0], member.quantity, member.span, member.subject, "") for member in members]
                )

    def _total(self, total: Fact, parts: list[Fact]) -> Assertion:
        terms = (total.term(), *[part.term() for part in parts])
        outcome, _ = _compare(total, parts)
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "summation", "spelled", outcome, terms)
        expected = show(total_of([part.quantity for part in parts]))
        return self.broken(
            "summation", "spelled", f"“{total.label}”{show(total.quantity)}，所列各项之和是 {expected}",
            *terms, actual=show(total.quantity), expected=expected, formula=sum_formula(terms[0], terms[1:]),
        )  # fmt: skip

    def _agreeing(self, relation: Relation, facts: FactBase) -> Iterator[Assertion]:
        """Yield the sums of the tables that the narrative repeats; where it differs, the amount itself is at fault.

        What an empty table has columns for, such as the “三公” expenses, has nothing else to be held against.
        """
        if relation.kind == "summation":
            narrated = any(r.scope == "narrative" and r.total == relation.total for r in facts.profile.relations)
            for total, parts, _ in stated_instances(relation, facts):
                if len(parts) > 1:
                    terms = (total.term(), *[part.term() for part in parts])
                    outcome, _ = _compare(total, parts)
                    if outcome is not Outcome.VIOLATED:
                        yield Assertion(self.code, "summation", relation.id, outcome, terms)
                    elif (
                        len(parts) == len(relation.parts)
                        and not narrated
                        and all(_is_blank(fact, facts) for fact in (total, *parts))
                    ):
                        yield self._sum(relation, total, parts)

    def _sum(self, relation: Relation, total: Fact, parts: list[Fact]) -> Assertion:
        terms = (total.term(), *[part.term() for part in parts])
        outcome, _ = _compare(total, parts)
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "summation", relation.id, outcome, terms)
        expected = show(total_of([part.quantity for part in parts]))
        slip = next((part for part in parts if _in_myriads(part, total, parts)), None)
        if slip is not None:
            return self.broken(
                "summation", relation.id, f"“{slip.label}”写作 {show(slip.quantity)}，单位应是万元（{relation.name}）",
                slip.term(), *terms, actual=show(slip.quantity), expected=f"{slip.quantity.value:f}万元", formula=sum_formula(terms[0], terms[1:]),
            )  # fmt: skip
        return self.broken(
            "summation", relation.id, f"“{total.label}”{show(total.quantity)}，各项之和是 {expected}（{relation.name}）",
            *terms, actual=show(total.quantity), expected=expected, formula=sum_formula(terms[0], terms[1:]),
        )  # fmt: skip

    def _part(self, relation: Relation, part: Fact, whole: Fact) -> Assertion:
        outcome, _ = exceeds(part.quantity, whole.quantity)
        terms = (part.term(), whole.term())
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "at_most", relation.id, outcome, terms)
        actual, limit = show(part.quantity), show(whole.quantity)
        return self.broken(
            "at_most", relation.id, f"“{part.label}”{actual}，大于“{whole.label}”的 {limit}（{relation.name}）",
            *terms, actual=actual, expected=f"不大于 {limit}", formula=f"{actual} > {limit}",
        )  # fmt: skip


def _listed(total: Fact, facts: FactBase) -> list[Fact]:
    """Return the members of the list that follows a total, where it names more than the relation knows and adds up."""
    members = [
        Fact(total.key, mention.quantity, mention.span, mention.subject, total.place)
        for mention in facts.mentions
        if mention.role == "value" and mention.head is not None and mention.head.span == total.span
    ]
    adds_up = members and compare_sum(total.quantity, [member.quantity for member in members])[0] is not Outcome.VIOLATED
    return members if adds_up else []


def _near(total: Fact, parts: list[Fact], facts: FactBase) -> Fact | None:
    """Return the total as it is stated in one section with its parts: the same words elsewhere may speak of other money."""
    said = [mention for mention in facts.mentions if total.key in mention.keys and mention.role == "value"]
    sections = {mention.span: mention.paragraph.section for mention in facts.mentions}
    places = [sections[part.span] for part in parts if part.span in sections]
    if total.span not in sections:
        return total
    for mention in (*[m for m in said if m.span == total.span], *said):
        if all(place.lies_in(mention.paragraph.section) for place in places):
            return Fact(total.key, mention.quantity, mention.span, mention.subject, total.place)
    return None


def _compare(total: Fact, parts: list[Fact]) -> tuple[Outcome, Decimal]:
    """Compare a sum, its noughts as exact as its other figures."""
    finest = min(fact.quantity.step for fact in (total, *parts))
    return compare_sum(total.quantity.as_fine_as(finest), [part.quantity.as_fine_as(finest) for part in parts])


def _is_blank(fact: Fact, facts: FactBase) -> bool:
    """Tell whether a table without any figure has a column for the fact."""
    keys = {fact.key, fact.key._replace(measure=facts.profile.budget)}
    return any(not keys.isdisjoint(table.declared) for table in facts.tables)


def _in_myriads(part: Fact, total: Fact, parts: list[Fact]) -> bool:
    """Tell whether the sum closes when one part, printed in 元, is read as 万元."""
    quantity = part.quantity
    if not quantity.value or quantity.step >= 10:
        return False
    scaled = Quantity(quantity.value * 10000, quantity.step * 10000, quantity.dimension, quantity.unit)
    others = [other.quantity for other in parts if other is not part]
    return compare_sum(total.quantity, [scaled, *others])[0] is not Outcome.VIOLATED
