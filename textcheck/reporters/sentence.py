"""A finding in one line, for formats that have room for one: what is wrong, what it should be, how that was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.reporters.columns import printable
from textcheck.reporters.places import describe
from textcheck.reporters.words import CHINESE

if TYPE_CHECKING:
    from textcheck.document.source import Source
    from textcheck.finding import Finding
    from textcheck.report import Notice


def sentence(source: Source, finding: Finding) -> str:
    """Return the message with the right value, the arithmetic, and the place where that is no line."""
    parts = [finding.message.rstrip("。")]
    if finding.expected and finding.expected not in finding.message:
        parts.append(CHINESE.expected.format(finding.expected))
    if finding.formula:
        parts.append(CHINESE.formula.format(finding.formula))
    told = CHINESE.stop.join(parts)
    if source.anchors:
        told = f"{describe(source.place(finding.span.start), CHINESE)}{CHINESE.colon}{told}"
    return printable(f"{told}。")


def notice_sentence(notice: Notice) -> str:
    """Return what a notice says, with its place where that is no line."""
    told = "" if notice.line else describe(notice.place, CHINESE)
    return printable(f"{told}{CHINESE.colon}{notice.message}" if told and told not in notice.message else notice.message)
