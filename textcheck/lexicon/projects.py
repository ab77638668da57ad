"""How target sheets and lists of projects call their cells, from ``projects.toml``."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.paths import load_toml


class ProjectWords(NamedTuple):
    """The words of ``projects.toml``."""

    name: frozenset[str]
    amount: frozenset[str]
    sources: frozenset[str]
    plain: frozenset[str]
    targets: frozenset[str]
    titles: tuple[str, ...]
    indicators: frozenset[str]
    cost: str
    levels: frozenset[str]
    whole: frozenset[str]
    tails: tuple[str, ...]
    apiece: tuple[str, ...]


@lru_cache(maxsize=1)
def project_words() -> ProjectWords:
    """Load ``projects.toml``."""
    data = load_toml("projects.toml")
    return ProjectWords(
        frozenset(data["name"]),
        frozenset(data["amount"]),
        frozenset(data["sources"]),
        frozenset(data["plain"]),
        frozenset(data["targets"]),
        tuple(data["titles"]),
        frozenset(data["indicators"]),
        data["cost"],
        frozenset(data["levels"]),
        frozenset(data["whole"]),
        tuple(data["tails"]),
        tuple(data["apiece"]),
    )
