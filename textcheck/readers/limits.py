"""How much of a file is read, so that no file can exhaust the machine: sizes, counts, depth, time."""

from __future__ import annotations

from time import monotonic
from typing import NamedTuple

from textcheck.errors import InputError


class Limits(NamedTuple):
    """The most that a reader takes on: sizes in bytes, time in seconds; far above any report that we have seen."""

    file: int = 100_000_000
    text: int = 20_000_000
    line: int = 1_000_000
    unpacked: int = 400_000_000
    parts: int = 5_000
    pages: int = 2_000
    cells: int = 1_000_000
    depth: int = 200
    seconds: int = 60


LIMITS = Limits()


class Clock:
    """Ends a reader that takes too long; ``check`` is called where it goes round."""

    def __init__(self, seconds: int) -> None:
        """Begin to count."""
        self._seconds = seconds
        self._end = monotonic() + seconds

    def check(self) -> None:
        """Raise InputError once the time is over."""
        if monotonic() > self._end:
            raise InputError(f"读取超过 {self._seconds} 秒，没有检查；文件可能已经损坏。")
