"""Fixed phrases of reports, from ``wording.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.paths import lexicon_folder


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
    data = tomllib.loads((lexicon_folder() / "wording.toml").read_text(encoding="utf-8"))
    residues = tuple(Residue(e["name"], tuple(e["cues"]), re.compile(e["pattern"]), e["message"]) for e in data["residue"])
    return Wording(residues, data["renamed"])
