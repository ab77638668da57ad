"""What a rule is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from textcheck.assertion import Assertion, Level, Outcome, Problem, Term
from textcheck.document.span import Span
from textcheck.fact.factbase import FactBase


class Rule(ABC):
    """One check: pure, stateless, named by its code; its docstring is the page that ``explain`` prints."""

    code: ClassVar[str]
    name: ClassVar[str]
    level: ClassVar[Level]

    @abstractmethod
    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every relation of this kind that the report contains, the ones that hold as well."""

    def holds(self, kind: str, subject: str, *terms: Term, formula: str = "") -> Assertion:
        """Return an assertion that is satisfied."""
        return Assertion(self.code, kind, subject, Outcome.SATISFIED, terms, formula)

    def broken(
        self,
        kind: str,
        subject: str,
        message: str,
        *terms: Term,
        actual: str = "",
        expected: str = "",
        formula: str = "",
        level: Level | None = None,
        span: Span | None = None,
    ) -> Assertion:
        """Return a violated assertion whose finding stands on the first term (or on ``span``)."""
        problem = Problem(message, span or terms[0].span, actual, expected, level)
        return Assertion(self.code, kind, subject, Outcome.VIOLATED, terms, formula, problem)

    def unknown(self, kind: str, subject: str, reason: str, *terms: Term) -> Assertion:
        """Return an assertion that could not be checked, with the reason that the ledger shows."""
        return Assertion(self.code, kind, subject, Outcome.UNASSESSABLE, terms, reason=reason)
