"""Comments of a Word file around runs or whole paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from textcheck.reporters.docx.names import PPR
from textcheck.reporters.notes import AUTHOR

if TYPE_CHECKING:
    from docx.document import Document as Word
    from lxml.etree import _Element as Element

_INITIALS = "tc"


def around(word: Word, first: Element, last: Element, text: str) -> None:
    """Put a comment around the runs from ``first`` to ``last``."""
    begin, end, reference = _comment(word, text)
    first.addprevious(begin)
    last.addnext(end)
    end.addnext(reference)


def over(word: Word, paragraph: Element, text: str) -> None:
    """Put a comment over a whole paragraph."""
    begin, end, reference = _comment(word, text)
    paragraph.insert(1 if len(paragraph) and paragraph[0].tag == PPR else 0, begin)
    paragraph.append(end)
    paragraph.append(reference)


def _comment(word: Word, text: str) -> tuple[Element, Element, Element]:
    """Add a comment to the file and return what marks its begin, its end, and the run that refers to it."""
    number = str(word.comments.add_comment(text, AUTHOR, _INITIALS).comment_id)
    begin, end, refers = (OxmlElement(f"w:{name}") for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
    for each in (begin, end, refers):
        each.set(qn("w:id"), number)
    run = OxmlElement("w:r")
    run.append(refers)
    return begin, end, run
