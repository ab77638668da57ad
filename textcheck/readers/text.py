"""Plain text, with tables as tab-separated or pipe rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.document.source import Remark, Source
from textcheck.errors import InputError
from textcheck.readers.decode import decode
from textcheck.readers.garbled import unravel
from textcheck.readers.marks import take_marks

if TYPE_CHECKING:
    from textcheck.readers.limits import Limits


def read(data: bytes, path: str, limits: Limits) -> Source:
    """Return ``data`` as the text of a report; raise InputError with one sentence if it is no readable text."""
    if len(data) > limits.text:
        raise InputError(f"文件超过 {limits.text // 1_000_000} MB，不像一份报告的文本，没有检查。")
    decoded, encoding = decode(data)
    decoded, mended = unravel(decoded)
    text, marks = take_marks(decoded)
    if not text.strip():
        raise InputError("文件是空的，没有可检查的内容。")
    number, length = _longest_line(text, limits.line)
    if length > limits.line:
        raise InputError(f"第 {number} 行长达 {length} 个字符，不像一份报告的文本，没有检查。")
    remarks = (Remark("U912", mended),) if mended else ()
    return Source(path, text, encoding, marks, "mended" if mended else "text", remarks=remarks)


def _longest_line(text: str, limit: int) -> tuple[int, int]:
    """Return number and length of the first line that is too long, else of the last line."""
    at = number = 0
    while True:
        end = text.find("\n", at)
        number += 1
        length = (len(text) if end < 0 else end) - at
        if end < 0 or length > limit:
            return number, length
        at = end + 1
