"""Zip archives: the parts of one report, or several reports."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.source import Place, Remark
from textcheck.errors import InputError
from textcheck.readers.formats import SUFFIXES, read_source, recognise
from textcheck.readers.join import Part, join
from textcheck.readers.limits import Clock
from textcheck.readers.naming import is_litter, order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, LookupError)
_UTF8 = 0x800
_LOCKED = 0x1
_RATIO = 300
_SMALL = 5_000_000
_DEPTH = 2
_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp")
_COVER = re.compile(
    r"(?:(?P<before>[^\d\s，。：]{2,40})20\d\d年度?|20\d\d年度?(?P<after>[^\d\s，。：]{2,40}?))"
    r"(?:部门|单位)?(?:决算|预算)(?:信息)?(?:公开)?(?:报告|说明|文本)?"
)
_COVER_LINES = 40
_PROSE = 3


class Contained(NamedTuple):
    """A file in an archive: its name with the folders, and what is in it."""

    name: str
    data: bytes


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
        if name.endswith(_PICTURES) or not name.endswith(SUFFIXES):
            others.append(each.name)
            continue
        try:
            parts.append(Part(each.name, read_source(each.data, each.name, limits)))
        except InputError as error:
            failed.append(f"{each.name}：{error}")
            remarks.append(Remark("U910", f"压缩包里的 {each.name} 没有检查：{error}", Place(file=each.name)))
    if not parts:
        raise InputError(f"压缩包里没有能检查的报告{'（' + failed[0].rstrip('。') + '）' if failed else ''}。")
    if others:
        shown = "、".join(others[:5]) + (" 等" if len(others) > 5 else "")
        remarks.append(Remark("U910", f"压缩包里有 {len(others)} 个文件不是能读的报告，没有检查：{shown}。"))
    return parts, remarks


def _files(data: bytes, limits: Limits, depth: int) -> Iterator[Contained]:
    """Yield the files of an archive and of the archives in it; raise InputError for one that is broken, locked or a bomb."""
    left = limits.unpacked
    count = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in _checked(archive, limits):
                name = _name(info)
                if is_litter(name):
                    continue
                with archive.open(info) as file:
                    content = file.read(info.file_size + 1)
                inner = [Contained(name, content)]
                if content.startswith(b"PK\x03\x04") and recognise(content).reader == "archive":
                    if depth <= 0:
                        raise InputError("压缩包里套着太多层压缩包，请解压后再检查。")
                    inner = [Contained(f"{name}/{each.name}", each.data) for each in _files(content, limits, depth - 1)]
                left -= sum(len(each.data) for each in inner)
                count += len(inner)
                if left < 0 or count > limits.parts:
                    raise InputError("压缩包解开以后太大，不像一份报告，没有检查。")
                yield from inner
    except _BROKEN:
        raise InputError("压缩包已经损坏，打不开。") from None


def _checked(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """Return the files of an archive once what it says of them is harmless."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if any(info.flag_bits & _LOCKED for info in infos):
        raise InputError("压缩包有密码，打不开；请解压后再检查。")
    if len(infos) > limits.parts:
        raise InputError(f"压缩包里有 {len(infos)} 个文件，超过 {limits.parts} 个，没有检查。")
    if sum(info.file_size for info in infos) > limits.unpacked:
        raise InputError(f"压缩包解开以后超过 {limits.unpacked // 1_000_000} MB，不像一份报告，没有检查。")
    if any(info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1) for info in infos):
        raise InputError("压缩包里有文件压缩得异常小，解开会占满内存，没有检查。")
    return infos


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a file; without the mark of UTF-8 it is in what the system of its maker used, mostly GBK."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding).replace("\\", "/")
            except UnicodeDecodeError:
                continue
    return name


def _cover(text: str) -> str:
    """Return whose report a text is that has a cover, prose and tables of its own; nothing for a mere part."""
    if "\t" not in text or text.count("。\n") < _PROSE:
        return ""
    for line in text.split("\n")[:_COVER_LINES]:
        match = _COVER.fullmatch("".join(line.split()))
        if match and "表" not in line and "目录" not in line:
            return match["before"] or match["after"]
    return ""
