"""What someone who waits is told on standard error, and that results do not wait for it."""

from __future__ import annotations

import io
import time

import pytest

from textcheck import progress
from textcheck.progress import watched


class Screen(io.StringIO):
    """A terminal that notes what was on its line when something else was written."""

    def isatty(self) -> bool:
        return True

    @property
    def line(self) -> str:
        return self.getvalue().rsplit("\r", 1)[-1]


def test_quiet_where_nobody_looks() -> None:
    stream = io.StringIO()
    assert list(watched(iter("abc"), 3, stream)) == ["a", "b", "c"]
    assert list(watched(iter("abc"), 3, None)) == ["a", "b", "c"]
    assert stream.getvalue() == ""


def test_results_come_one_by_one_and_find_the_line_clean() -> None:
    screen = Screen()
    asked: list[int] = []

    def things() -> object:
        for number in range(4):
            asked.append(number)
            yield number

    seen = []
    for thing in watched(things(), 4, screen):  # type: ignore[arg-type]
        assert screen.line == ""
        assert asked == list(range(len(seen) + 1))
        seen.append(thing)
    assert seen == [0, 1, 2, 3]
    assert "0/4" in screen.getvalue()
    assert "3/4" in screen.getvalue()
    assert screen.line == ""


def test_the_line_is_taken_away_as_wide_as_it_was() -> None:
    screen = Screen()
    list(watched(iter("ab"), 2, screen))
    shown = screen.getvalue().split("\r")
    assert len(shown[1]) == len(shown[0]) + 2  # two of its characters take two columns each


def test_a_single_one_that_is_quick_shows_nothing() -> None:
    screen = Screen()
    assert list(watched(iter("a"), 1, screen)) == ["a"]
    assert screen.getvalue() == ""


def test_a_single_one_that_takes_long_tells_the_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.01)
    screen = Screen()

    def slow() -> object:
        while not screen.getvalue():
            time.sleep(0.01)
        yield "a"

    assert list(watched(slow(), 1, screen)) == ["a"]  # type: ignore[arg-type]
    assert screen.getvalue().startswith("正在检查，已用 0 秒")
    assert screen.line == ""


def test_a_crash_leaves_a_clean_line() -> None:
    def crash() -> object:
        raise KeyError
        yield

    with pytest.raises(KeyError):
        list(watched(crash(), 1, Screen()))  # type: ignore[arg-type]
