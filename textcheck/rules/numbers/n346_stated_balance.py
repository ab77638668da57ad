"""N346: what a sentence says came in and was left over, against what it says went out and is left."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.equation import Equation
from textcheck.fact.arithmetic import compare_sum, show, total_of
from textcheck.fact.fact import THIS_YEAR, TOTAL, Key
from textcheck.fact.growth import term_of
from textcheck.quantity.quantity import Bound
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention
    from textcheck.lexicon.profile import Profile

_FLOW = Key._fields.index("flow")


class StatedBalance(Rule):
    """一句话里说的收入、支出和结转对不上。

    为什么：“年初结转和结余、本年收入、本年支出、年末结转和结余”写在一句里，读者会拿来验算；收不等于支，必有一个写错。
    算法：年初结转和结余＋本年收入＋使用结余（弥补收支差额）＝本年支出＋结余分配＋年末结转和结余。前后结转和收、支四个数同在一句、说的是同一种
    资金才核对，四舍五入能够解释的不报；另两项没有写出来、或者只说某一种资金（可以调剂、上缴）的，只用来证实。
    依据：部门决算报表 收入支出决算总表：收入总计等于支出总计。

    错误示例::

        一、收入支出决算总体情况
        2016年某单位年初结转和结余10.00万元，本年收入200.00万元，本年支出190.00万元，用事业基金弥补收支差额0万元，结余分配0万元，年末结转和结余30.00万元。

    正确示例::

        一、收入支出决算总体情况
        2016年某单位年初结转和结余10.00万元，本年收入200.00万元，本年支出190.00万元，用事业基金弥补收支差额0万元，结余分配0万元，年末结转和结余20.00万元。
    """

    code = "N346"
    name = "stated-balance"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look at every sentence that states carry-over on both sides."""
        for left, right, core in _balances(facts.profile):
            flows = {*left, *right}
            for _, sentence in groupby(facts.mentions, key=lambda mention: mention.place):
                for fund, said in _by_fund(sentence, flows, facts).items():
                    if core <= said.keys():
                        sides = ([said[flow] for flow in side if flow in said] for side in (left, right))
                        yield self._balance(*sides, sure=fund == facts.profile.all_money and said.keys() == flows)

    def _balance(self, left: list[Mention], right: list[Mention], *, sure: bool) -> Assertion:
        terms = [term_of(mention) for mention in (*left, *right)]
        equation = Equation((*(1,) * len(left), *(-1,) * len(right)))
        first, *others = (mention.quantity for mention in left)
        outcome, _ = compare_sum(first, [*(m.quantity for m in right), *(other.negated() for other in others)])
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "balance", "stated", outcome, tuple(terms), equation=equation)
        if not sure:
            return self.unknown("balance", "stated", "没有写全收支各项，或者只说某一种资金，不相等也不能断定", *terms)
        incoming, outgoing = (show(total_of([mention.quantity for mention in side])) for side in (left, right))
        names = ["＋".join(f"“{mention.subject}”" for mention in side) for side in (left, right)]
        return self.broken(
            "balance", "stated", f"{names[0]}是 {incoming}，{names[1]}是 {outgoing}，应当相等",
            *terms, actual=outgoing, expected=incoming, formula=f"{incoming} ≠ {outgoing}",
            span=right[-1].span, equation=equation,
        )  # fmt: skip


def _balances(profile: Profile) -> Iterator[tuple[list[str], list[str], set[str]]]:
    """Yield what two equal totals consist of, and what of it must be said before the two sides can be compared."""
    along = [relation for relation in profile.relations if relation.axes == (_FLOW,)]
    consists = {relation.total[0]: [part[0] for part in relation.parts] for relation in along if relation.kind == "summation"}
    cores = [{r.total[0], *(part[0] for part in (*r.parts, *r.against))} for r in along if r.kind == "balance"]
    for relation in along:
        left, right = consists.get(relation.total[0]), consists.get(relation.parts[0][0] if relation.parts else "")
        if relation.kind == "equality" and left and right:
            yield from ((left, right, core) for core in cores if core <= {*left, *right})


def _by_fund(sentence: Iterable[Mention], flows: set[str], facts: FactBase) -> dict[str, dict[str, Mention]]:
    """Return the amounts of a sentence by whose money and which flow they are; what it states twice, it states of nothing."""
    found: dict[str, dict[str, list[Mention]]] = {}
    for mention in sentence:
        exact = mention.role == "value" and mention.quantity.bound is Bound.EXACT
        for key in mention.keys if exact else ():
            whole = key.concept == key.nature == TOTAL and key.measure == facts.profile.measure and key.period == THIS_YEAR
            if whole and key.flow in flows:
                found.setdefault(key.fund, {}).setdefault(key.flow, []).append(mention)
    if any(len(said) > 1 for by_flow in found.values() for said in by_flow.values()):
        return {}
    return {fund: {flow: said[0] for flow, said in by_flow.items()} for fund, by_flow in found.items()}
