"""What the figures of a sentence claim together: growth, completion, comparison."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.lexicon.cues import cues
from textcheck.quantity.quantity import Dimension, Quantity

_YEAR = re.compile(r"20\d\d年")

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
        if waiting and _breaks_off(mention, waiting[-1].said):
            yield from waiting
            waiting = []
        if mention.role == "change":
            waiting.append(_joined(waiting, _growth(group[:at], mention, final)))
        elif mention.role == "rate" and mention.quantity.dimension is Dimension.POINTS:
            yield Growth(None, None, None, mention)
        elif mention.role == "rate":
            rate = _in_percent(mention)
            change = _change_of(waiting, rate)
            if change is None:
                waiting.append(_growth(group[:at], rate, final))
            else:
                waiting.remove(change)
                yield change._replace(rate=rate)
    yield from waiting


def _breaks_off(mention: Mention, said: Mention) -> bool:
    """Tell whether a rate behind this figure can no longer be that of a change; parts in brackets do not matter."""
    return mention.place != said.place or (mention.role == "value" and mention.depth <= said.depth)


def _in_percent(rate: Mention) -> Mention:
    """Return a rate of growth in percent: 增长1.2倍 is 120%, as exact as it is printed."""
    times = rate.quantity
    if times.dimension is not Dimension.RATIO:
        return rate
    quantity = Quantity(times.value.scaleb(2), times.step.scaleb(2), Dimension.PERCENT, "%", times.bound)
    return rate._replace(figure=rate.figure._replace(quantity=quantity))


def _change_of(waiting: Sequence[Growth], rate: Mention) -> Growth | None:
    """Return the change whose rate this is: the last of its subject, or the last of all if the rate names none."""
    open_ = [growth for growth in waiting if growth.rate is None]
    fitting = [growth for growth in open_ if same_subject(growth.said, rate)]
    if rate.adjusted and open_ and not open_[-1].said.adjusted:
        return None
    return fitting[-1] if fitting else open_[-1] if open_ and not rate.explicit else None


def _joined(waiting: list[Growth], growth: Growth) -> Growth:
    """Add a change to the rate before it, if both compare the same with the same: 较上年增长10%，增加10万元."""
    last = waiting[-1] if waiting else None
    rate = last.rate if last is not None and last.change is None else None
    said = growth.said
    if last is None or rate is None or not same_subject(rate, said) or rate.base not in ("", said.base) or rate.sign != said.sign:
        return growth
    waiting.pop()
    return growth._replace(rate=rate)


def _growth(before: Sequence[Mention], said: Mention, final: str) -> Growth:
    """Return the growth that a change, or a rate without one, stands for."""
    change, rate = (said, None) if said.role == "change" else (None, said)
    if said.adjusted:
        same_scope = change is not None and said.adjusted in cues().same_scope
        return Growth(_current(before, said, final) if same_scope else None, None, change, rate)
    current, base = _current(before, said, final), _base(before, said) or _budget_named(before, said, final)
    if base is not None and current is None and _YEAR.fullmatch(base.base) and base.base[:4] not in said.base:
        current, base = base, None  # 2023年收入100万元，比上年增加10万元: what changed is the year before itself
    return Growth(current, base, change, rate)


def _current(before: Sequence[Mention], mention: Mention, final: str) -> Mention | None:
    """Return this year's amount of the same subject, stated at most one sentence earlier, the final one before a budget.

    A new sentence that names no subject goes on with the one before only if that one spoke of a single thing,
    or of things that are equal (收入总计与支出总计).
    """
    found = _amount_of(before, mention)
    if found is None or found.measure in ("", final):
        return found
    same = [other for other in before if _is_amount(other) and other.place == found.place and same_subject(other, mention)]
    return next((other for other in same if other.measure in ("", final)), found)


def _amount_of(before: Sequence[Mention], mention: Mention) -> Mention | None:
    for other in reversed(before):
        if other.place.sentence < mention.place.sentence - 1 or _adjoins(other, mention):
            return None
        if _is_amount(other) and other.depth <= mention.depth and same_subject(other, mention):
            if mention.place.sentence == other.place.sentence or mention.explicit:
                return other
            beside = [m for m in before if _is_amount(m) and m.place == other.place]
            one = len({m.subject for m in beside}) == 1 or len({m.quantity.value for m in beside}) == 1
            return other if one else None
    return None


def _is_amount(mention: Mention) -> bool:
    return mention.role == "value" and mention.quantity.dimension is Dimension.AMOUNT


def _adjoins(amount: Mention, change: Mention) -> bool:
    """Tell whether nothing but the verb stands between an amount and its change, so that it may be this year's or last year's."""
    return bool(change.lead_word) and _is_amount(amount) and amount.paragraph.text.startswith(change.lead_word, amount.figure.end)


def _base(before: Sequence[Mention], mention: Mention) -> Mention | None:
    """Return last year's amount of the same subject; one that names none is of the amount before it, or of the change it adjoins."""
    for at in range(len(before) - 1, -1, -1):
        other = before[at]
        if other.place != mention.place or other.role in ("change", "rate"):
            return None
        if other.role in ("base", "earlier") and _is_compared(other, mention):
            if other.subject:
                return other if same_subject(other, mention) else None
            adjoins = other is before[-1] and other.depth <= mention.depth
            owner = before[at - 1] if at and not adjoins and before[at - 1].place == other.place else mention
            return other if same_subject(owner, mention) else None
        if _is_amount(other) and not same_subject(other, mention):
            return None
    return None


def _budget_named(before: Sequence[Mention], said: Mention, final: str) -> Mention | None:
    """Return the budget of the same subject that the sentence states before comparing with it: 预算数为9万元，比年初预算数减少1万元."""
    wanted = cues().measures.get(said.base, "")
    for other in reversed(before) if wanted not in ("", final) else ():
        if other.place.sentence != said.place.sentence:
            return None
        if _is_amount(other) and other.measure == wanted and same_subject(other, said):
            return other
    return None


def _is_compared(base: Mention, said: Mention) -> bool:
    """Tell whether a base is of the year that is compared with; one of an earlier year only if that year is named."""
    named = _YEAR.search(said.base)
    if _YEAR.fullmatch(base.base) and (named or base.role == "earlier"):
        return named is not None and base.base == named[0]
    return True


def _inline(before: Sequence[Mention], mention: Mention) -> Mention | None:
    """Return the base that stands inside the claim: 完成预算3000万元的95%."""
    if before and before[-1].role == "budget" and before[-1].place == mention.place:
        return before[-1]
    return None


def _budget(before: Sequence[Mention], mention: Mention, final: str, bare: str) -> Mention | None:
    """Return the budget of the same subject that the rate names; a ``bare`` budget, or none, 执行率, means whichever is printed.

    Where several kinds are printed it means none of them for certain.
    """
    wanted = cues().measures.get(mention.base, "")
    found: list[Mention] = []
    for other in reversed(before):
        if other.place.sentence < mention.place.sentence - 1:
            break
        fits = wanted in ("", bare, other.measure) or other.measure == bare
        if fits and other.role == "value" and other.measure not in ("", final) and same_subject(other, mention):
            found.append(other)
    same = [other for other in found if other.measure == wanted]
    if not same and wanted in ("", bare) and len({other.measure for other in found}) > 1:
        return None
    return (same or found)[0] if found else None


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
