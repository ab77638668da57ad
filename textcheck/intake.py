"""From what stands on the command line to documents: folders, standard input, and limits on what is no report."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from textcheck.errors import InputError, reason
from textcheck.readers.formats import SUFFIXES, load, read_bytes, read_source
from textcheck.readers.limits import LIMITS
from textcheck.readers.naming import is_litter, order
from textcheck.readers.outline import build_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textcheck.document.blocks import Document

STDIN = "-"
_OURS = re.compile(rb"""<meta[^>]*name=["']generator["'][^>]*content=["']textcheck""", re.IGNORECASE)
_HEAD = 4096
_COPIES = ("批注稿.docx", "批注稿.pdf")
_OUR_SHEETS = {"问题", "统计", "底账", "验算"}
_SHEET = re.compile(r"""<(?:\w+:)?sheet\b[^>]*?\bname=["']([^"']*)""")
_SHEETS = 100_000


class Input(NamedTuple):
    """One thing to check: its path as shown, and why it cannot be read if that is known already.

    ``parts`` are the paths of all files of a report in several, of which ``path`` is the first. ``archive`` is the path of
    the archive that holds the report, ``path`` goes on inside it.
    """

    path: str
    error: str = ""
    parts: tuple[str, ...] = ()
    archive: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of the files that are read, which nothing may be written over."""
        return self.parts or (self.archive or self.path,)


def find_inputs(paths: Iterable[str]) -> list[Input]:
    """Return the reports that ``paths`` name, each once, in the order given and sorted inside a folder.

    An archive is one report, unless it plainly holds several.
    """
    found: dict[str, Input] = {}
    for path in paths:
        for each in _walk(path) if path != STDIN and os.path.isdir(path) else (Input(path),):
            for report in _unpacked(each):
                found.setdefault(os.path.normpath(report.path), report)
    return list(found.values())


def as_one(paths: Iterable[str]) -> Input:
    """Return the report that all files of ``paths`` make up in that order, those of a folder in the order of their names."""
    parts: dict[str, str] = {}
    for path in paths:
        inside = _walk(path) if os.path.isdir(path) else (Input(path),)
        for each in sorted(inside, key=lambda found: order(found.path.replace(os.sep, "/"))) if os.path.isdir(path) else inside:
            if each.error:
                return each
            parts.setdefault(os.path.normpath(each.path), each.path)
    return Input(next(iter(parts.values())), parts=tuple(parts.values()))


def open_report(path: str) -> Document:
    """Read the report at ``path`` (``-``: standard input); raise InputError with one sentence if that is impossible."""
    given = Input(path)
    return read_report(given, load_report(given))


def load_report(given: Input) -> bytes:
    """Return the bytes of the file of a report, nothing of one in several; raise InputError if there are none to read."""
    if given.parts:
        return b""
    if given.archive:
        from textcheck.readers.archive import member

        return member(load(given.archive), given.path[len(given.archive) + 1 :], LIMITS)
    return _stdin() if given.path == STDIN else load(given.path)


def read_report(given: Input, data: bytes) -> Document:
    """Return the report that ``data`` holds, or all parts of a report in several files; raise InputError, naming the file."""
    if not given.parts:
        return read_bytes(data, given.path)
    from textcheck.readers.join import Part, join

    names = [os.path.basename(path) for path in given.parts]
    parts: list[Part] = []
    for path, name in zip(given.parts, names, strict=True):
        shown = show(path if names.count(name) > 1 else name)
        try:
            parts.append(Part(shown, read_source(load(path), path)))
        except InputError as error:
            raise InputError(str(error) if path == given.path else f"{show(path)}：{error}") from None
    return build_document(join(parts, given.path))


def find_config(path: str) -> str:
    """Return the nearest settings file in the folder of the report at ``path`` or above it, or nothing."""
    folder, above = "", os.getcwd() if path == STDIN else os.path.dirname(os.path.abspath(path))
    while folder != above:
        folder, above = above, os.path.dirname(above)
        own = os.path.join(folder, "textcheck.toml")
        if os.path.isfile(own):
            return own
        project = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(project):
            with open(project, "rb") as file:
                if b"[tool.textcheck" in file.read():
                    return project
    return ""


def show(path: str) -> str:
    """Return ``path`` fit for output: bytes that are no UTF-8 become a replacement mark."""
    return os.fsencode(path).decode("utf-8", "replace")


def _walk(folder: str) -> Iterator[Input]:
    """Yield the reports under ``folder``, also the links to missing ones.

    Hidden files and folders are none, nor is ~$…, which Office keeps beside an open file, nor what textcheck wrote.
    """
    failed: list[OSError] = []
    found = False
    for base, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not is_litter(f"{name}/"))
        for name in sorted(files):
            path = os.path.join(base, name)
            if not name.lower().endswith(SUFFIXES) or is_litter(name):
                continue
            missing = not os.path.exists(path)  # a link that leads nowhere
            if missing or (os.path.isfile(path) and not _is_ours(path)):
                found = True
                yield Input(path)
    for error in failed:
        yield Input(str(error.filename or folder), f"无法读取文件夹：{reason(error)}。")
    if not found and not failed:
        yield Input(folder, "文件夹里没有能检查的报告。")


def _unpacked(given: Input) -> list[Input]:
    """Return the reports of an archive of several, else what was given."""
    if given.error or not given.path.lower().endswith(".zip"):
        return [given]
    from textcheck.readers.archive import reports_in

    try:
        names = reports_in(load(given.path), LIMITS)
    except InputError:
        return [given]  # checking it says why
    return [Input(f"{given.path}/{name}", archive=given.path) for name in names] or [given]


def _is_ours(path: str) -> bool:
    """Tell whether a file is what textcheck wrote of reports: a page, a worksheet, or an annotated copy, by its name."""
    name = path.lower()
    if name.endswith((".html", ".htm")):
        try:
            with open(path, "rb") as file:
                return _OURS.search(file.read(_HEAD)) is not None
        except OSError:
            return False
    return name.endswith(_COPIES) or (name.endswith(".xlsx") and _is_worksheet(path))


def _is_worksheet(path: str) -> bool:
    """Tell whether a workbook has the sheets of ours, whoever saved it last."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as file:
            names = set(_SHEET.findall(file.read(_SHEETS).decode("utf-8", "replace")))
    except Exception:  # noqa: BLE001 (whatever is wrong with the file is told when it is checked)
        return False
    return names >= _OUR_SHEETS


def _stdin() -> bytes:
    if sys.stdin is None:
        raise InputError("标准输入已关闭。")
    try:
        return sys.stdin.buffer.read(LIMITS.file + 1)
    except OSError as error:
        raise InputError(f"无法读取标准输入：{reason(error)}。") from None
