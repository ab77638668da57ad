"""The words that tell what a figure is: change, share, completion, which budget."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from textcheck.lexicon.paths import load_toml


class Cues(NamedTuple):
    """The word lists of ``cues.toml``.

    ``measures`` gives the measure that a word before an amount names, ``approved`` the one of an amount that was approved,
    ``same_period`` the base that a word of comparison has in itself.
    """

    increase: tuple[str, ...]
    decrease: tuple[str, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]
    flat: tuple[str, ...]
    equal: tuple[str, ...]
    about_flat: tuple[str, ...]
    greater: tuple[str, ...]
    smaller: tuple[str, ...]
    completion_bases: tuple[str, ...]
    completion: tuple[str, ...]
    completion_rate: tuple[str, ...]
    share_is_completion: tuple[str, ...]
    reasons: tuple[str, ...]
    asides: tuple[str, ...]
    flows: tuple[str, ...]
    heads: tuple[str, ...]
    thresholds: tuple[str, ...]
    base_ends: tuple[str, ...]
    prior: tuple[str, ...]
    comparable: tuple[str, ...]
    same_scope: tuple[str, ...]
    owners: tuple[str, ...]
    not_measures: tuple[str, ...]
    measures: dict[str, str]
    approved: dict[str, str]
    same_period: dict[str, str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Load ``cues.toml``; words are ordered longest first, ready for an alternation."""
    data = load_toml("cues.toml")
    tables: dict[str, Any] = {
        "measures": {word: entry["name"] for entry in data["measure"] for word in entry["words"]},
        "approved": {word: entry["name"] for entry in data["measure"] for word in entry.get("approved", ())},
        "same_period": {word: entry["base"] for entry in data["comparison"] for word in entry["words"]},
    }
    lists: dict[str, Any] = {
        name: tuple(sorted(data[name], key=len, reverse=True)) for name in Cues._fields if name not in tables
    }
    return Cues(**lists, **tables)
