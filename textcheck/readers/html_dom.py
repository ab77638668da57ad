"""The text of elements of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import XPath

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRING = XPath("string()")
_SPACE = re.compile(r"\s+")


def text_in(element: _Element) -> str:
    """Return all text of an element without its comments."""
    return str(_STRING(element))


def words(element: _Element) -> str:
    """Return the text of an element, white space as single blanks."""
    return _SPACE.sub(" ", text_in(element)).strip()


def size(element: _Element) -> int:
    """Return how many characters an element shows, white space left out."""
    return len("".join(text_in(element).split()))


def drop(element: _Element) -> None:
    """Remove an element and keep the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
