"""What a reporter is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Self

    from textcheck.assertion import Level
    from textcheck.report import Report

Part = TypeVar("Part")
Kept = TypeVar("Kept")


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


class Manner(NamedTuple):
    """How to write: the language of what stands around the findings, and where the pages of the rules come from."""

    language: str
    pages: Callable[[], Sequence[Page]]


class Reporter(ABC, Generic[Part]):
    """Turns reports into parts; a subclass says how parts become files.

    ``file`` may run in another process, so a reporter keeps no state but its settings, and a part can be pickled.
    ``wants_ledger`` reporters are given the ledger of every report, whether or not it was asked for.
    """

    wants_ledger: ClassVar[bool] = False

    @classmethod
    def made(cls, manner: Manner) -> Self:
        """Return a reporter that writes in this manner; most formats have one manner only."""
        del manner
        return cls()

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


class RevisedReporter(Reporter[Part], Generic[Part, Kept]):
    """Writes one file for all reports in the place of an earlier one, and keeps what people wrote into that."""

    @abstractmethod
    def kept(self, old: bytes) -> Kept:
        """Return what of the earlier file lives on; raise InputError if it is not one of this format."""

    @abstractmethod
    def write(self, parts: Sequence[Part], totals: Totals, kept: Kept | None) -> bytes:
        """Return the file; ``kept`` is None if there was none."""


class CopyReporter(Reporter[bytes]):
    """Writes one file for each report, which is the report's part; an empty part is not written.

    ``suffix`` is put after the report's name where several are written into a folder. ``file`` raises InputError with one
    sentence if there can be no copy of this report; it is told as what is wrong with the report.
    """

    suffix: ClassVar[str]


class Sheet(NamedTuple):
    """The page of one report, empty if it could not be read, and what an index tells of it."""

    data: bytes
    entry: Any


class SiteReporter(Reporter[Sheet]):
    """Writes a page for each report, and where several are written into a folder, an index of them."""

    suffix: ClassVar[str]
    index_name: ClassVar[str]

    @abstractmethod
    def index(self, entries: Sequence[tuple[str, Any]], totals: Totals) -> bytes:
        """Return the index; each entry comes with the name of its page's file, empty if there is no page."""
