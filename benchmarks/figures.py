"""Hold the figures found in the seed report against its gold: ``python benchmarks/figures.py [../shared/seed]``.

The gold covers sections 五 to 十二. A figure counts as found when span, value and unit are the gold's; anything else found
in the region is an extra. The region is read as one passage, because a page break may part a number from its unit.
"""

from __future__ import annotations

import json
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from textcheck.document.reading import fold, read
from textcheck.document.span import Span
from textcheck.mention.figure import find_figures

KINDS = frozenset(("money", "percent", "count"))
FIRST, LAST = "五、一般公共预算财政拨款支出决算情况说明", "十三、预算绩效情况说明"


class Gold(NamedTuple):
    """What is compared: where, how much, of what, how tightly."""

    start: int
    end: int
    value: Decimal
    unit: str
    bound: str


def expected(folder: Path) -> set[Gold]:
    """Read the gold figures in scope."""
    rows = [json.loads(line) for line in (folder / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    return {
        Gold(row["start"], row["end"], Decimal(row["value"]), row["unit"], row.get("bound") or "")
        for row in rows
        if row["in_scope"] and row["type"] in KINDS
    }


def found(text: str) -> set[Gold]:
    """Find the figures of the region the gold covers."""
    reading = read(text, (Span(text.rindex(FIRST), text.rindex(LAST)),))
    figures = [(figure, reading.span(figure.start, figure.end)) for figure in find_figures(reading.text)]
    return {Gold(*span, f.quantity.value, f.quantity.unit, f.quantity.bound.value) for f, span in figures}


def milliseconds(text: str) -> tuple[int, str]:
    """Time all prose of the report, warm; return its length and the best of twenty."""
    prose = [line for line in map(fold, (line for line in text.split("\n") if "\t" not in line)) if line]
    best = Decimal("inf")
    for _ in range(20):
        begin = time.perf_counter_ns()
        for line in prose:
            find_figures(line)
        best = min(best, Decimal(time.perf_counter_ns() - begin))
    return sum(map(len, prose)), f"{best / 10**6:.2f}"


def main() -> int:
    """Print precision, recall, misses, extras and speed; return 1 when not all is found, or more than all."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/seed")
    text = (folder / "report.txt").read_text(encoding="utf-8")
    gold, ours = expected(folder), found(text)
    right = len(gold & ours)
    print(f"gold {len(gold)}  found {len(ours)}  precision {right}/{len(ours)}  recall {right}/{len(gold)}")
    for title, odd in (("missed", gold - ours), ("extra", ours - gold)):
        for row in sorted(odd):
            print(f"{title}: {text[row.start : row.end]!r} {row}")
    characters, best = milliseconds(text)
    print(f"{characters} characters of prose in {best} ms")
    return 0 if gold == ours else 1


if __name__ == "__main__":
    sys.exit(main())
