"""The noun phrase before a figure that no lexicon knows, by jieba's parts of speech.

Loading jieba costs most of a second, so only ``extract`` and the spaCy face ask for phrases, never a check.
"""

from __future__ import annotations

import logging
import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_CLAUSE = re.compile(r"[，。；：、,;:!?！？\s]+")
_NOMINAL = re.compile(r"n|vn|an|[abijls]$|eng")
_ACTION = "v"


def head_noun(text: str) -> str:
    """Return the noun phrase that the words before a figure end in, what it measures; empty if they end in none.

    The last clause that has a noun counts; verbs and particles after the noun (``达到``, ``共``, ``为``) are passed over, and
    what stands before it belongs to it as long as it is nominal.
    """
    for clause in reversed(_CLAUSE.split(text)):
        phrase = _last_phrase(_tagged(clause)) if clause else ""
        if phrase:
            return phrase
    return ""


def quiet_jieba() -> None:
    """Load jieba without the remarks that it and what it imports make on standard error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)


def _last_phrase(words: list[tuple[str, str]]) -> str:
    end = len(words)
    while end and not _NOMINAL.match(words[end - 1][1]):
        end -= 1
    start = end
    while start and (_NOMINAL.match(words[start - 1][1]) or _modifies(words, start - 1, end)):
        start -= 1
    return "".join(word for word, _ in words[start:end])


def _modifies(words: list[tuple[str, str]], at: int, end: int) -> bool:
    """Tell whether a verb is part of a name, as 保障 in 应急保障用车, rather than what was done."""
    if words[at][1] != _ACTION:
        return False
    before = words[at - 1][1] if at else ""
    after = words[at + 1][1] if at + 1 < end else ""
    return "vn" in (before, after)


def _tagged(clause: str) -> list[tuple[str, str]]:
    return [(pair.word, pair.flag) for pair in _tagger()(clause)]


@lru_cache(maxsize=1)
def _tagger() -> Callable[[str], Iterable[_Pair]]:
    quiet_jieba()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba import posseg
    tagger: Callable[[str], Iterable[_Pair]] = posseg.lcut
    return tagger


if TYPE_CHECKING:
    from typing import Protocol

    class _Pair(Protocol):
        """A word and its part of speech, as jieba gives them."""

        word: str
        flag: str
