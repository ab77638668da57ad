"""Rest for the collector of cycles while a report is built up: nothing of it is garbage yet, and it would look at all of it again and again."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def at_rest() -> Iterator[None]:
    """Keep the collector from running; afterwards it runs again if it did before."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
