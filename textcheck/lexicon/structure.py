"""Fixed phrases about tables, from ``structure.toml``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.paths import load_toml


class EmptyTables(NamedTuple):
    """How reports speak of tables without data."""

    topics: tuple[str, ...]
    funds: tuple[str, ...]
    none: re.Pattern[str]
    empty: re.Pattern[str]
    other: re.Pattern[str]


@lru_cache(maxsize=1)
def empty_tables() -> EmptyTables:
    """Load ``structure.toml``."""
    data = load_toml("structure.toml")
    return EmptyTables(tuple(data["topics"]), tuple(data["funds"]), _any(data["none"]), _any(data["empty"]), _any(data["other"]))


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))
