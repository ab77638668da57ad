"""Many reports, side by side: one outcome for each, in a fixed order, whatever happens to its neighbours."""

from __future__ import annotations

import gc
import os
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.engine import check_document, describe, select_rules
from textcheck.errors import InputError, TextcheckError
from textcheck.finding import findings_of
from textcheck.intake import STDIN, load_report, read_report, show
from textcheck.ledger import ledger, tally
from textcheck.notices import KINDS
from textcheck.report import Report
from textcheck.reporters.base import CopyReporter, Tally, Totals
from textcheck.settings import SEVERITIES, USUAL
from textcheck.stopping import INTERRUPTED, leave_signals, take_signals
from textcheck.triage import chosen_rules, profile_choice, triage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from textcheck.assertion import Level
    from textcheck.baseline import Recorded
    from textcheck.intake import Input
    from textcheck.reporters.base import Reporter
    from textcheck.settings import Settings

_DIED = "检查进程意外中止，可能是内存不足。"
_PATIENCE = 3.0


class Mending(NamedTuple):
    """How to mend reports: figures as well (``unsafe``), and whether only to show what would be changed (``dry``)."""

    unsafe: bool = False
    dry: bool = False


class Plan(NamedTuple):
    """What to do with all reports: who writes, whether ledger and record for a baseline are wanted, what is mended."""

    reporters: tuple[Reporter[Any], ...]
    ledger: bool = False
    record: bool = False
    mending: Mending | None = None

    @property
    def wants_ledger(self) -> bool:
        """Tell whether the ledger is to be made: the user asks for it, or a reporter cannot do without."""
        return self.ledger or any(reporter.wants_ledger for reporter in self.reporters)


class Job(NamedTuple):
    """One report to check, and how."""

    given: Input
    settings: Settings = USUAL


class Outcome(NamedTuple):
    """What became of one report: each reporter's part, its findings by rule and level, the error if there was one.

    ``fails`` tells whether a finding is as loud as its settings' ``fail_on``; ``record`` is what a baseline keeps. ``remark``
    says why a report was not mended.
    """

    path: str
    parts: tuple[Any, ...]
    findings: Mapping[tuple[str, Level], int]
    error: str
    fails: bool = False
    record: tuple[Recorded, ...] = ()
    remark: str = ""


class Sums:
    """Adds up the outcomes of a run."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.files = self.failed = 0
        self.fails = False
        self.records: dict[str, tuple[Recorded, ...]] = {}
        self._found: Counter[tuple[str, Level]] = Counter()
        self._files: Counter[tuple[str, Level]] = Counter()

    def add(self, outcome: Outcome) -> None:
        """Take in one outcome."""
        self.files += 1
        self.failed += bool(outcome.error)
        self.fails |= outcome.fails
        self.records[outcome.path] = outcome.record
        self._found.update(outcome.findings)
        self._files.update(outcome.findings.keys())

    def totals(self, *, by_rule: bool) -> Totals:
        """Return the sums for the reporter, the most frequent rule first."""
        levels: Counter[Level] = Counter()
        for (_, level), count in self._found.items():
            levels[level] += count
        if not by_rule:
            return Totals(self.files, self.failed, levels)
        names = {author.code: author.name for author in (*select_rules(), *KINDS)}
        tallies = [
            Tally(code, names[code], level, count, self._files[code, level]) for (code, level), count in self._found.items()
        ]
        tallies.sort(key=lambda tally: (-tally.found, tally.code, tally.level.value))
        return Totals(self.files, self.failed, levels, tuple(tallies))


def check_one(job: Job, plan: Plan) -> Outcome:
    """Check one report and write it up; never raises for what is in the file."""
    given, settings = job
    path = show(given.path)
    report = Report(path, error=given.error)
    remark = ""
    if not given.error:
        try:
            check = partial(_check, path, given, settings, plan.wants_ledger)
            data = load_report(given)
            report = check(data)
            if plan.mending:
                report, remark = _mended(given, data, report, check, plan.mending)
        except TextcheckError as error:
            report = Report(path, error=str(error))
        except Exception as error:  # noqa: BLE001 (one bad file never stops the rest)
            report = Report(path, error=f"检查这份报告时程序出错（{describe(error)}）。")
    levels = Counter(report.raised)
    loud = SEVERITIES[: SEVERITIES.index(settings.fail_on) + 1] if settings.fail_on in SEVERITIES else ()
    fails = bool(report.diff) if plan.mending and plan.mending.dry else any(level.value in loud for _, level in levels)
    brief = report if plan.ledger else report._replace(ledger=None)
    written = [_part(reporter, report if reporter.wants_ledger else brief) for reporter in plan.reporters]
    parts, troubles = tuple(part for part, _ in written), "".join(trouble for _, trouble in written)
    return Outcome(path, parts, levels, report.error + troubles, fails, _recorded(report) if plan.record else (), remark)


def _part(reporter: Reporter[Any], report: Report) -> tuple[Any, str]:
    """Return a reporter's part; if it makes a copy of the report and cannot, an empty one and why."""
    if not isinstance(reporter, CopyReporter):
        return reporter.file(report), ""
    try:
        return reporter.file(report), ""
    except TextcheckError as error:
        return b"", str(error)
    except Exception as error:  # noqa: BLE001 (libraries that write a format may stumble over what others wrote)
        return b"", f"写批注稿时程序出错（{describe(error)}）。"


def check_all(jobs: Sequence[Job], plan: Plan, processes: int) -> Iterator[Outcome]:
    """Yield the outcome of every job in order; a single one, and standard input, are checked in this process."""
    if len(jobs) > 1:
        gc.enable()  # the sections of a report refer to one another
    processes = min(processes or processors(), len(jobs))
    if processes <= 1:
        yield from (check_one(job, plan) for job in jobs)
    else:
        yield from _in_processes(jobs, plan, processes)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(jobs: Sequence[Job], plan: Plan, processes: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(processes, initializer=leave_signals)
    try:
        pending = [None if job.given.path == STDIN else pool.submit(_work, job, plan) for job in jobs]
        for job, future in zip(jobs, pending, strict=True):
            yield check_one(job, plan) if future is None else _outcome(job, future, plan)
    except BaseException:
        _stop_workers()
        raise
    finally:
        pool.shutdown(cancel_futures=True)  # left to the end of the program, it may stumble over its own pipes


def _outcome(job: Job, future: Future[Outcome], plan: Plan) -> Outcome:
    """Return a worker's outcome; if the pool died, try this report alone, so that only the culprit is lost."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        pass
    try:
        with ProcessPoolExecutor(1, initializer=leave_signals) as pool:
            return pool.submit(_work, job, plan).result()
    except BrokenProcessPool:
        return check_one(job._replace(given=job.given._replace(error=_DIED)), plan)


def _work(job: Job, plan: Plan) -> Outcome:
    """Check one report in a worker; when stopped meanwhile, end what was started and take away temporary files first."""
    take_signals()
    try:
        return check_one(job, plan)
    except (KeyboardInterrupt, SystemExit):
        os._exit(INTERRUPTED)
    finally:
        leave_signals()


def _stop_workers() -> None:
    """Tell all workers to stop, as only this process may have been told; end those that do not hear."""
    import multiprocessing
    import signal
    import time

    workers = multiprocessing.active_children()
    for worker in workers:
        if worker.pid is not None and os.name == "posix":
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGINT)
    last = time.monotonic() + _PATIENCE
    for worker in workers:
        worker.join(max(0.0, last - time.monotonic()))
        if worker.is_alive():
            worker.kill()


def _mended(given: Input, data: bytes, report: Report, check: Callable[[bytes], Report], mending: Mending) -> tuple[Report, str]:
    """Return the report after its fixes, or with what they would change if that is only to be shown; and why there are none."""
    from textcheck.fixing import compare, mend, write_back

    assert report.document is not None
    if report.document.source.format != "text" or given.archive:
        return report, "只有文本报告可以改写，这份没有改动。"
    try:
        mended = mend(data, report, check, unsafe=mending.unsafe)
        if mending.dry:
            return report._replace(diff=compare(report.path, data, mended.data)), ""
        if mended.edits:
            write_back(given.path, mended.data)
    except InputError as error:
        return report._replace(error=str(error)), ""
    return mended.report._replace(fixed=mended.edits), ""


def _check(shown: str, given: Input, settings: Settings, wants_ledger: bool, data: bytes) -> Report:  # noqa: FBT001 (bound once)
    document = read_report(given, data)
    rules = chosen_rules(settings)
    result = check_document(document, rules, profile_choice(settings))
    facts = result.facts
    entries = ledger(facts.figures, result.assertions) if wants_ledger else None
    report = Report(
        shown,
        document,
        facts.profile.id,
        findings_of(document, result.assertions, rules),
        tally(facts.figures, result.assertions) if entries is None else Counter(entry.status for entry in entries),
        entries,
        "".join(f"规则 {code} 出错，没有给出结果（{error}）。" for code, error in result.crashed),
        department=facts.identity.department,
        year=facts.identity.year,
    )
    return triage(report, rules, settings, result)


def _recorded(report: Report) -> tuple[Recorded, ...]:
    from textcheck.baseline import record

    return record((*report.known, *report.findings))
