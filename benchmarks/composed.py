"""Final accounts composed at random, right in every figure: whatever is found in them is a false alarm.

    python benchmarks/composed.py [--count 100] [--changed 25] [--first 0] [--misses]

Each report is of an invented department or unit and has the tables and sections of its year; its figures, its wording and layout (as
reports of several provinces have them), its units and its signs are drawn from a random state of its own, so that a number names it
for good. With ``--changed`` so many figures of each are then changed by a digit, one at a time, and the share of changes that is found is
printed; a change that rounding hides cannot be. Exits 1 if anything louder than a note is found in a right report.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Level
from textcheck.engine import check_bytes
from textcheck.finding import findings_of
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ACCOUNTS = (
    ("201", "一般公共服务支出", "20103", "政府办公厅（室）及相关机构事务", "2010301", "行政运行"),
    ("201", "一般公共服务支出", "20103", "政府办公厅（室）及相关机构事务", "2010302", "一般行政管理事务"),
    ("205", "教育支出", "20508", "进修及培训", "2050803", "培训支出"),
    ("208", "社会保障和就业支出", "20805", "行政事业单位养老支出", "2080505", "机关事业单位基本养老保险缴费支出"),
    ("208", "社会保障和就业支出", "20805", "行政事业单位养老支出", "2080506", "机关事业单位职业年金缴费支出"),
    ("210", "卫生健康支出", "21011", "行政事业单位医疗", "2101101", "行政单位医疗"),
    ("210", "卫生健康支出", "21011", "行政事业单位医疗", "2101103", "公务员医疗补助"),
    ("221", "住房保障支出", "22102", "住房改革支出", "2210201", "住房公积金"),
)
FUND_ACCOUNTS = (
    ("212", "城乡社区支出", "21208", "国有土地使用权出让收入安排的支出", "2120801", "征地和拆迁补偿支出"),
    ("212", "城乡社区支出", "21208", "国有土地使用权出让收入安排的支出", "2120804", "农村基础设施建设支出"),
    ("229", "其他支出", "22960", "彩票公益金安排的支出", "2296002", "用于社会福利的彩票公益金支出"),
)
STATE_ACCOUNTS = (
    ("223", "国有资本经营预算支出", "22301", "解决历史遗留问题及改革成本支出", "2230105", "国有企业退休人员社会化管理补助支出"),
)
PROJECT = "2010302"
BEFORE_2020 = {"行政事业单位养老支出": "行政事业单位离退休", "资源勘探工业信息等支出": "资源勘探信息等支出"}
SINCE_2020 = ("国有资本经营预算支出", "抗疫特别国债安排的支出")
PROJECTS = ("数据整理", "专项检查", "宣传培训", "设备更新")
FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
CLASSES = [
    "一般公共服务支出",
    "外交支出",
    "国防支出",
    "公共安全支出",
    "教育支出",
    "科学技术支出",
    "文化旅游体育与传媒支出",
    "社会保障和就业支出",
    "卫生健康支出",
    "节能环保支出",
    "城乡社区支出",
    "农林水支出",
    "交通运输支出",
    "资源勘探工业信息等支出",
    "商业服务业等支出",
    "金融支出",
    "援助其他地区支出",
    "自然资源海洋气象等支出",
    "住房保障支出",
    "粮油物资储备支出",
    "国有资本经营预算支出",
    "灾害防治及应急管理支出",
    "其他支出",
    "债务还本支出",
    "债务付息支出",
    "抗疫特别国债安排的支出",
]
STAFF = (("30101", "基本工资"), ("30102", "津贴补贴"), ("30103", "奖金"), ("30113", "住房公积金"))
OFFICE = (
    ("30201", "办公费"), ("30206", "电费"), ("30207", "邮电费"), ("30211", "差旅费"), ("30217", "公务接待费"),
    ("30228", "工会经费"), ("30231", "公务用车运行维护费"), ("30299", "其他商品和服务支出"),
)  # fmt: skip
ZERO, MYRIAD = Decimal(0), Decimal(10000)
_FIGURE = re.compile(r"(?<![\d.,])\d[\d,]*\.\d\d?(?=[万元%\t\n])")


class Item(NamedTuple):
    """An account with its basic and project expenditure."""

    account: tuple[str, ...]
    basic: Decimal
    project: Decimal

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.basic + self.project


class Purse(NamedTuple):
    """Money of one kind: brought forward, received, spent, carried forward."""

    opening: Decimal
    income: Decimal
    spent: Decimal
    closing: Decimal


def numeral(number: int) -> str:
    """Return a number up to 29 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("", "十", "二十")[tens] + " 一二三四五六七八九"[ones].strip()


class Report:
    """One report: its figures first, then its text."""

    def __init__(self, number: int) -> None:
        """Draw the figures of the report of this number."""
        self.random = random = Random(number)  # noqa: S311 (nothing secret)
        self.choose = random.choice
        self.year = self.choose((2019, 2020, 2021, 2022, 2023, 2024))
        self.places = self.choose((1, 2))
        self.word = self.choose(("部门", "部门", "单位"))
        self.table_unit, self.text_unit = self.choose((("万元", "万元"), ("万元", "万元"), ("元", "元"), ("元", "万元")))
        # Amounts are to the fen where a table is in yuan; in 万元 they may be too, and then differ in the last place.
        self.grain = 2 if self.table_unit == "万元" and self.choose((True, True, False)) else 6
        self.grouped, self.said_grouped, self.blank = self.flip(), self.flip(), self.flip()
        self.coded = self.choose(("whole", "whole", "by level"))
        self.total_last, self.numbered = self.choose((False, False, True)), self.choose((True, True, False))
        self.trimmed = self.text_unit == "万元" and self.choose((True, False, False))
        self.department = self.choose(("云岭县", "青石市", "白水区", "松江县")) + self.choose(
            ("农业农村局", "司法局", "档案局", "信访局") if self.word == "部门" else ("文化馆", "图书馆", "气象台", "植物园")
        )
        self.items = [
            Item(each, ZERO, self.amount(20, 400)) if each[4] == PROJECT else Item(each, self.amount(5, 300), ZERO)
            for each in map(self.accounts_of_year, ACCOUNTS)
        ]
        self.fund_items = [Item(each, ZERO, self.amount(20, 200)) for each in FUND_ACCOUNTS] if self.flip() else []
        state = STATE_ACCOUNTS if self.year > 2019 and self.flip() else ()
        self.state_items = [Item(each, ZERO, self.amount(20, 90)) for each in state]
        self.carries = self.flip()
        self.purses = [self.purse(items) for items in (self.items, self.fund_items, self.state_items)]
        self.granted_income = sum((purse.income for purse in self.purses), ZERO)
        self.granted = sum((purse.spent for purse in self.purses), ZERO)
        self.granted_opening = sum((purse.opening for purse in self.purses), ZERO)
        self.basic = sum((item.basic for item in self.items), ZERO)
        self.general = self.purses[0].spent
        self.other = self.choose((ZERO, self.amount(6, 30)))
        self.earned, self.traded = self.choose((ZERO, self.amount(9, 60))), self.choose((ZERO, ZERO, self.amount(3, 20)))
        opening, closing = (self.amount(1, 3), self.amount(1, 3)) if self.other and self.carries else (ZERO, ZERO)
        self.used, self.allotted = (self.amount(1, 2), self.amount(1, 2)) if opening and self.flip() else (ZERO, ZERO)
        others = self.other + self.earned
        self.others = Purse(opening, others, others + opening + self.used - self.allotted - closing, closing)
        self.income, self.spent = self.granted_income + others + self.traded, self.granted + self.others.spent + self.traded
        self.opening, self.closing = (sum((each[at] for each in (*self.purses, self.others)), ZERO) for at in (0, 3))
        self.total = self.income + self.used + self.opening
        self.office = self.rounded(self.basic * random.randint(10, 30) / 100)
        self.staff_parts = self.split(self.basic - self.office, len(STAFF))
        self.office_parts = self.split(self.office, len(OFFICE))
        journeys = self.choose((ZERO, self.amount(1, 9)))
        self.bought = self.choose((ZERO, ZERO, self.amount(9, 18)))
        self.expenses = (journeys, self.office_parts[6] + self.bought, self.office_parts[4])
        self.planned = tuple(spent + self.choose((ZERO, Decimal("0.50"))) for spent in self.expenses)
        self.projects = self.draw_projects()
        self.tables_first, self.noted = self.flip(), self.flip()
        self.lines: list[str] = []

    def flip(self) -> bool:
        """Return one or the other."""
        return self.choose((True, False))

    def amount(self, low: int, high: int) -> Decimal:
        """Return an amount between two whole ones."""
        grains = 10**self.grain
        return Decimal(self.random.randint(low * grains, high * grains)) / grains

    def rounded(self, amount: Decimal) -> Decimal:
        """Return an amount as finely as this report's amounts are."""
        return amount.quantize(Decimal(1).scaleb(-self.grain), ROUND_HALF_UP)

    def split(self, total: Decimal, parts: int) -> list[Decimal]:
        """Return amounts that make a total."""
        found: list[Decimal] = []
        for _ in range(parts - 1):
            found.append(self.rounded(total * self.random.randint(10, 40) / 100))
            total -= found[-1]
        return [*found, total]

    def purse(self, items: Sequence[Item]) -> Purse:
        """Return what was carried and received for some items."""
        spent = sum((item.total for item in items), ZERO)
        opening, closing = (self.amount(1, 15), self.amount(1, 15)) if items and self.carries else (ZERO, ZERO)
        return Purse(opening, spent + closing - opening, spent, closing)

    def draw_projects(self) -> list[tuple[str, Decimal, Decimal]]:
        """Return the projects with their budgets and what was spent on them: together all that was spent on projects."""
        parts = self.split(self.general - self.basic, self.random.randint(2, len(PROJECTS)))
        return [(name, part + self.choose((ZERO, self.amount(1, 5))), part) for name, part in zip(PROJECTS, parts, strict=False)]

    def accounts_of_year(self, account: tuple[str, ...]) -> tuple[str, ...]:
        """Return an account under the names it had in the year."""
        return tuple(BEFORE_2020.get(each, each) for each in account) if self.year < 2020 else account

    def said(self, amount: Decimal) -> str:
        """Return an amount as the text says it."""
        factor = MYRIAD if self.text_unit == "元" else 1
        text = f"{amount * factor:,.2f}" if self.said_grouped else f"{amount * factor:.2f}"
        return f"{text.rstrip('0').rstrip('.') if self.trimmed else text}{self.text_unit}"

    def cell(self, amount: Decimal) -> str:
        """Return an amount as a table prints it: nought is blank in some reports."""
        if not amount and self.blank:
            return ""
        factor = MYRIAD if self.table_unit == "元" else 1
        return f"{amount * factor:,.2f}" if self.grouped else f"{amount * factor:.2f}"

    def row(self, *cells: str | Decimal) -> str:
        """Return a row of a table."""
        return "\t".join(each if isinstance(each, str) else self.cell(each) for each in cells)

    def rate(self, part: Decimal, whole: Decimal) -> str:
        """Return a rate as this report prints them."""
        return f"{(part * 100 / whole).quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)}%"

    def text(self) -> str:
        """Return the report, with the signs that it was drawn with."""
        sections = self._sections()
        parts = [(f"{self.year}年度{self.word}决算情况说明", lambda: self._narrative(sections)), ("名词解释", self._glossary)]
        tables = (f"{self.year}年度{self.word}决算表", self._tables)
        parts.insert(0 if self.tables_first else len(parts), tables)
        parts.insert(0, (f"{self.word}概况", self._duties))
        if self.flip():
            parts.append(("附件", self._sheets))
        self.write(f"{self.year}年度", f"{self.department}{self.word}决算", "", "目录")
        for at, (title, _) in enumerate(parts, 1):
            self.write(f"第{numeral(at)}部分 {title}")
            if title.endswith("情况说明"):
                self.write(*(f"{numeral(number)}、{name}" for number, (name, _) in enumerate(sections, 1)))
        self.write("")
        for at, (title, body) in enumerate(parts, 1):
            self.write(f"第{numeral(at)}部分 {title}")
            body()
        text = "\n".join(self.lines) + "\n"
        if self.flip():
            text = text.replace("（", "(").replace("）", ")")
        return text.replace("“", '"').replace("”", '"') if self.flip() else text

    def write(self, *lines: str) -> None:
        """Write lines."""
        self.lines += lines

    def drawn(self, current: Decimal) -> Decimal:
        """Return by how much an amount may have changed since the year before."""
        return Decimal(self.random.randint(1, int(current * 40))) / 100 * self.choose((1, -1))

    @cached_property
    def drifts(self) -> tuple[Decimal, Decimal, Decimal]:
        """Return how all money, fiscal money and the general budget's changed; last year, too, each was part of the one before."""
        granted = self.granted_income + self.granted_opening
        rests = (self.total - granted, granted - self.general)
        general = self.drawn(self.general)
        other, funds = (self.drawn(rest) if rest > 1 else ZERO for rest in rests)
        return general + funds + other, general + funds, general

    def change(self, subject: str, current: Decimal, by: Decimal | None = None) -> str:
        """Return a sentence on how much more or less it was than the year before."""
        by = self.drawn(current) if by is None else by
        if not by:
            return f"与上年持平，{self.choose(('主要原因是', '主要是'))}开支稳定。"
        more = by > 0
        compared = self.choose(
            ("与{0}年度相比", "与{0}年相比", "与上年相比", "较上年", "比上年", "较{0}年度", "比{0}年度决算数")
        ).format(self.year - 1)
        why = self.choose(("主要原因是", "主要变动原因是", "主要原因：", "主要是"))
        why = f"{why}{self.choose(('人员变动', '项目支出安排变化', '压减一般性支出'))}。"
        form = self.random.randint(1, 6)
        if form == 1:  # the year before stands between the amount and how much it changed
            word, base = "增加" if more else "减少", f"{self.year - 1}年度决算数{self.said(current - by)}"
            return f"比{base}{word}{self.said(abs(by))}，{'增长' if more else '下降'}{self.rate(abs(by), current - by)}，{why}"
        if form == 2:
            word = "增加" if more else "减少"
            return f"较上年{word}{self.said(abs(by))}（{self.rate(abs(by), current - by)}），{why}"
        sentence = self.choose((f"{compared}，{subject}", f"{subject}{compared}", compared))
        sentence += f"{'增加' if more else '减少'}{self.said(abs(by))}，"
        sentence += self.choose(("增长", "增幅", "增长率为")) if more else self.choose(("下降", "降幅", "下降", "降低"))
        return f"{sentence}{self.rate(abs(by), current - by)}，{why}"

    def shares(self, parts: Iterable[tuple[str, Decimal]], whole: Decimal) -> str:
        """Return parts with their shares of a whole."""
        word = self.choose(("占", "占", "占比"))
        return (
            self.choose(("；", "，")).join(f"{name}{self.said(part)}，{word}{self.rate(part, whole)}" for name, part in parts)
            + "。"
        )

    def _duties(self) -> None:
        self.write("一、主要职责", "负责本级有关工作，承办上级交办的其他事项。", "二、机构设置")
        self.write(
            f"{self.department}无下属二级预算单位。" if self.word == "部门" else f"{self.department}内设3个科室，无下属单位。"
        )

    def _sections(self) -> list[tuple[str, Callable[[], None]]]:
        """Return the sections of the narrative, in one of the orders that are in use."""
        head: list[tuple[str, Callable[[], None]]] = [
            ("收入支出决算总体情况说明", self._totals), ("收入决算情况说明", self._income), ("支出决算情况说明", self._spending),
            ("财政拨款收入支出决算总体情况说明", self._grants), ("一般公共预算财政拨款支出决算情况说明", self._items),
            ("一般公共预算财政拨款基本支出决算情况说明", self._basic),
        ]  # fmt: skip
        scope = "一般公共预算财政拨款" if self.year < 2022 else "财政拨款"
        expenses = [(f"{scope}“三公”经费支出决算情况说明", self._expenses)]
        funds = [("政府性基金预算财政拨款支出决算情况说明", self._fund)]
        if self.year > 2019:
            funds.append(("国有资本经营预算财政拨款支出决算情况说明", self._state))
        rest = [("机关运行经费支出说明", self._running), ("政府采购支出说明", self._purchase), ("国有资产占用情况说明", self._assets), (f"{self.year}年度预算绩效情况说明", self._appraisal)]  # fmt: skip
        if self.flip():
            return [*head, *funds, *expenses, *rest]
        return [*head, *expenses, *funds, ("其他重要事项的情况说明", lambda: self._matters(rest))]

    def _narrative(self, sections: Sequence[tuple[str, Callable[[], None]]]) -> None:
        for at, (title, body) in enumerate(sections, 1):
            self.write(f"{numeral(at)}、{title}")
            body()

    def _matters(self, matters: Sequence[tuple[str, Callable[[], None]]]) -> None:
        for at, (title, body) in enumerate(matters, 1):
            self.write(f"（{numeral(at)}）{title}")
            body()

    def _totals(self) -> None:
        total = self.total
        both = (f"收、支总计均为{self.said(total)}", f"收入总计{self.said(total)}，支出总计{self.said(total)}")
        self.write(f"{self.year}年度{self.choose(both)}。{self.change('收、支总计各', total, self.drifts[0])}")
        if self.carries and self.flip():
            used = f"，使用非财政拨款结余{self.said(self.used)}" if self.used and self._used == "使用非财政拨款结余" else ""
            if bool(used) == bool(self.used):
                self.write(
                    f"收入总计{self.said(total)}，包括：本年收入合计{self.said(self.income)}{used}，年初结转和结余{self.said(self.opening)}。"
                )
            allotted = f"，结余分配{self.said(self.allotted)}" if self.allotted else ""
            self.write(
                f"支出总计{self.said(total)}，包括：本年支出合计{self.said(self.spent)}{allotted}，年末结转和结余{self.said(self.closing)}。"
            )

    def _income(self) -> None:
        sources = [(f"{fund}财政拨款收入", purse.income) for fund, purse in zip(FUNDS, self.purses, strict=True) if purse.income]
        if self.flip():
            sources = [("财政拨款收入", self.granted_income)]
        more = (("事业收入", self.earned), ("经营收入", self.traded), ("其他收入", self.other))
        sources += [each for each in more if each[1]]
        self.write(f"{self.year}年度本年收入合计{self.said(self.income)}，其中：{self.shares(sources, self.income)}")

    def _spending(self) -> None:
        natures = [("基本支出", self.basic), ("项目支出", self.spent - self.basic - self.traded)]
        natures += [("经营支出", self.traded)] if self.traded or self.flip() else []
        self.write(f"{self.year}年度本年支出合计{self.said(self.spent)}，其中：{self.shares(natures, self.spent)}")

    def _grants(self) -> None:
        granted = self.granted_income + self.granted_opening
        self.write(
            f"{self.year}年度财政拨款收、支总计{self.said(granted)}。{self.change('财政拨款收、支总计各', granted, self.drifts[1])}"
        )
        if self.fund_items and self.flip():
            parts = "，".join(
                f"{fund}财政拨款收入{self.said(purse.income)}"
                for fund, purse in zip(FUNDS, self.purses, strict=True)
                if purse.income
            )
            self.write(f"{self.year}年度财政拨款本年收入{self.said(self.granted_income)}，其中：{parts}。")

    def _items(self) -> None:
        year, granted = self.year, self.general
        self.write("（一）一般公共预算财政拨款支出决算总体情况")
        share = f"占本年支出合计的{self.rate(granted, self.spent)}"
        said = self.change("一般公共预算财政拨款支出", granted, self.drifts[2])
        self.write(f"{year}年度一般公共预算财政拨款支出{self.said(granted)}，{share}。{said}")
        self.write("（二）一般公共预算财政拨款支出决算结构情况")
        classes = [(f"{name}（类）", amount) for name, amount in self.classes(self.items).items()]
        list_ = self.shares(classes, granted)
        self.write(f"{year}年度一般公共预算财政拨款支出{self.said(granted)}，主要用于以下方面：{list_}")
        self.write("（三）一般公共预算财政拨款支出决算具体情况")
        budgets = [self.choose((item.total, self.amount(5, 300), self.amount(5, 300), ZERO)) for item in self.items]
        budgets[0] = budgets[0] or self.amount(5, 300)
        whole = sum(budgets, ZERO)
        first = self.flip()
        planned = f"年初预算为{self.said(whole)}，支出决算为{self.said(granted)}，完成年初预算的{self.rate(granted, whole)}"
        brief = f"决算数为{self.said(granted)}，完成预算{self.rate(granted, whole)}"
        self.write(f"{year}年度一般公共预算财政拨款支出{planned if first else brief}。其中：")
        for at, (item, budget) in enumerate(zip(self.items, budgets, strict=True), 1):
            self.write(f"{at}.{self.done(item, budget, full=first)}")

    def done(self, item: Item, budget: Decimal, *, full: bool) -> str:
        """Return a sentence on what was done with an item's budget."""
        _, kind, _, group, _, name = item.account
        if not budget:
            why = "决算数大于年初预算数的主要原因是年中追加预算。"
            return f"{kind}（类）{group}（款）{name}（项）。年初预算为{self.said(ZERO)}，支出决算为{self.said(item.total)}，{why}"
        rate = self.rate(item.total, budget)
        word = "等于" if item.total == budget else "大于" if item.total > budget else "小于"
        why = "。" if item.total == budget else "的主要原因是据实结算。"
        done = f"。年初预算为{self.said(budget)}，支出决算为{self.said(item.total)}，完成年初预算的{rate}。决算数{word}年初预算数"
        short = f"：支出决算为{self.said(item.total)}，完成预算{rate}，决算数{word}预算数"
        return f"{kind}（类）{group}（款）{name}（项）{done if full else short}{why}"

    def _basic(self) -> None:
        self.write(f"{self.year}年度一般公共预算财政拨款基本支出{self.said(self.basic)}，其中：")
        self.write(f"人员经费{self.said(self.basic - self.office)}，主要包括：{'、'.join(name for _, name in STAFF)}。")
        self.write(f"公用经费{self.said(self.office)}，主要包括：{'、'.join(name for _, name in OFFICE)}。")

    def _expenses(self) -> None:
        self.choose((self._expenses_by_share, self._expenses_by_budget, self._expenses_by_year, self._expenses_against_budget))()
        if self.flip():
            meetings, courses = self.amount(1, 6), self.amount(1, 6)
            self.write(f"会议费支出{self.said(meetings)}，召开会议6次，参会180人；{self.change('会议费支出', meetings)}")
            self.write(f"培训费支出{self.said(courses)}，举办培训4期，培训210人；{self.change('培训费支出', courses)}")

    def _expenses_against_budget(self) -> None:
        """Write of how much less than its budget each was."""
        spent, planned = sum(self.expenses, ZERO), sum(self.planned, ZERO)
        names = ("因公出国（境）费支出", "公务用车购置及运行费支出", "公务接待费支出")

        def beside(final: Decimal, budget: Decimal) -> str:
            if final == budget:
                return self.choose(("与年初预算数持平", "与年初预算数相同"))
            by = budget - final
            return f"比年初预算数减少{self.said(by)}，下降{self.rate(by, budget)}"

        whole = f"全年支出决算数为{self.said(spent)}，年初预算数为{self.said(planned)}，{beside(spent, planned)}"
        self.write(f"{self.year}年度本{self.word}“三公”经费{whole}。具体如下：")
        for at, (name, final, budget) in enumerate(zip(names, self.expenses, self.planned, strict=True)):
            more = self._journeys() if at == 0 else ""
            share = f"，占“三公”经费总额的{self.rate(final, spent)}" if final else ""
            number = numeral(at + 1)
            self.write(
                f"（{number}）{name}{self.said(final)}{share}，年初预算数为{self.said(budget)}，{beside(final, budget)}。{more}"
            )
            if at == 1:
                self.write(
                    f"其中：购置公务用车{int(self.bought > 0)}辆，支出{self.said(self.bought)}；"
                    f"运行维护费支出{self.said(final - self.bought)}，年末公务用车保有量2辆。"
                )
        self.write("全年国内公务接待12批次、96人次，其中外事接待2批次、16人次；国（境）外公务接待0批次、0人次。")

    def _expenses_by_share(self) -> None:
        year, spent, planned = self.year, sum(self.expenses, ZERO), sum(self.planned, ZERO)
        self.write("（一）“三公”经费财政拨款支出决算总体情况说明")
        same = "决算数等于预算数。" if spent == planned else "决算数小于预算数的主要原因是厉行节约。"
        said = f"支出决算为{self.said(spent)}，完成预算的{self.rate(spent, planned)}，{same}"
        self.write(f"{year}年度“三公”经费财政拨款{said}", "（二）“三公”经费财政拨款支出决算具体情况说明")
        journeys, cars, guests = self.expenses
        names = ("因公出国（境）费支出决算", "公务用车购置及运行维护费支出决算", "公务接待费支出决算")
        list_ = self.shares(zip(names, self.expenses, strict=True), spent)
        self.write(f"{year}年度“三公”经费财政拨款支出决算中，{list_}具体情况如下：")
        first = self.choose(("因公出国（境）经费支出", "因公出国（境）费支出"))
        self.write(f"1.{first}{self.said(journeys)}。{self._journeys()}")
        self.write(f"2.公务用车购置及运行维护费支出{self.said(cars)}，完成预算{self.rate(cars, self.planned[1])}。其中：")
        self.write(
            f"公务用车购置支出{self.said(self.bought)}。全年按规定更新购置公务用车{int(self.bought > 0)}辆。截至{year}年12月31日，单位共有公务用车2辆。"
        )
        self.write(f"公务用车运行维护费支出{self.said(cars - self.bought)}，主要用于燃料费、维修费、保险费等支出。")
        self.write(f"3.公务接待费支出{self.said(guests)}，完成预算{self.rate(guests, self.planned[2])}。其中：")
        abroad = f"外事接待支出{self.said(ZERO)}，外事接待0批次，0人次"
        self.write(f"国内公务接待支出{self.said(guests)}，国内公务接待12批次，96人次；{abroad}。")

    def _journeys(self) -> str:
        count = (1, 2) if self.expenses[0] else (0, 0)
        return f"全年安排因公出国（境）团组{count[0]}个，累计{count[1]}人次。"

    def _expenses_by_budget(self) -> None:
        """Write of the budget of each and what was spent of it."""
        spent, planned = sum(self.expenses, ZERO), sum(self.planned, ZERO)
        names = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")

        def kept(name: str, final: Decimal, budget: Decimal) -> str:
            rate = f"，完成预算的{self.rate(final, budget)}" if budget else ""
            return f"{name}预算为{self.said(budget)}，支出决算为{self.said(final)}{rate}"

        self.write(f"{self.year}年度{kept('“三公”经费财政拨款支出', spent, planned)}，其中：")
        self.write("；".join(kept(*each) for each in zip(names, self.expenses, self.planned, strict=True)) + "。")
        self.write(f"（一）因公出国（境）费支出{self.said(self.expenses[0])}。{self._journeys()}")
        new = f"公务用车购置费{self.said(self.bought)}，购置公务用车{int(self.bought > 0)}辆"
        cars = f"其中：{new}；公务用车运行维护费{self.said(self.expenses[1] - self.bought)}"
        kept_cars = f"{self.year}年末财政拨款开支的公务用车保有量2辆"
        self.write(f"（二）公务用车购置及运行维护费支出{self.said(self.expenses[1])}，{cars}，{kept_cars}。")
        self.write(f"（三）公务接待费支出{self.said(self.expenses[2])}，共接待国内来访团组12个、来宾96人次。")

    def _expenses_by_year(self) -> None:
        """Write of what was spent on each and how that has changed."""
        spent = sum(self.expenses, ZERO)
        whole = f"“三公”经费支出决算{self.said(spent)}"
        changes = [self.drawn(final) if final else ZERO for final in self.expenses]
        self.write(f"{self.year}年度{self.department}{whole}，{self.change('“三公”经费支出', spent, sum(changes, ZERO))}")
        names = ("因公出国（境）费用", "公务用车购置及运行维护费", "公务接待费")
        for at, (name, final, budget, by) in enumerate(zip(names, self.expenses, self.planned, changes, strict=True), 1):
            if not final:
                self.write(f"{at}.{name}{self.said(final)}，与上年持平。{self._journeys()}")
                continue
            share = f"，占“三公”经费支出的{self.rate(final, spent)}" if self.flip() else ""
            self.write(
                f"{at}.{name}年初预算{self.said(budget)}，支出决算{self.said(final)}{share}，{self.change('', final, by)}"
                f"完成年初预算的{self.rate(final, budget)}。"
            )
        self.write(
            f"公务用车购置{int(self.bought > 0)}辆，公务用车保有量2辆；国内公务接待12批次、96人次，其中外事接待0批次、0人次。{self._journeys()}"
        )

    def _fund(self) -> None:
        self._by_fund("政府性基金预算", self.fund_items, self.purses[1])

    def _state(self) -> None:
        self._by_fund("国有资本经营预算", self.state_items, self.purses[2])

    def _by_fund(self, fund: str, items: Sequence[Item], purse: Purse) -> None:
        year = self.year
        if not items:
            denial = (
                f"本{self.word}{year}年度没有{fund}财政拨款支出。",
                f"{year}年度{fund}财政拨款支出{self.said(ZERO)}。",
                f"{self.department}{year}年度无{fund}财政拨款收入，也没有使用{fund}财政拨款安排的支出。",
            )
            self.write(self.choose(denial))
            return
        opening, income, spent, closing = map(self.said, purse)
        if self.flip():
            self.write(
                f"{year}年度{fund}财政拨款年初结转和结余{opening}，本年收入{income}，本年支出{spent}，年末结转和结余{closing}。"
            )
        else:
            self.write(f"{year}年度{fund}财政拨款支出{spent}，{self.change('', purse.spent)}")
        natures = f"其中：基本支出{self.said(ZERO)}，项目支出{spent}。"
        self.write(f"{fund}财政拨款本年支出{spent}，{natures}" if self.flip() else "具体情况如下：")
        for at, item in enumerate(items, 1):
            self.write(f"{at}.{self.done(item, item.total + self.choose((ZERO, self.amount(1, 9))), full=self.flip())}")

    def _running(self) -> None:
        if self.word == "单位":
            self.write(f"{self.department}属于事业单位，{self.year}年度无机关运行经费支出。")
            return
        self.write(
            f"{self.year}年度，{self.department}机关运行经费支出{self.said(self.office)}，{self.change('机关运行经费支出', self.office)}"
        )

    def _purchase(self) -> None:
        goods, services = self.amount(1, 20), self.amount(1, 30)
        bought = goods + services
        small = self.rounded(bought * self.random.randint(40, 99) / 100)
        parts = f"政府采购货物支出{self.said(goods)}、政府采购工程支出{self.said(ZERO)}、政府采购服务支出{self.said(services)}"
        self.write(f"{self.year}年度，{self.department}政府采购支出总额{self.said(bought)}，其中：{parts}。")
        smaller = self.rounded(small * self.random.randint(40, 99) / 100)
        beside = f"其中：授予小微企业合同金额{self.said(smaller)}，占授予中小企业合同金额的{self.rate(smaller, small)}"
        more = f"，{beside}" if self.flip() else ""
        if self.flip() and small >= goods:
            more += f"；货物采购授予中小企业合同金额占货物支出金额的{self.rate(goods, goods)}"
        self.write(f"授予中小企业合同金额{self.said(small)}，占政府采购支出总额的{self.rate(small, bought)}{more}。")

    def _assets(self) -> None:
        kinds = (
            "副部（省）级及以上领导用车",
            "主要负责人用车",
            "机要通信用车",
            "应急保障用车",
            "执法执勤用车",
            "特种专业技术用车",
            "其他用车",
        )
        counts = [self.random.randint(0, 3) for _ in kinds]
        counts[2] += 2  # as many as are kept for the money of grants
        list_ = "、".join(f"{kind}{count}辆" for kind, count in zip(kinds, counts, strict=True))
        more = "，其他用车主要是业务用车" if counts[-1] else ""
        self.write(f"截至{self.year}年12月31日，{self.department}共有车辆{sum(counts)}辆，其中：{list_}{more}。")
        self.write(self.choose((
            "单价100万元以上设备（不含车辆）0台（套）。", "单价50万元以上通用设备2台（套），单价100万元以上专用设备0台（套）。",
            "单位价值100万元（含）以上设备（不含车辆）1台（套）。",
        )))  # fmt: skip

    def _appraisal(self) -> None:
        if self.flip():
            self.write("按照要求开展了绩效自评。")
            return
        spent = self.said(self.general - self.basic)
        number = len(self.projects)
        self.write(
            f"根据预算绩效管理要求，本{self.word}组织对{self.year}年度一般公共预算项目支出全面开展绩效自评，"
            f"共涉及项目{number}个，资金{spent}，占一般公共预算项目支出总额的{self.rate(ZERO + 1, Decimal(1))}。"
        )
        if self.flip():
            self.write(f"从自评结果看，{number}个项目中，评价等级为“优”的{number - 1}个，“良”的1个。")
        if self.flip():
            whole = sum((planned for _, planned, _ in self.projects), ZERO)
            done = self.general - self.basic
            self.write(
                f"{number}个项目全年预算数合计{self.said(whole)}，执行数{self.said(done)}，执行率为{self.rate(done, whole)}。"
            )
        for at, (name, planned, done) in enumerate(self.projects, 1):
            first = f"项目全年预算数为{self.said(planned)}，执行数为{self.said(done)}，完成预算的{self.rate(done, planned)}"
            score = f"项目自评得分为{self._score(planned, done)}分。" if self.flip() else ""
            self.write(f"{at}.{name}项目绩效自评综述：根据年初设定的绩效目标，{score}{first}。主要产出和效益是：任务按期办结。")

    def _score(self, planned: Decimal, done: Decimal) -> Decimal:
        """Return a project's score: ten points go by how much of its budget was spent, one of ninety others was lost."""
        return (done * 10 / planned).quantize(Decimal("0.01"), ROUND_HALF_UP) + 89

    def _sheets(self) -> None:
        """Write a sheet for each project."""
        head = "\t\t全年预算数\t全年执行数\t分值\t执行率\t得分"
        if self.flip():
            self._overall_sheet()
        for name, planned, done in self.projects:
            self.write("", f"{self.year}年度{name}项目支出绩效自评表", f"单位：{self.table_unit}", f"项目名称\t{name}\t\t\t\t\t")
            executed = (done * 10 / planned).quantize(Decimal("0.01"), ROUND_HALF_UP)
            self.write(
                f"项目资金{head}", self.row("", "年度资金总额", planned, done, "10", self.rate(done, planned), str(executed))
            )
            self.write("一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分")
            self.write("产出指标\t数量指标\t办结事项数\t≥20件\t26件\t20\t20", "\t质量指标\t验收合格率\t≥95%\t97%\t20\t20")
            self.write(
                "\t时效指标\t按期办结率\t≥90%\t92%\t10\t10", "效益指标\t社会效益指标\t办事效率\t有所提高\t有所提高\t30\t29"
            )
            self.write("满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\t93%\t10\t10")
            self.write(f"总分\t\t\t\t\t100\t{self._score(planned, done)}")

    def _overall_sheet(self) -> None:
        """Write the sheet of all the department's spending."""
        planned = self.spent + self.choose((ZERO, self.amount(1, 20)))
        executed = (self.spent * 20 / planned).quantize(Decimal("0.01"), ROUND_HALF_UP)
        self.write(
            "",
            f"{self.year}年度{self.word}整体支出绩效自评表",
            f"单位：{self.table_unit}",
            f"{self.word}名称\t{self.department}\t\t\t\t",
        )
        self.write(self.row("基本支出总额", self.basic, "", "项目支出总额", self.spent - self.basic - self.traded, ""))
        self.write("预算执行情况（20分）\t\t预算数（A）\t执行数（B）\t执行率（B/A）\t得分（20分*执行率）")
        self.write(self.row("", "整体支出总额", planned, self.spent, self.rate(self.spent, planned), str(executed)))
        self.write("一级指标\t二级指标\t三级指标\t年初目标值\t实际完成值\t得分")
        self.write("产出指标（40分）\t数量指标（20分）\t办结事项数（20分）\t≥60件\t71件\t20")
        self.write("\t质量指标（20分）\t验收合格率（20分）\t≥95%\t96%\t20")
        self.write("效益指标（30分）\t社会效益指标（30分）\t办事效率（30分）\t有所提高\t有所提高\t28")
        self.write("满意度指标（10分）\t服务对象满意度指标（10分）\t群众满意度（10分）\t≥90%\t92%\t10")
        self.write(f"总分\t\t\t\t\t{executed + 78}")

    def _glossary(self) -> None:
        terms = ["财政拨款收入", "年初结转和结余", "基本支出", "项目支出", "“三公”经费", "机关运行经费"]
        terms += [f"{item.account[1]}（类）{item.account[3]}（款）{item.account[5]}（项）" for item in self.items]
        self.write(*(f"{at}.{term}：指有关规定所称的{term}。" for at, term in enumerate(terms, 1)))

    def classes(self, items: Iterable[Item]) -> dict[str, Decimal]:
        """Return what was spent on each 类."""
        found: dict[str, Decimal] = {}
        for item in items:
            found[item.account[1]] = found.get(item.account[1], ZERO) + item.total
        return found

    def by_account(self, sums: Sequence[Decimal], items: Sequence[Item], values: Callable[[Item], Sequence[Decimal]]) -> None:
        """Write the rows of a table by account, its total first or last."""
        total = self.row(*(("合计", "") if self.coded == "whole" else ("", "", "", "合计")), *sums)
        rows = list(self.tree(items, values))
        self.write(*([*rows, total] if self.total_last else [total, *rows]))

    def _columns(self, codes: str, columns: str, below: str = "") -> Sequence[str]:
        """Return the rows of the head of a table by account; the code has a column, or one for each level."""
        count = columns.count("\t") + 1
        numbers = "\t".join(map(str, range(1, count + 1)))
        if self.coded == "whole":
            return (f"项目\t\t{columns}", f"{codes}\t科目名称\t{below or chr(9) * (count - 1)}", f"栏次\t\t{numbers}")
        first, second = f"项目\t\t\t\t{columns}", f"{codes}\t\t\t科目名称\t{below or chr(9) * (count - 1)}"
        return (first, second, f"类\t款\t项\t栏次\t{numbers}")

    def tree(self, items: Sequence[Item], values: Callable[[Item], Sequence[Decimal]]) -> Iterable[str]:
        """Yield the rows of a table by account: every 类, 款 and 项 with the sums of some values."""
        seen: set[str] = set()
        for item in sorted(items, key=lambda each: each.account[4]):
            for level in (0, 2, 4):
                code = item.account[level]
                if code not in seen:
                    seen.add(code)
                    sums = zip(*(values(each) for each in items if each.account[level] == code), strict=True)
                    levels = (code[:3], code[3:5], code[5:]) if self.coded == "by level" else (code,)
                    yield self.row(*levels, item.account[level + 1], *(sum(column, ZERO) for column in sums))

    def _note(self, subject: str) -> None:
        """Write what a table shows, and that its last places may differ."""
        if self.noted:
            self.write(
                f"注：1.本表反映{self.word}本年度{subject}情况。", "2.表中金额换算单位时，个别数据合计项与分项之和有尾数差异。"
            )

    def _head(self, title: str, number: int, *rows: str) -> None:
        owner = f"{'部门' if self.word == '部门' else '单位名称'}：{self.department}"
        dated = f"{self.year}年度{title}" if self.choose((True, False)) else title
        self.write(
            "", dated, f"公开{number:02}表", owner, f"{'单位' if self.word == '部门' else '金额单位'}：{self.table_unit}", *rows
        )

    def _tables(self) -> None:
        own, other, basic = self._other, self.other, self.basic
        every = [*self.items, *self.fund_items, *self.state_items]
        names = [f"{fund}财政拨款收入" for fund in FUNDS[: 3 if self.year > 2019 else 2]]
        granted = [purse.income for purse in self.purses[: len(names)]]
        more = (("上级补助收入", ZERO), ("事业收入", self.earned), ("经营收入", self.traded), ("附属单位上缴收入", ZERO))
        sources = (*zip(names, granted, strict=True), *more, ("其他收入", other))
        done = self.choose(("决算数", "金额"))
        self._head("收入支出决算总表", 1, *self._balance_head(done, (done,)))
        self._balance(sources, None)
        self._note("总收支和年末结转和结余")
        head = "本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t经营收入\t附属单位上缴收入\t其他收入"
        self._head("收入决算表", 2, *self._columns("功能分类科目编码", head))
        received = self._received
        self.by_account(
            (self.income, self.granted_income, ZERO, self.earned, self.traded, ZERO, other), every,
            lambda each: (received(each) + own(each, self.earned + self.traded + other), received(each), ZERO, own(each, self.earned),
                          own(each, self.traded), ZERO, own(each, other)),
        )  # fmt: skip
        head = "本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出"
        self._head("支出决算表", 3, *self._columns("功能分类科目编码", head))
        out = self.others.spent
        self.by_account(
            (self.spent, basic, self.spent - basic - self.traded, ZERO, self.traded, ZERO), every,
            lambda each: (each.total + own(each, out + self.traded), each.basic, each.project + own(each, out), ZERO,
                          own(each, self.traded), ZERO),
        )  # fmt: skip
        columns = "\t".join(f"{fund}财政拨款" for fund in FUNDS[: len(names)])
        head = self._balance_head("金额", (self.choose(("合计", "小计")), columns))
        self._head("财政拨款收入支出决算总表", 4, *head[:2])
        self._balance([(name.removesuffix("收入"), amount) for name, amount in zip(names, granted, strict=True)], self.purses)
        head = self._columns("功能分类科目编码", "本年支出\t\t", "小计\t基本支出\t项目支出")
        self._head("一般公共预算财政拨款支出决算表", 5, *head)
        sums = (self.general, basic, self.general - basic)
        self.by_account(sums, self.items, lambda each: (each.total, each.basic, each.project))
        self._note("一般公共预算财政拨款支出")
        self._economic()
        self._note("一般公共预算财政拨款基本支出")
        last = [self._fund_table, self._state_table] if self.year > 2019 else [self._fund_table]
        last.insert(len(last) if self.year > 2021 else 0, self._expense_table)
        for number, table in enumerate(last, 7):
            table(number)
        self._note("财政拨款收支")

    def _received(self, item: Item) -> Decimal:
        """Return what was granted for an item in the year: the first project of each fund has all that was carried."""
        for items, purse in zip((self.items, self.fund_items, self.state_items), self.purses, strict=True):
            if item is next((each for each in items if each.project), None):
                return item.total + purse.closing - purse.opening
        return item.total

    def _fund_table(self, number: int) -> None:
        purse, (items, title) = self.purses[1], (self.fund_items, "政府性基金预算财政拨款收入支出决算表")
        columns = "年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余"
        self._head(title, number, *self._columns("功能分类科目编码", columns, "\t\t小计\t基本支出\t项目支出\t"))
        if not items:
            self.write("合计" + "\t" * 7, f"注：本{self.word}{self.year}年度没有政府性基金预算财政拨款收入和支出，故本表无数据。")
            return

        def values(each: Item) -> Sequence[Decimal]:
            opening, closing = (purse.opening, purse.closing) if each is items[0] else (ZERO, ZERO)
            return opening, self._received(each), each.total, each.basic, each.project, closing

        sums = (purse.opening, purse.income, purse.spent, ZERO, purse.spent, purse.closing)
        self.by_account(sums, items, values)

    def _state_table(self, number: int) -> None:
        title = "国有资本经营预算财政拨款支出决算表"
        self._head(title, number, *self._columns("科目编码", "本年支出\t\t", "合计\t基本支出\t项目支出"))
        spent = self.purses[2].spent
        if not spent:
            self.write("合计\t\t\t\t", f"注：本{self.word}{self.year}年度没有国有资本经营预算财政拨款支出，故本表无数据。")
            return
        self.by_account((spent, ZERO, spent), self.state_items, lambda each: (each.total, each.basic, each.project))

    def _expense_table(self, number: int) -> None:
        title = f"{'一般公共预算' if self.year < 2022 else ''}财政拨款“三公”经费支出决算表"
        halves = [
            [sum(each, ZERO), each[0], each[1], self.bought, each[1] - self.bought, each[2]]
            for each in (self.planned, self.expenses)
        ]
        names = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费")
        below = ("", "", "小计", "公务用车购置费", "公务用车运行维护费", "")
        if self.flip():
            items, under = "\t".join(names), "\t".join(below)
            rows = (
                "预算数\t\t\t\t\t\t决算数\t\t\t\t\t",
                f"{items}\t{items}",
                f"{under}\t{under}",
                "\t".join(map(str, range(1, 13))),
            )
            self._head(title, number, *rows)
            self.write(self.row(*halves[0], *halves[1]))
            return
        # Budget and final stand side by side under each item, as in Shanghai.
        rows = ("\t\t".join(names) + "\t", "\t\t".join(below) + "\t", "\t".join(["预算数\t决算数"] * 6))
        self._head(title, number, *rows)
        self.write(self.row(*(amount for pair in zip(*halves, strict=True) for amount in pair)))

    def _other(self, item: Item, amount: Decimal) -> Decimal:
        return amount if item.account[4] == PROJECT else ZERO

    @property
    def _used(self) -> str:
        """Return the row for savings used, by its name in the year."""
        if self.year == 2019:
            return "用事业基金弥补收支差额"
        return "使用非财政拨款结余（含专用结余）" if self.year > 2022 else "使用非财政拨款结余"

    def _balance(self, sources: Sequence[tuple[str, Decimal]], purses: Sequence[Purse] | None) -> None:
        """Write a balance table: of all money in one column, or of grants with a column for each fund beside their sum."""
        lists = [self.items, self.fund_items, self.state_items][: 3 if self.year > 2019 else 2]
        spent = [self.classes(items) for items in lists]
        if purses is None:
            spent = [self.classes([*self.items, *self.fund_items, *self.state_items])]
            spent[0][CLASSES[0]] += self.others.spent + self.traded
        width = len(spent)

        def outs(amounts: Sequence[Decimal]) -> Sequence[Decimal]:
            return amounts if purses is None else (sum(amounts, ZERO), *amounts)

        def row(left: str, amount: Decimal | str, right: str, amounts: Sequence[Decimal] | None) -> None:
            at = len(self.lines) - start
            beside = outs(amounts) if amounts is not None else [""] * (1 if purses is None else width + 1)
            number = (str(at), str(at + 34)) if self.numbered else ()
            self.write(self.row(left, *number[:1], amount, right, *number[1:], *beside))

        start = len(self.lines) - 1
        names = [BEFORE_2020.get(name, name) for name in CLASSES if name not in SINCE_2020] if self.year < 2020 else CLASSES
        for at, name in enumerate(names):
            source = sources[at] if at < len(sources) else ("", "")
            left = f"{numeral(at + 1)}、{source[0]}" if source[0] else ""
            row(left, source[1], f"{numeral(at + 1)}、{name}", [each.get(name, ZERO) for each in spent])
        income = sum((amount for _, amount in sources), ZERO)
        row("本年收入合计", income, "本年支出合计", [sum(each.values(), ZERO) for each in spent])
        if purses is None:
            row(self._used, self.used, "结余分配", [self.allotted])
            row("年初结转和结余", self.opening, "年末结转和结余", [self.closing])
            row("总计", self.total, "总计", [self.total])
            return
        held = purses[:width]
        row("年初财政拨款结转和结余", self.granted_opening, "年末财政拨款结转和结余", [purse.closing for purse in held])
        for fund, purse in zip(FUNDS, held, strict=False):
            row(f"{fund}财政拨款", purse.opening, "", None)
        row("总计", income + self.granted_opening, "总计", [purse.spent + purse.closing for purse in held])

    def _balance_head(self, left: str, right: Sequence[str]) -> Sequence[str]:
        """Return the head of a balance table, with or without the columns of row numbers."""
        number, columns = ("\t行次" if self.numbered else ""), "\t".join(right)
        blank = number and "\t"
        first = f"收入{blank}\t\t支出{blank}" + "\t" * (columns.count("\t") + 1)
        return first, f"项目{number}\t{left}\t项目{number}\t{columns}", f"栏次{blank}\t1\t栏次{blank}\t2"

    def _economic(self) -> None:
        head = ("人员经费\t\t\t公用经费\t\t", "科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数")
        self._head(f"一般公共预算财政拨款基本支出决算{self.choose(('', '明细'))}表", 6, *head)
        left = [("301", "工资福利支出", self.basic - self.office)]
        left += [(*account, part) for account, part in zip(STAFF, self.staff_parts, strict=True)]
        right = [("302", "商品和服务支出", self.office)]
        right += [(*account, part) for account, part in zip(OFFICE, self.office_parts, strict=True)]
        for at, each in enumerate(right):
            self.write(self.row(*(left[at] if at < len(left) else ("", "", "")), *each))
        self.write(self.row("人员经费合计", "", self.basic - self.office, "公用经费合计", "", self.office))


def loud(text: str) -> dict[tuple[str, str], str]:
    """Return the errors and warnings of a report by code and message, with their excerpts."""
    result = check_bytes(text.encode())
    found = findings_of(result.facts.document, result.assertions, all_rules())
    return {(f.code, f.message): f.excerpt for f in found if f.level is not Level.INFO}


def changed(number: int, text: str, count: int, before: dict[tuple[str, str], str], *, misses: bool) -> Counter[str]:
    """Change a digit of so many figures, one at a time, and return how many were changed and found in tables and in the text."""
    random = Random(number)  # noqa: S311 (nothing secret)
    tally: Counter[str] = Counter()
    figures = list(_FIGURE.finditer(text))
    for match in random.sample(figures, min(count, len(figures))):
        at = random.choice([at for at in range(*match.span()) if text[at].isdigit()])
        digit = random.choice([digit for digit in "123456789" if digit != text[at]])
        line = text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)]
        kind = "in tables" if "\t" in line else "in the text"
        tally[kind] += 1
        found = bool(loud(text[:at] + digit + text[at + 1 :]).keys() - before.keys())
        tally[f"{kind}, found"] += found
        if misses and not found:
            begun = text.rfind("\n", 0, at) + 1
            print(f"report {number}, {kind}: {text[begun:at][-60:]}《{text[at]}→{digit}》{text[at + 1 : at + 30]!r}")
    return tally


def main(count: int, first: int, changes: int, *, misses: bool) -> int:
    """Print every false alarm, then how many changed figures were found; return 1 if there was a false alarm."""
    false, tally = 0, Counter[str]()
    for number in range(first, first + count):
        text = Report(number).text()
        found = loud(text)
        false += len(found)
        for (code, message), excerpt in found.items():
            print(f"report {number}: {code} {message} | {excerpt[:60]}")
        if changes:
            tally += changed(number, text, changes, found, misses=misses)
    print(f"{count} right reports: {false} errors and warnings")
    for kind in ("in tables", "in the text") if changes else ():
        print(
            f"changed {kind}: {tally[kind]}, found {tally[f'{kind}, found']} = {100 * tally[f'{kind}, found'] / max(1, tally[kind]):.1f}%"
        )
    return 1 if false else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--changed", type=int, default=0)
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    sys.exit(main(asked.count, asked.first, asked.changed, misses=asked.misses))
