"""What the sections of a report speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.mention.subject import NOTHING, Subject, names_only, read_subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textcheck.document.blocks import Paragraph, Section
    from textcheck.lexicon.measures import Aspects
    from textcheck.lexicon.profile import Profile

_DEFINITION = re.compile(r"[:：,，].{0,2}(?:是?指|是)|[）)](?:是指|指)")
_PUNCTUATION = re.compile(r"[，。；:：]|\d万元")
_FOLLOWS = re.compile(r"(?:主要)?(?:内容|情况)?(?:说明)?如下:?$")
_BRACKETS = re.compile(r"[(（].*$")
_LONGEST = 30
_HEAD = re.compile(r"[。，:：]")
_SECTION = 2
_SUMMARY = re.compile(
    r"^(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]+\))?(?P<name>[^:，。]{2,40}?)(?:项目)?(?:支出)?绩效自评(?:综述|情况|结果)?[:：]"
)


def project_of(text: str) -> Subject:
    """Return the project whose self-appraisal a paragraph sums up, NOTHING if it does not."""
    summary = _SUMMARY.match(text)
    return Subject(summary["name"]) if summary else NOTHING


def topic(section: Section) -> Subject:
    """Return the amount that a heading names and nothing else: 3.公务用车购置和运行维护费。"""
    title = section.title[len(section.marker.text) :] if section.marker and section.level > _SECTION else ""
    name = _HEAD.split(title)[0]
    return read_subject(name) if names_only(name) else NOTHING


def headed_by(section: Section) -> str:
    """Return what the numbered heading of a section names, without its number."""
    return section.title[len(section.marker.text) :] if section.marker and section.level > 1 else ""


class Contexts:
    """What a section speaks of, from the nearest headings that the profile knows, and whose money it is.

    ``units`` are the units that the tables list; a section named after one speaks of that unit alone.
    """

    def __init__(self, profile: Profile, units: Iterable[str] = ()) -> None:
        """Take the profile whose sections are known."""
        self.profile = profile
        self.units = {_BRACKETS.sub("", unit): unit for unit in units}
        self.known: dict[int, Aspects | None] = {}
        self.under: tuple[Section | None, Aspects | None] = (None, None)

    def of(self, section: Section) -> Aspects | None:
        """Return what a section speaks of, or None if no heading above it is known."""
        found = self.known.get(id(section), NotImplemented)
        if found is NotImplemented:
            found = self._find(section)
            self.known[id(section)] = found
        return found

    def at(self, paragraph: Paragraph) -> Aspects | None:
        """Return what a paragraph speaks of: a line without number may head those that follow it in its section."""
        title = _FOLLOWS.sub("", paragraph.text)
        if paragraph.marker is None and len(title) <= _LONGEST and not _PUNCTUATION.search(title):
            own = self._named(title)
            if own is not None:
                self.under = (paragraph.section, own)
        section, own = self.under
        known = self.of(paragraph.section)
        if own is None or section is None or not paragraph.section.lies_in(section):
            return known
        return own if section is paragraph.section or known is self.of(section) else known

    def unit(self, section: Section) -> str:
        """Return the unit that a section, or one above it, is named after; nothing for the whole department."""
        if not self.units:
            return ""
        for step in section.path:
            found = self._own(step)
            if found:
                return found
            if step.parent is not None and step.marker is not None and any(map(self._own, step.parent.children)):
                return step.title  # named like its neighbours, yet in no table
        return ""

    def _own(self, section: Section) -> str:
        name = section.title[len(section.marker.text) :] if section.marker is not None else ""
        return self.units.get(_BRACKETS.sub("", name), "")

    def _find(self, section: Section) -> Aspects | None:
        if _DEFINITION.search(section.title):
            return None
        above = self.of(section.parent) if section.parent is not None else None
        if section.level > 3 or section.level < 1:
            return above
        own = self._named(section.title)
        if own is None:
            return above
        return own if above is None or section.level <= 2 else own.over(above)

    def _named(self, title: str) -> Aspects | None:
        return next((context.aspects for context in self.profile.sections if context.title.search(title)), None)
