"""What the sections of a report speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.mention.subject import NOTHING, Subject

if TYPE_CHECKING:
    from textcheck.document.blocks import Section
    from textcheck.lexicon.measures import Aspects
    from textcheck.lexicon.profile import Profile

_SUMMARY = re.compile(
    r"^(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]+\))?(?P<name>[^:，。]{2,40}?)(?:项目)?(?:支出)?绩效自评(?:综述|情况|结果)?[:：]"
)


def project_of(text: str) -> Subject:
    """Return the project whose self-appraisal a paragraph sums up, NOTHING if it does not."""
    summary = _SUMMARY.match(text)
    return Subject(summary["name"]) if summary else NOTHING


class Contexts:
    """What a section speaks of, from the nearest headings that the profile knows."""

    def __init__(self, profile: Profile) -> None:
        """Take the profile whose sections are known."""
        self.profile = profile
        self.known: dict[int, Aspects | None] = {}

    def of(self, section: Section) -> Aspects | None:
        """Return what a section speaks of, or None if no heading above it is known."""
        found = self.known.get(id(section), NotImplemented)
        if found is NotImplemented:
            found = self._find(section)
            self.known[id(section)] = found
        return found

    def _find(self, section: Section) -> Aspects | None:
        above = self.of(section.parent) if section.parent is not None else None
        if section.level > 3 or section.level < 2:
            return above
        own = next((context.aspects for context in self.profile.sections if context.title.search(section.title)), None)
        if own is None:
            return above
        return own if above is None or section.level == 2 else own.over(above)
