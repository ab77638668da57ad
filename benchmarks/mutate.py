"""Ways to make a wrong file out of a right one: its bytes, its markup, the parts of an archive."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

_MOST_EDITS = 8
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]*)([^<>]*?)(/?)>")
_NUMBER = re.compile(rb'(?<==["\'])-?\d+(?=["\'])|(?<=>)\d[\d,.]*(?=<)|\b\d+\b')
_ODD_NUMBERS = (b"0", b"-1", b"1", b"63", b"65536", b"2147483647", b"4294967296", b"999999999999999999999", b"1e309", b"NaN", b"")
_ODD_NAMES = (
    "",
    "../外.txt",
    "/绝对.docx",
    "a\\b.txt",
    "C:\\x.xls",
    "x" * 300 + ".html",
    "附表.pdf",
    "附表",
    "内.zip",
    "~$x.docx",
)
_HTML = ("html", "htm", "mhtml", "mht")


def flip(data: bytes, dice: random.Random) -> bytes:
    """Change a few bytes."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, _MOST_EDITS)):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(data: bytes, dice: random.Random) -> bytes:
    """Drop the end, or a piece out of the middle."""
    at = dice.randrange(len(data) + 1)
    return data[:at] if dice.random() < 0.5 else data[:at] + data[at + dice.randint(1, 1 + len(data) // 4) :]


def double(data: bytes, dice: random.Random) -> bytes:
    """Write a piece twice, or where another stood."""
    start = dice.randrange(len(data) + 1)
    piece = data[start : start + dice.randint(1, 1 + min(len(data) // 4, 100_000))]
    at = dice.randrange(len(data) + 1)
    return data[:at] + piece + data[at if dice.random() < 0.5 else at + len(piece) :]


def lie(data: bytes, dice: random.Random) -> bytes:
    """Put a large, a negative or no number where four bytes or digits stood."""
    if dice.random() < 0.5 and len(data) > 4:
        at = dice.randrange(len(data) - 4)
        return data[:at] + struct.pack("<I", dice.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFF))) + data[at + 4 :]
    return renumber(data, dice)


def renumber(data: bytes, dice: random.Random) -> bytes:
    """Put an odd number where digits stood."""
    found = [match.span() for match in _NUMBER.finditer(data[:2_000_000])]
    for start, end in sorted(dice.sample(found, min(len(found), dice.randint(1, _MOST_EDITS))), reverse=True):
        data = data[:start] + dice.choice(_ODD_NUMBERS) + data[end:]
    return data


def _elements(data: bytes) -> list[tuple[int, int, int, int]]:
    """Return start and end of every element with its tags, and of what stands between them."""
    opened: list[tuple[bytes, int, int]] = []
    found: list[tuple[int, int, int, int]] = []
    for match in _TAG.finditer(data):
        closing, name, _, empty = match.groups()
        if empty:
            found.append((match.start(), match.end(), match.end(), match.end()))
        elif not closing:
            opened.append((name, match.start(), match.end()))
        elif opened and opened[-1][0] == name:
            _, start, inside = opened.pop()
            found.append((start, match.end(), inside, match.start()))
    return found


def drop_element(data: bytes, dice: random.Random) -> bytes:
    """Drop an element, its content or its tags."""
    found = _elements(data)
    if not found:
        return flip(data, dice)
    start, end, inside, stop = dice.choice(found)
    return dice.choice((data[:start] + data[end:], data[:inside] + data[stop:], data[:start] + data[inside:stop] + data[end:]))


def double_element(data: bytes, dice: random.Random) -> bytes:
    """Write an element several times, there or within another."""
    found = _elements(data)
    if not found:
        return double(data, dice)
    start, end, _, _ = dice.choice(found)
    piece = data[start : min(end, start + 200_000)]
    at = end if dice.random() < 0.5 else dice.choice(found)[2]
    return data[:at] + piece * dice.choice((1, 2, 50)) + data[at:]


def nest(data: bytes, dice: random.Random) -> bytes:
    """Put an element into itself, a few or very many times."""
    found = [each for each in _elements(data) if each[2] < each[3]]
    if not found:
        return double(data, dice)
    start, end, inside, stop = dice.choice(found)
    times = dice.choice((2, 10, 100, 240, 5_000))
    middle = data[inside:stop] if stop - inside < 5_000 else b""
    return data[:start] + data[start:inside] * times + middle + data[stop:end] * times + data[end:]


def swap_elements(data: bytes, dice: random.Random) -> bytes:
    """Put an element where another stood."""
    found = _elements(data)
    if len(found) < 2:
        return cut(data, dice)
    (a, b, _, _), (c, d, _, _) = dice.sample(found, 2)
    return data[:a] + data[c : min(d, c + 200_000)] + data[b:]


def entity(data: bytes, dice: random.Random) -> bytes:
    """Declare entities that stand for each other, and use them."""
    levels = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    declared = b'<!DOCTYPE x [<!ENTITY e0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">' + levels + b"]>"
    head = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    at = data.rfind(b"</")
    return data[:head] + declared + data[head:at] + dice.choice((b"&e9;", b"&f;", b"")) + data[at:]


def _unpack(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist() if not name.endswith("/")]


def _pack(parts: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        warnings.simplefilter("ignore")  # a name may be there twice
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def in_archive(data: bytes, dice: random.Random) -> bytes:
    """Mutate the parts of a zip file: their content, or which there are."""
    parts = _unpack(data)
    for _ in range(dice.choice((1, 1, 2, 4))):
        if not parts:
            break
        # large parts are the report itself; small ones are settings; both must be met
        at = dice.choices(range(len(parts)), [len(content) ** 0.5 + 10 for _, content in parts])[0]
        name, content = parts[at]
        act = dice.random()
        if act < 0.06:
            del parts[at]
        elif act < 0.10:
            parts.append((name, dice.choice(parts)[1]))
        elif act < 0.14:
            parts[at] = (name, dice.choice(parts)[1])
        elif act < 0.16:
            parts[at] = (name, b"")
        elif act < 0.18:
            parts[at] = (name, content + b" " * 3_000_000)
        elif act < 0.20:
            parts[at] = (dice.choice(_ODD_NAMES), content)
        elif content.startswith(b"PK"):
            parts[at] = (name, mutate(content, "", dice) if dice.random() < 0.8 else _pack([("内.zip", content)]))
        else:
            markup = content.lstrip()[:1] == b"<"
            parts[at] = (name, dice.choice(MARKUP if markup else BYTES)(content, dice))
    return _pack(parts)


def lying_sizes(data: bytes, dice: random.Random) -> bytes:
    """Let the directory or the headers of a zip file state other sizes, sums, names or flags than are true."""
    changed = bytearray(data)
    heads = [match.start() for match in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    for _ in range(dice.randint(1, _MOST_EDITS)):
        at = dice.choice(heads) + dice.randrange(6, 30)
        if at + 4 <= len(changed):
            changed[at : at + dice.choice((1, 2, 4))] = dice.choice((b"\x00", b"\xff\xff\xff\xff", b"\x01\x00", b"\xff\x7f"))
    return bytes(changed)


BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, cut, double, lie)
MARKUP = (drop_element, double_element, nest, swap_elements, renumber, entity, flip, cut)


def mutate(data: bytes, suffix: str, dice: random.Random) -> bytes:
    """Return a file that is like ``data``, but wrong."""
    if data.startswith(b"PK"):
        kind = dice.random()
        if kind < 0.8:
            return in_archive(data, dice)
        return (lying_sizes if kind < 0.9 else dice.choice(BYTES))(data, dice)
    acts = MARKUP + BYTES if suffix in _HTML else BYTES
    for _ in range(dice.choice((1, 1, 2, 3))):
        data = dice.choice(acts)(data, dice)
    return data
