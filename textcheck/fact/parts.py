"""Which parts of a report are there: only of a whole report may a part be missed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.lexicon.duties import duties

if TYPE_CHECKING:
    from textcheck.document.blocks import Document, Paragraph, Section
    from textcheck.document.span import Span
    from textcheck.lexicon.profile import Profile

_OVERVIEW = re.compile(r"概况|职责|职能|基本情况")
_ENOUGH = 5
_TABLE = re.compile(r"表(?:\(|$)")


class Parts(NamedTuple):
    """What there is: contents or an overview at the front, the explanations, and what follows on them."""

    front: bool
    explained: bool
    closed: bool

    @property
    def whole(self) -> bool:
        """Tell whether this is a report from its front to its end, and no excerpt."""
        return self.front and self.explained and self.closed


def find_parts(document: Document, profile: Profile) -> Parts:
    """Judge by headings: an excerpt lacks the front, or most sections, or breaks off in the midst of them."""
    patterns = [context.title for context in profile.sections]
    terms = duties().glossary
    prose = [
        s for s in document.sections if s.level and not _TABLE.search(s.title) and not any(terms.search(a.title) for a in s.path)
    ]
    known = [s for s in prose if any(p.search(s.title) for p in patterns)]
    first = next((s.marker for s in document.sections if s.marker is not None), None)
    begun = first is not None and first.number == 1
    front = begun and (bool(document.contents) or any(_OVERVIEW.search(s.title) for s in document.sections))
    last = document.sections[-1] if document.sections else None
    return Parts(front, len(known) >= _ENOUGH, bool(known) and last is not known[-1])


def explanations(document: Document, title: re.Pattern[str]) -> list[tuple[Section, list[Paragraph]]]:
    """Return the outermost sections with such a heading, tables' own left out, each with its paragraphs.

    Nothing if the last of them ends the text: it may have been cut off there.
    """
    headed: dict[Section, list[Paragraph]] = {
        section: []
        for section in document.sections
        if section.level
        and _is_headed(section, title)
        and (section.parent is None or not _is_headed(section.parent, title))
        and not any(duties().glossary.search(above.title) for above in section.path)
    }
    if headed:
        for paragraph in document.paragraphs:
            for section in paragraph.section.path:
                if section in headed:
                    headed[section].append(paragraph)
    found = [(section, inside) for section, inside in headed.items() if inside]
    return [] if any(inside[-1] is document.paragraphs[-1] for _, inside in found) else found


def _is_headed(section: Section, title: re.Pattern[str]) -> bool:
    return title.search(section.title) is not None and not _TABLE.search(section.title)


def glossary(document: Document) -> tuple[Section, str] | None:
    """Return the section that explains terms, and its text."""
    pattern = duties().glossary
    for section in document.sections:
        if section.level and pattern.search(section.title):
            text = "\n".join(p.text for p in document.paragraphs if p.section.lies_in(section))
            return section, text
    return None


def front_span(document: Document) -> Span:
    """Return the place where a fault of the whole report is shown: its title or first line."""
    return document.paragraphs[0].span
