"""From what stands on the command line to documents: folders, standard input, and limits on what is no report."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.source import Source
from textcheck.errors import InputError
from textcheck.readers.decode import decode
from textcheck.readers.marks import take_marks
from textcheck.readers.outline import build_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textcheck.document.blocks import Document

STDIN = "-"
LARGEST_FILE = 20_000_000
LONGEST_LINE = 1_000_000
_SUFFIXES = (".txt", ".md")


class Input(NamedTuple):
    """One thing to check: its path as shown, and why it cannot be read if that is known already."""

    path: str
    error: str = ""


def find_inputs(paths: Iterable[str]) -> list[Input]:
    """Return the files that ``paths`` name, each once, in the order given and sorted inside a folder."""
    found: dict[str, Input] = {}
    for path in paths:
        for each in _walk(path) if path != STDIN and os.path.isdir(path) else (Input(path),):
            found.setdefault(os.path.normpath(each.path), each)
    return list(found.values())


def open_report(path: str) -> Document:
    """Read the report at ``path`` (``-``: standard input); raise InputError with one sentence if that is impossible."""
    data = _stdin() if path == STDIN else _file(path)
    if len(data) > LARGEST_FILE:
        raise InputError(f"文件超过 {LARGEST_FILE // 1_000_000} MB，不像一份报告的文本，没有检查。")
    decoded, encoding = decode(data)
    text, marks = take_marks(decoded)
    if not text.strip():
        raise InputError("文件是空的，没有可检查的内容。")
    number, length = _longest_line(text)
    if length > LONGEST_LINE:
        raise InputError(f"第 {number} 行长达 {length} 个字符，不像一份报告的文本，没有检查。")
    return build_document(Source(path, text, encoding, marks))


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
    """Yield the reports under ``folder``; hidden files and folders are none."""
    failed: list[OSError] = []
    found = False
    for base, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                found = True
                yield Input(os.path.join(base, name))
    for error in failed:
        yield Input(str(error.filename or folder), f"无法读取文件夹：{error.strerror}。")
    if not found and not failed:
        yield Input(folder, "文件夹里没有 .txt 或 .md 报告。")


def _file(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise InputError("找不到这个文件。") from None
    except PermissionError:
        raise InputError("没有读取这个文件的权限。") from None
    except (OSError, ValueError) as error:
        raise InputError(f"无法读取：{getattr(error, 'strerror', None) or error}。") from None


def _stdin() -> bytes:
    if sys.stdin is None:
        raise InputError("标准输入已关闭。")
    try:
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"无法读取标准输入：{error.strerror}。") from None


def _longest_line(text: str) -> tuple[int, int]:
    """Return number and length of the first line that is too long, else of the last line."""
    at = number = 0
    while True:
        end = text.find("\n", at)
        number += 1
        length = (len(text) if end < 0 else end) - at
        if end < 0 or length > LONGEST_LINE:
            return number, length
        at = end + 1
