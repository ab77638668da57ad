"""The names of files as other programs look them up: from where the program was started, with forward slashes."""

from __future__ import annotations

import os

STDIN = "stdin"


def relative(path: str) -> str:
    """Return ``path`` from the current folder; one outside of it stays whole."""
    if path == "-":
        return STDIN
    whole, here = os.path.abspath(path), os.getcwd()
    inside = whole.startswith(os.path.join(here, ""))
    return (os.path.relpath(whole, here) if inside else whole).replace(os.sep, "/")


def uri(path: str) -> str:
    """Return ``path`` as a reference: relative inside the current folder, else with ``file:``."""
    from urllib.parse import quote

    name = relative(path)
    if not os.path.isabs(name):
        return quote(name if ":" not in name.split("/", 1)[0] else f"./{name}")
    return "file://" + quote(name if name.startswith("/") else f"/{name}", safe="/:")
