"""N333: one figure stated twice in the prose with two values."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.fact.arithmetic import agree, show
from textcheck.quantity.quantity import Bound, Dimension
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.fact import Key
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

_ITEM = "(项)"
_PAIR = 2


class StatedTwice(Rule):
    """同一个数在文字里写了两次，两次不一样。

    为什么：同一个数写了两次，两次不一样，读者不知道该信哪一个。
    算法：逐项说明里“某（项）A万元”与“支出决算为B万元”应相等；前后两处说的是同一资金、同一口径，只差一个数字或
    两个数字对调的，也是写错。表里印着这个数的，由文字与表核对，这里只核对文字之间；按四舍五入能对上的不算。
    依据：财预〔2016〕143号《地方预决算公开操作规程》：公开内容真实、准确；财政部部门决算公开模板逐项说明的句式。

    错误示例::

        五、一般公共预算财政拨款支出决算情况说明
        1.教育支出（类）普通教育（款）小学教育（项）80.00万元，主要用于教学。年初预算为90.00万元，支出决算为75.00万元。

    正确示例::

        五、一般公共预算财政拨款支出决算情况说明
        1.教育支出（类）普通教育（款）小学教育（项）80.00万元，主要用于教学。年初预算为90.00万元，支出决算为80.00万元。
    """

    code = "N333"
    name = "stated-twice"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Compare what leads an item with its final figure, and explicit statements of one meaning with the first."""
        first: dict[Key, Mention] = {}
        leads: dict[tuple[int, str], Mention] = defaultdict()
        tables = facts.by_key
        for mention in facts.mentions:
            exact = mention.quantity.bound is Bound.EXACT and mention.quantity.dimension is Dimension.AMOUNT
            if mention.role != "value" or not exact:
                continue
            place = (mention.place.paragraph, mention.subject)
            if mention.subject.endswith(_ITEM):
                if not mention.measure and _follows_path(mention):
                    leads.setdefault(place, mention)
                elif mention.measure == facts.profile.measure and place in leads:
                    if not any(key in tables for key in mention.keys):
                        yield self._twice(leads[place], mention)
                    continue
            if len(mention.keys) == 1 and mention.explicit and mention.keys[0] not in tables:
                known = first.setdefault(mention.keys[0], mention)
                if (
                    known is not mention
                    and not _of_a_part(known, mention)
                    and (_is_slip(known, mention) or known.quantity.value == mention.quantity.value)
                ):
                    yield self._twice(known, mention, level=Level.WARNING)

    def _twice(self, one: Mention, other: Mention, level: Level | None = None) -> Assertion:
        terms = tuple(Term(m.subject, m.span, m.quantity) for m in (other, one))
        outcome = agree(one.quantity, other.quantity)
        if outcome is not Outcome.VIOLATED:
            return Assertion(self.code, "duplicate", other.subject, outcome, terms)
        a, b = show(one.quantity), show(other.quantity)
        message = f"“{other.subject}”前面写 {a}，这里写 {b}，应是同一个数"
        return self.broken("duplicate", other.subject, message, *terms, actual=b, expected=a, formula=f"{a} ≠ {b}", level=level)


def _of_a_part(one: Mention, other: Mention) -> bool:
    """Tell whether 其中 stands between two amounts of a paragraph: the second breaks down a part of what the first does."""
    between = other.paragraph.text[one.figure.end : other.figure.start]
    return one.place.paragraph == other.place.paragraph and "其中" in between


def _is_slip(one: Mention, other: Mention) -> bool:
    """Tell whether two prints differ in one digit or in two that changed places.

    Words alone may leave open which money is meant; a single wrong digit does not come from other money.
    """
    a, b = one.text.replace(",", ""), other.text.replace(",", "")
    if len(a) != len(b):
        return False
    off = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = len(off) == _PAIR and (a[off[0]], a[off[1]]) == (b[off[1]], b[off[0]])
    return len(off) == 1 or swapped


def _follows_path(mention: Mention) -> bool:
    """Tell whether an amount stands right behind the path of its item."""
    before = mention.paragraph.text[: mention.figure.start]
    return before.removesuffix("支出").endswith(_ITEM)
