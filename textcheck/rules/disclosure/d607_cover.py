"""D607: the cover says whose report it is and of which year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.parts import front_span
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_YEAR = re.compile(r"(?:20|二[〇○零Oo0])[\d〇○零Oo一二三四五六七八九]{2}年")
_FIRST_LINES = 12


class Cover(Rule):
    """封面或标题没有写明年度、部门名称。

    为什么：公开报告长期保留在网上，封面上没有部门名称和年度，以后很难查找。
    算法：看目录之前的各行里有没有年度、有没有部门名称；没有目录或没有封面的不核对，只作提示。
    依据：财预〔2016〕143号《地方预决算公开操作规程》：在统一平台公开，永久保留，方便公众查阅。

    错误示例::

        部门决算公开
        目录
        第一部分 青岚区水务局概况
        第二部分 2024年度部门决算情况说明
        第一部分 青岚区水务局概况
        一、主要职责
        负责水务工作。
        第二部分 2024年度部门决算情况说明
        一、收入支出决算总体情况说明
        2024年度收、支总计100.00万元。

    正确示例::

        青岚区水务局2024年度部门决算公开
        目录
        第一部分 青岚区水务局概况
        第二部分 2024年度部门决算情况说明
        第一部分 青岚区水务局概况
        一、主要职责
        负责水务工作。
        第二部分 2024年度部门决算情况说明
        一、收入支出决算总体情况说明
        2024年度收、支总计100.00万元。
    """

    code = "D607"
    name = "cover"
    level = Level.INFO
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for the year and the name in the lines before the contents."""
        document, identity = facts.document, facts.identity
        if not document.contents or not facts.parts.front:
            return
        begin = document.contents[0].span.start
        lines = [p for p in document.paragraphs[:_FIRST_LINES] if p.span.start < begin]
        if not lines:
            return
        text = "".join(p.text for p in lines)
        missing = [] if _YEAR.search(text) else ["年度"]
        if identity.department and identity.department not in text:
            missing.append("部门名称")
        term = Term("封面", lines[0].span)
        if not missing:
            yield self.holds("disclosure", "封面", term)
        else:
            names = "、".join(missing)
            yield self.broken(
                "disclosure", "封面", f"封面（目录之前）没有写明{names}。", Term("封面", front_span(document)), expected=names
            )
