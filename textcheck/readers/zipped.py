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


class Package:
    """The parts of a zip file by name; a part that is there twice is the last one, as zip programs take it."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the file; raise InputError if it is broken, or would become more than ``limits`` allow."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise InputError("文件已经损坏，打不开。") from None
        parts = self._archive.infolist()
        if len(parts) > limits.parts:
            raise InputError(f"压缩包里有 {len(parts)} 个文件，超过 {limits.parts} 个，没有检查。")
        if sum(part.file_size for part in parts) > limits.unpacked:
            raise InputError(f"文件解开以后超过 {limits.unpacked // 1_000_000} MB，不像一份报告，没有检查。")
        self._largest = limits.unpacked // _SHARE
        self.names = frozenset(self._archive.namelist())

    def part(self, name: str) -> bytes:
        """Return a part, nothing if there is none; raise InputError if it is broken, locked or too large.

        Never more than the size that the file states comes out, so that sizes may lie without harm.
        """
        if name not in self.names:
            return b""
        try:
            if self._archive.getinfo(name).file_size > self._largest:
                raise InputError(f"文件里的 {name} 解开以后超过 {self._largest // 1_000_000} MB，没有检查。")
            return self._archive.read(name)
        except _BROKEN:
            raise InputError(f"文件里的 {name} 已经损坏或有密码，读不出来。") from None
