"""What the page itself says, in Chinese or English: for its maker and, as data, for its script."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.reporters.html.markup import asset
from textcheck.reporters.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textcheck.reporters.words import Words


class Phrases(NamedTuple):
    """The words of one language: those of all reporters, those of the page, and those that its script uses."""

    lang: str
    words: Words
    page: Mapping[str, str]
    script: Mapping[str, Any]


@cache
def phrases(language: str) -> Phrases:
    """Return the words of ``zh`` or ``en``."""
    read = json.loads(asset(f"{language}.json"))
    return Phrases("zh-CN" if language == "zh" else language, LANGUAGES[language], read["page"], read["script"])
