"""Lists of projects in the narrative: 项目支出主要用于甲 10 万元，主要成效：……；乙 5 万元……。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.fact.appraisal.model import Appraisal, Entry, Execution, Label, Summary
from textcheck.fact.appraisal.numbers import amount

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST = "项目支出"
_SUMMARY = "综述"
_AMOUNT = re.compile(r"(?:项目)?(?:支出)?(?:为|共)?:?(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)")
_EFFECT = re.compile(r"[，,]?(?:主要|项目)?(?:成效|用途|用于)(?:是|为)?:?([^;。]{6,})")
_BEFORE = frozenset("于;；，,、:。括及和是")
_FEWEST = 3


class Listed(NamedTuple):
    """One project of a list: the amount behind its name, and what it is said to have achieved."""

    amount: Entry
    effect: Label | None


def project_lists(appraisal: Appraisal) -> Iterator[dict[str, Listed]]:
    """Yield every paragraph that lists at least three known projects with amounts, by plain name."""
    money = project_money(appraisal)
    if len(money) < _FEWEST:
        return
    for paragraph in appraisal.document.body:
        text = paragraph.text
        if _LIST not in text or _SUMMARY in text[:90]:
            continue
        found: dict[str, Listed] = {}
        for name in money:
            at = text.find(name)
            match = _AMOUNT.match(text, at + len(name)) if at > 0 and text[at - 1] in _BEFORE else None
            if match is None:
                continue
            told = amount(name, match.group(1), paragraph.reading.span(at, match.end()), match.group(2))
            effect = _EFFECT.match(text, match.end())
            label = Label(effect.group(1), paragraph.reading.span(*effect.span(1))) if effect else None
            found[name] = Listed(told, label)
        if len(found) >= _FEWEST:
            yield found


def project_money(appraisal: Appraisal) -> dict[str, Execution | Summary]:
    """Return budget and spent of every project, from its summary or else its sheet."""
    found: dict[str, Execution | Summary] = {
        name: sheet.execution for name, sheet in appraisal.project_sheets.items() if sheet.execution is not None
    }
    return {**found, **appraisal.by_summary}
