"""What each figure of the narrative says: role, subject, base, denominator."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from textcheck.document.blocks import Paragraph
    from textcheck.document.span import Span
    from textcheck.fact.fact import Key
    from textcheck.mention.figure import Figure
    from textcheck.quantity.quantity import Quantity


class Place(NamedTuple):
    """Where a mention stands in the flow of the text: paragraph, sentence, and list."""

    paragraph: int
    sentence: int


class Mention(NamedTuple):
    """A figure of the narrative with its role.

    ``role`` is value, budget (a completion's inline base), whole (a share's), base, earlier (an amount of a year before the
    last), change, rate, share, completion, gap (决算数大于预算数5万元), count,
    threshold, reason or percent. ``keys`` are the facts that a value states (收、支总计 states two), empty if they are not
    known. ``base`` are the words of what is compared with, ``of`` those of a share's denominator,
    ``lead_word`` the verb of a change (增加, 下降),
    ``explicit`` whether the words name the subject themselves, ``depth`` the number of open brackets,
    ``known_section`` whether the profile knows what the section speaks of, ``adjusted`` the word that
    puts it on another basis than the figures before it (剔除, 同口径).
    """

    figure: Figure
    span: Span
    paragraph: Paragraph
    place: Place
    role: str
    sign: int
    subject: str
    keys: tuple[Key, ...]
    base: str
    of: str
    measure: str
    head: Mention | None
    lead_word: str
    known_section: bool
    explicit: bool
    depth: int
    adjusted: str

    @property
    def quantity(self) -> Quantity:
        """The figure's value."""
        return self.figure.quantity

    @property
    def text(self) -> str:
        """The figure as it reads."""
        return self.figure.text


def settled(figures: list[Figure]) -> list[Figure]:
    """Let the noughts of a paragraph be as exact as its other figures of the same unit."""
    if not any(figure.quantity.is_zero for figure in figures):
        return figures
    finest: dict[str, Decimal] = {}
    for figure in figures:
        if not figure.quantity.is_zero:
            step = figure.quantity.step
            finest[figure.shown_unit] = min(step, finest.get(figure.shown_unit, step))
    return [
        figure._replace(quantity=figure.quantity.as_fine_as(finest.get(figure.shown_unit, figure.quantity.step)))
        for figure in figures
    ]
