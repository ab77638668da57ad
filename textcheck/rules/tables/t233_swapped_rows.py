"""T233: two rows of a table that bear each other's figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Assertion, Level
from textcheck.fact.arithmetic import show
from textcheck.fact.relate import instances, pairs
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase


class _Pair(NamedTuple):
    """Two cells that usually agree, in two tables."""

    left: Fact
    right: Fact


class SwappedRows(Rule):
    """同级两个科目的数互换了位置。

    为什么：两个同级科目的数写颠倒时，上级合计不变，表内的各种求和都查不出来。
    算法：看通常相等的两张表：甲科目在一张表里的数恰好等于乙科目在另一张表里的数，反过来也一样，而甲乙的数不同，就是写颠倒了，收入决算表
    与支出决算表、功能科目与经济科目都这样比。经济科目的数与对应的功能科目不等、而应有的数恰好印在同类另一个科目上的，是写串了行。只是不相
    等而不交叉的，可能有结转或另有资金，不作判断。
    依据：部门决算报表的表间对应关系；两个不为零的数恰好交叉相等，不会是巧合。

    错误示例::

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计	财政拨款收入
        合计		131.37	131.37
        210	卫生健康支出	131.37	131.37
        21011	行政事业单位医疗	131.37	131.37
        2101101	行政单位医疗	72.65	72.65
        2101103	公务员医疗补助	58.72	58.72

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		131.37	131.37
        210	卫生健康支出	131.37	131.37
        21011	行政事业单位医疗	131.37	131.37
        2101101	行政单位医疗	58.72	58.72
        2101103	公务员医疗补助	72.65	72.65

    正确示例::

        收入决算表
        单位：万元
        科目编码	科目名称	本年收入合计	财政拨款收入
        合计		131.37	131.37
        210	卫生健康支出	131.37	131.37
        21011	行政事业单位医疗	131.37	131.37
        2101101	行政单位医疗	58.72	58.72
        2101103	公务员医疗补助	72.65	72.65

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计	基本支出	项目支出
        合计		131.37	131.37
        210	卫生健康支出	131.37	131.37
        21011	行政事业单位医疗	131.37	131.37
        2101101	行政单位医疗	58.72	58.72
        2101103	公务员医疗补助	72.65	72.65
    """

    code = "T233"
    name = "swapped-rows"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for crosswise equality wherever two tables usually agree row by row."""
        votes = Counter((f.key.concept, f.quantity.value) for table in facts.tables for f in table.facts if f.printed)
        votes += Counter((key.concept, fact.quantity.value) for key, fact in facts.stated.items())
        said: set[frozenset[Fact]] = set()
        for left, right in _crossed(facts):
            wrong, other = (left, right) if _weight(left, votes) <= _weight(right, votes) else (right, left)
            if frozenset(wrong) not in said:
                said.add(frozenset(wrong))
                yield self._swapped(wrong, other)
        for one, two, due in _displaced(facts):
            yield self._swapped((one, two), (due,))

    def _swapped(self, wrong: tuple[Fact, Fact], right: tuple[Fact, ...]) -> Assertion:
        one, two = wrong
        values = [show(fact.quantity) for fact in wrong]
        message = (
            f"{one.place}“{one.label}”是 {values[0]}，“{two.label}”是 {values[1]}；"
            f"{right[0].place}“{right[0].label}”是 {show(right[0].quantity)}，两行的数像是写颠倒了。"
        )
        terms = [fact.term() for fact in (*wrong, *right)]
        return self.broken("duplicate", one.key.concept, message, *terms, actual=values[0], expected=values[1])


def _crossed(facts: FactBase) -> Iterator[tuple[tuple[Fact, Fact], tuple[Fact, Fact]]]:
    """Yield the cells of two fellow accounts in two tables where each has in the one what the other has in the other."""
    for relation in facts.profile.relations:
        if relation.kind != "equality" or relation.scope != "report":
            continue
        groups: dict[tuple[str, ...], list[_Pair]] = defaultdict(list)
        for total, parts, _ in instances(relation, facts):
            code = total.key.concept
            if len(parts) == 1 and code.isdigit() and _apart(total, parts[0]):
                groups[(code[:-2], *total.key[1:])].append(_Pair(total, parts[0]))
        for rows in groups.values():
            for one, two in combinations(rows, 2):
                if _same(one.left, two.right) and _same(two.left, one.right):
                    yield (one.left, two.left), (one.right, two.right)


def _displaced(facts: FactBase) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Yield an account of another classification, the fellow that bears its figure, and the figure's own place."""
    for pair in facts.profile.pairs:
        if pair.kind != "equality":
            continue
        found = [_Pair(*each) for each in pairs(pair, facts)]
        settled = {each.right.key.concept for each in found if not _apart(*each)}
        for due, here in found:
            code = here.key.concept
            if code in settled or not _apart(due, here):
                continue
            fellows = [
                fact
                for fact in facts.chosen_by_aspect.of(3, here.key.nature)
                if fact.key[1:] == here.key[1:] and fact.key.concept[:-2] == code[:-2] and len(fact.key.concept) == len(code)
                and fact.key.concept not in settled and fact.printed and _same(fact, due)
            ]  # fmt: skip
            if len(fellows) == 1:
                settled |= {code, fellows[0].key.concept}
                yield here, fellows[0], due


def _apart(left: Fact, right: Fact) -> bool:
    """Tell whether both cells hold money, not the same."""
    return not (left.quantity.is_zero or right.quantity.is_zero or _same(left, right))


def _same(left: Fact, right: Fact) -> bool:
    return left.quantity.value == right.quantity.value


def _weight(cells: tuple[Fact, Fact], votes: Counter[tuple[str, Decimal]]) -> int:
    return sum(votes[cell.key.concept, cell.quantity.value] for cell in cells)
