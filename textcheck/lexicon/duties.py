"""What a published report must contain, from ``duties.toml``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from textcheck.lexicon.paths import load_toml


class Duty(NamedTuple):
    """Something that must be there: what it is called, the words that show it, from which year on, how it is demanded."""

    name: str
    words: re.Pattern[str]
    since: int = 0
    level: str = ""
    basis: str = ""


class Detail(NamedTuple):
    """Counts that must stand beside the money of a concept."""

    concept: str
    name: str
    requires: tuple[Duty, ...]


class Duties(NamedTuple):
    """All of them; a ``section`` is a pattern of the headings under which the details of a duty stand."""

    tables: tuple[Duty, ...]
    statements: tuple[Duty, ...]
    details: tuple[Detail, ...]
    details_section: re.Pattern[str]
    details_since: int
    reasons: tuple[str, ...]
    purchase: Detail
    purchase_section: re.Pattern[str]
    purchase_since: int
    glossary: re.Pattern[str]


class Within(NamedTuple):
    """Phrases before an amount that is part of another; ``whole`` is None where that is all purchases."""

    name: str
    part: re.Pattern[str]
    whole: re.Pattern[str] | None


class Awards(NamedTuple):
    """Phrases before the amounts that small and medium firms won in purchases that do not overlap, and the whole of them."""

    cue: str
    whole: str
    parts: tuple[re.Pattern[str], ...]
    within: tuple[Within, ...]


@lru_cache(maxsize=1)
def awards() -> Awards:
    """Load the awards of ``duties.toml``."""
    data = load_toml("duties.toml")["awards"]
    within = tuple(
        Within(each["name"], re.compile(each["part"]), re.compile(each["whole"]) if "whole" in each else None)
        for each in data["within"]
    )
    return Awards(data["cue"], data["whole"], tuple(map(re.compile, data["parts"])), within)


@lru_cache(maxsize=1)
def duties() -> Duties:
    """Load ``duties.toml``."""
    data = load_toml("duties.toml")
    tables, details, purchase = data["tables"], data["details"], data["purchase"]
    return Duties(
        tuple(Duty(t["name"], re.compile(t["title"]), tables["since"], "warning", tables["basis"]) for t in data["table"]),
        tuple(Duty(s["name"], re.compile(s["words"]), s["since"], s["level"], s["basis"]) for s in data["statement"]),
        tuple(Detail(d["concept"], d["name"], _requires(d)) for d in data["detail"]),
        re.compile(details["section"]),
        details["since"],
        tuple(details["reasons"]),
        Detail(purchase["concept"], purchase["concept"], _requires(purchase)),
        re.compile(purchase["section"]),
        purchase["since"],
        re.compile(data["glossary"]["title"]),
    )


def _requires(entry: dict[str, Any]) -> tuple[Duty, ...]:
    return tuple(Duty(part["name"], re.compile(part["words"])) for part in entry["requires"])
