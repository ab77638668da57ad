"""What the sections of a report speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textcheck.document.blocks import Section
    from textcheck.lexicon.measures import Aspects
    from textcheck.lexicon.profile import Profile


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
