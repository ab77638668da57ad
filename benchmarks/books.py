"""The working paper of a report: how long writing takes beside the lint, how large it is.

    python benchmarks/books.py ../shared/seed/report.txt
    python benchmarks/books.py ../shared/seed/report.txt --copies 50

1. what ``--format xlsx`` adds to the command, against the command without it: processor time of whole processes, best of
   several turns (at most 1.0);
2. making the part and writing the workbook against a warm lint, in one process (no bar: the library that writes the cells
   takes twice as long as the lint);
3. the size of the workbook; the same for ``--copies`` of the report in one workbook, once, with the memory needed.

Exits 1 if the bar is missed.
"""

from __future__ import annotations

import argparse
import gc
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from textcheck.engine import check_path
from textcheck.finding import findings_of
from textcheck.ledger import ledger, tally
from textcheck.listing import pages
from textcheck.report import Report
from textcheck.reporters.base import Totals
from textcheck.reporters.xlsx import XlsxReporter
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

TURNS = 5


def main() -> int:
    """Measure, print, and tell whether the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report")
    parser.add_argument("--copies", type=int, default=20)
    options = parser.parse_args()
    reporter = XlsxReporter(pages())
    report = _checked(options.report)
    totals = Totals(1, 0, {})
    part = reporter.file(report)
    lint = _best(lambda: _checked(options.report, whole=False))
    take = _best(lambda: reporter.file(report))
    write = _best(lambda: reporter.write([part], totals, None))
    size = len(reporter.write([part], totals, None))
    print(
        f"{len(part.issues)} findings, {len(part.figures)} figures, {len(part.blocks)} tables, {len(part.checks)} recomputations"
    )
    ratio = (take + write) / lint
    plain, whole = _command(options.report, ""), _command(options.report, "x.xlsx")
    added = (whole - plain) / plain
    print(f"the command: {1000 * plain:.0f} ms, with the workbook {1000 * whole:.0f} ms, added {added:.2f}  (bar 1.0)")
    print(f"warm: part {1000 * take:.0f} ms + workbook {1000 * write:.0f} ms / lint {1000 * lint:.0f} ms = {ratio:.2f}")
    print(f"{size / 1e3:.0f} kB")
    start = process_time()
    many = reporter.write([part._replace(path=f"{number}.txt") for number in range(options.copies)], totals, None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{options.copies} reports: {process_time() - start:.1f} s, {len(many) / 1e6:.1f} MB, {peak:.0f} MB of memory")
    return 0 if added <= 1 else 1


def _checked(path: str, *, whole: bool = True) -> Report:
    """Check a report; only the ``whole`` outcome has its ledger, as without a workbook nobody asks for it."""
    result = check_path(path)
    facts = result.facts
    findings = findings_of(facts.document, result.assertions, all_rules())
    figures = tally(facts.figures, result.assertions)
    entries = ledger(facts.figures, result.assertions) if whole else None
    return Report(path, facts.document, facts.profile.id, findings, figures, entries)


def _command(report: str, name: str) -> float:
    """Return the processor time of the command, best of several; with a ``name`` it writes the workbook anew as well."""
    times = []
    for _ in range(TURNS):
        with tempfile.TemporaryDirectory() as folder:
            target = f"xlsx:{Path(folder) / name}" if name else f"terminal:{Path(folder) / 'x.txt'}"
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-m", "textcheck", "lint", report, "--format", target], check=False)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(TURNS):
        gc.collect()
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
