"""The items of the expenditure section: one 项 each, with its budget and final figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.fact.fact import TOTAL, Key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

CLASS_LENGTH = 3
ITEM_LENGTH = 7


def item_amounts(facts: FactBase, fund: str, flow: str) -> dict[str, dict[str, Mention]]:
    """Return the stated amounts of every 项 by measure: measure → code → first mention."""
    found: dict[str, dict[str, Mention]] = {}
    for mention in facts.mentions:
        for key in mention.keys:
            if mention.role == "value" and _is_item(key) and key.fund == fund and key.flow == flow:
                found.setdefault(key.measure, {}).setdefault(key.concept, mention)
    return found


def unread_items(facts: FactBase, beside: Sequence[Mention]) -> dict[str, list[Mention]]:
    """Return by measure the amounts of 项 whose path names no known account, in the sections of those ``beside``."""
    sections = {id(mention.paragraph.section.ancestor(2)) for mention in beside}
    found: dict[str, dict[tuple[str, int], Mention]] = {}
    for mention in facts.mentions:
        unread = mention.role == "value" and not mention.keys and mention.subject.endswith("(项)")
        if unread and mention.known_section and id(mention.paragraph.section.ancestor(2)) in sections:
            place = (mention.subject, mention.place.paragraph)
            found.setdefault(mention.measure or facts.profile.measure, {}).setdefault(place, mention)
    return {measure: list(amounts.values()) for measure, amounts in found.items()}


def _is_item(key: Key) -> bool:
    return len(key.concept) == ITEM_LENGTH and key.concept.isdigit() and key.nature == TOTAL
