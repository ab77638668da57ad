"""The items of the expenditure section: one 项 each, with its budget and final figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.fact.fact import TOTAL, Key

if TYPE_CHECKING:
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention

ITEM_LENGTH = 7


def item_amounts(facts: FactBase, fund: str, flow: str) -> dict[str, dict[str, Mention]]:
    """Return the stated amounts of every 项 by measure: measure → code → first mention."""
    found: dict[str, dict[str, Mention]] = {}
    for mention in facts.mentions:
        for key in mention.keys:
            if mention.role == "value" and _is_item(key) and key.fund == fund and key.flow == flow:
                found.setdefault(key.measure, {}).setdefault(key.concept, mention)
    return found


def _is_item(key: Key) -> bool:
    return len(key.concept) == ITEM_LENGTH and key.concept.isdigit() and key.nature == TOTAL
