"""How many of the tables of real reports are recognised, and how many of their amounts bound to a meaning.

    python benchmarks/tables.py [FILE ...]          # without files: every report with tables of ../shared/corpus, and the seed
    python benchmarks/tables.py --missed [FILE ...] # also the titles of money tables that were not recognised

A table counts as seen when its title or its unit line speaks of money; appraisal sheets and lists of units do not. A line
a file: profile, year, tables recognised of those seen, amounts bound of those in the recognised tables.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textcheck.fact.factbase import FactBase
from textcheck.readers.formats import read_path

if TYPE_CHECKING:
    from textcheck.document.blocks import Table

SHARED = Path("../shared")
_MONEY = re.compile(r"收入|支出|收支|经费|单位[:：]\s*(?:人民币)?[亿万千]?元")
_OTHER = re.compile(r"绩效|目标|评分|得分|评价")
_AMOUNT = re.compile(r"-?[\d,]+\.\d+$")


def main(files: list[str], *, missed: bool) -> int:
    """Print a line for every file and the sums."""
    total = [0, 0, 0, 0]
    for path in files or corpus():
        facts = FactBase(read_path(path))
        bound = {id(table.table): table for table in facts.tables}
        seen = [table for table in facts.document.tables if is_money(table)]
        amounts = [len(table.facts) and sum(fact.printed for fact in table.facts) for table in facts.tables]
        unbound = sum(len(table.unbound) for table in facts.tables)
        row = [sum(id(table) in bound for table in seen), len(seen), sum(amounts), sum(amounts) + unbound]
        total = [a + b for a, b in zip(total, row, strict=True)]
        identity = facts.identity
        print(f"{Path(path).stem}: {facts.profile.id} {identity.year} tables {row[0]}/{row[1]} amounts {row[2]}/{row[3]}")
        for table in seen if missed else ():
            if id(table) not in bound:
                line = facts.document.source.position(table.span.start).line
                print(f"    line {line}: {' | '.join(p.text for p in table.titles) or '(no title)'}")
    print(f"together: tables {total[0]}/{total[1]} amounts {total[2]}/{total[3]}")
    return 0


def corpus() -> list[str]:
    """Return the real reports that have tables, and the seed."""
    rows = [line.split("\t") for line in (SHARED / "corpus/INDEX.tsv").read_text(encoding="utf-8").splitlines()]
    chosen = [row for row in rows if len(row) > 3 and row[3] == "yes"]
    return [str(SHARED / "seed/report.txt"), *(str(SHARED / "corpus" / row[0]) for row in chosen)]


def is_money(table: Table) -> bool:
    """Tell whether a table prints amounts of a report: by its title or unit, or by decimals in most of its rows."""
    titles = " ".join(paragraph.text for paragraph in table.titles)
    if _OTHER.search(titles):
        return False
    rows = sum(any(_AMOUNT.match(cell.text) for cell in row) for row in table.rows)
    return bool(_MONEY.search(titles)) or rows * 2 > len(table.rows)


if __name__ == "__main__":
    sys.exit(main([a for a in sys.argv[1:] if not a.startswith("-")], missed="--missed" in sys.argv))
