"""The files that results are written to."""

from __future__ import annotations

import os
import sys
from stat import S_ISREG
from typing import TYPE_CHECKING

from textcheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Identity = tuple[int, int]
_LONGEST_NAME = 255  # bytes, on the usual file systems


def identities(paths: Iterable[str]) -> frozenset[Identity]:
    """Return what tells the files at ``paths`` from others, whatever those are called."""
    return frozenset(found for path in paths if (found := identity(path)) is not None)


def identity(path: str) -> Identity | None:
    """Return what tells a file from others: device and number; nothing if there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def spare(target: str, kept: Collection[Identity]) -> None:
    """Raise ConfigError if a target is one of the files that are to be checked."""
    if target and identity(target) in kept:
        raise ConfigError(f"结果不能写进被检查的文件或文件夹：{target}")


def probe(target: str) -> None:
    """Raise OSError if a target cannot be written, before the work is done rather than after it."""
    new = not os.path.exists(target)
    with open(target, "ab"):
        pass
    if new:
        os.remove(target)  # nothing is left behind if there is nothing to write


def fitted(base: str, end: str) -> str:
    """Return a file name that begins with ``base``, as much as there is room for, and has ``end`` after it."""
    room = _LONGEST_NAME - len(os.fsencode(end))
    return os.fsencode(base)[:room].decode(errors="ignore") + end if len(os.fsencode(base)) > room else base + end


def read_old(target: str) -> bytes:
    """Return what is in the target before it is written; nothing if there is none, or a device, which may never end."""
    if not target or not os.path.exists(target) or not S_ISREG(os.stat(target).st_mode):
        return b""
    with open(target, "rb") as file:
        return file.read()


def write(target: str, data: bytes) -> None:
    """Write a file anew, or standard output where no file is named."""
    if not target:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    with open(target, "wb") as file:
        file.write(data)


def replace(target: str, data: bytes) -> None:
    """Put ``data`` in the place of a file, all of it or nothing: what people wrote into that is nowhere else."""
    import shutil
    import tempfile

    target = os.path.realpath(target)
    number, name = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".textcheck-")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        shutil.copymode(target, name)
        os.replace(name, target)
    except OSError:
        os.unlink(name)
        raise
