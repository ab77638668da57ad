"""Tables of real PDFs read by hand: are they recognised for what they are, and every number bound to its row and column?

    python benchmarks/pdf_gold.py ../shared/corpus             # the two shares (bars 97% and 98%)
    python benchmarks/pdf_gold.py ../shared/corpus --misses    # also each number that is not bound as it should be
    python benchmarks/pdf_gold.py ../shared/corpus --sums      # sums that hold in the text of a report, against its PDF

``pdf_gold.tsv`` has a row for every number that one page has of 41 tables, 13 of which began on an earlier page: report,
page, kind of table, row and column as printed, printed value, and what it means (concept/flow/fund/nature, then measure and
period where they are not the report's own). A number counts as bound if a fact of that page has this value and this meaning.
``-`` stands for rows and columns of no account (one project, one purchase, a change against last year): they must be bound to
nothing. ``|`` parts meanings that the table does not tell apart.

``--sums`` compares the relations within tables (rules T2xx) of the corpus's texts with the PDFs they were taken from: what
holds in the text and is broken in the PDF was misread. Exits 1 if a bar is missed.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textcheck import check_path
from textcheck.assertion import Outcome
from textcheck.fact.factbase import FactBase
from textcheck.readers.formats import read_path

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
NO_ACCOUNT = "-"
TABLES, CELLS = 97.0, 98.0


class Cell(NamedTuple):
    """A number of the gold."""

    report: str
    page: int
    kind: str
    row: str
    column: str
    printed: str
    meaning: str


class Read(NamedTuple):
    """What was read of a page: the kinds of its tables, the meanings of its numbers."""

    kinds: set[str]
    meanings: dict[str, set[str]]


def gold() -> list[Cell]:
    """Return the rows of the gold."""
    lines = (HERE / "pdf_gold.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith(("#", "report\t"))]
    return [Cell(r[0], int(r[1]), *r[2:]) for r in rows]


def read(path: Path) -> dict[int, Read]:
    """Return what was read of every page of a PDF."""
    facts = FactBase(read_path(str(path)))
    source = facts.document.source
    pages: dict[int, Read] = defaultdict(lambda: Read(set(), defaultdict(set)))
    for table in facts.tables:
        for row in table.table.rows:
            for cell in row:
                if cell.text and (page := source.place(cell.span.start).page):
                    pages[page].kinds.add(table.kind.name)
        for fact in table.facts:
            page = source.place(fact.span.start).page
            if page and fact.cell is not None:
                key = fact.key
                known = pages[page].meanings[fact.cell.text]
                short = f"{key.concept}/{key.flow}/{key.fund}/{key.nature}"
                known |= {short, f"{short}/{key.measure}", f"{short}/{key.measure}/{key.period}"}
    return pages


def tables(corpus: str, *, misses: bool) -> bool:
    """Print how much of the gold was read as it should be."""
    cells = gold()
    pages = {name: read(Path(corpus, "pdf", name)) for name in dict.fromkeys(cell.report for cell in cells)}
    kinds = {(cell.report, cell.page, cell.kind) for cell in cells}
    known = sum(kind in pages[report][page].kinds for report, page, kind in kinds)
    counts: Counter[str] = Counter()
    for cell in cells:
        found = pages[cell.report][cell.page].meanings.get(cell.printed, set())
        if cell.meaning == NO_ACCOUNT:
            counts["left"] += 1
            continue
        bound = any(meaning in found for meaning in _ways(cell.meaning))
        counts["bound" if bound else "missed"] += 1
        if misses and not bound:
            print(
                f"{cell.report[:40]} p{cell.page} {cell.row} | {cell.column} | {cell.printed}: {cell.meaning}, not {sorted(found)}"
            )
    strays = _stray(cells, pages)
    stray = sum(strays.values())
    for name in strays if misses else ():
        print(f"not in the gold: {name}")
    whole = counts["bound"] + counts["missed"]
    print(f"tables recognised for what they are: {known} of {len(kinds)} = {100 * known / len(kinds):.1f}%  (bar {TABLES:.0f}%)")
    print(
        f"numbers bound to row and column: {counts['bound']} of {whole} = {100 * counts['bound'] / whole:.1f}%  (bar {CELLS:.0f}%)"
    )
    print(f"numbers of no account: {counts['left']}; facts on these pages that the gold does not have: {stray}")
    return 100 * known >= TABLES * len(kinds) and 100 * counts["bound"] >= CELLS * whole and not stray


def _ways(meaning: str) -> Iterator[str]:
    """Yield the meanings that a row of the gold allows."""
    for way in product(*(part.split("|") for part in meaning.split("/"))):
        yield "/".join(way)


def _stray(cells: list[Cell], pages: dict[str, dict[int, Read]]) -> Counter[str]:
    """Count the facts of the gold's pages whose value stands there in no row that has a meaning."""
    meant = {(cell.report, cell.page, cell.printed) for cell in cells if cell.meaning != NO_ACCOUNT}
    found: Counter[str] = Counter()
    for report, page in dict.fromkeys((cell.report, cell.page) for cell in cells):
        for printed in pages[report][page].meanings:
            if printed and (report, page, printed) not in meant:
                found[f"{report} p{page} {printed}"] += 1
    return found


def sums(corpus: str) -> bool:
    """Print how the relations within tables that hold in the texts fare in the PDFs."""
    counts: Counter[str] = Counter()
    for path in sorted(Path(corpus, "pdf").glob("*.pdf")):
        text = next(
            (p for p in (Path(corpus, "text", f"{path.stem}.txt"), Path(corpus, "text", f"{path.name}.txt")) if p.exists()), None
        )
        if text is None:
            continue
        ours = defaultdict(set)
        for key, outcome in relations(path):
            ours[key].add(outcome)
        for key, outcome in set(relations(text)):
            if outcome not in (Outcome.SATISFIED, Outcome.ROUNDING):
                continue
            fate = (
                "broken"
                if ours[key] == {Outcome.VIOLATED}
                else "holds"
                if ours[key] & {Outcome.SATISFIED, Outcome.ROUNDING}
                else "unread"
            )
            counts[fate] += 1
            if fate == "broken":
                print(f"{path.name[:50]} {key}")
    print("sums of the texts that hold: " + ", ".join(f"in the PDF {count} {fate}" for fate, count in counts.most_common()))
    return not counts["broken"]


def relations(path: Path) -> Iterator[tuple[tuple[str, ...], Outcome]]:
    """Yield what each relation of tables joins, by rule, subject and values, and how it came out."""
    for assertion in check_path(str(path)).assertions:
        if assertion.code.startswith("T20"):
            values = tuple(
                str(term.quantity.value) for term in assertion.terms if term.quantity is not None and term.quantity.value
            )
            if values:
                yield (assertion.code, assertion.subject, *values), assertion.outcome


if __name__ == "__main__":
    where = next((a for a in sys.argv[1:] if not a.startswith("-")), "../shared/corpus")
    sys.exit(0 if (sums(where) if "--sums" in sys.argv else tables(where, misses="--misses" in sys.argv)) else 1)
