"""One report, start to end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from os.path import basename
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Outcome
from textcheck.collector import at_rest
from textcheck.errors import ConfigError
from textcheck.fact.factbase import FactBase
from textcheck.lexicon.choice import AS_RECOGNISED
from textcheck.notices import KINDS, UnreadPart
from textcheck.readers.formats import read_bytes, read_path
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.assertion import Assertion
    from textcheck.document.blocks import Document
    from textcheck.document.span import Span
    from textcheck.lexicon.choice import ProfileChoice
    from textcheck.rules.base import Rule


class CrashedRule(NamedTuple):
    """A rule that raised instead of answering, and where."""

    code: str
    error: str


@dataclass(frozen=True, eq=False)
class Result:
    """What a check of one report gave; the assertions of a crashed rule are left out."""

    facts: FactBase
    assertions: tuple[Assertion, ...]
    crashed: tuple[CrashedRule, ...] = ()


def select_rules(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Rule, ...]:
    """Return the rules whose code begins with one of ``select`` (all, if empty) and with none of ``ignore``."""
    rules = all_rules()
    for prefix in (*select, *ignore):
        if not any(code.startswith(prefix) for code in [author.code for author in (*rules, *KINDS)]):
            raise ConfigError(f"没有代码以 {prefix} 开头的规则；用 textcheck rules 查看全部规则。")
    return tuple(
        rule for rule in rules if (not select or rule.code.startswith(tuple(select))) and not rule.code.startswith(tuple(ignore))
    )


def check_document(document: Document, rules: Sequence[Rule] | None = None, choice: ProfileChoice = AS_RECOGNISED) -> Result:
    """Run ``rules`` (every rule by default) over ``document``; a rule that crashes costs only its own findings."""
    with at_rest():
        return _checked(document, all_rules() if rules is None else rules, choice)


def _checked(document: Document, chosen: Sequence[Rule], choice: ProfileChoice) -> Result:
    facts = FactBase(document, choice)
    assertions: list[Assertion] = []
    crashed: list[CrashedRule] = []
    steps = [(rule, partial(rule.check, facts)) for rule in chosen]
    steps += [(rule, partial(rule.review, facts, assertions)) for rule in chosen]
    for rule, step in steps:
        try:
            assertions += tuple(step())
        except Exception as error:  # noqa: BLE001 (whatever a rule raises, the others still count)
            crashed.append(CrashedRule(rule.code, describe(error)))
    assertions = _seen_whole(document, _read(document, assertions), frozenset(rule.code for rule in chosen if rule.absence))
    return Result(facts, tuple(assertions), tuple(crashed))


def _seen_whole(document: Document, assertions: list[Assertion], absence: frozenset[str]) -> list[Assertion]:
    """Take back what a report is said to lack where a page, a sheet or a file of it could not be read.

    A picture between paragraphs hides no heading.
    """
    remarks = document.source.remarks
    if not any(r.code == UnreadPart.code and not (r.place and r.place.paragraph) for r in remarks):
        return assertions
    return [
        each._replace(outcome=Outcome.UNASSESSABLE, problem=None, reason="报告有的部分没有读到，不能断定缺少什么")
        if each.problem is not None and each.code in absence
        else each
        for each in assertions
    ]


def _read(document: Document, assertions: list[Assertion]) -> list[Assertion]:
    """Return the assertions that rest on nothing in a table that may have been misread."""
    unread = [table.span for table in document.tables if table.unread]
    if not unread:
        return assertions

    def rests(span: Span) -> bool:
        return any(table.start <= span.start < table.end for table in unread)

    return [
        each
        for each in assertions
        if not any(rests(term.span) for term in each.terms) and not (each.problem and rests(each.problem.span))
    ]


def check_path(path: str) -> Result:
    """Read the report at ``path`` and check it; raise InputError if it cannot be read."""
    return check_document(read_path(path))


def check_bytes(data: bytes, path: str = "<文本>") -> Result:
    """Check a report given as bytes."""
    return check_document(read_bytes(data, path))


def describe(error: BaseException) -> str:
    """Return an unexpected error in one line: its type, what it says, and the line of code that raised it."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f"，{basename(at.tb_frame.f_code.co_filename)} 第 {at.tb_lineno} 行" if at else ""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}{'：' if said else ''}{said}{place}"
