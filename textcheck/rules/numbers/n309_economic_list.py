"""N309: 主要包括 lists against the economic accounts that have money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Outcome, Term
from textcheck.equation import Equation
from textcheck.fact.arithmetic import compare_sum, show
from textcheck.lexicon.accounts import economic_accounts, economic_names, plain_name
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sized

    from textcheck.document.blocks import Paragraph
    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.table import BoundTable
    from textcheck.quantity.quantity import Quantity

_SPLIT = re.compile(r"[、，,]")
_JOIN = re.compile(r"以及|和|及")

_FEW = 2
_FEWEST = 5
"""A shorter list is a choice: what it leaves out says nothing."""


class EconomicList(Rule):
    """“主要包括”列举的经济科目与基本支出表不符。

    为什么：“人员经费……主要包括：基本工资、津贴补贴……”常从模板或上年照抄，列了没有的、漏了有的。
    算法：列举的每一项，在一般公共预算财政拨款基本支出表里都应当有金额，并且属于同一类经费；表中该项空白、没有这一行、属于
    另一类的，报出；照着空表抄了好几项的，作警告；一半以上没有金额的，是各单位通用的列举，作提示。列举的一项空白、相邻一行有
    金额却没有列举的，文字或表中有一处错了一行，合成一条。列举可以只写主要的几项；但一一列举、唯独漏掉一两项较大金额的，提示补上。
    依据：《中华人民共和国预算法实施条例》第六条（基本支出按经济分类公开到款）。

    错误示例::

        一般公共预算财政拨款基本支出决算表
        单位：万元
        科目编码	科目名称	决算数	科目编码	科目名称	决算数
        301	工资福利支出	90.00	302	商品和服务支出	10.00
        30101	基本工资	60.00	30201	办公费	10.00
        30102	津贴补贴	30.00	30203	咨询费
        人员经费合计		90.00	公用经费合计		10.00

        六、一般公共预算财政拨款基本支出决算情况说明
        公用经费10.00万元，主要包括：办公费、咨询费。

    正确示例::

        一般公共预算财政拨款基本支出决算表
        单位：万元
        科目编码	科目名称	决算数	科目编码	科目名称	决算数
        301	工资福利支出	90.00	302	商品和服务支出	10.00
        30101	基本工资	60.00	30201	办公费	10.00
        30102	津贴补贴	30.00	30203	咨询费
        人员经费合计		90.00	公用经费合计		10.00

        六、一般公共预算财政拨款基本支出决算情况说明
        公用经费10.00万元，主要包括：办公费。
    """

    code = "N309"
    name = "economic-list"
    level = Level.ERROR
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every list of economic accounts of the basic expenditure section."""
        tables = (t for t in facts.tables if t.kind.accounts == "economic" and t.kind.aspects.nature == facts.profile.basic)
        table = next((t for t in tables if not t.empty), None)
        if table is None or table.torn:
            return
        rows = [fact for fact in _amounts(table) if fact.key.concept in economic_accounts() and len(fact.key.concept) == 5]
        groups: dict[str, dict[str, Fact]] = {}
        for fact in rows:
            group = economic_accounts()[fact.key.concept].group
            groups.setdefault(group, {})[plain_name(fact.label.split("·")[0])] = fact
        whole = _is_whole(table)
        for paragraph in facts.document.body:
            for group, known in groups.items():
                found = _list(paragraph.text, group, known)
                if found:
                    yield from self._compare(paragraph, group, known, found, whole=whole)

    def _compare(
        self, paragraph: Paragraph, group: str, known: dict[str, Fact], named: dict[str, tuple[int, int]], *, whole: bool
    ) -> Iterator[Assertion]:
        listed = [name for name in named if name in known]
        terms = tuple(known[name].term() for name in listed)
        blank = [
            name for name in named if (known[name].quantity.is_zero if name in known else whole and name in economic_names())
        ]
        place = next(iter(known.values())).place
        moved = _moved(listed, blank, known)
        if moved is not None:
            yield self._misplaced(group, *moved, Term(f"{group}主要包括", paragraph.reading.span(*named[blank[0]])))
            return
        if blank:
            names = "、".join(known[name].label.split("·")[0] if name in known else name for name in blank)
            cells = [known[name].term() for name in blank if name in known]
            yield self.broken(
                "list", group, f"“{group}”列举了“{names}”，{place}的{group}里没有金额",
                *[Term(name, paragraph.reading.span(*named[name])) for name in blank],
                *cells, actual=names, expected="删去，或核对表中金额", level=_loudness(blank, named, known),
                equation=Equation((1,) * len(cells), words=True, positive=True) if cells else None,
            )  # fmt: skip
        missing = _missing(listed, known)
        places = list(named.values())
        said = Term(f"{group}主要包括", paragraph.reading.span(places[0][0], places[-1][1]))
        if missing:
            names = "、".join(f"{fact.label.split('·')[0]}（{show(fact.quantity)}）" for fact in missing)
            yield self.broken(
                "list", group, f"“{group}”的列举漏了表中有金额的 {names}", said, *[fact.term() for fact in missing],
                actual="未列", expected=names, level=Level.WARNING, equation=Equation((1,) * len(missing), words=True),
            )  # fmt: skip
        elif not blank:
            yield self.holds("list", group, said, *terms)

    def _misplaced(self, group: str, has: Fact, lacks: Fact, said: Term) -> Assertion:
        """Tell of an amount that stands a line above or below the account that the text names: either may be a line off."""
        names = [fact.label.split("·")[0] for fact in (has, lacks)]
        amount = show(has.quantity)
        return self.broken(
            "list", group, f"“{group}”列举了“{names[1]}”，没有“{names[0]}”；{has.place}却是“{names[0]}”有 {amount}，相邻的“{names[1]}”"
            "空白，文字或表中有一处错了一行", said, has.term(), lacks.term(), actual=names[1], expected=f"“{names[0]}”，或把表中金额移到“{names[1]}”一行",
            equation=Equation((0, 1), words=True, positive=True),
        )  # fmt: skip


def _loudness(blank: list[str], named: Sized, known: Container[str]) -> Level | None:
    """Return how loud to be: several blank rows of the table itself are copied from its form, half of a list is stock text."""
    if sum(name in known for name in blank) <= _FEW:
        return None
    return Level.INFO if len(blank) * 2 > len(named) else Level.WARNING


def _amounts(table: BoundTable) -> Iterator[Fact]:
    """Yield the amounts of the table's own column; others of a row only break it down."""
    return (fact for fact in table.facts if fact.key.nature == table.kind.aspects.nature and not fact.key.unit)


def _is_whole(table: BoundTable) -> bool:
    """Tell whether every 类 of a table is the sum of its rows, so that no row can be missing."""
    below: dict[str, list[Quantity]] = {}
    for fact in _amounts(table):
        if len(fact.key.concept) == 5:
            below.setdefault(fact.key.concept[:3], []).append(fact.quantity)
    tops = [fact for fact in _amounts(table) if len(fact.key.concept) == 3 and fact.printed]
    return bool(tops) and all(
        compare_sum(fact.quantity, below.get(fact.key.concept, ()))[0] is not Outcome.VIOLATED for fact in tops
    )


def _list(text: str, group: str, known: Container[str]) -> dict[str, tuple[int, int]]:
    """Return the plain names that a group is said to include with their places; nothing where few are accounts."""
    at = text.find(group)
    if at < 0 or "包括" not in text[at:]:
        return {}
    match = re.compile(
        rf"{group}(?:支出)?(?:合计|决算)?(?:为)?[\d,.]+万?元?。?[^。;]{{0,12}}?(?:主要)?包括:?(?P<list>[^。;:\d]+)"
    ).search(text, at)
    if match is None:
        return {}
    items = list(_items(match["list"], match.start("list"), known))
    if len(items) < 2 and plain_name(match["list"]) not in known:
        return {}
    named = {plain_name(name): (start, end) for name, start, end in items}
    return named if sum(name in known for name in named) * 2 >= len(named) else {}


def _items(text: str, offset: int, known: Container[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the listed names with their places; 和 parts two names only where both sides are accounts."""
    start = 0
    for match in [*_SPLIT.finditer(text), None]:
        end = match.start() if match else len(text)
        name = text[start:end].removesuffix("等").removesuffix("支出等")
        joined = (
            None
            if plain_name(name) in known
            else next(
                (
                    j
                    for j in _JOIN.finditer(name)
                    if plain_name(name[: j.start()]) in known and plain_name(name[j.end() :]) in known
                ),
                None,
            )
        )
        if joined:
            yield name[: joined.start()], offset + start, offset + start + joined.start()
            yield name[joined.end() :], offset + start + joined.end(), offset + start + len(name)
        elif name:
            yield name, offset + start, offset + start + len(name)
        start = match.end() if match else end


def _moved(listed: list[str], blank: list[str], known: dict[str, Fact]) -> tuple[Fact, Fact] | None:
    """Return the one account that has money and is not listed, and the one listed without money, if their rows are neighbours."""
    missing = [name for name, fact in known.items() if not fact.quantity.is_zero and name not in listed]
    if len(missing) != 1 or len(blank) != 1 or blank[0] not in known or len(listed) < _FEWEST:
        return None
    rows = list(known)
    if abs(rows.index(missing[0]) - rows.index(blank[0])) != 1:
        return None
    return known[missing[0]], known[blank[0]]


def _missing(listed: list[str], known: dict[str, Fact]) -> list[Fact]:
    """Return one or two larger accounts left out of a list that is otherwise complete; else the list is a choice."""
    with_money = {name: fact for name, fact in known.items() if not fact.quantity.is_zero}
    missing = [fact for name, fact in with_money.items() if name not in listed]
    amounts = [known[name].quantity.value for name in listed if name in with_money]
    if len(amounts) < _FEWEST or not 0 < len(missing) <= 2:
        return []
    return missing if all(fact.quantity.value > min(amounts) for fact in missing) else []
