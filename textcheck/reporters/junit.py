"""JUnit's XML, which Jenkins and most build servers show as tests: a file is a suite, a finding a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from textcheck.assertion import Level
from textcheck.reporters.base import StreamReporter, Totals
from textcheck.reporters.columns import printable
from textcheck.reporters.paths import relative
from textcheck.reporters.places import where
from textcheck.reporters.sentence import notice_sentence, sentence
from textcheck.reporters.words import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.report import Report

_CLEAN = "没有发现问题"
_UNREAD = "未能检查完"


class _Case(NamedTuple):
    """A test case: its name, what became of it (``failure``, ``skipped``, ``error`` or nothing), and why."""

    name: str
    outcome: str = ""
    kind: str = ""
    message: str = ""
    detail: str = ""


class JunitReporter(StreamReporter):
    """Errors and warnings fail, notes are skipped cases, a file without findings passes."""

    def begin(self) -> str:
        """Open the suites."""
        return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="textcheck">\n'

    def file(self, report: Report) -> str:
        """Return the suite of one report."""
        path = quoteattr(printable(relative(report.path)))
        cases = list(_cases(report)) or [_Case(_CLEAN)]
        outcomes = [case.outcome for case in cases]
        counts = f'tests="{len(cases)}" failures="{outcomes.count("failure")}"'
        counts += f' errors="{outcomes.count("error")}" skipped="{outcomes.count("skipped")}"'
        body = "".join(_element(case, path) for case in cases)
        return f"  <testsuite name={path} {counts}>\n{body}  </testsuite>\n"

    def end(self, _totals: Totals) -> str:
        """Close the suites."""
        return "</testsuites>\n"


def _cases(report: Report) -> Iterator[_Case]:
    if report.error:
        yield _Case(_UNREAD, "error", "unread-file", report.error)
    if report.document:
        source = report.document.source
        for finding in report.findings:
            name = f"{finding.code} {where(source, finding.span, CHINESE)}"
            proofs = [f"{where(source, each.span, CHINESE)}：{each.text} {each.label}".rstrip() for each in finding.evidence]
            detail = "\n".join(map(printable, (finding.excerpt, *proofs)))
            yield _Case(name, _outcome(finding.level), finding.code, sentence(source, finding), detail)
    for notice in report.notices:
        name = f"{notice.code} {CHINESE.lines.format(notice.line)}" if notice.line else notice.code
        yield _Case(name, _outcome(notice.level), notice.code, notice_sentence(notice))


def _outcome(level: Level) -> str:
    return "skipped" if level is Level.INFO else "failure"


def _element(case: _Case, path: str) -> str:
    """Return a case as XML; what XML cannot hold was made printable."""
    head = f"    <testcase name={quoteattr(printable(case.name))} classname={path}"
    if not case.outcome:
        return f"{head}/>\n"
    told = f"<{case.outcome} type={quoteattr(case.kind)} message={quoteattr(printable(case.message))}"
    told += f">{escape(case.detail)}</{case.outcome}>" if case.detail else "/>"
    return f"{head}>\n      {told}\n    </testcase>\n"
