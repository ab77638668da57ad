"""The program as a process: what it loads, how it stops, pipes that break, workers that die."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stubs import REPORT

from textcheck.engine import check_bytes
from textcheck.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent
PROGRAM = "from textcheck.cli import main; main()"
# a shell that starts the tests in the background has SIGINT ignored
STUBBED = """
import os, signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from stubs import StubRule
from textcheck import engine
class Slow(StubRule):
    def check(self, facts):
        os.write(1, b"started\\n")
        time.sleep({seconds})
        return super().check(facts)
engine.all_rules = lambda: (Slow(),)
from textcheck.cli import main
main()
"""


@contextmanager
def start(program: str, *arguments: str, own_group: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS), os.environ.get("PYTHONPATH", "")))}
    command = [sys.executable, "-c", program, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=environment, start_new_session=own_group) as process:
        try:
            yield process
        finally:
            process.kill()


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


def test_lint_loads_nothing_heavy(report: Path) -> None:
    program = (
        "import sys, atexit\n"
        "heavy = {'spacy', 'jieba', 'cn2an', 'numpy', 'rich', 'json', 'importlib.metadata', 'concurrent.futures', 'multiprocessing'}\n"
        "heavy |= {'textcheck.config', 'textcheck.tomlfile', 'textcheck.baseline', 'textcheck.lexicon.relations'}\n"
        f"atexit.register(lambda: print('LOADED', sorted(heavy & set(sys.modules)))); {PROGRAM}"
    )
    with start(program, "lint", str(report), "--fail-on", "never") as process:
        code, out, err = finish(process)
    assert (code, err) == (0, "")
    assert out.endswith("LOADED []\n")


@pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")
class TestSignals:
    def test_interrupt(self, report: Path) -> None:
        with start(STUBBED.format(seconds=60), "lint", str(report)) as process:
            wait_for_start(process)
            process.send_signal(signal.SIGINT)
            code, _, err = finish(process)
        assert (code, err.strip()) == (130, "")

    def test_interrupt_while_side_by_side(self, report: Path, tmp_path: Path) -> None:
        (tmp_path / "other.txt").write_text(REPORT, encoding="utf-8")
        program = STUBBED.format(seconds=60)
        with start(program, "lint", str(report), str(tmp_path / "other.txt"), "--jobs", "2", own_group=True) as process:
            wait_for_start(process)
            os.killpg(process.pid, signal.SIGINT)
            code, _, err = finish(process)
        assert (code, err.strip()) == (130, "")

    def test_interrupt_by_impatient_user(self, report: Path, tmp_path: Path) -> None:
        (tmp_path / "other.txt").write_text(REPORT, encoding="utf-8")
        program = STUBBED.format(seconds=60)
        with start(program, "lint", str(report), str(tmp_path / "other.txt"), "--jobs", "2", own_group=True) as process:
            wait_for_start(process)
            for _ in range(3):
                os.killpg(process.pid, signal.SIGINT)
            code, _, err = finish(process)
        assert code in (130, -signal.SIGINT)
        assert err.strip() == ""

    @pytest.mark.parametrize(("number", "expected"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_only_the_program_is_told(self, report: Path, tmp_path: Path, number: int, expected: int) -> None:
        (tmp_path / "other.txt").write_text(REPORT, encoding="utf-8")
        program = STUBBED.format(seconds=300)
        with start(program, "lint", str(report), str(tmp_path / "other.txt"), "--jobs", "2") as process:
            wait_for_start(process)
            process.send_signal(number)
            code, _, err = finish(process)  # which waits until the workers have closed their standard output, too
        assert (code, err.strip()) == (expected, "")

    def test_a_worker_that_does_not_hear(self, report: Path, tmp_path: Path) -> None:
        (tmp_path / "other.txt").write_text(REPORT, encoding="utf-8")
        deaf = "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM])\n        os.write(1, b"
        program = "import signal\n" + STUBBED.format(seconds=300).replace("os.write(1, b", deaf)
        with start(program, "lint", str(report), str(tmp_path / "other.txt"), "--jobs", "2") as process:
            wait_for_start(process)
            process.send_signal(signal.SIGINT)
            code, _, err = finish(process)
        assert (code, err.strip()) == (130, "")

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    @pytest.mark.parametrize("count", [1, 2])
    def test_temporary_files_are_taken_away(self, tmp_path: Path, number: int, count: int) -> None:
        reports = [tmp_path / f"{name}.txt" for name in range(count)]
        for path in reports:
            path.write_text(REPORT, encoding="utf-8")
        sleep = (
            "with tempfile.TemporaryDirectory(dir=FOLDER):\n            os.write(1, b'started\\n')\n            time.sleep(300)"
        )
        program = "import tempfile\n" + STUBBED.replace('os.write(1, b"started\\n")\n        time.sleep({seconds})', sleep)
        program = program.replace("FOLDER", repr(str(tmp_path)))
        with start(program, "lint", *map(str, reports), "--jobs", "2", own_group=True) as process:
            for _ in reports:
                wait_for_start(process)
            os.killpg(process.pid, number)
            finish(process)
        assert sorted(tmp_path.iterdir()) == reports

    def test_broken_pipe(self, report: Path) -> None:
        with start(STUBBED.format(seconds=0.5), "lint", str(report)) as process:
            wait_for_start(process)
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(timeout=20) == 141

    def test_closed_stdout(self, report: Path) -> None:
        with start(f"import sys; sys.stdout = None; {PROGRAM}", "lint", str(report)) as process:
            assert finish(process) == (2, "", "textcheck：标准输出已关闭，无处写出结果。\n")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_full_disk(self, report: Path) -> None:
        with start(f"import sys; sys.stdout = open('/dev/full', 'w'); {PROGRAM}", "lint", str(report)) as process:
            code, _, err = finish(process)
        assert code == 2
        assert err.startswith("textcheck：无法写出结果：")
        assert "Traceback" not in err

    def test_workers_are_gone_before_the_end(self, report: Path, tmp_path: Path) -> None:
        (tmp_path / "other.txt").write_text(REPORT, encoding="utf-8")
        program = (
            "import concurrent.futures.process, multiprocessing.util, os, threading, time\n"
            "threading._register_atexit(lambda: os.write(1, b'THREADS %d\\n' % threading.active_count()))\n"  # before the pool's own ending
            "from textcheck import batch\nread = batch.load_report\n"
            "def load(given):\n"
            "    multiprocessing.util.Finalize(None, time.sleep, args=(0.5,), exitpriority=1)\n"  # a worker slow to end
            "    return read(given)\n"
            "batch.load_report = load\n" + PROGRAM
        )
        with start(program, "lint", str(report), str(tmp_path / "other.txt"), "--jobs", "2", "--fail-on", "never") as process:
            code, out, err = finish(process)
        assert (code, err) == (0, "")
        assert set(re.findall("THREADS .*", out)) == {"THREADS 1"}  # the workers tell theirs, too

    def test_dying_worker_costs_only_its_own_report(self, tmp_path: Path) -> None:
        for name in ("a", "b", "c"):
            (tmp_path / f"{name}.txt").write_text(REPORT, encoding="utf-8")
        program = (
            "import os\nfrom textcheck import batch\nread = batch.load_report\n"
            "batch.load_report = lambda given: os._exit(9) if given.path.endswith('b.txt') else read(given)\n" + PROGRAM
        )
        with start(program, "lint", str(tmp_path), "--jobs", "2", "--format", "json") as process:
            code, out, err = finish(process)
        assert code == 2
        assert [file["error"] for file in json.loads(out)["files"]] == [None, "检查进程意外中止，可能是内存不足。", None]
        assert "Traceback" not in err


def wait_for_start(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == b"started\n"


@pytest.mark.parametrize("enabled", [True, False])
def test_collector_runs_again_as_before(enabled: bool) -> None:  # noqa: FBT001
    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        check_bytes("一、收入情况\n全年收入1.00万元。\n".encode())
        with pytest.raises(InputError):
            check_bytes(b"%PDF-1.4 broken")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()
