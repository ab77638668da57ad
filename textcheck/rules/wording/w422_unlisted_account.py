"""W422: account codes that the list of accounts does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.coded import account_of
from textcheck.lexicon.wording import wording
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.coded import CodedRow
    from textcheck.fact.factbase import FactBase

_LENGTHS = (5, 7)
_SHORTEST_NAME = 2


class UnlistedAccount(Rule):
    """科目编码不在科目表里。

    为什么：支出功能分类的款、项由财政部统一规定，编码不在科目表里的，可能是写错了。
    算法：五位、七位的功能分类编码逐个查科目表，查不到的合成一条提示。也可能是当年新增、词库还没有收入的科目，请对照当年科目
    核对。2021年以前编码变动较多，不作提示；经济分类科目各地可以往下细分，不在此列。
    依据：《中华人民共和国预算法》第三十二条；财政部当年《政府收支分类科目》。

    错误示例::

        2024年度支出决算表
        单位：万元
        | 科目编码 | 科目名称 | 金额 |
        | 208 | 社会保障和就业支出 | 2.00 |
        | 20805 | 行政事业单位养老支出 | 2.00 |
        | 2080577 | 退休人员活动支出 | 2.00 |

    正确示例::

        2024年度支出决算表
        单位：万元
        | 科目编码 | 科目名称 | 金额 |
        | 208 | 社会保障和就业支出 | 2.00 |
        | 20805 | 行政事业单位养老支出 | 2.00 |
        | 2080505 | 机关事业单位基本养老保险缴费支出 | 2.00 |
    """

    code = "W422"
    name = "unlisted-account"
    level = Level.INFO

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Gather the codes of expenditure by function, 款 and 项, that no entry of the list has."""
        if facts.identity.year < wording().reforms["functional"]:
            return
        unknown: dict[str, CodedRow] = {}
        for row in facts.accounts:
            wanted = row.code[0] == "2" and len(row.code) in _LENGTHS and len(row.name) > _SHORTEST_NAME
            if wanted and account_of(row.code) is None:
                unknown.setdefault(row.code, row)
        if unknown:
            names = "、".join(f"{code}“{row.name}”" for code, row in unknown.items())
            terms = [Term(code, row.code_span) for code, row in unknown.items()]
            message = f"科目表里没有这{len(unknown)}个编码，请对照当年科目核对：{names}。"
            yield self.broken("text", "科目表外的编码", message, *terms, actual="、".join(unknown))
