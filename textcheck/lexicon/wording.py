"""Fixed phrases of reports, from ``wording.toml``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.paths import load_toml


class Residue(NamedTuple):
    """A left-over of the template: cheap cues that must occur, an expression, and what to say of it."""

    name: str
    cues: tuple[str, ...]
    expression: str
    message: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression compiled, which few reports need."""
        return re.compile(self.expression)


class Wording(NamedTuple):
    """The phrases of ``wording.toml``; ``years`` says where only the report's own year may stand, ``reforms`` when lists changed."""

    residues: tuple[Residue, ...]
    renamed: dict[str, int]
    years: dict[str, tuple[str, ...]]
    reforms: dict[str, int]


@lru_cache(maxsize=1)
def wording() -> Wording:
    """Load ``wording.toml``."""
    data = load_toml("wording.toml")
    residues = tuple(Residue(e["name"], tuple(e["cues"]), e["pattern"], e["message"]) for e in data["residue"])
    years = {name: tuple(words) for name, words in data["years"].items()}
    return Wording(residues, data["renamed"], years, data["reforms"])
