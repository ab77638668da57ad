"""``A、B分别为x、y``: which figure belongs to which name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from textcheck.lexicon.cues import cues
from textcheck.mention.cue import comparison_of
from textcheck.mention.subject import NOTHING, Subject, read_subject
from textcheck.quantity.quantity import Dimension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.mention.figure import Figure

Lists: TypeAlias = "dict[int, tuple[int, Subject | int | None]]"

_WORD = "分别"
_SPLIT = re.compile(r"[、和及与]")
_WHOLES = "占"  # what they are shares of, not what they are
_OF_WHOLES = re.compile(rf"占[^，。;:]+[、和及与][^，。;:]*{_WORD}")
_CLAUSE = re.compile(r"[，。;:]")
_SENTENCE = re.compile(r"[。!?！？]")


def distribute(text: str, figures: Sequence[Figure]) -> Lists:
    """Return, for the figures of every 分别 list, the index of the list's first figure and the figure's subject.

    A list whose names cannot be told apart from one another, or differ in number from its figures, gives NOTHING; shares of
    several wholes, 占收入和支出的比重分别为, give None where no list goes before: they are of what was spoken of. A list
    without names behind as many amounts, A 1万元、B 2万元，分别增长, gives the index of the amount that a figure belongs to.
    Behind a list that has names, as many figures in a row go on with them without another 分别.
    """
    if _WORD not in text:
        return {}
    found: Lists = {}
    names: Sequence[Subject | int] = ()
    at = 0
    while at < len(figures):
        lead = text[figures[at - 1].end if at else 0 : figures[at].start]
        count = _in_a_row(text, figures, at)
        if _SENTENCE.search(lead):
            names = ()
        said = _WORD in lead
        if said:
            names = _names(lead[: lead.rindex(_WORD)]) or names
        if said or (count == len(names) > 1 and ";" not in lead):
            subjects = names if len(names) == count else [NOTHING] * count if names else _unnamed(text, figures, at, count)
            names = names or [subject for subject in subjects if isinstance(subject, int)]
            found.update((at + index, (at, subject)) for index, subject in enumerate(subjects))
            at += count
        else:
            at += 1
    return found


def listed_subject(number: int, lists: Lists, subjects: Sequence[Subject]) -> Subject | None:
    """Return what a figure of a list is of; where it goes back to earlier figures, ``subjects`` are theirs and must differ."""
    first, subject = lists[number]
    if not isinstance(subject, int):
        return subject
    likes = [like for at, like in lists.values() if at == first and isinstance(like, int)]
    names = {subjects[like].text for like in likes}
    return subjects[subject] if len(names) == len(likes) and all(names) else NOTHING


def _unnamed(text: str, figures: Sequence[Figure], at: int, count: int) -> Sequence[Subject | int | None]:
    """Return what each of the ``count`` figures of a list without names is of."""
    first = at - count
    if _OF_WHOLES.search(text, figures[at - 1].end if at else 0, figures[at].start):
        return [None] * count
    amounts = count > 1 and first >= 0 and all(figure.quantity.dimension is Dimension.AMOUNT for figure in figures[first:at])
    if amounts and not _SENTENCE.search(text, figures[first].start, figures[at].start):
        return range(first, at)
    return [NOTHING] * count


def _in_a_row(text: str, figures: Sequence[Figure], at: int) -> int:
    """Return how many figures of one kind follow one another from ``at`` on."""
    count = 1
    while at + count < len(figures) and figures[at + count].quantity.dimension is figures[at].quantity.dimension:
        if not _next().match(text[figures[at + count - 1].end : figures[at + count].start]):
            break
        count += 1
    return count


@lru_cache(maxsize=1)
def _next() -> re.Pattern[str]:
    words = cues()
    return re.compile(rf"^[、，,和及与]?(?:{'|'.join((*words.increase, *words.decrease))})?$")


def _names(words: str) -> list[Subject]:
    """Return what a list of names before 分别 names; a clause that holds none continues the list before it."""
    clause = _CLAUSE.split(words)[-1]
    _, begins, ends = comparison_of(clause)
    clause = clause[:begins] + clause[ends:]
    if len(clause) < 3 or clause[0] in _WHOLES:
        return []
    subjects = [read_subject(part) for part in _SPLIT.split(clause) if part]
    return subjects if all(subject.text for subject in subjects) else []
