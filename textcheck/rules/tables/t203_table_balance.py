"""T203: totals that must be equal or balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome
from textcheck.equation import Equation
from textcheck.fact.arithmetic import compare_sum, show, total_of
from textcheck.fact.fact import TOTAL, Fact
from textcheck.fact.relate import instances, pairs
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from textcheck.fact.factbase import FactBase
    from textcheck.lexicon.profile import Pair, Relation


class TableBalance(Rule):
    """表中应当相等的两个数不相等。

    为什么：有些数从两头算出来必须相等，例如收入总计与支出总计；不等说明收支不平。
    算法：收入总计＝支出总计。只在一定前提下才相等的（例如部门只有一般公共预算财政拨款、没有结转时，支出决算表与一般公共预
    算财政拨款支出决算表逐行相等），先核对前提，前提不成立就不比较。“本年收入合计＝本年支出合计”不是勾稽关系，本规则不要
    求。各行“年初结转＋本年收入＝本年支出＋年末结转”在结转调剂、上缴时可以不等；只有合计平衡、唯独一行不平衡的，才算错误。
    依据：财政部部门决算报表的表内、表间勾稽关系。

    错误示例::

        收入支出决算总表
        单位：万元
        收入		支出
        项目	决算数	项目	决算数
        本年收入合计	100.00	本年支出合计	90.00
        年初结转和结余		年末结转和结余
        总计	100.00	总计	90.00

    正确示例::

        收入支出决算总表
        单位：万元
        收入		支出
        项目	决算数	项目	决算数
        本年收入合计	100.00	本年支出合计	90.00
        年初结转和结余		年末结转和结余	10.00
        总计	100.00	总计	100.00
    """

    code = "T203"
    name = "table-balance"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every equality and balance of the profile, wherever its figures stand."""
        for relation in facts.profile.relations:
            if relation.kind in ("equality", "balance"):
                found = [_Sides(relation, *each) for each in instances(relation, facts)]
                lone = _lone_breaks(found) if relation.kind == "balance" else []
                checked = [self._equal(relation, sides, soft=relation.soft and sides not in lone) for sides in found]
                yield from self.unless_misread([assertion for assertion in checked if assertion is not None])
        for pair in facts.profile.pairs:
            if pair.kind == "equality":
                yield from (
                    self._counterpart(pair, *found) for found in pairs(pair, facts) if found[0].printed and found[1].printed
                )

    def _counterpart(self, pair: Pair, left: Fact, right: Fact) -> Assertion:
        """Compare accounts of two classifications that usually agree; a difference proves nothing."""
        terms = (left.term(), right.term())
        outcome, _ = compare_sum(left.quantity, [right.quantity])
        if outcome is Outcome.VIOLATED:
            doubt = self.unknown("equality", pair.id, f"{pair.name}：通常相等，但可以不等，不作判断", *terms)
            return doubt._replace(equation=Equation((1, -1)))
        return Assertion(self.code, "equality", pair.id, outcome, terms)

    def _equal(self, relation: Relation, sides: _Sides, *, soft: bool) -> Assertion | None:
        left, right = sides.left, sides.right
        if not right or (relation.soft and not (any(f.printed for f in left) and any(f.printed for f in right))):
            return None
        terms = tuple(fact.term() for fact in (*left, *right))
        outcome, difference = sides.compare()
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, relation.kind, relation.id, outcome, terms, equation=_equation(left, right))
        if soft:
            return self.unknown(relation.kind, relation.id, f"{relation.name}：只在一定前提下成立，这里不相等，不作判断", *terms)
        return self._problem(relation, left, right, difference)

    def _problem(self, relation: Relation, left: list[Fact], right: list[Fact], difference: Decimal) -> Assertion:
        first, second = left[0], right[0]
        a, b = (show(total_of([fact.quantity for fact in side])) for side in (left, right))
        names = ["＋".join(f"“{fact.label}”" for fact in side if fact.printed) or f"“{side[0].label}”" for side in (left, right)]
        return self.broken(
            relation.kind,
            relation.id,
            f"{first.place}{names[0]}是 {a}，{second.place}{names[1]}是 {b}，应当相等（{relation.name}）",
            *[fact.term() for fact in (*left, *right)],
            actual=a,
            expected=b,
            formula=f"{a} − {b} = {difference.scaleb(-4).normalize():f}",
            equation=_equation(left, right),
        )


def _equation(left: list[Fact], right: list[Fact]) -> Equation:
    return Equation((*(1,) * len(left), *(-1,) * len(right)))


class _Sides:
    """The two sides of an instance: one figure and its equal, or for a balance what came in and what went out."""

    def __init__(self, relation: Relation, total: Fact, parts: list[Fact], against: list[Fact]) -> None:
        balance = relation.kind == "balance"
        self.left = [total, *parts] if balance else [total]
        self.right = against if balance else parts

    def compare(self) -> tuple[Outcome, Decimal]:
        """Compare the sums of the two sides."""
        first, *others = self.left
        return compare_sum(first.quantity, [*(f.quantity for f in self.right), *(f.quantity.negated() for f in others)])


def _lone_breaks(found: list[_Sides]) -> list[_Sides]:
    """Return, table by table, the one row that does not balance though its total does.

    Money moved between accounts unbalances two rows, money handed back the total as well; one row alone is a slip.
    """
    lone: list[_Sides] = []
    for table in {id(sides.left[0].table): sides.left[0].table for sides in found}.values():
        rows = [sides for sides in found if sides.left[0].table is table]
        broken = [sides for sides in rows if sides.compare()[0] is Outcome.VIOLATED]
        balanced = any(sides.left[0].key.concept == TOTAL for sides in rows if sides not in broken)
        lone += broken if len(broken) == 1 and balanced else []
    return lone
