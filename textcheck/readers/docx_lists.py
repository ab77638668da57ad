"""The numbers that Word generates before paragraphs: read from numbering.xml, counted as Word counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.readers.docx_digits import written
from textcheck.readers.docx_xml import VAL, W, number, on, parse, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from textcheck.readers.docx_styles import Style

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_NO_BLANK_AFTER = ("、", "）", ")", "：", "，", " ", "\u3000", "．")


class Level(NamedTuple):
    """A level of a list: number format, text around the number, first value, what restarts it, what stands after it."""

    form: str
    text: str
    start: int
    restart: int
    legal: bool
    after: str
    style: str


class _List(NamedTuple):
    """A list as paragraphs use it: the definition that it counts with, and the values and levels that it sets anew."""

    definition: str
    starts: Mapping[int, int]
    levels: Mapping[int, Level]


class Lists:
    """Counts through a document; ``label`` is called once for each paragraph, in order."""

    def __init__(self, data: bytes) -> None:
        """Read ``word/numbering.xml``; there may be none."""
        self._definitions: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if data:
            self._read(parse(data, "numbering.xml"))

    def label(self, own: Element | None, style_name: str, style: Style) -> str:
        """Return what Word writes before a paragraph, given its ``w:numPr`` and its style; nothing if it has no number."""
        name = value(own, W + "numId") or style.list
        used = self._lists.get(name)
        if used is None:
            return ""
        stated = value(own, W + "ilvl")
        level = number(stated, most=_LEVELS - 1) if stated else self._level_of(used, style_name, style)
        levels = {**self._definitions.get(used.definition, {}), **used.levels}
        if level not in levels:
            return ""
        counts = self._counts.setdefault(used.definition, [None] * _LEVELS)
        self._count(counts, name, used, levels, level)
        return _text(levels, counts, level)

    def _count(self, counts: list[int | None], name: str, used: _List, levels: Mapping[int, Level], level: int) -> None:
        """Go on to the next number of a level, and let the levels below it begin again."""
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        if level in used.starts and (name, level) not in self._begun:
            counts[level] = used.starts[level]
        self._begun.add((name, level))
        for above in range(level):
            if counts[above] is None and above in levels:
                counts[above] = levels[above].start
        for below in range(level + 1, _LEVELS):
            if below in levels and level < levels[below].restart:
                counts[below] = None

    def _level_of(self, used: _List, style_name: str, style: Style) -> int:
        """Return the level of a paragraph that does not state it: the one linked to its style, else that of the style."""
        levels = self._definitions.get(used.definition, {})
        linked = next((at for at, level in levels.items() if level.style and level.style == style_name), -1)
        return linked if linked >= 0 else min(max(style.level, 0), _LEVELS - 1)

    def _read(self, root: Element) -> None:
        links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for each in root.iter(W + "abstractNum"):
            name = each.get(W + "abstractNumId", "")
            self._definitions[name] = _levels(each)
            if link := value(each, W + "numStyleLink"):
                links[name] = link
            if link := value(each, W + "styleLink"):
                linked[link] = name
        for each in root.iter(W + "num"):
            definition = value(each, W + "abstractNumId")
            definition = linked.get(links.get(definition, ""), definition)
            starts: dict[int, int] = {}
            levels: dict[int, Level] = {}
            for override in each.iter(W + "lvlOverride"):
                at = number(override.get(W + "ilvl", ""), most=_LEVELS - 1)
                for level in _levels(override).values():
                    levels[at] = level
                start = value(override, W + "startOverride")
                if start:
                    starts[at] = number(start)
                elif at in levels:
                    starts[at] = levels[at].start
            self._lists[each.get(W + "numId", "")] = _List(definition, starts, levels)


def _levels(parent: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for each in parent.iter(W + "lvl"):
        at = number(each.get(W + "ilvl", ""), most=_LEVELS - 1)
        restart = value(each, W + "lvlRestart")
        form = next((found for mark in each.iter(W + "numFmt") if (found := mark.get(VAL, "")) != "custom"), "decimal")
        levels[at] = Level(
            form,
            value(each, W + "lvlText"),
            number(value(each, W + "start") or "1", 1),
            number(restart, most=at) if restart else at,
            on(each, W + "isLgl"),
            value(each, W + "suff") or "tab",
            value(each, W + "pStyle"),
        )
    return levels


def _text(levels: Mapping[int, Level], counts: list[int | None], level: int) -> str:
    """Return the number as Word writes it: the text of its level with the numbers of this level and of those above."""
    own = levels[level]
    if own.form == "bullet":
        return ""

    def one(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        if at > level or at not in levels:
            return ""
        form = levels[at].form
        return written("decimal" if own.legal and form != "decimalZero" else form, counts[at] or 0)

    said = _PLACE.sub(one, own.text)
    return said if not said or own.after == "nothing" or said.endswith(_NO_BLANK_AFTER) else said + " "
