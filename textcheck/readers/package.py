"""Parts of a workbook: XML in a zip archive, read without anything that XML may do, and what refers to what."""

from __future__ import annotations

import io
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from lxml import etree

from textcheck.errors import InputError
from textcheck.readers.zipped import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.readers.limits import Clock, Limits

_TAGS_A_CELL = 6
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Parts:
    """The parts by name, without regard to case."""

    def __init__(self, data: bytes, limits: Limits, clock: Clock) -> None:
        """Open an archive; raise InputError if it is broken or too large."""
        self._package = Package(data, limits)
        self._names = {name.lower().lstrip("/"): name for name in self._package.names}
        self._limits, self._clock = limits, clock

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name.lower() in self._names

    def tree(self, name: str) -> etree._Element:
        """Return the root of a small part."""
        root = None
        for element in self.elements(name):
            root = element
        if root is None:
            raise InputError(f"文件已经损坏，{name} 读不出来。")
        return root

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements of a part that are named so, in any namespace, as they end; without names, all of them.

        Who reads a large part lets go of each with ``forget``.
        """
        data = self._package.part(self._names.get(name.lower(), ""))
        if data.count(b"<") > _TAGS_A_CELL * self._limits.cells:
            raise InputError("文件里的内容过多，不像一份报告，没有检查。")
        try:
            for count, (_, element) in enumerate(
                etree.iterparse(
                    io.BytesIO(data),
                    events=("end",),
                    tag=[f"{{*}}{tag}" for tag in tags] or None,
                    resolve_entities=False,
                    no_network=True,
                    load_dtd=False,
                    huge_tree=False,
                    remove_comments=True,
                    remove_pis=True,
                )
            ):
                if not count:
                    self._refuse_entities(element)
                if not count % 256:
                    self._clock.check()
                yield element
        except etree.XMLSyntaxError:
            raise InputError(f"文件已经损坏，{name} 读不出来。") from None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to inside the file: by id, the kind of the other part and its name."""
        folder = dirname(part)
        name = join(folder, "_rels", part.rsplit("/", 1)[-1] + ".rels")
        if name not in self:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for element in self.elements(name, "Relationship"):
            target = element.get("Target") or ""
            if element.get("TargetMode") != "External" and target:
                path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                found[element.get("Id") or ""] = ((element.get("Type") or "").rsplit("/", 1)[-1], path)
        return found

    @staticmethod
    def _refuse_entities(element: etree._Element) -> None:
        """Refuse a document type: Office writes none, and what entities stand for could be without end."""
        if element.getroottree().docinfo.internalDTD is not None:
            raise InputError("文件里有不该有的 XML 实体声明，没有检查。")


def forget(element: etree._Element) -> None:
    """Let go of an element that was read, and of those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def relation_id(element: etree._Element) -> str:
    """Return the id by which an element refers to another part."""
    return element.get(_RELATION) or element.get(_RELATION_STRICT) or ""
