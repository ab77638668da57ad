"""What a person reads of a broken relation: frozen, with its proof, recognisable from one run to the next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from textcheck.document.reading import fold
from textcheck.excerpt import Excerpts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textcheck.assertion import Assertion, Level, Problem
    from textcheck.document.blocks import Document
    from textcheck.document.span import Span


class Evidence(NamedTuple):
    """A figure or passage that a finding was computed from."""

    span: Span
    text: str
    label: str


class Finding(NamedTuple):
    """A fault at a place: what is printed, what it should be, how that was computed and from what."""

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


def findings_of(document: Document, assertions: Iterable[Assertion], rules: Iterable[Author]) -> tuple[Finding, ...]:
    """Return a finding for every assertion with a problem, ordered by place, then code."""
    broken = [(a.problem, a) for a in assertions if a.problem is not None]
    if not broken:
        return ()
    broken.sort(key=lambda pair: (pair[0].span, pair[1].code))
    authors = {rule.code: rule for rule in rules}
    excerpts = Excerpts(document)
    seen: Counter[str] = Counter()
    found: list[Finding] = []
    for problem, assertion in broken:
        if found and _same_fault(found[-1], problem, assertion):
            note = Evidence(problem.span, fold(document.source.slice(problem.span)), problem.message)
            found[-1] = found[-1]._replace(evidence=(*found[-1].evidence, note, *_evidence(document, assertion, problem)))
            continue
        excerpt = excerpts.at(problem.span)
        mark = _fingerprint(assertion, excerpt.folded)
        seen[mark] += 1
        author = authors[assertion.code]
        found.append(
            Finding(
                author.code,
                author.name,
                problem.level or author.level,
                problem.message,
                problem.span,
                excerpt.text,
                problem.actual,
                problem.expected,
                assertion.formula,
                _evidence(document, assertion, problem),
                mark if seen[mark] == 1 else f"{mark}-{seen[mark]}",
            )
        )
    return tuple(found)


def _same_fault(finding: Finding, problem: Problem, assertion: Assertion) -> bool:
    """Tell whether a problem stands on the very figure of the finding before it: one fault, seen by two relations."""
    return (
        finding.span == problem.span
        and finding.code[0] == assertion.code[0]
        and bool(problem.actual)
        and finding.actual == problem.actual
    )


def _fingerprint(assertion: Assertion, sentence: str) -> str:
    """Hash what stays the same when lines are added above: the rule, the subject, the sentence."""
    from _blake2 import blake2b  # hashlib's, without the OpenSSL that importing hashlib loads

    identity = f"{assertion.code}\0{assertion.kind}\0{assertion.subject}\0{sentence}"
    return blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _evidence(document: Document, assertion: Assertion, problem: Problem) -> tuple[Evidence, ...]:
    slice_ = document.source.slice
    terms = [term for term in assertion.terms if term.span != problem.span]
    return tuple(Evidence(term.span, fold(slice_(term.span)), term.label) for term in terms)
