"""The text of a paragraph of a Word file as it is when all changes are accepted, and what else hangs on it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textcheck.errors import InputError
from textcheck.readers.docx_xml import DEEPEST, FALLBACK, PPR, RPR, TEXT_BOX, R, T, W, number, on, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from textcheck.readers.docx_styles import Styles

_TAB, _BREAK, _RETURN, _PTAB, _HYPHEN, _SYMBOL, _FIELD = (
    W + name for name in ("tab", "br", "cr", "ptab", "noBreakHyphen", "sym", "fldChar")
)
_REMOVED = frozenset((W + "del", W + "moveFrom"))
_ADDED = frozenset((W + "ins", W + "moveTo"))
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_COMMENTS = frozenset((W + "commentRangeStart", W + "commentReference"))
_OBJECTS = frozenset((W + "object", W + "subDoc", W + "altChunk"))
_PROPERTIES = frozenset(
    (PPR, RPR, W + "sdtPr", W + "sdtEndPr", W + "rt", W + "smartTagPr", W + "customXmlPr", W + "fldData", FALLBACK)
)
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_HALF_A_PAGE = 12 * 360_000  # cm in the units of drawings
_SYMBOLS = {
    **{("Wingdings", code): "□" for code in (0x6F, 0x71, 0x72, 0xA8)},
    **{("Wingdings", code): "☑" for code in (0xFE, 0xFD)},
    ("Wingdings", 0xFC): "√",
    ("Wingdings 2", 0x52): "☑",
    ("Wingdings 2", 0x54): "☑",
    ("Wingdings 2", 0xA3): "□",
    ("Wingdings 2", 0x50): "√",
    ("Symbol", 0xA3): "≤",
    ("Symbol", 0xB3): "≥",
    ("Symbol", 0xB4): "×",
    ("Symbol", 0xB1): "±",
    ("Symbol", 0xB8): "÷",
}


class Texts:
    """Collects the text of paragraphs; fields go on from one paragraph to the next.

    ``boxes``, ``notes`` (part and id), ``comments`` (ids) and ``found`` (what is worth a remark) are what the
    paragraphs since ``clear`` held.
    """

    def __init__(self, styles: Styles) -> None:
        """Begin a document."""
        self._styles = styles
        self._said: list[str] = []
        self._fields: list[bool] = []  # for each open field, whether its result has begun
        self._hidden = False
        self.clear()

    def clear(self) -> None:
        """Forget what hung on the paragraphs so far."""
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []
        self.comments: list[str] = []
        self.found: Counter[str] = Counter()

    def of(self, paragraph: Element) -> str:
        """Return the text of a ``w:p`` without its number; a soft break is a line feed, a tab a blank."""
        self._said = []
        self._hidden = self._styles.of(value(paragraph.find(PPR), W + "pStyle") or self._styles.usual).hidden
        self._inside(paragraph, 0)
        # a field whose result never came must not swallow what follows
        self._fields = [begun for begun in self._fields if begun]
        return "".join(self._said)

    def _inside(self, parent: Element, depth: int) -> None:
        """Go through what a paragraph, or a wrapper in it, consists of."""
        if depth > DEEPEST:
            raise InputError("文件里的内容套得太深，不是 Word 写出的文件，没有检查。")
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child, depth + 1)
            elif tag in _REMOVED:
                self.found["change"] += 1
            elif tag in _COMMENTS:
                self.comments.append(child.get(W + "id", ""))
            elif tag == TEXT_BOX:
                self.boxes.append(child)
            elif tag not in _PROPERTIES:
                if tag in _ADDED:
                    self.found["change"] += 1
                self._other(child, tag, depth)

    def _run(self, run: Element, depth: int) -> None:
        properties = run.find(RPR)
        hidden = self._hidden
        if properties is not None and len(properties):
            hidden = self._is_hidden(properties)
        for child in run:
            tag = child.tag
            if tag == T:
                if hidden:
                    self.found["hidden"] += bool(child.text)
                elif child.text and (not self._fields or all(self._fields)):
                    self._said.append(child.text)
            elif tag == _FIELD:
                self._field(child.get(W + "fldCharType", ""))
            elif tag != RPR and not hidden:
                self._sign(child, tag, depth)

    def _sign(self, child: Element, tag: str, depth: int) -> None:
        """Take what stands in a run beside its text."""
        if self._fields and not all(self._fields):
            return
        if tag in (_TAB, _PTAB):
            self._said.append(" ")
        elif tag in (_BREAK, _RETURN):
            self._said.append("\n")
        elif tag == _HYPHEN:
            self._said.append("-")
        elif tag == _SYMBOL:
            self._said.append(_symbol(child))
        elif tag in _NOTES:
            self.notes.append((_NOTES[tag], child.get(W + "id", "")))
        elif tag in _COMMENTS:
            self.comments.append(child.get(W + "id", ""))
        elif tag not in _PROPERTIES:
            self._other(child, tag, depth)

    def _other(self, child: Element, tag: str, depth: int) -> None:
        if tag == _MATH_TEXT:
            self._said.append(child.text or "")
        elif tag in _OBJECTS:
            self.found["object"] += 1
        elif tag == _PICTURE:
            self.found["picture"] += _is_large(child)
        elif tag == TEXT_BOX:
            self.boxes.append(child)
        else:
            self._inside(child, depth + 1)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, properties: Element) -> bool:
        if properties.find(W + "vanish") is not None:
            return on(properties, W + "vanish")
        return self._hidden or self._styles.of(value(properties, W + "rStyle")).hidden


def _symbol(child: Element) -> str:
    """Return a sign of a symbol font as the character that it looks like; nothing if that is not known."""
    try:
        code = int(child.get(W + "char", ""), 16)
    except ValueError:
        return ""
    if code < 0xF000:
        return chr(code) if 0x20 <= code < 0xD800 else ""
    return _SYMBOLS.get((child.get(W + "font", ""), code - 0xF000), "")


def _is_large(picture: Element) -> bool:
    """Tell whether a picture fills half a page, as a table pasted as a picture does."""
    for above in picture.iterancestors():
        extent = above.find(_EXTENT)
        if extent is not None:
            return min(number(extent.get(side, ""), most=10**9) for side in ("cx", "cy")) >= _HALF_A_PAGE
    return False
