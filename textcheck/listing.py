"""What the listing commands print: figures, tables as read, rules."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from textcheck.errors import ConfigError
from textcheck.fact.factbase import FactBase
from textcheck.notices import KINDS
from textcheck.report import plain
from textcheck.reporters.base import Page
from textcheck.reporters.columns import pad, printable, width
from textcheck.reporters.places import place_object, where
from textcheck.reporters.words import CHINESE
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textcheck.document.blocks import Document, Table
    from textcheck.document.span import Span
    from textcheck.finding import Author
    from textcheck.ledger import LedgerFigure

_PARTS = ("为什么", "算法", "依据")


def figure_lines(document: Document) -> Iterator[str]:
    """Yield every figure of the report as one line of JSON."""
    import json

    source = document.source
    for figure in FactBase(document).figures:
        quantity = figure.quantity
        place = source.position(figure.span.start)
        entry = {
            "start": figure.span.start,
            "end": figure.span.end,
            "line": place.line,
            "column": place.column,
            "place": place_object(source.place(figure.span.start)) if source.anchors else None,
            "text": figure.text,
            "kind": figure.kind,
            "value": None if quantity is None else plain(quantity.value),
            "unit": None if quantity is None else quantity.unit,
            "bound": None if quantity is None else quantity.bound.value or None,
            "subject": figure.subject,
            "role": figure.role,
            "period": figure.period,
        }
        yield json.dumps(entry, ensure_ascii=False) + "\n"


def table_lines(document: Document) -> Iterator[str]:
    """Yield what was read as tables: for each its surroundings, then its cells and what they are bound to."""
    bound = {figure.span: figure for figure in FactBase(document).figures}
    if not document.tables:
        yield "没有读到表格。\n"
    for number, table in enumerate(document.tables, 1):
        yield from _table(document, number, table, bound)


def _table(document: Document, number: int, table: Table, bound: Mapping[Span, LedgerFigure]) -> Iterator[str]:
    source = document.source
    stands = f"第 {source.position(table.span.start).line}–{source.position(table.span.end).line} 行"
    if source.anchors:
        stands = where(source, table.span, CHINESE)
    titles = [printable(paragraph.text) for paragraph in table.titles]
    yield f"表 {number}（{stands}，{len(table.rows)} 行 {table.width} 列）{'  '.join(titles)}\n"
    for row in table.rows:
        for cell in row:
            if not cell.text:
                continue
            figure = bound.get(cell.span)
            meaning = _meaning(figure) if figure is not None else ""
            yield f"  [{cell.row + 1},{cell.column + 1}] {printable(cell.text)}{meaning}\n"
    for note in table.notes:
        yield f"  注：{printable(note.text)}\n"
    yield "\n"


def _meaning(figure: LedgerFigure) -> str:
    if figure.reason:
        return f"  ？{printable(figure.reason)}"
    value = "" if figure.quantity is None else f"{plain(figure.quantity.value)} {figure.quantity.unit}"
    return "  → " + "，".join(part for part in (figure.subject, figure.role, figure.period, value) if part)


def _pages() -> list[Author]:
    """Return everything that raises findings or notices, by code."""
    return sorted([*all_rules(), *KINDS], key=lambda rule: rule.code)


def pages() -> list[Page]:
    """Return the page of everything that raises findings or notices, by code."""
    rules = {rule.code for rule in all_rules()}
    found: list[Page] = []
    for author in _pages():
        doc = author.__doc__ or ""
        finds = author.code in rules
        found.append(Page(author.code, author.name, author.level, doc.split("\n", 1)[0], _page(doc), _markdown(doc), finds))
    return found


def rule_page(code: str) -> str:
    """Return the page of the rule with that code or name; raise ConfigError if there is none."""
    for rule in _pages():
        if code.lower() in (rule.code.lower(), rule.name):
            return f"{rule.code} {rule.name}（{rule.level.value}）\n\n{_page(rule.__doc__ or '')}\n"
    raise ConfigError(f"没有“{code}”这条规则；用 textcheck rules 查看全部规则。")


def _page(text: str) -> str:
    """Return a docstring as a page; tabs stay, so that an example can be copied into a file and tried."""
    page = dedent(f"    {text}").strip().replace("::\n", "：\n").replace("``", "")
    for part in ("算法：", "依据："):
        page = page.replace(f"\n{part}", f"\n\n{part}")
    return page.replace("\n\n\n", "\n\n")


def _markdown(text: str) -> str:
    """Return a docstring as Markdown: headings bold, examples fenced."""
    lines: list[str] = []
    fenced = False
    for line in dedent(f"    {text}").strip().splitlines():
        inside = line.startswith("    ")
        if fenced and line and not inside:
            lines[-1:] = ["```", ""]
            fenced = False
        if inside and not fenced:
            lines.append("```text")
            fenced = True
        head, colon, rest = line.partition("：")
        if inside:
            lines.append(line[4:])
        elif colon and head in _PARTS:
            lines += ["", f"**{head}：**{rest}"]
        else:
            lines.append(f"**{line[:-2]}：**" if line.endswith("::") else line)
    return "\n".join([*lines, "```"] if fenced else lines).replace("\n\n\n", "\n\n")


def rule_lines() -> Iterator[str]:
    """Yield a line for every rule: code, level, name, what it finds."""
    rules = _pages()
    longest = max((width(rule.name) for rule in rules), default=0)
    for rule in rules:
        summary = (rule.__doc__ or "").split("\n", 1)[0]
        yield f"{rule.code}  {rule.level.value:<7}  {pad(rule.name, longest)}  {summary}\n"
