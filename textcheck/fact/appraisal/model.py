"""What a report says of its self-appraisal: the sheets, the summaries, the sentences about them.

A sheet (项目支出绩效自评表, 部门整体支出绩效自评表) is kept as printed. What could not be read for certain is None,
so that no rule has to guess; nothing is claimed of the half that a page break took away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Term
from textcheck.quantity.interval import ZERO, Interval
from textcheck.quantity.quantity import Dimension, Quantity

if TYPE_CHECKING:
    from textcheck.document.blocks import Document, Paragraph, Section, Table
    from textcheck.document.span import Span

HUNDRED = Decimal(100)
_PROJECT = "项目"
_QUOTES = re.compile(r"[\"'「」《》〈〉\s:：]")
_LEAD = re.compile(r"^(?:\(?[0-9一二三四五六七八九十]{1,3}[.、)]、?|[①-⑳]|[0-9A-Z]{8,}-|\[\d+\])+")


class Label(NamedTuple):
    """Words of a sheet or heading, folded, and where they stand."""

    text: str
    span: Span

    def term(self, label: str, quantity: Quantity | None = None) -> Term:
        """Return the words as they take part in an assertion, named ``label``, with the number they hold if any."""
        return Term(label, self.span, quantity)


class Entry(NamedTuple):
    """A number of a sheet or sentence: what it is, where it stands, its value, how it is printed."""

    label: str
    span: Span
    quantity: Quantity
    text: str

    @property
    def value(self) -> Decimal:
        """The exact value in its base unit."""
        return self.quantity.value

    def term(self, label: str = "") -> Term:
        """Return the number as it takes part in an assertion."""
        return Term(label or self.label, self.span, self.quantity)


@dataclass(frozen=True, eq=False, slots=True)
class Execution:
    """The money of a sheet: budget (A), spent (B), their rate, and the score it earned out of the weight.

    ``formula`` tells that the sheet itself prints 得分 = 权重 × 执行率; ``sources`` are the rows that make up the whole.
    """

    label: Label
    unit: str
    formula: bool
    initial: Entry | None = None
    budget: Entry | None = None
    spent: Entry | None = None
    rate: Entry | None = None
    weight: Entry | None = None
    score: Entry | None = None
    sources: tuple[tuple[str, Execution], ...] = ()

    @property
    def exact_rate(self) -> Interval | None:
        """The rate that budget and spent give, as a ratio; None where one is missing or the budget may be nought."""
        return share(self.spent.quantity, self.budget.quantity) if self.spent and self.budget else None

    def score_due(self) -> Decimal | None:
        """Return the score that the exact rate earns, unrounded, or None if it cannot be computed."""
        if self.weight is None or self.spent is None or self.budget is None or not self.budget.value:
            return None
        return self.weight.value * min(self.spent.value / self.budget.value, Decimal(1))

    def score_fits(self) -> bool | None:
        """Tell whether the score is the weight times the rate, exact or as printed, rightly rounded and capped.

        None where nothing can be said: a number is missing, or full marks stand beside a lower rate in a sheet that
        does not print the formula (some finance bureaus give full marks from 95% on).
        """
        rates = [self.exact_rate] if self.exact_rate else []
        if self.rate and self.rate.quantity.dimension is Dimension.PERCENT:
            rates.append(hundredth(self.rate.quantity.interval))
        if self.weight is None or self.score is None or not rates:
            return None
        weight, printed = self.weight.value, self.score.quantity.interval
        earned = [Interval(min(weight, weight * rate.low), min(weight, weight * rate.high)) for rate in rates]
        if any(printed.overlaps(due) for due in earned):
            return True
        return None if not self.formula and self.score.value == weight else False


class Indicator(NamedTuple):
    """One row: what is measured, the target, what was achieved, the points to be had and those given."""

    kind: str
    name: Label
    target: Label | None
    achieved: Label | None
    weight: Entry | None
    score: Entry | None


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """The indicators under one first-level indicator; ``label`` is None where the rows lost theirs."""

    label: Label | None
    weight: Entry | None
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Goal:
    """One annual goal with its groups; ``weight`` is what all its indicators may earn together."""

    label: Label
    text: Label | None
    weight: Entry | None
    groups: tuple[Group, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of the goal, in order."""
        return tuple(indicator for group in self.groups for indicator in group.indicators)

    @property
    def scores(self) -> tuple[Entry, ...] | None:
        """The scores of all indicators, or None if there are none or one could not be read."""
        scores = tuple(indicator.score for indicator in self.indicators)
        return tuple(s for s in scores if s) if scores and all(scores) else None


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """One self-appraisal sheet as printed."""

    table: Table
    overall: bool
    title: Label | None
    project: Label | None
    heading: Section | None
    basic: Entry | None
    projects: Entry | None
    execution: Execution | None
    goals: tuple[Goal, ...]
    total_weight: Entry | None
    total: Entry | None

    @property
    def name(self) -> str:
        """What to call the sheet in a message: its project, else the heading that it stands under."""
        if self.project is not None:
            return self.project.text
        if self.overall:
            return "部门整体支出"
        return plain_project(self.heading.title) if self.heading is not None else "自评表"


class Summary(NamedTuple):
    """A paragraph of 自评综述: the project, its budget, what was spent, the rate, the score."""

    name: Label
    paragraph: Paragraph
    budget: Entry | None
    spent: Entry | None
    rate: Entry | None
    score: Entry | None


class Statement(NamedTuple):
    """A sentence on the whole of the self-appraisal.

    ``kind`` is projects (涉及项目几个、资金多少), reported (反映几个项目的自评结果), overall (几个单位整体支出自评) or
    grades (评为优良中差的各几个; graded where their number is not said) or scope (编报、跟踪、自评的项目几个，涉及预算金额多少); ``whole`` tells that the sentence speaks of all projects; ``listed`` are names or parts.
    """

    kind: str
    paragraph: Paragraph
    number: Entry | None
    amount: Entry | None
    whole: bool = False
    listed: tuple[Entry, ...] = ()


class Claimed(NamedTuple):
    """What prose states of an execution: under the heading of a project, or of the whole department (no name).

    Not ``bound``: the heading names neither, and the paragraph itself holds budget, spent and rate.
    """

    project: str
    rate: Entry | None
    budget: Entry | None
    spent: Entry | None
    bound: bool


@dataclass(frozen=True, eq=False)
class Appraisal:
    """All of a report's self-appraisal."""

    document: Document
    sheets: tuple[Sheet, ...]
    summaries: tuple[Summary, ...]
    statements: tuple[Statement, ...]
    claimed: tuple[Claimed, ...]

    @cached_property
    def project_sheets(self) -> dict[str, Sheet]:
        """The sheets of projects by plain name; a name that two sheets bear is left out."""
        found: dict[str, Sheet] = {}
        twice: set[str] = set()
        for sheet in self.sheets:
            if sheet.project is not None and not sheet.overall:
                name = plain_project(sheet.project.text)
                if name in found:
                    twice.add(name)
                found[name] = sheet
        return {name: sheet for name, sheet in found.items() if name not in twice}

    @cached_property
    def overall(self) -> Sheet | None:
        """The department's sheet, if there is exactly one."""
        sheets = [sheet for sheet in self.sheets if sheet.overall]
        return sheets[0] if len(sheets) == 1 else None

    def executed(self, project: str) -> Execution | Summary | None:
        """Return budget and spent of a project, of its sheet or else its summary; of the department for no name."""
        sheet = self.project_sheets.get(project) if project else self.overall
        if sheet is not None and sheet.execution is not None and sheet.execution.spent is not None:
            return sheet.execution
        return self.by_summary.get(project)

    @cached_property
    def goal_of(self) -> dict[str, Goal]:
        """The goal of the department's sheet that has most of a project's indicators, by the project's plain name."""
        found: dict[str, Goal] = {}
        goals = list(self.overall.goals) if self.overall else []
        for name, sheet in self.project_sheets.items():
            own = frozenset(row.name.text for goal in sheet.goals for row in goal.indicators)
            likely = [goal for goal in goals if _mostly(own, frozenset(row.name.text for row in goal.indicators))]
            if len(likely) == 1:
                found[name] = likely[0]
                goals.remove(likely[0])
        left = [name for name in self.by_summary if name not in found]
        if len(left) == len(goals) == 1:
            found[left[0]] = goals[0]
        return found

    @cached_property
    def by_summary(self) -> dict[str, Summary]:
        """The summaries by plain name of the project."""
        return {plain_project(summary.name.text): summary for summary in self.summaries}


def _mostly(own: frozenset[str], other: frozenset[str]) -> bool:
    return 3 * len(own & other) >= 2 * max(len(own), len(other)) > 0


@lru_cache(maxsize=512)
def plain_project(name: str) -> str:
    """Return a project's name without list number, code, quotes and the closing word 项目."""
    plain = _LEAD.sub("", _QUOTES.sub("", name))
    return plain[: -len(_PROJECT)] if plain.endswith(_PROJECT) and len(plain) > len(_PROJECT) else plain


def hundredth(percent: Interval) -> Interval:
    """Return an interval of percentages as ratios."""
    return Interval(percent.low / HUNDRED, percent.high / HUNDRED)


def share(part: Quantity, whole: Quantity) -> Interval | None:
    """Return the interval of ``part`` over ``whole``, or None where the whole may be nought."""
    if whole.interval.holds(ZERO):
        return None
    return part.interval / whole.interval
