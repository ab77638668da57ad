"""Text in the wrong characters: read in another encoding than it was written in, or in traditional characters.

What was garbled is mended only if it comes back whole and as common Chinese; what has lost characters is declined.
"""

from __future__ import annotations

from typing import NamedTuple

from textcheck.errors import InputError

_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "部门单位预算决算支出收入财政拨款万元情况表项目基本公共服务机构管理公开及使用资金增加减少数其按与总说明比"
    "這為個國時來們對會發動過說產種後學經門單預決財政撥萬況項務機構開資減數與總"
)
_TRADITIONAL = frozenset(
    "這為個國時來們對會發動過說產種學經門單預財撥萬況項務機構開資減數與總類縣區關業處費計總實績車購員運農環節險鄉設"
)
_LOST = ("锟斤拷", "烫烫烫", "屯屯屯", "\ufffd\ufffd\ufffd")
_WRONG = (("latin-1", "gb18030"), ("cp1252", "gb18030"), ("latin-1", "utf-8"), ("cp1252", "utf-8"), ("gb18030", "utf-8"))
_PROBE = 6_000
_FEWEST = 12
_NONE = 60
_COMMON = 250


class Mended(NamedTuple):
    """A text as it was meant, and what is to be said of it if it was mended."""

    text: str
    remark: str = ""


def unravel(text: str) -> Mended:
    """Return a text as its author wrote it; raise InputError if it is damaged beyond that, or in traditional characters."""
    probe = text[:_PROBE]
    if probe.isascii():
        return Mended(text)
    if any(text.count(sign) > 2 for sign in _LOST):
        raise InputError("文字已经损坏成乱码（如“锟斤拷”），原来的字无法还原；请从原网页或原文件重新保存再检查。")
    beyond = sum(c > "\x7f" for c in probe)
    if beyond >= _FEWEST and frequent(probe) < _NONE:
        for read_as, written_in in _WRONG:
            try:
                meant = text.encode(read_as).decode(written_in)
            except UnicodeError:
                continue
            if frequent(meant[:_PROBE]) >= _COMMON:
                return Mended(meant, "文字曾按错误的编码保存成乱码，已还原后检查；位置按还原后的文字计。")
    foreign = sum(c in _TRADITIONAL for c in probe)
    if foreign >= _FEWEST and foreign * 12 > sum("\u4e00" <= c <= "\u9fff" for c in probe):
        raise InputError("报告用的是繁体字，目前只能检查简体字的报告；请转换为简体以后再检查。")
    return Mended(text)


def frequent(text: str) -> int:
    """Return how many of a thousand characters beyond ASCII are among the most frequent ones; those of reports are hundreds."""
    beyond = [c for c in text if c > "\x7f"]
    return sum(c in _FREQUENT for c in beyond) * 1000 // (len(beyond) or 1)
