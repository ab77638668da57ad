"""S107: notes under tables that break off."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document, Paragraph
    from textcheck.fact.factbase import FactBase

_FINAL = frozenset("。！？；;!?…:：.")
_CLOSING = frozenset("\"'”’)）》】]")
_DANGLING = re.compile(r"(?:[、，,和及与或的对由将从为按把被在]|以及|包括|其中)$")
_BEGINS = re.compile(r"注|说明|备注|\d{1,2}[.、]|\(\d|本部门|本单位|本表|此表")
_LETTER = re.compile(r"[^\W\d_]")
_TAILS = (7, 6, 5)
_USUAL, _OFTEN = 3, 3


class TableNote(Rule):
    """表下的注没有写完。

    为什么：表下的注说明口径，在词语中间断掉，读者就不知道这张表含不含某一部分。
    算法：注断在顿号、“和”“的”一类不能结尾的字上，或者其他表同样的注还多出一截的，是漏了末尾，比照补全；看不出是否写完
    的不报。
    依据：财政部部门决算公开模板各公开报表的表注（“注：本表反映……”）。

    错误示例::

        收入决算表
        | 项目 | 金额 |
        | 合计 | 1.00 |

        注：本表反映本年度的总收支和年末结转结余情况。

        支出决算表
        | 项目 | 金额 |
        | 合计 | 1.00 |

        注：本表反映财政拨款的总收支和年末结转

    正确示例::

        收入决算表
        | 项目 | 金额 |
        | 合计 | 1.00 |

        注：本表反映本年度的总收支和年末结转结余情况。

        支出决算表
        | 项目 | 金额 |
        | 合计 | 1.00 |

        注：本表反映财政拨款的总收支和年末结转结余情况。
    """

    code = "S107"
    name = "table-note"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look at how every note ends; without a final mark, its fellows must show that it breaks off."""
        document = facts.document
        notes = [note for table in document.tables for note in _last_lines(table.notes)]
        usual, times = Counter(note.text[-_USUAL:] for note in notes).most_common(1)[0] if notes else ("", 0)
        usual = usual if times >= _OFTEN else ""
        for note in notes:
            text = note.text
            term = Term("表注", note.span)
            ending = text.rstrip("\"'”’)）》】]")
            if ending[-1:] in _FINAL or (text[-1:] in _CLOSING and text.count("(") == text.count(")") and text[-1:] != '"'):
                yield self.holds("text", "表注完整", term)
                continue
            rest = _rest(text, [other.text for other in notes if other is not note]) or _rest_of_usual(text, usual)
            if (rest or _DANGLING.search(text)) and not _goes_on(document, note):
                shown = f"，同类的注写作“…{text[-4:]}{rest}”" if rest else ""
                message = f"表注到“…{text[-8:]}”中断{shown}。"
                yield self.broken("text", "表注完整", message, term, actual=text[-12:], expected=text[-8:] + rest)
            else:
                yield self.unknown("text", "表注完整", "表注末尾没有句号，看不出是否写完", term)


def _last_lines(notes: tuple[Paragraph, ...]) -> Iterator[Paragraph]:
    """Yield the line on which each note ends; a line that begins no note goes on with the one before."""
    for at, note in enumerate(notes):
        following = notes[at + 1] if at + 1 < len(notes) else None
        if following is None or note.text[-1:] in _FINAL or _BEGINS.match(following.text):
            yield note


def _rest(text: str, others: list[str]) -> str:
    """Return how every other note with the same last words goes on, if they all go on in the middle of a phrase."""
    for size in _TAILS:
        tail = text[-size:]
        if len(tail) < size:
            continue
        rests = [other.split(tail, 1)[1] for other in others if tail in other]
        if rests:
            return rests[0] if all(_LETTER.match(rest) for rest in rests) else ""
    return ""


def _rest_of_usual(text: str, usual: str) -> str:
    """Return what is missing of the words that most notes end with, if this one breaks off inside them."""
    for size in range(len(usual) - 1, 0, -1):
        if text.endswith(usual[:size]):
            return usual[size:]
    return ""


def _goes_on(document: Document, note: Paragraph) -> bool:
    """Tell whether the next line may be the note's own, cut off by the page."""
    text = document.source.text
    following = next((p for p in document.paragraphs if p.span.start >= note.span.end), None)
    if following is None or following.kind != "body" or following.marker is not None:
        return False
    return "\t" not in text[note.span.end : following.span.start]
