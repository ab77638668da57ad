"""Plain text, with tables as tab-separated or pipe rows, to a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.document.source import Source
from textcheck.errors import InputError
from textcheck.readers.decode import decode
from textcheck.readers.marks import take_marks
from textcheck.readers.outline import build_document

if TYPE_CHECKING:
    from textcheck.document.blocks import Document


def read_path(path: str) -> Document:
    """Read the file at ``path``; raise InputError with one Chinese sentence if it is no readable text."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise InputError(f"找不到文件：{path}") from None
    except IsADirectoryError:
        raise InputError(f"这是文件夹，不是文件：{path}") from None
    except OSError as error:
        raise InputError(f"无法读取文件：{path}（{error.strerror}）") from None
    return read_bytes(data, path)


def read_bytes(data: bytes, path: str) -> Document:
    """Read ``data`` as the text of a report; ``path`` is only shown."""
    decoded, encoding = decode(data)
    text, marks = take_marks(decoded)
    return build_document(Source(path, text, encoding, marks))
