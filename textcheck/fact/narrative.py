"""Walk through the narrative and give every figure its role, subject and context."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.fact.account_codes import path_subjects
from textcheck.fact.contexts import Contexts, headed_by, project_of, topic
from textcheck.fact.fact import PRIOR_YEAR, THIS_YEAR, TOTAL, Key, keys_of
from textcheck.fact.leads import (
    adjusted_by,
    compared_before,
    if_raised,
    of_inline,
    past_year,
    reason_after,
    with_wide_commas,
    without_remarks,
    words_before,
)
from textcheck.fact.mentions import Mention, Place, settled
from textcheck.lexicon.cues import cues
from textcheck.lexicon.measures import Aspects, measures
from textcheck.mention.cue import Cue, cue_of
from textcheck.mention.distribute import distribute, listed_subject
from textcheck.mention.figure import Figure, find_figures
from textcheck.mention.subject import NOTHING, Subject, read_subject
from textcheck.quantity.quantity import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textcheck.document.blocks import Document, Paragraph, Section
    from textcheck.fact.account_codes import AccountPaths
    from textcheck.lexicon.profile import Profile

_SENTENCE = re.compile(r"[。!?！？]")
_LIST_OPENS = re.compile(rf"[，,。]?(?:[^。;，,占]{{0,4}}?)(?<!主要)(?:{'|'.join(cues().heads)})[:，]?")
_BOUND = ("value", "base", "change", "rate", "completion", "budget", "whole")
_UNSAID = ("bracket", "percent")  # 增加10万元(10%)，增加10万元、10%
_BASED = ("completion", "budget", "base")
_OF_INLINE = re.compile(r"的?(?:比重|比例)?(?:为|约)?$")
_ANAPHORA = ("项目", "该项目", "本项目")


def read_narrative(
    document: Document, profile: Profile, accounts: AccountPaths, year: int, units: Iterable[str] = ()
) -> list[Mention]:
    """Return the figures of all body paragraphs in order.

    ``accounts`` finds the codes of account paths, ``year`` is the report's (0 if unknown), ``units`` are those of the tables.
    """
    contexts = Contexts(profile, units)
    mentions: list[Mention] = []
    walker = _Walker(profile, accounts, year)
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.kind in ("body", "heading", "field"):
            walker.unit = contexts.unit(paragraph.section)
            mentions += walker.walk(paragraph, index, contexts.at(paragraph))
    return mentions


class _Walker:
    def __init__(self, profile: Profile, accounts: AccountPaths, year: int) -> None:
        self.profile = profile
        self.year = year
        self.same = {profile.budget_means: profile.measure} if profile.budget == profile.measure else {}
        self.funds = {**measures().funds, **profile.funds}
        self.accounts = accounts
        self.head: Mention | None = None
        self.head_section: Section | None = None
        self.item = NOTHING
        self.item_section: Section | None = None
        self.outer: list[Subject] = []
        self.heads: list[tuple[int, Mention | None]] = []
        self.listed: Subject | None = None
        self.broken = NOTHING
        self.last: Mention | None = None
        self.subjects: list[Subject] = []
        self.unit = ""

    def walk(self, paragraph: Paragraph, index: int, context: Aspects | None) -> Iterator[Mention]:
        self.text = text = with_wide_commas(paragraph.text)
        figures = settled(find_figures(text))
        paths = path_subjects(text, self.accounts)
        if paths and paths[0][1].aspects is not None:
            self.item, self.item_section = paths[0][1], paragraph.section
        broken, self.broken = self.broken, paths[-1][1] if paths and paths[-1][0] == len(text) else NOTHING
        if not figures:
            return
        self._open(paragraph, context)
        if broken is not NOTHING and not figures[0].start:  # the page ended between an account and its amount
            self.subject = broken
        start = self.sentence = 0
        at_path = 0
        lists = distribute(text, figures)
        leads: list[str] = []
        for number, figure in enumerate(figures):
            lead = text[start : figure.start]
            *ended, lead = _SENTENCE.split(lead)
            if ended:
                self.sentence += len(ended)
                self.base, self.reason = "", ""
            crossed = [subject for end, subject in paths[at_path:] if end <= figure.start]
            at_path += len(crossed)
            self.listed = None
            if number in lists:
                first = lists[number][0]
                self.listed = listed_subject(number, lists, self.subjects)
                lead = leads[first] if first < number and len(lead) < 2 else lead
            lead = without_remarks(lead)
            leads.append(lead)
            self._nest(lead)
            self.place = Place(index, self.sentence)
            mention = self._mention(figure, lead, crossed)
            if mention.role == "value" and mention.figure.quantity.dimension is Dimension.AMOUNT:
                self._heads(mention, text, figure)
            self.last = mention
            start = figure.end
            yield mention

    def _open(self, paragraph: Paragraph, context: Aspects | None) -> None:
        """Begin a paragraph: under an item's heading it speaks of the item, a summary of its project."""
        self.paragraph, self.context = paragraph, context
        self.headed = headed_by(paragraph.section) if context is not None and context.flow == self.profile.item_flow else ""
        if self.head_section is not None and not paragraph.section.lies_in(self.head_section):
            self.head, self.head_section = None, None
        self.project = self.spent = project_of(paragraph.text)
        self.subject = self.project if self.project is not NOTHING else topic(paragraph.section)
        if self.item_section is paragraph.section and paragraph.section.level > 3:
            self.subject = self.item
        self.base = ""
        self.depth = 0
        self.outer, self.heads, self.subjects = [], [], []
        self.reason = ""
        self.listed = self.last = None

    def _nest(self, lead: str) -> None:
        """Follow the brackets before a figure; behind a closing one subject and head are again what they were before."""
        if lead.startswith(")") and not self.outer and self.last is not None and self.last.place.sentence == self.sentence:
            self.depth, self.subject = self.depth - 1, NOTHING  # opened before the paragraph began
        for mark in lead if "(" in lead or ")" in lead else ():
            if mark == "(":
                self.depth += 1
                self.outer.append(self.subject)
            elif mark == ")" and self.outer:
                if self.heads and self.heads[-1][0] == self.depth:
                    self.head = self.heads.pop()[1]
                self.depth -= 1
                self.subject = self.outer.pop()

    def _heads(self, mention: Mention, text: str, figure: Figure) -> None:
        """Remember an amount that a list of its parts follows: ``X万元，其中：`` or ``X万元，主要用于以下方面：``."""
        opens = _LIST_OPENS.match(text[figure.end : figure.end + 24])
        if opens:
            if "(" in opens[0]:
                self.heads.append((self.depth + 1, self.head))
            self.head, self.head_section = mention, mention.paragraph.section

    def _mention(self, figure: Figure, lead: str, crossed: Sequence[Subject]) -> Mention:
        cue, last = self._cue(figure, lead), self.last
        words, comparison = words_before(lead, cue)
        self.base = comparison or self.base
        subject = self._subject(lead, words, crossed, cue)
        if figure.quantity.dimension is Dimension.AMOUNT:
            self.spent = subject
        explicit = bool(crossed or self.listed) or read_subject(words[-60:]) is not NOTHING
        role = self._role(cue, figure, words or lead)
        subject = self._apart(subject, cue, role, words, figure)
        measure = cue.base if cue.role == "value" and role in ("value", "base") else ""
        if cue.role == "budget":
            measure = cues().measures.get(cue.base) or self.profile.budget
        measure = self.same.get(measure, measure)  # a budget's 年初预算 is what it prints
        self.subjects.append(subject)
        return Mention(
            figure=figure,
            span=self.paragraph.reading.span(figure.start, figure.end),
            paragraph=self.paragraph,
            place=self.place,
            role=role,
            sign=cue.sign or (last.sign if role == "rate" and cue.role in _UNSAID and last is not None else 0),
            subject=subject.text,
            keys=self._keys(subject, measure, role) if role in _BOUND else (),
            base=self._base_words(cue, role, words or lead),
            of=cue.base if role in ("share", "whole") else "",
            measure=measure,
            head=self.head if role in ("share", "value", "count") else None,
            lead_word=cue.word,
            known_section=self.context is not None,
            explicit=explicit,
            depth=self.depth,
            adjusted=adjusted_by(lead) if role in ("change", "rate") else "",
        )

    def _cue(self, figure: Figure, lead: str) -> Cue:
        """Return the role that the words before and behind a figure give it; remember a reason that they begin."""
        dimension, last = figure.quantity.dimension, self.last
        if dimension is Dimension.COUNT:
            cue = Cue("count", len(lead))
        else:
            cue = cue_of(lead, dimension)
            if cue.role == "percent" and last is not None and last.place == self.place and _OF_INLINE.match(lead):
                cue = of_inline(cue, last)
            cue = if_raised(cue, lead, self.text[figure.end : figure.end + 12])
        self.reason = reason_after(self.reason, lead, cue)
        return cue

    def _role(self, cue: Cue, figure: Figure, words: str) -> str:
        """Settle what the cue leaves open: a percent in brackets, a reason, an amount of the year before."""
        last = self.last
        if cue.role in _UNSAID:
            return "rate" if last is not None and last.role == "change" and last.figure.end + 1 == figure.start else "percent"
        if self.reason and cue.role in ("value", "change", "rate", "count"):
            return "reason"
        year = past_year(words, self.year) if cue.role == "value" else ""
        return ("base" if year == f"{self.year - 1}年" else "earlier") if year else cue.role

    def _subject(self, lead: str, words: str, crossed: Sequence[Subject], cue: Cue) -> Subject:
        """Return what a figure is of, which goes on to be spoken of unless the figure is only an aside."""
        if cue.role == "change" and self.last is not None and self.last.role == "count":
            self.subject = self.spent  # money changed, not what was counted in between
        spoken = self.subject
        subject = self._named(lead, words, crossed, cue)
        if self.reason in cues().asides:
            self.subject = spoken
        return subject

    def _apart(self, subject: Subject, cue: Cue, role: str, words: str, figure: Figure) -> Subject:
        """Return the subject of a figure that does not go on with what was spoken of, else ``subject``."""
        last = self.last
        if role == "count" and last is not None and last.role == "threshold" and last.place == self.place:
            begin = max(self.text.rfind(mark, 0, last.figure.start) for mark in "。，;、") + 1
            return Subject(self.text[begin : figure.start])
        if cue.role == "base" and not read_subject(words[-60:]).text:
            return NOTHING
        if cue.role == "whole":
            return read_subject(cue.base)
        return Subject(cue.word) if cue.role == "threshold" else subject

    def _named(self, lead: str, words: str, crossed: Sequence[Subject], cue: Cue) -> Subject:
        if self.listed is not None:
            return self.listed
        if crossed:
            self.subject = crossed[-1]
            return self.subject
        if cue.role in ("change", "rate"):
            self.subject = compared_before(lead) or self.subject
        if cue.role in ("rate", "bracket"):
            return self.subject
        found = read_subject(words[-60:])
        if cue.base and found.text and found.text == self.headed:  # under a heading that names a unit: 某局(本级)预算
            found = found._replace(aspects=Aspects(concept=TOTAL))
        if cue.role == "value" and cue.base and found.aspects is None:  # the measure may take the end of a phrase: 拨款支出决算
            wholes = (read_subject(text[-60:]) for text in (lead[: cue.at + 2], lead))
            found = next((whole for whole in wholes if whole.aspects is not None), found)
        if cue.role in ("share", "completion") and (found.aspects is None and len(found.text) < 6):
            return self.subject
        if found.text in _ANAPHORA and self.project is not NOTHING:
            found = self.project
        if found is not NOTHING:
            if (
                cue.role == "value"
                and found.aspects is None
                and cue.base
                and self.subject.aspects is not None
                and len(found.text) > 12
            ):
                return self.subject
            self.subject = found
        return self.subject

    def _base_words(self, cue: Cue, role: str, words: str) -> str:
        """Return the words of what a figure is compared with, or is itself."""
        if role in ("base", "earlier") and cue.role == "value":
            return past_year(words, self.year)
        return cue.base if role in _BASED else self.base

    def _fund_of_head(self, subject: Subject) -> Aspects | None:
        """Return what a bare fund means in a list: its part of the amount at the list's head."""
        fund = self.funds.get(subject.text)
        if fund is None or self.head is None or not self.head.keys or self.head.place != self.place:
            return None
        return Aspects(*self.head.keys[0][:5])._replace(fund=fund)

    def _keys(self, subject: Subject, measure: str, role: str) -> tuple[Key, ...]:
        """Return the facts that an amount states; none unless the section is known and the subject certain."""
        aspects = subject.aspects or self._fund_of_head(subject)
        if self.context is None or aspects is None:
            return ()
        keys = keys_of(aspects, self.context, measure, PRIOR_YEAR if role == "base" else THIS_YEAR, self.profile)
        return tuple(key._replace(unit=self.unit) for key in keys)
