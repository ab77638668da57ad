"""The 款 and 项 that a balance table lists by name alone under its numbered 类."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textcheck.fact.cells import plain_label
from textcheck.lexicon.accounts import Account, functional_accounts, functional_classes, plain_name
from textcheck.lexicon.measures import ROW_NUMBER

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

_CLASS, _GROUP, _ITEM = 3, 5, 7


class Detail(NamedTuple):
    """A row below a 类: what it is called, and its account."""

    label: str
    code: str


def details_of(labels: Iterable[str], known: Container[str]) -> tuple[Detail, ...]:
    """Return the rows below the 类 in order, from their names and the rows above them; none unless every one is certain.

    ``known`` are the names that mean no account, such as 结转下年.
    """
    found: list[Detail] = []
    above = ""
    for label in labels:
        plain = plain_label(label)
        name = plain_name(plain)
        if ROW_NUMBER.match(label):
            above = functional_classes().get(name, "")
        elif label and above and plain not in known:
            above = _below(above, name)
            if not above:
                return ()
            found.append(Detail(label, above))
    return tuple(found)


def _below(above: str, name: str) -> str:
    """Return the account of that name behind another row: a 项 of the same 款, or a 款 of the same 类 not named yet."""
    group = above[:_GROUP] if len(above) >= _GROUP else ""
    accounts = [account for account in _by_name().get(name, ()) if account.code.startswith(above[:_CLASS])]
    items = [account for account in accounts if group and len(account.code) == _ITEM and account.code.startswith(group)]
    groups = [account for account in accounts if len(account.code) == _GROUP and account.code != group]
    if len(items) > 1:
        items = [account for account in items if not account.valid_to]
    if len(items) + len(groups) != 1:
        return ""
    return (items or groups)[0].code


@lru_cache(maxsize=1)
def _by_name() -> dict[str, list[Account]]:
    names: dict[str, list[Account]] = {}
    for account in functional_accounts().values():
        for name in {plain_name(account.name), plain_name(account.former)} - {""}:
            names.setdefault(name, []).append(account)
    return names
