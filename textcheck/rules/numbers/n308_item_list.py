"""N308: the items of the expenditure section add up and none is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.fact.arithmetic import compare_sum, show, sum_formula, total_of
from textcheck.fact.fact import THIS_YEAR, TOTAL, Fact, Key
from textcheck.fact.items import CLASS_LENGTH, ITEM_LENGTH, item_amounts, unread_items
from textcheck.fact.sought import is_all_of
from textcheck.lexicon.accounts import plain_name
from textcheck.lexicon.structure import undisclosed
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from textcheck.document.span import Span
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention


class ItemList(Rule):
    """逐项说明的金额与总数不符，或漏写了有支出的项级科目。

    为什么：“具体情况”一节逐个说明项级科目，各项加起来就是总数；漏写一项、写错一项，总数就对不上。
    算法：各项年初预算之和＝总的年初预算，各项支出决算之和＝总的支出决算；一般公共预算财政拨款支出决算表里有金额的每一个
    “项”都应当说到。只有年初预算、没有支出的项目可以不在表里。文中没有列全的，不核对合计。
    依据：《中华人民共和国预算法实施条例》第六条（支出按功能分类公开到项）；财政部部门决算公开模板。

    错误示例::

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	60.00	60.00
        2012950	事业运行	40.00	40.00

        五、一般公共预算财政拨款支出决算情况说明
        （三）一般公共预算财政拨款支出决算具体情况
        一般公共预算财政拨款支出年初预算为120.00万元，支出决算为100.00万元。
        1. 一般公共服务支出（类）群众团体事务（款）行政运行（项）。年初预算为50.00万元，支出决算为60.00万元。
        2. 一般公共服务支出（类）群众团体事务（款）事业运行（项）。年初预算为40.00万元，支出决算为40.00万元。

    正确示例::

        一般公共预算财政拨款支出决算表
        单位：万元
        科目编码	科目名称	小计	基本支出	项目支出
        合计		100.00	100.00
        201	一般公共服务支出	100.00	100.00
        20129	群众团体事务	100.00	100.00
        2012901	行政运行	60.00	60.00
        2012950	事业运行	40.00	40.00

        五、一般公共预算财政拨款支出决算情况说明
        （三）一般公共预算财政拨款支出决算具体情况
        一般公共预算财政拨款支出年初预算为90.00万元，支出决算为100.00万元。
        1. 一般公共服务支出（类）群众团体事务（款）行政运行（项）。年初预算为50.00万元，支出决算为60.00万元。
        2. 一般公共服务支出（类）群众团体事务（款）事业运行（项）。年初预算为40.00万元，支出决算为40.00万元。
    """

    code = "N308"
    name = "item-list"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield the completeness of the lists of 类 and of 项, and the sums over the items, measure by measure."""
        yield from self._classes(facts)
        profile = facts.profile
        items = item_amounts(facts, profile.item_fund, profile.item_flow)
        final = items.get(profile.measure, {})
        if len(final) < 2:
            return
        printed = _printed(
            facts, ITEM_LENGTH, Key(TOTAL, profile.item_flow, profile.item_fund, TOTAL, profile.measure, THIS_YEAR)
        )
        named = {mention.subject for mention in facts.mentions if mention.role == "value"}
        above = _stated_above(facts)
        missing = [
            fact
            for code, fact in printed.items()
            if code not in final and not code.startswith(above) and not _is_named(fact, named)
        ]
        unread = unread_items(facts, list(final.values()))
        amounts_unread = {mention.quantity.value for mention in unread.get(profile.measure, ())}
        missing = [fact for fact in missing if fact.quantity.value not in amounts_unread]  # under a name of its own
        unread_too = any(mention.quantity.value not in _values(printed) for mention in unread.get(profile.measure, ()))
        if printed and len(missing) * 2 < len(printed) and not (missing and unread_too):
            yield self._complete("项级科目", missing, printed, final)
        for measure, amounts in items.items():
            if measure == profile.measure or not missing:
                complete = bool(printed) and not missing and measure != profile.measure
                for total in self._totals(facts, measure):
                    yield self._sum(total, [*amounts.values(), *unread.get(measure, ())], complete=complete)

    def _totals(self, facts: FactBase, measure: str) -> Iterator[Mention]:
        for mention in facts.mentions:
            if mention.role == "value" and any(_is_whole(key, measure, facts) for key in mention.keys):
                yield mention
                return

    def _sum(self, total: Mention, items: list[Mention], *, complete: bool) -> Assertion:
        terms = (_term(total), *[_term(item) for item in items])
        outcome, _ = compare_sum(total.quantity, [item.quantity for item in items])
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "summation", f"逐项{total.measure}", outcome, terms)
        if not complete:
            return self.unknown("summation", f"逐项{total.measure}", "逐项说明没有列全，或与表不符已另行提示", *terms)
        expected = show(total_of([item.quantity for item in items]))
        return self.broken(
            "summation",
            f"逐项{total.measure}",
            f"“{total.subject}”的{total.measure}写作 {show(total.quantity)}，逐项说明的 {len(items)} 个科目{total.measure}之和是 {expected}",
            *terms,
            actual=show(total.quantity),
            expected=expected,
            formula=sum_formula(terms[0], terms[1:]),
        )

    def _classes(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield that a list of 类 behind the total of a fund names every 类 that the tables print for it."""
        lists: dict[Span, dict[str, Mention]] = {}
        for mention in facts.mentions:
            head = mention.head
            if mention.role == "value" and mention.keys and head is not None and head.keys:
                key, total = mention.keys[0], head.keys[0]
                if len(key.concept) == CLASS_LENGTH and key.concept.isdigit() and key._replace(concept=TOTAL) == total:
                    lists.setdefault(head.span, {})[key.concept] = mention
        for said in lists.values():
            printed = _printed(facts, CLASS_LENGTH, next(iter(said.values())).keys[0])
            text = _text_of(said, facts)
            missing = [f for code, f in printed.items() if code not in said and plain_name(f.label.split("·")[0]) not in text]
            if len(missing) * 2 < len(printed) and (said.keys() <= printed.keys() or not missing):
                yield self._complete("类级科目", missing, printed, said)

    def _complete(self, kind: str, missing: list[Fact], printed: dict[str, Fact], said: dict[str, Mention]) -> Assertion:
        first, last = min(said.values(), key=_start), max(said.values(), key=_start)
        if not missing:
            return self.holds("listing", kind, *[_term(m) for m in (first, last)], *[fact.term() for fact in printed.values()])
        names = "、".join(fact.label.split("·")[0] for fact in missing)
        return self.broken(
            "listing",
            kind,
            f"{missing[0].place}里有金额的 {names} 没有逐项说明",
            *[fact.term() for fact in missing],
            Term("逐项说明", first.span, first.quantity),
            actual="未说明",
            expected=names,
            level=Level.WARNING,
        )


def _is_whole(key: Key, measure: str, facts: FactBase) -> bool:
    """Tell whether a key is the total of the items: of their fund, or of all funds where theirs is the only one."""
    profile = facts.profile
    whole = Key(TOTAL, profile.item_flow, profile.item_fund, TOTAL, measure, key.period, key.unit)
    alone = key.fund != whole.fund and key._replace(fund=whole.fund) == whole
    return key == whole or (alone and is_all_of(whole._replace(measure=profile.measure), key.fund, facts))


def _values(printed: dict[str, Fact]) -> set[Decimal]:
    return {fact.quantity.value for fact in printed.values()}


def _printed(facts: FactBase, length: int, like: Key) -> dict[str, Fact]:
    """Return the accounts of a level that the tables print, not as nought, with the other aspects ``like`` a key's."""
    return {
        key.concept: fact
        for key, fact in facts.chosen.items()
        if len(key.concept) == length and key.concept.isdigit() and key[1:] == like[1:]
        and fact.printed and not fact.quantity.is_zero
    }  # fmt: skip


def _text_of(said: dict[str, Mention], facts: FactBase) -> str:
    """Return the text of a list from its head to the paragraph behind its last item, where one may stand unread."""
    places = [place.paragraph for m in said.values() for place in (m.place, (m.head or m).place)]
    return "".join(paragraph.text for paragraph in facts.document.paragraphs[min(places) : max(places) + 2])


def _is_named(fact: Fact, subjects: set[str]) -> bool:
    """Tell whether an item of that name is explained, if under another path: then the path is wrong, not missing."""
    name = plain_name(fact.label.split("·")[0])
    return any(plain_name(subject.split("(")[0]) == name for subject in subjects)


def _stated_above(facts: FactBase) -> tuple[str, ...]:
    """Return the 类 and 款 with secret accounts that the text gives as one."""
    profile = facts.profile
    return tuple(
        key.concept
        for mention in facts.mentions
        for key in mention.keys
        if mention.role == "value" and key.concept.startswith(undisclosed()) and len(key.concept) < ITEM_LENGTH
        and key[1:3] == (profile.item_flow, profile.item_fund)
    )  # fmt: skip


def _start(mention: Mention) -> int:
    return mention.span.start


def _term(mention: Mention) -> Term:
    return Term(f"{mention.subject}{mention.measure}", mention.span, mention.quantity)
