"""What a rule is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textcheck.assertion import Assertion, Level, Outcome, Problem, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.span import Span
    from textcheck.equation import Equation
    from textcheck.fact.fact import Fact
    from textcheck.fact.factbase import FactBase


class Rule(ABC):
    """One check: pure, stateless, named by its code; its docstring is the page that ``explain`` prints.

    ``absence``: it accuses a report of lacking something, which may stand where the file could not be read.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    level: ClassVar[Level]
    absence: ClassVar[bool] = False

    @abstractmethod
    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every relation of this kind that the report contains, the ones that hold as well."""

    def review(self, facts: FactBase, assertions: Sequence[Assertion]) -> Iterator[Assertion]:
        """Yield what only shows once every rule has checked; most rules have nothing to add."""
        del facts, assertions
        yield from ()

    def holds(self, kind: str, subject: str, *terms: Term, formula: str = "", equation: Equation | None = None) -> Assertion:
        """Return an assertion that is satisfied."""
        return Assertion(self.code, kind, subject, Outcome.SATISFIED, terms, formula, equation=equation)

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
        equation: Equation | None = None,
    ) -> Assertion:
        """Return a violated assertion whose finding stands on the first term (or on ``span``)."""
        problem = Problem(message, span or terms[0].span, actual, expected, level)
        return Assertion(self.code, kind, subject, Outcome.VIOLATED, terms, formula, problem, equation=equation)

    def unknown(self, kind: str, subject: str, reason: str, *terms: Term) -> Assertion:
        """Return an assertion that could not be checked, with the reason that the ledger shows."""
        return Assertion(self.code, kind, subject, Outcome.UNASSESSABLE, terms, reason=reason)

    def unless_unread(self, assertion: Assertion, facts: FactBase, *cells: Fact) -> Assertion:
        """Return an assertion about a sum of cells; broken beside an amount that could not be read, it proves nothing."""
        if assertion.outcome is Outcome.VIOLATED and not facts.are_whole(*cells):
            return self.unknown(assertion.kind, assertion.subject, "同一行或同一栏里有没有读懂的数", *assertion.terms)
        return assertion

    def unless_misread(self, checked: Sequence[Assertion]) -> Iterator[Assertion]:
        """Yield assertions of one kind over one table; where most of them break, the table was misread.

        A department prints a wrong figure here and there; it does not break two in three of its own sums.
        """
        broken = sum(1 for assertion in checked if assertion.outcome is Outcome.VIOLATED)
        if broken < 3 or broken * 3 < len(checked) * 2:
            yield from checked
            return
        for assertion in checked:
            if assertion.outcome is Outcome.VIOLATED:
                yield self.unknown(assertion.kind, assertion.subject, "这张表的多数合计都对不上，可能没有读对", *assertion.terms)
            else:
                yield assertion
