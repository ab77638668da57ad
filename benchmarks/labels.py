"""Hold the findings on the labelled PDFs of the corpus against what a person found in them.

    python benchmarks/labels.py ../shared/corpus

``labels.tsv`` says for each label which rule tells it, on which page and of which printed words; ``-`` marks what must stay
silent, with the pages it is about. Exits 1 if a label is missed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textcheck import check_path, findings_of
from textcheck.assertion import Level
from textcheck.document.reading import fold
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from textcheck.document.span import Span
    from textcheck.finding import Finding

HERE = Path(__file__).parent
Said = tuple[str, str, int, str]


def main(corpus: str) -> int:
    """Print each label with what was found of it."""
    rows = [line.split("\t") for line in (HERE / "labels.tsv").read_text(encoding="utf-8").splitlines()[2:]]
    said = {report: _said(Path(corpus, "pdf", f"{report}.pdf")) for report in dict.fromkeys(row[0] for row in rows)}
    missed = 0
    for report, label, level, code, page, printed in rows:
        if level == "-":
            first, last = page.split("-")
            met = not any(s[1].startswith(code) and int(first) <= s[2] <= int(last) for s in said[report])
        else:
            met = any((s[0], s[1], s[2]) == (level, code, int(page)) and printed in s[3] for s in said[report])
        missed += not met
        print(f"{'met   ' if met else 'MISSED'} {report[:36]} {label} {level} {code} p{page} {printed}")
    print(f"{len(rows) - missed} of {len(rows)} met")
    return 1 if missed else 0


def _said(path: Path) -> list[Said]:
    """Return level, code, page and words of every finding; of a note that gathers several places, each of them."""
    result = check_path(str(path))
    document = result.facts.document
    found: list[Said] = []
    for finding in findings_of(document, result.assertions, all_rules()):
        level = "info" if finding.level is Level.INFO else "loud"
        for span in _spans(finding):
            page = document.source.place(span.start).page
            found.append((level, finding.code, page or 0, fold(document.source.slice(span))))
    return found


def _spans(finding: Finding) -> list[Span]:
    """Return where a finding stands; the places of a note are its evidence."""
    return [finding.span, *[e.span for e in finding.evidence]] if finding.level is Level.INFO else [finding.span]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpus"))
