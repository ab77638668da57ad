"""Which code was meant where the name printed beside a code is the name of another one."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textcheck.fact.coded import account_of, plain
from textcheck.lexicon.accounts import economic_accounts, functional_accounts
from textcheck.lexicon.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textcheck.fact.coded import CodedRow

_MOST = 2


class Meant(NamedTuple):
    """The code that a row should bear; ``row`` has it beside the same name, ``sure`` when it may be said aloud."""

    code: str
    row: CodedRow | None
    sure: bool


class CodeIndex:
    """The code and name pairs of a report, by name and by code, table by table."""

    def __init__(self, rows: Sequence[CodedRow], year: int) -> None:
        """Take all account rows of the report, and its year."""
        self._year = year
        self._named: dict[tuple[str, int], dict[str, list[CodedRow]]] = defaultdict(lambda: defaultdict(list))
        self._tables: dict[str, set[int]] = defaultdict(set)
        digits: dict[int, Counter[str]] = defaultdict(Counter)
        for row in rows:
            self._named[plain(row.name), len(row.code)][row.code].append(row)
            self._tables[row.code].add(row.table)
            digits[row.table][row.code[0]] += 1
        self._kind = {table: counter.most_common(1)[0][0] for table, counter in digits.items()}

    def doubtful(self, row: CodedRow) -> bool:
        """Tell whether the number of a row, rather than its name, may be the wrong one."""
        account = account_of(row.code)
        if account is None or row.code[0] != self._kind[row.table] or (row.above and row.code[:-2] != row.above):
            return True
        if plain(row.name) in (plain(account.name), plain(account.former)):
            return False
        return account.confidence == "C" and len(self._tables[row.code]) == 1

    def meant(self, row: CodedRow) -> Meant | None:
        """Return the code that the name of a row belongs to by the list or by the other tables, if that is settled."""
        kind = self._kind[row.table]
        known = kind == "2" or self._year >= wording().reforms["economic"]
        listed = self._one(row, named(plain(row.name), kind, len(row.code), self._year)) if known else ""
        peers = {
            code: rows
            for code, rows in self._named[plain(row.name), len(row.code)].items()
            if code != row.code and code[0] == kind and all(peer.table != row.table for peer in rows)
        }
        if listed in peers:
            return Meant(listed, peers[listed][0], sure=True)
        if listed:
            if row.table in self._tables[listed] or listed == row.code:
                return None
            return Meant(listed, None, self._sure(row, listed))
        return self._by_peers(row, peers)

    def _by_peers(self, row: CodedRow, peers: dict[str, list[CodedRow]]) -> Meant | None:
        """Let the other tables decide where the list has no such name: two against one."""
        code = self._one(row, peers)
        if not code or len(self._tables[row.code]) > 1 or row.table in self._tables[code]:
            return None
        return Meant(code, peers[code][0], sure=len(self._tables[code]) >= _MOST)

    def _one(self, row: CodedRow, codes: Iterable[str]) -> str:
        """Return the one code under the parent printed above the row, or the only one there is under a known parent."""
        codes = list(codes)
        under = [code for code in codes if code[:-2] == row.above]
        if len(under) == 1:
            return under[0]
        if len(codes) == 1 and (len(codes[0]) == len("201") or codes[0][:-2] in self._tables):
            return codes[0]
        return ""

    def _sure(self, row: CodedRow, code: str) -> bool:
        """Tell whether the list alone may accuse: a trusted entry, and no number that the report uses throughout."""
        account = account_of(code)
        if account is None or account.confidence == "C":
            return False
        if code[0] != "2":
            return True
        return self._year >= wording().reforms["functional"] and len(self._tables[row.code]) == 1


@lru_cache(maxsize=256)
def named(name: str, kind: str, length: int, year: int) -> tuple[str, ...]:
    """Return the codes of a kind (its first digit) and length whose name in a year is ``name``."""
    accounts = functional_accounts() if kind == "2" else economic_accounts()
    begin = name[:1]
    return tuple(
        code
        for code, account in accounts.items()
        if len(code) == length
        and code[0] == kind
        and account.name[:1] == begin
        and plain(account.name) == name
        and (not account.valid_from or int(account.valid_from[:4]) <= year)
        and (not account.valid_to or year <= int(account.valid_to[:4]))
    )
