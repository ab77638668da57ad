"""Taking from a page what is no part of the report: scripts, hidden text, navigation, share bars, footers.

Whatever might belong to the report stays: an element goes only if neither figures nor sentences are lost with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.lexicon.web import web
from textcheck.readers.html_dom import drop, size, words

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEVER = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "title", "link", "meta", "base", "nav", "select", "option"),
        *("datalist", "button", "textarea", "input", "iframe", "frame", "frameset", "object", "embed", "applet", "svg"),
        *("canvas", "audio", "video", "map", "del", "s", "strike"),
    )
)
_SITE = frozenset(("header", "footer", "aside"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE)
_NAMES = re.compile(r"[\w-]+")
_FIGURE = re.compile(r"\d[.．]\d\d(?!\d)|\d,\d{3}")
_SENTENCE = re.compile(r"[\u4e00-\u9fff][^。]{18,}。")
_MAIN = 97
_STRUCK = frozenset(("del", "s", "strike"))


def prune(body: _Element) -> tuple[int, int]:
    """Take away what is no part of the report; return how many hidden and struck-out places with report text were among it."""
    hidden, struck = _drop_unseen(body)
    whole = size(body)
    for element in list(body.iter("*")):
        if element is not body and _is_furniture(element) and not _matters(element, whole):
            drop(element)
    _drop_links(body)
    _drop_outside(body)
    return hidden, struck


def _drop_unseen(body: _Element) -> tuple[int, int]:
    hidden = struck = 0
    for element in list(body.iter("*")):
        if element is body or element.getparent() is None:
            continue
        style = element.get("style")
        unseen = element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)
        if unseen or element.tag in _NEVER:
            if unseen or element.tag in _STRUCK:
                text = words(element)
                if _says(text) or (element.tag in ("tr", "td", "th") and text) or (element.tag in _STRUCK and text):
                    hidden += unseen
                    struck += not unseen
            drop(element)
    return hidden, struck


def _is_furniture(element: _Element) -> bool:
    if element.tag in _SITE:
        return True
    lexicon = web()
    if element.get("role", "").lower() in lexicon.roles:
        return True
    named = f"{element.get('class', '')} {element.get('id', '')}".lower()
    if named == " ":
        return False
    return any(name in lexicon.furniture for whole in _NAMES.findall(named) for name in (whole, *re.split("[-_]", whole)))


def _matters(element: _Element, whole: int) -> bool:
    """Tell whether an element that looks like furniture holds a part of the report."""
    text = words(element)
    if _says(text) or len(text) * 10 > whole:
        return True
    return any(_is_title(each) for each in element.iter("*") if each.tag in _HEADINGS)


def _is_title(element: _Element) -> bool:
    text = words(element)
    return any(word in text for word in web().titles)


def _says(text: str) -> bool:
    """Tell whether a text has figures or a sentence."""
    if len(text) < 4:
        return False
    if _FIGURE.search(text):
        return True
    found = _SENTENCE.search(text)
    return found is not None and not any(word in text for word in web().footers)


def _drop_links(body: _Element) -> None:
    """Drop blocks that are but links to other pages; a contents list links into its own page."""
    for element in list(body.iter("ul", "ol", "dl", "div", "p", "td", "table")):
        if element.getparent() is None:
            continue
        links = [link for link in element.iter("a") if not (link.get("href") or "#").startswith(("#", "javascript:void"))]
        if len(links) < 2:
            continue
        text = words(element)
        linked = sum(len(words(link)) for link in links)
        if linked * 10 >= len(text) * 7 and not _says(text):
            drop(element)


def _drop_outside(body: _Element) -> None:
    """Find the element that holds nearly all text; of what stands around it only titles, sentences and figures stay."""
    whole = size(body)
    here = body
    while True:
        inner = next((child for child in here if isinstance(child.tag, str) and size(child) * 100 >= whole * _MAIN), None)
        if inner is None or inner.tag in ("table", "tbody", "tr", "ul", "ol"):
            return
        for other in list(here):
            if other is not inner and isinstance(other.tag, str) and not _stays(other):
                drop(other)
        here = inner


def _stays(element: _Element) -> bool:
    text = words(element)
    return not text or _says(text) or element.tag in _HEADINGS or any(word in text for word in web().titles)
