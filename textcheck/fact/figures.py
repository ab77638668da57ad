"""Every figure of a report as the ledger and extract show it: what it is, of what, and why it could not be bound."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.reading import read
from textcheck.document.span import Span
from textcheck.fact.cells import parse_cell
from textcheck.fact.header import NUMBER
from textcheck.mention.figure import find_figures
from textcheck.quantity.quantity import Dimension, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.blocks import Cell, Table
    from textcheck.fact.fact import Fact
    from textcheck.fact.mentions import Mention
    from textcheck.fact.table import BoundTable

_ONE = Decimal(1)
_DIGIT = re.compile(r"[\d%]")
_WHY = {
    "reason": "说明原因的数，报告里没有第二处可以核对",
    "threshold": "单价门槛，不是收支数",
    "percent": "不是占比、增减率或完成率，报告里没有可以验算的数",
    "count": "数量没有第二处可以核对",
    "gap": "决算与预算的差额，没有另一处可以核对",
    "earlier": "上年以前的数，表里没有",
}
_PERIODS = {"base": "上年", "earlier": "以前年度"}
_UNNAMED = "没有认出所指的收支项目"
_OUTSIDE = "所在章节不是收支说明，表里没有对应的数"


class ReportFigure(NamedTuple):
    """A printed figure; ``reason`` is empty when it was bound to a meaning."""

    span: Span
    text: str
    quantity: Quantity | None
    kind: str
    subject: str
    role: str
    period: str
    reason: str


def report_figures(
    text: str, mentions: Sequence[Mention], tables: Sequence[BoundTable], others: Sequence[Table]
) -> tuple[ReportFigure, ...]:
    """Return the figures of prose, of the bound tables and of all other tables, in the order of ``text``."""
    found = [_mentioned(mention) for mention in mentions]
    for table in tables:
        found += [_cell(fact) for fact in table.facts if fact.printed and not fact.alias]
        found += [_unbound(cell, reason) for cell, reason in table.unbound]
    for other in others:
        found += _loose(text, other)
    return tuple(sorted(found, key=_start))


def role_name(mention: Mention) -> str:
    """Return a mention's role as people say it: 决算, 年初预算, 较上年减少额, 占本年支出合计, 完成年初预算率 …."""
    role = mention.role
    if role == "share":
        return f"占{mention.of}" if mention.of else "占比"
    if role == "completion":
        return f"完成{mention.base}率"
    if role in ("change", "rate"):
        word = mention.lead_word or "增减"
        return f"比{mention.base}{word}{'额' if role == 'change' else '率'}"
    named = {
        "reason": "原因说明",
        "threshold": "门槛",
        "percent": "百分比",
        "count": "数量",
        "gap": "差额",
        "base": f"{mention.base}数",
        "earlier": f"{mention.base}数",
        "budget": mention.base,
    }
    return named.get(role) or mention.measure or "决算"


def _mentioned(mention: Mention) -> ReportFigure:
    reason = _WHY.get(mention.role, "")
    if not reason and mention.role in ("value", "base") and not mention.keys:
        reason = _UNNAMED if mention.known_section else _OUTSIDE
    period = mention.keys[0].period if mention.keys else _PERIODS.get(mention.role, "本年")
    quantity = mention.quantity
    return ReportFigure(
        mention.span, mention.text, quantity, quantity.dimension.value, mention.subject, role_name(mention), period, reason
    )


def _cell(fact: Fact) -> ReportFigure:
    text = fact.cell.text if fact.cell is not None else ""
    return ReportFigure(fact.span, text, fact.quantity, "amount", fact.label, fact.key.measure, fact.key.period, "")


def _unbound(cell: Cell, reason: str) -> ReportFigure:
    return ReportFigure(cell.span, cell.text, parse_cell(cell.text, _ONE), "amount", "", "", "", reason)


def _loose(source: str, table: Table) -> Iterator[ReportFigure]:
    """Yield the figures of a table that is none of the accounts' own, such as an appraisal sheet."""
    for row in table.rows:
        label = ""
        for cell in row:
            text = cell.text
            if not text:
                continue
            if NUMBER.match(text):
                if label:
                    value = parse_cell(text, _ONE)
                    quantity = Quantity(value.value, value.step, Dimension.COUNT, "") if value else None
                    yield ReportFigure(cell.span, text, quantity, "count", label, "", "本年", _UNNAMED)
            elif len(text) < 40 and _DIGIT.search(text):
                begin, end = cell.span
                plain = source[begin:end] == text  # most cells read as they are printed
                reading = None if plain else read(source, (cell.span,))
                for figure in find_figures(reading.text if reading else text):
                    span = reading.span(*figure[:2]) if reading else Span(begin + figure.start, begin + figure.end)
                    yield ReportFigure(
                        span, figure.text, figure.quantity, figure.quantity.dimension.value, label, "", "本年", _WHY["count"]
                    )
            else:
                label = text if len(text) < 40 else label


def _start(figure: ReportFigure) -> tuple[int, int]:
    return (figure.span.start, figure.span.end)
