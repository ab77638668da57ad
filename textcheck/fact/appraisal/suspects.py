"""Which score of a sheet looks wrong where the total is not their sum: no proof, but it tells equal candidates apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textcheck.equation import Equation
from textcheck.fact.appraisal.targets import read_target, short_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from textcheck.fact.appraisal.model import Entry, Group, Indicator, Sheet

_PAIR = Equation((1, -1))


def suspects(sheet: Sheet, short: Decimal) -> Iterator[tuple[tuple[Entry, ...], Equation]]:
    """Yield what would usually hold and does not: the figures, and the equation they would fulfil.

    ``short`` is by how much the total exceeds the sum of the scores. A group whose targets are all reached usually earns its
    whole weight; and points are given out in a few round portions, so a score that stands alone is odd.
    """
    groups = [group for goal in sheet.goals for group in goal.groups]
    for group in groups:
        earned = [row.score for row in group.indicators if row.score is not None]
        whole = sum((score.value for score in earned), short)
        if group.weight is not None and whole == group.weight.value and _reached(group):
            yield (group.weight, *earned), Equation((-1, *(1,) * len(earned)))
    odd = _odd([row for group in groups for row in group.indicators], short)
    if odd is not None:
        yield odd, _PAIR


def _odd(rows: Sequence[Indicator], short: Decimal) -> tuple[Entry, Entry] | None:
    """Return the one score after whose change the fewest scores stand alone, with one that is then its like."""
    scores = [row.score for row in rows if row.score is not None]
    often = Counter(score.value for score in scores)
    found: list[tuple[bool, Entry, Entry]] = []
    for row in rows:
        if row.score is None or often[row.score.value] > 1 or (short > 0 and not _is_reached(row)):
            continue
        like = next((score for score in scores if score.value == row.score.value + short), None)
        if like is not None:
            found.append((often[like.value] == 1, row.score, like))
    best = max((gain for gain, _, _ in found), default=None)
    chosen = [(score, like) for gain, score, like in found if gain == best]
    return chosen[0] if len(chosen) == 1 else None


def _reached(group: Group) -> bool:
    return all(_is_reached(row) for row in group.indicators)


def _is_reached(row: Indicator) -> bool:
    """Tell whether an indicator did not miss its target, as far as that can be read."""
    target = None if row.target is None else read_target(row.target.text)
    achieved = None if row.achieved is None else read_target(row.achieved.text)
    return target is None or achieved is None or not short_of(target, achieved)
