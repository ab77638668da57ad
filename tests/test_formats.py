"""The formats of other programs: each as its own rules demand, all of them about the same findings."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator
from stubs import REPORT, TOTALS, page_report

from textcheck.cli import main
from textcheck.listing import pages
from textcheck.outputs import FORMATS
from textcheck.reporters.codeclimate import CodeclimateReporter
from textcheck.reporters.csv import CsvReporter
from textcheck.reporters.github import GithubReporter
from textcheck.reporters.junit import JunitReporter
from textcheck.reporters.rdjson import RdjsonReporter
from textcheck.reporters.sarif import SarifReporter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLES = Path(__file__).parents[1] / "samples"
OTHERS = ("sarif", "junit", "github", "rdjson", "codeclimate", "csv", "jsonl")
LINES = re.compile(r"第 (\d+) 行")


def lint(form: str, *arguments: str) -> str:
    return CliRunner().invoke(main, ["lint", "--no-config", "--format", form, *arguments]).stdout


def in_sarif(text: str) -> Iterator[tuple[str, int, str]]:
    for result in json.loads(text)["runs"][0]["results"]:
        line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
        yield result["ruleId"], line, {"note": "info"}.get(result["level"], result["level"])


def in_junit(text: str) -> Iterator[tuple[str, int, str]]:
    for case in ET.fromstring(text).iter("testcase"):  # noqa: S314 (our own output)
        code, line = case.attrib["name"].split(" ", 1)
        yield code, int(LINES.fullmatch(line)[1]), {"failure": "", "skipped": "info"}[case[0].tag]  # type: ignore[index]


def in_github(text: str) -> Iterator[tuple[str, int, str]]:
    for line in text.splitlines():
        command, properties, _ = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()  # type: ignore[union-attr]
        told = dict(each.split("=") for each in properties.split(","))
        yield told["title"].split()[0], int(told["line"]), {"notice": "info"}.get(command, command)


def in_rdjson(text: str) -> Iterator[tuple[str, int, str]]:
    for each in json.loads(text)["diagnostics"]:
        yield each["code"]["value"], each["location"]["range"]["start"]["line"], each["severity"].lower()


def in_codeclimate(text: str) -> Iterator[tuple[str, int, str]]:
    for each in json.loads(text):
        level = {"major": "error", "minor": "warning", "info": "info"}[each["severity"]]
        yield each["check_name"], each["location"]["lines"]["begin"], level


def in_csv(text: str) -> Iterator[tuple[str, int, str]]:
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
        yield row["代码"], int(row["行"]), {"错误": "error", "警告": "warning", "提示": "info"}[row["级别"]]


def in_jsonl(text: str) -> Iterator[tuple[str, int, str]]:
    for line in text.splitlines():
        each = json.loads(line)
        yield each["code"], each["location"]["line"], each["severity"]


READ: dict[str, Callable[[str], Iterator[tuple[str, int, str]]]] = {
    "sarif": in_sarif,
    "junit": in_junit,
    "github": in_github,
    "rdjson": in_rdjson,
    "codeclimate": in_codeclimate,
    "csv": in_csv,
    "jsonl": in_jsonl,
}


@pytest.mark.parametrize("sample", ["seeded", "budget_seeded", "clean"])
def test_all_formats_tell_of_the_same_findings(sample: str) -> None:
    path = str(SAMPLES / sample / "report.txt")
    (file,) = json.loads(lint("json", path))["files"]
    ours = [(found["code"], found["location"]["line"], found["severity"]) for found in file["findings"]]
    assert bool(ours) == (sample != "clean") or all(level == "info" for _, _, level in ours)
    for form in OTHERS:
        theirs = list(READ[form](lint(form, path)))
        if form == "junit":  # errors and warnings both fail
            theirs = [(code, line, level or own[2]) for (code, line, level), own in zip(theirs, ours, strict=True)]
        assert theirs == ours, form


@pytest.mark.usefixtures("stubs")
@pytest.mark.parametrize("form", OTHERS)
def test_snapshot(form: str, report: Path, monkeypatch: pytest.MonkeyPatch, snapshot: Callable[[str, str], None]) -> None:
    monkeypatch.chdir(report.parent)
    monkeypatch.setattr(f"textcheck.reporters.{form}.VERSION", "…", raising=False)
    text = lint(form, report.name)
    if form == "sarif":  # the kinds of notices have a test of their own
        log = json.loads(text)
        assert {each["id"] for each in log["runs"][0]["tool"]["driver"].pop("notifications")} >= {"U901", "U910"}
        text = json.dumps(log, ensure_ascii=False, indent=1) + "\n"
    snapshot(f"lint.{form}.txt", text)


@pytest.mark.usefixtures("stubs")
@pytest.mark.parametrize("form", OTHERS)
def test_several_files_one_of_them_bad(form: str, tmp_path: Path, sarif_schema: Any) -> None:  # noqa: ANN401
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "clean.txt").write_text("一、支出情况\n\n本年无支出。\n", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "z.txt").write_text(REPORT, encoding="utf-8")
    text = lint(form, str(tmp_path), "--jobs", "2")
    assert text.count("空的，没有可检查的内容") == 1
    assert len(re.findall(r"正文的基本支出与支出决算表不符", text)) == 2
    if form in ("sarif", "rdjson", "codeclimate"):
        json.loads(text)
    if form == "sarif":
        Draft7Validator(sarif_schema).validate(json.loads(text))
        (told,) = json.loads(text)["runs"][0]["invocations"]
        assert told["executionSuccessful"] is False
        assert [each["level"] for each in told["toolExecutionNotifications"]] == ["error"]
    if form == "junit":
        suites = ET.fromstring(text)  # noqa: S314
        assert [dict(suite.attrib, name="") for suite in suites] == [
            {"name": "", "tests": tests, "failures": failures, "errors": errors, "skipped": skipped}
            for tests, failures, errors, skipped in ["1010", "1000", "2101", "2101"]
        ]


def test_a_format_of_another_is_refused_by_its_name() -> None:
    result = CliRunner().invoke(main, ["lint", "--format", "xunit", "x.txt"])
    assert result.exit_code == 2
    assert all(form in result.stderr for form in FORMATS)


class TestSarif:
    @pytest.mark.parametrize("sample", ["seeded", "budget_seeded", "clean"])
    def test_holds_to_the_schema_of_oasis(self, sample: str, sarif_schema: Any) -> None:  # noqa: ANN401
        log = json.loads(lint("sarif", str(SAMPLES / sample)))
        Draft7Validator(sarif_schema).validate(log)
        (run,) = log["runs"]
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            place = result["locations"][0]["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][place["index"]]["location"]["uri"] == place["uri"]

    def test_every_rule_has_its_page(self) -> None:
        (run,) = json.loads(lint("sarif", str(SAMPLES / "clean")))["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == [page.code for page in pages() if page.finds]
        for rule in rules:
            told = rule["help"]["markdown"]
            assert told.startswith(rule["shortDescription"]["text"])
            assert told.count("```text\n") == told.count("\n```\n") + told.endswith("\n```") >= 2, rule["id"]
            for part in ("为什么", "算法", "依据", "错误示例", "正确示例"):
                assert f"\n**{part}：**" in told, (rule["id"], part)

    def test_regions_hold_the_text(self) -> None:
        lines = (SAMPLES / "seeded" / "report.txt").read_text(encoding="utf-8").split("\n")
        for result in json.loads(lint("sarif", str(SAMPLES / "seeded" / "report.txt")))["runs"][0]["results"]:
            at, actual = result["locations"][0]["physicalLocation"]["region"], result["properties"].get("actual")
            if at["startLine"] == at["endLine"] and result["ruleId"] in ("T201", "N301"):
                printed = lines[at["startLine"] - 1][at["startColumn"] - 1 : at["endColumn"] - 1]
                assert actual.replace(",", "") in printed.replace(",", "")

    @pytest.mark.usefixtures("stubs")
    def test_quiet_and_known_findings_are_marked(self, report: Path, tmp_path: Path, sarif_schema: Any) -> None:  # noqa: ANN401
        baseline = tmp_path / "baseline.json"
        CliRunner().invoke(main, ["lint", str(report), "--write-baseline", str(baseline)])
        text = report.read_text(encoding="utf-8")
        remark = "<!-- textcheck: ignore N901 上级批复的口径，表内数包含上年结转 -->\n"
        quiet = tmp_path / "quiet.txt"
        quiet.write_text(text.replace("本馆坚持", f"{remark}本馆坚持"), encoding="utf-8")
        log = json.loads(lint("sarif", str(report), str(quiet), "--baseline", str(baseline)))
        Draft7Validator(sarif_schema).validate(log)
        results = log["runs"][0]["results"]
        places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results]
        states = {(place["index"], result["baselineState"]) for place, result in zip(places, results, strict=True)}
        assert states == {(0, "unchanged"), (1, "new")}
        (suppressed,) = [result for result in results if result.get("suppressions")]
        (suppression,) = suppressed["suppressions"]
        assert suppression["kind"] == "inSource"
        assert "上级批复" in suppression["justification"]

    @pytest.mark.usefixtures("stubs")
    def test_without_a_baseline_nothing_is_said_of_one(self, report: Path) -> None:
        assert "baselineState" not in lint("sarif", str(report))

    def test_file_names_are_references(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        for name in ("决算 #1?.txt", "a:b.txt"):
            Path(name).write_text(REPORT, encoding="utf-8")
        found = [each["location"]["uri"] for each in json.loads(lint("sarif", "."))["runs"][0]["artifacts"]]
        assert found == ["./a%3Ab.txt", "%E5%86%B3%E7%AE%97%20%231%3F.txt"]
        monkeypatch.chdir("/")
        (artifact,) = json.loads(lint("sarif", str(tmp_path / "a:b.txt")))["runs"][0]["artifacts"]
        assert not artifact["location"]["uri"].startswith(("/", "file:"))
        monkeypatch.chdir(SAMPLES)
        (artifact,) = json.loads(lint("sarif", str(tmp_path / "a:b.txt")))["runs"][0]["artifacts"]
        assert artifact["location"]["uri"].startswith("file:///")


class TestPlacesThatAreNoLines:
    def test_sarif(self, sarif_schema: Any) -> None:  # noqa: ANN401
        reporter = SarifReporter(pages)
        log = json.loads(reporter.write([reporter.file(page_report())], TOTALS))
        Draft7Validator(sarif_schema).validate(log)
        (result,) = log["runs"][0]["results"]
        (place,) = result["locations"]
        assert "region" not in place["physicalLocation"]
        assert place["logicalLocations"] == [{"name": "D12", "fullyQualifiedName": "“收入表”D12", "kind": "cell"}]
        (related,) = result["relatedLocations"]
        assert related["logicalLocations"][0]["kind"] == "page"
        (told,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
        assert told["descriptor"] == {"id": "U910"}
        assert told["locations"][0]["logicalLocations"][0]["name"] == "第 5 页"

    def test_github(self) -> None:
        finding, notice = GithubReporter().file(page_report()).splitlines()
        assert finding == "::error file=决算.pdf,title=T201 table-sum::“收入表”D12：合计不符；应为 13.00；验算：6 + 7 = 13。"
        assert notice == "::warning file=决算.pdf,title=U910::第 5 页没有文字层。"

    def test_rdjson_and_codeclimate(self) -> None:
        first, _ = json.loads(f"[{RdjsonReporter().file(page_report())}]")
        assert first["location"] == {"path": "决算.pdf"}
        first, _ = json.loads(f"[{CodeclimateReporter().file(page_report())}]")
        assert first["location"]["lines"] == {"begin": 1, "end": 1}
        assert "“收入表”D12" in first["description"]

    def test_csv_and_junit(self) -> None:
        first, second = csv.reader(io.StringIO(CsvReporter().file(page_report())))
        assert first[1:4] == ["“收入表”D12", "", ""]
        assert second[1:4] == ["第 5 页", "", ""]
        assert 'name="T201 “收入表”D12"' in JunitReporter().file(page_report())


class TestEscapes:
    def test_github(self) -> None:
        line = GithubReporter().file(page_report("100%\r\n::error::x", "a,b:c%.txt")).splitlines()[0]
        assert line.startswith("::error file=a%2Cb%3Ac%25.txt,title=T201 table-sum::")
        assert "100%25  ::error::x" in line

    @pytest.mark.parametrize("hostile", ["=1+1", "+SUM(A1)", "-2+3", "@x", "＝1", "\t=1", "=HYPERLINK(1)"])
    def test_no_cell_of_a_csv_is_a_formula(self, hostile: str) -> None:
        row = next(csv.reader(io.StringIO(CsvReporter().file(page_report(hostile)))))
        assert row[7].startswith("'")

    @pytest.mark.parametrize("harmless", ["-12.30", "+5%", "-1,234.50", "合计"])
    def test_figures_stay_figures(self, harmless: str) -> None:
        assert next(csv.reader(io.StringIO(CsvReporter().file(page_report(harmless)))))[7] == harmless

    def test_junit_holds_what_xml_cannot(self) -> None:
        suite = ET.fromstring(JunitReporter().file(page_report('<a b="1">&\x00\x1b]]>')))  # noqa: S314
        assert suite[0][0].attrib["message"].startswith('“收入表”D12：<a b="1">&\ufffd\ufffd]]>')

    def test_csv_has_a_mark_for_excel(self, report: Path) -> None:
        assert lint("csv", str(report)).startswith("\ufeff文件,位置,")


def test_rdjson_counts_bytes() -> None:
    raw = (SAMPLES / "seeded" / "report.txt").read_bytes().split(b"\n")
    for each in json.loads(lint("rdjson", str(SAMPLES / "seeded")))["diagnostics"]:
        start, end = each["location"]["range"]["start"], each["location"]["range"]["end"]
        if start["line"] == end["line"]:
            raw[start["line"] - 1][start["column"] - 1 : end["column"] - 1].decode()  # cuts no character in two


def test_gitlab_tells_issues_apart_by_fingerprint(tmp_path: Path) -> None:
    text = (SAMPLES / "seeded" / "report.txt").read_text(encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    issues = json.loads(lint("codeclimate", str(tmp_path)))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:  # what GitLab demands of an issue
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(issue)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["path"]
        assert issue["location"]["lines"]["begin"] >= 1


POSITION = {
    "type": "object",
    "properties": {"line": {"type": "integer"}, "column": {"type": "integer"}},
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "properties": {"start": POSITION, "end": POSITION},
    "required": ["start"],
    "additionalProperties": False,
}
PLACE = {
    "type": "object",
    "properties": {"path": {"type": "string", "minLength": 1}, "range": RANGE},
    "required": ["path"],
    "additionalProperties": False,
}
DIAGNOSTIC = {
    "type": "object",
    "properties": {
        "message": {"type": "string", "minLength": 1},
        "location": PLACE,
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "code": {"type": "object", "properties": {"value": {"type": "string"}}, "additionalProperties": False},
        "suggestions": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"range": RANGE, "text": {"type": "string"}},
                "required": ["range", "text"],
            },
        },
        "related_locations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"message": {"type": "string"}, "location": PLACE},
                "required": ["location"],
            },
        },
    },
    "required": ["message", "location"],
    "additionalProperties": False,
}
"""What reviewdog's ``rdf.Diagnostic`` has."""


@pytest.mark.parametrize("sample", ["seeded", "budget_seeded"])
def test_rdjson_has_the_fields_of_reviewdog(sample: str) -> None:
    data = json.loads(lint("rdjson", str(SAMPLES / sample)))
    assert list(data) == ["source", "diagnostics"]
    for each in data["diagnostics"]:
        Draft7Validator(DIAGNOSTIC).validate(each)
    assert sum(len(each.get("suggestions", ())) for each in data["diagnostics"]) >= 13


def test_a_suggestion_stands_where_the_figure_is() -> None:
    raw = (SAMPLES / "seeded" / "report.txt").read_bytes().split(b"\n")
    for each in json.loads(lint("rdjson", str(SAMPLES / "seeded")))["diagnostics"]:
        for suggestion in each.get("suggestions", ()):
            start, end = suggestion["range"]["start"], suggestion["range"]["end"]
            wrong = raw[start["line"] - 1][start["column"] - 1 : end["column"] - 1].decode()
            assert re.fullmatch(r"[\d,.]+", wrong)
            assert wrong != suggestion["text"]
