"""Text on a grid of terminal columns, where a 汉字 takes two."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

ELLIPSIS = "…"


def width(text: str) -> int:
    """Return how many columns ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(c) in "WF" else 0 if combining(c) else 1 for c in text)


def printable(text: str) -> str:
    """Return ``text`` with blanks for white space and a mark for what would steer the terminal, one for one."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def pad(text: str, columns: int) -> str:
    """Return ``text`` filled up with blanks to ``columns``."""
    return text + " " * (columns - width(text))


def head(text: str, columns: int) -> str:
    """Return as much of the beginning of ``text`` as fits."""
    used = 0
    for at, character in enumerate(text):
        used += width(character)
        if used > columns:
            return text[:at]
    return text


def tail(text: str, columns: int) -> str:
    """Return as much of the end of ``text`` as fits."""
    return head(text[::-1], columns)[::-1]


def window(text: str, start: int, end: int, columns: int) -> tuple[int, int]:
    """Return the part of ``text`` to show in ``columns`` so that ``start`` to ``end`` is seen in its surroundings.

    What is left out at either side is to be replaced with an ellipsis, for which room is kept.
    """
    if width(text) <= columns:
        return 0, len(text)
    room = columns - 2 * width(ELLIPSIS)
    mark = head(text[start:end], room)
    room -= width(mark)
    after = text[start + len(mark) :]
    right = head(after, room // 3)
    left = tail(text[:start], room - width(right))
    right = head(after, room - width(left))
    return start - len(left), start + len(mark) + len(right)
