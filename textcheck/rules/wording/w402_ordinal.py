"""W402: 一是……二是……三是……"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.numbering import chinese, number_of
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document, Paragraph, Section
    from textcheck.document.span import Span
    from textcheck.fact.factbase import FactBase

_ORDINAL = re.compile(r"(?<![之唯统第万同另不期周逐一二三四五六七八九十百])([一二三四五六七八九十]{1,2})是")
_AFTER_NUMBER = (
    "是、，.十者级期手次维季号〇零千百万亿个胎孩等战轮类型位楼线月年要方大条届步来则批字层重元环路分点项门甲名话人流代代面"
)


class Item(NamedTuple):
    """One 一是, 二是 …: its number and place."""

    number: int
    span: Span
    paragraph: int
    start: int
    section: Section


class Ordinal(Rule):
    """“一是……二是……三是”漏号、重号或漏字。

    为什么：分条叙述的序数漏号、重号或漏字，读者会以为少了一条。
    算法：同一段里“一是、二是、三是”应当逐个加 1；“一是”“三是”之间只有“二”而没有“是”，是漏了字。
    依据：《党政机关公文格式》（GB/T 9704—2012）7.3.3：结构层次序数依次标注。

    错误示例::

        一是加强公园养护。修剪乔木三百株。二建口袋公园两处。方便居民休憩。三是开展科普宣传。

    正确示例::

        一是加强公园养护。修剪乔木三百株。二是建口袋公园两处。方便居民休憩。三是开展科普宣传。
    """

    code = "W402"
    name = "ordinal"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Follow the ordinals through each section; a list may hold another one."""
        document = facts.document
        open_lists: list[list[Item]] = []
        for item in _items(document):
            if open_lists and open_lists[-1][-1].section is not item.section:
                yield from (self._whole(done) for done in open_lists if len(done) > 1)
                open_lists = []
            if item.number == 1:
                open_lists.append([item])
                continue
            while len(open_lists) > 1 and open_lists[-1][-1].number != item.number - 1:
                if not any(items[-1].number == item.number - 1 for items in open_lists[:-1]):
                    break
                done = open_lists.pop()
                if len(done) > 1:
                    yield self._whole(done)
            if not open_lists:
                continue
            last = open_lists[-1][-1]
            if last.number == item.number - 1:
                open_lists[-1].append(item)
            else:
                yield self._broken(document, last, item)
                open_lists[-1] = [item]
        yield from (self._whole(done) for done in open_lists if len(done) > 1)

    def _whole(self, items: list[Item]) -> Assertion:
        terms = (Term(f"{chinese(item.number)}是", item.span) for item in items)
        return self.holds("text", f"一是至{chinese(items[-1].number)}是", *terms)

    def _broken(self, document: Document, last: Item, here: Item) -> Assertion:
        before, after = f"{chinese(last.number)}是", f"{chinese(here.number)}是"
        terms: tuple[Term, ...] = (Term(after, here.span), Term(before, last.span))
        wanted = chinese(last.number + 1)
        subject = f"{before}之后的序数"
        skipped = here.number == last.number + 2
        if not skipped and (here.number != last.number or last.number == 1):
            return self.unknown("text", subject, "序数不连续，可能是两组交错或有段落没有读到", *terms)
        level = None
        message = f"“{before}”之后是“{after}”，缺“{wanted}是”。" if skipped else f"“{after}”出现两次，应为“{wanted}是”。"
        bare = _bare(document.paragraphs, last, here, wanted) if skipped else None
        if bare:
            shown, level = document.source.slice(bare), Level.ERROR
            terms = (Term(shown, bare), *terms)
            message = f"“{before}”与“{after}”之间的“{shown}”漏了“是”，应为“{wanted}是{shown[len(wanted) :]}”。"
        return self.broken("text", subject, message, *terms, actual=terms[0].label, expected=f"{wanted}是", level=level)


def _items(document: Document) -> Iterator[Item]:
    for index, paragraph in enumerate(document.paragraphs):
        text = paragraph.text
        if "是" not in text or paragraph.kind not in ("body", "heading"):
            continue
        for match in _ORDINAL.finditer(text):
            yield Item(number_of(match[1]), paragraph.reading.span(*match.span()), index, match.start(), paragraph.section)


def _bare(paragraphs: tuple[Paragraph, ...], last: Item, here: Item, wanted: str) -> Span | None:
    """Return the clause between two ordinals that begins with the missing number but lacks 是."""
    for index in range(last.paragraph, here.paragraph + 1):
        text = paragraphs[index].text
        begin = last.start if index == last.paragraph else 0
        end = here.start if index == here.paragraph else len(text)
        for match in re.finditer(rf"(?<=[。；;]){wanted}([^，。；,;]{{3,40}})", text[begin:end]):
            if match[1][0] not in _AFTER_NUMBER:
                return paragraphs[index].reading.span(begin + match.start(), begin + match.end())
    return None
