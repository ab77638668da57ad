"""A PDF with highlights and notes added; what stands on its pages stays as it is."""

from __future__ import annotations

import ctypes
import io
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from textcheck.reporters.notes import AUTHOR
from textcheck.reporters.pdf.shades import shades

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.document.source import Source
    from textcheck.finding import Finding
    from textcheck.reporters.pdf.shades import Box, Shade

_PRINTED = 4
_NOTE = 2000  # the side of the sign of a note, in hundredths of a point
_OPAQUE = 255
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


def mark(source: Source, findings: Sequence[Finding]) -> bytes:
    """Return the PDF of ``source`` with a highlight and a note for every finding."""
    by_page: dict[int, list[Shade]] = {}
    for shade in shades(source, findings):
        by_page.setdefault(shade.page, []).append(shade)
    document = pypdfium2.PdfDocument(source.data)
    try:
        for number, found in by_page.items():
            page = pdfium.FPDF_LoadPage(document.raw, number - 1)
            try:
                _mark_page(page, found)
            finally:
                pdfium.FPDF_ClosePage(page)
        out = io.BytesIO()
        document.save(out)
    finally:
        document.close()
    return out.getvalue()


def _mark_page(page: object, found: Sequence[Shade]) -> None:
    view = _view(page)
    notes = 0
    for shade in found:
        if shade.boxes:
            _highlight(page, view, shade)
        else:
            _note(page, view, shade, notes)
            notes += 1


def _view(page: object) -> View:
    box = pdfium.FS_RECTF()
    turns = pdfium.FPDFPage_GetRotation(page)
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return View(0, 0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page), turns)
    return View(box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top), turns)


def _highlight(page: object, view: View, shade: Shade) -> None:
    annotation = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_HIGHLIGHT)
    points: list[Point] = []
    for box in shade.boxes:
        corners = view.corners(box)
        quad = pdfium.FS_QUADPOINTSF(*[value for point in corners for value in point])
        pdfium.FPDFAnnot_AppendAttachmentPoints(annotation, ctypes.byref(quad))
        points += corners
    _finish(annotation, points, shade)


def _note(page: object, view: View, shade: Shade, before: int) -> None:
    """Put a note at the top of the page, beside those before it."""
    annotation = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_TEXT)
    left = _NOTE * (1 + before)
    _finish(annotation, view.corners((left, _NOTE, left + _NOTE, 2 * _NOTE)), shade)


def _finish(annotation: object, points: Sequence[Point], shade: Shade) -> None:
    """Give an annotation its place, colour and words, and close it."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    rectangle = pdfium.FS_RECTF(min(xs), max(ys), max(xs), min(ys))
    pdfium.FPDFAnnot_SetRect(annotation, ctypes.byref(rectangle))
    pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *shade.colour, _OPAQUE)
    pdfium.FPDFAnnot_SetFlags(annotation, _PRINTED)
    for key, text in ((b"Contents", shade.text), (b"T", AUTHOR)):
        pdfium.FPDFAnnot_SetStringValue(annotation, key, _wide(text))
    pdfium.FPDFPage_CloseAnnot(annotation)


def _wide(text: str) -> object:
    """Return a text as pdfium takes it: UTF-16, ended by a nought."""
    data = (text + "\0").encode("utf-16-le", "replace")
    return ctypes.cast(ctypes.create_string_buffer(data, len(data)), pdfium.FPDF_WIDESTRING)
