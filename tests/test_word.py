"""The Word reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from composing.word import compose

from textcheck.engine import check_path
from textcheck.finding import findings_of
from textcheck.rules.registry import all_rules

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/report.txt"))


def found(path: Path) -> tuple[list[tuple[object, ...]], list[object]]:
    """Return what is found in a report, and where."""
    result = check_path(str(path))
    findings = list(findings_of(result.facts.document, result.assertions, all_rules()))
    source = result.facts.document.source
    return (
        [(each.code, each.actual, each.expected, each.fingerprints) for each in findings],
        [source.place(each.span.start) for each in findings],
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_as_word_has_the_findings_of_its_text(name: str, tmp_path: Path) -> None:
    text = SAMPLES / name / "report.txt"
    word = tmp_path / "report.docx"
    word.write_bytes(compose(text.read_text(encoding="utf-8")))
    said, places = found(word)
    assert said == found(text)[0]
    assert all(place.paragraph or (place.table and place.row and place.column) for place in places)
