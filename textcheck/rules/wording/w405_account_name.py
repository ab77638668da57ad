"""W405: account codes in the tables against the names beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.coded import KINDS, CodedRow, account_of, plain, resembles
from textcheck.fact.miscoded import CodeIndex
from textcheck.lexicon.wording import wording
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.lexicon.accounts import Account

_FEWEST = 3


class AccountName(Rule):
    """科目编码与科目名称不符。

    为什么：科目编码与名称是一一对应的；写错了，读者会查到另一个科目。
    算法：同一编码在各表应是同一名称，并与《政府收支分类科目》一致；改过名的科目，新名称启用之后不能再用旧名称。可信程度只
    有 C 的条目只作提示。
    依据：财政部当年《政府收支分类科目》。

    错误示例::

        | 科目编码 | 科目名称 | 金额 |
        | 208 | 社会保障和就业支出 | 2.00 |
        | 20805 | 行政事业单位养老支出 | 2.00 |
        | 2080505 | 机关事业单位职业年金缴费支出 | 2.00 |

    正确示例::

        | 科目编码 | 科目名称 | 金额 |
        | 208 | 社会保障和就业支出 | 2.00 |
        | 20805 | 行政事业单位养老支出 | 2.00 |
        | 2080505 | 机关事业单位基本养老保险缴费支出 | 2.00 |
    """

    code = "W405"
    name = "account-name"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Judge every pair of code and name once; the good rows of a table make one assertion."""
        rows = facts.accounts
        usual, index = _usual_names(rows), CodeIndex(rows, facts.identity.year)
        owners = _owners(usual)
        verdicts: dict[tuple[str, str], Assertion | None] = {}
        good: dict[int, list[Term]] = defaultdict(list)
        for row in rows:
            key = (row.code, row.name)
            if key not in verdicts:
                verdict = self._miscoded(row, index) or self._judge(row, usual[row.code], owners, facts.identity.year)
                verdicts[key] = verdict
                if verdict:
                    yield verdict
            if verdicts[key] is None and row.code[0] in KINDS:
                good[row.table].append(Term(row.code, row.span))
        yield from (self.holds("text", f"{len(terms)}个科目编码与名称一致", *terms) for terms in good.values())
        said = {code for (code, _), verdict in verdicts.items() if verdict and verdict.problem}
        yield from self._orphans(rows, said)

    def _orphans(self, rows: tuple[CodedRow, ...], said: set[str]) -> Iterator[Assertion]:
        """Yield the codes whose 款 or 类 stands nowhere in the report although the table lists others."""
        known = {row.code for row in rows}
        for row in rows:
            parent = row.code[:-2]
            if row.code[0] != "2" or len(row.code) == len("201") or parent in known or row.code in said:
                continue
            said.add(row.code)
            fellows = {r.code for r in rows if r.table == row.table and r.code[0] == "2" and len(r.code) == len(parent)}
            if len(fellows) >= _FEWEST:
                message = f"编码{row.code}“{row.name}”的上一级科目{parent}在各表都没有列出，编码可能写错。"
                yield self.broken("code", row.code, message, Term(row.code, row.code_span), actual=row.code)

    def _miscoded(self, row: CodedRow, index: CodeIndex) -> Assertion | None:
        """Return the code that belongs to the name beside a number that is no code, if one is meant."""
        meant = index.meant(row) if index.doubtful(row) else None
        if meant is None:
            return None
        terms = [Term(row.code, row.code_span)] + ([Term(meant.code, meant.row.code_span)] if meant.row else [])
        message = f"“{row.name}”的编码应为{meant.code}，表中写{row.code}。"
        level = None if meant.sure else Level.INFO
        return self.broken("code", row.code, message, *terms, actual=row.code, expected=meant.code, level=level)

    def _judge(self, row: CodedRow, usual: CodedRow, owners: dict[str, set[str]], year: int) -> Assertion | None:
        """Return what is wrong with a row, or None if nothing is."""
        name, account = plain(row.name), account_of(row.code)
        if row.code[0] not in KINDS:
            return None
        terms = (Term(row.code, row.span), Term(usual.code, usual.span))
        borrowed = _is_borrowed(row, usual, owners)
        if account is None or (row.code[0] != "2" and year < wording().reforms["economic"]):
            return self._against_report(row, usual, terms, borrowed=borrowed)
        if name == plain(account.name):
            return None
        since = wording().renamed.get(row.code)
        if account.former and name == plain(account.former):
            if since and 0 < year < since:
                return None
            if since and year:
                message = f"科目{row.code}自{since}年起名为“{account.name}”，“{row.name}”是旧名称。"
                return self.broken("code", row.code, message, terms[0], actual=row.name, expected=account.name)
            return self.unknown("text", row.code, f"“{row.name}”是旧名称，启用新名称的年度不明", terms[0])
        if account.confidence == "C" and (borrowed or name != plain(usual.name)):
            return self._against_report(row, usual, terms, borrowed=borrowed)
        if resembles(row.name, account) and not borrowed:
            return self.unknown("text", row.code, f"“{row.name}”与“{account.name}”只差首尾，可能被分页截断", terms[0])
        return self._against_list(row, account, terms[0])

    def _against_list(self, row: CodedRow, account: Account, term: Term) -> Assertion:
        level = Level.INFO if account.confidence == "C" else None
        message = f"编码{row.code}应为“{account.name}”，表中写“{row.name}”。"
        return self.broken("code", row.code, message, term, actual=row.name, expected=account.name, level=level)

    def _against_report(self, row: CodedRow, usual: CodedRow, terms: tuple[Term, ...], *, borrowed: bool) -> Assertion | None:
        name, other = plain(row.name), plain(usual.name)
        if name == other:
            return self.unknown("text", row.code, "科目表里没有这个编码或年度较早，只能核对各表一致", terms[0])
        if (name in other or other in name) and not borrowed:
            return self.unknown("text", row.code, f"“{row.name}”与“{usual.name}”只差首尾，可能被分页截断", *terms)
        message = f"编码{row.code}在别的表里是“{usual.name}”，这里写“{row.name}”。"
        return self.broken("code", row.code, message, *terms, actual=row.name, expected=usual.name)


def _usual_names(rows: tuple[CodedRow, ...]) -> dict[str, CodedRow]:
    """Return for every code a row with the name that most tables give it, the official one if as many give another."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], CodedRow] = {}
    for row in rows:
        names[row.code][row.name] += 1
        first.setdefault((row.code, row.name), row)
    return {
        code: first[code, max(found, key=lambda name: (found[name], _is_official(code, name)))] for code, found in names.items()
    }


def _is_official(code: str, name: str) -> bool:
    account = account_of(code)
    return account is not None and plain(name) == plain(account.name)


def _owners(usual: dict[str, CodedRow]) -> dict[str, set[str]]:
    """Return which codes of the report usually bear a name that is officially theirs."""
    owners: dict[str, set[str]] = defaultdict(set)
    for code, row in usual.items():
        if _is_official(code, row.name):
            owners[plain(row.name)].add(code)
    return owners


def _is_borrowed(row: CodedRow, usual: CodedRow, owners: dict[str, set[str]]) -> bool:
    """Tell whether a name, not the code's own in the other tables and the list, is that of another account of the report."""
    name = plain(row.name)
    return _is_official(row.code, usual.name) and name != plain(usual.name) and bool(owners.get(name, set()) - {row.code})
