"""Word files of other kinds (.doc, .wps, .rtf, .odt): turned into .docx by LibreOffice, then read as that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.readers.docx_body import transcribe
from textcheck.readers.office import convert

if TYPE_CHECKING:
    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits

_OLD = ("旧版 Word", ".doc")
_KINDS = ((b"{\\rtf", ("RTF", ".rtf")), (b"PK", ("ODT", ".odt")))


def read(data: bytes, path: str, limits: Limits) -> Source:
    """Return the report that the file holds, all changes accepted; raise InputError with one sentence if it holds none.

    Places are those of the .docx that LibreOffice makes of it.
    """
    form, suffix = next((kind for magic, kind in _KINDS if data.startswith(magic)), _OLD)
    converted = convert(data, form, suffix, "docx", limits.seconds)
    return transcribe(converted, form, limits).source(path)
