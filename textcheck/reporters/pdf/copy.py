"""A PDF with highlights and notes added; what stands on its pages stays as it is."""

from __future__ import annotations

import ctypes
import io
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from textcheck.reporters.notes import AUTHOR
from textcheck.reporters.pdf.exact import exact, letters
from textcheck.reporters.pdf.shades import shades
from textcheck.reporters.pdf.view import view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.document.source import Source
    from textcheck.finding import Finding
    from textcheck.reporters.pdf.shades import Box, Shade
    from textcheck.reporters.pdf.view import Point, View

_PRINTED = 4
_NOTE = 2000  # the side of the sign of a note, in hundredths of a point
_OPAQUE = 255


def mark(source: Source, findings: Sequence[Finding]) -> bytes:
    """Return the PDF of ``source`` with a highlight and a note for every finding."""
    if not findings:
        return source.data
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
    view = view_of(page)
    written = letters(page, view)
    notes = 0
    for shade in found:
        if shade.spots:
            _highlight(page, view, shade, exact(shade.spots, written))
        else:
            _note(page, view, shade, notes)
            notes += 1


def _highlight(page: object, view: View, shade: Shade, boxes: Sequence[Box]) -> None:
    annotation = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_HIGHLIGHT)
    points: list[Point] = []
    for box in boxes:
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
