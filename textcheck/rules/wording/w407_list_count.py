"""W407: a stated number of things against the things listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.listing import begun_before, read_listing
from textcheck.fact.numbering import number_of
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Paragraph
    from textcheck.fact.factbase import FactBase

_NUMBER = r"(?P<n>[二两三四五六七八九十]{1,3}|\d{1,2})"
_THING = r"(?:大项|大类|大|个|家|项|类|种|方面|场|处|所)"
_AFTER = re.compile(rf"(?<!公)共(?:计|有)?{_NUMBER}{_THING}(?!以上|百分)")
_WORD = re.compile(r"分别[是为]|具体(?:包括|为)|包括|即|依次为")
_BEFORE = re.compile(rf"{_NUMBER}{_THING}[^。；;:，,、\d]{{0,14}}[，,]?$")
_LIST = re.compile(r":?([^。；;:，,]{4,600})(?=[。；;])")
_TOTAL = re.compile(r"(?:总计|共计|合计)(?P<n>\d{1,4})(?P<unit>[个名人项次件家场])[，,]?\((?P<list>[^()]{6,200})\)")
_PART = re.compile(r"(\d{1,4})([个名人项次件家场])")
_UNITS = re.compile(r"本级(?:决算|预算)[和、及](?P<n>\d{1,2})个(?:下属|所属|直属)(?:预算|事业)?单位(?:决算|预算)")
_SCOPE = re.compile(r"编[制报]范围的(?:二级)?(?:预算)?单位(?:共计|共有|共)?(?P<n>\d{1,2})个，?(?:具体)?(?:情况)?(?:包括|如下):$")
_KINDS = re.compile(
    r"(?<=本级).{4,40}组成，其中:(?P<list>[^。;]{0,12}单位\d{1,2}个(?:、[^、。;\d]{0,12}单位\d{1,2}个)+)(?=[。;])"
)
_ASSESSED = re.compile(r"对(?P<n>\d{1,2})个部门\(单位\)开展整体支出")
_LEAD = 24
_FARTHEST = 400
_SHARED = re.compile(r"其中|含|包括|约|余")


class ListCount(Rule):
    """所说的个数与列出的个数不符。

    为什么：说“共五大项”只列了四项，读者不知道漏了哪一项。
    算法：句中所说的个数＝用顿号、“和”“及”并列的项数；并列层次不清的不核对。
    依据：《中华人民共和国预算法》第七十五条（决算数额准确、内容完整）；《地方预决算公开操作规程》（财预〔2016〕143号）。

    错误示例::

        全年举办绘画、书法、摄影及征文共五大项比赛。

    正确示例::

        全年举办绘画、书法、摄影及征文共四大项比赛。
    """

    code = "W407"
    name = "list-count"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Count only lists that can be counted in one way."""
        for paragraph in facts.document.paragraphs:
            text = paragraph.text
            if paragraph.kind != "body":
                continue
            if "、" in text and ("共" in text or "分别" in text or "包括" in text or "依次" in text):
                yield from self._lists(paragraph)
            if "计" in text:
                yield from self._totals(paragraph)
            if "个" in text and facts.identity.units:
                for pattern, own, whole in ((_UNITS, 1, True), (_SCOPE, 0, True), (_ASSESSED, 0, False)):
                    if match := pattern.search(text):
                        yield self._units(facts, paragraph, match, own=own, whole=whole)
                if match := _KINDS.search(text):
                    yield from self._kinds(facts, paragraph, match)

    def _lists(self, paragraph: Paragraph) -> Iterator[Assertion]:
        text = paragraph.text
        for match in _AFTER.finditer(text):
            before = text[max(0, match.start() - _FARTHEST) : match.start()]
            clause = re.split(r"[。；;:，,]", before.rstrip("，,"))[-1]
            start = match.start() - (len(before) - before.rindex(clause))
            yield from self._count(paragraph, (start, match.end()), match["n"], clause, partial=begun_before(text[:start]))
        for word in _WORD.finditer(text):
            lead = max(0, word.start() - _LEAD)
            number = _BEFORE.search(text, lead, word.start())
            listed = _LIST.match(text, word.end()) if number else None
            if number and listed:
                ends = number.start(), listed.end()
                yield from self._count(paragraph, ends, number["n"], listed[1], partial=word[0] == "包括")

    def _count(self, paragraph: Paragraph, ends: tuple[int, int], said: str, words: str, *, partial: bool) -> Iterator[Assertion]:
        """Compare a number with a list; a ``partial`` list may name fewer things, but not more."""
        if (listing := read_listing(words)) is None:
            return
        term = Term(paragraph.text[slice(*ends)], paragraph.reading.span(*ends))
        number, items, shown = number_of(said), "、".join(listing.items), term.label
        if listing.fewest <= number <= listing.most:
            yield self.holds("count", shown, term, formula=f"{number} = {items}")
        elif number < listing.fewest or not partial:
            counted = listing.most if number > listing.most else listing.fewest
            message = f"列出{counted}项（{items}），却说“{said}”。"
            yield self.broken("count", shown, message, term, actual=said, expected=str(counted))

    def _totals(self, paragraph: Paragraph) -> Iterator[Assertion]:
        for match in _TOTAL.finditer(paragraph.text):
            parts = _PART.findall(match["list"])
            if _SHARED.search(match["list"]) or len(parts) < 2 or any(unit != match["unit"] for _, unit in parts):
                continue
            total = sum(int(count) for count, _ in parts)
            formula = f"{' + '.join(count for count, _ in parts)} = {total}"
            term = Term(match[0], paragraph.reading.span(*match.span()))
            if total == int(match["n"]):
                yield self.holds("count", match[0], term, formula=formula)
            else:
                message = f"括号里各项合计{total}，与所说的{match['n']}不符。"
                yield self.broken(
                    "count", match[0], message, term, actual=match["n"], expected=str(total), formula=formula, level=Level.WARNING
                )

    def _units(self, facts: FactBase, paragraph: Paragraph, match: re.Match[str], *, own: int, whole: bool) -> Assertion:
        """Compare a number of units with those listed; ``own`` are counted beside it, ``whole`` says that it means all."""
        units = facts.identity.units
        terms = (Term(match[0], paragraph.reading.span(*match.span())), *(Term(unit.name, unit.span) for unit in units))
        stated = int(match["n"]) + own
        if stated == len(units):
            return self.holds("count", match[0], *terms, formula=f"{stated} = {len(units)}")
        if not whole or not any(unit.own for unit in units):
            return self.unknown("count", match[0], "列出的单位可能不是全部", *terms)
        message = f"所说的单位共{stated}个（含本级），列出的是{len(units)}个。"
        return self.broken("count", match[0], message, *terms, actual=match["n"], expected=str(len(units) - own))

    def _kinds(self, facts: FactBase, paragraph: Paragraph, match: re.Match[str]) -> Iterator[Assertion]:
        """Compare the units by kind, the department itself among them, with those listed."""
        units = facts.identity.units
        if not any(unit.own for unit in units):
            return
        numbers = [int(count) for count, _ in _PART.findall(match["list"])]
        made, formula = sum(numbers), f"{' + '.join(map(str, numbers))} = {sum(numbers)}"
        terms = (
            Term(match["list"], paragraph.reading.span(*match.span("list"))),
            *(Term(unit.name, unit.span) for unit in units),
        )
        if made == len(units):
            yield self.holds("count", match["list"], *terms, formula=formula)
        elif made != len(units) - 1:  # the department itself may not be among the kinds
            message = f"各类单位合计{made}个，列出的单位（含本级）是{len(units)}个。"
            yield self.broken(
                "count", match["list"], message, *terms, actual=str(made), expected=str(len(units)), formula=formula
            )
