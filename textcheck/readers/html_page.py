"""A web page to a transcript, whether it comes as a file of its own or inside another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.errors import InputError
from textcheck.readers.garbled import unravel
from textcheck.readers.html_body import Body
from textcheck.readers.html_decode import decode_page, too_broken
from textcheck.readers.html_prune import prune
from textcheck.readers.limits import Clock
from textcheck.readers.transcript import Transcript

if TYPE_CHECKING:
    from textcheck.document.source import Source
    from textcheck.readers.limits import Limits

_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100};base64,[A-Za-z0-9+/=\s]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def read_page(data: bytes, path: str, limits: Limits, form: str, declared: str = "") -> Source:
    """Return the report on a page; ``declared`` is the encoding that something outside the page says it has."""
    from lxml import etree

    clock = Clock(limits.seconds)
    text, encoding, broken = decode_page(data, declared)
    if too_broken(text, broken):
        raise InputError("无法识别网页的编码，文字多处损坏；请在浏览器里打开，看到文字正常后另存再检查。")
    if "base64," in text:
        text = _EMBEDDED.sub("", text)
    if len(text) > limits.text:
        raise InputError(f"网页超过 {limits.text // 1_000_000} MB，不像一份报告，没有检查。")
    text, mended = unravel(text)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        root = etree.fromstring(_CONTROLS.sub("", text).encode("utf-8"), parser)
    except etree.LxmlError:
        root = None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise InputError("网页的标签嵌套太深，不像一份报告，没有检查。")
    body = root if root is None else root.find("body")
    transcript = Transcript(form)
    if broken:
        transcript.remark("U912", f"网页里有 {broken} 个字符已经损坏，所在的地方读得没有把握。")
    if mended:
        transcript.remark("U912", mended)
    if body is not None:
        hidden, struck = prune(body)
        if hidden:
            transcript.remark("U911", f"网页里有 {hidden} 处隐藏的内容，没有检查。")
        if struck:
            transcript.remark("U911", f"网页里有 {struck} 处划去的文字，没有检查。")
        Body(transcript, limits, clock).write(body)
    return transcript.source(path, encoding)
