"""The signs of a paragraph one by one, each with the run in which it stands, and runs cut so that only a figure is marked."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from textcheck.reporters.docx.names import BOX, FALLBACK, RPR, P, R, T

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNSEEN = frozenset((qn("w:del"), qn("w:moveFrom"), qn("w:rt"), BOX, FALLBACK))
_VANISH = qn("w:vanish")
_OFF = ("0", "false", "off")


class Sign(NamedTuple):
    """A character that is no white space: the ``w:t`` in which it stands, and where in its text."""

    character: str
    element: Element
    at: int


def signs(paragraphs: Iterable[Element]) -> list[Sign]:
    """Return the characters of paragraphs that a reader of the file sees, white space left out."""
    return [
        Sign(character, element, at)
        for paragraph in paragraphs
        for element in _texts(paragraph)
        for at, character in enumerate(element.text or "")
        if not character.isspace()
    ]


def cut(first: Sign, last: Sign) -> tuple[Element, Element]:
    """Cut the runs of two signs so that the first begins one and the last ends one; return these runs.

    What is cut keeps its properties on both sides; the text of the paragraph stays as it is.
    """
    _divide(last.element, last.at + 1)
    begin = _divide(first.element, first.at)
    end = begin if first.element is last.element else last.element
    return _run(begin), _run(end)


def _texts(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in _UNSEEN or child.tag == P:
            continue
        if child.tag == R:
            if not _is_hidden(child):
                yield from child.iterchildren(T)
        else:
            yield from _texts(child)


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{RPR}/{_VANISH}")
    return vanish is not None and vanish.get(qn("w:val"), "1") not in _OFF


def _run(text: Element) -> Element:
    run = text.getparent()
    assert run is not None
    return run


def _divide(text: Element, index: int) -> Element:
    """Cut a ``w:t`` and its run before a character; return the ``w:t`` that begins with it, or the same if it ends there."""
    said = text.text or ""
    if 0 < index < len(said):
        after = OxmlElement("w:t")
        text.text, after.text = said[:index], said[index:]
        for each in (text, after):
            each.set(_SPACE, "preserve")
        text.addnext(after)
    else:
        after = text
    behind = [] if after is text and index else [after]
    behind += after.itersiblings()
    run = _run(text)
    if behind and any(child.tag != RPR for child in run.iterchildren() if child not in behind):
        rest = OxmlElement("w:r")
        properties = run.find(RPR)
        if properties is not None:
            rest.append(deepcopy(properties))
        rest.extend(behind)
        run.addnext(rest)
    return after
