"""Which of the errors that people found in real reports are found here, row by row.

    python benchmarks/real_errors.py ../shared      # prints every row: found, MISSED, QUIET or NOISE

``real_errors.tsv`` has a row an error: report, class of error, the rules of which one must speak, the line where it must stand. Codes
``-`` are places that hold: nothing louder than an info may stand on these lines. Reports that are not at hand are ``case``
rows: the error is composed as a case of that rule in tests/rules, which the tests run; here it is looked up. Exits 1 if a row
is missed.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path

from textcheck import check_path, findings_of
from textcheck.assertion import Level
from textcheck.rules.registry import all_rules

HERE = Path(__file__).parent
Finding = tuple[str, int, bool]


def main(shared: str) -> int:
    """Print every row and the sums by class."""
    missed = 0
    tally: Counter[tuple[str, bool]] = Counter()
    for row in read_rows():
        report, kind, codes, line, printed, expected = row
        good = in_cases(codes, line) if report == "case" else in_report(shared, report, codes, line)
        tally[kind, good] += 1
        missed += not good
        print(f"{'found ' if good else 'MISSED'} {kind:>2} {codes:5} {report[:14]} {line}: {printed} → {expected}")
    for kind in sorted({kind for kind, _ in tally}, key=int):
        print(f"class {kind:>2}: {tally[kind, True]} of {tally[kind, True] + tally[kind, False]}")
    print(f"{sum(n for (_, good), n in tally.items() if good)} of {sum(tally.values())} rows")
    return 1 if missed else 0


def read_rows() -> list[list[str]]:
    """Return the rows of the table."""
    rows = (HERE / "real_errors.tsv").read_text(encoding="utf-8").splitlines()
    return [row.split("\t") for row in rows if row and not row.startswith(("#", "report\t"))]


def in_cases(code: str, name: str) -> bool:
    """Tell whether a case of that name exists and must be found."""
    cases = tomllib.loads((HERE.parent / "tests/rules" / f"{code}.toml").read_text(encoding="utf-8"))["case"]
    return any(case.get("name") == name and case.get("at") for case in cases)


def in_report(shared: str, report: str, codes: str, place: str) -> bool:
    """Tell whether one of the rules speaks on that line; for a place that holds, whether none does loudly."""
    first, last = (int(part) for part in (place.split("-") * 2)[:2])
    there = [(code, loud) for code, line, loud in findings(shared, report) if first <= line <= last]
    if codes == "-":
        return not any(loud and code in ("S108", "D601", "D603") for code, loud in there)
    return any(code in codes.split() for code, _ in there)


@lru_cache(maxsize=8)
def findings(shared: str, report: str) -> tuple[Finding, ...]:
    """Return code, line and loudness of what is found in a report, at its place, where its evidence and its consequences stand."""
    folder = Path(shared)
    path = folder / "seed/report.txt"
    if report != "seed":
        path = next(p for place in ("text", "excerpts") for p in sorted((folder / "corpus" / place).glob(f"*{report}*.txt")))
    result = check_path(str(path))
    source = result.facts.document.source
    found: list[Finding] = []
    for finding in findings_of(result.facts.document, result.assertions, all_rules()):
        loud = finding.level is not Level.INFO
        places = [(finding.code, span) for span in (finding.span, *(evidence.span for evidence in finding.evidence))]
        places += [(consequence.code, consequence.span) for consequence in finding.consequences]
        found += [(code, source.position(span.start).line, loud) for code, span in places]
    return tuple(found)


if __name__ == "__main__":
    sys.exit(main(next((a for a in sys.argv[1:] if not a.startswith("-")), "../shared")))
