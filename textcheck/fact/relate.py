"""Find the figures that a profile's relation joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Outcome
from textcheck.fact.arithmetic import compare_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textcheck.fact.fact import AspectIndex, Fact, Key
    from textcheck.fact.factbase import FactBase
    from textcheck.lexicon.profile import Condition, Pair, Relation


def instances(relation: Relation, facts: FactBase) -> Iterator[tuple[Fact, list[Fact], list[Fact]]]:
    """Yield total, parts and (for a balance) the other side, wherever the relation finds its figures.

    Within a table the cells of that table are joined; across tables the first printed figure of each meaning. Places
    where neither total nor part is printed are passed over: an empty row asserts nothing.
    """
    if relation.condition is not None and not _fulfilled(relation.condition, facts):
        return
    if relation.scope == "table":
        for table in facts.tables:
            yield from join(relation, table.by_aspect, table.by_key)
    elif relation.scope == "report":
        yield from join(relation, facts.chosen_by_aspect, facts.chosen)
    else:
        yield from stated_instances(relation, facts)


def stated_instances(relation: Relation, facts: FactBase) -> Iterator[tuple[Fact, list[Fact], list[Fact]]]:
    """Yield a relation of the tables as the narrative states its figures."""
    yield from join(relation, facts.stated_by_aspect, facts.stated)


def join(relation: Relation, by_aspect: AspectIndex, by_key: Mapping[Key, Fact]) -> Iterator[tuple[Fact, list[Fact], list[Fact]]]:
    """Yield the instances of a relation among some figures."""
    axes, wanted, where = relation.axes, relation.total, relation.where
    for total in by_aspect.of(axes[0], wanted[0]):
        key = total.key
        if len(axes) > 1 and [key[axis] for axis in axes] != list(wanted):
            continue
        if where and not _stands(key, where):
            continue
        if relation.funds and key.fund not in relation.funds:
            continue
        ways = [_parts(values, axes, key, by_key) for values in (relation.parts, *relation.alternatives)]
        if relation.kind == "summation":  # a list that lacks its first part only says 其中
            firsts = (values[:1] for values in (relation.parts, *relation.alternatives))
            ways = [way for way, first in zip(ways, firsts, strict=True) if way and _parts(first, axes, key, by_key)]
        parts = _best(total, ways)
        against = _parts(relation.against, axes, key, by_key)
        if (parts or against) and (total.printed or any(fact.printed for fact in (*parts, *against))):
            yield total, parts, against


def _best(total: Fact, ways: list[list[Fact]]) -> list[Fact]:
    """Return the parts of a sum that may be broken down in several ways: those that make it, else the most."""
    if len(ways) < 2:
        return ways[0] if ways else []
    whole = total.quantity
    closing = (w for w in ways if w and compare_sum(whole, [fact.quantity for fact in w])[0] is not Outcome.VIOLATED)
    return next(closing, max(ways, key=len))


def _stands(key: Key, where: tuple[tuple[int, str], ...]) -> bool:
    """Tell whether a key has the required aspects; a loop, as every total of every relation is asked."""
    for index, required in where:  # noqa: SIM110
        if key[index] != required:
            return False
    return True


def _parts(values: tuple[tuple[str, ...], ...], axes: tuple[int, ...], key: Key, by_key: Mapping[Key, Fact]) -> list[Fact]:
    """Return the facts that differ from ``key`` only in the axes; plain tuples find them as well as keys, and faster."""
    if not values:
        return []
    get: Callable[[tuple[str, ...]], Fact | None] = by_key.get  # type: ignore[assignment]
    if len(axes) == 1:
        before, after = key[: axes[0]], key[axes[0] + 1 :]
        found = [get((*before, *value, *after)) for value in values]
    else:
        found = [get(_changed(key, axes, value)) for value in values]
    return [fact for fact in found if fact is not None]


def _changed(key: Key, axes: tuple[int, ...], values: tuple[str, ...]) -> tuple[str, ...]:
    changed = list(key)
    for axis, value in zip(axes, values, strict=True):
        changed[axis] = value
    return tuple(changed)


def _fulfilled(condition: Condition, facts: FactBase) -> bool:
    """Tell whether a condition is known to be met: its figure is printed, all that must be nought is, what must be all of it is."""
    fact = facts.find(facts.key(condition.printed))
    if fact is None or not fact.printed:
        return False
    for left, right in condition.same:
        first, second = facts.find(facts.key(left)), facts.find(facts.key(right))
        if first is not None and not first.quantity.is_zero and (second is None or first.quantity.value != second.quantity.value):
            return False
    others = (facts.find(facts.key(aspects)) for aspects in condition.zero)
    return all(other is None or other.quantity.is_zero for other in others)


def pairs(pair: Pair, facts: FactBase) -> Iterator[tuple[Fact, Fact]]:
    """Yield the two figures of every pair of accounts that the report prints; the left one may stand in the prose only."""
    for left, right in pair.pairs:
        key = facts.key(pair.left._replace(concept=left))
        first = facts.find(key) or facts.stated.get(key)
        second = facts.find(facts.key(pair.right._replace(concept=right)))
        if first is not None and second is not None:
            yield first, second
