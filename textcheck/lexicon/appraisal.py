"""The words of self-appraisal sheets: column headers, row labels, families of indicators."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from textcheck.errors import LexiconError
from textcheck.lexicon.paths import load_toml

_BRACKETS = re.compile(r"\([^()]*\)?")


class AppraisalWords(NamedTuple):
    """What a cell of a sheet may say, by role; order matters among the columns."""

    columns: tuple[tuple[str, tuple[str, ...]], ...]
    rows: dict[str, str]
    sources: tuple[tuple[str, tuple[str, ...]], ...]
    families: tuple[tuple[str, tuple[str, ...]], ...]
    totals: tuple[tuple[str, str, str], ...]
    beside: tuple[tuple[str, str], ...]
    leads: tuple[str, ...]
    funds: tuple[str, ...]


@lru_cache(maxsize=1)
def appraisal_words() -> AppraisalWords:
    """Return the words, read once."""
    entries = load_toml("appraisal.toml")
    try:
        return AppraisalWords(
            columns=tuple((entry["role"], tuple(entry["words"])) for entry in entries["column"]),
            rows={label: entry["role"] for entry in entries["row"] for label in entry["labels"]},
            sources=tuple((entry["role"], tuple(entry["words"])) for entry in entries["source"]),
            families=tuple((entry["name"], tuple(entry["kinds"])) for entry in entries["family"]),
            totals=tuple((entry["role"], entry["flow"], entry["nature"]) for entry in entries["total"]),
            beside=tuple((entry["flow"], entry["nature"]) for entry in entries["beside"]),
            leads=tuple(entries["leads"]),
            funds=tuple(entries["funds"]),
        )
    except (KeyError, TypeError) as error:
        raise LexiconError(f"词库 appraisal.toml 缺少或写错了键：{error}") from None


@lru_cache(maxsize=1024)
def column_role(header: str) -> str:
    """Return what the column under ``header`` holds, or nothing for a header that is not known."""
    outside = _BRACKETS.sub("", header) or header
    for role, words in appraisal_words().columns:
        if any(word in outside for word in words):
            return role
    return ""


@lru_cache(maxsize=1024)
def row_role(label: str) -> str:
    """Return what a row labelled ``label`` holds: project, total, basic, projects, or nothing."""
    return appraisal_words().rows.get(_BRACKETS.sub("", label).rstrip(":"), "")


@lru_cache(maxsize=256)
def source_role(label: str) -> str:
    """Return which source of money a row of the funds block names, or nothing."""
    for role, words in appraisal_words().sources:
        if any(word in label for word in words):
            return role
    return ""


@lru_cache(maxsize=512)
def families_of(label: str) -> frozenset[str]:
    """Return the first-level indicators that ``label`` names or may stand under; none means that it may be anything."""
    return frozenset(name for name, kinds in appraisal_words().families if name in label or any(kind in label for kind in kinds))


@lru_cache(maxsize=256)
def family_named(label: str) -> str:
    """Return the first-level indicator that ``label`` is, or nothing."""
    return next((name for name, _ in appraisal_words().families if name in label), "")
