"""The commands. Whatever one of them needs is imported when it runs, so that starting costs little."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from textcheck.settings import SEVERITIES
from textcheck.usage import COULD_NOT_RUN, Program, fail
from textcheck.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from textcheck.batch import Job, Outcome
    from textcheck.config import Config
    from textcheck.intake import Input
    from textcheck.reporters.base import Reporter

FOUND = 1
_PIPED_COLUMNS = 100


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
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="路径…")
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", help="输出格式，默认 terminal。")
@click.option("--output", type=click.Path(), metavar="FILE", help="把结果写入文件，不写到屏幕。")
@click.option("--ledger", is_flag=True, help="JSON 中逐个列出数字的核对情况。")
@click.option("--select", multiple=True, callback=_codes, metavar="CODES", help="只用这些规则；代码或其开头，逗号分隔。")
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="不用这些规则。")
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), help="到哪一级算不通过，默认 warning。")
@click.option("--config", type=click.Path(), metavar="FILE", help="用这个设置文件；默认从报告所在文件夹向上找 textcheck.toml。")
@click.option("--no-config", is_flag=True, help="不用设置文件。")
@click.option("--profile", metavar="ID", help="指明报告类型，不由程序辨认。")
@click.option("--relations", multiple=True, type=click.Path(), metavar="FILE", help="另加本部门的勾稽关系，可重复。")
@click.option("--baseline", type=click.Path(), metavar="FILE", help="不再列出基线文件里已有的问题。")
@click.option("--write-baseline", type=click.Path(), metavar="FILE", help="把现有的问题记为基线。")
@click.option("--statistics", is_flag=True, help="最后按规则统计个数。")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="同时检查几份，默认用满处理器。")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="界面语言，默认 zh。")
@click.option("--no-color", is_flag=True, help="不用颜色；设了环境变量 NO_COLOR 也一样。")
def lint(
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    ledger: bool,
    config: str | None,
    no_config: bool,
    write_baseline: str | None,
    statistics: bool,
    jobs: int | None,
    lang: str,
    no_color: bool,
    **wishes: Any,  # noqa: ANN401 (the options that stand for settings, under their names)
) -> int:
    """检查报告。

    路径可以是文件、文件夹（其中所有 .txt、.md）或 -（标准输入）。
    """
    from textcheck.batch import Plan, check_all
    from textcheck.intake import find_inputs

    inputs = find_inputs(paths)
    work = _jobs(inputs, None if no_config else config or "", {key: value for key, value in wishes.items() if value})
    stream = _open_output(output, [given.path for given in inputs], utf8=form == "json")
    plan = Plan(_reporter(form, lang, stream, no_color=no_color), ledger, bool(write_baseline))
    outcomes = _with_progress(check_all(work, plan, jobs or 0), len(inputs))
    try:
        return _write(outcomes, plan.reporter, stream, statistics=statistics, baseline=write_baseline or "")
    finally:
        if output:
            stream.close()


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


def _reporter(form: str, language: str, stream: TextIO, *, no_color: bool) -> Reporter:
    if form == "json":
        from textcheck.reporters.json import JsonReporter

        return JsonReporter()
    from textcheck.reporters.terminal import Look, TerminalReporter

    live = stream.isatty()
    plain = no_color or not live or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    columns = _PIPED_COLUMNS
    if live:
        import shutil

        columns = shutil.get_terminal_size().columns
    return TerminalReporter(Look(language, not plain, max(columns, 40)))


def _open_output(output: str | None, inputs: Iterable[str], *, utf8: bool) -> TextIO:
    """Return the stream to write to; one that cannot show a character shows a mark in its place."""
    if output:
        if os.path.exists(output) and any(os.path.exists(path) and os.path.samefile(output, path) for path in inputs):
            raise click.UsageError(f"--output 不能是被检查的文件：{output}", click.get_current_context())
        return open(output, "w", encoding="utf-8", errors="replace", newline="\n")
    if sys.stdout is None:
        raise click.ClickException("标准输出已关闭，无处写出结果。")
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8" if utf8 else None, errors="replace")
    return sys.stdout


def _with_progress(outcomes: Iterator[Outcome], count: int) -> Iterable[Outcome]:
    """Show how far the work is while it goes on, if there is much of it and someone is looking."""
    if count < 2 or not sys.stderr.isatty():
        return outcomes
    with click.progressbar(outcomes, length=count, label="检查", file=sys.stderr) as bar:
        return list(bar)


def _write(outcomes: Iterable[Outcome], reporter: Reporter, stream: TextIO, *, statistics: bool, baseline: str) -> int:
    """Write every outcome as it comes and return the exit code."""
    from textcheck.batch import Sums

    sums = Sums()
    stream.write(reporter.begin())
    for outcome in outcomes:
        stream.write((reporter.between if sums.files else "") + outcome.text)
        stream.flush()
        sums.add(outcome)
        if outcome.error:
            fail(f"{'标准输入' if outcome.path == '-' else outcome.path}：{outcome.error}")
    stream.write(reporter.end(sums.totals(by_rule=statistics)))
    stream.flush()
    if sums.failed:
        return fail("有文件未能检查完，没有写基线。") if baseline else COULD_NOT_RUN
    if baseline:
        from textcheck.baseline import write_baseline

        write_baseline(baseline, sums.records)
        click.echo(f"已把 {sum(map(len, sums.records.values()))} 个问题记入基线 {baseline}。", err=True)
        return 0
    return FOUND if sums.fails else 0


@main.command(options_metavar="[选项]")
@click.argument("path", type=click.Path(), metavar="路径")
@click.option("--format", "form", type=click.Choice(["jsonl", "html"]), default="jsonl", help="输出格式，默认 jsonl。")
def extract(path: str, form: str) -> int:
    """列出报告里的每个数字：多少、单位、说的是什么。"""
    from textcheck.intake import open_report
    from textcheck.listing import figure_lines

    stream = _open_output(None, (), utf8=True)
    document = open_report(path)
    if form == "html":
        from textcheck.nlp import draw

        stream.write(draw(document.source.text))
    else:
        stream.writelines(figure_lines(document))
    return 0


@main.command(options_metavar="[选项]")
@click.argument("path", type=click.Path(), metavar="路径")
def tables(path: str) -> int:
    """列出读到的表格：每一格读成什么、归到哪一项。"""
    from textcheck.intake import open_report
    from textcheck.listing import table_lines

    _open_output(None, (), utf8=False).writelines(table_lines(open_report(path)))
    return 0


@main.command(options_metavar="[选项]")
@click.argument("code", metavar="代码")
def explain(code: str) -> int:
    """说明一条规则：查什么，什么算错。"""
    from textcheck.listing import rule_page

    _open_output(None, (), utf8=False).write(rule_page(code))
    return 0


@main.command(options_metavar="[选项]")
def rules() -> int:
    """列出全部规则。"""
    from textcheck.listing import rule_lines

    _open_output(None, (), utf8=False).writelines(rule_lines())
    return 0
