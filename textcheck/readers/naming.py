"""Names of the files that make up a report: their order as people mean it, and those that are none."""

from __future__ import annotations

import re

from textcheck.readers.lines import chinese_number

_CHUNK = re.compile(r"\d+|[一二三四五六七八九十]+|[^\d一二三四五六七八九十]+")
_LEAD = re.compile(r"\D?(\d+)")
_FIRST = ("封面", "目录", "说明", "正文", "报告", "公开")
_LAST = ("附件", "附表", "报表", "表")
_LITTER = frozenset(("thumbs.db", "desktop.ini", "__macosx", ".ds_store"))
_PAGE_PARTS = ("_files", ".files")  # what a browser saves beside a page


def order(path: str) -> tuple[tuple[int, int, tuple[tuple[int, int, str], ...]], ...]:
    """Return what files sort by: the number that a name begins with, prose before tables, then the numbers in the name."""
    return tuple(_key(name) for name in path.split("/"))


def is_litter(path: str) -> bool:
    """Tell whether a file is what a system or an office program left behind, or a part of a saved page."""
    names = path.lower().split("/")
    return any(name in _LITTER or name.startswith("~$") or (name.startswith(".") and name.strip(".")) for name in names) or any(
        name.endswith(_PAGE_PARTS) for name in names[:-1]
    )


def _key(name: str) -> tuple[int, int, tuple[tuple[int, int, str], ...]]:
    stem = name.rsplit(".", 1)[0]
    lead = _LEAD.match(stem)
    number = int(lead[1][:9]) if lead and len(lead[1]) < 4 else 0
    last = any(word in stem for word in _LAST)
    rank = 2 if last else 0 if any(word in stem for word in _FIRST) else 1
    if last and any(word in stem for word in _FIRST[:3]):
        rank = 0 if stem.rfind("说明") > stem.rfind("表") else 2
    return number, rank, tuple(_chunk(chunk) for chunk in _CHUNK.findall(name))


def _chunk(chunk: str) -> tuple[int, int, str]:
    if chunk.isdecimal() and len(chunk) < 10:
        return 0, int(chunk), chunk
    number = chinese_number(chunk) if len(chunk) <= 3 else 0
    return (0, number, chunk) if number else (1, 0, chunk)
