"""What a Word file says of its styles, as far as reading needs it: hidden text, outline level, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.readers.docx_xml import PPR, RPR, W, number, on, parse, value

if TYPE_CHECKING:
    from collections.abc import Mapping

_BODY_TEXT = 9


class Style(NamedTuple):
    """A style with what it inherits: whether its text is hidden, is a heading, and the list it belongs to.

    ``level`` is -1 where the list itself says which of its levels the style has.
    """

    hidden: bool = False
    heading: bool = False
    list: str = ""
    level: int = -1


class Styles(NamedTuple):
    """The styles by their id, and the id of the one that paragraphs without one have."""

    named: Mapping[str, Style]
    usual: str

    def of(self, name: str) -> Style:
        """Return a style; one that the file does not describe says nothing."""
        return self.named.get(name, _PLAIN)


_PLAIN = Style()


def read_styles(data: bytes) -> Styles:
    """Return the styles of ``word/styles.xml``; there may be none."""
    if not data:
        return Styles({}, "")
    found: dict[str, tuple[str, Style]] = {}
    usual = ""
    for each in parse(data, "styles.xml").iter(W + "style"):
        name = each.get(W + "styleId", "")
        paragraph = each.find(PPR)
        listed = paragraph.find(W + "numPr") if paragraph is not None else None
        outline = value(paragraph, W + "outlineLvl")
        own = Style(
            on(each.find(RPR), W + "vanish"),
            bool(outline) and number(outline) < _BODY_TEXT,
            value(listed, W + "numId"),
            number(value(listed, W + "ilvl"), -1),
        )
        found[name] = (value(each, W + "basedOn"), own)
        if each.get(W + "type") == "paragraph" and each.get(W + "default", "0") in {"1", "true", "on"}:
            usual = name
    return Styles({name: _whole(name, found) for name in found}, usual)


def _whole(name: str, found: Mapping[str, tuple[str, Style]]) -> Style:
    """Return a style with what it has from those that it is based on."""
    hidden = heading = False
    numbered, level = "", -1
    seen: set[str] = set()
    while name in found and name not in seen:
        seen.add(name)
        base, own = found[name]
        hidden, heading = hidden or own.hidden, heading or own.heading
        if not numbered and own.list:
            numbered, level = own.list, own.level
        name = base
    return Style(hidden, heading, numbered, level)
