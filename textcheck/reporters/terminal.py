"""For people at a terminal, like a good compiler: the fault in its sentence, the proof, what it should be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import click

from textcheck.assertion import Level
from textcheck.excerpt import Excerpts
from textcheck.fact.arithmetic import show
from textcheck.mend import Applicability
from textcheck.report import Status
from textcheck.reporters.base import StreamReporter, Totals
from textcheck.reporters.columns import pad, printable, width
from textcheck.reporters.places import describe, short, where
from textcheck.reporters.snippet import Mark, draw, title
from textcheck.reporters.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from textcheck.document.source import Source
    from textcheck.document.span import Span
    from textcheck.finding import Evidence, Finding
    from textcheck.report import Notice, Report
    from textcheck.reporters.base import Tally

_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "cyan"}
_MOST_EVIDENCE = 3
_MOST_LINES = 12


class Look(NamedTuple):
    """How to write: language, colour or not, how many columns wide."""

    language: str = "zh"
    color: bool = False
    columns: int = 100


class TerminalReporter(StreamReporter):
    """Findings with their sentences, a summary line per file, and one for all if there are several."""

    def __init__(self, look: Look) -> None:
        """Write in the given look."""
        self._look = look
        self._words = LANGUAGES[look.language]

    def file(self, report: Report) -> str:
        """Return the findings of one file and its summary line; nothing if it could not be read."""
        document = report.document
        if document is None:
            return ""
        blocks: list[str] = []
        if report.findings:
            excerpts = Excerpts(document)
            path = self._path(report.path)
            blocks = [self._finding(path, document.source, excerpts, finding) for finding in report.findings]
        blocks += [self._notice(notice) for notice in report.notices]
        return "\n".join((*blocks, self._summary(report)))

    def end(self, totals: Totals) -> str:
        """Return the findings by rule if they are wanted, the summary of several files, and where to read about rules."""
        words = self._words
        lines = self._statistics(totals.tallies) if totals.tallies else []
        if totals.files > 1:
            parts = [words.files.format(totals.files)]
            if totals.failed:
                parts.append(words.failed.format(totals.failed))
            lines.append(self._paint(words.stop.join((*parts, self._counts(totals.findings))), bold=True))
        if sum(totals.findings.values()):
            lines.append(words.explain)
        return "".join(f"{line}\n" for line in lines)

    def _statistics(self, tallies: Iterable[Tally]) -> list[str]:
        levels = self._words.levels
        rows = [self._words.statistics]
        rows += [(each.code, levels[each.level], str(each.found), str(each.files), each.name) for each in tallies]
        widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
        return ["", *("  ".join(map(pad, row, widths)).rstrip() for row in rows), ""]

    def _notice(self, notice: Notice) -> str:
        level = self._paint(f"{self._words.levels[notice.level]}[{notice.code}]", fg=_COLOURS[notice.level], bold=True)
        place = f"  {self._dim('-->')} {self._path(notice.path)}"
        if notice.line:
            place += f":{notice.line}"
        elif told := describe(notice.place, self._words):
            place += self._words.colon + told
        return f"{level} {self._paint(printable(notice.message), bold=True)}\n{place}\n"

    def _finding(self, path: str, source: Source, excerpts: Excerpts, finding: Finding) -> str:
        words = self._words
        color = _COLOURS[finding.level]
        level = self._paint(f"{words.levels[finding.level]}[{finding.code}]", fg=color, bold=True)
        lines = [f"{level} {self._paint(printable(finding.message), bold=True)}"]
        expected = words.expected.format(finding.expected) if finding.expected else ""
        own = Mark(excerpts.at(finding.span), finding.span, "^", expected)
        groups, rest = _group(own, excerpts, finding)
        numbers = [short(source.place(marks[0].span.start), words) for marks in groups]
        gutter = " " * max(map(width, numbers))
        lines.append(f"{gutter}{self._dim('-->')} {path}{self._place(source, finding.span)}")
        bar = self._dim(f"{gutter} |")
        for number, marks in zip(numbers, groups, strict=True):
            lines += self._snippet(marks, f"{' ' * (len(gutter) - width(number))}{number}", bar, color)
        equals = self._dim(f"{gutter} =")
        if finding.formula:
            lines.append(f"{equals} {words.formula.format(printable(finding.formula))}")
        lines += [f"{equals} {line}" for line in self._diagnosis(source, finding)]
        if rest:
            lines.append(f"{equals} {self._elsewhere(source, rest)}")
        return "\n".join(lines) + "\n"

    def _diagnosis(self, source: Source, finding: Finding) -> Iterator[str]:
        """Yield the figures that may be wrong instead, and what else the fault breaks."""
        words = self._words
        repair = finding.repair
        others = [side for side in repair.sides if side.term.span != finding.span] if repair and not repair.certain else []
        if 0 < len(others) <= _MOST_EVIDENCE:
            sides = [
                words.side.format(
                    self._line(source, s.term.span),
                    printable(s.term.label),
                    show(s.quantity),
                    words.like.format(s.slip) if s.slip else "",
                )
                for s in others
            ]
            yield words.even.format(words.listing.join(sides))
        if finding.consequences:
            places = [f"{self._line(source, consequence.span)} [{consequence.code}]" for consequence in finding.consequences]
            shown = places[:_MOST_LINES] + ["…"] * (len(places) > _MOST_LINES)
            yield words.causes.format(words.listing.join(dict.fromkeys(shown)))

    def _place(self, source: Source, span: Span) -> str:
        """Return where a finding stands, behind the path: line and column in plain text, which editors can jump to."""
        if source.anchors:
            return self._words.colon + where(source, span, self._words)
        place = source.position(span.start)
        return f":{place.line}:{place.column}"

    def _line(self, source: Source, span: Span) -> str:
        return where(source, span, self._words)

    def _snippet(self, marks: list[Mark], number: str, bar: str, color: str) -> list[str]:
        snippet = draw(marks, self._look.columns - width(number) - 3)
        table = marks[0].excerpt.table
        named = title(table) if table is not None else ""
        own = marks[0].sign == "^"
        lines = [bar] if own and not named else []
        if named:
            lines.append(f"{' ' * width(number)} {self._dim(':::')} {named}")
        lines.append(f"{self._dim(f'{number} |')} {snippet.text}")
        tint = color if own else "blue"
        return lines + [f"{bar} {self._paint(line, fg=tint, bold=own)}" for line in snippet.below]

    def _elsewhere(self, source: Source, rest: Iterable[Evidence]) -> str:
        """Return the places that are not shown, in one line."""
        words = self._words
        places = [source.place(proof.span.start) for proof in rest]
        if source.anchors:
            lines = list(dict.fromkeys(describe(place, words) for place in places))
        else:
            lines = list(dict.fromkeys(str(place.line) for place in places))
        shown = words.listing.join(lines[:_MOST_LINES]) + (" …" if len(lines) > _MOST_LINES else "")
        return words.elsewhere.format(len(places), shown if source.anchors else words.lines.format(shown))

    def _summary(self, report: Report) -> str:
        words = self._words
        totals = Counter([finding.level for finding in report.findings] + [notice.level for notice in report.notices])
        parts = [self._counts(totals) if totals or not report.known else words.no_new]
        quiet = (words.quiet, report.suppressed), (words.known, report.known)
        parts += [said.format(len(findings)) for said, findings in quiet if findings]
        safe = [len(found.fix.edits) for found in report.findings if found.fix and found.fix.applicability is Applicability.SAFE]
        parts += [said.format(count) for said, count in ((words.fixed, report.fixed), (words.fixable, sum(safe))) if count]
        parts.append(self._figures(report.figures))
        known = sum(report.figures.get(status, 0) for status in (Status.VERIFIED, Status.ROUNDING, Status.CONTRADICTED))
        if not totals and known * 2 < sum(report.figures.values()):
            parts.append(words.unread)
        if report.document and not report.document.tables:
            parts.append(words.no_tables)
        elif report.document and not report.document.body:
            parts.append(words.no_prose)
        return f"{self._path(report.path)}{words.colon}{words.stop.join(parts)}\n"

    def _counts(self, findings: Mapping[Level, int]) -> str:
        words = self._words
        found = [words.findings[level].format(findings.get(level, 0)) for level in Level if findings.get(level)]
        return words.comma.join(found) or words.clean

    def _figures(self, figures: Mapping[Status, int]) -> str:
        words = self._words
        if not sum(figures.values()):
            return words.no_figures
        counted = [f"{words.statuses[status]} {figures[status]}" for status in Status if figures.get(status)]
        return words.figures.format(sum(figures.values())) + words.colon + words.comma.join(counted)

    def _path(self, path: str) -> str:
        return self._words.stdin if path == "-" else printable(path)

    def _dim(self, text: str) -> str:
        return self._paint(text, fg="blue")

    def _paint(self, text: str, *, fg: str | None = None, bold: bool = False) -> str:
        return click.style(text, fg=fg, bold=bold or None) if self._look.color and text else text


class CountsReporter(TerminalReporter):
    """Only what stands at the end: how many findings there are, by rule and in all."""

    def file(self, report: Report) -> str:
        """Return nothing: the findings of a file go elsewhere."""
        del report
        return ""


def _group(own: Mark, excerpts: Excerpts, finding: Finding) -> tuple[list[list[Mark]], list[Evidence]]:
    """Return the excerpts to draw, the fault's own first, with the marks in each, and the evidence left over."""
    groups: dict[int, list[Mark]] = {own.excerpt.origin: [own]}
    rest: list[Evidence] = []
    told = {consequence.span for consequence in finding.consequences}
    proofs = [proof for proof in finding.evidence if proof.span not in told]
    printed = [proof for proof in proofs if proof.text]
    for proof in printed or proofs:
        excerpt = excerpts.at(proof.span)
        known = excerpt.origin in groups
        if not known and (finding.level is Level.INFO or len(groups) > _MOST_EVIDENCE):
            rest.append(proof)
            continue
        label = "" if excerpt.origin == own.excerpt.origin else proof.label
        groups.setdefault(excerpt.origin, []).append(Mark(excerpt, proof.span, "-", label))
    return list(groups.values()), rest
