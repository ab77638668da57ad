"""What the words between two figures do to what the second one says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.mention.cue import comparison_of
from textcheck.mention.subject import NOTHING, Subject, names_only, read_subject

if TYPE_CHECKING:
    from textcheck.fact.mentions import Mention
    from textcheck.mention.cue import Cue

_CLAUSES = re.compile(r"[，,;:]")


def compared_before(lead: str) -> Subject | None:
    """Return what a clause without a figure spoke of: 某费比预算无变化，比上年增加."""
    for clause in _CLAUSES.split(lead)[-2::-1]:
        comparison, begins, _ = comparison_of(clause)
        subject = read_subject(clause[:begins]) if comparison and begins else NOTHING
        if subject is not NOTHING:
            return subject
    return None


def begins_anew(lead: str, cue: Cue) -> bool:
    """Tell whether a reason is over: behind a semicolon stands nothing but the name of another known amount."""
    clause = lead[: cue.at].rpartition(";")
    return bool(clause[1]) and cue.role == "value" and names_only(clause[2])


def of_inline(cue: Cue, last: Mention) -> Cue:
    """Read a percent whose base is printed before it: 完成预算30万元的95%, 占总支出30万元的95%."""
    if last.role == "budget":
        return cue._replace(role="completion", at=0, base=last.base)
    return cue._replace(role="share", at=0, base=last.of) if last.role == "whole" else cue
