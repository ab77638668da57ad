"""The findings: each a card with its proof, diagnosis and consequences; the pages of the rules behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.fact.arithmetic import show
from textcheck.reporters.html.markup import escape
from textcheck.reporters.places import describe, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textcheck.document.blocks import Document
    from textcheck.document.span import Span
    from textcheck.finding import Finding
    from textcheck.report import Notice, Report
    from textcheck.reporters.base import Page
    from textcheck.reporters.html.cover import Sections
    from textcheck.reporters.html.marks import Marks
    from textcheck.reporters.html.phrases import Phrases

SIGNS = {"error": "✕", "warning": "!", "info": "i"}


class Cards:
    """Writes the findings and notices of one report."""

    def __init__(self, document: Document, marks: Marks, sections: Sections, phrases: Phrases) -> None:
        """Write with links to ``marks``."""
        self._source = document.source
        self._marks = marks
        self._sections = sections
        self._phrases = phrases

    def write(self, report: Report) -> str:
        """Return the cards, what concerns the whole file first."""
        cards = [self._notice(number, notice) for number, notice in enumerate(report.notices)]
        cards += [self._finding(number, finding) for number, finding in enumerate(report.findings)]
        return "".join(cards)

    def _finding(self, number: int, finding: Finding) -> str:
        words = self._phrases.page
        section = self._sections.around(finding.span.start)
        facts = [(words["printed"], escape(finding.actual)), (words["expected"], escape(finding.expected))]
        facts.append((words["formula"], f"<code>{escape(finding.formula)}</code>" if finding.formula else ""))
        facts.append((words["diagnosis"], self._diagnosis(finding)))
        told = {also.span for also in finding.consequences}
        links = [self._link(proof.span, proof.label, proof.text) for proof in finding.evidence if proof.span not in told]
        facts.append((words["evidence"], _items(links)))
        also = [self._link(each.span, f"{each.code} {each.message}") for each in finding.consequences]
        facts.append((words["consequences"], _items(also)))
        target = self._marks.target(finding.span)
        jump = f'<a class="jump" href="#{target}">{words["show"]}</a>' if target else ""
        rule = f'<a class="rule" href="#rule-{escape(finding.code)}">{words["rule"].format(escape(finding.code))}</a>'
        excerpt = f"<blockquote>{escape(finding.excerpt)}</blockquote>" if finding.excerpt else ""
        body = f'{excerpt}<dl>{"".join(_facts(facts))}</dl><p class="go">{jump}{rule}</p>'
        place = where(self._source, finding.span, self._phrases.words)
        return self._card(f"n{number}", finding, f"{number + 1}", (place, section), body)

    def _notice(self, number: int, notice: Notice) -> str:
        words = self._phrases
        place = words.words.lines.format(notice.line) if notice.line else describe(notice.place, words.words)
        rule = f'<a class="rule" href="#rule-{escape(notice.code)}">{words.page["rule"].format(escape(notice.code))}</a>'
        return self._card(f"u{number}", notice, "", (place, (-1, "")), f'<p class="go">{rule}</p>')

    def _card(self, ident: str, what: Finding | Notice, sign: str, at: tuple[str, tuple[int, str]], body: str) -> str:
        level, code = what.level.value, escape(what.code)
        place, (section, title) = at
        named = self._phrases.words.levels[what.level]
        where_ = " · ".join(escape(part) for part in (place, title) if part)
        number = f'<span class="number">{sign}</span>' if sign else ""
        return (
            f'<article class="card {level}" id="{ident}" data-level="{level}" data-class="{code[:1]}" data-section="{section}">'
            f'<h3><button type="button" aria-expanded="false" aria-controls="{ident}-body">{number}'
            f'<span class="level"><span aria-hidden="true">{SIGNS[level]}</span> {named}</span> <span class="code">{code}</span>'
            f'<span class="message">{escape(what.message)}</span></button></h3>'
            f'<p class="where">{where_}</p><div class="body" id="{ident}-body">{body}</div></article>\n'
        )

    def _diagnosis(self, finding: Finding) -> str:
        """Return the figures of which one is wrong, each with what it should be."""
        repair, words = finding.repair, self._phrases
        if repair is None:
            return ""
        sides = []
        for side in repair.sides:
            should = words.words.expected.format(show(side.quantity))
            slip = words.words.like.format(side.slip) if side.slip else ""
            sides.append(
                self._link(side.term.span, side.term.label, self._source.slice(side.term.span).strip(), f"{should}{slip}")
            )
        lead = words.page["certain" if repair.certain else "even"]
        return f"{lead}{_items(sides)}"

    def _link(self, span: Span, label: str, text: str = "", also: str = "") -> str:
        """Return a way to a passage: what it is called, what is printed there, where it stands."""
        target = self._marks.target(span)
        place = escape(where(self._source, span, self._phrases.words))
        said = (
            escape(label) + (f" <b>{escape(text)}</b>" if text and text != label else "") + (f" {escape(also)}" if also else "")
        )
        return f'{said} <a class="jump" href="#{target}">{place}</a>' if target else f"{said} {place}"


def rule_pages(rules: Iterable[Page], shown: frozenset[str], phrases: Phrases) -> str:
    """Return the pages of rules; those that no finding speaks of wait to be called up."""
    return "".join(
        f'<article class="page{"" if rule.code in shown else " other"}" id="rule-{escape(rule.code)}" lang="zh-CN">'
        f'<h3><span class="code">{escape(rule.code)}</span> {escape(rule.summary.rstrip("。"))}</h3>'
        f'<p class="name">{escape(rule.name)} · {phrases.words.levels[rule.level]}</p>{"".join(_blocks(rule.text))}</article>\n'
        for rule in rules
    )


def _blocks(text: str) -> Iterator[str]:
    """Yield the paragraphs of a rule's page after the first, which is its title; what is indented is an example."""
    for block in text.split("\n\n")[1:]:
        if block.startswith("    "):
            yield f'<pre tabindex="0">{escape(chr(10).join(line[4:] for line in block.splitlines()))}</pre>'
        elif block.strip():
            name, colon, rest = block.partition("：")
            told = f"<b>{escape(name)}</b>：{escape(rest)}" if colon and len(name) <= 4 else escape(block)
            yield f"<p>{told}</p>"


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in facts:
        if value:
            yield f"<dt>{name}</dt><dd>{value}</dd>"


def _items(items: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""
