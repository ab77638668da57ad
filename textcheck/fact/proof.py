"""What else the tables say of a figure: the sum that proves it, or whose figure a wrong one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Outcome
from textcheck.fact.arithmetic import compare_sum, sum_formula
from textcheck.fact.fact import AspectIndex
from textcheck.fact.relate import instances, join

if TYPE_CHECKING:
    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase
    from textcheck.lexicon.profile import Profile
    from textcheck.quantity.quantity import Quantity


def whose(quantity: Quantity, fact: Fact, facts: FactBase) -> str:
    """Name another figure of the tables that has this value: the likely source of a slip."""
    if quantity.is_zero:
        return ""
    for other in facts.chosen.values():
        if other.printed and other.quantity.value == quantity.value and other.key.flow == fact.key.flow:
            return f"{other.place}“{other.label}”"
    return ""


def omitted(total: Fact, parts: list[Fact], facts: FactBase) -> Fact | None:
    """Return the account below a total that other tables print with just the amount that its parts lack."""
    listed, above = {part.key.concept for part in parts}, total.key.concept if total.key.concept.isdigit() else ""
    length = len(parts[0].key.concept)
    for table in facts.tables:
        for fact in table.facts:
            code = fact.key.concept
            if len(code) != length or not code.startswith(above) or code in listed or fact.quantity.is_zero:
                continue
            if compare_sum(total.quantity, [fact.quantity, *(part.quantity for part in parts)])[0] is not Outcome.VIOLATED:
                return fact
    return None


def proof(fact: Fact, facts: FactBase) -> str:
    """Return the sum of the tables that gives the right figure, if one closes; else nothing."""
    for relation in facts.profile.relations:
        if relation.kind == "summation" and all(fact.key[a] == v for a, v in zip(relation.axes, relation.total, strict=True)):
            for total, parts, _ in instances(relation, facts):
                if total.key == fact.key and len(parts) > 1:
                    terms = [part.term() for part in parts]
                    if compare_sum(total.quantity, [part.quantity for part in parts])[0] is Outcome.SATISFIED:
                        return sum_formula(total.term(), terms)
    return ""


def adds_up(row: list[Fact], profile: Profile) -> bool:
    """Tell whether the sums across a row prove that its amounts stand in their columns."""
    by_aspect, by_key = AspectIndex(row), {fact.key: fact for fact in row}
    found = [
        compare_sum(total.quantity, [part.quantity for part in parts])[0]
        for relation in profile.relations
        if relation.kind == "summation" and relation.scope == "table"
        for total, parts, _ in join(relation, by_aspect, by_key)
    ]
    return bool(found) and Outcome.VIOLATED not in found
