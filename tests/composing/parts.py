"""A report in several files: its tables as a workbook and the rest as a Word file, as an archive of both."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from composing.sheets import compose as workbook
from composing.word import compose as word

if TYPE_CHECKING:
    from collections.abc import Mapping


def halves(text: str) -> tuple[str, str]:
    """Split a report after its last table that has prose after it, at the heading that follows."""
    rows = [match.end() for match in re.finditer(r"^.*\t.*$", text, re.MULTILINE)]
    gaps = [(after - before, before) for before, after in zip(rows, [*rows[1:], len(text)], strict=True)]
    at = text.index("\n\n", max(gaps)[1]) + 2
    return text[:at], text[at:]


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of some files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def workbook_and_word(text: str) -> bytes:
    """Return a report as an archive of two files, in the order of the report."""
    first, second = halves(text)
    return zipped({"1附表.xlsx": workbook(first), "2说明.docx": word(second)})
