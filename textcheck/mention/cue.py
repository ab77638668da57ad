"""What the words directly before a figure say of its role."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.cues import cues
from textcheck.quantity.quantity import Dimension

_LINK = r"(?:分别)?(?:均|都|共|共计|合计)?(?:为|是|达到|达|约为|约|:|即)?$"

_COMPARED = "相对比|相比较|相比|比较|对比"


class Cue(NamedTuple):
    """A role with what it needs: sign of a change, words of its base or denominator; ``at`` is where the cue begins."""

    role: str
    at: int
    sign: int = 0
    base: str = ""
    word: str = ""


class _Patterns(NamedTuple):
    share: re.Pattern[str]
    completion: re.Pattern[str]
    rate: re.Pattern[str]
    change: re.Pattern[str]
    ambiguous: re.Pattern[str]
    base: re.Pattern[str]
    comparison: re.Pattern[str]
    inline: re.Pattern[str]
    whole: re.Pattern[str]
    measure: re.Pattern[str]
    threshold: re.Pattern[str]
    prior: re.Pattern[str]
    reached: re.Pattern[str]
    raised: re.Pattern[str]
    approved: re.Pattern[str]
    moved: re.Pattern[str]
    gap: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = cues()
    change = "|".join(sorted((*words.increase, *words.decrease), key=len, reverse=True))
    flat = "|".join(words.flat)
    bases = "|".join(words.completion_bases)
    measures = "|".join(sorted(words.measures, key=len, reverse=True))
    unless = "".join(f"(?<!{word})" for word in words.not_measures)
    year = r"(?:上年度?|去年|上一年度?|20\d\d年(?:度)?|年初|预算|全年)"
    moved = "|".join(sorted((*words.more, *words.less), key=len, reverse=True))
    beyond = "|".join((*words.greater, *words.smaller))
    after = rf"(?:(?!{change}|{moved}|{flat}|{_COMPARED})[^，,。;:()、各均])"
    than = r"(?:与|比|较|同|比照)(?:同期)?"
    base = rf"{than}(?P<base>{year}{after}{{0,14}})(?:{_COMPARED})?"
    amount = rf"{than}(?P<base>{year}(?:{after}{{0,13}}(?:{'|'.join(words.base_ends)}))?)(?:{_COMPARED})?"
    same = "|".join(words.same_period)
    prior = "|".join(sorted(words.prior, key=len, reverse=True))
    return _Patterns(
        re.compile(
            r"(?:在(?P<within>[^，。;:]{2,40})中(?:所)?)?占(?:到|了)?(?P<of>[^，。;:]{0,40}?)"
            r"(?:的)?(?:比重|比例|比|份额)?(?:的)?(?:分别)?(?:均|都)?(?:为|是|达到|达|约为|约)?$"
        ),
        re.compile(
            rf"(?:完成|为|是|达到)(?:了)?(?P<base>(?:{bases})(?:数|安排|总额)?)(?:的|数的)?(?:约)?$"
            rf"|(?P<rate>(?:预算)?(?:{'|'.join(words.completion_rate)})){_LINK}|(?:^|[，,])完成$"
        ),
        re.compile(rf"(?P<word>{change})(?:率|幅度|比例|了)?(?:为|达到|达|约为|约)?$"),
        re.compile(rf"(?P<word>{change})(?:金额|额|数|支出|收入|经费)?(?:了|为|约|达|约为|共计|共)?$"),
        re.compile(rf"(?:{change})\((?:{change})\)(?:率|额)?(?:为|了|约)?$"),
        re.compile(amount + r"\(?$"),
        re.compile(rf"{base}|(?P<same>{same})"),
        re.compile(rf"(?:完成|占)(?:了)?(?P<base>(?:{bases})(?:数|安排)?)$"),
        re.compile(r"占(?:到|了)?(?![用地有])(?P<of>[^，。;:占]{2,40})$"),
        re.compile(rf"{unless}(?P<word>{measures})(?:总额|资金|金额|支出|收入)?{_LINK}"),
        re.compile(rf"(?P<word>{'|'.join(words.thresholds)})(?:在)?$"),
        re.compile(rf"(?:^|[，,;:(、由从])(?P<base>{prior})(?:{measures}|收入|支出|完成|实现|的|数)*\(?{_LINK}"),
        re.compile(rf"(?:{change}|[增减升降])[到至](?:了)?$"),
        re.compile(rf"(?:{change}|[增减升降])[到至]"),
        re.compile(rf"(?P<word>{'|'.join(words.approved)})[^，,。;:]{{0,40}}$"),
        re.compile(rf"{than}{year}{after}{{0,8}}?(?P<word>{moved})?(?:了)?$"),
        re.compile(rf"(?:{beyond})(?:{measures}|了|数)+$"),
    )


def cue_of(lead: str, dimension: Dimension) -> Cue:
    """Return the role that ``lead``, the words up to a figure, gives it; ``value`` where nothing says otherwise."""
    patterns = _patterns()
    tail = lead[-64:]
    offset = len(lead) - len(tail)
    read = _percent if dimension in _RATES else _amount
    cue = read(tail, patterns)
    if cue.role in ("value", "percent") and tail.endswith(")"):  # 下降(剔除一次性因素)5%
        before = read(tail[: max(tail.rfind("("), 0)], patterns)
        cue = before if before.role in ("change", "rate", "share", "completion") else cue
    return cue._replace(at=cue.at + offset)


_RATES = (Dimension.PERCENT, Dimension.POINTS, Dimension.RATIO)


def _percent(tail: str, patterns: _Patterns) -> Cue:
    if match := patterns.ambiguous.search(tail):
        return Cue("rate", match.start())
    if match := patterns.rate.search(tail):
        return Cue("rate", match.start(), _sign(match["word"]), word=match["word"])
    if match := patterns.share.search(tail):
        of = match["within"] or match["of"]
        if of.removesuffix("数") in cues().share_is_completion:
            return Cue("completion", match.start(), base=of)
        return Cue("share", match.start(), base=of)
    if match := patterns.completion.search(tail):
        return Cue("completion", match.start(), base=match["base"] or "")
    if tail.endswith("("):
        return Cue("bracket", len(tail) - 1)
    if match := patterns.reached.search(tail):
        return Cue("percent", match.start())
    return Cue("percent", len(tail))


def _amount(tail: str, patterns: _Patterns) -> Cue:
    if match := patterns.ambiguous.search(tail):
        return Cue("change", match.start())
    if match := patterns.change.search(tail):
        return Cue("change", match.start(), _sign(match["word"]), word=match["word"])
    if match := patterns.reached.search(tail):
        return Cue("value", match.start())
    if match := patterns.inline.search(tail):
        return Cue("budget", match.start(), base=match["base"])
    if match := patterns.whole.search(tail):
        return Cue("whole", match.start(), base=match["of"])
    if match := patterns.base.search(tail):
        return Cue("base", match.start(), base=_bare(match["base"]))
    if match := patterns.moved.search(tail):  # an unknown verb behind 比上年 is a change of unknown direction
        word = match["word"] or ""
        sign = 0 if not word else 1 if word in cues().more else -1
        return Cue("change", match.start("word") if word else match.start(), sign, word=word)
    if match := patterns.gap.search(tail):
        return Cue("gap", match.start())
    if match := patterns.prior.search(tail):
        return Cue("base", match.start("base"), base=_bare(match["base"]))
    if match := patterns.threshold.search(tail):
        return Cue("threshold", match.start(), word=match["word"])
    if match := patterns.measure.search(tail):
        return Cue("value", match.start(), base=cues().measures[match["word"]])
    if match := patterns.approved.search(tail):
        return Cue("value", len(tail), base=cues().approved[match["word"]])
    return Cue("value", len(tail))


def comparison_of(text: str) -> tuple[str, int, int]:
    """Return the words of the base that a clause compares with (上年, 2023年度, 年初预算数), and where they stand."""
    found = None
    for match in _patterns().comparison.finditer(text):
        found = match
    if found is None:
        return "", 0, 0
    base = cues().same_period[found["same"]] if found["same"] else _bare(found["base"])
    return base, found.start(), found.end()


def raises_to(text: str) -> bool:
    """Tell whether ``text`` goes on with what an amount was raised or lowered to."""
    return _patterns().raised.match(text) is not None


def _bare(base: str) -> str:
    """Return the words of a base without 相比, 数 and the like behind it."""
    return re.sub(r"(?:数)?(?:的|为|是|相比|比较|相对比|对比|比|分别)*$", "", base)


def _sign(word: str) -> int:
    return 1 if word in cues().increase else -1
