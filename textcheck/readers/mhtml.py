"""Web archives (MHTML): a mail whose first part in HTML is the page."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

from textcheck.errors import InputError
from textcheck.readers.html_page import read_page

if TYPE_CHECKING:
    from email.message import Message

    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits


def read(data: bytes, path: str, limits: Limits) -> Source:
    """Return the report on the page that ``data`` archives; raise InputError with one sentence if there is none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        pages = [part for part in _parts(message, limits) if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        page = max(pages, key=lambda part: len(part.get_payload()), default=None)
        content = page.get_payload(decode=True) if page is not None else None
        declared = (page.get_content_charset() or "") if page is not None else ""
    except InputError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise InputError("网页归档（mht）已经损坏，打不开。") from None
    if not isinstance(content, bytes):
        raise InputError("网页归档（mht）里没有网页。")
    return read_page(content, path, limits, "MHTML", declared)


def _parts(message: Message, limits: Limits) -> list[Message]:
    parts: list[Message] = []
    for part in message.walk():
        parts.append(part)
        if len(parts) > limits.parts:
            raise InputError(f"网页归档（mht）里的部分超过 {limits.parts} 个，不像一份报告，没有检查。")
    return parts
