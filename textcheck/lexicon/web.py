"""What of a page of a government site is no part of a report, from ``web.toml``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.paths import load_toml

_PARTS = re.compile(r"[\s|｜【】\[\]>»＞·:：/\\,，、()（）-]+")


class Web(NamedTuple):
    """Words that tell the furniture of a page from the report on it."""

    furniture: frozenset[str]
    roles: frozenset[str]
    buttons: frozenset[str]
    label: re.Pattern[str]
    footers: tuple[str, ...]
    titles: tuple[str, ...]
    reports: tuple[str, ...]

    def is_furniture(self, line: str) -> bool:
        """Tell whether a line that stands for itself is a button, a line about the article, or a notice of the site."""
        if len(line) > 300 or any(word in line for word in self.reports):
            return False
        if self.label.match(line) or any(word in line for word in self.footers):
            return True
        words = [word for word in _PARTS.split(line) if word]
        return bool(words) and all(word in self.buttons for word in words)


@lru_cache(maxsize=1)
def web() -> Web:
    """Load ``web.toml``."""
    data = load_toml("web.toml")
    labels = "|".join(re.escape(word) for word in sorted(data["labels"], key=len, reverse=True))
    return Web(
        frozenset(data["furniture"]),
        frozenset(data["roles"]),
        frozenset(data["buttons"]),
        re.compile(rf"[\s【\[（(]*(?:{labels})\s*[:：】\]]"),
        tuple(data["footers"]),
        tuple(data["titles"]),
        tuple(data["reports"]),
    )
