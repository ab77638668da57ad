"""The clean samples in other typography: whatever print shop, editor or page break does, a right report stays silent.

Each variant changes how the samples are printed and nothing of what they say. No rule may become loud, and most of what
held must still be seen to hold.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from textcheck.assertion import Level, Outcome
from textcheck.engine import check_bytes
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[1] / "samples"
HELD = (Outcome.SATISFIED, Outcome.ROUNDING)
_AMOUNTS = re.compile(r"\d\.\d\d")


def prose(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(line if "\t" in line else change(line) for line in text.split("\n"))


def tables(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(change(line) if "\t" in line else line for line in text.split("\n"))


def filled(word: str, *, head: bool) -> Callable[[str], str]:
    """Write ``word`` into the blank cells of heads, or of rows with amounts (their first four cells may be labels)."""

    def change(line: str) -> str:
        if bool(_AMOUNTS.search(line)) is head:
            return line
        return "\t".join(cell or (word if head or at > 3 else "") for at, cell in enumerate(line.split("\t")))

    return tables(change)


def wrapped(line: str) -> str:
    """Break a long paragraph into lines of 38 characters."""
    if len(line) < 76 or re.match(r"[一二三四五六七八九十（(第]", line):
        return line
    return "\n".join(line[at : at + 38] for at in range(0, len(line), 38))


def broken_pages(text: str) -> str:
    """Leave two blank lines after every seventeenth line if it is a row."""
    return "\n".join(line + ("\n\n" if "\t" in line and not number % 17 else "") for number, line in enumerate(text.split("\n")))


VARIANTS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "half-width commas": prose(lambda line: line.replace("，", ",")),
    "half-width semicolons and colons": prose(lambda line: line.replace("；", ";").replace("：", ":")),
    "half-width brackets": prose(lambda line: line.replace("（", "(").replace("）", ")")),
    "blanks before units": prose(lambda line: re.sub(r"(\d)(万元|%|个|辆|人次)", r"\1 \2", line)),
    "full-width percent": prose(lambda line: line.replace("%", "％")),
    "straight quotes": prose(lambda line: line.replace("“", '"').replace("”", '"')),
    "commas for thousands": prose(lambda line: re.sub(r"(?<![\d.])(\d{1,3})(\d{3})(\.\d\d万元)", r"\1,\2\3", line)),
    "no trailing noughts": prose(lambda line: re.sub(r"(\d+\.\d)0万元", r"\1万元", line)),
    "降低 for 下降": prose(lambda line: line.replace("，下降", "，降低")),
    "较 for 与": prose(lambda line: line.replace("与2023年度相比", "较2023年度").replace("比2023年度决算数", "较2023年决算数")),
    "no 的": prose(lambda line: re.sub("完成(年初预算|全年预算)的", r"完成\1", line).replace("本年支出合计的", "本年支出合计")),
    "blanks cut off rows": tables(lambda line: line.rstrip("\t")),
    "a blank column at the end": tables(lambda line: line + "\t"),
    "0.00 for blank": filled("0.00", head=False),
    "dashes for blank": filled("—", head=False),
    "dashes in heads": filled("—", head=True),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "wrapped lines": prose(wrapped),
    "blank lines between paragraphs": lambda text: re.sub(r"\n(?=[^\t\n]*\n)", "\n\n", text),
    "page breaks in tables": broken_pages,
}


@lru_cache(maxsize=64)
def check(name: str, variant: str) -> tuple[tuple[str, ...], int]:
    """Return what is loud in a variant of a sample, and how many assertions hold."""
    text = VARIANTS[variant]((SAMPLES / name / "report.txt").read_text(encoding="utf-8"))
    result = check_bytes(text.encode())
    assert result.crashed == ()
    levels = {rule.code: rule.level for rule in all_rules()}
    problems = [(a.code, a.problem) for a in result.assertions if a.problem is not None]
    loud = tuple(f"{code} {p.message}" for code, p in problems if (p.level or levels[code]) is not Level.INFO)
    return loud, sum(assertion.outcome in HELD for assertion in result.assertions)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", ["clean", "shanghai"])
def test_a_right_report_stays_silent(name: str, variant: str) -> None:
    loud, held = check(name, variant)
    assert loud == ()
    assert held * 100 >= 85 * check(name, "as it is")[1]
