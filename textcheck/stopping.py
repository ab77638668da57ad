"""How the program stops when told to: it unwinds, so that no temporary file and no program that it started stays behind."""

from __future__ import annotations

import signal
from typing import NoReturn

INTERRUPTED = 130
TERMINATED = 143
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def take_signals() -> None:
    """Unwind at the first signal to stop, and heed no other meanwhile; a signal that is ignored remains so."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def leave_signals() -> None:
    """End without a word at the next signal: there is nothing to unwind."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def _stop(number: int, _frame: object) -> NoReturn:
    for each in _SIGNALS:
        signal.signal(each, _unheard)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(TERMINATED)


def _unheard(_number: int, _frame: object) -> None:
    """Do nothing."""
