"""Speed as ratios measured in one run, so that the machine does not matter.

    python benchmarks/speed.py ../shared/seed/report.txt

1. one warm lint against ``jieba.lcut`` of the same text (at most 1.0);
2. a cold ``textcheck lint`` against ``python -c "import click, re, decimal, json"`` (at most 5.0);
3. the report ten times over against once (at most 12.0);
4. peak memory of a lint (under 80 MB).

The two sides of a ratio are run in turns, three times each so that either is warm, and the best of each is taken. The package is compiled first, as pip does when
it installs. Exits 1 if a bar is missed.
"""

from __future__ import annotations

import compileall
import logging
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import textcheck
from textcheck.engine import check_path
from textcheck.finding import findings_of
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

TURNS = 6
WARM = 3


def main(path: str) -> int:
    """Measure, print, and tell whether every bar is met."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    compileall.compile_dir(str(Path(textcheck.__file__).parent), quiet=1)
    text = Path(path).read_text(encoding="utf-8")
    rows = [("warm lint / jieba.lcut", *_turns(lambda: _lint(path), lambda: jieba.lcut(text)), 1.0)]
    lint = [str(Path(sys.executable).with_name("textcheck")), "lint", "--fail-on", "never", path]
    imports = [sys.executable, "-c", "import click, re, decimal, json"]
    rows.append(("cold lint / imports", *_turns(lambda: _run(lint), lambda: _run(imports)), 5.0))
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.txt"
        long.write_text("\n".join([text] * 10), encoding="utf-8")
        rows.append(("ten times as long / once", *_turns(lambda: _lint(str(long)), lambda: _lint(path)), 12.0))
    met = True
    for name, ours, theirs, bar in rows:
        ratio = ours / theirs
        met &= ratio <= bar
        print(f"{name:26} {1000 * ours:8.1f} ms / {1000 * theirs:8.1f} ms = {ratio:5.2f}  (bar {bar})")
    peak = _peak(path)
    met &= peak < 80
    print(f"{'peak memory of a lint':26} {peak:8.1f} MB  (bar 80)")
    return 0 if met else 1


def _lint(path: str) -> object:
    """Check a report and say what is wrong with it, as the command does before it writes."""
    result = check_path(path)
    return findings_of(result.facts.document, result.assertions, all_rules())


def _turns(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    best = [1e9, 1e9]
    for _ in range(TURNS):
        for side, work in enumerate((ours, theirs)):
            for _ in range(WARM):
                start = perf_counter()
                work()
                best[side] = min(best[side], perf_counter() - start)
    return best[0], best[1]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _peak(path: str) -> float:
    """Return the peak memory of a lint in a process of its own, in MB, as Linux counts it since the program began."""
    code = (
        "from click.testing import CliRunner; from textcheck.cli import main; "
        f"CliRunner().invoke(main, ['lint', '--fail-on', 'never', {path!r}]); "
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "../shared/seed/report.txt"))
