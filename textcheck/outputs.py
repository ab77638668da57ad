"""Where results go: which reporter writes which file, and when."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

import click

from textcheck.reporters.base import BookReporter, CopyReporter, Manner, Reporter, RevisedReporter, SiteReporter, StreamReporter
from textcheck.targets import fitted, identities, identity, probe, read_old, replace, spare, write

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import TextIO

    from textcheck.intake import Input
    from textcheck.reporters.base import Page, Sheet, Totals
    from textcheck.targets import Identity

SCREEN = "terminal"
DIFF = "diff"
FORMATS = {
    "json": ("json", "JsonReporter"),
    "jsonl": ("jsonl", "JsonlReporter"),
    "csv": ("csv", "CsvReporter"),
    "sarif": ("sarif", "SarifReporter"),
    "junit": ("junit", "JunitReporter"),
    "github": ("github", "GithubReporter"),
    "rdjson": ("rdjson", "RdjsonReporter"),
    "codeclimate": ("codeclimate", "CodeclimateReporter"),
    DIFF: ("diff", "DiffReporter"),
    "html": ("html", "HtmlReporter"),
    "xlsx": ("xlsx", "XlsxReporter"),
    "docx": ("docx", "DocxReporter"),
    "pdf": ("pdf", "PdfReporter"),
}
_PIPED_COLUMNS = 100


class Wish(NamedTuple):
    """A format, and the file or folder to write; without a target it is standard output."""

    form: str
    target: str = ""


class Output(Protocol):
    """A reporter at work on its target."""

    @property
    def reporter(self) -> Reporter[Any]:
        """Who makes the parts."""

    def add(self, path: str, part: Any) -> None:  # noqa: ANN401 (a part is the business of its reporter)
        """Take the part of the next report."""

    def end(self, totals: Totals) -> None:
        """Write what is left and close the target."""


def wishes(formats: Sequence[str], output: str, baseline: str = "") -> list[Wish]:
    """Return what ``--format`` and ``--output`` ask for; raise UsageError if two would go to one place, or to the baseline."""
    names = (SCREEN, *FORMATS)
    found: list[Wish] = []
    for each in formats or (SCREEN,):
        form, _, target = each.partition(":")
        if form not in names:
            raise _usage(f"没有“{form}”这种格式；可用的有：{'、'.join(names)}。")
        found.append(Wish(form, target))
    free = [wish for wish in found if not wish.target]
    if output and len(free) != 1:
        raise _usage("--output 只用于一种没有写明文件的格式；几种格式请写成 --format 格式:文件。")
    if len(free) > 1:
        raise _usage("只能有一种格式写到屏幕，其余请写成 --format 格式:文件。")
    found = [Wish(wish.form, wish.target or output) for wish in found]
    targets = [os.path.realpath(target) for target in (*(wish.target for wish in found), baseline) if target]
    if len(set(targets)) < len(targets):
        raise _usage("两种结果不能写进同一个文件。")
    return found


def open_outputs(
    asked: Sequence[Wish], inputs: Sequence[Input], language: str, *, no_color: bool, counts: bool = False
) -> list[Output]:
    """Open every target; raise an error if one cannot be written or is a file that is to be checked.

    ``counts``: how many findings there are is told on the screen, also where every format goes to a file.
    """
    kept = identities(path for given in inputs for path in given.files)
    for wish in asked:
        spare(wish.target, kept)
    opened = [_open(wish, kept, len(inputs), language, no_color=no_color) for wish in asked]
    if counts and all(wish.target for wish in asked):
        stream = screen(utf8=False)
        opened.append(_Stream(_terminal(stream, language, no_color=no_color, counts=True), stream))
    return opened


def screen(*, utf8: bool) -> TextIO:
    """Return standard output; a character that it cannot show becomes a mark."""
    if sys.stdout is None:
        raise click.ClickException("标准输出已关闭，无处写出结果。")
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8" if utf8 else None, errors="replace")
    return sys.stdout


def _open(wish: Wish, kept: Collection[Identity], count: int, language: str, *, no_color: bool) -> Output:
    target = wish.target
    if wish.form == SCREEN:
        stream = _stream(target, utf8=False)
        return _Stream(_terminal(stream, language, no_color=no_color), stream)
    module, name = FORMATS[wish.form]
    kind = cast("type[Reporter[Any]]", getattr(import_module(f"textcheck.reporters.{module}"), name))
    reporter = kind.made(Manner(language, _pages))
    if isinstance(reporter, StreamReporter):
        return _Stream(reporter, _stream(target, utf8=True))
    if isinstance(reporter, CopyReporter):
        return _Copies(reporter, target, count, kept)
    if isinstance(reporter, SiteReporter):
        return _Site(reporter, target, count, kept)
    if isinstance(reporter, RevisedReporter):
        return _Revision(reporter, target)
    assert isinstance(reporter, BookReporter)
    return _Book(reporter, target)


def _pages() -> Sequence[Page]:
    from textcheck.listing import pages

    return pages()


def _stream(target: str, *, utf8: bool) -> TextIO:
    return open(target, "w", encoding="utf-8", errors="replace", newline="\n") if target else screen(utf8=utf8)


def _terminal(stream: TextIO, language: str, *, no_color: bool, counts: bool = False) -> StreamReporter:
    from textcheck.reporters.terminal import CountsReporter, Look, TerminalReporter

    live = stream.isatty()
    plain = no_color or not live or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    columns = _PIPED_COLUMNS
    if live:
        import shutil

        columns = shutil.get_terminal_size().columns
    return (CountsReporter if counts else TerminalReporter)(Look(language, not plain, max(columns, 40)))


class _Stream:
    """Writes every part as it comes."""

    def __init__(self, reporter: StreamReporter, stream: TextIO) -> None:
        self.reporter = reporter
        self._stream = stream
        self._any = False
        stream.write(reporter.begin())

    def add(self, _path: str, part: str) -> None:
        if not part:
            return
        self._stream.write((self.reporter.between if self._any else "") + part)
        self._stream.flush()
        self._any = True

    def end(self, totals: Totals) -> None:
        self._stream.write(self.reporter.end(totals))
        self._stream.flush()
        if self._stream is not sys.stdout:
            self._stream.close()


class _Book:
    """Keeps the parts and writes one file at the end."""

    def __init__(self, reporter: BookReporter[Any], target: str) -> None:
        self.reporter = reporter
        self._target = target
        self._parts: list[Any] = []
        _check_target(target, text=reporter.text)

    def add(self, _path: str, part: Any) -> None:  # noqa: ANN401
        self._parts.append(part)

    def end(self, totals: Totals) -> None:
        write(self._target, self.reporter.write(self._parts, totals))


class _Revision:
    """Keeps the parts and writes one file at the end, with what people wrote into the one before it."""

    def __init__(self, reporter: RevisedReporter[Any, Any], target: str) -> None:
        self.reporter = reporter
        self._target = target
        self._parts: list[Any] = []
        _check_target(target)
        self._old = read_old(target)
        self._kept = reporter.kept(self._old) if self._old else None

    def add(self, _path: str, part: Any) -> None:  # noqa: ANN401
        self._parts.append(part)

    def end(self, totals: Totals) -> None:
        old = read_old(self._target)
        if old and old != self._old:  # saved by someone since
            self._kept = self.reporter.kept(old)
        data = self.reporter.write(self._parts, totals, self._kept)
        if self._kept is None:
            write(self._target, data)
        else:
            replace(self._target, data)


class _Copies:
    """Writes a file for each report: the target itself for a single one, else a file in the folder of that name.

    In a folder there may be files that are to be checked (``kept``); those keep their names.
    """

    def __init__(self, reporter: CopyReporter | SiteReporter, target: str, count: int, kept: Collection[Identity]) -> None:
        self.reporter: CopyReporter | SiteReporter = reporter
        self._folder = target if count > 1 or target.endswith(("/", os.sep)) or os.path.isdir(target) else ""
        self._target = target
        self._kept = kept
        self._names: set[str] = set()
        if self._folder:
            os.makedirs(self._folder, exist_ok=True)
        elif count > 1:
            raise _usage("有几份报告，每份要写一个文件，请写明文件夹：--format 格式:文件夹/")
        else:
            _check_target(target)

    def add(self, path: str, part: Any) -> None:  # noqa: ANN401
        self._copy(path, part)

    def end(self, _totals: Totals) -> None:
        """Every file is written already."""

    def _copy(self, path: str, data: bytes) -> str:
        """Write one report's file, unless there is none, and return its name in the folder."""
        if not data:
            return ""
        if not self._folder:
            write(self._target, data)
            return ""
        name = self._name(path)
        write(os.path.join(self._folder, name), data)
        return name

    def _name(self, path: str) -> str:
        """Return a file name after the report's, another for each."""
        base = "stdin" if path == "-" else os.path.basename(path)
        name, again = fitted(base, self.reporter.suffix), 1
        while name in self._names or identity(os.path.join(self._folder, name)) in self._kept:
            again += 1
            name = fitted(base, f"-{again}{self.reporter.suffix}")
        self._names.add(name)
        return name


class _Site(_Copies):
    """Writes a page for each report and, in a folder, their index."""

    def __init__(self, reporter: SiteReporter, target: str, count: int, kept: Collection[Identity]) -> None:
        super().__init__(reporter, target, count, kept)
        self._site = reporter
        if self._folder:
            spare(os.path.join(self._folder, reporter.index_name), kept)
        self._names.add(reporter.index_name)
        self._entries: list[tuple[str, Any]] = []

    def add(self, path: str, part: Sheet) -> None:
        self._entries.append((self._copy(path, part.data), part.entry))

    def end(self, totals: Totals) -> None:
        if self._folder:
            write(os.path.join(self._folder, self._site.index_name), self._site.index(self._entries, totals))


def _check_target(target: str, *, text: bool = False) -> None:
    """Raise an error before the work is done rather than after it."""
    if target:
        probe(target)
        return
    if screen(utf8=True).isatty() and not text:
        raise _usage("这种格式不能显示在屏幕上，请写明文件：--format 格式:文件")


def _usage(sentence: str) -> click.UsageError:
    return click.UsageError(sentence, click.get_current_context(silent=True))
