"""How well and how fast PDF reports are read, beside other libraries.

    python benchmarks/pdf.py speed [FILE ...]   # milliseconds of processor time a page: others, our reading, our whole lint
    python benchmarks/pdf.py programs [FILE ...]  # the same of whole programs, our lint and a script of pdfplumber
    python benchmarks/pdf.py cells [FILE ...]   # cells of ruled tables: ours beside pdfplumber's, page by page
    python benchmarks/pdf.py tables [FILE ...]  # tables recognised and amounts bound, beside the text of the same report
    python benchmarks/pdf.py memory             # the most memory that reading a file of 300 pages takes

Without files: the originals of ../shared/corpus.
"""

from __future__ import annotations

import gc
import io
import re
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from textcheck.engine import check_document
from textcheck.fact.factbase import FactBase
from textcheck.readers.formats import read_path, read_source

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path("../shared/corpus")
_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?%?$")
_FIFTH = 0.2


def speed(files: list[Path]) -> None:
    """Print milliseconds a page of every way of reading, each once, and of our whole lint; all files take some ten minutes."""
    import pdf_oxide
    import pdfplumber
    import pypdfium2

    def plumber(path: Path) -> None:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_text()
                page.extract_tables()
                page.close()

    def pdfium(path: Path) -> None:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            page.get_textpage().get_text_range()

    def oxide(path: Path) -> None:
        document = pdf_oxide.PdfDocument(str(path))
        for page in range(document.page_count()):
            document.extract_text(page)

    def lint(path: Path) -> None:
        check_document(read_path(str(path)))

    ways: dict[str, Callable[[Path], object]] = {
        "pypdfium2 text": pdfium,
        "pdf_oxide text": oxide,
        "our reading": lambda path: read_source(path.read_bytes(), str(path)),
        "our reading and check": lint,
        "pdfplumber text+tables": plumber,
    }
    gc.disable()  # as the command does
    spent: Counter[str] = Counter()
    pages = 0
    shares: list[tuple[float, str]] = []
    for path in files:
        pages += len(pypdfium2.PdfDocument(path))
        lint(path)  # what is made once for a kind of report is made
        took = {name: _timed(way, path) for name, way in ways.items()}
        spent.update(took)
        shares.append((took["our reading and check"] / took["pdfplumber text+tables"], path.name))
        gc.collect()
    for name in ways:
        print(f"{name}: {1000 * spent[name] / pages:.2f} ms a page")
    share = spent["our reading and check"] / spent["pdfplumber text+tables"]
    print(f"{pages} pages of {len(files)} files; reading and check take {share:.1%} of pdfplumber's time")
    over = sorted(each for each in shares if each[0] > _FIFTH)
    print(f"{len(over)} files take more than a fifth; the worst is {max(shares)[0]:.1%}")
    for part, name in over:
        print(f"    {part:.1%} {name}")


def programs(files: list[Path]) -> None:
    """Print the processor time of whole programs, start of Python and output with them: our lint and a script of pdfplumber."""
    plumber = (
        "import sys, pdfplumber\nfor page in pdfplumber.open(sys.argv[1]).pages:\n"
        "    page.extract_text(); page.extract_tables(); page.close()"
    )
    ways = {"lint": ("-m", "textcheck", "lint"), "pdfplumber": ("-c", plumber)}
    spent: Counter[str] = Counter()
    shares: list[float] = []
    for path in files:
        took = {name: min(_run(words, path) for _ in range(2)) for name, words in ways.items()}
        spent.update(took)
        shares.append(took["lint"] / took["pdfplumber"])
        print(f"{shares[-1]:.1%} {1000 * took['lint']:.0f} ms of {1000 * took['pdfplumber']:.0f} {path.name}", flush=True)
    print(f"together {spent['lint'] / spent['pdfplumber']:.1%}; {sum(share > _FIFTH for share in shares)} files over a fifth")


def _run(words: tuple[str, ...], path: Path) -> float:
    """Return the seconds of processor time that a program of its own takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words, str(path)], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _timed(way: Callable[[Path], object], path: Path) -> float:
    begin = process_time()
    way(path)
    return process_time() - begin


def cells(files: list[Path]) -> None:
    """Print how many filled cells that pdfplumber finds in tables we find on the same page, blanks aside, and ours beside."""
    import pdfplumber

    total: Counter[str] = Counter()
    for path in files:
        ours = our_cells(path)
        here: Counter[str] = Counter()
        with pdfplumber.open(path) as document:
            for page in document.pages:
                theirs = Counter(
                    plain(cell) for table in page.extract_tables() for row in table for cell in row if cell and cell.strip()
                )
                mine = ours.get(page.page_number, Counter())
                lost = theirs - mine
                figures = [text for text in lost.elements() if _FIGURE.match(text)]
                here.update(theirs=theirs.total(), agreed=(theirs & mine).total(), more=(mine - theirs).total())
                here.update(figures=sum(count for text, count in theirs.items() if _FIGURE.match(text)), lost=len(figures))
                if figures:
                    print(f"    page {page.page_number}: {figures[:8]}")
                page.close()
        total.update(here)
        print(path.stem, dict(here), flush=True)
    print("together:", dict(total))


def our_cells(path: Path) -> dict[int, Counter[str]]:
    """Return the filled cells of tables by page, without blanks."""
    source = read_source(path.read_bytes(), str(path))
    found: dict[int, Counter[str]] = {}
    at = 0
    for line in source.text.split("\n"):
        if "\t" in line:
            offset = at
            for cell in line.split("\t"):
                if cell:
                    found.setdefault(source.place(offset).page, Counter())[plain(cell)] += 1
                offset += len(cell) + 1
        at += len(line) + 1
    return found


def plain(text: str) -> str:
    """Return a text without white space."""
    return re.sub(r"\s", "", text)


def tables(files: list[Path]) -> None:
    """Print recognised tables and bound amounts of each PDF and of its text."""
    names = {row[1]: row[0] for row in _index()}
    total: Counter[str] = Counter()
    for path in files:
        for kind, each in (("text", CORPUS / names.get(f"pdf/{path.name}", "-")), ("pdf", path)):
            if not each.is_file():
                continue
            facts = FactBase(read_path(str(each)))
            bound = sum(fact.printed for table in facts.tables for fact in table.facts)
            unbound = sum(len(table.unbound) for table in facts.tables)
            total.update({f"{kind} tables": len(facts.tables), f"{kind} bound": bound, f"{kind} unbound": unbound})
            print(f"{path.stem} {kind}: {len(facts.tables)} tables, {bound} amounts bound, {unbound} not")
    print("together:", dict(total))


def _index() -> list[list[str]]:
    rows = [line.split("\t") for line in (CORPUS / "INDEX.tsv").read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if len(row) > 1 and row[1].endswith(".pdf")]


def memory(files: list[Path]) -> None:
    """Compose a file of 300 pages from the pages of a report and print the most memory that reading it takes."""
    import pypdfium2

    largest = pypdfium2.PdfDocument(max(files, key=lambda path: len(pypdfium2.PdfDocument(path))))
    whole = pypdfium2.PdfDocument.new()
    while len(whole) < 300:
        whole.import_pages(largest, list(range(min(len(largest), 300 - len(whole)))))
    buffer = io.BytesIO()
    whole.save(buffer)
    whole.close()
    largest.close()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    source = read_source(buffer.getvalue(), "300.pdf")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{len(source.text)} characters; at most {after // 1024} MB, {(after - before) // 1024} MB more than before reading")


def main(words: list[str]) -> int:
    """Run the measurement that the first word names."""
    todo = {"speed": speed, "programs": programs, "cells": cells, "tables": tables, "memory": memory}.get(
        words[0] if words else ""
    )
    if todo is None:
        print(__doc__)
        return 2
    todo([Path(word) for word in words[1:]] or sorted((CORPUS / "pdf").glob("*.pdf")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
