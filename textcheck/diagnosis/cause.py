"""One fault is one finding: broken assertions that one change mends, led by the one that tells it best."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Level, Outcome
from textcheck.diagnosis.followers import followers
from textcheck.diagnosis.repair import repairs
from textcheck.diagnosis.slip import IN_YUAN
from textcheck.fact.arithmetic import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textcheck.assertion import Assertion, Problem
    from textcheck.diagnosis.change import Repair, Side
    from textcheck.document.blocks import Document

_LOUDNESS = (Level.ERROR, Level.WARNING, Level.INFO)
_MYRIAD = Decimal(100)
"""The step of amounts in 万元 with two places."""
_FOLLOWS = "consequence"
"""The kind of an assertion that is broken only because its second term is wrong."""


class Cause(NamedTuple):
    """A fault: the assertion that tells it, what to say of it, what would mend it, and what else it breaks."""

    assertion: Assertion
    problem: Problem
    level: Level
    repair: Repair | None = None
    consequences: tuple[Assertion, ...] = ()


def causes(assertions: Sequence[Assertion], levels: Mapping[str, Level], document: Document) -> list[Cause]:
    """Return the faults behind all assertions with a problem; ``levels`` holds the level of every rule."""
    text = document.source.text
    broken = [assertion for assertion in assertions if assertion.problem is not None]
    moved = followers(broken, document)
    following = {id(assertion) for group in moved.values() for assertion in group}
    led: dict[int, Cause] = {
        id(assertion): _alone(assertion, levels)._replace(consequences=tuple(moved[id(assertion)]))
        for assertion in broken
        if id(assertion) in moved
    }
    if any(assertion.outcome is Outcome.VIOLATED for assertion in broken):
        for repair in repairs((assertion for assertion in assertions if id(assertion) not in following), text):
            group = [assertion for assertion in repair.assertions if assertion.problem is not None]
            if group:
                cause = _cause(repair, group, levels, text)
                led[id(cause.assertion)] = cause
                following |= {id(assertion) for assertion in cause.consequences}
    found: list[Cause] = []
    later: list[Assertion] = []
    for assertion in broken:
        if assertion.kind == _FOLLOWS:
            later.append(assertion)
        elif id(assertion) not in following:
            found.append(led.get(id(assertion)) or _alone(assertion, levels))
    for assertion in later:
        _follow(found, assertion, levels)
    return found


def _alone(assertion: Assertion, levels: Mapping[str, Level]) -> Cause:
    assert assertion.problem is not None
    return Cause(assertion, assertion.problem, assertion.problem.level or levels[assertion.code])


def _follow(found: list[Cause], assertion: Assertion, levels: Mapping[str, Level]) -> None:
    """Put a consequence under its cause."""
    for at, cause in enumerate(found):
        if cause.problem.span == assertion.terms[1].span:
            found[at] = cause._replace(consequences=(*cause.consequences, assertion))
            return
    found.append(_alone(assertion, levels))


def _cause(repair: Repair, group: list[Assertion], levels: Mapping[str, Level], text: str) -> Cause:
    side = repair.sides[0] if repair.certain or repair.likely else None
    level = min((_level(assertion, levels) for assertion in group), key=_LOUDNESS.index)
    lead = min(group, key=lambda a: (not _stands_on(a, side), _in_words(a), _LOUDNESS.index(_level(a, levels)), a.code))
    rest = tuple(assertion for assertion in group if assertion is not lead)
    assert lead.problem is not None
    problem = _doubted(lead, repair) if side is None else _told(lead, side, len(group) if repair.certain else 0, text)
    return Cause(lead, problem, level, None if level is Level.INFO else repair, rest)


def _level(assertion: Assertion, levels: Mapping[str, Level]) -> Level:
    assert assertion.problem is not None
    return assertion.problem.level or levels[assertion.code]


def _stands_on(assertion: Assertion, side: Side | None) -> bool:
    return side is not None and assertion.problem is not None and assertion.problem.span == side.term.span


def _in_words(assertion: Assertion) -> bool:
    return assertion.equation is not None and assertion.equation.words


def _doubted(lead: Assertion, repair: Repair) -> Problem:
    """Return the problem of an even case; where its own figure is confirmed by others, say so."""
    problem = lead.problem
    assert problem is not None
    if any(side.term.span == problem.span for side in repair.sides) or not problem.actual:
        return problem
    return problem._replace(message=f"{problem.message}；这个数另有印证，错的应是其余各数之一")


def _told(lead: Assertion, side: Side, mended: int, text: str) -> Problem:
    """Return the problem as told of the wrong figure: by its own rule where that accuses it, else by the diagnosis.

    ``mended`` is how many broken relations the change mends, 0 if it is only the likeliest one.
    """
    problem = lead.problem
    assert problem is not None
    right = show(side.quantity) if side.slip != IN_YUAN else f"{show(side.quantity._replace(step=_MYRIAD))}万元"
    known = "像是" in problem.message or "的数" in problem.message
    slip = f"（像是{side.slip}）" if side.slip and not known else ""
    if (
        side.slip != IN_YUAN
        and _stands_on(lead, side)
        and right.removesuffix(side.quantity.unit) in problem.expected.replace(",", "")
    ):
        return problem._replace(message=problem.message + slip)
    printed = side.term.quantity
    actual = "空白" if printed is None or not text[side.term.span.start : side.term.span.end].strip() else show(printed)
    mends = f"；改正后 {mended} 处关系都成立" if mended > 1 else f"；{problem.message}"
    message = f"“{side.term.label}”是 {actual}，{'' if mended else '很可能'}应为 {right}{slip}{mends}"
    return problem._replace(message=message, span=side.term.span, actual=actual, expected=right)


def order(found: Iterable[Cause]) -> list[Cause]:
    """Return causes by place, then code."""
    return sorted(found, key=lambda cause: (cause.problem.span, cause.assertion.code))
