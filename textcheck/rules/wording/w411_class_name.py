"""W411: the names of the 类 in the rows of the summary tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.coded import class_names, plain
from textcheck.lexicon.wording import wording
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Cell, Table
    from textcheck.fact.factbase import FactBase
    from textcheck.lexicon.accounts import Account

_ROW = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))([^\d].+)$")
_FIRST = frozenset("一二三四五六七八九十(")
_FEWEST = 6
_PATH = r"[^。；，\d(]{2,30}\(款\)"  # a whole path is looked up as one elsewhere


class ClassName(Rule):
    """总表里或说明文字里的支出类名称不规范。

    为什么：总表按《政府收支分类科目》的“类”列示；用了旧名称或写错一个字，读者就对不上科目。
    算法：“一、一般公共服务支出”等行的名称与《政府收支分类科目》的类名称比较；改过名的类，新名称启用之后总表和说明文字都
    不能再用旧名称。可信程度只有 C 的条目只作提示。
    依据：财政部当年《政府收支分类科目》。

    错误示例::

        2024年度收入支出决算总表
        单位：万元
        | 项目 | 金额 |
        | 一、一般公共服务支出 | 1.00 |
        | 二、外交支出 | |
        | 三、国防支出 | |
        | 四、公共安全支出 | |
        | 五、教育支出 | |
        | 六、科学技术支出 | |
        | 七、文化体育与传媒支出 | |

    正确示例::

        2024年度收入支出决算总表
        单位：万元
        | 项目 | 金额 |
        | 一、一般公共服务支出 | 1.00 |
        | 二、外交支出 | |
        | 三、国防支出 | |
        | 四、公共安全支出 | |
        | 五、教育支出 | |
        | 六、科学技术支出 | |
        | 七、文化旅游体育与传媒支出 | |
    """

    code = "W411"
    name = "class-name"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look up the ordered rows of every table in which most of them are 类, and the 类 that the prose names."""
        today, former = class_names()
        yield from self._prose(former, facts)
        for table in facts.document.tables:
            rows = [(cell, plain(name)) for cell, name in _rows(table)]
            good = [Term(cell.text, cell.span) for cell, name in rows if name in today]
            if len(good) < _FEWEST:
                continue
            yield self.holds("text", f"{len(good)}个支出类名称规范", *good)
            for cell, name in rows:
                if name in today:
                    continue
                term = Term(cell.text, cell.span)
                account = former.get(name)
                since = wording().renamed.get(account.code, 0) if account else 0
                if account and 0 < since <= facts.identity.year:
                    message = f"“{cell.text}”是旧名称，自{since}年起为“{account.name}”。"
                    yield self.broken("text", cell.text, message, term, actual=cell.text, expected=account.name)
                elif account is None and (near := next((a for known, a in today.items() if _one_letter_off(known, name)), None)):
                    message = f"“{cell.text}”应为“{near.name}”。"
                    yield self.broken("text", cell.text, message, term, actual=cell.text, expected=near.name)

    def _prose(self, former: dict[str, Account], facts: FactBase) -> Iterator[Assertion]:
        for name, account in former.items():
            if not 0 < wording().renamed.get(account.code, 0) <= facts.identity.year:
                continue
            pattern = re.compile(rf"{re.escape(name)}(?:支出)?\(类\)(?!{_PATH})")
            for paragraph in facts.document.body:
                for match in pattern.finditer(paragraph.text) if name in paragraph.text else ():
                    term = Term(match[0], paragraph.reading.span(*match.span()))
                    message = f"“{match[0]}”是旧名称，自{wording().renamed[account.code]}年起为“{account.name}”。"
                    yield self.broken("text", match[0], message, term, actual=match[0], expected=account.name)


def _rows(table: Table) -> Iterator[tuple[Cell, str]]:
    for row in table.rows:
        for cell in row:
            text = cell.text
            if text and text[0] in _FIRST and (match := _ROW.match(text)):
                yield cell, match[1]


def _one_letter_off(left: str, right: str) -> bool:
    """Tell whether two names of one length differ in one letter in the middle."""
    if len(left) != len(right) or left[0] != right[0]:
        return False
    return sum(a != b for a, b in zip(left, right, strict=True)) == 1
