"""A real report that an auditor went through: what must be found, what must stay quiet, what holds, how much is covered."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from textcheck.cli import main

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
PARTS = ("第二部分", "第三部分", "第六部分")


@pytest.fixture
def linted(shared: Path) -> dict[str, object]:
    report = shared / "seed" / "report.txt"
    done = CliRunner().invoke(main, ["lint", "--format", "json", "--ledger", "--fail-on", "never", str(report)])
    assert done.exit_code == 0, done.output
    files: list[dict[str, object]] = json.loads(done.output)["files"]
    return files[0]


def rows(shared: Path) -> list[tuple[str, set[int]]]:
    found = []
    for line in (shared / "seed" / "findings.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "id\t")):
            cells = line.split("\t")
            found.append((cells[1], {int(number) for number in cells[4].split(",")}))
    return found


def loud_lines(linted: dict[str, object]) -> list[int]:
    return [f["location"]["line"] for f in linted["findings"] if f["severity"] != "info"]  # type: ignore[attr-defined,index]


def test_every_must_is_found(linted: dict[str, object], shared: Path) -> None:
    loud = set(loud_lines(linted))
    assert [lines for want, lines in rows(shared) if want == "must" and not lines & loud] == []


def test_nothing_else_is_loud(linted: dict[str, object], shared: Path) -> None:
    known = set().union(*(lines for want, lines in rows(shared) if want in ("must", "stretch")))
    assert [line for line in loud_lines(linted) if line not in known] == []


def test_one_rounding_note(linted: dict[str, object]) -> None:
    assert Counter(f["code"] for f in linted["findings"])["T290"] == 1  # type: ignore[attr-defined,index]


@pytest.mark.parametrize("benchmark", ["holds.py", "subjects.py", "figures.py"])
def test_bars(benchmark: str, shared: Path) -> None:
    done = subprocess.run([sys.executable, str(BENCHMARKS / benchmark), str(shared / "seed")], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


def test_the_ledger_covers_the_accounts(linted: dict[str, object], shared: Path) -> None:
    lines = (shared / "seed" / "report.txt").read_text(encoding="utf-8").split("\n")
    starts = {text[:4]: number for number, text in enumerate(lines, 1) if text.startswith("第") and "部分" in text[:5]}
    order = sorted(starts.values())
    tally: Counter[bool] = Counter()
    for entry in linted["ledger"]:  # type: ignore[attr-defined]
        part = max((n for n in order if n <= entry["location"]["line"]), default=0)
        if part in {starts[name] for name in PARTS}:
            tally[entry["status"] in ("verified", "rounding", "contradicted")] += 1
            assert entry["status"] not in ("unassessable", "unbound") or entry["reason"]
    assert tally[True] * 100 >= 95 * tally.total()
