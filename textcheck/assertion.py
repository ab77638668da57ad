"""One relation of a report, the figures that take part in it, and whether it holds."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textcheck.document.span import Span
    from textcheck.equation import Equation
    from textcheck.quantity.quantity import Quantity


class Outcome(Enum):
    """What became of a relation; ``ROUNDING``: the printed figures differ, the true ones may agree."""

    SATISFIED = "satisfied"
    ROUNDING = "rounding"
    VIOLATED = "violated"
    UNASSESSABLE = "unassessable"


class Level(Enum):
    """How loud a finding is, in SARIF's order."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Term(NamedTuple):
    """A figure or passage that takes part: what it is called, where it stands, its value if it has one."""

    label: str
    span: Span
    quantity: Quantity | None = None


class Problem(NamedTuple):
    """What a person should read of a relation that is broken: message and both sides, in Chinese."""

    message: str
    span: Span
    actual: str = ""
    expected: str = ""
    level: Level | None = None


class Assertion(NamedTuple):
    """A checked relation; ``terms[0]`` is the claim or total, the rest is what it was checked against.

    ``kind`` names the relation (``summation``, ``equality``, ``at_most``, ``share``, ``growth``, ``completion``,
    ``product``, ``count``, ``text`` …), ``formula`` shows the recomputation in one line. ``problem`` is set exactly when
    the outcome is violated (or rounding that a reader should hear of); ``reason`` says why nothing could be checked.
    ``equation`` is the arithmetic of a relation whose kind and terms alone do not tell it.
    """

    code: str
    kind: str
    subject: str
    outcome: Outcome
    terms: tuple[Term, ...]
    formula: str = ""
    problem: Problem | None = None
    reason: str = ""
    equation: Equation | None = None
