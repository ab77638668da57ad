"""Annotations for GitHub Actions: workflow commands that mark the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Level
from textcheck.reporters.base import StreamReporter, Totals
from textcheck.reporters.paths import STDIN, relative
from textcheck.reporters.places import location
from textcheck.reporters.sentence import notice_sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textcheck.document.source import Source
    from textcheck.finding import Finding
    from textcheck.report import Report

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}
_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_DATA, ":": "%3A", ",": "%2C"}


class GithubReporter(StreamReporter):
    """One command a line."""

    def file(self, report: Report) -> str:
        """Return the commands for one report."""
        return "".join(f"{line}\n" for line in self._lines(report))

    def end(self, _totals: Totals) -> str:
        """Add nothing: GitHub counts for itself."""
        return ""

    def _lines(self, report: Report) -> Iterator[str]:
        name = relative(report.path)
        file = {} if name == STDIN else {"file": name}
        if report.error:
            yield _command(Level.ERROR, {**file, "title": "未能检查完"}, report.error)
        if report.document:
            source = report.document.source
            for finding in report.findings:
                title = f"{finding.code} {finding.name}"
                yield _command(finding.level, {**file, **_region(source, finding), "title": title}, sentence(source, finding))
        for notice in report.notices:
            where = {"file": relative(notice.path)} if notice.path != "-" else {}
            if notice.line:
                where["line"] = str(notice.line)
            yield _command(notice.level, {**where, "title": notice.code}, notice_sentence(notice))


def _region(source: Source, finding: Finding) -> dict[str, str]:
    """Return lines and columns; columns only count inside one line, and a page or sheet has neither."""
    if source.anchors:
        return {}
    at = location(source, finding.span)
    lines = {"line": str(at["line"]), "endLine": str(at["end_line"])}
    if at["line"] != at["end_line"]:
        return lines
    return {**lines, "col": str(at["column"]), "endColumn": str(at["end_column"])}


def _command(level: Level, properties: Mapping[str, str], message: str) -> str:
    told = ",".join(f"{key}={_escape(value, _IN_PROPERTY)}" for key, value in properties.items())
    return f"::{_COMMANDS[level]} {told}::{_escape(message, _IN_DATA)}"


def _escape(text: str, codes: Mapping[str, str]) -> str:
    return "".join(codes.get(character, character) for character in text)
