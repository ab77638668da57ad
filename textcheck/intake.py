"""From what stands on the command line to documents: folders, standard input, and limits on what is no report."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from textcheck.errors import InputError
from textcheck.readers.formats import SUFFIXES, load, read_bytes
from textcheck.readers.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textcheck.document.blocks import Document

STDIN = "-"


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
    return read_bytes(load_report(path), path)


def load_report(path: str) -> bytes:
    """Return the bytes of the file at ``path`` (``-``: standard input); raise InputError if there are none to read."""
    return _stdin() if path == STDIN else load(path)


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
    """Yield the reports under ``folder``; hidden files and folders are none, nor is ~$…, which Office keeps beside an open file."""
    failed: list[OSError] = []
    found = False
    for base, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith((".", "~$")):
                found = True
                yield Input(os.path.join(base, name))
    for error in failed:
        yield Input(str(error.filename or folder), f"无法读取文件夹：{error.strerror}。")
    if not found and not failed:
        yield Input(folder, "文件夹里没有能检查的报告。")


def _stdin() -> bytes:
    if sys.stdin is None:
        raise InputError("标准输入已关闭。")
    try:
        return sys.stdin.buffer.read(LIMITS.file + 1)
    except OSError as error:
        raise InputError(f"无法读取标准输入：{error.strerror}。") from None
