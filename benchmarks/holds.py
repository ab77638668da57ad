"""How many of the checks that an auditor proved by hand are assertions of ours that hold.

    python benchmarks/holds.py ../shared/seed

Reads ``holds.tsv`` (class, claim, lines, formula, status) beside ``report.txt``. A row counts when satisfied or rounding
assertions, of rules that serve the row's class, stand on its lines: one assertion whose terms touch every listed line,
or, for rows that sum up several checks, assertions that together touch them all. A term touches the lines of the paragraph
that it stands in; listed lines without any digit need not be touched. Lists of twelve lines are cut off in the source, so
there nine tenths suffice. Prints the rows that are not covered, and the share by class.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Outcome
from textcheck.engine import check_path

if TYPE_CHECKING:
    from textcheck.document.blocks import Paragraph
    from textcheck.document.source import Source

FAMILIES = {
    "structure": "S W", "table-header": "S", "table-colno": "S", "table-rowno": "S", "table-note": "S", "table-empty": "S N3 T",
    "numbering": "S", "ordinal": "W", "title": "P S", "name": "W S P", "name-standard": "W S T", "name-term": "W", "list": "N3 W S",
    "hierarchy": "T", "table-row-sum": "T", "table-col-sum": "T", "table-balance": "T", "cross-table": "T", "economic-class": "T",
    "narrative-amount": "N3 W S T P", "share": "N3", "yoy": "N3", "completion": "N3", "direction": "N3", "budget-sum": "N3",
    "cross-place": "P N3 T", "count": "P N3 W S", "subset": "N3", "consistency": "W P N3", "target-vs-achieved": "P",
    "derived": "N3", "joint-feasibility": "T",
}  # fmt: skip


def main(folder: str) -> int:
    """Print what is covered; exit 0 at 97% or more."""
    result = check_path(f"{folder}/report.txt")
    source = result.facts.document.source
    spread = {line: lines for p in result.facts.document.paragraphs for lines in [_paragraph(p, source)] for line in lines}
    text = source.text.split("\n")
    touched: dict[str, list[frozenset[int]]] = defaultdict(list)
    for assertion in result.assertions:
        if assertion.outcome in (Outcome.SATISFIED, Outcome.ROUNDING):
            lines = _lines(assertion, source)
            touched[assertion.code].append(lines.union(*[spread[line] for line in lines if line in spread]))
    hit: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in (Path(folder) / "holds.tsv").read_text(encoding="utf-8").splitlines():
        cells = row.split("\t")
        if row.startswith("#") or cells[0] == "class" or len(cells) < 3:
            continue
        lines = {int(number) for number in cells[2].split(",")}
        lines = {n for n in lines if any(c.isdigit() for c in text[n - 1])} or lines
        total[cells[0]] += 1
        if _covered(lines, cells[0], touched):
            hit[cells[0]] += 1
        else:
            print(f"not covered: {cells[0]}: {cells[1]} ({cells[2]})")
    for name, count in sorted(total.items()):
        print(f"{name:28} {hit[name]:3} / {count}")
    share = 100 * sum(hit.values()) / sum(total.values())
    print(f"{sum(hit.values())} of {sum(total.values())} rows hold as assertions: {share:.1f}%")
    return 0 if share >= 97 else 1


def _paragraph(paragraph: Paragraph, source: Source) -> frozenset[int]:
    return frozenset(source.position(span.start).line for span in paragraph.spans)


def _lines(assertion: Assertion, source: Source) -> frozenset[int]:
    found: set[int] = set()
    for term in assertion.terms:
        first = source.position(term.span.start).line
        last = source.position(max(term.span.start, term.span.end - 1)).line
        found.update(range(first, last + 1))
    return frozenset(found)


def _covered(lines: set[int], name: str, touched: dict[str, list[frozenset[int]]]) -> bool:
    families = tuple(FAMILIES.get(name, "P" if name.startswith("performance") else "S T N W P").split())
    groups = [found for code, found in touched.items() if code.startswith(families)]
    needed = len(lines) if len(lines) < 12 else (len(lines) * 9) // 10
    one = max((len(lines & found) for group in groups for found in group), default=0)
    if one >= needed:
        return True
    together = {line for group in groups for found in group if found & lines for line in found & lines}
    return len(together) >= needed and one >= min(2, len(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "../shared/seed"))
