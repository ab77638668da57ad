"""HTML that cannot be broken out of: whatever is put in is escaped, and a page runs only what it was made with."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from os.path import dirname, join

_HEAD = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="generator" content="textcheck">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{style_hash}'; script-src '{script_hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
"""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_STEERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def escape(text: str) -> str:
    """Return ``text`` so that it is text in an element and in a quoted attribute alike; control characters become marks."""
    if not text.isprintable():
        text = _STEERING.sub("", _CONTROLS.sub("\ufffd", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#39;")


def embedded(value: object) -> str:
    """Return ``value`` as JSON that may stand in a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


@cache
def asset(name: str) -> str:
    """Return a file that ships beside this module."""
    with open(join(dirname(__file__), "assets", name), encoding="utf-8") as file:
        return file.read()


def page(lang: str, title: str, body: str, script: str, data: object = None) -> bytes:
    """Return a whole page: the only style and script that it lets run are those named by their hashes."""
    style, code = asset("page.css"), asset(script) if script else ""
    head = _HEAD.format(
        lang=lang, title=escape(title), style=style, style_hash=_hash(style), script_hash=_hash(code) if code else "none"
    )
    parts = [head, body]
    if data is not None:
        parts.append(f'<script type="application/json" id="data">{embedded(data)}</script>\n')
    if code:
        parts.append(f"<script>{code}</script>\n")
    return "".join((*parts, "</html>\n")).encode("utf-8", "replace")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
