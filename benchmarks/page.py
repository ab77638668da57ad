"""The page of a report: how large it is, how long writing takes beside the lint, how fast it opens.

    python benchmarks/page.py ../shared/seed/report.txt

1. writing the page against the lint itself, processor time, best of several turns (at most 1.0);
2. the size of the page (under 1.5 MB);
3. the same for the report ten times over, as long as one of 300 pages (no bar on size);
4. both in chromium: until the page is loaded and its script has run, until a click on a figure shows its checks, and
   until a search is answered.

Exits 1 if a bar is missed; without chromium the last part is left out.
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from textcheck.engine import check_path
from textcheck.finding import findings_of
from textcheck.ledger import ledger, tally
from textcheck.listing import pages
from textcheck.report import Report
from textcheck.reporters.html import HtmlReporter
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

TURNS = 5
MOST = 1_500_000


def main(path: str) -> int:
    """Measure, print, and tell whether every bar is met."""
    reporter = HtmlReporter("zh", pages())
    met = True
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.txt"
        long.write_text("\n".join([Path(path).read_text(encoding="utf-8")] * 10), encoding="utf-8")
        for name, source, bar in (("the report", path, MOST), ("ten times over", str(long), 0)):
            report = _checked(source)
            lint = _best(lambda source=source: _checked(source, whole=False))
            write = _best(lambda report=report: reporter.file(report))
            page = Path(folder) / "page.html"
            page.write_bytes(reporter.file(report).data)
            size = page.stat().st_size
            met &= write <= lint and (not bar or size < bar)
            print(f"{name}: {len(report.ledger or ())} figures, {len(report.findings)} findings, {size / 1e6:.2f} MB")
            print(f"  writing / lint {1000 * write:8.0f} ms / {1000 * lint:8.0f} ms = {write / lint:5.2f}  (bar 1.0)")
            _open(page)
    return 0 if met else 1


def _checked(path: str, *, whole: bool = True) -> Report:
    """Check a report; only the ``whole`` outcome has its ledger, as without a page nobody asks for it."""
    result = check_path(path)
    facts = result.facts
    findings = findings_of(facts.document, result.assertions, all_rules())
    figures = tally(facts.figures, result.assertions)
    entries = ledger(facts.figures, result.assertions) if whole else None
    return Report(path, facts.document, facts.profile.id, findings, figures, entries)


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(TURNS):
        gc.collect()
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def _open(path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("  chromium is missing")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        times = [_visit(browser.new_page(viewport={"width": 1440, "height": 900}), path) for _ in range(3)]
        browser.close()
    for name, values in zip(("opens", "a click answers", "a search answers"), zip(*times, strict=True), strict=True):
        print(f"  {name:17} {1000 * min(values):6.0f} ms")


def _visit(page: object, path: Path) -> tuple[float, float, float]:
    start = perf_counter()
    page.goto(path.as_uri(), wait_until="load")  # type: ignore[attr-defined]
    opened = perf_counter()
    click = """() => {
        const begin = performance.now();
        const figures = document.querySelectorAll('.paper .f.c');
        figures[figures.length - 1].click();
        document.body.getBoundingClientRect();
        return performance.now() - begin;
    }"""
    clicked = page.evaluate(click) / 1000  # type: ignore[attr-defined]
    search = """() => new Promise((done) => {
        const begin = performance.now();
        const query = document.getElementById('query');
        query.value = '基本支出';
        query.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
        done(performance.now() - begin);
    })"""
    searched = page.evaluate(search) / 1000  # type: ignore[attr-defined]
    page.close()  # type: ignore[attr-defined]
    return opened - start, clicked, searched


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "../shared/seed/report.txt"))
