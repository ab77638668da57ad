"""What the name at the head of a row means: an account, a total, a fund, an item that has no meaning of its own."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from textcheck.assertion import Outcome
from textcheck.fact.arithmetic import compare_sum
from textcheck.fact.cells import parse_cell, plain_label
from textcheck.fact.columns import label_of
from textcheck.fact.fact import TOTAL
from textcheck.fact.header import says
from textcheck.fact.table import DETAIL, ITEM
from textcheck.lexicon.accounts import economic_codes, functional_accounts, functional_classes, plain_name
from textcheck.lexicon.measures import ROW_NUMBER, Aspects

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from textcheck.fact.columns import Lane
    from textcheck.fact.details import Detail
    from textcheck.fact.header import Row
    from textcheck.lexicon.profile import Profile, TableKind

_ONE = Decimal(1)


class RowNames:
    """Reads the rows of one table from top to bottom; some names mean what the rows above make of them.

    ``codes`` are the accounts whose codes the table prints, with the names beside them; ``whole`` is the name of a row of
    items that adds up all others; ``details`` are the rows below the 类 of a balance table that are still to come.
    """

    def __init__(self, kind: TableKind, profile: Profile, labels: Mapping[str, Aspects], *, numbered: bool) -> None:
        """Take the table's kind, the row names that the profile knows, and whether the table numbers its 类 (一、二、)."""
        self._kind, self._profile, self._labels, self._numbered = kind, profile, labels, numbered
        self.codes: dict[str, str] = {}
        self.whole = ""
        self.details: list[Detail] = []
        self._carried: dict[int, str] = {}
        self._above = ""

    def of(self, code: str, label: str, lane: int, *, matrix: bool) -> tuple[Aspects | None, str]:
        """Return what a row fixes of the meaning of its figures; None and the reason where its name is not known."""
        if code:
            self.codes.setdefault(code, label)
            return Aspects(concept=code).over(self._lane(lane)), ""
        if matrix:
            return self._lane(lane), ""
        plain = plain_label(label)
        account = self._account(plain)
        if account:
            return Aspects(concept=account), ""
        aspects = Aspects() if label and label == self.whole else self._labels.get(plain)
        if self._kind.accounts == "items" and (aspects is None or any(aspects)):
            return None, ITEM
        if aspects is None:
            return self._class(label, plain, lane)
        return self._named(aspects, lane).over(self._lane(lane)), ""

    def is_account(self, aspects: Aspects) -> bool:
        """Tell whether a row is an economic account."""
        return self._kind.accounts == "economic" and aspects.concept.isdigit()

    def _named(self, aspects: Aspects, lane: int) -> Aspects:
        kind, totals = self._kind, self._profile.totals
        if aspects.flow == self._profile.total or (kind.gross and kind.lanes and not any(aspects)):
            aspects = aspects._replace(flow=totals.get(self._lane(lane).flow, ""))
        if aspects.flow:
            self._carried[lane] = aspects.flow
        elif lane in self._carried and aspects.fund:
            return aspects._replace(flow=self._carried[lane], concept=kind.aspects.concept or TOTAL)
        elif aspects.fund:
            return aspects._replace(concept=TOTAL)
        return aspects

    def _account(self, plain: str) -> str:
        """Return the economic account that a row without a code names, those of the 类 above it first."""
        if self._kind.accounts != "economic":
            return ""
        codes, name = economic_codes(), plain_name(plain)
        code = codes.get((self._above, name)) or codes.get(("", name), "")
        self._above = code[:3] or self._above
        return code

    def _class(self, label: str, plain: str, lane: int) -> tuple[Aspects | None, str]:
        """Return the 类 that a row of a balance table names; where rows are numbered, those without number are below a 类."""
        name = plain_name(plain)
        beside = bool(self._kind.lanes and lane)
        if beside and self._numbered and not ROW_NUMBER.match(label) and name in _account_names():
            if not self.details or self.details[0].label != label:
                return None, DETAIL
            return Aspects(concept=self.details.pop(0).code).over(self._lane(lane)), ""
        account = functional_classes().get(name) if beside else None
        if account is None:
            return None, f"表中行名“{label}”未能识别"
        return Aspects(concept=account).over(self._lane(lane)), ""

    def _lane(self, lane: int) -> Aspects:
        if not self._kind.lanes:
            return Aspects()
        return Aspects(flow=self._kind.lanes[min(lane, len(self._kind.lanes) - 1)])


def whole_row(rows: Sequence[Row], lane: Lane, owners: Container[str]) -> str:
    """Return the department's name if the first row of a list of items bears it and adds up all others, else nothing."""
    label = label_of(rows[0], lane)[1]
    if label not in owners:
        return ""
    adds = False
    for column in lane.values:
        texts = [row[column].text for row in rows if column < len(row)]
        amounts = [parse_cell(text, _ONE) for text in texts if says(text)]
        total, *parts = amounts or [None]
        if total is None or None in parts:
            return ""
        outcome, _ = compare_sum(total, [part for part in parts if part is not None])
        if outcome is Outcome.VIOLATED:
            return ""
        adds |= len(parts) > 1 and not total.is_zero
    return label if adds else ""


@lru_cache(maxsize=1)
def _account_names() -> frozenset[str]:
    return frozenset(plain_name(account.name) for account in functional_accounts().values())
