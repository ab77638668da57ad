"""A finding as a note beside its figure: what is wrong, what it should be, how that was computed, what it was held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.reporters.columns import printable
from textcheck.reporters.places import where
from textcheck.reporters.words import CHINESE

if TYPE_CHECKING:
    from textcheck.document.source import Source
    from textcheck.document.span import Span
    from textcheck.finding import Evidence, Finding

AUTHOR = "textcheck"
_MOST = 12


def note(source: Source, finding: Finding) -> str:
    """Return what a comment says of a finding, line by line."""
    lines = [f"【{CHINESE.levels[finding.level]} {finding.code}】{finding.message}"]
    if finding.expected:
        lines.append(f"应为：{finding.expected}")
    if finding.formula:
        lines.append(f"验算：{finding.formula}")
    told = shown(finding)
    lines += [f"另一处：{_other(source, each)}" for each in told]
    if len(finding.evidence) > len(told):
        lines.append(f"另有 {len(finding.evidence) - len(told)} 处，见完整的检查结果。")
    if finding.repair and not finding.repair.certain:
        lines.append("这几处对不上，证据不足以断定，错的不一定是这一处。")
    return "\n".join(map(printable, lines))


def shown(finding: Finding) -> tuple[Evidence, ...]:
    """Return as much of what a finding was computed from as a note has room for."""
    return finding.evidence[:_MOST]


def trimmed(source: Source, span: Span) -> tuple[int, int]:
    """Return where the text of a span begins and ends without the white space around it."""
    text = source.slice(span)
    start = span.start + len(text) - len(text.lstrip())
    return start, max(start, span.start + len(text.rstrip()))


def _other(source: Source, evidence: Evidence) -> str:
    told = f"（{evidence.label}）" if evidence.label else ""
    printed = f"“{evidence.text}”" if evidence.text else "（空白）"
    return f"{where(source, evidence.span, CHINESE)}{printed}{told}"
