"""Header words that name no value: codes, names, row numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.paths import load_toml


class Headers(NamedTuple):
    """The words of ``headers.toml``."""

    labels: frozenset[str]
    row_number: str
    column_number: str
    continued: tuple[str, ...]
    beside: frozenset[str]
    groups: frozenset[str]
    amounts: frozenset[str]
    totals: frozenset[str]
    derived: tuple[str, ...]
    carried: str


@lru_cache(maxsize=1)
def headers() -> Headers:
    """Load ``headers.toml``."""
    data = load_toml("headers.toml")
    return Headers(
        frozenset((*data["labels"], *data["beside"])),
        data["row_number"],
        data["column_number"],
        tuple(data["continued"]),
        frozenset(data["beside"]),
        frozenset(data["groups"]),
        frozenset(data["amounts"]),
        frozenset(data["totals"]),
        tuple(data["derived"]),
        data["carried"],
    )
