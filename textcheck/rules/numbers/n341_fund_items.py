"""N341: every 项 of a fund's table is spoken of where the narrative goes through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.fact import THIS_YEAR, TOTAL, Key
from textcheck.fact.items import ITEM_LENGTH, item_amounts, unread_items
from textcheck.lexicon.accounts import plain_name
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

_SECTION = 2  # 一、二、三、
_ANNOUNCES = ("如下:", "如下")


class FundItems(Rule):
    """政府性基金、国有资本经营预算的支出没有逐项说全。

    为什么：政府性基金、国有资本经营预算的支出用在哪里，要靠逐项说明；漏一项，说明之和就少于总数。
    算法：逐项说明的，表里有金额的每一个“项”都应当说到；写了“支出具体情况如下”的，后面应当有内容。只说总数、没有逐项说明的，说到的不足一半的，不核对。
    依据：《中华人民共和国预算法实施条例》第六条（支出按功能分类公开到项）；财政部部门决算公开模板。

    错误示例::

        政府性基金预算财政拨款收入支出决算表
        单位：万元
        科目编码	科目名称	年初结转和结余	本年收入	小计	基本支出	项目支出	年末结转和结余
        合计			60.00	60.00		60.00
        212	城乡社区支出		60.00	60.00		60.00
        21214	污水处理费安排的支出		60.00	60.00		60.00
        2121401	污水处理设施建设和运营		50.00	50.00		50.00
        2121402	代征手续费		10.00	10.00		10.00

        七、政府性基金预算财政拨款收入支出决算情况说明
        2024年度政府性基金预算财政拨款本年支出60.00万元。支出具体情况如下：
        1. 城乡社区支出（类）污水处理费安排的支出（款）污水处理设施建设和运营（项）支出决算为50.00万元。

    正确示例::

        政府性基金预算财政拨款收入支出决算表
        单位：万元
        科目编码	科目名称	年初结转和结余	本年收入	小计	基本支出	项目支出	年末结转和结余
        合计			60.00	60.00		60.00
        212	城乡社区支出		60.00	60.00		60.00
        21214	污水处理费安排的支出		60.00	60.00		60.00
        2121401	污水处理设施建设和运营		50.00	50.00		50.00
        2121402	代征手续费		10.00	10.00		10.00

        七、政府性基金预算财政拨款收入支出决算情况说明
        2024年度政府性基金预算财政拨款本年支出60.00万元。支出具体情况如下：
        1. 城乡社区支出（类）污水处理费安排的支出（款）污水处理设施建设和运营（项）支出决算为50.00万元。
        2. 城乡社区支出（类）污水处理费安排的支出（款）代征手续费（项）支出决算为10.00万元。
    """

    code = "N341"
    name = "fund-items"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Go through the funds that have a table of their own beside the one of the item-by-item section."""
        profile = facts.profile
        kinds = [table.kind for table in facts.tables if not table.kind.lanes and not table.kind.matrix and table.codes]
        funds = dict.fromkeys((kind.aspects.fund, kind.aspects.flow) for kind in kinds if kind.accounts == "functional")
        for fund, flow in funds:
            if fund and flow and fund not in (profile.item_fund, profile.all_money):
                yield from self._fund(facts, Key(TOTAL, flow, fund, TOTAL, profile.measure, THIS_YEAR))

    def _fund(self, facts: FactBase, total: Key) -> Iterator[Assertion]:
        printed = {
            key.concept: fact for key, fact in facts.chosen.items()
            if len(key.concept) == ITEM_LENGTH and key.concept.isdigit() and key[1:] == total[1:]
            and fact.printed and not fact.quantity.is_zero
        }  # fmt: skip
        said = item_amounts(facts, total.fund, total.flow).get(total.measure, {})
        lead = _lead(facts, total)
        if not printed or not (said or lead):
            return
        home = (lead or next(iter(said.values()))).paragraph.section.ancestor(_SECTION)
        section = [p.text for p in facts.document.paragraphs if p.section.ancestor(_SECTION) is home]
        missing = [f for code, f in printed.items() if code not in said and not _is_named(f, section)]
        terms = [Term(m.subject, m.span, m.quantity) for m in (*([lead] if lead else []), *said.values())]
        if not missing:
            yield self.holds("listing", total.fund, *terms, *[fact.term() for fact in printed.values()])
        elif lead is None and len(missing) * 2 > len(printed):
            yield self.unknown("listing", total.fund, "只说了几个科目，不是逐项说明", *terms)
        elif (said and not unread_items(facts, list(said.values()))) or (lead and not said):
            names = "、".join(fact.label.split("·")[0] for fact in missing)
            message = f"{missing[0].place}里有金额的 {names} 没有逐项说明"
            yield self.broken(
                "listing", total.fund, message, *terms, *[fact.term() for fact in missing], actual="未说明", expected=names
            )


def _lead(facts: FactBase, total: Key) -> Mention | None:
    """Return the total in a paragraph that announces the items, 支出具体情况如下, if there is one."""
    for mention in facts.mentions:
        if mention.role == "value" and total in mention.keys and mention.paragraph.text.endswith(_ANNOUNCES):
            return mention
    return None


def _is_named(fact: Fact, paragraphs: list[str]) -> bool:
    name = plain_name(fact.label.split("·")[0])
    return any(name in plain_name(text) for text in paragraphs)
