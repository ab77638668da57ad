"""The straight lines of a page: strokes, thin filled rectangles, the edges of stroked ones, also within forms."""

from __future__ import annotations

import ctypes
import itertools
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from textcheck.readers.pdf.shapes import Rule

if TYPE_CHECKING:
    from textcheck.readers.pdf.shapes import Frame

_THIN = 300
_SHORT = 200
_GAP = 250
_NEAR = 60
_MOST_SEGMENTS = 20_000
_FOUR_SIDES = 6


class Rules(NamedTuple):
    """The lines of a page, joined where they continue each other, its pictures, and whether there is more than was looked at."""

    across: list[Rule]
    down: list[Rule]
    pictures: int
    cut: bool


class Lines:
    """Collects the straight lines of a page and of the forms on it."""

    def __init__(self, most: int, depth: int) -> None:
        """Begin with nothing; a page of more than ``most`` objects is not looked at, forms no deeper than ``depth``."""
        self._left = most
        self._depth = depth
        self._across: list[Rule] = []
        self._down: list[Rule] = []
        self._pictures = 0
        self._edges = [ctypes.c_float() for _ in range(4)]

    def of_page(self, page: object, frame: Frame) -> Rules:
        """Return the rules of a page."""
        kind, get = pdfium.FPDFPageObj_GetType, pdfium.FPDFPage_GetObject
        count = pdfium.FPDFPage_CountObjects(page)
        self._left -= count
        for index in range(count if self._left >= 0 else 0):
            thing = get(page, index)
            form = kind(thing)
            if form == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(thing, frame)
            elif form != pdfium.FPDF_PAGEOBJ_TEXT:
                self._other(thing, form, frame, 0)
        return Rules(_joined(self._across), _joined(self._down), self._pictures, self._left < 0)

    def _other(self, thing: object, form: int, frame: Frame, depth: int) -> None:
        if form == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._pictures += 1
        if form != pdfium.FPDF_PAGEOBJ_FORM or depth >= self._depth:
            return
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix))
        inner = frame.within((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f))
        for index in range(max(pdfium.FPDFFormObj_CountObjects(thing), 0)):
            self._left -= 1
            if self._left < 0:
                return
            part = pdfium.FPDFFormObj_GetObject(thing, index)
            kind = pdfium.FPDFPageObj_GetType(part)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(part, inner)
            elif kind != pdfium.FPDF_PAGEOBJ_TEXT:
                self._other(part, kind, inner, depth + 1)

    def _path(self, path: object, frame: Frame) -> None:
        left, bottom, right, top = self._edges
        if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
            return
        x0, y0 = frame.point(left.value, top.value)
        x1, y1 = frame.point(right.value, bottom.value)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        wide, high = x1 - x0, y1 - y0
        if high <= _THIN and wide > high:
            self._across.append(Rule((y0 + y1) // 2, x0, x1))
        elif wide <= _THIN:
            if high > wide:
                self._down.append(Rule((x0 + x1) // 2, y0, y1))
        else:
            self._outline(path, frame)

    def _outline(self, path: object, frame: Frame) -> None:
        """Take the straight edges of a stroked path one by one; the edge of a mere fill is no line."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        count = pdfium.FPDFPath_CountSegments(path)
        if not stroke.value and count < _FOUR_SIDES:
            return
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
        frame = frame.within((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f))
        x, y = ctypes.c_float(), ctypes.c_float()
        figures: list[list[tuple[int, int]]] = []
        for index in range(min(count, _MOST_SEGMENTS)):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO or not figures:
                figures.append([])
            figures[-1].append(frame.point(x.value, y.value))
            if pdfium.FPDFPathSegment_GetClose(segment):
                figures[-1].append(figures[-1][0])
        for points in figures:
            self._figure(points, stroked=bool(stroke.value))

    def _figure(self, points: list[tuple[int, int]], *, stroked: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if high <= _THIN < wide:
            self._across.append(Rule((min(ys) + max(ys)) // 2, min(xs), max(xs)))
        elif wide <= _THIN < high:
            self._down.append(Rule((min(xs) + max(xs)) // 2, min(ys), max(ys)))
        elif stroked:
            for (x0, y0), (x1, y1) in itertools.pairwise(points):
                if abs(y0 - y1) <= _NEAR:
                    self._across.append(Rule((y0 + y1) // 2, min(x0, x1), max(x0, x1)))
                elif abs(x0 - x1) <= _NEAR:
                    self._down.append(Rule((x0 + x1) // 2, min(y0, y1), max(y0, y1)))


def _joined(rules: list[Rule]) -> list[Rule]:
    """Return rules on one line joined where they touch, in order; short ones are strokes of a drawing and left out."""
    rules.sort()
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][-1].at <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    joined: list[Rule] = []
    for group in groups:
        group.sort(key=lambda rule: rule.start)
        at, start, end = group[0]
        for other in group[1:]:
            if other.start <= end + _GAP:
                end = max(end, other.end)
            else:
                joined.append(Rule(at, start, end))
                at, start, end = other
        joined.append(Rule(at, start, end))
    return sorted(rule for rule in joined if rule.end - rule.start > _SHORT)
