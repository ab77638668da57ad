"""What the parts of a sheet make together, and whether the sheet was read whole."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from textcheck.fact.appraisal.model import HUNDRED, Appraisal, Entry, Goal, Group, Sheet, plain_project
from textcheck.fact.appraisal.numbers import plain
from textcheck.lexicon.appraisal import appraisal_words, family_named

ZERO = Decimal(0)


class Scored(NamedTuple):
    """The sum that the total should be, or None with the reason; lost rows can have held no more than ``missing``."""

    value: Decimal | None
    entries: tuple[Entry, ...]
    formula: str
    missing: Decimal = HUNDRED
    reason: str = ""


def scored(sheet: Sheet) -> Scored:
    """Add up the scores of ``sheet``: its execution and its goals, these averaged where each may earn all points."""
    execution, goals = sheet.execution, sheet.goals
    if not goals or (execution is None and not weights_whole(sheet)):
        return Scored(None, (), "", reason="表格残缺，没有读到得分的各个部分")
    if execution is not None and execution.score is None:
        return Scored(None, (), "", reason="没有读到预算执行得分")
    earned = [goal.scores for goal in goals]
    if any(scores is None for scores in earned):
        return Scored(None, (), "", reason="有的指标没有得分")
    sums = [sum((score.value for score in scores), ZERO) for scores in earned if scores]
    indicators = sum(sums, ZERO)
    averaged = len(goals) > 1 and _each_full(sheet)
    if len(goals) > 1 and not averaged and not _together_full(sheet):
        return Scored(None, (), "", reason="几个目标的分值怎样合成总分不明")
    formula = " + ".join(plain(value) for value in sums)
    if averaged:
        indicators /= len(goals)
        formula = f"({formula}) ÷ {len(goals)}"
    entries = tuple(score for scores in earned if scores for score in scores)
    missing = ZERO if weights_whole(sheet) or _unbroken(sheet) else _missing(sheet, averaged=averaged)
    if execution is not None and execution.score is not None:
        return Scored(
            indicators + execution.score.value, (execution.score, *entries), f"{execution.score.text} + {formula}", missing
        )
    return Scored(indicators, entries, formula, missing)


def _missing(sheet: Sheet, *, averaged: bool) -> Decimal:
    """Return how many points rows that were not read can have earned: what groups and goals fall short of their weights."""
    short = ZERO
    for goal in sheet.goals:
        if goal.weight is None or goal.scores is None:
            return HUNDRED
        short += max(ZERO, goal.weight.value - sum((score.value for score in goal.scores), ZERO))
    if averaged:
        return short / len(sheet.goals)
    weights = sum((goal.weight.value for goal in sheet.goals if goal.weight), ZERO)
    return short + max(ZERO, HUNDRED - _execution_points(sheet) - weights)


def _unbroken(sheet: Sheet) -> bool:
    """Tell whether all groups are there and the lines from the first indicator to the last follow one another.

    Rows get lost where a page ends, and that leaves a gap, a row without its score, or a group without its label.
    """
    scores = [row.score for goal in sheet.goals for row in goal.indicators if row.score]
    if not scores or not all(labels_whole(sheet, goal) for goal in sheet.goals):
        return False
    first, last = scores[0].span, scores[-1].span
    lines = [row for row in sheet.table.rows if row[-1].span.end >= first.start and row[0].span.start <= last.end]
    if any(after[0].span.start - before[-1].span.end != 1 for before, after in pairwise(lines)):
        return False
    known = {score.span for score in scores}
    ends = [next((cell for cell in reversed(row) if cell.text), None) for row in lines]
    heads = (goal.label.span.start for goal in sheet.goals)
    between = sum(1 for start in heads if first.start < start < last.end)
    return sum(1 for cell in ends if cell is None or cell.span not in known) <= 2 * between


def pieced(appraisal: Appraisal, sheet: Sheet) -> Scored | None:
    """Return what a sheet that lost its upper part must have held: its project's rate and goal, the department's weight.

    None where one of them is not known. It can confirm a total, never refute one.
    """
    name = sheet.heading and plain_project(sheet.heading.title)
    summary, goal = appraisal.by_summary.get(name or ""), appraisal.goal_of.get(name or "")
    weight = appraisal.overall.execution.weight if appraisal.overall and appraisal.overall.execution else None
    if sheet.execution or sheet.goals or not summary or not goal or not goal.scores or not weight:
        return None
    if not summary.spent or not summary.budget or not summary.budget.value:
        return None
    rate = min(summary.spent.value / summary.budget.value, Decimal(1))
    value = weight.value * rate + sum((score.value for score in goal.scores), ZERO)
    return Scored(value, (summary.spent, summary.budget, *goal.scores), "按综述和整体自评表推算")


def amended(sheet: Sheet, parts: Scored) -> Decimal | None:
    """Return the total with the execution score put right, or None if that score is right or cannot be known."""
    execution = sheet.execution
    due = execution.score_due() if execution else None
    if execution is None or execution.score is None or due is None or parts.value is None or execution.score_fits() is not False:
        return None
    return parts.value - execution.score.value + due


def group_full(group: Group) -> bool:
    """Tell whether the scores of a group make up its weight, so that every indicator has full points."""
    scores = [row.score for row in group.indicators]
    return (
        group.weight is not None and all(scores) and sum((score.value for score in scores if score), ZERO) == group.weight.value
    )


def weights_whole(sheet: Sheet) -> bool:
    """Tell whether the points of all rows make up the printed total, so that no row can be missing."""
    weights = [indicator.weight for goal in sheet.goals for indicator in goal.indicators]
    if not weights or any(weight is None for weight in weights):
        return False
    points = sum((weight.value for weight in weights if weight), ZERO)
    if sheet.execution is not None and sheet.execution.weight is not None:
        points += sheet.execution.weight.value
    return points == (sheet.total_weight.value if sheet.total_weight else HUNDRED)


def labels_whole(sheet: Sheet, goal: Goal) -> bool:
    """Tell whether no group of ``goal`` can have lost its label, which would lend its rows to the group above."""
    if any(group.label is None or group.weight is None for group in goal.groups):
        return False
    weights = sum((group.weight.value for group in goal.groups if group.weight), ZERO)
    limit = goal.weight.value if goal.weight else HUNDRED - _execution_points(sheet)
    families = frozenset(family for group in goal.groups if group.label and (family := family_named(group.label.text)))
    return weights == limit or families >= frozenset(name for name, _ in appraisal_words().families)


def _execution_points(sheet: Sheet) -> Decimal:
    weight = sheet.execution.weight if sheet.execution else None
    return weight.value if weight else ZERO


def _each_full(sheet: Sheet) -> bool:
    """Tell whether every goal alone may earn all the points that execution leaves."""
    weights = [goal.weight.value if goal.weight else ZERO for goal in sheet.goals]
    return all(weight + _execution_points(sheet) == HUNDRED for weight in weights)


def _together_full(sheet: Sheet) -> bool:
    """Tell whether the goals share the points that execution leaves."""
    weights = [goal.weight.value if goal.weight else ZERO for goal in sheet.goals]
    return all(weights) and sum(weights, ZERO) + _execution_points(sheet) == HUNDRED
