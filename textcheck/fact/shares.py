"""Share claims: the part, and the wholes that the words can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Term
from textcheck.fact.claims import same_subject
from textcheck.fact.fact import TOTAL, Key
from textcheck.mention.subject import read_subject
from textcheck.quantity.quantity import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention
    from textcheck.lexicon.measures import Aspects


_JOINED = ("和", "及", "与", "、")  # 税收返还和转移支付 is more than 转移支付


class Share(NamedTuple):
    """A printed share; ``wholes`` are the denominators that fit the words, the likeliest first.

    ``certain`` says that the denominator was named, or stands at the head of the list that the part belongs to.
    """

    rate: Mention
    part: Term | None
    wholes: tuple[Term, ...]
    certain: bool


def shares(facts: FactBase) -> Iterator[Share]:
    """Yield the share claims of a report in order."""
    group: list[Mention] = []
    for mention in facts.mentions:
        if group and group[0].place.paragraph != mention.place.paragraph:
            group = []
        if mention.role == "share":
            part = _part(group, mention, facts)
            wholes, certain = _wholes(group, mention, part, facts)
            if part is not None and not _final(part, facts):
                wholes = ()  # a share of last year's money, or of the budget's, whose wholes are not the final ones
            yield Share(mention, _term(part) if part else None, wholes, certain)
        group.append(mention)


def _part(before: Sequence[Mention], rate: Mention, facts: FactBase) -> Mention | None:
    for other in reversed(before):
        if other.place.sentence != rate.place.sentence:
            return None
        spoken = _final(other, facts) or (other.role in ("value", "base") and other is before[-1])
        if other.quantity.dimension is Dimension.AMOUNT and spoken and other.depth <= rate.depth:
            if same_subject(other, rate):
                return other
            if not rate.explicit:
                return None
    return None


def _wholes(before: Sequence[Mention], rate: Mention, part: Mention | None, facts: FactBase) -> tuple[tuple[Term, ...], bool]:
    if before and before[-1].role == "whole" and before[-1].place == rate.place:
        return (_term(before[-1]),), True
    if rate.of:
        return _named(before, rate, part, facts)
    found: list[Term] = []
    headed = rate.head is not None and rate.head is not part and _final(rate.head, facts)
    if headed and rate.head is not None:
        found.append(_term(rate.head))
    if part is not None:
        for key in part.keys:
            found += _natural(key, facts)
    certain = headed or len(found) == 1
    for key in part.keys if part is not None else ():  # of all money, if the words do not say of which
        found += _natural(key._replace(fund=_all_money(facts)), facts)
    return tuple(found), certain


def _named(before: Sequence[Mention], rate: Mention, part: Mention | None, facts: FactBase) -> tuple[tuple[Term, ...], bool]:
    """Return the figures that a named denominator means: in the paragraph or the tables, else in another paragraph."""
    subject = read_subject(rate.of)
    keys = _keys_of(subject.aspects, part, facts) if subject.aspects is not None else []
    found = [
        _term(other)
        for other in reversed(before)
        if other is not part and _final(other, facts) and (_names(other, subject.text) or not set(keys).isdisjoint(other.keys))
    ]
    cells = [fact for key in keys if (fact := facts.find(key)) is not None and fact.printed]
    found += [fact.term() for fact in cells]
    if rate.head is not None and rate.head is not part and _final(rate.head, facts) and _names(rate.head, subject.text):
        found.append(_term(rate.head))
    if not found:  # what no table prints may stand in another paragraph; a bare total may be of other money there
        found = [fact.term() for key in keys if key.concept != TOTAL and (fact := facts.stated.get(key)) is not None]
    return tuple(found), part is None or bool(part.keys) or any(_equal(part, whole) for whole in found)


def _keys_of(aspects: Aspects, part: Mention | None, facts: FactBase) -> list[Key]:
    """Return what a denominator can mean: unless it names its money, all money, or the money of the part."""
    context = part.keys[0] if part is not None and part.keys else None
    funds = [aspects.fund] if aspects.fund else [_all_money(facts), *([context.fund] if context else [])]
    flow = aspects.flow or (context.flow if context else "")
    return [facts.key(aspects._replace(fund=fund, flow=flow)) for fund in dict.fromkeys(funds)]


def _final(mention: Mention, facts: FactBase) -> bool:
    """Tell whether an amount is final, not a budget."""
    return mention.role == "value" and mention.measure in ("", facts.profile.measure)


def _equal(part: Mention, whole: Term) -> bool:
    """Tell whether a part of unsure scope is all of the whole: then its share can only be 100%."""
    return whole.quantity is not None and part.quantity.value == whole.quantity.value


def _names(mention: Mention, words: str) -> bool:
    return bool(words) and mention.subject.endswith(words) and not mention.subject.removesuffix(words).endswith(_JOINED)


def _natural(key: Key, facts: FactBase) -> Iterator[Term]:
    """Yield the totals that a part belongs to by the profile's sums, or by the account list."""
    wholes: list[Key] = [key._replace(concept=TOTAL)] if key.concept.isdigit() else []
    for relation in facts.profile.relations:
        if (
            relation.kind == "summation"
            and len(relation.axes) == 1
            and all(key[i] == v for i, v in relation.where if i != relation.axes[0])
        ):
            axis = relation.axes[0]
            if (key[axis],) in (*relation.parts, *(value for parts in relation.alternatives for value in parts)):
                wholes.append(Key._make((*key[:axis], relation.total[0], *key[axis + 1 :])))
    seen: set[int] = set()
    for whole in wholes:
        fact = facts.find(whole)
        if fact is not None and fact.printed and fact.span.start not in seen:
            seen.add(fact.span.start)
            yield fact.term()


def _all_money(facts: FactBase) -> str:
    return facts.profile.all_money


def _term(mention: Mention) -> Term:
    return Term(mention.subject, mention.span, mention.quantity)
