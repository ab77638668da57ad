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


class Denials(NamedTuple):
    """Template sentences that say there is none of a kind of money; ``names`` give the concepts or funds that each means."""

    pattern: re.Pattern[str]
    names: dict[str, list[str]]


class Slots(NamedTuple):
    """Where the published template has a place for the department's own name: a group of the pattern.

    ``begun`` is the pattern of explanations whose paragraphs begin with the name, the ``year`` and what they speak of; the
    name may be lacking.
    """

    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    begun: re.Pattern[str]


@lru_cache(maxsize=1)
def slots() -> Slots:
    """Load the slots of ``structure.toml``."""
    data = load_toml("structure.toml")["slots"]
    spending, holding, tails = data["spending"], data["holding"], data["tails"]
    name = r"[^\d，。;:\"]"
    pattern = (
        rf"(?:^|[。，])20\d\d年(?:度)?(?P<name>{name}{{4,30}}?(?:{_or(tails)}))(?={_or(spending)})"
        rf"|^(?P<first>{name}{{4,30}}?(?:{_or(tails)}))(?=20\d\d年(?:度)?(?:{_or(data['topics'])}))"
        rf"|截至20\d\d年12月31日，(?P<holder>{name}{{4,30}}?)(?={re.escape(holding)})"
        rf"|(?:{_or(data['leads'])})(?P<user>{name}{{4,30}}?(?:{_or(tails)}))(?={_or(data['follows'])})"
    )
    begun = (
        rf"(?:(?P<first>[^\d、，。;:\"]{{4,24}}?(?:{_or(tails)}))|[^\d，。;:]{{0,30}}?)(?P<year>20\d\d)年(?:度)?[，,]?"
        rf"[^\d，。;:]{{0,20}}?(?={_or(data['begun'])})"
    )
    return Slots((*spending, holding, *data["topics"], *data["leads"]), re.compile(pattern), re.compile(begun))


@lru_cache(maxsize=1)
def empty_tables() -> EmptyTables:
    """Load ``structure.toml``."""
    data = load_toml("structure.toml")
    return EmptyTables(tuple(data["topics"]), tuple(data["funds"]), _any(data["none"]), _any(data["empty"]), _any(data["other"]))


@lru_cache(maxsize=1)
def denials() -> Denials:
    """Load the denials of ``structure.toml``."""
    data = load_toml("structure.toml")["denials"]
    names: dict[str, list[str]] = data["names"]
    pattern = rf"(?:{_or(data['verbs'])})(?P<name>{_or(list(names))})(?:{_or(data['between'])})*(?:{_or(data['after'])})(?=[，。;；、)]|$)"
    return Denials(re.compile(pattern), names)


@lru_cache(maxsize=1)
def undisclosed() -> tuple[str, ...]:
    """Return the 类 whose accounts need not all be published."""
    return tuple(load_toml("structure.toml")["undisclosed"])


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(_or(words))


def _or(words: list[str]) -> str:
    return "|".join(map(re.escape, words))
