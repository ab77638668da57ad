"""Account paths as prose writes them, 类/款/项, to codes: the report's own tables first, then the official list."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from textcheck.fact.coded import account_of, plain, resembles
from textcheck.lexicon.accounts import functional_accounts, plain_name
from textcheck.lexicon.measures import Aspects
from textcheck.mention.subject import PATH, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_CODED = re.compile(r"(?<![\d.])(?P<code>2\d{4}(?:\d\d)?|2\d\d(?=[-—]))[-—]*(?P<name>[^\W\d][^\d，。;:、]{1,60})")
_LEVELS = {3: "类", 5: "款", 7: "项"}
_NUMBER = re.compile(
    r"^(?:.*(?:其中|[一二三四五六七八九十\d]+[.、)])|\))"
)  # a path has no digits: of (1) only the bracket is left


def path_of(parts: Iterable[str]) -> str:
    """Return the key of a path: its three names without 支出 and with folded brackets, joined by slashes."""
    return "/".join(plain_name(part) for part in parts)


class AccountPaths:
    """Finds the code of a path; a path that means two codes means none."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take the report's own accounts: code to name."""
        self._names = names
        self._own = _index(names)

    def find(self, parts: Iterable[str]) -> str:
        """Return the code that 类, 款 and 项 (any may be empty) name, or an empty string."""
        key = path_of(parts)
        code = self._own.get(key)
        if code is None:
            code = _official(key)
            if code in self._names:
                return ""  # the report prints another name beside this code
        return code

    def names(self, code: str, name: str) -> bool:
        """Tell whether ``name``, with what else stands behind the code, is that of the report's account or of the official one."""
        own = self._names.get(code, "")
        return bool(own and plain(own) in plain(name)) or resembles(name, account_of(code))


@lru_cache(maxsize=1024)
def _official(key: str) -> str:
    """Find the one official account of a path by looking through the list; indexing it all would take longer."""
    top, group, item = key.split("/")
    length = 7 if item else (5 if group else 3)
    begin = (item or group or top).split("(")[0]
    found = [
        code
        for code, account in functional_accounts().items()
        if len(code) == length and account.name.startswith(begin) and _is_path(code, top, group, item)
    ]
    return found[0] if len(found) == 1 else ""


def _is_path(code: str, top: str, group: str, item: str) -> bool:
    """Tell whether the names above an official account are those of a path; an unsaid 类 fits any."""
    accounts = functional_accounts()
    wanted = [(3, top)] if top else []
    wanted += [(5, group)] if group else []
    wanted += [(7, item)] if item else []
    return all(code[:length] in accounts and plain_name(accounts[code[:length]].name) == name for length, name in wanted)


def _index(names: Mapping[str, str]) -> dict[str, str]:
    index: dict[str, str] = {}
    doubtful: set[str] = set()
    for code, name in names.items():
        if len(code) not in (3, 5, 7):
            continue
        parts = [names.get(code[:3], ""), names.get(code[:5], "") if len(code) > 3 else "", name if len(code) == 7 else ""]
        for variant in (parts, ["", *parts[1:]]):
            key = path_of(variant)
            if index.setdefault(key, code) != code:
                doubtful.add(key)
    for key in doubtful:
        index.pop(key, None)
    return index


def path_subject(match: re.Match[str], accounts: AccountPaths) -> Subject:
    """Return what an account path of the narrative, 某某(类)某某(款)某某(项), names: its last level, with its code if known."""
    parts = [match[name] or "" for name in ("class", "group", "item")]
    if match["group2"]:
        parts = ["", match["group2"], match["item2"]]
    names = [_NUMBER.sub("", part) for part in parts]
    code = accounts.find(names)
    label = next(part for part in (names[2], names[1], names[0]) if part)
    level = "项" if names[2] else ("款" if names[1] else "类")
    return Subject(f"{label}({level})", Aspects(concept=code) if code else None)


def path_subjects(text: str, accounts: AccountPaths) -> list[tuple[int, Subject]]:
    """Return what the account paths of a paragraph, and the codes with a name behind them, name, and where each ends."""
    found = [(match.end(), path_subject(match, accounts)) for match in PATH.finditer(text)] if _is_path_text(text) else []
    if "2" in text:
        found += _coded_subjects(text, accounts)
    return sorted(found, key=lambda pair: pair[0])


def _is_path_text(text: str) -> bool:
    return "款)" in text or "类)" in text


def _coded_subjects(text: str, accounts: AccountPaths) -> Iterator[tuple[int, Subject]]:
    """Yield the accounts named as tables print them: 2080501-行政单位离退休."""
    for match in _CODED.finditer(text):
        code, name = match["code"], match["name"]
        if accounts.names(code, name):
            yield match.end(), Subject(f"{name}({_LEVELS[len(code)]})", Aspects(concept=code))
