"""The figures that a growth claim is computed from: this year's amount, the change, the base."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Term
from textcheck.equation import Equation
from textcheck.fact.fact import PRIOR_YEAR
from textcheck.fact.ratio import Verdict, judge, percent_of
from textcheck.fact.sought import sought
from textcheck.lexicon.cues import cues
from textcheck.quantity.interval import ZERO, Interval
from textcheck.quantity.quantity import Quantity

if TYPE_CHECKING:
    from textcheck.fact.claims import Growth
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention


class Sides(NamedTuple):
    """What is known of a growth claim; ``sign`` is the direction of the change, 0 where it has none."""

    current: Term | None
    change: Term | None
    base: Term | None
    sign: int

    @property
    def terms(self) -> list[Term]:
        """Return the known figures in the order of the equation."""
        return [term for term in self if isinstance(term, Term)]

    @property
    def prior(self) -> Quantity | None:
        """Return the base of a rate: printed, or this year's amount less the change."""
        if self.base is not None:
            return self.base.quantity
        if self.current is None or self.change is None or not self.sign:
            return None
        now, by = self.current.quantity, self.change.quantity
        if now is None or by is None:
            return None
        return Quantity(now.value - by.value * self.sign, now.step + by.step, now.dimension, now.unit, scale=now.scale)

    @property
    def amount(self) -> Quantity | None:
        """Return what was added or taken away: printed, or the difference of this year's amount and the base."""
        if self.change is not None:
            return self.change.quantity
        if self.base is None or self.current is None:
            return None
        now, before = self.current.quantity, self.base.quantity
        if now is None or before is None:
            return None
        return Quantity(abs(now.value - before.value), now.step + before.step, now.dimension, now.unit, scale=now.scale)

    @property
    def equation(self) -> Equation:
        """Return the rate, which is the first term, as an equation over it and ``terms``."""
        now, by = int(self.current is not None), int(self.change is not None)
        if self.base is not None:
            top = (0, *([0] * now if by else [1] * now), *([1] * by), 0 if by else -1)
            return Equation(top, (0, *[0] * now, *[0] * by, 1))
        return Equation((0, *[0] * now, *[1] * by), (0, *[1] * now, *[-self.sign] * by))

    def explains(self, rate: Quantity) -> bool:
        """Tell whether the figures give this rate."""
        prior, amount = self.prior, self.amount
        if prior is None or amount is None or prior.value <= ZERO or prior.interval.holds(ZERO):
            return False
        exact = percent_of(magnitude(amount.interval), prior.interval)
        return judge(rate, exact, abs(amount.value) / prior.value * 100) in (Verdict.RIGHT, Verdict.ROUNDING)

    def turned(self, sign: int, rate: Quantity) -> bool:
        """Tell whether the figures speak for a change in the direction ``sign`` and against the one that is said."""
        now = self.current and self.current.quantity
        before = self.base and self.base.quantity
        if now is not None and before is not None and now.value != before.value:
            rose = now.value > before.value
            return rose is (sign > 0) and rose is not (self.sign > 0)
        return not self.explains(rate) and self._replace(sign=sign).explains(rate)


def sides_of(growth: Growth, facts: FactBase) -> Sides:
    """Return the figures of a claim: as its sentence prints them, else as the tables do."""
    change, base = growth.change, growth.base
    return Sides(
        _current(growth, facts),
        Term(f"{change.subject}增减额", change.span, change.quantity) if change is not None else None,
        base_term(base, growth.said) if base is not None else _year_before(growth, facts),
        change.sign if change is not None else 0,
    )


def _current(growth: Growth, facts: FactBase) -> Term | None:
    if growth.current is not None:
        return term_of(growth.current)
    if (
        not growth.said.explicit and growth.said.place.sentence
    ):  # a sentence that names nothing may speak of more than the last thing named
        return None
    for key in growth.said.keys:
        fact = facts.find(key)
        if fact is not None and fact.printed:
            return fact.term()
    return None


def _year_before(growth: Growth, facts: FactBase) -> Term | None:
    """Return last year's amount where the tables have a row or column for it and the words compare with just that."""
    said, profile, year = growth.said, facts.profile, facts.identity.year
    known = (profile.measure, profile.budget, profile.budget_means)
    other = any(word in said.base for word, measure in cues().measures.items() if measure not in known)
    if not said.base.startswith((f"{year - 1}年", *cues().prior)) or other or (growth.current is None and not said.explicit):
        return None
    for key in said.keys:
        for fact in sought(key._replace(period=PRIOR_YEAR), facts):
            if fact.printed:
                return fact.term()
    return None


def opposite(change: Mention, rate: Mention) -> bool:
    """Tell whether the words of a change and of its rate point in opposite directions."""
    signed = change.sign and rate.sign and change.sign != rate.sign
    return bool(signed and change.quantity.value > ZERO and rate.quantity.value > ZERO)


def magnitude(interval: Interval) -> Interval:
    """Return the sizes of all values of an interval."""
    return interval if interval.low >= ZERO else Interval(Decimal(0), max(abs(interval.low), abs(interval.high)))


def base_term(base: Mention, claim: Mention) -> Term:
    """Return the base of a claim, called after the claim where its own clause has no subject."""
    return Term(base.subject or f"{claim.subject}的比较基数", base.span, base.quantity)


def term_of(mention: Mention) -> Term:
    """Return a figure of the narrative as it takes part in an assertion."""
    return Term(mention.subject, mention.span, mention.quantity)
