"""The real report in ``../shared``: what an auditor found is found, what he proved is proved, and nothing else is loud.

Skipped where the folder is missing; under CI that fails.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from textcheck.cli import main
from textcheck.diagnosis.feasible import misfits
from textcheck.engine import Result, check_path
from textcheck.finding import findings_of
from textcheck.ledger import ledger
from textcheck.rules.registry import all_rules

ROOT = Path(__file__).parents[1]
CHECKED_PARTS = (2, 3, 6)
KNOWN = ("verified", "rounding", "contradicted")


@pytest.fixture
def result(shared: Path) -> Result:
    return check_path(str(shared / "seed" / "report.txt"))


def run(*command: object) -> None:
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_must_is_missing_and_nothing_extra_is_loud(shared: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["lint", "--format", "json", "--fail-on", "never", str(shared / "seed" / "report.txt")])
    assert done.exit_code == 0, done.output
    findings = tmp_path / "seed.json"
    findings.write_text(done.output, encoding="utf-8")
    run(shared / "checks" / "seed.py", findings)


@pytest.mark.parametrize("benchmark", ["holds", "figures", "subjects"])
def test_benchmark_meets_its_bar(benchmark: str, shared: Path) -> None:
    run(ROOT / "benchmarks" / f"{benchmark}.py", shared / "seed")


def test_what_rounding_explains_is_one_note(result: Result) -> None:
    assert [assertion.code for assertion in result.assertions if assertion.problem].count("T290") == 1


def test_no_rule_crashes(result: Result) -> None:
    assert result.crashed == ()


def test_ledger_knows_almost_every_figure_of_the_accounts(result: Result) -> None:
    document = result.facts.document
    parts = [section for section in document.sections if section.level == 1 and section.marker]
    counted: Counter[bool] = Counter()
    for entry in ledger(result.facts.figures, result.assertions):
        numbers = [part.marker.number for part in parts if part.marker and part.span.start <= entry.span.start]
        if numbers and numbers[-1] in CHECKED_PARTS:
            counted[entry.status.value in KNOWN] += 1
            assert entry.status.value in KNOWN or entry.reason, entry.text
    assert counted[True] * 100 >= 95 * counted.total()


@pytest.mark.parametrize(
    ("line", "right"),
    [(457, "211.93"), (513, "100.0%"), (1059, "17.29 或 17.3")],
)
def test_diagnosis_names_what_should_stand_there(result: Result, line: int, right: str) -> None:
    document = result.facts.document
    found = findings_of(document, result.assertions, all_rules())
    assert right in [f.expected for f in found if document.source.position(f.span.start).line == line]


def test_a_title_from_another_sheet_gets_its_own_project_back(result: Result) -> None:
    document = result.facts.document
    found = findings_of(document, result.assertions, all_rules())
    (right,) = [f.expected for f in found if document.source.position(f.span.start).line == 1153]
    heading = document.source.text.splitlines()[1126]
    assert right.removeprefix("2024年度").removesuffix("项目绩效自评表") in heading


def test_only_the_appendix_print_of_the_basic_expenditure_has_no_true_value_beside_the_tables(result: Result) -> None:
    (misfit,) = misfits(result.assertions)
    assert result.facts.document.source.position(misfit.term.span.start).line == 692
    assert misfit.room.high < Decimal(2119350)
