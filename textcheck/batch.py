"""Many reports, side by side: one outcome for each, in a fixed order, whatever happens to its neighbours."""

from __future__ import annotations

import gc
import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from textcheck.engine import check_document, describe, select_rules
from textcheck.errors import TextcheckError
from textcheck.finding import findings_of
from textcheck.intake import STDIN, open_report, show
from textcheck.ledger import ledger, tally
from textcheck.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from textcheck.assertion import Level
    from textcheck.engine import Result
    from textcheck.intake import Input
    from textcheck.reporters.base import Reporter
    from textcheck.rules.base import Rule

_DIED = "检查进程意外中止，可能是内存不足。"


class Plan(NamedTuple):
    """What to do with every report: which rules, whether the ledger is wanted, who writes."""

    reporter: Reporter
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ledger: bool = False


class Outcome(NamedTuple):
    """What became of one report: the reporter's text, the findings by level, the error if there was one."""

    path: str
    text: str
    findings: Mapping[Level, int]
    error: str


def check_one(given: Input, plan: Plan) -> Outcome:
    """Check one report and write it up; never raises for what is in the file."""
    path = show(given.path)
    report = Report(path, error=given.error)
    if not given.error:
        try:
            rules = select_rules(plan.select, plan.ignore)
            report = _report(path, check_document(open_report(given.path), rules), rules, wants_ledger=plan.ledger)
        except TextcheckError as error:
            report = Report(path, error=str(error))
        except Exception as error:  # noqa: BLE001 (one bad file never stops the rest)
            report = Report(path, error=f"检查这份报告时程序出错（{describe(error)}）。")
    levels = Counter(finding.level for finding in report.findings)
    return Outcome(path, plan.reporter.file(report), levels, report.error)


def check_all(inputs: Sequence[Input], plan: Plan, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of every input in order; a single one, and standard input, are checked in this process."""
    if len(inputs) > 1:
        gc.enable()  # the sections of a report refer to one another
    jobs = min(jobs or processors(), len(inputs))
    if jobs <= 1:
        yield from (check_one(given, plan) for given in inputs)
    else:
        yield from _in_processes(inputs, plan, jobs)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(inputs: Sequence[Input], plan: Plan, jobs: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs, initializer=_quietly)
    try:
        pending = [None if given.path == STDIN else pool.submit(check_one, given, plan) for given in inputs]
        for given, future in zip(inputs, pending, strict=True):
            yield check_one(given, plan) if future is None else _outcome(given, future, plan)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _outcome(given: Input, future: Future[Outcome], plan: Plan) -> Outcome:
    """Return a worker's outcome; if the pool died, try this report alone, so that only the culprit is lost."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        pass
    try:
        with ProcessPoolExecutor(1, initializer=_quietly) as pool:
            return pool.submit(check_one, given, plan).result()
    except BrokenProcessPool:
        return check_one(given._replace(error=_DIED), plan)


def _quietly() -> None:
    """Let a worker end without a word when the user stops the program."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _report(path: str, result: Result, rules: Sequence[Rule], *, wants_ledger: bool) -> Report:
    facts = result.facts
    entries = ledger(facts.figures, result.assertions) if wants_ledger else None
    return Report(
        path,
        facts.document,
        facts.profile.id,
        findings_of(facts.document, result.assertions, rules),
        tally(facts.figures, result.assertions) if entries is None else Counter(entry.status for entry in entries),
        entries,
        "".join(f"规则 {code} 出错，没有给出结果（{error}）。" for code, error in result.crashed),
    )
