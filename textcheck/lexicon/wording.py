"""Fixed phrases of reports, from ``wording.toml``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.paths import load_toml


class Residue(NamedTuple):
    """A left-over of the template: cheap cues that must occur, the pattern, and what to say of it."""

    name: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str


class Wording(NamedTuple):
    """The phrases of ``wording.toml``."""

    residues: tuple[Residue, ...]
    renamed: dict[str, int]


@lru_cache(maxsize=1)
def wording() -> Wording:
    """Load ``wording.toml``."""
    data = load_toml("wording.toml")
    residues = tuple(Residue(e["name"], tuple(e["cues"]), re.compile(e["pattern"]), e["message"]) for e in data["residue"])
    return Wording(residues, data["renamed"])
