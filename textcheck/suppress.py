"""Findings that the author of a report keeps quiet, each with his reason: in a file beside it, or in its comments."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.reading import fold
from textcheck.document.source import Place
from textcheck.document.span import Span
from textcheck.errors import ConfigError, reason
from textcheck.excerpt import Excerpts
from textcheck.notices import UnusedSuppression
from textcheck.report import Notice, Suppressed
from textcheck.reporters.places import describe
from textcheck.reporters.words import CHINESE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from textcheck.assertion import Level
    from textcheck.document.blocks import Document
    from textcheck.document.source import Mark
    from textcheck.finding import Finding

_FINGERPRINT = re.compile(r"[0-9a-f]{16}(?:-\d+)?")
_IGNORE = re.compile(r"ignore\s+(?P<codes>[A-Za-z]\d*(?:[,，、][A-Za-z]\d*)*)(?:\s*[:：]\s*|\s+|$)(?P<reason>.*)", re.DOTALL)
_HOW = "应写成 textcheck: ignore N301 原因"
_CELLS = re.compile(r"[\s|]")


class Suppression(NamedTuple):
    """Which findings to keep quiet: by fingerprint, or by rule and the words or the place they stand in."""

    codes: tuple[str, ...]
    fingerprint: str
    text: str
    scope: Span | None
    reason: str
    path: str
    line: int
    place: Place = Place()

    def fits(self, code: str, span: Span, fingerprints: Sequence[str], words: str) -> bool:
        """Tell whether this is meant for what a rule found at a place, in a sentence or row."""
        if self.codes and not code.startswith(self.codes):
            return False
        if self.scope is not None:
            return self.scope.start <= span.start < self.scope.end
        return self.fingerprint in fingerprints if self.fingerprint else self.text in words

    @property
    def shown(self) -> str:
        """How it is written."""
        return " ".join(part for part in (",".join(self.codes), self.fingerprint, f"“{self.text}”" if self.text else "") if part)


def suppress(
    document: Document, findings: Iterable[Finding], suppressions: Sequence[Suppression]
) -> tuple[list[Finding], list[Suppressed], list[Suppression]]:
    """Return the findings to show, those kept quiet, and the suppressions that none of them needed.

    A suppression of what is only the consequence of a finding keeps nothing quiet, but it has its use.
    """
    excerpts = Excerpts(document)
    shown: list[Finding] = []
    quiet: list[Suppressed] = []
    used: set[Suppression] = set()
    for finding in findings:
        words, marks = _words(finding.excerpt), finding.fingerprints
        fitting = [each for each in suppressions if each.fits(finding.code, finding.span, marks, words)]
        used.update(fitting)
        for also in finding.consequences:
            around = _words(excerpts.at(also.span).text)
            used.update(each for each in suppressions if each.fits(also.code, also.span, (also.fingerprint,), around))
        if fitting:
            quiet.append(Suppressed(finding, "inSource" if fitting[0].scope else "external", fitting[0].reason))
        else:
            shown.append(finding)
    return shown, quiet, [each for each in suppressions if each not in used]


def notices(unused: Iterable[Suppression], ran: Collection[str], level: Level, *, every_rule: bool) -> Iterator[Notice]:
    """Yield a notice for every unused suppression of a rule that was applied."""
    for each in unused:
        if every_rule if not each.codes else any(code.startswith(each.codes) for code in ran):
            message = f"豁免没有对应的问题，可以删去：{each.shown}（原因：{each.reason}）"
            yield Notice(UnusedSuppression.code, level, message, each.path, each.line, each.place)


def read_suppressions(document: Document, path: str, pattern: str, codes: Collection[str]) -> list[Suppression]:
    """Return all suppressions for a report; raise ConfigError at the first that is not in order."""
    found = [_from_mark(document, mark, path, codes) for mark in document.source.marks]
    name = os.path.join(os.path.dirname(path), pattern.replace("{name}", os.path.basename(path)))
    if os.path.isfile(path) and os.path.isfile(name):
        found += _from_file(name, codes)
    return found


def _from_file(path: str, codes: Collection[str]) -> Iterator[Suppression]:
    from textcheck.tomlfile import TABLES, TEXT, TomlFile

    try:
        with open(path, encoding="utf-8-sig") as opened:
            file = TomlFile(path, opened.read())
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"无法读取豁免文件 {path}：{reason(error)}。") from None
    fields = {"fingerprint": TEXT, "rule": TEXT, "text": TEXT, "reason": TEXT._replace(required=True)}
    for number in range(len(file.check((), {"suppress": TABLES}).get("suppress", ()))):
        at = ("suppress", number)
        entry = file.check(at, fields)
        mark, rule = entry.get("fingerprint", ""), entry.get("rule", "").upper()
        if not mark and not (rule and "text" in entry):
            raise file.fail(at, "要写明 fingerprint，或者 rule 和 text（问题所在的原文）")
        if mark and not _FINGERPRINT.fullmatch(mark):
            raise file.fail((*at, "fingerprint"), f"“{mark}”不是指纹；指纹见 JSON 输出的 fingerprint")
        if rule and not _known(rule, codes):
            raise file.fail((*at, "rule"), f"“{entry['rule']}”不是规则的代码；用 textcheck rules 查看全部规则")
        text = _words(entry.get("text", ""))
        yield Suppression((rule,) if rule else (), mark, text, None, entry["reason"].strip(), path, file.line(at))


def _from_mark(document: Document, mark: Mark, path: str, codes: Collection[str]) -> Suppression:
    source = document.source
    place = source.place(mark.span.start)
    where = describe(place, CHINESE)
    match = _IGNORE.fullmatch(mark.text)
    if match is None:
        raise ConfigError(f"{where}：看不懂豁免“{mark.text}”，{_HOW}。")
    wanted = tuple(code.upper() for code in re.split("[,，、]", match["codes"]))
    for code in wanted:
        if not _known(code, codes):
            raise ConfigError(f"{where}：豁免里的“{code}”不是规则的代码；用 textcheck rules 查看全部规则。")
    if not match["reason"].strip():
        raise ConfigError(f"{where}：豁免没有写原因，{_HOW}。")
    return Suppression(
        wanted, "", "", _scope(document, mark), match["reason"].strip(), path, place.line, place if source.anchors else Place()
    )


def _scope(document: Document, mark: Mark) -> Span:
    """Return what a mark speaks of: the paragraph or row that it stands in, else the next one, or the next table as a whole."""
    source = document.source
    line = source.line_span(source.position(mark.span.start).line)
    before = source.text[line.start : mark.span.start].rstrip()
    at = line.start + len(before) - 1 if before else mark.span.end
    inside = next((table for table in document.tables if table.span.start <= at < table.span.end), None)
    if inside is not None:
        rows = [Span(row[0].span.start, row[-1].span.end + 1) for row in inside.rows if row]
        return next((row for row in rows if row.end > at), inside.span)
    blocks = [(paragraph.span, paragraph.span.end) for paragraph in (*document.contents, *document.paragraphs)]
    for table in document.tables:
        tops = [paragraph.span for paragraph in table.titles]
        blocks += [(span, table.span.end + 1) for span in (*tops, table.span)]
    following = [(span.start, -end, end) for span, end in blocks if span.end > at]
    if not following:
        return Span(at, len(source.text) + 1)
    start, _, end = min(following)
    return Span(start, end)


def _known(code: str, codes: Collection[str]) -> bool:
    return any(each.startswith(code) for each in codes)


def _words(text: str) -> str:
    """Return text without what differs between the report and its excerpt: layout and the bars between cells."""
    return _CELLS.sub("", fold(text))
