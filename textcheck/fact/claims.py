"""What the figures of a sentence claim together: growth, completion, comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.lexicon.cues import cues
from textcheck.quantity.quantity import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.fact.mentions import Mention


class Growth(NamedTuple):
    """``current`` is ``change`` more or less than ``base``, which is ``rate``; any but one may be unsaid."""

    current: Mention | None
    base: Mention | None
    change: Mention | None
    rate: Mention | None

    @property
    def said(self) -> Mention:
        """The figure that the claim stands on: its rate, else its change."""
        found = self.rate or self.change
        assert found is not None
        return found


class Completion(NamedTuple):
    """``actual`` is ``rate`` of ``budget``; the words of the budget stand in ``rate.base``."""

    actual: Mention | None
    budget: Mention | None
    rate: Mention


def growths(mentions: Sequence[Mention], final: str) -> Iterator[Growth]:
    """Yield the growth claims of a report in order; ``final`` is the measure of actual figures."""
    for group in _paragraphs(mentions):
        yield from _growths(group, final)


def completions(mentions: Sequence[Mention], final: str, budget_measure: str) -> Iterator[Completion]:
    """Yield the completion claims; ``final`` is the measure of actual figures, ``budget_measure`` that of any budget."""
    for group in _paragraphs(mentions):
        for at, mention in enumerate(group):
            if mention.role == "completion":
                before = group[:at]
                budget = _inline(before, mention) or _budget(before, mention, final, budget_measure)
                actual = _latest(before, mention, (final, ""))
                yield Completion(actual, budget, mention)


def _paragraphs(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    group: list[Mention] = []
    for mention in mentions:
        if group and mention.place.paragraph != group[-1].place.paragraph:
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _growths(group: Sequence[Mention], final: str) -> Iterator[Growth]:
    """Pair the changes of a paragraph with their rates; a rate belongs to the last change of its subject."""
    waiting: list[Growth] = []
    for at, mention in enumerate(group):
        if waiting and (mention.role == "value" or mention.place != waiting[-1].said.place):
            yield from waiting
            waiting = []
        if mention.role == "change":
            waiting.append(Growth(_current(group[:at], mention, final), _base(group[:at], mention), mention, None))
        elif mention.role == "rate":
            fitting = [growth for growth in waiting if same_subject(growth.said, mention)]
            change = fitting[-1] if fitting else waiting[-1] if waiting and not mention.explicit else None
            if change is None:
                yield Growth(_current(group[:at], mention, final), _base(group[:at], mention), None, mention)
            else:
                waiting.remove(change)
                yield Growth(change.current, change.base, change.change, mention)
    yield from waiting


def _current(before: Sequence[Mention], mention: Mention, final: str) -> Mention | None:
    """Return this year's amount of the same subject, stated at most one sentence earlier, the final one before a budget.

    A new sentence that names no subject goes on with the one before only if that one spoke of a single thing.
    """
    found = _amount_of(before, mention)
    if found is None or found.measure in ("", final):
        return found
    same = [other for other in before if _is_amount(other) and other.place == found.place and same_subject(other, mention)]
    return next((other for other in same if other.measure in ("", final)), found)


def _amount_of(before: Sequence[Mention], mention: Mention) -> Mention | None:
    for at in range(len(before) - 1, -1, -1):
        other = before[at]
        if other.place.sentence < mention.place.sentence - 1:
            return None
        if _is_amount(other) and other.depth <= mention.depth and same_subject(other, mention):
            if mention.place.sentence == other.place.sentence or mention.explicit:
                return other
            subjects = {m.subject for m in before if _is_amount(m) and m.place == other.place}
            return other if len(subjects) == 1 else None
    return None


def _is_amount(mention: Mention) -> bool:
    return mention.role == "value" and mention.quantity.dimension is Dimension.AMOUNT


def _base(before: Sequence[Mention], mention: Mention) -> Mention | None:
    for other in reversed(before):
        if other.place != mention.place or other.role in ("change", "rate"):
            return None
        if other.role == "base":
            return other if not other.subject or same_subject(other, mention) else None
    return None


def _inline(before: Sequence[Mention], mention: Mention) -> Mention | None:
    """Return the base that stands inside the claim: 完成预算3000万元的95%."""
    if before and before[-1].role == "budget" and before[-1].place == mention.place:
        return before[-1]
    return None


def _budget(before: Sequence[Mention], mention: Mention, final: str, bare: str) -> Mention | None:
    """Return the budget of the same subject that the rate names; a ``bare`` budget means whichever is printed last."""
    wanted = cues().measures.get(mention.base, "")
    for other in reversed(before):
        if other.place.sentence < mention.place.sentence - 1:
            return None
        fits = wanted in ("", bare, other.measure) or other.measure == bare
        if fits and other.role == "value" and other.measure not in ("", final) and same_subject(other, mention):
            return other
    return None


def _latest(before: Sequence[Mention], mention: Mention, measures: tuple[str, ...]) -> Mention | None:
    for other in reversed(before):
        if other.place.sentence < mention.place.sentence - 1:
            return None
        if other.role == "value" and other.measure in measures and same_subject(other, mention):
            return other
    return None


def same_subject(one: Mention, other: Mention) -> bool:
    """Tell whether two figures of a paragraph speak of the same thing."""
    return one.subject == other.subject or bool(
        one.keys and other.keys and {key[:4] for key in one.keys} & {key[:4] for key in other.keys}
    )
