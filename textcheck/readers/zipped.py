"""A zip file that may be hostile: what it says of its parts is checked before one is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from textcheck.errors import InputError

if TYPE_CHECKING:
    from textcheck.readers.limits import Limits

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError, ValueError, LookupError)
_SHARE = 4
_UTF8 = 0x800
_LOCKED = 0x1
_RATIO = 300
_SMALL = 5_000_000


class Package:
    """The parts of a zip file by name, folders left out; of two with one name the last, as zip programs take it."""

    def __init__(self, data: bytes, limits: Limits, what: str = "文件") -> None:
        """Open the file, called ``what`` in messages; raise InputError if it is broken, locked, or more than ``limits`` allow."""
        self._what = what
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = [info for info in self._archive.infolist() if not info.is_dir()]
        except _BROKEN:
            raise InputError(f"{what}已经损坏，打不开。") from None
        self._refuse(infos, limits)
        self._largest = limits.unpacked // _SHARE
        self._infos = {_name(info): info for info in infos}

    def _refuse(self, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
        if any(info.flag_bits & _LOCKED for info in infos):
            raise InputError(f"{self._what}有密码，打不开；请去掉密码再检查。")
        if len(infos) > limits.parts:
            raise InputError(f"{self._what}里有 {len(infos)} 个文件，超过 {limits.parts} 个，没有检查。")
        if sum(info.file_size for info in infos) > limits.unpacked:
            raise InputError(f"{self._what}解开以后超过 {limits.unpacked // 1_000_000} MB，不像一份报告，没有检查。")
        if any(info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1) for info in infos):
            raise InputError(f"{self._what}里有内容压缩得异常小，解开会占满内存，没有检查。")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, with their folders, in the order of the file."""
        return tuple(self._infos)

    def part(self, name: str) -> bytes:
        """Return a part, nothing if there is none; raise InputError if it is broken or too large.

        Never more than the size that the file states comes out, so that sizes may lie without harm.
        """
        info = self._infos.get(name)
        if info is None:
            return b""
        if info.file_size > self._largest:
            raise InputError(f"{self._what}里的 {name} 解开以后超过 {self._largest // 1_000_000} MB，没有检查。")
        try:
            return self._archive.read(info)
        except _BROKEN:
            raise InputError(f"{self._what}里的 {name} 已经损坏，读不出来。") from None


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a part; without the mark of UTF-8 it is in what the system of its maker used, mostly GBK."""
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
