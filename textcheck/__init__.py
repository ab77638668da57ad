"""Check Chinese public-finance reports the way a compiler checks code.

The names below are the public interface; everything else may change between versions. They are loaded when first used,
so that ``import textcheck`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from textcheck.version import VERSION

if TYPE_CHECKING:
    from textcheck.engine import Result, check_bytes, check_document, check_path
    from textcheck.errors import TextcheckError
    from textcheck.finding import Finding, findings_of

__version__ = VERSION
__all__ = [
    "Finding",
    "Result",
    "TextcheckError",
    "check_bytes",
    "check_document",
    "check_path",
    "findings_of",
]
_HOMES = {
    "Finding": "textcheck.finding",
    "Result": "textcheck.engine",
    "TextcheckError": "textcheck.errors",
    "check_bytes": "textcheck.engine",
    "check_document": "textcheck.engine",
    "check_path": "textcheck.engine",
    "findings_of": "textcheck.finding",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (the type is that of whatever is asked for)
    """Load a public name from its module."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
