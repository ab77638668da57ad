"""The command line's manners: help and usage errors in Chinese, exit codes, never a traceback."""

from __future__ import annotations

import errno
import gc
import os
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from textcheck.errors import TextcheckError, reason
from textcheck.reporters.columns import width
from textcheck.stopping import INTERRUPTED, leave_signals, take_signals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COULD_NOT_RUN = 2
BROKEN_PIPE = 141
_WORDS = re.compile(r"[!-~]+[，。；、）]* ?|[^!-~][，。；、）]* ?")
_HEADINGS = {"Options": "选项", "Commands": "命令"}


class Formatter(click.HelpFormatter):
    """Help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 32, col_spacing: int = 2) -> None:
        """Write terms and what they mean in two columns, as wide as they look: a Chinese character takes two."""
        rows = list(rows)
        inset = " " * self.current_indent
        first = min(max(width(term) for term, _ in rows), col_max) + col_spacing
        below = f"\n{inset}{' ' * first}"
        for term, text in rows:
            room = first - width(term)
            gap = " " * room if room >= col_spacing else below
            self.write(f"{inset}{term}{gap}{below.join(_wrapped(text, self.width - first - len(inset)))}\n")


class Context(click.Context):
    """A context whose help is Chinese."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is Chinese."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with a Chinese text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本帮助后退出。"
        return option


class Program(Command, click.Group):
    """The group of commands; a command returns its exit code."""

    command_class = Command

    def __call__(self, *arguments: Any, **options: Any) -> NoReturn:  # noqa: ANN401 (as click has it)
        """Run as a program of its own, which ends before a search for garbage would pay."""
        gc.disable()
        take_signals()
        try:
            self.main(*arguments, **options)
        finally:
            leave_signals()
            gc.freeze()

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 (as click has it)
        **extra: Any,  # noqa: ANN401
    ) -> NoReturn:
        """Run, say in one sentence what went wrong, and leave with the exit code."""
        del standalone_mode
        try:
            code = super().main(args, prog_name or "textcheck", complete_var, standalone_mode=False, **extra)
        except click.UsageError as error:
            click.echo(_explain(error), err=True)
            code = COULD_NOT_RUN
        except click.ClickException as error:
            click.echo(f"textcheck：{error.format_message()}", err=True)
            code = COULD_NOT_RUN
        except click.Abort:
            code = INTERRUPTED
        sys.exit(code or 0)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run the command and turn what stops it into an exit code."""
        try:
            code = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except TextcheckError as error:
            return fail(str(error))
        except OSError as error:
            _abandon_output()
            if error.errno == errno.EPIPE:
                return BROKEN_PIPE
            from textcheck.intake import show

            where = f"{show(error.filename)}：" if isinstance(error.filename, str) else ""
            return fail(f"无法写出结果：{where}{reason(error)}。")
        except Exception as error:  # noqa: BLE001 (users never see a traceback)
            return fail(f"程序出错（{type(error).__name__}：{error}）。")
        return code

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name those that there are."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(f"没有“{args[0]}”这个命令；可用的有：{'、'.join(self.list_commands(ctx))}。", ctx)
        return super().resolve_command(ctx, args)


def _wrapped(text: str, columns: int) -> list[str]:
    """Break a text into lines that look no wider than ``columns``; words in Latin letters stay whole, marks with what they end."""
    lines = [""]
    for word in _WORDS.findall(text):
        if width(lines[-1]) + width(word.rstrip()) > columns and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return lines


def fail(sentence: str) -> int:
    """Say on standard error why the program could not run, and return its exit code."""
    click.echo(f"textcheck：{sentence}", err=True)
    return COULD_NOT_RUN


def _abandon_output() -> None:
    """Point standard output at nothing, so that the interpreter does not stumble over it at the end."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


def _explain(error: click.UsageError) -> str:
    """Return a usage error as Chinese lines: what is wrong, how it is used, where help is."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.message
    lines = [f"textcheck：{_sentence(error)}"]
    if error.ctx is not None:
        lines += [error.ctx.get_usage(), f"帮助：{error.ctx.command_path} --help"]
    return "\n".join(lines)


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else "。"
        return f"没有 {error.option_name} 这个选项{near}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error)}。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}的取值不对，{_permitted(error)}。"
    if isinstance(error, click.BadOptionUsage):
        wants = "后面要有一个值" if "requires" in error.message else "不带值"
        return f"选项 {error.option_name} {wants}。"
    extra = re.search(r"unexpected extra arguments? \((.*)\)", error.message)
    return f"多出了参数：{extra.group(1)}" if extra else error.message


def _name(error: click.BadParameter) -> str:
    """Return the option or argument that an error is about."""
    if isinstance(error.param, click.Option):
        return f"选项 {error.param.opts[0]} "
    return f"参数 {error.param.make_metavar(error.ctx)}" if error.param is not None and error.ctx is not None else "参数"


def _permitted(error: click.BadParameter) -> str:
    """Return what the parameter would take."""
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"可选：{'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        return f"应为不小于 {kind.min} 的整数"
    return error.message
