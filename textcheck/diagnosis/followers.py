"""What a wrong account code or name breaks, or a wrong unit: the sums above the row, all that it or the table is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textcheck.assertion import Assertion
    from textcheck.document.blocks import Document
    from textcheck.document.span import Span

MISCODED = "code"
UNIT = "unit"
"""The kinds of assertions that accuse the code or name of a row (its subject is the printed code), or a table's unit."""


def followers(broken: Sequence[Assertion], document: Document) -> dict[int, list[Assertion]]:
    """Return the broken assertions that a wrong code or unit explains, by the identity of the one that accuses it."""
    accused = [assertion for assertion in broken if assertion.kind in (MISCODED, UNIT)]
    found: dict[int, list[Assertion]] = {}
    taken: set[int] = set()
    for cause in accused:
        wrong = _Row(cause, document) if cause.kind == MISCODED else _Unit(cause, document)
        for assertion in broken:
            if assertion not in accused and id(assertion) not in taken and wrong.explains(assertion):
                taken.add(id(assertion))
                found.setdefault(id(cause), []).append(assertion)
    return found


class _Unit:
    """A table whose unit is wrong: every figure in it is."""

    def __init__(self, cause: Assertion, document: Document) -> None:
        at = cause.terms[0].span.start
        below = [table.span for table in document.tables if table.span.start >= at]
        self._table = min(below, key=lambda span: span.start, default=None)

    def explains(self, assertion: Assertion) -> bool:
        """Tell whether an assertion compares a figure of the table with another of elsewhere."""
        spans = [term.span for term in assertion.terms if term.quantity is not None]
        table = self._table
        inside = [span for span in spans if table is not None and table.start <= span.start < table.end]
        return 0 < len(inside) < len(spans)


class _Row:
    """A row whose code or name is wrong: its line, its table, the codes that it stands and should stand under."""

    def __init__(self, cause: Assertion, document: Document) -> None:
        text, at = document.source.text, cause.terms[0].span.start
        self._start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        self._end = end if end >= 0 else len(text)
        self._table = next((table.span for table in document.tables if table.span.start <= at < table.span.end), None)
        assert cause.problem is not None
        meant = cause.problem.expected
        self._names = text[self._start : self._end] + meant
        self._codes = [cause.subject, *([meant] if meant.isdigit() else [])]

    def explains(self, assertion: Assertion) -> bool:
        """Tell whether an assertion compares a figure of the row, or sums up accounts under which the row has moved."""
        spans = [term.span for term in assertion.terms if term.quantity is not None]
        if any(self._start <= span.start and span.end <= self._end for span in spans):
            return True
        if assertion.kind == "hierarchy":
            return self._above(assertion.subject) and self._holds(spans)
        if assertion.kind == "path":
            return any(term.label.startswith(self._codes[0]) for term in assertion.terms)
        return assertion.kind == "list" and any(name in self._names for name in _names(assertion))

    def _above(self, parent: str) -> bool:
        return (
            any(code.startswith(parent) for code in self._codes) if parent.isdigit() else min(map(len, self._codes)) == len("201")
        )

    def _holds(self, spans: Iterable[Span]) -> bool:
        table = self._table
        return table is not None and any(table.start <= span.start < table.end for span in spans)


def _names(assertion: Assertion) -> list[str]:
    """Return the accounts that a list has too many or too few."""
    problem = assertion.problem
    if problem is None:
        return []
    said = problem.expected if problem.actual == "未列" else problem.actual
    return [name.partition("（")[0] for name in said.split("、")]
