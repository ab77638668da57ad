"""Hold subject and role of the seed report's figures against its gold: ``python benchmarks/subjects.py [../shared/seed]``.

Compared are the rows of ``figures.jsonl`` that are in scope, each with our figure of the same span and value; a figure that
we do not have is wrong. Before comparing, full-width brackets, quotation marks and blanks are folded, and the level of an account
path, （类）, （款） or （项）, and a final 支出 are ignored.

A subject is right if it is the gold's, or one of the two contains the other (公务用车保有量 in 开支财政拨款的公务用车保有量) and
is at least two characters long.

A role is right if it is the gold's, or says the same by this map: 同比减少额 is 比…减少额 against the year before (较上年… as
well), 占比 is any 占…, a denominator is compared like a subject; 数量, 个数 and 人次 are counts; 阈值下限 is a 门槛; 追加 is a
原因说明, an amount that explains another.
"""

from __future__ import annotations

import json
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from textcheck.engine import check_path

if TYPE_CHECKING:
    from textcheck.fact.figures import ReportFigure

SAME = {"个数": "数量", "人次": "数量", "阈值下限": "门槛", "追加": "原因说明"}
BAR = 95
_COMPARED = re.compile(r"^(?P<base>同比|(?:比|较)(?:20\d\d年度?|上年度?|上一年度?|去年))(?P<rest>.+)$")
_LEVEL = re.compile(r"\([类款项]\)$")
_FOLD = str.maketrans({"（": "(", "）": ")", "“": None, "”": None, '"': None, "'": None, " ": None, "\u3000": None})


def plain(text: str) -> str:
    """Return a subject without layout, level and a final 支出."""
    return _LEVEL.sub("", text.translate(_FOLD)).removesuffix("支出")


def same_subject(ours: str, gold: str) -> bool:
    """Tell whether two subjects mean one thing."""
    one, other = plain(ours), plain(gold)
    return one == other or (min(len(one), len(other)) >= 2 and (one in other or other in one))


def role(text: str) -> str:
    """Return a role in the words of the map."""
    folded = text.translate(_FOLD)
    match = _COMPARED.match(folded)
    return f"同比{match['rest']}" if match else SAME.get(folded, folded)


def same_role(ours: str, gold: str) -> bool:
    """Tell whether two roles mean one thing."""
    one, other = role(ours), role(gold)
    if one.startswith("占") and other.startswith("占"):
        return "占比" in (one, other) or same_subject(one, other)
    return one == other


def main() -> int:
    """Print every subject and role that is wrong, and the shares right; return 1 below the bar."""
    folder = sys.argv[1] if len(sys.argv) > 1 else "../shared/seed"
    rows = [json.loads(line) for line in (Path(folder) / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    found: dict[tuple[int, int], ReportFigure] = {
        (figure.span.start, figure.span.end): figure for figure in check_path(f"{folder}/report.txt").facts.figures
    }
    total = subjects = roles = 0
    for row in rows:
        if not row["in_scope"]:
            continue
        total += 1
        figure = found.get((row["start"], row["end"]))
        if figure is not None and (figure.quantity is None or figure.quantity.value != Decimal(row["value"])):
            figure = None
        right = [
            figure is not None and same_subject(figure.subject, row["subject"]),
            figure is not None and same_role(figure.role, row["role"]),
        ]
        subjects += right[0]
        roles += right[1]
        if not all(right):
            ours = f"{figure.subject} | {figure.role}" if figure else "not found"
            print(f"{row['id']} {row['text']!r}: {row['subject']} | {row['role']}  ours: {ours}")
    print(
        f"subjects right {subjects}/{total} = {100 * subjects / total:.1f}%, roles right {roles}/{total} = {100 * roles / total:.1f}%"
    )
    return 0 if min(subjects, roles) * 100 >= BAR * total else 1


if __name__ == "__main__":
    sys.exit(main())
