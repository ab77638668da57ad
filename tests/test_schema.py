"""The JSON Schema that ships with the package: every JSON we write holds to it, and it forbids what we do not write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from stubs import TOTALS, page_report

from textcheck.cli import main
from textcheck.reporters.json import JsonReporter

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    found = json.loads(CliRunner().invoke(main, ["schema"]).stdout)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def lint(*arguments: str) -> Any:  # noqa: ANN401
    return json.loads(CliRunner().invoke(main, ["lint", "--format", "json", *arguments]).stdout)


def test_every_object_is_closed(schema: Draft202012Validator) -> None:
    def objects(node: Any) -> Any:  # noqa: ANN401
        if isinstance(node, dict):
            if "properties" in node and node.get("type") == "object":
                yield node
            for value in node.values():
                yield from objects(value)

    found = list(objects(schema.schema))
    assert len(found) > 10
    assert all(each["additionalProperties"] is False for each in found)


def test_all_samples_with_everything(schema: Draft202012Validator) -> None:
    schema.validate(lint(str(SAMPLES), "--ledger", "--statistics"))


def test_errors_suppressions_notices_and_a_baseline(schema: Draft202012Validator, tmp_path: Path) -> None:
    text = (SAMPLES / "seeded" / "report.txt").read_text(encoding="utf-8")
    contents = "十、机关运行经费支出情况说明"
    quiet = text.replace(contents, f"<!-- textcheck: ignore S101 目录按上年的版式印出 -->\n{contents}", 1)
    report, baseline = tmp_path / "a.txt", str(tmp_path / "baseline.json")
    report.write_text(quiet, encoding="utf-8")
    CliRunner().invoke(main, ["lint", str(report), "--write-baseline", baseline])
    report.write_text(f"<!-- textcheck: ignore P501 没有这样的问题 -->\n{quiet}", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00")
    data = lint(str(tmp_path), "--ledger", "--statistics", "--baseline", baseline)
    schema.validate(data)
    first, second = data["files"]
    assert second["error"]
    assert first["suppressed"] == 1
    assert first["baseline"] > 50
    assert [notice["code"] for notice in first["notices"]] == ["U901"]


def test_places_on_pages_and_in_sheets(schema: Draft202012Validator) -> None:
    reporter = JsonReporter()
    data = json.loads(reporter.begin() + reporter.file(page_report()) + reporter.end(TOTALS))
    schema.validate(data)
    (file,) = data["files"]
    assert file["findings"][0]["location"]["place"] == {"sheet": "收入表", "row": 12, "column": 4, "cell": "D12"}
    assert file["findings"][0]["evidence"][0]["location"]["place"] == {"page": 3, "box": [1, 2, 3, 4]}
    assert file["notices"][0]["place"] == {"page": 5}


@pytest.mark.parametrize("change", [{"severity": "fatal"}, {"new": 1}, {"fingerprint": "x"}, {"location": {}}, {"evidence": [1]}])
def test_what_is_not_described_is_refused(schema: Draft202012Validator, change: dict[str, Any]) -> None:
    data = lint(str(SAMPLES / "seeded"))
    assert schema.is_valid(data)
    data["files"][0]["findings"][0] |= change
    assert not schema.is_valid(data)
