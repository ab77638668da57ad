"""What stands on a page: glyphs, rules, and how the page's own coordinates become those of the page as shown.

Lengths are whole hundredths of a point, from the top left of the page as it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Box = tuple[int, int, int, int]


class Glyph(NamedTuple):
    """One character and its box: the advance from left to right, the font's height from top to bottom."""

    left: int
    top: int
    right: int
    bottom: int
    text: str


class Rule(NamedTuple):
    """A straight line along an axis: its distance ``at`` from the other axis, and from where to where it goes."""

    at: int
    start: int
    end: int


class Frame(NamedTuple):
    """How points of the page, or of a form within it, become hundredths of a point from the top left as shown."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[int, int]:
        """Return where a point is shown."""
        return int(self.a * x + self.c * y + self.e), int(self.b * x + self.d * y + self.f)

    def within(self, inner: tuple[float, float, float, float, float, float]) -> Frame:
        """Return the frame of a form that stands on this page with the matrix ``inner``."""
        a, b, c, d, e, f = inner
        return Frame(
            a * self.a + b * self.c,
            a * self.b + b * self.d,
            c * self.a + d * self.c,
            c * self.b + d * self.d,
            e * self.a + f * self.c + self.e,
            e * self.b + f * self.d + self.f,
        )


def frame_of(left: float, bottom: float, right: float, top: float, turns: int) -> Frame:
    """Return the frame of a page with the given edges that is shown after quarter ``turns`` clockwise."""
    return (
        Frame(100, 0, 0, -100, -100 * left, 100 * top),
        Frame(0, 100, 100, 0, -100 * bottom, -100 * left),
        Frame(-100, 0, 0, 100, 100 * right, -100 * bottom),
        Frame(0, -100, -100, 0, 100 * top, 100 * right),
    )[turns % 4]


def turned_back(box: Box, turns: int, width: int, height: int) -> Box:
    """Return the box on the page as shown of a box on the page after ``turns`` more; width and height as shown."""
    if not turns % 4:
        return box
    left, top, right, bottom = box
    return (
        box,
        (top, height - right, bottom, height - left),
        (width - right, height - bottom, width - left, height - top),
        (width - bottom, left, width - top, right),
    )[turns % 4]


def around(glyphs: Sequence[Glyph]) -> Box:
    """Return the box around glyphs; at least one."""
    lefts, tops, rights, bottoms, _ = zip(*glyphs, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
