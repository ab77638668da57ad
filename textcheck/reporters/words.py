"""The words around a finding, in Chinese and English; what rules say is Chinese in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Level
from textcheck.report import Status

if TYPE_CHECKING:
    from collections.abc import Mapping


class Words(NamedTuple):
    """One language's words; ``{}`` takes what varies."""

    levels: Mapping[Level, str]
    statuses: Mapping[Status, str]
    expected: str
    formula: str
    elsewhere: str
    causes: str
    even: str
    side: str
    like: str
    unread: str
    no_new: str
    lines: str
    page: str
    sheet: str
    cell: str
    paragraph: str
    short_page: str
    short_table: str
    short_paragraph: str
    listing: str
    comma: str
    stop: str
    colon: str
    findings: Mapping[Level, str]
    clean: str
    figures: str
    no_figures: str
    no_tables: str
    no_prose: str
    files: str
    failed: str
    quiet: str
    known: str
    fixed: str
    fixable: str
    statistics: tuple[str, str, str, str, str]
    explain: str
    stdin: str


CHINESE = Words(
    levels={Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"},
    statuses={
        Status.VERIFIED: "核对无误",
        Status.ROUNDING: "四舍五入可解释",
        Status.CONTRADICTED: "有矛盾",
        Status.UNASSESSABLE: "无从核对",
        Status.UNBOUND: "未能识别",
    },
    expected="应为 {}",
    formula="验算：{}",
    elsewhere="另见 {} 处：{}",
    causes="连带：{}",
    even="证据不足以断定，错的也可能是：{}",
    side="{}“{}”（应为 {}{}）",
    like="，像是{}",
    unread="多数数字没有读懂或无从核对，没有发现问题不等于没有问题",
    no_new="没有新的问题",
    lines="第 {} 行",
    page="第 {} 页",
    sheet="“{}”",
    cell="第 {} 个表格第 {} 行第 {} 格",
    paragraph="第 {} 段",
    short_page="{}页",
    short_table="表{}",
    short_paragraph="段{}",
    listing="、",
    comma="，",
    stop="；",
    colon="：",
    findings={Level.ERROR: "{} 个错误", Level.WARNING: "{} 个警告", Level.INFO: "{} 个提示"},
    clean="没有发现问题",
    figures="{} 个数字",
    no_figures="没有读到可核对的数字",
    no_tables="没有读到表格，文字与表格是否一致未能检查",
    no_prose="没有读到正文，只检查了表格",
    files="共 {} 个文件",
    failed="{} 个未能检查完",
    quiet="豁免 {} 个",
    known="基线里已有 {} 个",
    fixed="已改正 {} 处",
    fixable="可用 --fix 改正 {} 处",
    statistics=("代码", "级别", "个数", "份数", "规则"),
    explain="查看规则说明：textcheck explain 规则代码",
    stdin="<标准输入>",
)

ENGLISH = Words(
    levels={Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "info"},
    statuses={
        Status.VERIFIED: "verified",
        Status.ROUNDING: "explained by rounding",
        Status.CONTRADICTED: "contradicted",
        Status.UNASSESSABLE: "not checkable",
        Status.UNBOUND: "not understood",
    },
    expected="should be {}",
    formula="check: {}",
    elsewhere="{} more: {}",
    causes="this also breaks: {}",
    even="the evidence does not settle it, the wrong one may also be: {}",
    side="{} “{}” (should be {}{})",
    like=", looks like {}",
    unread="most figures were not understood or could not be checked, so this says little",
    no_new="nothing new",
    lines="line {}",
    page="page {}",
    sheet="“{}”",
    cell="table {}, row {}, cell {}",
    paragraph="paragraph {}",
    short_page="p{}",
    short_table="t{}",
    short_paragraph="¶{}",
    listing=", ",
    comma=", ",
    stop="; ",
    colon=": ",
    findings={Level.ERROR: "errors: {}", Level.WARNING: "warnings: {}", Level.INFO: "notes: {}"},
    clean="no problems found",
    figures="figures: {}",
    no_figures="no figures to check were found",
    no_tables="no tables were found, so the text could not be held against them",
    no_prose="no prose was found, only tables were checked",
    files="files: {}",
    failed="not checked to the end: {}",
    quiet="suppressed: {}",
    known="in the baseline: {}",
    fixed="mended: {}",
    fixable="--fix would mend: {}",
    statistics=("code", "level", "count", "files", "rule"),
    explain="to read about a rule: textcheck explain CODE",
    stdin="<stdin>",
)

LANGUAGES: Mapping[str, Words] = {"zh": CHINESE, "en": ENGLISH}
