"""Header words that name no value: codes, names, row numbers."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.paths import lexicon_folder


class Headers(NamedTuple):
    """The words of ``headers.toml``."""

    labels: frozenset[str]
    row_number: str
    column_number: str
    continued: tuple[str, ...]


@lru_cache(maxsize=1)
def headers() -> Headers:
    """Load ``headers.toml``."""
    data = tomllib.loads((lexicon_folder() / "headers.toml").read_text(encoding="utf-8"))
    return Headers(frozenset(data["labels"]), data["row_number"], data["column_number"], tuple(data["continued"]))
