"""Account codes in the tables with the names printed beside them, in every layout that reports use."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textcheck.lexicon.accounts import Account, economic_accounts, functional_accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Cell, Document, Table
    from textcheck.document.span import Span

_JOINED = re.compile(
    r"(?:\[(?P<boxed>\d{3}(?:\d\d){0,2})\]|(?P<bare>\d{5}(?:\d\d)?)|(?P<dashed>\d{3})(?=[-—]))[-—]*(?P<name>[^\d\-—].+)$"
)
_CLASS = 3
KINDS = "235"  # the first digits of codes: by function, by economic nature of departments, of governments
_LETTERS = re.compile(r"[^\W\d_]")
_LAYOUT = str.maketrans("", "", " \"'“”‘’·")


class CodedRow(NamedTuple):
    """An account code and the name beside it; ``table`` counts the report's tables from nought.

    ``above`` is the code of the nearest row above, in the same column, that is one level higher.
    """

    code: str
    name: str
    code_span: Span
    span: Span
    table: int
    above: str = ""


def coded_rows(document: Document) -> tuple[CodedRow, ...]:
    """Return the account rows of every table that is certainly one of accounts."""
    found: list[CodedRow] = []
    for index, table in enumerate(document.tables):
        rows = [] if table.unread else list(_rows_of(table, index))
        known = [row for row in rows if account_of(row.code)]
        if known and sum(resembles(row.name, account_of(row.code)) for row in known) * 2 > len(known):
            found += rows
    return tuple(found)


def account_of(code: str) -> Account | None:
    """Return the account of a code, of expenditure by function (2…) or by economic nature."""
    return functional_accounts().get(code) if code[0] == "2" else economic_accounts().get(code)


def resembles(name: str, account: Account | None) -> bool:
    """Tell whether a printed name is the account's, today's or former, whole or cut by the page."""
    if account is None:
        return False
    text = plain(name)
    return any(text in plain(known) or plain(known) in text for known in (account.name, account.former) if known)


@lru_cache(maxsize=1024)
def plain(name: str) -> str:
    """Return an account name without what differs between print shops: brackets' width, quotes, 其它, a last 支出."""
    text = name.translate(_LAYOUT).replace("（", "(").replace("）", ")").replace("其它", "其他")
    return text.removesuffix("支出") or text


def _rows_of(table: Table, index: int) -> Iterator[CodedRow]:
    last: dict[tuple[int, int], str] = {}  # column and level of a code to the nearest one above
    for row in table.rows:
        at = 0
        while at < len(row):
            cell = row[at]
            text = cell.text
            at += 1
            if not text or not (text[0].isdigit() or text[0] == "["):
                continue
            if text.isdigit():
                code, after = _code(row, at - 1)
                name = _name(row, after) if code else None
                if name:
                    last[cell.column, len(code)] = code
                    yield CodedRow(code, name.text, cell.span, name.span, index, last.get((cell.column, len(code) - 2), ""))
                    at = name.column + 1
            else:
                joined = _JOINED.match(text)
                if joined and _LETTERS.search(joined["name"]):
                    code = joined["boxed"] or joined["bare"] or joined["dashed"]
                    last[cell.column, len(code)] = code
                    above = last.get((cell.column, len(code) - 2), "")
                    yield CodedRow(code, joined["name"], cell.span, cell.span, index, above)


def _code(row: tuple[Cell, ...], at: int) -> tuple[str, int]:
    """Return the code that begins in cell ``at``, whole or split into 类, 款, 项, and the column after it."""
    code = row[at].text
    if len(code) not in (3, 5, 7):
        return "", at
    at += 1
    while len(code) < 7 and at < len(row) and len(row[at].text) == 2 and row[at].text.isdigit():
        code += row[at].text
        at += 1
    return code, at


def _name(row: tuple[Cell, ...], at: int) -> Cell | None:
    """Return the cell with the account's name: the next one that is not blank, if it holds words."""
    for cell in row[at : at + 3]:
        if cell.text:
            return cell if _LETTERS.search(cell.text) else None
    return None


@lru_cache(maxsize=1)
def class_names() -> tuple[dict[str, Account], dict[str, Account]]:
    """Return the 类 of expenditure by their plain names: today's, and former ones."""
    classes = [account for account in functional_accounts().values() if len(account.code) == _CLASS]
    return {plain(a.name): a for a in classes}, {plain(a.former): a for a in classes if a.former}
