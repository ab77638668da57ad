"""What a report gives to the workbook: plain rows, small enough to be handed from one process to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from textcheck.assertion import Level, Outcome
    from textcheck.report import Status
    from textcheck.reporters.xlsx.number import Number


class Issue(NamedTuple):
    """A finding, notice or error; ``marks`` are its fingerprint and those of its consequences, ``level`` None for an error."""

    section: str
    place: str
    level: Level | None
    code: str
    name: str
    message: str
    excerpt: str
    actual: str | Number
    expected: str | Number
    formula: str
    authority: str
    advice: str
    consequences: str
    marks: tuple[str, ...]


class Figure(NamedTuple):
    """A figure of the ledger; without ``number`` its value is not known."""

    section: str
    place: str
    text: str
    number: Number | None
    subject: str
    role: str
    status: Status
    reason: str
    checks: int


class Cell(NamedTuple):
    """A cell of a table as read, with its number and status if it is a figure."""

    row: int
    column: int
    text: str
    number: Number | None = None
    status: Status | None = None


class Block(NamedTuple):
    """A table as read: where it stands, what stands above it, its cells, its notes."""

    place: str
    titles: tuple[str, ...]
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]


class Operand(NamedTuple):
    """A figure of a check with what it is multiplied by, above and below the line of a fraction."""

    label: str
    place: str
    number: Number
    top: int
    bottom: int = 0


class Check(NamedTuple):
    """A recomputation: the claim ``sign`` what the operands make, as Excel can compute it.

    ``divisor`` is the coefficient of the claim; ``result`` is what the operands make, to ``places`` decimals; between ``low``
    and ``high`` (None: no end) lie the claims that rounding can explain. A ``rate`` is 100 × top / bottom.
    """

    code: str
    name: str
    subject: str
    sign: str
    claim: Operand
    operands: tuple[Operand, ...]
    rate: bool
    result: Decimal
    places: int
    low: Decimal | None
    high: Decimal | None
    outcome: Outcome


class Part(NamedTuple):
    """Everything of one report."""

    path: str
    department: str
    year: int
    issues: tuple[Issue, ...] = ()
    figures: tuple[Figure, ...] = ()
    blocks: tuple[Block, ...] = ()
    checks: tuple[Check, ...] = ()
    counts: Mapping[Status, int] = {}
    failed: bool = False
