"""S104: the lines above a public table that say whose figures these are and in which unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Assertion, Level, Term
from textcheck.document.reading import fold
from textcheck.fact.identity import NAME_FIELD
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document, Table
    from textcheck.document.span import Span
    from textcheck.fact.factbase import FactBase

_NUMBER = re.compile(r"(?:公开|预算|决算)\d{1,2}表")
_UNIT = re.compile(r"单位:(?:人民币)?[亿万千百元]")
_OWNER = re.compile(r"门(?:\(单位\))?(?:名称)?:|单位名称|编制单位:")
_NO_MONEY = re.compile(r"绩效|目标|清单|名录|台账")
_HEAD_ROWS = 5
_BELOW = 12
_FEWEST = 3
_LABELS = {"unit": "单位：万元", "owner": "部门：（名称）"}


class Header(NamedTuple):
    """A numbered table's title and the spans of its unit and department, where it has them."""

    number: str
    title: Span
    found: dict[str, Span]


class TableHeader(Rule):
    """公开报表缺“部门：”或“单位：”一行。

    为什么：每张公开报表都应写明部门名称和金额单位；没有单位，读者不知道是元还是万元。
    算法：多数公开报表都有“部门：”“单位：”而个别表没有的，是排版时漏掉了，报出；全都没有的不报。
    依据：财政部部门决算公开模板各公开报表的表头。

    错误示例::

        收入支出决算总表
        公开01表
        | 总计 | 100.00 |

        收入决算表
        部门：青石县园林中心
        公开02表
        | 合计 | 100.00 |

        支出决算表
        部门：青石县园林中心
        公开03表
        | 合计 | 60.00 |

    正确示例::

        收入支出决算总表
        部门：青石县园林中心
        公开01表
        | 总计 | 100.00 |

        收入决算表
        部门：青石县园林中心
        公开02表
        | 合计 | 100.00 |
    """

    code = "S104"
    name = "table-header"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Compare the headers of all numbered tables; what two in three of them have, every one should have."""
        document, owner = facts.document, facts.identity.department
        headers = [header for table in document.tables if (header := _header(document, table, owner))]
        for kind, label in _LABELS.items():
            having = [header for header in headers if kind in header.found]
            for header in having:
                yield self.holds("text", f"{header.number}有“{label}”", Term(label, header.found[kind]))
            if len(headers) < _FEWEST or len(having) * 3 < len(headers) * 2:
                continue
            for header in headers:
                if kind not in header.found:
                    message = f"“{header.number}”没有“{label}”一行，另外{len(having)}张表都有。"
                    terms = (Term(header.number, header.title), Term(having[0].number, having[0].found[kind]))
                    yield self.broken("text", f"{header.number}有“{label}”", message, *terms, expected=label)


def _header(document: Document, table: Table, department: str) -> Header | None:
    """Return the header of a numbered table; one that goes on from the page before has none.

    A page may glue the department to the title or spread it over cells, so the head is also read as one passage.
    """
    cells = [cell for row in table.rows[:_HEAD_ROWS] for cell in row if cell.text]
    named = [(m[0], p.span) for p in table.titles if (m := _NUMBER.search(p.text))]
    named += [(m[0], cell.span) for cell in cells if (m := _NUMBER.search(cell.text))]
    if not named:
        return None
    titles = [p for p in table.titles if p.kind == "title" and not _NUMBER.search(p.text)]
    found: dict[str, Span] = {}
    for paragraph in table.titles:
        if _UNIT.search(paragraph.text):
            found.setdefault("unit", paragraph.span)
        if paragraph.kind == "field" and NAME_FIELD.match(paragraph.text):
            found.setdefault("owner", paragraph.span)
    begin = min([named[0][1].start, *(p.span.start for p in table.titles if p.kind != "heading")])
    end = table.rows[min(_HEAD_ROWS, len(table.rows)) - 1][-1].span.end
    source = document.source.text
    text = fold(source[begin:end] + source[table.span.end : table.span.end + _BELOW])
    line_above = source[source.rfind("\n", 0, len(source[:begin].rstrip())) + 1 : begin]
    around = fold(line_above) + text
    if _UNIT.search(around) or any(_NO_MONEY.search(p.text) for p in titles) or _NO_MONEY.search(text):
        found.setdefault("unit", named[0][1])
    if _OWNER.search(around) or (department and department in text):
        found.setdefault("owner", named[0][1])
    return Header(named[0][0], titles[-1].span if titles else named[0][1], found)
