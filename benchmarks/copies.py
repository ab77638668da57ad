"""Marked copies: how long writing takes beside the lint, how large they are, how many comments are at the very figures.

    python benchmarks/copies.py FILE…

For each file the Word copy and, of a PDF, the PDF copy: processor time of writing against that of reading and checking (best
of several turns), size of the copy beside the file, and what share of the findings is marked exactly: in Word with a comment
on nothing but the text in question, in a PDF on characters found again on the page. Whatever a copy cannot be made of is told.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import docx
import pypdfium2
from docx.oxml.ns import qn

from textcheck.engine import check_document
from textcheck.errors import InputError
from textcheck.finding import findings_of
from textcheck.readers.formats import read_bytes
from textcheck.report import Report
from textcheck.reporters.docx import DocxReporter
from textcheck.reporters.notes import trimmed
from textcheck.reporters.pdf import PdfReporter
from textcheck.reporters.pdf.exact import exact, letters
from textcheck.reporters.pdf.shades import passages
from textcheck.reporters.pdf.view import view_of
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from textcheck.document.source import Source

TURNS = 3


def main(paths: list[str]) -> int:
    """Measure and print; tell whether every copy could be made."""
    made = True
    for path in paths:
        data = Path(path).read_bytes()
        try:
            report = _checked(data, path)
        except InputError as error:
            print(f"{Path(path).name}: {error}")
            continue
        assert report.document is not None
        source = report.document.source
        lint = _best(lambda data=data, path=path: _checked(data, path))
        print(
            f"{Path(path).name}: {source.format}, {len(data) / 1e6:.2f} MB, {len(report.findings)} findings, lint {1000 * lint:.0f} ms"
        )
        kinds = [("docx", DocxReporter(), _exact_in_word)]
        if source.format == "PDF":
            kinds.append(("pdf", PdfReporter(), _exact_in_pdf))
        for name, reporter, exactly in kinds:
            copy = reporter.file(report)
            write = _best(lambda reporter=reporter, report=report: reporter.file(report))
            made &= bool(copy)
            print(
                f"  {name:5} {1000 * write:6.0f} ms = {write / lint:5.2f} of the lint, {len(copy) / 1e6:6.2f} MB, "
                f"{exactly(report, copy)} of {len(report.findings)} exact"
            )
    return 0 if made else 1


def _checked(data: bytes, path: str) -> Report:
    document = read_bytes(data, path)
    return Report(path, document, findings=findings_of(document, check_document(document).assertions, all_rules()))


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(TURNS):
        before = process_time()
        work()
        times.append(process_time() - before)
    return min(times)


def _wanted(source: Source, report: Report) -> list[str]:
    return ["".join(source.text[slice(*trimmed(source, finding.span))].split()) for finding in report.findings]


def _exact_in_word(report: Report, copy: bytes) -> int:
    """Return how many findings have a comment on their very text."""
    assert report.document is not None
    about: dict[str, str] = {}
    within: set[str] = set()
    for element in docx.Document(io.BytesIO(copy)).element.iter(
        *(qn(f"w:{n}") for n in ("commentRangeStart", "commentRangeEnd", "t"))
    ):
        name = element.get(qn("w:id"), "")
        if element.tag == qn("w:commentRangeStart"):
            within.add(name)
            about[name] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            within.discard(name)
        else:
            about.update({each: about[each] + (element.text or "") for each in within})
    found = ["".join(text.split()) for text in about.values()]
    exact_ones = 0
    for wanted in _wanted(report.document.source, report):
        if wanted in found:
            found.remove(wanted)
            exact_ones += 1
    return exact_ones


def _exact_in_pdf(report: Report, _copy: bytes) -> int:
    """Return how many findings are highlighted by characters, not by the whole box of the reader."""
    assert report.document is not None
    source = report.document.source
    document = pypdfium2.PdfDocument(source.data)
    seen: dict[int, list] = {}
    found = 0
    for finding in report.findings:
        good = True
        for number, spots in passages(source, finding.span):
            if number not in seen:
                page = document[number - 1]
                seen[number] = letters(page.raw, view_of(page.raw))
                page.close()
            good &= bool(spots) and all(exact([spot], seen[number]) != [spot.box] for spot in spots)
        found += good
    document.close()
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
