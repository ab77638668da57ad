"""What is said beside the findings: of the file as a whole, of its file of suppressions; each kind has its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Level
from textcheck.report import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from textcheck.assertion import Assertion
    from textcheck.document.source import Remark
    from textcheck.finding import Author


class UnusedSuppression:
    """豁免没有对应的问题。

    为什么：问题改好以后，豁免如果还留着，以后同一处再出错就看不见了。

    算法：对每一条豁免，看这次检查有没有它所说的问题；没有就提示，可以把它删去。
    没有用到的规则（select、ignore 排除的）不算；只写指纹、不写规则的，用了全部规则才判断。

    依据：textcheck 的约定：每一条豁免都有原因，也都有用处。

    错误示例::

        <!-- textcheck: ignore N301 上级批复的口径，表内数包含上年结转 -->
        本年支出合计120.00万元，与表中一致。

    正确示例::

        本年支出合计120.00万元，与表中一致。
    """

    code = "U901"
    name = "unused-suppression"
    level = Level.INFO


class IdleRelation:
    """自己写的勾稽关系在这份报告里没有用上。

    为什么：关系里的科目、口径如果和报告里的叫法对不上，就一处也不核对，容易以为核对过了、没有问题。

    算法：设置或 --relations 给出的每一条关系，这次检查里没有找到它所说的数，就提示；用 select、ignore 只选了部分规则时不提示。

    依据：textcheck 的约定：没有检查到的，一律说明。
    """

    code = "U902"
    name = "idle-relation"
    level = Level.INFO


class UnreadPart:
    """报告有一部分没有读出来。

    为什么：没有文字层的扫描页、打不开的附件里也可能有错；不说明白，就会以为全都查过了。

    算法：读文件时，凡是整页、整张表或压缩包里的一个文件不能可靠地读出文字，就在这里列出，它不参加任何核对。

    依据：textcheck 的约定：没有检查到的，一律说明。
    """

    code = "U910"
    name = "unread-part"
    level = Level.WARNING


class HiddenContent:
    """文件里有隐藏的或未定稿的内容。

    为什么：隐藏的行、工作表和没有接受的修订，公开以后别人看得见，往往是忘了删的旧稿。

    算法：读文件时，遇到隐藏的行、列、工作表、文字，或者还没有接受的修订，就在这里列出；修订按接受以后的样子检查。

    依据：textcheck 的约定：读到的和看到的不一样，一律说明。
    """

    code = "U911"
    name = "hidden-content"
    level = Level.INFO


class DoubtfulReading:
    """有一部分内容读得没有把握。

    为什么：读错的内容会引出错报；读得没有把握的地方，不如请人看一眼。

    算法：读文件时，遇到说不清归在哪一列的数字、对不上的表格线等，就在这里列出；那一部分不参加核对。

    依据：textcheck 的约定：没有把握的不猜，也不报错。
    """

    code = "U912"
    name = "doubtful-reading"
    level = Level.INFO


KINDS: tuple[Author, ...] = (UnusedSuppression(), IdleRelation(), UnreadPart(), HiddenContent(), DoubtfulReading())


def idle_relations(files: Iterable[str], assertions: Iterable[Assertion], level: Level) -> Iterator[Notice]:
    """Yield a notice for every relation in ``files`` that no assertion speaks of."""
    from textcheck.lexicon.relations import written_in

    used = {assertion.subject for assertion in assertions}
    for path in files:
        for identifier, name, line in written_in(path):
            if identifier not in used:
                message = f"关系“{name}”（{identifier}）没有用上：报告里没有找到它所说的数。"
                yield Notice(IdleRelation.code, level, message, path, line)


def of_file(remarks: Iterable[Remark], path: str, severity_of: Callable[[str], str]) -> Iterator[Notice]:
    """Yield what the reader of a file said of it, as loud as the settings wish."""
    usual = {kind.code: kind.level for kind in KINDS}
    for remark in remarks:
        level = Level(severity_of(remark.code) or usual[remark.code])
        yield Notice(remark.code, level, remark.message, path, remark.place.line, remark.place)
