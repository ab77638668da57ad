"""What a figure measures: a phrase of the lexicon, an account path, or the words as they stand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.accounts import functional_classes, plain_name
from textcheck.lexicon.cues import cues
from textcheck.lexicon.measures import Aspects, measures

PATH = re.compile(
    r"(?P<class>[^，。;:、\d.\"]{2,30}?)\((?:\d{3})?类\)(?:支出)?"
    r"(?:(?P<group>[^，。;:、\d]{2,40}?)\((?:\d{2})?款\)(?:支出)?)?"
    r"(?:(?P<item>[^，。;:、\d]{2,40}?)\((?:\d{2})?项\)(?:支出)?)?"
    r"|(?P<group2>[^，。;:、\d.]{2,40}?)\(款\)(?:支出)?(?P<item2>[^，。;:、\d]{2,40}?)\(项\)(?:支出)?"
)
_CLAUSE = re.compile(r"[，。;:!?]|,(?!\d{3})")
_LEADING = re.compile(
    r"^(?:—|\(?其中|另外|另|以及|和|及|与|、|即|总体|整体|总的|本年度|本年(?!收入|支出)|本|该|全年|当年|截至|合计|累计|共计|共|实现|实际|安排|完成|以下简称|[一二三四五六七八九十]{1,3}是|\(?[一二三四五六七八九十\d]{1,3}[)、.])+"
)
_HAS = re.compile(r"^.*(?:共有|拥有|现有|实有)(?=.)")
_YEAR = re.compile(r"^.*?20\d\d年(?:度)?(?:初|末|底)?")
_DATE_BEHIND = re.compile(r"20\d\d年(?:度)?$")
_LINKS = re.compile(r"(?:各|均|分别|共|约|为|是|:|达|达到|从|由)+$")
_BASIS = re.compile(r"\(以[^()]{1,12}为准\)$")
_QUOTED = re.compile(r'^"([^"]+)"(?:科目)?$')
_TRAILING = re.compile(
    r"(?:各项|总额|总数|总金额|金额|合计|共计|支出数|决算数|决算|数|共有|共|约|均|各|分别|为|是|:|达|中|方面|的|累计|实际|完成|实现|从|由)+$"
)


class Subject(NamedTuple):
    """The words, and what the lexicon or the report's accounts make of them (None: nothing certain)."""

    text: str
    aspects: Aspects | None = None


NOTHING = Subject("")


@lru_cache(maxsize=4096)
def read_subject(words: str) -> Subject:
    """Return what the words before a figure (its cue removed) name; NOTHING if they name nothing.

    The last clause counts. A phrase of the lexicon at its end is taken with its aspects; a 类 only where it is the
    whole clause, because 其他支出 is also an ordinary phrase. What money was used for (用于) is certain to be no total.
    """
    clause = _CLAUSE.split(words)[-1]
    dated = _LINKS.sub("", _YEAR.sub("", clause) if "20" in clause else clause)
    bare = _QUOTED.sub(r"\1", _BASIS.sub("", _LEADING.sub("", _HAS.sub("", dated))))
    if "用于" in bare:
        use = _TRAILING.sub("", _LEADING.sub("", bare[bare.rindex("用于") + 2 :]))
        return Subject(use) if len(use) > 1 else NOTHING
    if not bare:
        return _phrase(_DATE_BEHIND.sub("", clause)) or NOTHING
    trimmed = _TRAILING.sub("", bare)
    code = functional_classes().get(plain_name(trimmed)) if len(trimmed) > 2 and trimmed not in measures().narrative else None
    if code:
        return Subject(trimmed, Aspects(concept=code))
    found = _phrase(dated) or _phrase(bare) or _phrase(trimmed)
    if found:
        return found
    return Subject(trimmed) if len(trimmed) > 1 else NOTHING


def _phrase(text: str) -> Subject | None:
    known = measures()
    for size in range(min(known.longest, len(text)), 1, -1):
        aspects = known.narrative.get(text[-size:])
        if aspects is not None:
            return _owned(text, size, aspects)
    return None


def _owned(text: str, size: int, aspects: Aspects) -> Subject | None:
    """Return the phrase of ``size`` at the end of ``text`` if what stands before it leaves its meaning alone or names its fund."""
    before = text[:-size]
    if not aspects.fund:
        for fund in (name for name in measures().funds if before.endswith(name)):
            whole = _owned(text, size + len(fund), aspects._replace(fund=measures().funds[fund]))
            if whole is not None:
                return whole
    return Subject(text[-size:], aspects) if not before or before.endswith(cues().owners) else None


def names_only(words: str) -> bool:
    """Tell whether words are the name of a known amount and nothing else."""
    subject = read_subject(words)
    return subject.aspects is not None and subject.text == _LEADING.sub("", words)
