"""One report, start to end."""

from __future__ import annotations

from dataclasses import dataclass

from textcheck.assertion import Assertion
from textcheck.document.blocks import Document
from textcheck.fact.factbase import FactBase
from textcheck.readers.text import read_bytes, read_path
from textcheck.rules.registry import all_rules


@dataclass(frozen=True, eq=False)
class Result:
    """What a check of one report gave."""

    facts: FactBase
    assertions: tuple[Assertion, ...]


def check_document(document: Document) -> Result:
    """Run every rule over ``document``."""
    facts = FactBase(document)
    return Result(facts, tuple(a for rule in all_rules() for a in rule.check(facts)))


def check_path(path: str) -> Result:
    """Read the report at ``path`` and check it; raise InputError if it cannot be read."""
    return check_document(read_path(path))


def check_bytes(data: bytes, path: str = "<文本>") -> Result:
    """Check a report given as bytes."""
    return check_document(read_bytes(data, path))
