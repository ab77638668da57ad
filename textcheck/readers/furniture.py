"""Running heads: short lines that come again on page after page and are no part of what the report says."""

from __future__ import annotations

import re
from collections import Counter

from textcheck.document.span import Span
from textcheck.readers.lines import Line, find_marker

_PUNCTUATION = re.compile(r"[，。；：、！？]")


def without_furniture(lines: list[Line]) -> list[Line]:
    """Blank out running heads: short unnumbered lines that recur, alone or glued before another line's text."""
    counts = Counter(line.text for line in lines if line.kind == "text" and line.marker is None and 6 <= len(line.text) <= 60)
    heads = {text for text, count in counts.items() if count >= 3 and not _PUNCTUATION.search(text)}
    if not heads:
        return lines
    opening = tuple(heads)
    kept: list[Line] = []
    for line in lines:
        if line.kind == "text" and line.text in heads:
            kept.append(Line(line.span, "", "blank", None))
        elif line.kind == "text" and line.marker is None and line.text.startswith(opening):
            head = max((h for h in heads if line.text.startswith(h)), key=len)
            begin = line.span.end - len(line.text) + len(head)
            rest = line.text[len(head) :].strip()
            kept.append(Line(Span(begin, line.span.end), rest, "text", find_marker(rest)))
        else:
            kept.append(line)
    return kept
