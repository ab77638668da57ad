"""What a reporter is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textcheck.assertion import Level
    from textcheck.report import Report

Part = TypeVar("Part")


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


class Page(NamedTuple):
    """What a rule, or a kind of notice, tells of itself: a line, its page as plain text and as Markdown."""

    code: str
    name: str
    level: Level
    summary: str
    text: str
    markdown: str
    finds: bool


class Reporter(ABC, Generic[Part]):
    """Turns reports into parts; a subclass says how parts become files.

    ``file`` may run in another process, so a reporter keeps no state but its settings, and a part can be pickled.
    """

    @abstractmethod
    def file(self, report: Report) -> Part:
        """Return one file's part."""


class StreamReporter(Reporter[str]):
    """Writes as the reports come: ``begin``, then their parts with ``between`` between them, then ``end``."""

    between: ClassVar[str] = ""

    def begin(self) -> str:
        """Return what stands before the first file."""
        return ""

    @abstractmethod
    def end(self, totals: Totals) -> str:
        """Return what stands after the last file."""


class BookReporter(Reporter[Part]):
    """Writes one file for all reports, once the last of them is checked; ``text`` may also be shown on a screen."""

    text: ClassVar[bool] = False

    @abstractmethod
    def write(self, parts: Sequence[Part], totals: Totals) -> bytes:
        """Return the file."""


class PagesReporter(BookReporter[Part]):
    """Hands on the pages of the rules as well; they are made when the file is written."""

    def __init__(self, pages: Callable[[], Sequence[Page]]) -> None:
        """Take the function that makes the pages, which a worker never calls."""
        self.pages = pages


class CopyReporter(Reporter[bytes]):
    """Writes one file for each report, which is the report's part; an empty part is not written.

    ``suffix`` is put after the report's name where several are written into a folder.
    """

    suffix: ClassVar[str]
