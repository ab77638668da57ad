"""N311: the details of the 三公 expenditure against its money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.arithmetic import money
from textcheck.lexicon.details import Detail, details
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase
    from textcheck.fact.mentions import Mention


class ReceptionDetails(Rule):
    """“三公”经费的金额与团组、批次、辆数对不上。

    为什么：有因公出国（境）支出就有团组和人次，有购车支出就有购置的车辆，有接待支出就有批次和人次。
    算法：金额大于 0 而数量写 0 的，提示核对；购置费为 0 而写明购置了几辆的，也提示核对；其他金额为 0 而有数量的，可能由其他资
    金负担，不作判断。
    依据：中办发〔2016〕13号：说明因公出国（境）团组数及人数、公务用车购置数及保有量、国内公务接待批次及人数。

    错误示例::

        九、财政拨款“三公”经费支出决算情况说明
        （二）“三公”经费财政拨款支出决算具体情况说明
        国内公务接待支出2.50万元。共接待国内来访团组0个，0人次。

    正确示例::

        九、财政拨款“三公”经费支出决算情况说明
        （二）“三公”经费财政拨款支出决算具体情况说明
        国内公务接待支出2.50万元。共接待国内来访团组3个，20人次。
    """

    code = "N311"
    name = "reception-details"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every count of the 三公 section with the amount that it details."""
        amount: Mention | None = None
        groups: dict[tuple[int, str], list[tuple[Detail, Mention, Mention]]] = {}
        for mention in facts.mentions:
            if mention.role == "value" and mention.keys:
                amount = mention if mention.measure in ("", facts.profile.measure) else amount
            elif mention.role == "count" and amount is not None:
                detail = next(
                    (d for d in details() if d.concept == amount.keys[0].concept and d.unit == mention.quantity.unit), None
                )
                if detail is not None and mention.paragraph.section is amount.paragraph.section:
                    groups.setdefault((amount.span.start, detail.unit), []).append((detail, mention, amount))
        for found in groups.values():
            some = any(not count.quantity.is_zero for _, count, _ in found)
            yield from (self._detail(*details_, some=some) for details_ in found)

    def _detail(self, detail: Detail, count: Mention, amount: Mention, *, some: bool) -> Assertion:
        """Compare one count with its amount; ``some`` tells that a count of that unit is not nought."""
        terms = (Term(count.subject, count.span, count.quantity), Term(amount.subject, amount.span, amount.quantity))
        if some is not amount.quantity.is_zero:
            return self.holds("detail", count.subject, *terms)
        if some and detail.paid is not None and _is_paid(count, detail.paid):
            message = (
                f"“{amount.subject}”是 {money(amount.quantity)}，却写“{count.subject}”{count.text}；由其他资金购置的，应当说明"
            )
            return self.broken("detail", count.subject, message, *terms, actual=count.text, expected="与金额相应的数量")
        if some or not detail.required:
            return self.unknown("detail", count.subject, "金额为 0 而有数量，可能由其他资金负担，或是存量", *terms)
        return self.broken(
            "detail",
            count.subject,
            f"“{amount.subject}”有 {money(amount.quantity)}，“{count.subject}”却是 {count.text}",
            *terms,
            actual=count.text,
            expected="与金额相应的数量",
        )


def _is_paid(count: Mention, words: re.Pattern[str]) -> bool:
    """Tell whether a count that is not nought is of something bought."""
    return not count.quantity.is_zero and words.search(count.paragraph.text, 0, count.figure.start) is not None
