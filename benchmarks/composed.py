"""Final accounts composed at random, right in every figure: whatever is found in them is a false alarm.

    python benchmarks/composed.py [--count 100] [--changed 25] [--first 0]

Each report is of an invented department and has all nine tables and ten sections; its figures, its wording (as reports of several
provinces have it), its unit and its signs are drawn from a random state of its own, so that a number names it for good. With
``--changed`` so many figures of each are then changed by a digit, one at a time, and the share of changes that is found is
printed; a change that rounding hides cannot be. Exits 1 if anything louder than a note is found in a right report.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
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
PROJECT = "2010302"
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
SECTIONS = (
    "收入支出决算总体情况说明", "收入决算情况说明", "支出决算情况说明", "财政拨款收入支出决算总体情况说明", "一般公共预算财政拨款支出决算情况说明",
    "一般公共预算财政拨款基本支出决算情况说明", "财政拨款“三公”经费支出决算情况说明", "政府性基金预算财政拨款支出决算情况说明",
    "国有资本经营预算财政拨款支出决算情况说明", "其他重要事项的情况说明",
)  # fmt: skip
ZERO, MYRIAD = Decimal(0), Decimal(10000)
_MONEY = re.compile(r"(?<![\d.])\d+\.\d\d(?![\d%])")
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


def show(amount: Decimal) -> str:
    """Return an amount to two places."""
    return f"{amount:.2f}"


def cell(amount: Decimal) -> str:
    """Return an amount as a table prints it: nought is blank."""
    return show(amount) if amount else ""


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
        self.year = self.choose((2022, 2023, 2024))
        self.places = self.choose((1, 2))
        self.department = self.choose(("云岭县", "青石市", "白水区", "松江县")) + self.choose(
            ("农业农村局", "司法局", "档案局", "信访局")
        )
        self.items = [
            Item(each, ZERO, self.amount(20, 400)) if each[4] == PROJECT else Item(each, self.amount(5, 300), ZERO)
            for each in ACCOUNTS
        ]
        self.basic = sum((item.basic for item in self.items), ZERO)
        self.granted = sum((item.total for item in self.items), ZERO)
        self.other = self.choose((ZERO, self.amount(1, 30)))
        self.carried = self.choose((ZERO, self.amount(1, 50)))
        self.income = self.granted + self.other
        self.office = (self.basic * random.randint(10, 30) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        self.staff_parts = self.split(self.basic - self.office, len(STAFF))
        self.office_parts = self.split(self.office, len(OFFICE))
        journeys = self.choose((ZERO, self.amount(1, 9)))
        self.expenses = (journeys, self.office_parts[6], self.office_parts[4])
        self.planned = tuple(spent + self.choose((ZERO, Decimal("0.50"))) for spent in self.expenses)
        self.lines: list[str] = []

    def amount(self, low: int, high: int) -> Decimal:
        """Return an amount between two whole ones."""
        return Decimal(self.random.randint(low * 100, high * 100)) / 100

    def split(self, total: Decimal, parts: int) -> list[Decimal]:
        """Return amounts that make a total."""
        found: list[Decimal] = []
        for _ in range(parts - 1):
            share = total * self.random.randint(10, 40) / 100
            found.append(share.quantize(Decimal("0.01"), ROUND_HALF_UP))
            total -= found[-1]
        return [*found, total]

    def rate(self, part: Decimal, whole: Decimal) -> str:
        """Return a rate as this report prints them."""
        return f"{(part * 100 / whole).quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)}%"

    def text(self) -> str:
        """Return the report, in the unit and with the signs that it was drawn with."""
        self._front()
        self._totals()
        self._items()
        self._expenses()
        self._rest()
        self._glossary()
        self._tables()
        text = "\n".join(self.lines) + "\n"
        unit = self.choose(("万元", "万元", "元", "grouped"))
        if unit == "元":
            text = _MONEY.sub(lambda match: f"{Decimal(match[0]) * MYRIAD:,.2f}", text).replace("万元", "元")
        elif unit == "grouped":
            text = _MONEY.sub(lambda match: f"{Decimal(match[0]):,.2f}", text)
        if self.choose((True, False)):
            text = text.replace("（", "(").replace("）", ")")
        return text.replace("“", '"').replace("”", '"') if self.choose((True, False)) else text

    def write(self, *lines: str) -> None:
        """Write lines."""
        self.lines += lines

    def change(self, subject: str, current: Decimal) -> str:
        """Return a sentence on how much more or less it was than the year before."""
        by = Decimal(self.random.randint(1, int(current * 40))) / 100 * self.choose((1, -1))
        more = by > 0
        compared = self.choose(("与{0}年度相比", "与{0}年相比", "与上年相比", "较上年", "比上年", "较{0}年度")).format(
            self.year - 1
        )
        sentence = self.choose((f"{compared}，{subject}", f"{subject}{compared}", compared))
        sentence += f"{'增加' if more else '减少'}{show(abs(by))}万元，"
        sentence += self.choose(("增长", "增幅", "增长率为")) if more else self.choose(("下降", "降幅", "下降"))
        why = self.choose(("主要原因是", "主要变动原因是", "主要原因：", "主要是"))
        return f"{sentence}{self.rate(abs(by), current - by)}，{why}{self.choose(('人员变动', '项目支出安排变化', '压减一般性支出'))}。"

    def shares(self, parts: Iterable[tuple[str, Decimal]], whole: Decimal) -> str:
        """Return parts with their shares of a whole."""
        return (
            self.choose(("；", "，")).join(f"{name}{show(part)}万元，占{self.rate(part, whole)}" for name, part in parts) + "。"
        )

    def _front(self) -> None:
        contents = ["第一部分 部门概况", "一、部门职责", "二、机构设置", f"第二部分 {self.year}年度部门决算情况说明"]
        contents += [f"{numeral(at)}、{name}" for at, name in enumerate(SECTIONS, 1)]
        self.write(f"{self.year}年度", f"{self.department}部门决算", "", "目录", *contents)
        self.write("第三部分 名词解释", f"第四部分 {self.year}年度部门决算表", "", "第一部分 部门概况", "一、部门职责")
        self.write("负责本级有关工作，承办上级交办的其他事项。", "二、机构设置", f"{self.department}无下属二级预算单位。")

    def _totals(self) -> None:
        year, total = self.year, self.income + self.carried
        self.write(f"第二部分 {year}年度部门决算情况说明", f"一、{SECTIONS[0]}")
        both = (f"收、支总计均为{show(total)}万元", f"收入总计{show(total)}万元，支出总计{show(total)}万元")
        self.write(f"{year}年度{self.choose(both)}。{self.change('收、支总计各', total)}", f"二、{SECTIONS[1]}")
        sources = [(self.choose(("一般公共预算财政拨款收入", "财政拨款收入")), self.granted)]
        sources += [("其他收入", self.other)] if self.other else []
        self.write(
            f"{year}年度本年收入合计{show(self.income)}万元，其中：{self.shares(sources, self.income)}", f"三、{SECTIONS[2]}"
        )
        natures = (("基本支出", self.basic), ("项目支出", self.income - self.basic))
        self.write(
            f"{year}年度本年支出合计{show(self.income)}万元，其中：{self.shares(natures, self.income)}", f"四、{SECTIONS[3]}"
        )
        granted = self.granted + self.carried
        self.write(f"{year}年度财政拨款收、支总计{show(granted)}万元。{self.change('财政拨款收、支总计各', granted)}")

    def _items(self) -> None:
        year, granted = self.year, self.granted
        self.write(f"五、{SECTIONS[4]}", "（一）一般公共预算财政拨款支出决算总体情况")
        share = f"占本年支出合计的{self.rate(granted, self.income)}"
        said = self.change("一般公共预算财政拨款支出", granted)
        self.write(f"{year}年度一般公共预算财政拨款支出{show(granted)}万元，{share}。{said}")
        self.write("（二）一般公共预算财政拨款支出决算结构情况")
        classes = [(f"{name}（类）", amount) for name, amount in self.classes().items()]
        list_ = self.shares(classes, granted)
        self.write(f"{year}年度一般公共预算财政拨款支出{show(granted)}万元，主要用于以下方面：{list_}")
        self.write("（三）一般公共预算财政拨款支出决算具体情况")
        budgets = [item.total if self.choose((True, False)) else self.amount(5, 300) for item in self.items]
        whole = sum(budgets, ZERO)
        first = self.choose((True, False))
        planned = f"年初预算为{show(whole)}万元，支出决算为{show(granted)}万元，完成年初预算的{self.rate(granted, whole)}"
        brief = f"决算数为{show(granted)}万元，完成预算{self.rate(granted, whole)}"
        self.write(f"{year}年度一般公共预算财政拨款支出{planned if first else brief}。其中：")
        for at, (item, budget) in enumerate(zip(self.items, budgets, strict=True), 1):
            _, kind, _, group, _, name = item.account
            rate = self.rate(item.total, budget)
            word = "等于" if item.total == budget else "大于" if item.total > budget else "小于"
            why = "。" if item.total == budget else "的主要原因是据实结算。"
            done = (
                f"。年初预算为{show(budget)}万元，支出决算为{show(item.total)}万元，完成年初预算的{rate}。决算数{word}年初预算数"
            )
            short = f"：支出决算为{show(item.total)}万元，完成预算{rate}，决算数{word}预算数"
            self.write(f"{at}.{kind}（类）{group}（款）{name}（项）{done if first else short}{why}")

    def _expenses(self) -> None:
        year, spent, planned = self.year, sum(self.expenses, ZERO), sum(self.planned, ZERO)
        self.write(f"六、{SECTIONS[5]}", f"{year}年度一般公共预算财政拨款基本支出{show(self.basic)}万元，其中：")
        self.write(f"人员经费{show(self.basic - self.office)}万元，主要包括：{'、'.join(name for _, name in STAFF)}。")
        self.write(f"公用经费{show(self.office)}万元，主要包括：{'、'.join(name for _, name in OFFICE)}。")
        self.write(f"七、{SECTIONS[6]}", "（一）“三公”经费财政拨款支出决算总体情况说明")
        same = "决算数等于预算数。" if spent == planned else "决算数小于预算数的主要原因是厉行节约。"
        said = f"支出决算为{show(spent)}万元，完成预算的{self.rate(spent, planned)}，{same}"
        self.write(f"{year}年度“三公”经费财政拨款{said}", "（二）“三公”经费财政拨款支出决算具体情况说明")
        journeys, cars, guests = self.expenses
        names = ("因公出国（境）费支出决算", "公务用车购置及运行维护费支出决算", "公务接待费支出决算")
        list_ = self.shares(zip(names, self.expenses, strict=True), spent)
        self.write(f"{year}年度“三公”经费财政拨款支出决算中，{list_}具体情况如下：")
        count = (1, 2) if journeys else (0, 0)
        first = self.choose(("因公出国（境）经费支出", "因公出国（境）费支出"))
        self.write(f"1.{first}{show(journeys)}万元。全年安排因公出国（境）团组{count[0]}个，累计{count[1]}人次。")
        self.write(f"2.公务用车购置及运行维护费支出{show(cars)}万元，完成预算{self.rate(cars, self.planned[1])}。其中：")
        self.write(f"公务用车购置支出0.00万元。全年按规定更新购置公务用车0辆。截至{year}年12月31日，单位共有公务用车2辆。")
        self.write(f"公务用车运行维护费支出{show(cars)}万元，主要用于燃料费、维修费、保险费等支出。")
        self.write(f"3.公务接待费支出{show(guests)}万元，完成预算{self.rate(guests, self.planned[2])}。其中：")
        self.write(
            f"国内公务接待支出{show(guests)}万元，国内公务接待12批次，96人次；外事接待支出0.00万元，外事接待0批次，0人次。"
        )

    def _rest(self) -> None:
        year, department = self.year, self.department
        for at, fund in ((7, "政府性基金预算"), (8, "国有资本经营预算")):
            denial = (f"本部门{year}年度没有{fund}财政拨款支出。", f"{year}年度{fund}财政拨款支出0.00万元。")
            self.write(f"{numeral(at + 1)}、{SECTIONS[at]}", self.choose(denial))
        self.write(f"十、{SECTIONS[9]}", "（一）机关运行经费支出情况")
        self.write(
            f"{year}年度，{department}机关运行经费支出{show(self.office)}万元，{self.change('机关运行经费支出', self.office)}"
        )
        goods, services = self.amount(1, 20), self.amount(1, 30)
        bought = goods + services
        small = (bought * self.random.randint(40, 99) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        parts = f"政府采购货物支出{show(goods)}万元、政府采购工程支出0.00万元、政府采购服务支出{show(services)}万元"
        share = f"占政府采购支出总额的{self.rate(small, bought)}"
        self.write("（二）政府采购支出情况", f"{year}年度，{department}政府采购支出总额{show(bought)}万元，其中：{parts}。")
        self.write(f"授予中小企业合同金额{show(small)}万元，{share}。", "（三）国有资产占有使用情况")
        cars = "共有车辆2辆，其中：机要通信用车1辆、应急保障用车1辆、其他用车0辆"
        self.write(f"截至{year}年12月31日，{department}{cars}。单价100万元以上设备（不含车辆）0台（套）。")
        self.write("（四）预算绩效管理情况", "按照要求开展了绩效自评。")

    def _glossary(self) -> None:
        terms = ["财政拨款收入", "年初结转和结余", "基本支出", "项目支出", "“三公”经费", "机关运行经费"]
        terms += [f"{item.account[1]}（类）{item.account[3]}（款）{item.account[5]}（项）" for item in self.items]
        self.write("第三部分 名词解释", *(f"{at}.{term}：指有关规定所称的{term}。" for at, term in enumerate(terms, 1)))

    def classes(self) -> dict[str, Decimal]:
        """Return what was granted for each 类."""
        found: dict[str, Decimal] = {}
        for item in self.items:
            found[item.account[1]] = found.get(item.account[1], ZERO) + item.total
        return found

    def tree(self, values: Callable[[Item], Sequence[Decimal]]) -> Iterable[str]:
        """Yield the rows of a table by account: every 类, 款 and 项 with the sums of some values."""
        seen: set[str] = set()
        for item in self.items:
            for level in (0, 2, 4):
                code = item.account[level]
                if code not in seen:
                    seen.add(code)
                    sums = zip(*(values(each) for each in self.items if each.account[level] == code), strict=True)
                    yield "\t".join((code, item.account[level + 1], *(cell(sum(column, ZERO)) for column in sums)))

    def _head(self, title: str, number: int, *rows: str) -> None:
        self.write("", title, f"公开{number:02}表", f"部门：{self.department}", "单位：万元", *rows)

    def _tables(self) -> None:
        self.write(f"第四部分 {self.year}年度部门决算表")
        own, granted, other, basic = self._other, self.granted, self.other, self.basic
        sources = (("一般公共预算财政拨款收入", granted), *((name, ZERO) for name in (
            "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入")), ("其他收入", other))  # fmt: skip
        self._head("收入支出决算总表", 1, "收入\t\t\t支出\t\t", "项目\t行次\t决算数\t项目\t行次\t决算数", "栏次\t\t1\t栏次\t\t2")
        self._balance(sources, other, "使用非财政拨款结余", ("年初结转和结余", "年末结转和结余"), columns=1)
        head = "项目\t\t本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t经营收入\t附属单位上缴收入\t其他收入"
        self._head("收入决算表", 2, head, "功能分类科目编码\t科目名称\t\t\t\t\t\t\t", "栏次\t\t1\t2\t3\t4\t5\t6\t7")
        self.write("\t".join(("合计", "", cell(self.income), cell(granted), "", "", "", "", cell(other))))
        self.write(*self.tree(lambda each: (each.total + own(each), each.total, ZERO, ZERO, ZERO, ZERO, own(each))))
        head = "项目\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出"
        self._head("支出决算表", 3, head, "功能分类科目编码\t科目名称\t\t\t\t\t\t", "栏次\t\t1\t2\t3\t4\t5\t6")
        self.write("\t".join(("合计", "", cell(self.income), cell(basic), cell(self.income - basic), "", "", "")))
        self.write(*self.tree(lambda each: (each.total + own(each), each.basic, each.project + own(each), ZERO, ZERO, ZERO)))
        head = "项目\t行次\t金额\t项目\t行次\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款\t国有资本经营预算财政拨款"
        self._head("财政拨款收入支出决算总表", 4, "收入\t\t\t支出\t\t\t\t\t", head)
        sources = (("一般公共预算财政拨款", granted), ("政府性基金预算财政拨款", ZERO), ("国有资本经营预算财政拨款", ZERO))
        self._balance(sources, ZERO, "", ("年初财政拨款结转和结余", "年末财政拨款结转和结余"), columns=4)
        head = "功能分类科目编码\t科目名称\t小计\t基本支出\t项目支出"
        self._head("一般公共预算财政拨款支出决算表", 5, "项目\t\t本年支出\t\t", head, "栏次\t\t1\t2\t3")
        self.write("\t".join(("合计", "", cell(granted), cell(basic), cell(granted - basic))))
        self.write(*self.tree(lambda each: (each.total, each.basic, each.project)))
        self._economic()
        for number, title, fund in ((7, "政府性基金预算财政拨款收入支出决算表", "政府性基金预算"), (8, "国有资本经营预算财政拨款支出决算表", "国有资本经营预算")):  # fmt: skip
            self._head(title, number, "项目\t\t本年支出\t\t", "科目编码\t科目名称\t合计\t基本支出\t项目支出", "合计\t\t\t\t")
            self.write(f"注：本部门{self.year}年度没有{fund}财政拨款支出，故本表无数据。")
        items = "合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费"
        below = "\t\t小计\t公务用车购置费\t公务用车运行维护费\t"
        rows = ("预算数\t\t\t\t\t\t决算数\t\t\t\t\t", f"{items}\t{items}", f"{below}\t{below}", "\t".join(map(str, range(1, 13))))
        self._head("财政拨款“三公”经费支出决算表", 9, *rows)
        halves = ((sum(each, ZERO), each[0], each[1], ZERO, each[1], each[2]) for each in (self.planned, self.expenses))
        self.write("\t".join(cell(amount) for half in halves for amount in half))

    def _other(self, item: Item) -> Decimal:
        return self.other if item.account[4] == PROJECT else ZERO

    def _balance(
        self, sources: Sequence[tuple[str, Decimal]], more: Decimal, used: str, carried: tuple[str, str], columns: int
    ) -> None:
        """Write a balance table; expenditure stands in one column or in four, of which the first two are alike."""
        spent = self.classes()
        spent[CLASSES[0]] += more
        income = sum((amount for _, amount in sources), ZERO)

        def row(left: str, amount: str, right: str, out: str) -> None:
            at = len(self.lines) - start
            outs = (out,) if columns == 1 else (out, out, "", "")
            self.write("\t".join((left, str(at), amount, right, str(at + 30), *outs)))

        start = len(self.lines) - 1
        for at, name in enumerate(CLASSES):
            source = sources[at] if at < len(sources) else ("", ZERO)
            left = f"{numeral(at + 1)}、{source[0]}" if source[0] else ""
            row(left, cell(source[1]), f"{numeral(at + 1)}、{name}", cell(spent.get(name, ZERO)))
        row("本年收入合计", show(income), "本年支出合计", show(income))
        if used:
            row(used, "", "结余分配", "")
        row(carried[0], cell(self.carried), carried[1], cell(self.carried))
        row("总计", show(income + self.carried), "总计", show(income + self.carried))

    def _economic(self) -> None:
        self._head(
            "一般公共预算财政拨款基本支出决算表",
            6,
            "人员经费\t\t\t公用经费\t\t",
            "科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数",
        )
        left = [("301", "工资福利支出", self.basic - self.office)]
        left += [(*account, part) for account, part in zip(STAFF, self.staff_parts, strict=True)]
        right = [("302", "商品和服务支出", self.office)]
        right += [(*account, part) for account, part in zip(OFFICE, self.office_parts, strict=True)]
        for at, (code, name, part) in enumerate(right):
            beside = (left[at][0], left[at][1], show(left[at][2])) if at < len(left) else ("", "", "")
            self.write("\t".join((*beside, code, name, show(part))))
        self.write(f"人员经费合计\t\t{show(self.basic - self.office)}\t公用经费合计\t\t{show(self.office)}")


def loud(text: str) -> dict[tuple[str, str], str]:
    """Return the errors and warnings of a report by code and message, with their excerpts."""
    result = check_bytes(text.encode())
    found = findings_of(result.facts.document, result.assertions, all_rules())
    return {(f.code, f.message): f.excerpt for f in found if f.level is not Level.INFO}


def changed(number: int, text: str, count: int, before: dict[tuple[str, str], str]) -> Counter[str]:
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
        tally[f"{kind}, found"] += bool(loud(text[:at] + digit + text[at + 1 :]).keys() - before.keys())
    return tally


def main(count: int, first: int, changes: int) -> int:
    """Print every false alarm, then how many changed figures were found; return 1 if there was a false alarm."""
    false, tally = 0, Counter[str]()
    for number in range(first, first + count):
        text = Report(number).text()
        found = loud(text)
        false += len(found)
        for (code, message), excerpt in found.items():
            print(f"report {number}: {code} {message} | {excerpt[:60]}")
        if changes:
            tally += changed(number, text, changes, found)
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
    asked = parser.parse_args()
    sys.exit(main(asked.count, asked.first, asked.changed))
