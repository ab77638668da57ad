"""S111: sections that the contents announce and nothing stands in."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.headings import contents_lines
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_NARRATIVE = re.compile(r"(?:说明|情况|解释|职责|职能|机构设置|目标|安排)$")
_TABLES = re.compile(r"表|附件|附表")
_HIGHEST, _LOWEST = 1, 2


class AnnouncedEmpty(Rule):
    """目录列了、正文只有标题没有内容的一节。

    为什么：照模板列了目录、留了标题，内容却没有写，读者不知道是没有还是漏了。
    算法：目录里列出的说明，正文标题之下应当有内容；没有这项收支的，也应当写一句说明。报表可以另附文件，不核对；前后都只有
    标题的，是又一份目录，不核对。
    依据：财预〔2016〕143号《地方预决算公开操作规程》：公开内容应当完整，没有数据的应予说明。

    错误示例::

        目录
        一、部门职责
        二、政府采购情况
        三、国有资产占用情况

        一、部门职责
        负责测绘管理。
        二、政府采购情况
        三、国有资产占用情况
        共有车辆2辆。

    正确示例::

        目录
        一、部门职责
        二、政府采购情况
        三、国有资产占用情况

        一、部门职责
        负责测绘管理。
        二、政府采购情况
        本年度没有政府采购预算。
        三、国有资产占用情况
        共有车辆2辆。
    """

    code = "S111"
    name = "announced-empty"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield every narrative section of the contents with what stands in it."""
        document = facts.document
        announced = {line.shown for line in contents_lines(document)}
        filled: set[int] = set()
        for paragraph in document.paragraphs:
            if paragraph.kind != "heading" and paragraph.text:
                filled.update(id(step) for step in paragraph.section.path)
        for table in document.tables:
            filled.update(id(step) for step in table.section.path)
        for section, after in pairwise(document.sections):
            title = section.title
            if not _HIGHEST <= section.level <= _LOWEST or title not in announced:
                continue
            if not _NARRATIVE.search(title) or _TABLES.search(title):
                continue
            if id(section) in filled or section.children:
                yield self.holds("text", title, Term(title, section.span))
            elif id(after) in filled or after.children:  # else this is a list of headings
                yield self.broken(
                    "text", title, f"目录列有“{title}”，正文这一节只有标题，没有内容",
                    Term(title, section.span), expected="写明内容，没有的也应说明",
                )  # fmt: skip
