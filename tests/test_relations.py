"""Relations that a department adds, and the check that ours and theirs go through."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from textcheck.cli import main
from textcheck.errors import ConfigError
from textcheck.lexicon.paths import lexicon_folder
from textcheck.lexicon.profile import load_profile
from textcheck.lexicon.relations import check_relations, known_to
from textcheck.tomlfile import TomlFile

if TYPE_CHECKING:
    from typing import Any

PROFILES = Path(lexicon_folder()) / "profiles"
DOCUMENTED = Path(__file__).parents[1] / "docs" / "lexicons.md"
REPORT = """青岚区水务局2024年度部门决算

收入决算表
单位：万元
科目编码\t科目名称\t本年收入合计\t财政拨款收入\t其他收入
合计\t\t190.00\t180.00\t10.00

支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t180.00\t100.00\t80.00

十、机关运行经费支出说明
本部门2024年度机关运行经费支出20.00万元。公务接待费30.00万元。
"""
EQUAL = """
[[relation]]
id = "甲1"
name = "本局没有结转，本年收入应等于本年支出"
kind = "equality"
axis = "flow"
total = "收入"
parts = ["支出"]
where = { concept = "合计", fund = "全部", nature = "合计" }
scope = "report"
basis = "青岚区水务局内部控制手册第三章"
"""


def lint(tmp_path: Path, relations: str, *arguments: str, report: str = REPORT) -> Result:
    path, own = tmp_path / "报告.txt", tmp_path / "own.toml"
    path.write_text(report, encoding="utf-8")
    own.write_text(relations, encoding="utf-8")
    return CliRunner().invoke(main, ["lint", str(path), "--relations", str(own), "--format", "json", *arguments])


def found(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code in (0, 1), result.stderr
    (file,) = json.loads(result.stdout)["files"]
    assert isinstance(file["findings"], list)
    return file["findings"]


def test_a_department_adds_an_equality(tmp_path: Path) -> None:
    assert found(lint(tmp_path, "")) == []
    (finding,) = found(lint(tmp_path, EQUAL))
    assert (finding["code"], finding["actual"], finding["expected"]) == ("T203", "190.00", "180.00")
    assert "本局没有结转，本年收入应等于本年支出" in finding["message"]
    assert found(lint(tmp_path, EQUAL, report=REPORT.replace("190.00\t180.00", "180.00\t170.00"))) == []


def test_a_sum_and_a_limit(tmp_path: Path) -> None:
    own = EQUAL.replace('"equality"', '"summation"').replace('axis = "flow"', 'axis = "flow+nature"')
    own = (
        own.replace('"收入"', '"收入/合计"')
        .replace('["支出"]', '["支出/基本支出", "支出/项目支出"]')
        .replace(', nature = "合计"', "")
    )
    assert [finding["code"] for finding in found(lint(tmp_path, own))] == ["T201"]
    assert [f["code"] for f in found(lint(tmp_path, EQUAL.replace('"equality"', '"at_most"')))] == ["T205"]


def test_a_relation_of_the_narrative(tmp_path: Path) -> None:
    own = """
[[relation]]
id = "甲2"
name = "机关运行经费含公务接待费"
kind = "at_most"
axis = "concept+fund"
total = "公务接待费/财政拨款"
parts = ["机关运行经费/一般公共预算"]
scope = "narrative"
basis = "青岚区水务局内部控制手册第三章"
"""
    assert [(f["code"], f["actual"]) for f in found(lint(tmp_path, own))] == [("N306", "30.00")]


def test_a_pair_and_a_condition(tmp_path: Path) -> None:
    tables = """
一般公共预算财政拨款基本支出决算表
单位：万元
科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t80.00\t302\t商品和服务支出\t20.00
30108\t养老保险\t80.00\t30201\t办公费\t20.00
"""
    own = """
[[pair]]
id = "甲3"
name = "办公费不大于养老保险"
kind = "at_most"
pairs = [["30108", "30201"]]
left = { flow = "支出", fund = "一般公共预算", nature = "基本支出" }
right = { flow = "支出", fund = "一般公共预算", nature = "基本支出" }
basis = "举例"
"""
    assert [f["code"] for f in found(lint(tmp_path, own, report=REPORT + tables))] == ["T205"]
    condition = """
[[condition]]
id = "甲"
printed = { flow = "收入", fund = "全部" }
zero = [{ flow = "收入", fund = "其他" }]
"""
    conditional = EQUAL.replace("basis =", 'condition = "甲"\nbasis =')
    assert found(lint(tmp_path, condition + conditional)) == []
    met = REPORT.replace("180.00\t10.00", "190.00\t")
    assert [f["code"] for f in found(lint(tmp_path, condition + conditional, report=met))] == ["T203"]


def test_a_condition_may_ask_that_all_of_one_figure_is_another(tmp_path: Path) -> None:
    condition = """
[[condition]]
id = "甲"
printed = { flow = "收入", fund = "全部" }
zero = []
same = [[{ flow = "收入", fund = "全部" }, { flow = "收入", fund = "财政拨款" }]]
"""
    conditional = EQUAL.replace("basis =", 'condition = "甲"\nbasis =')
    assert found(lint(tmp_path, condition + conditional)) == []
    met = REPORT.replace("180.00\t10.00", "190.00\t")
    assert [f["code"] for f in found(lint(tmp_path, condition + conditional, report=met))] == ["T203"]
    wrong = lint(tmp_path, condition.replace("same = [[", "same = [").replace("}]]", "}]") + conditional)
    assert (wrong.exit_code, "condition.same" in wrong.stderr) == (2, True)


def test_a_soft_relation_proves_nothing(tmp_path: Path) -> None:
    assert found(lint(tmp_path, EQUAL + 'force = "soft"\n')) == []


def test_a_relation_that_finds_no_figures_is_named(tmp_path: Path) -> None:
    idle = EQUAL.replace('parts = ["支出"]', 'parts = ["年初结转"]')
    (file,) = json.loads(lint(tmp_path, idle).stdout)["files"]
    (notice,) = file["notices"]
    assert (notice["code"], notice["severity"], notice["line"]) == ("U902", "info", 2)
    assert "甲1" in notice["message"]
    for arguments in ([EQUAL], [idle, "--ignore", "U902"], [idle, "--select", "N3"]):
        (file,) = json.loads(lint(tmp_path, *arguments).stdout)["files"]
        assert file["notices"] == []


def test_several_files_and_a_named_profile(tmp_path: Path) -> None:
    second = tmp_path / "second.toml"
    second.write_text(EQUAL.replace("甲1", "甲9").replace('"equality"', '"at_most"'), encoding="utf-8")
    assert [f["code"] for f in found(lint(tmp_path, EQUAL, "--relations", str(second)))] == ["T203"]
    second.write_text(EQUAL, encoding="utf-8")
    result = lint(tmp_path, EQUAL, "--relations", str(second))
    assert result.exit_code == 2
    assert result.stderr == f"textcheck：{second} 第 3 行：relation.id “甲1”已经有了，请另起一个。\n"
    assert found(lint(tmp_path, EQUAL, "--profile", "budget")) == []


def test_an_unknown_profile_names_those_there_are(tmp_path: Path) -> None:
    result = lint(tmp_path, "", "--profile", "决算")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("textcheck：没有“决算”这种报告类型；可用的有：budget（部门预算）、")
    assert "final_accounts（部门决算）" in result.stderr
    assert result.stderr.count("\n") == 1


MISTAKES = [
    ("kind =", 'kind = "sum"', 5, "relation.kind 应为 summation、equality、at_most、balance、weighted 之一。"),
    (
        "axis =",
        'axis = "year"',
        6,
        "relation.axis “year”不是口径；应为 concept、flow、fund、nature、measure 之一，或用 + 连接的两个。",
    ),
    ("total =", 'total = "进项"', 7, "relation.total “进项”不是 flow 的值；可用的有："),
    ("total =", 'total = "收入/全部"', 7, "relation.total “收入/全部”应有 1 个值，与 axis 的口径一一对应，用 / 隔开。"),
    ("parts =", "parts = []", 8, "relation.parts 是空的，至少要有一项。"),
    ("parts =", 'parts = [\n  "支出",\n  "花销",\n]', 10, "relation.parts “花销”不是 flow 的值；"),
    ("parts =", "", 2, "relation 缺少 parts，它应为文字的列表"),
    ("where =", 'where = { found = "全部" }', 9, "relation.where.found 不是口径；口径有：concept、flow、fund、nature、measure。"),
    ("where =", 'where = { fund = "财政" }', 9, "relation.where.fund “财政”不是 fund 的值；"),
    ("where =", 'where = { concept = "9999999" }', 9, "relation.where.concept “9999999”不是 concept 的值；"),
    ("scope =", 'scope = "page"', 10, "relation.scope 应为 table、report、narrative 之一。"),
    ("basis =", "", 2, "relation 缺少 basis，它应为非空的文字。"),
    ("basis =", 'basis = ""', 11, "relation.basis 应为非空的文字。"),
    ("basis =", 'basis = "x"\ncondition = "无"', 12, "relation.condition “无”没有定义；已有的："),
    ("basis =", 'basis = "x"\nforce = "hard"', 12, "relation.force 应为 "),
    ("basis =", 'basis = "x"\nagainst = ["支出"]', 12, "relation.against 列出另一边的各项，balance 要有，其他种类不能有。"),
    ("basis =", 'basis = "x"\nfunds = ["钱"]', 12, "relation.funds “钱”不是 fund 的值；"),
    ("basis =", 'basis = "x"\nnote = "y"', 12, "relation.note 不是可用的键；可用的有：id、name、kind、"),
    ("id =", 'id = "A8"', 3, "relation.id “A8”已经有了，请另起一个。"),
    ("[[relation]]", "[[relations]]", 2, "relations 不是可用的键；可用的有：relation、pair、condition。"),
    ("[[relation]]", "[relation]", 2, "relation 应写成 [[…]] 的表。"),
    ("id =", "id = ", 3, "不合 TOML 的写法（Invalid value）。"),
]


@pytest.mark.parametrize(("key", "line", "number", "sentence"), MISTAKES)
def test_mistakes_name_file_line_and_key(tmp_path: Path, key: str, line: str, number: int, sentence: str) -> None:
    lines = [line if each.startswith(key) else each for each in EQUAL.split("\n")]
    result = lint(tmp_path, "\n".join(lines))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"textcheck：{tmp_path / 'own.toml'} 第 {number} 行：{sentence}")
    assert result.stderr.count("\n") == 1


def test_no_file(tmp_path: Path) -> None:
    result = lint(tmp_path, "", "--relations", str(tmp_path / "no.toml"))
    assert result.exit_code == 2
    assert result.stderr == f"textcheck：无法读取勾稽关系文件 {tmp_path / 'no.toml'}：找不到这个文件或文件夹。\n"


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(PROFILES.glob("*.toml"))])
def test_our_own_profiles_pass_the_check(path: Path) -> None:
    file = TomlFile(path.name, path.read_text(encoding="utf-8"))
    check_relations(file, known_to(load_profile(path.stem))._replace(ids=()))


def test_the_check_sees_into_our_own_profiles() -> None:
    path = PROFILES / "final_accounts.toml"
    text = path.read_text(encoding="utf-8").replace('axis = "nature"', 'axis = "natur"', 1)
    with pytest.raises(ConfigError) as error:
        check_relations(TomlFile(path.name, text), known_to(load_profile("final_accounts"))._replace(ids=()))
    line = text[: text.index('axis = "natur"')].count("\n") + 1
    assert str(error.value).startswith(f"final_accounts.toml 第 {line} 行：relation.axis ")


def test_every_documented_example_can_be_used(tmp_path: Path) -> None:
    blocks = [each.split("```")[0] for each in DOCUMENTED.read_text(encoding="utf-8").split("```toml\n")[1:]]
    assert blocks
    for number, block in enumerate(blocks):
        for kind, entries in tomllib.loads(block).items():
            assert kind in ("relation", "pair", "condition")
            assert entries
        renamed = block.replace('id = "', f'id = "{number}-').replace('condition = "', f'condition = "{number}-')
        if "only_general" in renamed:
            renamed = renamed.replace(f"{number}-only_general", "only_general")
        found(lint(tmp_path, renamed))
