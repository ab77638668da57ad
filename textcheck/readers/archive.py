"""Zip archives: the parts of one report, or several reports."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.source import Place, Remark
from textcheck.errors import InputError
from textcheck.readers.formats import SUFFIXES, read_source, recognise
from textcheck.readers.join import Part, join
from textcheck.readers.limits import Clock
from textcheck.readers.naming import is_litter, order
from textcheck.readers.zipped import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits

_DEPTH = 2
_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp")
_COVER = re.compile(
    r"(?:(?P<before>[^\d\s，。：]{2,40})20\d\d年度?|20\d\d年度?(?P<after>[^\d\s，。：]{2,40}?))"
    r"(?:部门|单位)?(?:决算|预算)(?:信息)?(?:公开)?(?:报告|说明|文本)?"
)
_COVER_LINES = 40
_PROSE = 3


class _TooMuchError(InputError):
    """What comes out of an archive is more than is allowed: the whole of it is refused, not only the file at fault."""


class Contained(NamedTuple):
    """A file in an archive: its name with the folders, what is in it, or why that could not be had."""

    name: str
    data: bytes
    fault: str = ""


def read(data: bytes, path: str, limits: Limits) -> Source:
    """Return the report whose parts ``data`` archives; raise InputError with one sentence if there is none."""
    parts, remarks = _parts(data, limits)
    joined = join(parts, path)
    return replace(joined, format="zip", remarks=(*joined.remarks, *remarks))


def reports_in(data: bytes, limits: Limits) -> list[str]:
    """Return the names of the reports in an archive of several; nothing if it holds the parts of one."""
    try:
        parts, _ = _parts(data, limits)
    except InputError:
        return []
    covers = {part.name: cover for part in parts if (cover := _cover(part.source.text))}
    return list(covers) if len(set(covers.values())) > 1 else []


def member(data: bytes, name: str, limits: Limits) -> bytes:
    """Return the file of that name in the archive; raise InputError if it is not there any more."""
    for each in _files(data, limits, _DEPTH):
        if each.name == name:
            if each.fault:
                raise InputError(each.fault)
            return each.data
    raise InputError("压缩包里没有这个文件。")


def _parts(data: bytes, limits: Limits) -> tuple[list[Part], list[Remark]]:
    clock = Clock(limits.seconds)
    parts: list[Part] = []
    remarks: list[Remark] = []
    failed: list[str] = []
    others: list[str] = []
    for each in sorted(_files(data, limits, _DEPTH), key=lambda each: order(each.name)):
        clock.check()
        name = each.name.lower()
        if not each.fault and (name.endswith(_PICTURES) or not name.endswith(SUFFIXES)):
            others.append(each.name)
            continue
        fault = each.fault
        if not fault:
            try:
                parts.append(Part(each.name, read_source(each.data, each.name, limits)))
            except InputError as error:
                fault = str(error)
        if fault:
            failed.append(f"{each.name}：{fault}")
            remarks.append(Remark("U910", f"压缩包里的 {each.name} 没有检查：{fault}", Place(file=each.name)))
    if not parts:
        raise InputError(f"压缩包里没有能检查的报告{'（' + failed[0].rstrip('。') + '）' if failed else ''}。")
    if others:
        shown = "、".join(others[:5]) + (" 等" if len(others) > 5 else "")
        remarks.append(Remark("U910", f"压缩包里有 {len(others)} 个文件不是能读的报告，没有检查：{shown}。"))
    return parts, remarks


def _files(data: bytes, limits: Limits, depth: int) -> Iterator[Contained]:
    """Yield the files of an archive and of the archives in it; raise InputError if it cannot be opened or is a bomb."""
    left = limits.unpacked
    count = 0
    package = Package(data, limits, "压缩包")
    for name in package.names:
        if is_litter(name):
            continue
        inner = list(_unpacked(package, name, limits, depth))
        left -= sum(len(each.data) for each in inner)
        count += len(inner)
        if left < 0 or count > limits.parts:
            raise _TooMuchError("压缩包解开以后太大，不像一份报告，没有检查。")
        yield from inner


def _unpacked(package: Package, name: str, limits: Limits, depth: int) -> Iterator[Contained]:
    """Yield a file, or the files of the archive that it is; a broken one costs only itself."""
    try:
        content = package.part(name)
        if not content.startswith(b"PK\x03\x04") or recognise(content).reader != "archive":
            yield Contained(name, content)
        elif depth > 0:
            yield from [Contained(f"{name}/{each.name}", *each[1:]) for each in _files(content, limits, depth - 1)]
        else:
            yield Contained(name, b"", "套着太多层压缩包，请解压后再检查。")
    except _TooMuchError:
        raise
    except InputError as error:
        yield Contained(name, b"", str(error))


def _cover(text: str) -> str:
    """Return whose report a text is that has a cover, prose and tables of its own; nothing for a mere part."""
    if "\t" not in text or text.count("。\n") < _PROSE:
        return ""
    for line in text.split("\n")[:_COVER_LINES]:
        match = _COVER.fullmatch("".join(line.split()))
        if match and "表" not in line and "目录" not in line:
            return match["before"] or match["after"]
    return ""
