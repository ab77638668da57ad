"""The files that results are written to."""

from __future__ import annotations

import os
import sys


def read_old(target: str) -> bytes:
    """Return what is in the target before it is written; nothing if there is none."""
    if not target or not os.path.exists(target):
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
