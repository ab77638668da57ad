"""Bytes to text: the encodings that reports come in, and a plain word about files that are not text."""

from __future__ import annotations

import codecs

from textcheck.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PROBE = 4096


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding; raise InputError for what is no text.

    Line ends stay as they are, so that offsets count the characters of the file.
    """
    if not data.strip():
        raise InputError("文件是空的，没有可检查的内容。")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    if b"\0" in data[:_PROBE]:
        return _without_bom(data)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        _refuse_noise(text)
        return text, encoding
    raise InputError("无法识别文件编码：既不是 UTF-8、UTF-16，也不是 GB18030。")


def _strictly(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(f"文件开头标明是 {encoding.upper()} 编码，内容却不是，可能已经损坏。") from None
    _refuse_noise(text)
    return text, encoding


def _without_bom(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark has most of its noughts on one side; anything else with noughts is binary."""
    probe = data[:_PROBE]
    sides = [("utf-16-le", probe[1::2]), ("utf-16-be", probe[0::2])]
    for encoding, zeros in sorted(sides, key=lambda side: side[1].count(0), reverse=True):
        if zeros.count(0) > len(zeros) // 50 and len(data) % 2 == 0:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                _refuse_noise(text)
                return text, encoding
    raise InputError("这是二进制文件，不是文本。")


def _refuse_noise(text: str) -> None:
    """Control characters in number mean that the bytes were never text."""
    probe = text[:_PROBE]
    noise = sum(1 for c in probe if c < " " and c not in "\t\n\r\f\v")
    if noise * 50 > len(probe):
        raise InputError("文件里多是控制字符，不像文本，可能是二进制文件或编码有误。")
