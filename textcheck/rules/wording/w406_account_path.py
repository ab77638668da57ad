"""W406: account paths in the prose and the glossary against the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Assertion, Level, Term
from textcheck.fact.paths import AccountPath, PathIndex, former_name, index_lexicon, index_rows
from textcheck.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textcheck.fact.factbase import FactBase

_GLOSSARY = "名词解释"
_ANY_YEAR = 9999


class AccountPathRule(Rule):
    """文中的“某（类）某（款）某（项）”与本报告的表不符。

    为什么：情况说明和名词解释里的科目应当就是本部门表中列出的科目；款写错，多半是从别家的报告复制而来。
    算法：把“某（类）某（款）某（项）”的三级名称与本报告各表的科目逐级比较，项在表中有、而类或款不同的报出；
    科目改过名的，改名以后的报告再用旧名称的也报出。
    依据：《中华人民共和国预算法实施条例》第六条（支出按功能分类公开到项）；《政府收支分类科目》。

    错误示例::

        2024年度支出决算表
        单位：万元
        | 科目编码 | 科目名称 | 金额 |
        | 201 | 一般公共服务支出 | 2.00 |
        | 20129 | 群众团体事务 | 2.00 |
        | 2012901 | 行政运行 | 2.00 |

        第五部分 名词解释
        1. 一般公共服务支出（类）人大事务（款）行政运行（项）：反映行政单位的基本支出。

    正确示例::

        2024年度支出决算表
        单位：万元
        | 科目编码 | 科目名称 | 金额 |
        | 201 | 一般公共服务支出 | 2.00 |
        | 20129 | 群众团体事务 | 2.00 |
        | 2012901 | 行政运行 | 2.00 |

        第五部分 名词解释
        1. 一般公共服务支出（类）群众团体事务（款）行政运行（项）：反映行政单位的基本支出。
    """

    code = "W406"
    name = "account-path"
    level = Level.ERROR

    def check(self, facts: FactBase) -> Iterator[Assertion]:
        """Look up every path; one that is missing is wrong only if the tables show which one was meant."""
        paths = facts.account_paths
        index = index_rows(facts.accounts) if paths else None
        if index is None or not index.names:
            return
        for glossary in (False, True):
            listed = [path for path in paths if _in_glossary(path) is glossary]
            found = [(path, index.codes(path)) for path in listed]
            used = {code for _, codes in found for code in codes}
            for path, codes in found:
                if codes:
                    row = index.rows[codes[0]]
                    yield self.holds("path", path.shown, Term(path.shown, path.span), Term(row.code, row.span))
            missing = [path for path, codes in found if not codes]
            meant = {path.span: index.nearly(path) for path in missing}
            left = set(index.names) - used
            whole = glossary and left == {code for codes in meant.values() if len(codes) == 1 for code in codes}
            judged = [
                self._missing(path, meant[path.span], index, whole=whole, left=left, year=facts.identity.year) for path in missing
            ]
            yield from _once(missing, judged)

    def _missing(  # noqa: PLR0913
        self, path: AccountPath, meant: list[str], index: PathIndex, *, whole: bool, left: set[str], year: int
    ) -> Assertion:
        """Judge a path that no table has; ``whole``: the glossary lacks exactly the accounts that were miswritten."""
        term = Term(path.shown, path.span)
        former = former_name(path, year)
        valid = bool(index_lexicon().codes(path)) or (former is None and former_name(path, _ANY_YEAR) is not None)
        if former is not None and (former.item or len(meant) != 1 or meant[0] not in left):
            message = f"“{former.former}”自{former.since}年起名为“{former.name}”，文中用的是旧名称。"
            return self.broken("text", path.shown, message, term, actual=former.former, expected=former.name, level=Level.WARNING)
        if len(meant) != 1 or (valid and not _in_glossary(path)):
            return self.unknown("path", path.shown, "本报告的表里没有这个科目，可能只有预算而无支出", term)
        row, expected = index.rows[meant[0]], index.shown(meant[0])
        message = f"表中没有“{path.shown}”，{row.code}是“{expected}”。"
        certain = whole or (not valid and meant[0] in left)
        return self.broken(
            "path",
            path.shown,
            message,
            term,
            Term(row.code, row.span),
            actual=path.shown,
            expected=expected,
            level=None if certain else Level.INFO,
        )


def _once(paths: list[AccountPath], judged: list[Assertion]) -> Iterator[Assertion]:
    """Yield the verdicts; where the same 类 and 款 are wrong above several 项, the later ones follow from the first."""
    first: dict[tuple[str, ...], Term] = {}
    for path, verdict in zip(paths, judged, strict=True):
        problem = verdict.problem
        if problem is None or verdict.kind != "path":
            yield verdict
            continue
        right = problem.expected.rpartition(path.item)
        lead = first.setdefault((path.top, path.middle, right[0]), verdict.terms[0]) if right[1] else verdict.terms[0]
        if lead is verdict.terms[0]:
            yield verdict
        else:
            yield verdict._replace(kind="consequence", terms=(verdict.terms[0], lead, *verdict.terms[1:]))


def _in_glossary(path: AccountPath) -> bool:
    return any(_GLOSSARY in section.title for section in path.paragraph.section.path)
