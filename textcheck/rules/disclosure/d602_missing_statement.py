"""D602: something that the report must explain and that no word of it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.parts import front_span
from textcheck.lexicon.duties import duties
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase


class MissingStatement(Rule):
    """必须说明的事项，全文没有提到。

    为什么：职责、机构、“三公”经费、机关运行经费、政府采购、名词解释是法定要说明的，漏掉一项就是公开不完整。
    算法：报告是整份的（有开头、有说明各节、没有断在中间）才核对；全文没有一个字提到某一事项的才报，放在第几部分、标题怎样写
    都可以，没有发生的写明“无……”即可。机构设置的说法各异，国有资产和绩效是逐步公开的，只作提示。
    依据：《中华人民共和国预算法》第十四条；财预〔2016〕143号《地方预决算公开操作规程》；中办发〔2016〕13号。

    错误示例::

        青岚区水务局2024年度部门决算
        第一部分 青岚区水务局概况
        一、主要职责
        负责水务工作。
        二、机构设置
        内设三个科室。
        第三部分 2024年度部门决算情况说明
        一、收入支出决算总体情况说明
        2024年度收、支总计100.00万元。
        二、收入决算情况说明
        2024年度收入合计100.00万元。
        三、支出决算情况说明
        2024年度支出合计100.00万元。
        四、财政拨款收入支出决算总体情况说明
        2024年度财政拨款收、支总计100.00万元。
        五、一般公共预算财政拨款支出决算情况说明
        2024年度支出100.00万元。
        六、财政拨款“三公”经费支出决算情况说明
        没有“三公”经费支出。
        七、机关运行经费支出说明
        没有机关运行经费支出。
        八、国有资产占用情况说明
        没有车辆。
        九、预算绩效情况说明
        开展了绩效自评。
        第四部分 名词解释
        一、财政拨款收入：指财政拨款。

    正确示例::

        青岚区水务局2024年度部门决算
        第三部分 2024年度部门决算情况说明
        一、收入支出决算总体情况说明
        2024年度收、支总计100.00万元。
    """

    code = "D602"
    name = "missing-statement"
    level = Level.WARNING
    absence = True

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for the words of every duty in headings and prose, if the report is whole."""
        year = facts.identity.year
        if not year or not facts.parts.whole:
            return
        document = facts.document
        lines = [*document.contents, *document.paragraphs]
        for duty in duties().statements:
            if year < duty.since:
                continue
            said = next((p for p in lines if duty.words.search(p.text)), None)
            if said is not None:
                yield self.holds("disclosure", duty.name, Term(duty.name, said.span))
                continue
            message = f"全文没有说明{duty.name}，没有的也应写明（{duty.basis}）。"
            where = Term("报告", front_span(document))
            yield self.broken("disclosure", duty.name, message, where, expected=duty.name, level=Level(duty.level))
