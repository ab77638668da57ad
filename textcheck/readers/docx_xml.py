"""The XML of a Word file: the names in it, and reading it without entities, network or unbounded trees."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from lxml import etree

from textcheck.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_MAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
W = f"{{{_MAIN.decode()}}}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
P, R, T, TBL, TR, TC = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc"))
PPR, RPR, TRPR, TCPR, VAL = (W + name for name in ("pPr", "rPr", "trPr", "tcPr", "val"))
TEXT_BOX = W + "txbxContent"
DEEPEST = 200
_MOST_TAGS = 6_000_000


def parse(data: bytes, name: str) -> Element:
    """Return the root of a small part; raise InputError if it is no XML."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_transitional(data, name), safe)
    except (etree.XMLSyntaxError, ValueError):
        raise InputError(f"文件里的 {name} 已经损坏，读不出来。") from None
    _refuse_entities(root, name)
    return root


def events(data: bytes, name: str, tags: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
    """Yield start and end of every element of ``tags`` as the part is read; raise InputError where it is no XML."""
    stream = etree.iterparse(
        io.BytesIO(_transitional(data, name)),
        events=("start", "end"),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    first = True
    try:
        for event, element in stream:
            if first:
                _refuse_entities(element, name)
                first = False
            yield event, element
    except (etree.XMLSyntaxError, ValueError):
        raise InputError(f"文件里的 {name} 已经损坏，读不出来。") from None


def on(properties: Element | None, name: str) -> bool:
    """Tell whether a property that is either on or off is on; it is if it stands there without saying no."""
    found = properties.find(name) if properties is not None else None
    return found is not None and found.get(VAL, "1") not in ("0", "false", "off")


def value(parent: Element | None, path: str) -> str:
    """Return what the ``w:val`` of an element says, or nothing."""
    found = parent.find(path) if parent is not None else None
    return found.get(VAL, "") if found is not None else ""


def number(text: str, otherwise: int = 0, most: int = 1_000_000) -> int:
    """Return a number that a file states, if it is one and no more than ``most``."""
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 20 else otherwise


def _transitional(data: bytes, name: str) -> bytes:
    """Return a part with the names of the common dialect; the strict one differs in nothing that is read here.

    Raise InputError if it has so many tags that its tree could fill the memory.
    """
    if data.count(b"<") > _MOST_TAGS:
        raise InputError(f"文件里的 {name} 内容过多，不像一份报告，没有检查。")
    return data.replace(_STRICT, _MAIN) if _STRICT in data[:5000] else data


def _refuse_entities(element: Element, name: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise InputError(f"文件里的 {name} 声明了 XML 实体，不是 Word 写出的文件，没有检查。")
