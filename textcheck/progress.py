"""How far the work is, on standard error, for someone who waits; nothing where nobody looks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from textcheck.reporters.columns import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from threading import Event
    from typing import TextIO

Thing = TypeVar("Thing")
PATIENCE = 1.0
_EVERY = 0.5
_BAR = 20


def watched(things: Iterable[Thing], count: int, stream: TextIO | None) -> Iterator[Thing]:
    """Yield ``things`` as they come, telling meanwhile how many of ``count`` are done; for a single one, how long it takes.

    The line is taken away before a thing is yielded, so that what is written of it stands alone.
    """
    if stream is None or not stream.isatty():
        yield from things
    elif count > 1:
        yield from _counted(things, count, stream)
    else:
        yield from _timed(things, stream)


def _counted(things: Iterable[Thing], count: int, stream: TextIO) -> Iterator[Thing]:
    shown = _show(stream, _bar(0, count))
    for done, thing in enumerate(things, 1):
        _erase(stream, shown)
        yield thing
        shown = _show(stream, _bar(done, count)) if done < count else 0
    _erase(stream, shown)


def _timed(things: Iterable[Thing], stream: TextIO) -> Iterator[Thing]:
    """Tell the seconds from another thread; the work itself stays in this one."""
    from threading import Event, Thread

    done = Event()
    thread = Thread(target=_tick, args=(stream, done), daemon=True)
    thread.start()
    try:
        found = list(things)
    finally:
        done.set()
        thread.join()
    yield from found


def _tick(stream: TextIO, done: Event) -> None:
    begin, shown = time.monotonic(), 0
    wait = PATIENCE
    while not done.wait(wait):
        _erase(stream, shown)
        shown = _show(stream, f"正在检查，已用 {int(time.monotonic() - begin)} 秒")
        wait = _EVERY
    _erase(stream, shown)


def _bar(done: int, count: int) -> str:
    filled = done * _BAR // count
    return f"检查 [{'#' * filled}{'-' * (_BAR - filled)}] {done}/{count}"


def _show(stream: TextIO, text: str) -> int:
    stream.write(text)
    stream.flush()
    return width(text)


def _erase(stream: TextIO, shown: int) -> None:
    if shown:
        stream.write(f"\r{' ' * shown}\r")
        stream.flush()
