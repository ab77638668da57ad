"""The commands. Whatever one of them needs is imported when it runs, so that starting costs little."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from textcheck.outputs import DIFF, FORMATS, SCREEN, open_outputs, screen, wishes
from textcheck.settings import SEVERITIES
from textcheck.usage import COULD_NOT_RUN, Program, fail
from textcheck.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textcheck.batch import Job, Mending, Outcome
    from textcheck.config import Config
    from textcheck.intake import Input
    from textcheck.outputs import Output

FOUND = 1
_PATH = click.Path(readable=False)  # what cannot be read is told of each file, and stops no other


def _codes(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Split ``N301,T2`` and repeated options into codes."""
    return tuple(code.strip().upper() for each in value for code in each.split(",") if code.strip())


@click.group(
    cls=Program,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    epilog="退出码：0 没有达到 --fail-on 的问题；1 有问题；2 未能检查。",
)
@click.version_option(VERSION, message="%(prog)s %(version)s", help="显示版本后退出。")
def main() -> None:
    """像编译器检查代码一样，检查部门预决算公开报告。"""


@main.command(options_metavar="[选项]")
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="路径…")
@click.option("--format", "forms", multiple=True, metavar="格式[:文件]", help=f"{' '.join((SCREEN, *FORMATS))}；可重复。")
@click.option("--output", type=_PATH, default="", metavar="文件", help="把结果写入文件，不写到屏幕。")
@click.option("--ledger", is_flag=True, help="JSON 中逐个列出数字的核对情况。")
@click.option("--select", multiple=True, callback=_codes, metavar="代码", help="只用这些规则；代码或其开头，逗号分隔。")
@click.option("--ignore", multiple=True, callback=_codes, metavar="代码", help="不用这些规则。")
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), help="到哪一级算不通过，默认 warning。")
@click.option("--config", type=_PATH, metavar="文件", help="用这个设置文件；默认从报告所在文件夹向上找 textcheck.toml。")
@click.option("--no-config", is_flag=True, help="不用设置文件。")
@click.option("--profile", metavar="类型", help="指明报告类型，不由程序辨认。")
@click.option("--relations", multiple=True, type=_PATH, metavar="文件", help="另加本部门的勾稽关系，可重复。")
@click.option("--baseline", type=_PATH, metavar="文件", help="不再列出基线文件里已有的问题。")
@click.option("--write-baseline", type=_PATH, metavar="文件", help="把现有的问题记为基线。")
@click.option("--fix", is_flag=True, help="改正文本报告里不改变任何数值的问题，写回原文件。")
@click.option("--unsafe-fixes", is_flag=True, help="与 --fix 或 --diff 同用：也改正已经断定的错数。")
@click.option("--diff", is_flag=True, help="只显示会改哪里，不写文件。")
@click.option("--as-one", is_flag=True, help="几个文件合起来是一份报告，按给出的顺序。")
@click.option("--statistics", is_flag=True, help="最后按规则统计个数。")
@click.option("--jobs", type=click.IntRange(min=1), metavar="份数", help="同时检查几份，默认用满处理器。")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="界面语言，默认 zh。")
@click.option("--no-color", is_flag=True, help="不用颜色；设了环境变量 NO_COLOR 也一样。")
def lint(
    paths: tuple[str, ...],
    forms: tuple[str, ...],
    output: str,
    ledger: bool,
    config: str | None,
    no_config: bool,
    write_baseline: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    as_one: bool,
    statistics: bool,
    jobs: int | None,
    lang: str,
    no_color: bool,
    **settings: Any,  # noqa: ANN401 (the options that stand for settings, under their names)
) -> int:
    """检查报告。

    路径可以是文件、文件夹（其中所有报告）或 -（标准输入）。
    """
    from textcheck.batch import Plan, check_all
    from textcheck.intake import find_inputs
    from textcheck.progress import watched

    asked = wishes((*forms, DIFF) if diff else forms, output, write_baseline or "")
    inputs = [_joined(paths)] if as_one else find_inputs(paths)
    mending = _mending(fix=fix, unsafe=unsafe_fixes, dry=any(wish.form == DIFF for wish in asked), paths=paths)
    work = _jobs(inputs, None if no_config else config or "", {key: value for key, value in settings.items() if value})
    if write_baseline:
        from textcheck.baseline import check_target

        check_target(write_baseline, (path for given in inputs for path in given.files))
    outputs = open_outputs(asked, inputs, lang, no_color=no_color, counts=statistics)
    plan = Plan(tuple(each.reporter for each in outputs), ledger, bool(write_baseline), mending)
    outcomes = watched(check_all(work, plan, jobs or 0), len(inputs), sys.stderr)
    return _write(outcomes, outputs, statistics=statistics, baseline=write_baseline or "")


def _joined(paths: Sequence[str]) -> Input:
    """Return the one report that all paths make up; raise UsageError for standard input, which is no file of several."""
    from textcheck.intake import as_one

    if "-" in paths:
        raise click.UsageError("--as-one 要的是文件，不能用标准输入。", click.get_current_context())
    return as_one(paths)


def _mending(*, fix: bool, unsafe: bool, dry: bool, paths: Sequence[str]) -> Mending | None:
    """Return how reports are to be mended; raise UsageError for what cannot be."""
    from textcheck.batch import Mending

    if not fix and not dry:
        if unsafe:
            raise click.UsageError("--unsafe-fixes 要与 --fix 或 --diff 同用。", click.get_current_context())
        return None
    if "-" in paths and not dry:
        raise click.UsageError("标准输入不能改写；用 --diff 显示会改哪里。", click.get_current_context())
    return Mending(unsafe, dry)


def _jobs(inputs: Iterable[Input], config: str | None, wishes: dict[str, Any]) -> list[Job]:
    """Return every input with its settings: what the command line says, else its settings file, else what is usual."""
    from textcheck.batch import Job
    from textcheck.intake import find_config
    from textcheck.settings import USUAL
    from textcheck.triage import check_settings

    work: list[Job] = []
    configs: dict[str, Config] = {}
    for given in inputs:
        path = config if config or config is None else find_config(given.path)
        settings = USUAL
        if path:
            from textcheck.config import read_config

            configs[path] = configs.get(path) or read_config(path)
            settings = configs[path].settings_for(given.path)
        added = settings.relations + wishes.get("relations", ())
        work.append(Job(given, settings._replace(**{**wishes, "relations": added})))
    for settings in dict.fromkeys(job.settings for job in work):
        check_settings(settings)
    return work


def _write(outcomes: Iterable[Outcome], outputs: Sequence[Output], *, statistics: bool, baseline: str) -> int:
    """Write every outcome as it comes and return the exit code."""
    from textcheck.batch import Sums

    sums = Sums()
    for outcome in outcomes:
        for each, part in zip(outputs, outcome.parts, strict=True):
            each.add(outcome.path, part)
        sums.add(outcome)
        name = "标准输入" if outcome.path == "-" else outcome.path
        if outcome.error:
            fail(f"{name}：{outcome.error}")
        if outcome.remark:
            click.echo(f"textcheck：{name}：{outcome.remark}", err=True)
    for each in outputs:
        each.end(sums.totals(by_rule=statistics))
    if sums.failed:
        return fail("有文件未能检查完，没有写基线。") if baseline else COULD_NOT_RUN
    if baseline:
        from textcheck.baseline import write_baseline

        write_baseline(baseline, sums.records)
        click.echo(f"已把 {sum(map(len, sums.records.values()))} 个问题记入基线 {baseline}。", err=True)
        return 0
    return FOUND if sums.fails else 0


@main.command(options_metavar="[选项]")
@click.argument("path", type=_PATH, metavar="路径")
@click.option("--format", "form", type=click.Choice(["jsonl", "html"]), default="jsonl", help="输出格式，默认 jsonl。")
def extract(path: str, form: str) -> int:
    """列出报告里的每个数字：多少、单位、说的是什么。"""
    from textcheck.intake import open_report
    from textcheck.listing import figure_lines

    stream = screen(utf8=True)
    document = open_report(path)
    if form == "html":
        from textcheck.nlp import draw

        stream.write(draw(document.source.text))
    else:
        stream.writelines(figure_lines(document))
    return 0


@main.command(options_metavar="[选项]")
@click.argument("path", type=_PATH, metavar="路径")
def tables(path: str) -> int:
    """列出读到的表格：每一格读成什么、归到哪一项。"""
    from textcheck.intake import open_report
    from textcheck.listing import table_lines

    screen(utf8=False).writelines(table_lines(open_report(path)))
    return 0


@main.command(options_metavar="[选项]")
@click.argument("code", metavar="代码")
def explain(code: str) -> int:
    """说明一条规则：查什么，什么算错。"""
    from textcheck.listing import rule_page

    screen(utf8=False).write(rule_page(code))
    return 0


@main.command(options_metavar="[选项]")
def rules() -> int:
    """列出全部规则。"""
    from textcheck.listing import rule_lines

    screen(utf8=False).writelines(rule_lines())
    return 0


@main.command(options_metavar="[选项]")
def schema() -> int:
    """写出 JSON 输出的 JSON Schema。"""
    from textcheck.schemas import read_schema

    screen(utf8=True).write(read_schema())
    return 0
