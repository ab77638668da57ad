"""The cells that an amount of the prose can be held against, where no cell means exactly the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.fact.fact import TOTAL

if TYPE_CHECKING:
    from textcheck.fact.fact import Fact, Key
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

_FLOW = 1


def sought(key: Key, facts: FactBase) -> list[Fact]:
    """Return the cells of a meaning; else those that say the same where the form has no cell of its own for it."""
    return facts.by_key.get(key) or _budgets(key, facts) or _gross(key, facts) or _only_fund(key, facts)


def _budgets(key: Key, facts: FactBase) -> list[Fact]:
    """Return the cells of a column that just says budget, where the text says which budget it means."""
    budget = facts.profile.budget
    return [] if key.measure in (facts.profile.measure, budget) else facts.by_key.get(key._replace(measure=budget), [])


def _gross(key: Key, facts: FactBase) -> list[Fact]:
    """Return one kind of income where the form has no line for what was carried over, which would be among it."""
    income, total = next(iter(facts.profile.totals.items()))
    one = key.flow == income and key.concept == TOTAL and key.fund != facts.profile.all_money
    return facts.by_key.get(key._replace(flow=total), []) if one else []


def _only_fund(key: Key, facts: FactBase) -> list[Fact]:
    """Return the one fund with money, or any if none has, where the form has a column for each and none for their sum."""
    for relation in facts.fund_sums.get(key.fund, ()):
        parts = [(key._replace(fund=fund), facts.by_key.get(key._replace(fund=fund), [])) for (fund,) in relation.parts]
        if not any(cells for _, cells in parts):
            continue
        cells = [cells for part, cells in parts if cells or not _has_none(part, facts)]
        filled = [cells for cells in cells if not _is_nought(cells)]
        if all(cells) and len(filled) < 2:
            return (filled or cells)[0]
    return []


def is_all_of(one: Key, fund: str, facts: FactBase) -> bool:
    """Tell whether the amount of one fund is that of another, since the others that make it up have none."""
    return any(
        (one.fund,) in relation.parts
        and all(_has_none(one._replace(fund=part), facts) for (part,) in relation.parts if part != one.fund)
        for relation in facts.fund_sums.get(fund, ())
    )


def _has_none(key: Key, facts: FactBase) -> bool:
    """Tell whether the total of a fund is printed, or left blank, as nought."""
    return _is_nought(facts.by_key.get(key._replace(concept=TOTAL, nature=TOTAL), []))


def _is_nought(cells: list[Fact]) -> bool:
    return bool(cells) and all(cell.quantity.is_zero for cell in cells)


def with_carried(key: Key, facts: FactBase) -> list[Fact]:
    """Return what makes up an income where the prose may count in what was carried over; nothing where nothing was."""
    income, total = next(iter(facts.profile.totals.items()))
    for relation in facts.profile.relations if key.flow == income else ():
        if (
            relation.kind == "summation"
            and relation.axes == (_FLOW,)
            and relation.total == (total,)
            and relation.scope == "table"
        ):
            cells = [facts.find(key._replace(flow=flow)) for (flow,) in relation.parts]
            return [cell for cell in cells if cell is not None and cell.printed and not cell.quantity.is_zero]
    return []


def is_evened(mention: Mention, fact: Fact, facts: FactBase) -> bool:
    """Tell whether an account's amount was taken one step off its rounding so that those listed add up to their total."""
    step = mention.quantity.step
    if abs(mention.quantity.value - fact.quantity.value) >= step or fact.quantity.step >= step:
        return False
    for key in mention.keys:
        total = facts.stated.get(key._replace(concept=TOTAL))
        listed = [f.quantity for k, f in facts.stated.items() if k[1:] == key[1:] and _is_beside(k.concept, key.concept)]
        if total is not None and len(listed) > 1 and sum(quantity.value for quantity in listed) == total.quantity.value:
            return True
    return False


def _is_beside(one: str, other: str) -> bool:
    return len(one) == len(other) and one.isdigit() and other.isdigit()
