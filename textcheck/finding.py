"""What a person reads of a broken relation: frozen, with its proof, recognisable from one run to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from textcheck.diagnosis.cause import causes, order
from textcheck.document.reading import fold
from textcheck.excerpt import Excerpts
from textcheck.fingerprint import fingerprints
from textcheck.mend import fix_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textcheck.assertion import Assertion, Level, Problem
    from textcheck.diagnosis.cause import Cause
    from textcheck.diagnosis.change import Repair
    from textcheck.document.blocks import Document
    from textcheck.document.span import Span
    from textcheck.mend import Fix

_DENIAL = "none"
"""The kind of an assertion that the report says to have none of what an amount is printed for."""


class Evidence(NamedTuple):
    """A figure or passage that a finding was computed from."""

    span: Span
    text: str
    label: str


class Consequence(NamedTuple):
    """What else is broken because of a fault: the rule, what it says, where, and its own fingerprint."""

    code: str
    message: str
    span: Span
    fingerprint: str


class Finding(NamedTuple):
    """A fault at a place: what is printed, what it should be, how that was computed and from what.

    ``repair`` names the figures whose change would mend it, where arithmetic tells; ``consequences`` are the other
    relations that the same fault breaks; ``fix`` tells how the text itself could be mended.
    """

    code: str
    name: str
    level: Level
    message: str
    span: Span
    excerpt: str
    actual: str
    expected: str
    formula: str
    evidence: tuple[Evidence, ...]
    fingerprint: str
    repair: Repair | None = None
    consequences: tuple[Consequence, ...] = ()
    fix: Fix | None = None

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """Its own fingerprint and those of its consequences: which of them leads may change as other faults are mended."""
        return (self.fingerprint, *[consequence.fingerprint for consequence in self.consequences])


class Author(Protocol):
    """What a finding takes from the rule that raised it."""

    @property
    def code(self) -> str:
        """The rule's code."""

    @property
    def name(self) -> str:
        """The rule's name."""

    @property
    def level(self) -> Level:
        """How loud its findings are unless a problem says otherwise."""


def findings_of(document: Document, assertions: Sequence[Assertion], rules: Iterable[Author]) -> tuple[Finding, ...]:
    """Return a finding for every fault behind the assertions, ordered by place, then code."""
    if all(assertion.problem is None for assertion in assertions):
        return ()
    authors = {rule.code: rule for rule in rules}
    faults = causes(assertions, {code: rule.level for code, rule in authors.items()}, document)
    excerpts = Excerpts(document)
    marks = fingerprints(assertions, excerpts)
    text, mendable = document.source.text, document.source.format == "text"
    found: list[Finding] = []
    lead: Assertion | None = None
    for cause in order(faults):
        assertion, problem = cause.assertion, cause.problem
        if found and (_same_fault(found[-1], problem, assertion) or _same_denial(found[-1], lead, problem, assertion)):
            also = (_consequence(assertion, problem, marks), *_consequences(cause, marks))
            found[-1] = found[-1]._replace(
                evidence=(*found[-1].evidence, *_evidence(document, cause)), consequences=(*found[-1].consequences, *also)
            )
            continue
        lead = assertion
        excerpt = excerpts.at(problem.span)
        author = authors[assertion.code]
        found.append(
            Finding(
                author.code,
                author.name,
                cause.level,
                problem.message,
                problem.span,
                excerpt.text,
                problem.actual,
                problem.expected,
                assertion.formula,
                _evidence(document, cause),
                marks[id(assertion)],
                cause.repair,
                _consequences(cause, marks),
                fix_of(text, assertion, cause.repair) if mendable else None,
            )
        )
    return tuple(found)


def _same_fault(finding: Finding, problem: Problem, assertion: Assertion) -> bool:
    """Tell whether a problem stands on the very figure of the finding before it: one fault, seen by two relations."""
    if finding.span != problem.span or not problem.actual or finding.actual != problem.actual:
        return False
    return finding.code[0] == assertion.code[0] or bool(problem.expected and finding.expected == problem.expected)


def _same_denial(finding: Finding, lead: Assertion | None, problem: Problem, assertion: Assertion) -> bool:
    """Tell whether a problem stands within the sentence before it, and both say that it denies what a table has."""
    denies = lead is not None and lead.kind == assertion.kind == _DENIAL
    return denies and finding.span.start <= problem.span.start and problem.span.end <= finding.span.end


def _consequences(cause: Cause, marks: Mapping[int, str]) -> tuple[Consequence, ...]:
    return tuple(_consequence(a, a.problem, marks) for a in cause.consequences if a.problem is not None)


def _consequence(assertion: Assertion, problem: Problem, marks: Mapping[int, str]) -> Consequence:
    return Consequence(assertion.code, problem.message, problem.span, marks[id(assertion)])


def _evidence(document: Document, cause: Cause) -> tuple[Evidence, ...]:
    """Return the figures that the leading relation joins, and where the consequences show."""
    slice_ = document.source.slice
    terms = [term for term in cause.assertion.terms if term.span != cause.problem.span]
    shown = {term.span for term in terms} | {cause.problem.span}
    found = [Evidence(term.span, fold(slice_(term.span)), term.label) for term in terms]
    for assertion in cause.consequences:
        problem = assertion.problem
        if problem is not None and problem.span not in shown:
            shown.add(problem.span)
            found.append(Evidence(problem.span, fold(slice_(problem.span)), problem.message))
    return tuple(found)
