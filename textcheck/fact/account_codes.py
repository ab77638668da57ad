"""Account paths as prose writes them, 类/款/项, to codes: the report's own tables first, then the official list."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from textcheck.lexicon.accounts import functional_accounts, plain_name
from textcheck.lexicon.measures import Aspects
from textcheck.mention.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
    names = [re.sub(r"^.*(?:其中|[一二三四五六七八九十\d]+[.、)])", "", part) for part in parts]
    code = accounts.find(names)
    label = next(part for part in (names[2], names[1], names[0]) if part)
    level = "项" if names[2] else ("款" if names[1] else "类")
    return Subject(f"{label}({level})", Aspects(concept=code) if code else None)
