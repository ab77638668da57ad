"""The accounts of 政府收支分类科目: codes, names, how far each entry may be trusted."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from textcheck.errors import LexiconError
from textcheck.lexicon.paths import read_lexicon


class Account(NamedTuple):
    """One account; ``confidence`` C may raise no more than an info, ``former`` is its name before a renaming."""

    code: str
    name: str
    confidence: str
    valid_from: str = ""
    valid_to: str = ""
    former: str = ""
    group: str = ""


@lru_cache(maxsize=1)
def functional_accounts() -> dict[str, Account]:
    """Return 类, 款 and 项 of expenditure by function, by code."""
    new = tuple.__new__  # 1,600 accounts: the constructor's detour would double the time
    return {r[0]: new(Account, (r[0], r[1], r[2], r[4], r[5], r[6], "")) for r in _rows("functional.tsv", 7)}


@lru_cache(maxsize=1)
def economic_accounts() -> dict[str, Account]:
    """Return 类 and 款 of expenditure by economic nature, by code; ``group`` is 人员经费 or 公用经费."""
    return {r[0]: Account(r[0], r[1], r[2], group=r[3]) for r in _rows("economic.tsv", 4)}


@lru_cache(maxsize=1)
def economic_names() -> frozenset[str]:
    """Return the plain names of the economic 款 of departments."""
    return frozenset(plain_name(account.name) for account in economic_accounts().values() if account.group)


@lru_cache(maxsize=1)
def economic_codes() -> dict[tuple[str, str], str]:
    """Return the codes of the departments' economic accounts by 类 and plain name; without 类 where one account has the name."""
    codes: dict[tuple[str, str], str] = {}
    shared: set[str] = set()
    for account in economic_accounts().values():
        name = plain_name(account.name)
        if account.code[0] != "3":
            continue
        codes[account.code[:3], name] = account.code
        if codes.setdefault(("", name), account.code) != account.code:
            shared.add(name)
    return {key: code for key, code in codes.items() if key[0] or key[1] not in shared}


def _rows(name: str, width: int) -> list[list[str]]:
    lines = [line for line in read_lexicon(f"concepts/{name}").split("\n") if line and line[0] != "#"]
    rows = [line.split("\t") for line in lines[1:]]
    for row in rows:
        if len(row) != width:
            raise LexiconError(f"词库 {name} 有一行不是 {width} 列：{row[0]}")
    return rows


@lru_cache(maxsize=1)
def functional_classes() -> dict[str, str]:
    """Return the codes of the 类 by name as it reads: folded brackets, former names, with and without 支出."""
    classes: dict[str, str] = {}
    for account in functional_accounts().values():
        if len(account.code) == 3:
            for name in (account.former, account.name):
                if name:
                    classes[plain_name(name)] = account.code
    return classes


def plain_name(name: str) -> str:
    """Return an account name without the 支出 or 等 that reports drop or add, brackets folded."""
    text = name.replace("（", "(").replace("）", ")").replace("其它", "其他")
    return text.removesuffix("支出").removesuffix("等")
