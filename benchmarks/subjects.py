"""Subject and role of every figure against the hand-made gold of a report.

    python benchmarks/subjects.py ../shared/seed

Compares ``facts.figures`` with ``figures.jsonl`` (rows with ``in_scope``). A figure is found when start, end, value and
unit agree. Its subject is right when, brackets folded and quotes, blanks and the level of an account left out, one of
the two is contained in the other. Its role is right when it says the same: the gold's 同比减少额 is our 比2023年度减少额
(direction and kind must agree, the base must be a year), 完成年初预算率 must name the same budget, 占X the same
denominator, a plain 占比 any share without one; counts are 数量, 个数 or 人次. Prints what differs; exits 1 under 95%.
"""

from __future__ import annotations

import json
import re
import sys
from decimal import Decimal
from pathlib import Path

from textcheck.document.reading import fold
from textcheck.engine import check_path

COUNTS = ("数量", "个数", "人次")
YEAR = re.compile(r"20\d\d年(?:度)?(?:决算)?|上年(?:决算)?")


def main(folder: str) -> int:
    """Print the shares that are right and the rows that are not."""
    facts = check_path(f"{folder}/report.txt").facts
    ours = {(figure.span.start, figure.span.end): figure for figure in facts.figures}
    rows = [json.loads(line) for line in Path(folder, "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["in_scope"]]
    found = subjects = roles = 0
    for row in rows:
        figure = ours.get((row["start"], row["end"]))
        if figure is None or figure.quantity is None or figure.quantity.value != Decimal(row["value"]):
            print(f"{row['id']} not found: {row['text']!r}")
            continue
        found += 1
        subject, role = same_subject(row["subject"], figure.subject), same_role(row["role"], figure.role)
        subjects += subject
        roles += role
        if not (subject and role):
            print(f"{row['id']} {row['text']!r}: {row['subject']} / {row['role']} — ours: {figure.subject} / {figure.role}")
    total = len(rows)
    print(f"found {found} of {total}; subject right {subjects} ({100 * subjects / total:.1f}%), role right {roles} ({100 * roles / total:.1f}%)")
    return 0 if min(found, subjects, roles) >= 0.95 * total else 1


def same_subject(gold: str, ours: str) -> bool:
    """Tell whether two subjects name the same thing."""
    a, b = _bare(gold), _bare(ours)
    return bool(a and b) and (a in b or b in a)


def same_role(gold: str, ours: str) -> bool:
    """Tell whether two roles say the same."""
    ours = YEAR.sub("上年", ours)
    if gold in COUNTS:
        return ours == COUNTS[0]
    if gold == "占比":
        return ours.startswith("占")
    same = {"同比": "比上年", "较上年": "比上年", "阈值下限": "门槛", "追加": "原因说明"}
    for words, other in same.items():
        gold = gold.replace(words, other)
    return gold.removesuffix("数") == ours.replace("预算数", "预算").replace("的", "").removesuffix("数")


def _bare(text: str) -> str:
    return re.sub(r"\((?:类|款|项)\)|[\"'“”\s]", "", fold(text))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "../shared/seed"))
