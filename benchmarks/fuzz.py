"""Mutated real files: no reader may leave a traceback, run over its time, or take more memory than it is given.

    python benchmarks/fuzz.py --reader docx --count 2000
    python benchmarks/fuzz.py --reader pdf --seeds ../shared/corpus/pdf --count 2000

``--reader`` is a file name ending. Seeds are files of that ending: those composed from the samples by ``tests/composing``
where there is a composer, and those in the folders given. Every case is made from its number alone, so that
``--only 1234`` makes one again (``--keep DIR`` writes it down). The random state is fixed.

A case is read and built into a document, in a worker process with a limit on its memory; reading past ``--seconds`` is a
hang. Refusing a file with its one sentence (InputError) is as good as reading it. Exits 1 if a case fails otherwise.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import multiprocessing
import random
import resource
import sys
import time
import traceback
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mutate import flip, mutate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*/report.txt"))
COMPOSERS = {
    "docx": "composing.word:compose",
    "docm": "composing.word:compose",
    "xlsx": "composing.sheets:xlsx",
    "xls": "composing.sheets:xls",
    "html": "composing.web:page",
    "mhtml": "composing.web:archive",
    "zip": "composing.parts:workbook_and_word",
}


class Failure(NamedTuple):
    """A case that went wrong: its number, how, and what was seen."""

    case: int
    kind: str
    detail: str


def seeds(suffix: str, folders: Sequence[str]) -> list[bytes]:
    """Return the files to mutate: composed ones and those in folders, small ones first."""
    found: list[bytes] = []
    sys.path.insert(0, str(ROOT / "tests"))
    module, _, name = COMPOSERS.get(suffix, "").partition(":")
    if module and importlib.util.find_spec(module) is not None:
        composer = getattr(importlib.import_module(module), name)
        found = [composer(path.read_text(encoding="utf-8")) for path in SAMPLES]
    for folder in folders:
        base = Path(folder)
        paths = sorted(base.rglob(f"*.{suffix}")) if base.is_dir() else [base]
        found += [path.read_bytes() for path in paths]
    return sorted(found, key=len)


def make(case: int, suffix: str, files: Sequence[bytes]) -> bytes:
    """Return case number ``case``."""
    dice = random.Random(f"{suffix} {case}")  # noqa: S311 (not for secrets)
    try:
        return mutate(files[case % len(files)], suffix, dice)
    except (ValueError, LookupError, OSError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):  # broken twice
        return flip(files[case % len(files)], dice)


def work(pipe: Connection, suffix: str, files: Sequence[bytes], memory: int) -> None:
    """Read the cases whose numbers come down the pipe; answer with how each went."""
    from textcheck.errors import InputError
    from textcheck.readers.formats import read_bytes

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    while True:
        case = pipe.recv()
        data = make(case, suffix, files)
        pipe.send("begun")
        try:
            document = read_bytes(data, f"case.{suffix}")
            answer = ("read", str(len(document.source.text)))
        except InputError as error:
            said = str(error)
            answer = ("refused", said) if said.endswith("。") and "\n" not in said else ("sentence", said)
        except MemoryError:
            answer = ("memory", traceback.format_exc(limit=-4))
        except BaseException:  # noqa: BLE001 (whatever it is, it is a failure)
            answer = ("traceback", traceback.format_exc(limit=-4))
        pipe.send(answer)


class Worker:
    """A process that reads cases; it is started anew when it hangs or dies."""

    def __init__(self, *settings: object) -> None:
        """Start it."""
        self._settings = settings
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=work, args=(theirs, *self._settings), daemon=True)
        self._process.start()
        theirs.close()

    def run(self, case: int, seconds: float) -> tuple[str, str, float]:
        """Return how a case went, what was seen, and the seconds that it took."""
        began = time.monotonic()
        try:
            self._pipe.send(case)
            if self._pipe.poll(300):
                self._pipe.recv()  # the case is made
                began = time.monotonic()
                if self._pipe.poll(seconds):
                    return (*self._pipe.recv(), time.monotonic() - began)
            outcome = ("hang", f"longer than {seconds} s")
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._process.join(5)
            outcome = ("died", f"exit code {self._process.exitcode}")
        self.stop()
        self._start()
        return (*outcome, time.monotonic() - began)

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.join()


def main() -> int:
    """Run the cases, print how they went, and tell whether all is well."""
    options = _options()
    files = seeds(options.reader, options.seeds)[: options.files]
    if not files:
        print(f"no files of the kind .{options.reader}: give a folder with --seeds")
        return 2
    cases = [options.only] if options.only is not None else range(options.count)
    worker = Worker(options.reader, files, options.memory * 1_000_000)
    counts: Counter[str] = Counter()
    failures: list[Failure] = []
    slowest = (0.0, -1)
    for case in cases:
        kind, detail, took = worker.run(case, options.seconds)
        counts[kind] += 1
        slowest = max(slowest, (took, case))
        if kind not in ("read", "refused"):
            failures.append(Failure(case, kind, detail))
            print(f"case {case}: {kind}\n{detail}", flush=True)
        elif options.only is not None:
            print(f"case {case}: {kind}: {detail}")
        if options.keep and (options.only is not None or kind not in ("read", "refused")):
            Path(options.keep).mkdir(parents=True, exist_ok=True)
            (Path(options.keep) / f"{case}.{options.reader}").write_bytes(make(case, options.reader, files))
    worker.stop()
    print(
        f".{options.reader}: {len(cases)} cases of {len(files)} files: "
        + ", ".join(f"{n} {kind}" for kind, n in counts.most_common())
    )
    print(f"slowest: case {slowest[1]}, {slowest[0]:.1f} s; memory limit {options.memory} MB; {len(failures)} failures")
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", required=True, metavar="SUFFIX")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--only", type=int, metavar="CASE")
    parser.add_argument("--seeds", action="append", default=[], metavar="PATH")
    parser.add_argument("--files", type=int, default=40, help="how many seeds at most, small ones first")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--memory", type=int, default=1500, metavar="MB")
    parser.add_argument("--keep", metavar="DIR")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
