"""How a page is shown: its own points, and hundredths of a point from the top left of what is seen of it."""

from __future__ import annotations

import ctypes
from math import floor
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from textcheck.reporters.pdf.shades import Box

Point = tuple[float, float]


class View(NamedTuple):
    """The edges of what is shown of a page, in its own points, and by how many quarters it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def point(self, x: int, y: int) -> Point:
        """Return the point of the page that is shown at hundredths of a point from the top left."""
        across, down = x / 100, y / 100
        return (
            (self.left + across, self.top - down),
            (self.left + down, self.bottom + across),
            (self.right - across, self.bottom + down),
            (self.right - down, self.top - across),
        )[self.turns % 4]

    def corners(self, box: Box) -> tuple[Point, Point, Point, Point]:
        """Return the corners of a box as shown: top left, top right, bottom left, bottom right."""
        left, top, right, bottom = box
        return self.point(left, top), self.point(right, top), self.point(left, bottom), self.point(right, bottom)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a rectangle of the page is shown."""
        edges = (
            (left - self.left, self.top - top, right - self.left, self.top - bottom),
            (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left),
            (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom),
            (self.top - top, self.right - right, self.top - bottom, self.right - left),
        )[self.turns % 4]
        first, second, third, fourth = (floor(100 * edge + 0.5) for edge in edges)
        return first, second, third, fourth


def view_of(page: object) -> View:
    """Return how an open page is shown."""
    box = pdfium.FS_RECTF()
    turns = pdfium.FPDFPage_GetRotation(page)
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return View(0, 0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page), turns)
    return View(box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top), turns)
