"""N305: 大于, 小于, 持平 against the two figures compared."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.equation import Equation
from textcheck.fact.arithmetic import show
from textcheck.fact.claims import same_subject
from textcheck.lexicon.cues import cues
from textcheck.mention.subject import NOTHING, read_subject
from textcheck.quantity.quantity import Bound
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textcheck.document.blocks import Paragraph
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention


_WHOLE = Decimal(100)
_ENDS = ("。", ";", "")  # the sentence is over, and the next line may go on about it


class ComparisonWord(Rule):
    """“大于、小于、持平”与前面的两个数相反。

    为什么：“支出决算数小于年初预算数的主要原因……”之前印着预算和决算两个数，话说反了，后面的原因也就讲不通。
    算法：取同一句、同一条或紧接着的上一行里的两个数比较：“大于”“小于”要与大小一致，“持平”要相等。没有写预算数的，与完成预算的百分比相比。“基本持平”允许有小的差额，不
    检查。
    依据：财政部部门决算公开模板“决算数大于（小于）预算数的主要原因”的句式。

    错误示例::

        五、一般公共预算财政拨款支出决算情况说明
        （三）一般公共预算财政拨款支出决算具体情况
        一般公共预算财政拨款支出年初预算为200.00万元，支出决算为150.00万元，决算数大于预算数的主要原因是项目调整。

    正确示例::

        五、一般公共预算财政拨款支出决算情况说明
        （三）一般公共预算财政拨款支出决算具体情况
        一般公共预算财政拨款支出年初预算为200.00万元，支出决算为150.00万元，决算数小于预算数的主要原因是项目调整。
    """

    code = "N305"
    name = "comparison-word"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every comparison of a final figure with its budget that is put into words."""
        pending: list[Mention] = []
        for at, mention in enumerate(facts.mentions):
            if mention.role not in ("value", "completion", "budget"):
                continue
            if pending and pending[-1].place.paragraph != mention.place.paragraph:
                pending = []
            pending.append(mention)
            following = next((m for m in islice(facts.mentions, at + 1, at + 9) if m.role in ("value", "budget")), None)
            yield from self._claim(pending, mention, following, facts)

    def _claim(self, before: list[Mention], last: Mention, following: Mention | None, facts: FactBase) -> Iterator[Assertion]:
        paragraph = last.paragraph
        limit = following.figure.start if following is not None and following.paragraph is paragraph else len(paragraph.text)
        match = _pattern().match(paragraph.text, last.figure.end, limit)
        if match is None and paragraph.text[last.figure.end :] in _ENDS:
            paragraph = next(iter(facts.document.paragraphs[last.place.paragraph + 1 :]), paragraph)
            match = _pattern().match(paragraph.text) if paragraph.kind == "body" else None
        if match is None:
            return
        new_line = paragraph is not last.paragraph
        said = read_subject(match["said"])
        if said is NOTHING or said.text == last.subject:
            about = partial(same_subject, last)
            if new_line and not all(map(about, before)):
                return  # after several subjects it may speak of all of them
        elif (match["anew"] or new_line) and said.aspects is not None and said.aspects.concept:
            about = partial(_is_of, said.aspects.concept)
            before = _above(paragraph, facts) if new_line else before
        else:
            return  # the words go on to speak of something else
        profile = facts.profile
        wanted = cues().measures.get(match["wordy"] or match["flatly"], "")
        budgets = {m.measure for m in before if m.measure} - {profile.measure}
        actual = _find(before, about, {profile.measure, ""})
        budget = _find(before, about, budgets if wanted == profile.budget else budgets & {wanted, profile.budget})
        group = "word" if match["word"] else "flat"
        said_so = Term(match[group], paragraph.reading.span(match.start(group), match.end(group)))
        if actual is not None and budget is not None:
            yield self._compare(match[group], said_so, actual, budget)
        elif budget is None and last.role == "completion" and about(last) and last.quantity.bound is Bound.EXACT:
            yield from self._completed(match[group], said_so, last)

    def _completed(self, word: str, said: Term, rate: Mention) -> Iterator[Assertion]:
        """Compare the word with a rate alone; one that is printed as 100% may be a little more or less."""
        room = rate.quantity.interval
        if room.holds(_WHOLE):
            return
        found = 1 if room.low > _WHOLE else -1
        wanted = 0 if word in _level() else (1 if word in cues().greater else -1)
        terms = (said, Term(rate.subject, rate.span, rate.quantity))
        if wanted == found:
            yield self.holds("comparison", rate.subject, *terms)
            return
        right = ("", "大于", "小于")[found]
        message = f"完成预算的 {rate.text}，就是决算{right}预算，文中却说“{word}”"
        level = None if wanted else Level.WARNING
        yield self.broken("comparison", rate.subject, message, *terms, actual=word, expected=right, level=level)

    def _compare(self, word: str, said: Term, actual: Mention, budget: Mention) -> Assertion:
        terms = (said, Term(actual.subject, actual.span, actual.quantity), Term(budget.subject, budget.span, budget.quantity))
        difference = actual.quantity.value - budget.quantity.value
        flat = word in _level()
        wanted = 0 if flat else (1 if word in cues().greater else -1)
        found = (difference > 0) - (difference < 0)
        equation = Equation((1, -1) if wanted <= 0 else (-1, 1), at_most=not flat, words=True)
        if wanted == found:
            return self.holds("comparison", actual.subject, *terms, equation=equation)
        right = ("等于", "大于", "小于")[found]
        return self.broken(
            "comparison",
            actual.subject,
            f"决算 {show(actual.quantity)} {right}预算 {show(budget.quantity)}，文中却说“{word}”",
            *terms,
            actual=word,
            expected=right,
            formula=f"{show(actual.quantity)} {('=', '>', '<')[found]} {show(budget.quantity)}",
            level=Level.WARNING if flat or not found else None,
            equation=equation,
        )


def _above(paragraph: Paragraph, facts: FactBase) -> list[Mention]:
    """Return the figures that the section states above a line."""
    section, start = paragraph.section, paragraph.span.start
    return [m for m in facts.mentions if m.paragraph.section is section and m.span.end <= start]


def _level() -> tuple[str, ...]:
    """Return the words that say that two figures are the same."""
    return (*cues().flat, *cues().equal)


def _find(before: list[Mention], about: Callable[[Mention], bool], measures: set[str]) -> Mention | None:
    return next((m for m in reversed(before) if m.role == "value" and m.measure in measures and about(m)), None)


def _is_of(concept: str, mention: Mention) -> bool:
    return any(key.concept == concept for key in mention.keys)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = cues()
    compare = "|".join((*words.greater, *words.smaller, *words.equal))
    flat = "|".join(words.flat)
    bases = "|".join(words.completion_bases)
    said = rf"(?P<word>{compare})(?P<wordy>{bases})|与(?P<flatly>{bases})(?:数)?(?P<flat>{flat})"
    return re.compile(rf"(?P<anew>[。;](?:20\d\d年度?)?)?(?P<said>[^\d]{{0,10}}?)(?:支出)?(?:决算(?:数)?|(?<=[，,]))(?:{said})")
