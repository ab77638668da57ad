"""What a check of one file gives to read: findings, the status of every figure, and what went wrong."""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.source import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from textcheck.assertion import Assertion, Level
    from textcheck.document.blocks import Document
    from textcheck.document.span import Span
    from textcheck.finding import Finding


class Status(Enum):
    """What the check of one figure came to; the values are those of the JSON output."""

    VERIFIED = "verified"
    ROUNDING = "rounding"
    CONTRADICTED = "contradicted"
    UNASSESSABLE = "unassessable"
    UNBOUND = "unbound"


def plain(value: Decimal) -> str:
    """Return ``value`` without exponent and without noughts that end a fraction."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Entry(NamedTuple):
    """One figure of the ledger: what it is, what became of it, and the assertions it takes part in."""

    span: Span
    text: str
    kind: str
    value: str
    unit: str
    subject: str
    role: str
    status: Status
    reason: str
    assertions: tuple[Assertion, ...]


class Suppressed(NamedTuple):
    """A finding that its author keeps quiet, with his reason; ``kind`` is SARIF's: ``inSource`` or ``external``."""

    finding: Finding
    kind: str
    reason: str


class Notice(NamedTuple):
    """What is to be said of something beside the report, such as its file of suppressions, or of the file as a whole.

    ``line`` is 0 where the format has none; then ``place`` may tell more.
    """

    code: str
    level: Level
    message: str
    path: str
    line: int
    place: Place = Place()


class Report(NamedTuple):
    """The outcome for one file; without ``document`` it could not be read, and ``error`` says why.

    Neither ``suppressed`` findings nor those that the baseline knows (``known``) are among ``findings``. ``fixed`` is the
    number of edits that were written into the file before this, the last check of it; ``diff`` is what they would change
    if that was only to be shown. ``department`` and ``year`` are what the report says of itself, if it does.
    """

    path: str
    document: Document | None = None
    profile: str = ""
    findings: tuple[Finding, ...] = ()
    figures: Mapping[Status, int] = MappingProxyType({})
    ledger: tuple[Entry, ...] | None = None
    error: str = ""
    suppressed: tuple[Suppressed, ...] = ()
    known: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()
    fixed: int = 0
    diff: str = ""
    department: str = ""
    year: int = 0

    @property
    def raised(self) -> list[tuple[str, Level]]:
        """Code and level of every finding and notice."""
        found = [(finding.code, finding.level) for finding in self.findings]
        return found + [(notice.code, notice.level) for notice in self.notices]
