"""The counts that must stand beside the amounts of the 三公 expenditure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.paths import load_toml


class Detail(NamedTuple):
    """A measure, the unit of a count that details it, whether money demands that count, and the words that demand money."""

    concept: str
    unit: str
    required: bool
    paid: re.Pattern[str] | None


@lru_cache(maxsize=1)
def details() -> tuple[Detail, ...]:
    """Load ``details.toml``, one entry a measure and unit."""
    data = load_toml("details.toml")
    return tuple(
        Detail(entry["concept"], unit, entry["required"], re.compile(entry["paid"]) if "paid" in entry else None)
        for entry in data["detail"]
        for unit in entry["units"]
    )
