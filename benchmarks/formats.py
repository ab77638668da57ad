"""The same report in every format: are the findings the same, does each say where, and how long does reading take?

    python benchmarks/formats.py                  all samples, all formats
    python benchmarks/formats.py --only docx seeded
    python benchmarks/formats.py ../shared/seed/report.txt

Every report is made into each format by ``tests/composing`` (PDF: the Word file printed by LibreOffice). Findings are the
same if rule, printed and expected value and fingerprints are; a finding says where if it has a page, cell, paragraph or
line. ``zip`` holds the first half with the tables as a workbook and the rest as a Word file. Time is the CPU time of one warm lint, reading included, against that of the plain text, taken in turns, the best of
each. Workbooks hold the tables only, and are held against the text of the tables. Exits 1 if findings differ or .docx or .xlsx take 3 times or more.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections import Counter
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.engine import check_bytes
from textcheck.errors import InputError
from textcheck.finding import findings_of
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from textcheck.document.source import Place
    from textcheck.finding import Finding

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*/report.txt"))
COMPOSERS = {  # by format: what makes a file of a text, and what of the text is in that file, if not all
    "docx": ("composing.word:compose", ""),
    "xlsx": ("composing.sheets:xlsx", "composing.sheets:tables_alone"),
    "xls": ("composing.sheets:xls", "composing.sheets:tables_alone"),
    "html": ("composing.web:page", ""),
    "mhtml": ("composing.web:archive", ""),
    "zip": ("composing.parts:workbook_and_word", ""),
}
PRINTED = {"pdf": "docx"}
BARS = {"docx": 3.0, "xlsx": 3.0}
TURNS = 7


class Run(NamedTuple):
    """What a lint of one file gave: the findings, and the places of those that have one."""

    findings: tuple[Finding, ...]
    places: list[Place]


class Maker(NamedTuple):
    """What makes a file of a text, and the text that is in that file."""

    make: Callable[[str], bytes]
    text: Callable[[str], str]


def main() -> int:
    """Compare, print, and tell whether all is the same and fast enough."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", help="names of samples, or text files; all samples if none is given")
    parser.add_argument("--only", action="append", metavar="FORMAT")
    parser.add_argument("--differences", type=int, default=5, metavar="N", help="how many differences to print of each")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))
    reports = [path for path in SAMPLES if not options.reports or path.parent.name in options.reports]
    reports += [Path(name) for name in options.reports if Path(name).is_file()]
    makers = {name: maker for name, maker in _makers().items() if not options.only or name in options.only}
    print(f"{'report':18} {'format':6} {'in text':>8} {'findings':>9} {'same':>5} {'placed':>7} {'time / text':>12}")
    met = True
    for path in reports:
        text = path.read_text(encoding="utf-8")
        for form, maker in {"text": Maker(str.encode, str), **makers}.items():
            met &= _compare(path.parent.name, form, maker.make(text), maker.text(text).encode(), options.differences)
    return 0 if met else 1


def _compare(name: str, form: str, data: bytes, plain: bytes, most: int) -> bool:
    """Print the row of one file, and how its findings differ from those of the same content as text."""
    try:
        found = _run(data)
    except InputError as error:
        print(f"{name:18} {form:6} not read: {error}")
        return False
    ours, theirs = (Counter(map(_identity, run.findings)) for run in (found, _run(plain)))
    text_time, time = _turns(lambda: _run(plain), lambda: _run(data))
    ratio = time / text_time
    same = (ours & theirs).total()
    print(f"{name:18} {form:6} {theirs.total():8} {ours.total():9} {same:5} {len(found.places):7} {ratio:12.2f}")
    for sign, rest in (("+", ours - theirs), ("-", theirs - ours)):
        for code, actual, expected, _ in list(rest.elements())[:most]:
            print(f"    {sign} {code} {actual} -> {expected}")
    return ours == theirs and len(found.places) == len(found.findings) and ratio < BARS.get(form, ratio + 1)


def _run(data: bytes) -> Run:
    result = check_bytes(data)
    document = result.facts.document
    found = findings_of(document, result.assertions, all_rules())
    places = [document.source.place(each.span.start) for each in found]
    return Run(found, [place for place in places if place.line or place.page or place.paragraph or (place.row and place.column)])


def _identity(finding: Finding) -> tuple[str, str, str, tuple[str, ...]]:
    return finding.code, finding.actual, finding.expected, finding.fingerprints


def _turns(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    best = [1e9, 1e9]
    for _ in range(TURNS):
        for side, work in enumerate((first, second)):
            start = process_time()
            work()
            best[side] = min(best[side], process_time() - start)
    return best[0], best[1]


def _makers() -> dict[str, Maker]:
    """Return, by format, what makes a file of it from the text of a report."""
    makers: dict[str, Maker] = {}
    for form, (make, text) in COMPOSERS.items():
        if importlib.util.find_spec(make.partition(":")[0]) is not None:
            makers[form] = Maker(_named(make), _named(text) if text else str)
    for form, of in PRINTED.items():
        makers[form] = Maker(_printer(makers[of].make, of, form), makers[of].text)
    return makers


def _named(name: str) -> Callable[[str], Any]:
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


def _printer(make: Callable[[str], bytes], of: str, form: str) -> Callable[[str], bytes]:
    from textcheck.readers.office import convert

    return lambda text: convert(make(text), of, f".{of}", form, 120)


if __name__ == "__main__":
    sys.exit(main())
