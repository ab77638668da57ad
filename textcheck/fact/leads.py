"""What the words between two figures do to what the second one says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.lexicon.cues import cues
from textcheck.mention.cue import comparison_of, raises_to
from textcheck.mention.subject import NOTHING, Subject, names_only, read_subject

if TYPE_CHECKING:
    from textcheck.fact.mentions import Mention
    from textcheck.mention.cue import Cue

_CLAUSES = re.compile(r"[，,;:]")
_FROM = re.compile(r"[从由](?P<base>[^，。;:]{0,24}?)的?$")
_REMARK = re.compile(r"\((?=[^()]*(?:，|下同|简称))[^()]*\)")
_NUMBERED = re.compile(r"[一二三四五六七八九十]是")
_REASON = re.compile("|".join(cues().reasons))
_COMPARABLE = re.compile("|".join(cues().comparable))
_COMPARED = re.compile(r"^\)?(?:相比较|相比|比较|对比)")
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_YEAR = re.compile(r"(20\d\d)年")


def with_wide_commas(text: str) -> str:
    """Return ``text`` with every comma that does not group digits as the Chinese one; no character moves."""
    return _COMMA.sub("，", text) if "," in text else text


def without_remarks(lead: str) -> str:
    """Return a lead without the remarks in brackets that interrupt it: (与上报数相比，下同)."""
    return _REMARK.sub("", lead) if "(" in lead else lead


def if_raised(cue: Cue, lead: str, after: str) -> Cue:
    """Read a figure that another was raised or lowered from, 由100万元增加到110万元, as what is compared with."""
    if cue.role not in ("value", "share", "completion") or not raises_to(after):
        return cue
    origin = _FROM.search(lead)
    if origin is None:
        return cue
    if cue.role != "value":
        return cue._replace(role="percent", base="")
    return cue._replace(role="base", at=origin.start(), base=origin["base"])


def adjusted_by(lead: str) -> str:
    """Return the word that puts what follows on another basis than the printed figures: 剔除减税因素，同口径.

    A word that takes something away from both years weighs more than one that only says they are comparable.
    """
    found = _COMPARABLE.findall(lead)
    return next((word for word in found if word not in cues().same_scope), found[0] if found else "")


def words_before(lead: str, cue: Cue) -> tuple[str, str]:
    """Return the words before a figure's cue that may name its subject, and the words of what it is compared with."""
    comparison, begins, ends = comparison_of(lead)
    words = lead[: cue.at]
    if not comparison:
        words = _COMPARED.sub("", words)
    elif cue.role in ("change", "rate", "base") and begins < cue.at:
        words = words[:begins] + words[ends:]
    adjusted = _COMPARABLE.search(words) if cue.role in ("change", "rate") else None
    return (words[: adjusted.start()].removesuffix("按") if adjusted else words), comparison


def compared_before(lead: str) -> Subject | None:
    """Return what a clause without a figure spoke of: 某费比预算无变化，比上年增加."""
    for clause in _CLAUSES.split(lead)[-2::-1]:
        comparison, begins, _ = comparison_of(clause)
        subject = read_subject(clause[:begins]) if comparison and begins else NOTHING
        if subject is not NOTHING:
            return subject
    return None


def reason_after(reason: str, lead: str, cue: Cue) -> str:
    """Return the word of the reason that a figure belongs to; ``reason`` is that of the figure before it, empty if none.

    An aside, 年中追加20万元, is over where the words name the measure of what follows: 支出决算为.
    """
    asides = cues().asides
    anew = _begun_anew(lead, cue) if ";" in lead else ""
    if anew or (reason in asides and cue.role == "value" and cue.base):
        reason = ""
    found = _REASON.findall(anew or lead)
    return next((word for word in found if word not in asides), reason or (found[0] if found else ""))


def _begun_anew(lead: str, cue: Cue) -> str:
    """Return the last clause if it is nothing but the name of a known amount behind a semicolon: there a reason is over.

    What is numbered, 二是基本支出10万元, still belongs to the reasons.
    """
    _, mark, clause = lead[: cue.at].rpartition(";")
    if not mark or cue.role != "value" or _NUMBERED.match(clause):
        return ""
    flows = cues().flows
    is_total = cue.base and (clause in flows or (not clause and lead.startswith(flows, cue.at)))
    return lead[lead.rindex(";") :] if is_total or names_only(clause) else ""


def of_inline(cue: Cue, last: Mention) -> Cue:
    """Read a percent whose base is printed before it: 完成预算30万元的95%, 占总支出30万元的95%."""
    if last.role == "budget":
        return cue._replace(role="completion", at=0, base=last.base)
    return cue._replace(role="share", at=0, base=last.of) if last.role == "whole" else cue


def past_year(words: str, year: int) -> str:
    """Return the last year named before an amount if it is the one before the report's, or an earlier one in its clause."""
    years = _YEAR.findall(words[words.rfind(";") + 1 :]) if year else ()
    if not years or int(years[-1]) >= year:
        return ""
    clause = words[max(map(words.rfind, "，;:")) + 1 :]
    return f"{years[-1]}年" if int(years[-1]) == year - 1 or years[-1] in clause else ""
