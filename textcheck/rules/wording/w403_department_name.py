"""W403: one name for the department, one word for the report's owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.identity import named_places, plain_department, same_department
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.document.blocks import Document
    from textcheck.fact.factbase import FactBase
    from textcheck.fact.identity import Identity, Named

_SELF = re.compile(r"本(部门|单位)(?:当年|本年|20\d\d年)?(?:度)?(?:无|没有|未)")
_FULL = re.compile(r"^(?=.{5}).*(?:[省市县区州旗镇乡]|街道|国家|中央|全国)")
_FORMAL = frozenset(("目录", "标题"))
_FEWEST = 3


class DepartmentName(Rule):
    """部门名称前后不一致。

    为什么：标题、目录、各表“部门：”一行应是同一个部门；出现别的部门，多半是套用了别家的报告。
    算法：以标题、目录、表头里最常出现的名称为准，别处不同的报出。只差地名、“本级”的算同一个；所属单位自己的表不算。
    依据：《中华人民共和国预算法》第七十五条（决算数额准确、内容完整）；《地方预决算公开操作规程》（财预〔2016〕143号）：
    部门预决算由各部门负责公开。

    错误示例::

        2024年度青石县园林中心部门决算公开
        第一部分 青石县园林中心概况
        收入决算表
        部门：青石县园林中心
        | 合计 | 1.00 |

        支出决算表
        部门：白水县档案局
        | 合计 | 1.00 |

    正确示例::

        2024年度青石县园林中心部门决算公开
        第一部分 青石县园林中心概况
        收入决算表
        部门：青石县园林中心
        | 合计 | 1.00 |

        支出决算表
        部门：青石县园林中心
        | 合计 | 1.00 |
    """

    code = "W403"
    name = "department-name"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Compare every place that names the department with the name that most of them give."""
        identity = facts.identity
        if identity.department:
            places = list(named_places(facts.document, identity))
            agreed = [p for p in places if same_department(p.name, identity.department)]
            if agreed:
                yield self.holds("text", identity.department, *(Term(p.place, p.span) for p in agreed))
            odd = _odd_field(places)
            if odd is not None:
                yield self._slip(*odd, identity)
            for place in places:
                if (
                    (odd is None or place is not odd[0])
                    and not same_department(place.name, identity.department)
                    and len(agreed) >= _FEWEST
                ):
                    yield self._other(place, agreed[0], identity)
            yield from self._units(facts.document, identity)
        yield from self._wording(facts.document, identity)

    def _other(self, place: Named, agreed: Named, identity: Identity) -> Assertion:
        terms = (Term(place.place, place.span), Term(agreed.place, agreed.span))
        clipped = place.place in _FORMAL and _lacks_one(place.name, identity.department)
        if not clipped and (not _FULL.search(place.name) or _abbreviates(place.name, identity.department)):
            return self.unknown("text", identity.department, f"“{place.name}”可能是简称", *terms)
        message = f"{place.place}写“{place.name}”，其他各处都是“{identity.department}”。"
        level = Level.WARNING if clipped else None
        return self.broken(
            "text", identity.department, message, *terms, actual=place.name, expected=identity.department, level=level
        )

    def _slip(self, place: Named, usual: Named, identity: Identity) -> Assertion:
        terms = (Term(place.place, place.span), Term(usual.place, usual.span))
        message = f"{place.place}写“{place.name}”，其他各表都写“{usual.name}”。"
        level = Level.WARNING if _abbreviates(place.name, usual.name) else None
        return self.broken("text", identity.department, message, *terms, actual=place.name, expected=usual.name, level=level)

    def _units(self, document: Document, identity: Identity) -> Iterator[Assertion]:
        cells = {unit.name: [Term("编制范围", unit.span)] for unit in identity.units if not unit.own}
        if cells:
            for table in document.tables:
                for cell in (cell for row in table.rows for cell in row if cell.text in cells):
                    cells[cell.text].append(Term(cell.text, cell.span))
        yield from (self.holds("text", name, *terms) for name, terms in cells.items() if len(terms) > 1)

    def _wording(self, document: Document, identity: Identity) -> Iterator[Assertion]:
        """Compare 本部门 and 本单位 where the report says that it has none of something."""
        said: dict[str, list[Term]] = {"部门": [], "单位": []}
        for paragraph in document.paragraphs:
            if paragraph.kind in ("body", "note") and (match := _SELF.search(paragraph.text)):
                said[match[1]].append(Term(match[0], paragraph.reading.span(*match.span())))
        odd = {"部门": "单位", "单位": "部门"}.get(identity.wording, "")
        if odd and said[odd] and said[identity.wording]:
            message = f"这是{identity.wording}报告，“本{identity.wording}”与“本{odd}”混用，共{len(said[odd])}处，宜统一。"
            terms = (*said[odd], *said[identity.wording])
            yield self.broken("text", "自称一致", message, *terms, expected=f"本{identity.wording}", level=Level.INFO)


def _odd_field(places: list[Named]) -> tuple[Named, Named] | None:
    """Return the one table header that names the department in its own way, and one of the others, which all agree."""
    fields: dict[str, list[Named]] = {}
    for place in places:
        if place.field:
            fields.setdefault(plain_department(place.name), []).append(place)
    match sorted(fields.values(), key=len):
        case [[odd], [usual, *others]] if len(others) + 1 >= _FEWEST:
            return odd, usual
    return None


def _lacks_one(name: str, department: str) -> bool:
    """Tell whether a name is the department's without one of its characters, which no heading leaves out on purpose."""
    return any(name == department[:at] + department[at + 1 :] for at in range(len(department)))


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether all characters of one name occur in the other, in order."""
    if len(short) > len(long):
        short, long = long, short
    rest = iter(long)
    return all(char in rest for char in short)
