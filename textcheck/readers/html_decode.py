"""The bytes of a web page to text: what they are goes before what the page says that they are."""

from __future__ import annotations

import codecs
import re

from textcheck.errors import InputError
from textcheck.readers.garbled import frequent

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HEAD = 4096
_PROBE = 50_000
_CHINESE = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "windows-936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
}
_BROKEN_SHARE = 1000


def decode_page(data: bytes, declared: str = "") -> tuple[str, str, int]:
    """Return the text of a page, its encoding, and how many characters are broken; InputError if it is no text.

    ``declared`` is what stands outside the page, as in a mail. UTF-8 does not come about by chance, so it is tried first;
    GBK and Big5 pass for each other, so the one that gives frequent characters is taken.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _leniently(data, encoding)
    said = declared.lower() or _said(data)
    chosen = [_CHINESE[said]] if said in _CHINESE else []
    fitting = []
    for encoding in dict.fromkeys(("utf-8", *chosen, "gb18030", "big5hkscs")):
        try:
            fitting.append((data.decode(encoding), encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8":
            return fitting[0][0], encoding, 0
    if fitting:
        text, encoding = max(fitting, key=lambda each: frequent(each[0][:_PROBE]))
        return text, encoding, 0
    tries = [_leniently(data, encoding) for encoding in dict.fromkeys(("utf-8", *chosen, "gb18030", "big5hkscs"))]
    return min(tries, key=lambda each: each[2])


def too_broken(text: str, broken: int) -> bool:
    """Tell whether so many characters are lost that figures may be among them."""
    return broken * _BROKEN_SHARE > len(text)


def _said(data: bytes) -> str:
    match = _CHARSET.search(data[:_HEAD])
    return match[1].decode("ascii", "replace").lower() if match else ""


def _leniently(data: bytes, encoding: str) -> tuple[str, str, int]:
    text = data.decode(encoding, "replace")
    if "\0" in text[:_HEAD]:
        raise InputError("这是二进制文件，不是网页。")
    return text, encoding, text.count("\ufffd")
