"""``A、B分别为x、y``: which figure belongs to which name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.mention.cue import comparison_of
from textcheck.mention.subject import NOTHING, Subject, read_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.mention.figure import Figure

_WORD = "分别"
_NEXT = re.compile(r"^[、，,和及与]?$")
_SPLIT = re.compile(r"[、和及与]")
_WHOLES = "占"  # what they are shares of, not what they are
_CLAUSE = re.compile(r"[，。;:]")


def distribute(text: str, figures: Sequence[Figure]) -> dict[int, tuple[int, Subject]]:
    """Return, for the figures of every 分别 list, the index of the list's first figure and the figure's subject.

    A list whose names cannot be told apart from one another, or differ in number from its figures, gives NOTHING.
    """
    if _WORD not in text:
        return {}
    found: dict[int, tuple[int, Subject]] = {}
    names: list[Subject] = []
    at = 0
    while at < len(figures):
        start = figures[at - 1].end if at else 0
        lead = text[start : figures[at].start]
        if _WORD not in lead:
            at += 1
            continue
        count = 1
        while at + count < len(figures) and _NEXT.match(text[figures[at + count - 1].end : figures[at + count].start]):
            count += 1
        said = _names(lead[: lead.rindex(_WORD)])
        if said:
            names = said
        for index in range(count):
            found[at + index] = (at, names[index] if len(names) == count else NOTHING)
        at += count
    return found


def _names(words: str) -> list[Subject]:
    """Return what a list of names before 分别 names; a clause that holds none continues the list before it."""
    clause = _CLAUSE.split(words)[-1]
    _, begins, ends = comparison_of(clause)
    clause = clause[:begins] + clause[ends:]
    if len(clause) < 3 or clause[0] in _WHOLES:
        return []
    subjects = [read_subject(part) for part in _SPLIT.split(clause) if part]
    return subjects if all(subject.text for subject in subjects) else []
