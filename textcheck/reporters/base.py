"""What a reporter is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textcheck.assertion import Level
    from textcheck.report import Report


class Tally(NamedTuple):
    """How often a rule found something of one level, and in how many files."""

    code: str
    name: str
    level: Level
    found: int
    files: int


class Totals(NamedTuple):
    """The sums over all files: how many there were, how many failed, findings by level, and by rule if that is wanted."""

    files: int
    failed: int
    findings: Mapping[Level, int]
    tallies: tuple[Tally, ...] | None = None


class Reporter(ABC):
    """Writes reports one after another: ``begin``, then ``file`` for each with ``between`` between them, then ``end``.

    ``file`` may run in another process, so a reporter keeps no state but its settings.
    """

    between: ClassVar[str] = ""

    def begin(self) -> str:
        """Return what stands before the first file."""
        return ""

    @abstractmethod
    def file(self, report: Report) -> str:
        """Return one file's part."""

    @abstractmethod
    def end(self, totals: Totals) -> str:
        """Return what stands after the last file."""
