"""What would mend a finding: edits of a text, safe where no value changes, unsafe where a figure would."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from textcheck.document.reading import FOLD
from textcheck.document.span import Span
from textcheck.quantity.quantity import Dimension

if TYPE_CHECKING:
    from textcheck.assertion import Assertion
    from textcheck.diagnosis.change import Repair, Side
    from textcheck.quantity.quantity import Quantity


class Applicability(Enum):
    """Whether a fix leaves every value as it is; the values are those of the JSON output."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Edit(NamedTuple):
    """A stretch of the text and what stands there instead."""

    span: Span
    replacement: str


class Fix(NamedTuple):
    """Edits that mend a finding together, in order, none over another."""

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...]


_TYPOGRAPHY = {
    "W408": "删去标记",
    "W409": "删去数字、日期中间的空格",
    "W410": "改正标点",
    "W412": "改为半角",
}
_NUMBER = re.compile(r"[0-9０-９][0-9０-９,.．]*")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_GROUPED = re.compile(r"\d,\d{3}")
_REACH = 500


def fix_of(text: str, assertion: Assertion, repair: Repair | None) -> Fix | None:
    """Return what would mend the fault that ``assertion`` tells of, if it is sure."""
    if repair is not None:
        return _figure(text, repair) if repair.certain else None
    if assertion.code not in _TYPOGRAPHY:
        return None
    from textcheck.tidy import MENDERS

    edits = tuple(Edit(*found) for found in MENDERS[assertion.code](text, [term.span for term in assertion.terms]))
    return Fix(Applicability.SAFE, _TYPOGRAPHY[assertion.code], edits) if edits else None


def _figure(text: str, repair: Repair) -> Fix | None:
    """Return the edit that prints the right value as the wrong one was printed: its unit, places and commas."""
    (side,) = repair.sides
    span = side.term.span
    numbers = list(_NUMBER.finditer(text, span.start, span.end))
    if side.term.quantity is None or len(numbers) != 1 or not _proved(side, repair):
        return None
    printed = numbers[0][0]
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start] + text[span.end : span.end + _REACH].split("\n", 1)[0]
    grouped = "," in printed or (len(printed.split(".")[0]) <= 3 and bool(_GROUPED.search(line)))
    right = _printed_as(printed.translate(FOLD), side.term.quantity, side.quantity, grouped=grouped)
    if not right or right == printed:
        return None
    message = f"把“{printed}”改为“{right}”（改动数字，请先核对）"
    return Fix(Applicability.UNSAFE, message, (Edit(Span(*numbers[0].span()), right),))


def _proved(side: Side, repair: Repair) -> bool:
    """Tell whether more than arithmetic speaks for the right value: a slip, or another print of it.

    A share or rate is nothing but arithmetic; an amount may make two relations hold and still not be what was meant.
    """
    if side.slip or side.quantity.dimension is Dimension.PERCENT:
        return True
    others = [term for assertion in repair.assertions for term in assertion.terms if term.span != side.term.span]
    return any(term.quantity is not None and term.quantity.value == side.quantity.value for term in others)


def _printed_as(printed: str, wrong: Quantity, right: Quantity, *, grouped: bool) -> str:
    """Return ``right`` in the manner of ``printed``, which stands for ``wrong``; empty if it does not go."""
    if not _PLAIN.fullmatch(printed) or not wrong.value:
        return ""
    number = Decimal(printed.replace(",", ""))
    unit = wrong.value / number
    if unit.copy_abs().normalize().as_tuple().digits != (1,):
        return ""
    value = right.value / unit
    comma = "," if grouped else ""
    for step in (wrong.step, right.step):
        places = max(0, -(step / unit.copy_abs()).normalize().adjusted()) if step else 0
        shown = f"{value:{comma}.{places}f}"
        if value >= 0 and Decimal(shown.replace(",", "")) == value:
            return shown
    return ""
