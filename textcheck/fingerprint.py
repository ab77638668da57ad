"""What makes a finding the same one in the next version of a report: the claim and the relation that it breaks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from textcheck.document.reading import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textcheck.assertion import Assertion
    from textcheck.document.blocks import Cell, Table
    from textcheck.document.span import Span
    from textcheck.excerpt import Excerpt, Excerpts

_NUMBER = re.compile(r"\d[\d,.]*")
_VALUE = re.compile(r"[-+−\d.,%—/]*$")
_CODE = re.compile(r"\d{3,7}$")
_WHOLE_REPORT = "rounding"


def fingerprints(assertions: Iterable[Assertion], excerpts: Excerpts) -> dict[int, str]:
    """Return the fingerprint of every assertion with a problem, by its ``id``; of twins the later ones are numbered."""
    broken = [(a.problem.span, a.code, a) for a in assertions if a.problem is not None]
    broken.sort(key=lambda each: each[:2])
    seen: Counter[str] = Counter()
    marks: dict[int, str] = {}
    for span, _, assertion in broken:
        mark = _fingerprint(assertion, span, excerpts.at(span))
        seen[mark] += 1
        marks[id(assertion)] = mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"
    return marks


def _fingerprint(assertion: Assertion, span: Span, excerpt: Excerpt) -> str:
    """Hash the relation and the claim: the wrong words as printed, and where in which sentence or table row they stand.

    Other figures are left out, so that mending one of them, or moving a table, makes no old finding look new; a changed
    claim is a new one. The one note on rounding speaks of the whole report and stands nowhere in particular.
    """
    from _blake2 import blake2b  # hashlib's, without the OpenSSL that importing hashlib loads

    claim = "" if assertion.kind == _WHOLE_REPORT else _claim(span, excerpt)
    identity = f"{assertion.code}\0{assertion.kind}\0{assertion.subject}\0{claim}"
    return blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _claim(span: Span, excerpt: Excerpt) -> str:
    if excerpt.table is not None:
        return f"{_title(excerpt.table)}\0{'|'.join(_cells(span, excerpt.row))}"
    before, claim, after = excerpt.text[: excerpt.start], excerpt.text[excerpt.start : excerpt.end], excerpt.text[excerpt.end :]
    return f"{_NUMBER.sub('#', fold(before))}[{fold(claim)}]{_NUMBER.sub('#', fold(after))}"


def _title(table: Table) -> str:
    """Return the lines that name a table; a title in a row of its own is one, as sheets have it across the columns."""
    names = [paragraph.text for paragraph in table.titles if paragraph.kind in ("title", "heading")]
    for row in table.rows:
        filled = [cell.text for cell in row if cell.text]
        if len(filled) != 1 or not filled[0].endswith("表"):
            break
        names += filled
    return "\n".join(names)


def _cells(span: Span, row: tuple[Cell, ...]) -> list[str]:
    """Return the row's cells: the claimed ones as printed, figures and blanks elsewhere as a mark, names as they are.

    What is shorter than an account code and leads the row is its number, which changes when rows are added above.
    """
    found: list[str] = []
    for at, cell in enumerate(row):
        if cell.span.start <= span.start < max(cell.span.end, cell.span.start + 1):
            found.append(f"[{cell.text}]")
        elif _VALUE.match(cell.text) and not (at == 0 and _CODE.match(cell.text)):
            found.append("#")
        else:
            found.append(cell.text)
    return found
