"""W401: what the template left in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.lexicon.wording import wording
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_LONGEST = 60


class TemplateResidue(Rule):
    """模板内容残留。

    为什么：公开模板的选项、填写提示、占位符没有处理就发布，读者不知道到底是增加还是减少。
    算法：“增加（减少）”“请依据……解释”“××部门”一类模板原话，以及“增加万元”一类漏填的数字，见到即报。词表在
    lexicons/wording.toml。
    依据：财政部部门决算公开模板：括号内的选项应按实际选用，填写说明应删去；《中华人民共和国预算法》第七十五条（决算数额准
    确、内容完整）。

    错误示例::

        公务接待费支出决算为0万元，较上年增加（减少）0万元，增长（下降）0%。

    正确示例::

        公务接待费支出决算为0万元，与上年持平。
    """

    code = "W401"
    name = "template-residue"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look for the lexicon's residues, first by their cues, then closely."""
        paragraphs = facts.document.paragraphs
        everything = "\n".join(paragraph.text for paragraph in paragraphs)
        for residue in wording().residues:
            cues = [cue for cue in residue.cues if cue in everything]
            for paragraph in paragraphs if cues else ():
                if not any(cue in paragraph.text for cue in cues):
                    continue
                for match in residue.pattern.finditer(paragraph.text):
                    shown = match[0] if len(match[0]) <= _LONGEST else match[0][:_LONGEST] + "…"
                    term = Term(residue.name, paragraph.reading.span(*match.span()))
                    yield self.broken("text", residue.name, f"“{shown}”：{residue.message}", term, actual=shown)
