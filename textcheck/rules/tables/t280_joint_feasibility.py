"""T280: figures that rounding explains one relation at a time, but not all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Level
from textcheck.diagnosis.feasible import misfits
from textcheck.equation import nearest
from textcheck.fact.arithmetic import show
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.assertion import Assertion
    from textcheck.fact.factbase import FactBase


class JointFeasibility(Rule):
    """尾差各自说得通，合在一起说不通的数。

    为什么：有的数单看每一条关系都在尾差以内，合在一起却说不通：四舍五入只能有一个结果，同一个数不会有两种印法。
    算法：每个印出的数代表一小段真实金额（印作 211.93 的，在 211.925 与 211.935 之间），每条勾稽关系又把这些范围收窄。把全
    报告的关系放在一起推算，如果某个数再也没有可取的真实金额，而去掉它以后其余各数全都相容，错的就是它。分不清是哪一个数的，
    不报。
    依据：财政部部门决算报表的表内、表间勾稽关系；金额以分为最小单位，四舍五入（GB/T 8170—2008《数值修约规则与极限数值的
    表示和判定》）。

    错误示例::

        收入支出决算总表
        单位：万元
        收入		支出
        项目	决算数	项目	决算数
                        一、一般公共服务支出	33.33
                        八、社会保障和就业支出	33.33
                        九、卫生健康支出	33.33
        本年收入合计	100.00	本年支出合计	100.00

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计
        合计		100.01
        201	一般公共服务支出	33.33
        208	社会保障和就业支出	33.33
        210	卫生健康支出	33.33

    正确示例::

        收入支出决算总表
        单位：万元
        收入		支出
        项目	决算数	项目	决算数
                        一、一般公共服务支出	33.33
                        八、社会保障和就业支出	33.33
                        九、卫生健康支出	33.33
        本年收入合计	100.00	本年支出合计	100.00

        支出决算表
        单位：万元
        科目编码	科目名称	本年支出合计
        合计		100.00
        201	一般公共服务支出	33.33
        208	社会保障和就业支出	33.33
        210	卫生健康支出	33.33
    """

    code = "T280"
    name = "joint-feasibility"
    level = Level.WARNING

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Yield nothing: this is a matter of all relations together."""
        del facts
        yield from ()

    def review(self, facts: FactBase, assertions: Sequence[Assertion]) -> Iterator[Assertion]:
        """Yield the figure that has no true value left, unless a rule accuses it already."""
        del facts
        accused = {assertion.problem.span for assertion in assertions if assertion.problem is not None}
        for term, room, reason in misfits(assertions):
            if term.span not in accused and term.quantity is not None:
                right = show(nearest(room, term.quantity, term.quantity.step))
                printed = show(term.quantity)
                yield self.broken(
                    "feasibility",
                    term.label,
                    f"“{term.label}”印作 {printed}，单看一处是尾差，与全部有关的数放在一起只能是 {right}",
                    term,
                    *[other for other in reason.terms if other.span != term.span],
                    actual=printed,
                    expected=right,
                )
