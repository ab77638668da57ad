"""Which program wrote a file of the old Office kind: told by the streams in its directory."""

from __future__ import annotations

import io
import struct

import olefile

from textcheck.errors import InputError

_STREAMS = {"WordDocument": "旧版 Word", "Workbook": "xls", "Book": "xls"}

_LOCKED = "EncryptedPackage"


def kind(data: bytes) -> str:
    """Return the format of an OLE file, nothing if it is neither Word nor Excel; raise InputError if it is locked or broken."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            names = {path[0] for path in file.listdir()}
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        struct.error,
        RecursionError,
        OverflowError,
        MemoryError,
    ):
        names = {_LOCKED} if _LOCKED.encode("utf-16-le") in data else set()
        if not names:
            raise InputError("这是旧版 Word 或 Excel 文件，但已经损坏，打不开。") from None
    if _LOCKED in names:
        raise InputError("文件有打开密码；请去掉密码再检查。")
    return next((form for stream, form in _STREAMS.items() if stream in names), "")
