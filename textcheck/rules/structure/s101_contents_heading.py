"""S101: the list of contents against the headings and table titles of the body."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.span import Span
from textcheck.fact.contents import rival, wider
from textcheck.fact.headings import Heading, body_headings, contents_lines, sibling_headings, table_headings
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document, Table
    from textcheck.fact.factbase import FactBase

_TABLE_NUMBER = re.compile(r"(?:公开|预算|决算)0?(\d{1,2})表")
_FEWEST, _FEW = 1, 3
_PART = "part"  # S131 looks for these
_LONGEST = 40
_TOTALS = frozenset(("合计", "总计"))


class ContentsHeading(Rule):
    """目录与正文的标题或表名不一致。

    为什么：读者按目录找内容；目录与正文对不上，多半是改了一处忘了另一处，或者照抄了上年的目录。
    算法：目录里的一行应当与正文的标题、表名逐字相同（表名前可以多写年度或部门名称）。目录列出了同级的其他标题，就不应漏掉
    一个，也不应把邻行写两遍；目录自己的序号不应跳过一个；正文的表名不应写成另一张表的。
    依据：财政部部门决算公开模板的目录与章节；财政部预决算公开情况检查把公开形式、可读性列为检查内容。

    错误示例::

        目录
        第一部分 青石县园林中心概况
        第二部分 2024年度重点工作

        第一部分 青石县园林中心概况
        第二部分 2024年重点工作
        新建口袋公园两处。

    正确示例::

        目录
        第一部分 青石县园林中心概况
        第二部分 2024年度重点工作

        第一部分 青石县园林中心概况
        第二部分 2024年度重点工作
        新建口袋公园两处。
    """

    code = "S101"
    name = "contents-heading"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look up every line of the contents in the body."""
        document = facts.document
        entries = list(contents_lines(document))
        if not entries:
            return
        body = list(body_headings(document))
        known: dict[tuple[int, str], Heading] = {}
        for heading in body:
            known.setdefault((heading.part, heading.words), heading)
            known.setdefault((0, heading.words), heading)
        missed: list[Heading] = []
        places: dict[Heading, Heading] = {}
        for entry in entries:
            found = known.get((entry.part, entry.words)) or wider(entry, body, facts.identity.department)
            found = found or known.get((0, entry.words))
            if found:
                places[entry] = found
                yield self.holds("text", entry.shown, Term("目录", entry.span), Term("正文", found.span))
            else:
                missed.append(entry)
        taken = {entry.words for entry in entries}
        found_at = {found.span for found in places.values()}
        free = [heading for heading in body if heading.words not in taken and heading.span not in found_at]
        titles = list(table_headings(document))
        rivals = {entry: rival(entry, free, missed) for entry in missed}
        wrongs = {entry: _mistitled(document, entry, entries, places, titles) for entry in missed}
        for entry in missed:
            wrong = wrongs[entry]
            yield self._mistitled(entry, wrong) if wrong else self._missed(entry, rivals[entry])
        places |= {entry: found for entry, found in rivals.items() if found and not wrongs[entry]}
        lost = [entry for entry in missed if entry not in places]
        listed = {(found.part, found.words) for found in places.values()}
        told: set[int] = set()
        for group in (*sibling_headings(document), _distinct(titles, places)):
            gone = [heading for heading in group if (heading.part, heading.words) not in listed]
            if len(gone) < len(group):
                found_out = list(self._left_out(group, gone, entries, places, lost))
                told |= {heading.part for heading in gone if found_out}
                yield from found_out
        yield from self._gaps([entry for entry in entries if entry.part not in told])

    def _gaps(self, entries: list[Heading]) -> Iterator[Assertion]:
        """Report a line that comes twice, or before which a number is missing in a list that has no other fault."""
        for before, here in pairwise(entries):
            if here.marker and here.marker.style != _PART and (here.place, here.words) == (before.place, before.words):
                message = f"目录里“{here.shown}”连写了两遍。"
                yield self.broken(
                    "text", here.shown, message, Term("目录", before.span), Term("目录", here.span), actual=here.shown
                )
        lists: dict[tuple[int, str], list[tuple[int, Heading]]] = {}
        for entry in entries:
            if entry.marker and entry.marker.style != _PART:
                lists.setdefault((entry.part, entry.marker.style), []).append((entry.marker.number, entry))
        for lines in lists.values():
            jumps = [
                (number, before, after, here)
                for (number, before), (after, here) in zip([(0, None), *lines], lines, strict=False)
                if after != number + 1
            ]
            if len(lines) <= _FEW or len(jumps) != 1:
                continue
            number, left, after, right = jumps[0]
            if after == number + 2:
                place = f"目录里“{left.shown}”的下一行" if left else "目录里这一组的第一行"
                message = f"{place}是“{right.shown}”，缺第 {number + 1} 项。"
                yield self.broken("text", right.shown, message, Term("目录", right.span), actual=right.shown)

    def _mistitled(self, entry: Heading, wrong: Heading) -> Assertion:
        message = f"正文这张表的表名“{wrong.shown}”与另一张表相同，按目录应是“{entry.shown}”。"
        terms = (Term("正文", wrong.span), Term("目录", entry.span))
        return self.broken("text", entry.shown, message, *terms, actual=wrong.shown, expected=entry.shown)

    def _left_out(
        self,
        group: list[Heading],
        gone: list[Heading],
        entries: list[Heading],
        places: dict[Heading, Heading],
        missed: list[Heading],
    ) -> Iterator[Assertion]:
        """Report the one heading of a group that the contents skips, at the line that stands in its place or after it."""
        gone = [heading for heading in gone if not (heading.marker and heading.marker.style == _PART)]
        if len(gone) != 1 or len(gone[0].shown) > _LONGEST or "。" in gone[0].shown:
            return
        heading = gone[0]
        at = group.index(heading)
        lines = [_lines(other, places, entries) for other in group if other is not heading]
        numbers = [other.marker.number for other in group if other.marker]
        if numbers != sorted(set(numbers)):
            return
        if any(not spots for spots in lines) or not lines:
            return
        firsts = [spots[-1] for spots in lines]
        if firsts != sorted(firsts) or any(_same_level(entry, entries[firsts[0]]) for entry in missed):
            return
        after = firsts[at] if at < len(firsts) else (firsts[-1] + 1 if heading.part else len(entries))
        before = firsts[at - 1] if at else after - 2
        twice = next((e for e, f in pairwise(entries[max(before + 1, 0) : after + 2]) if e.shown == f.shown), None)
        other = Term("正文", heading.span)
        if twice:
            message = f"目录里“{twice.shown}”写了两遍，正文这里是“{heading.shown}”。"
            yield self.broken(
                "text", heading.shown, message, Term("目录", twice.span), other, actual=twice.shown, expected=heading.shown
            )
        elif len(lines) >= _FEWEST:
            around = entries[max(after - 1, 0) : after + 1]
            here = Span(around[0].span.start, around[-1].span.end)
            message = f"目录列出了同级的其他{len(lines)}个标题，漏了正文的“{heading.shown}”。"
            yield self.broken("text", heading.shown, message, Term("目录", here), other, expected=heading.shown)

    def _missed(self, entry: Heading, rival: Heading | None) -> Assertion:
        term = Term("目录", entry.span)
        if rival is None:
            return self.unknown("text", entry.shown, "正文里没有找到这一行对应的标题，可能在提取文字时丢失", term)
        message = f"目录写“{entry.shown}”，正文写“{rival.shown}”，两处应一致。"
        other = Term("正文", rival.span)
        return self.broken("text", entry.shown, message, term, other, actual=entry.shown, expected=rival.shown)


def _lines(heading: Heading, places: dict[Heading, Heading], entries: list[Heading]) -> list[int]:
    """Return where in the contents a heading of the body is listed."""
    key = (heading.part, heading.words)
    return [i for i, e in enumerate(entries) if e in places and (places[e].part, places[e].words) == key]


def _same_level(left: Heading, right: Heading) -> bool:
    if left.marker is None or right.marker is None or left.marker.style != right.marker.style:
        return False
    return left.part == right.part or left.marker.style == _PART


def _distinct(titles: list[tuple[Heading, Table]], places: dict[Heading, Heading]) -> list[Heading]:
    """Return the titles of the tables of the part whose tables the contents lists, each once."""
    known = {(found.part, found.words) for found in places.values()}
    parts = {heading.part for heading, _ in titles if (heading.part, heading.words) in known}
    first: dict[tuple[int, str], Heading] = {}
    for heading, _ in titles:
        if heading.part in parts and heading.marker is None:
            first.setdefault((heading.part, heading.words), heading)
    return list(first.values()) if len(parts) == 1 else []


def _mistitled(
    document: Document,
    entry: Heading,
    entries: list[Heading],
    places: dict[Heading, Heading],
    titles: list[tuple[Heading, Table]],
) -> Heading | None:
    """Return the title that stands where the contents has this entry, and that a table of another number bears as well."""
    at = entries.index(entry)
    before = places.get(entries[at - 1]) if at else None
    after = places.get(entries[at + 1]) if at + 1 < len(entries) else None
    if before is None:
        return None
    words = [heading.words for heading, _ in titles]
    start = before.span.start
    if before.words in words:
        start = min(h.span.start for h, _ in titles if h.words == before.words)
    ends = [h.span.start for h, _ in titles if after and h.words == after.words] or ([after.span.start] if after else [])
    end = max(ends, default=len(document.source.text))
    inside = [(h, t) for h, t in titles if start < h.span.start < end]
    if len(inside) != 1 or words.count(inside[0][0].words) != 2:
        return None
    wrong, table = inside[0]
    twin = next(t for h, t in titles if h.words == wrong.words and h is not wrong)
    return wrong if _apart(table, twin) else None


def _apart(left: Table, right: Table) -> bool:
    """Tell whether two tables of one title are two, by their numbers or, without these, by notes, heads and totals.

    A table that goes on over a page repeats its head or has none, and has one line of totals.
    """
    numbers = [_number(table) for table in (left, right)]
    if all(numbers):
        return numbers[0] != numbers[1]
    notes = [table.notes[0].text if table.notes else "" for table in (left, right)]
    if all(notes):
        return notes[0] != notes[1]
    heads = [[cell.text for cell in table.rows[0] if cell.text] for table in (left, right)]
    if heads[0] != heads[1]:
        return all(heads) and not any(char.isdigit() for head in heads for text in head for char in text)
    return all(any(row[0].text in _TOTALS for row in table.rows) for table in (left, right))


def _number(table: Table) -> int:
    cells = [cell.text for row in table.rows[:2] for cell in row]
    match = next((m for text in (*(p.text for p in table.titles), *cells) if (m := _TABLE_NUMBER.search(text))), None)
    return int(match[1]) if match else 0
