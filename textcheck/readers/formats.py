"""Which format a file is of, by its content; its reader is loaded when a file of it comes."""

from __future__ import annotations

import os
import re
from importlib import import_module
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from textcheck.collector import at_rest
from textcheck.errors import InputError, reason
from textcheck.readers.limits import LIMITS
from textcheck.readers.outline import build_document

if TYPE_CHECKING:
    from textcheck.document.blocks import Document
    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits


class Format(NamedTuple):
    """A format that reports come in: its name, the file name endings that folders are searched for, and its reader.

    A format without a reader is recognised to be declined; ``instead`` says what to do.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str = ""
    instead: str = ""


class Reader(Protocol):
    """What a module of a format offers."""

    def read(self, data: bytes, path: str, limits: Limits) -> Source:
        """Return the report that ``data`` holds; raise InputError with one sentence if it holds none."""


_INTO_TEXT = "请先另存为文本（UTF-8）再检查"
FORMATS = {
    each.name: each
    for each in (
        Format("text", (".txt", ".md"), "text"),
        Format("HTML", (".html", ".htm"), "html"),
        Format("MHTML", (".mht", ".mhtml"), "mhtml"),
        Format("PDF", (".pdf",), "pdf.reader"),
        Format("Word", (".docx", ".docm"), "docx"),
        Format("xlsx", (".xlsx", ".xlsm"), "xlsx"),
        Format("xls", (".xls", ".et"), "xls"),
        Format("压缩包", (".zip",), "archive"),
        Format("旧版 Word", (".doc", ".wps"), "olddoc"),
        Format("RTF", (".rtf",), "olddoc"),
        Format("ODT", (".odt",), "olddoc"),
        Format("旧版 Office", (), instead=_INTO_TEXT),
        Format("图片", (), instead="要检查的是文字，请提供文字版"),
    )
}
SUFFIXES = tuple(suffix for form in FORMATS.values() for suffix in form.suffixes)
_SIGNATURES = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second: with nothing in it
_TEXT_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"  # its first part, unpacked, as the standard has it
_NAME_IN_ZIP = 30
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*){0,5}"
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|table|div|script|style|link)\b)",
    re.IGNORECASE,
)
_MAIL = re.compile(rb"[A-Za-z][\w-]{1,40}:")
_WEB_ARCHIVE = re.compile(rb"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_HEAD = 4096
_PDF = re.compile(rb"[\s\S]{0,1000}?%PDF-")


def recognise(data: bytes) -> Format:
    """Return the format of a file; what has no mark of its own is taken for text."""
    if data.startswith(_ZIP):
        return FORMATS[_packed(data)]
    if data.startswith(_OLE):
        from textcheck.readers.ole import kind

        return FORMATS[kind(data) or "旧版 Office"]
    if _PDF.match(data):
        return FORMATS["PDF"]
    if _HTML.match(_probe(data)):
        return FORMATS["HTML"]
    if _MAIL.match(data) and b"mime-version:" in data[:_HEAD].lower() and _WEB_ARCHIVE.search(data[:_HEAD]):
        return FORMATS["MHTML"]
    return FORMATS[next((name for magic, name in _SIGNATURES if data.startswith(magic)), "text")]


def read_source(data: bytes, path: str, limits: Limits = LIMITS) -> Source:
    """Return the text of a report in whatever format; raise InputError with one sentence if it cannot be read."""
    if len(data) > limits.file:
        raise InputError(f"文件超过 {limits.file // 1_000_000} MB，不像一份报告，没有检查。")
    form = recognise(data)
    if not form.reader:
        raise InputError(f"这是{form.name}文件，还不能读；{form.instead}。")
    reader = cast("Reader", import_module(f"textcheck.readers.{form.reader}"))
    source = reader.read(data, path, limits)
    if len(source.text) > limits.text or max(map(len, source.text.split("\n"))) > limits.line:
        raise InputError("文件里的文字过多，不像一份报告，没有检查。")
    return source


def read_bytes(data: bytes, path: str, limits: Limits = LIMITS) -> Document:
    """Return the document that ``data`` holds; ``path`` is only shown."""
    with at_rest():
        return build_document(read_source(data, path, limits))


def read_path(path: str) -> Document:
    """Read the report at ``path``; raise InputError with one Chinese sentence if that is impossible."""
    return read_bytes(load(path), path)


def load(path: str) -> bytes:
    """Return what the file at ``path`` holds, of one too large a byte too much; raise InputError if that is impossible."""
    try:
        if not S_ISREG(os.stat(path).st_mode) and not os.path.isdir(path):  # a pipe might never end
            raise InputError("这不是普通文件，没有检查。")
        with open(path, "rb") as file:
            return file.read(LIMITS.file + 1)
    except FileNotFoundError:
        raise InputError("找不到这个文件。") from None
    except (OSError, ValueError) as error:
        raise InputError(f"无法读取：{reason(error)}。") from None


def _probe(data: bytes) -> bytes:
    """Return the beginning of a file in single bytes, also of one in UTF-16."""
    head = data[:_HEAD]
    return head[2:].replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head


def _packed(data: bytes) -> str:
    """Tell a Word file, a workbook and an archive apart by what they contain."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise InputError("这是 Word、Excel 或压缩包一类的文件，但已经损坏，打不开。") from None
    if "word/document.xml" in names:
        return "Word"
    if data.startswith(_TEXT_DOCUMENT, _NAME_IN_ZIP):
        return "ODT"
    return "xlsx" if "xl/workbook.xml" in names else "压缩包"
