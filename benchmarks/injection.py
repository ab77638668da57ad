"""How many planted errors are found: one error at a time in a report, what is reported, and where it stands.

    python benchmarks/injection.py [--per-class 40] [--misses] [REPORT ...]

Default reports: the seed and the two clean samples. Every class draws up to ``--per-class`` errors (more, until there are
400 a report) from a fixed random state. What to plant is found by patterns of this file alone, so that a figure which
textcheck does not read is planted all the same. A planted error is *placed* when an error or warning that the unmodified
report does not have (code, message, place) stands on it, *cited* when one stands elsewhere and has it in its evidence or
names what was dropped, *aside* when one stands elsewhere and does not, else *missed*; found is placed or cited, place% and named% of the found.
*Restored*: a finding on the place says, as what should stand there, what stood there; restored% of all planted. Where a code
has a column for each of its levels, the whole code is what should stand there. *Named*: a finding on the place, or one that
says that the evidence is even and names at most two figures that may be wrong, of which this is one. *Innocent*: there are findings elsewhere that do not cite it.
*Silent*: of the missed, those that nothing in the report can reveal (``unbound`` argues why); they count as missed all the same.
``--misses`` lists what is not placed, and the innocent findings.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import perf_counter_ns
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from textcheck.assertion import Level
from textcheck.engine import check_bytes
from textcheck.finding import Finding, findings_of
from textcheck.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

REPORTS = ("../shared/seed/report.txt", "samples/clean/report.txt", "samples/shanghai/report.txt")
TITLES = "09三公 08国有资本 07政府性 06基本支出 04财政拨款收入支出 05预算财政拨款支出 01收入支出 02收入决算 03支出决算"
HEADING = r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+部分)"
SHORT = re.compile(rf"{HEADING}[^，。]{{,45}}$|[^，。]{{,40}}(?:表|决算公开|部门决算)$|部门[:：]")
ITEM = re.compile(r"(\d+)[.、]")
CODE = r"(?<![^\t])(?:\d{3}\t(?:\d\d\t)?(\d\d)|(\d{3}|\d{5}|\d{7}))\t+"
LABEL = r"(?r)(?:(?<=\t)(\d{3}(?:\t\d\d)*|\d{5}|\d{7})\t+)?(?<=\t)([^\d\s,.][^\t]*)"
NAMES = (r"款[)）](.+?)[（(]项", r"^\d+[.、]\s*(.+?)(?:[（(]类|项目绩效|全年|支出|\d)")
VALUE = re.compile(r"\d[\d,]*\.\d\d$")
PAIR = re.compile(r"(?:\d[\d,]*\.\d\d){1,2}$")
AMOUNT = r"(?<![\d.≤≥])(?<!单价\s?)(\d[\d,]*(?:\.\d+)?)\s*万元"
FUNDS = r"(?:资金|支出)总额\t+"
SLIPS = ("digit changed", "digits swapped", "point moved", "digit dropped")
FLIPS = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "降低": "提高", "大于": "小于", "小于": "大于"}
# Class, where (parts of the report; \t: rows of tables, #: short lines), what (the last group is changed), how.
PATTERNS = (
    *((f"amount: {slip}", "三六", AMOUNT, slip) for slip in SLIPS),
    ("amount: 万元→元", "三六", r"(?!0\s*万)" + AMOUNT.replace("万", "(万)"), "dropped"),
    ("percentage", "三六", r"(?<![\d.≤≥])(\d+(?:\.\d+)?)%", "slip"),
    ("direction flipped", "三", r"(?<!新)(增加|减少|增长|下降|降低)\s*\d[\d,.]*\s*(?:万元|%)", "flip"),
    ("大于↔小于", "三", r"(大于|小于)", "flip"),
    ("year in a sentence", "三", r"(20\d\d)(?=\s*年.*[，。：])", "year"),
    ("year in a heading", "#首一二三四六", r".*?(20\d\d)(?=\s*年).*", "year"),
    ("listed word dropped", "三", r"(?<=主要包括：[^。]*[：、])([^，。：；、]+、)", "line"),
    ("count: vehicles", "一三", r"(\d+)\s*辆", "more"),
    ("count: projects", "一三", r"项目的?\s*(\d+)\s*个|(\d+)\s*个(?:一级|政府性基金预算)项目", "more"),
    ("count: units", "一三", r"(\d+)\s*个(?:部门|单位|下属)|单位共?(\d+)个", "more"),
    *(("department name", "#一二三四六", r".*?(NAME).*", how) for how in ("character", "another")),
    ("公开NN表 duplicated", "二", r"^公开(0\d)表", "beside"),
    ("table title of a neighbour", "#二", r"^(?!第|部门|公开)(.*表)$", "neighbour"),
    ("account code digit", "\t二", rf"{CODE}[^\d\s,.][^\t]*", "code"),
    ("account name", "\t二", rf"{CODE}([^\d\s,.][^\t]*)", "neighbour"),
    ("contents: line dropped", "目", rf"({HEADING}.*)", "line"),
    ("contents: character dropped", "目", rf"{HEADING}\s*(.*)", "character"),
    ("contents: a neighbour's line", "目", rf"({HEADING}.*)", "neighbour"),
    ("sheet title of another project", "六", r"^20\d\d\s*年度(.+?)项目绩效自评表$", "neighbour"),
    ("sheet: amount", "\t六", rf"(?<={FUNDS}(?:[\d. ]+\t+)?)(\d(?:[\d. ]*\d)?)(?=\t|\s*万元)", "slip"),
    ("sheet: rate", "\t六", rf"{FUNDS}[\d. ]+\t+[\d. ]+\t+([\d.]+)%", "slip"),
    ("sheet: score", "\t六", rf"{FUNDS}[\d. ]+\t+[\d. ]+\t+[\d.]+%\t+([\d.]+)", "slip"),
    ("sheet: total", "\t六", r"^总分\t+([\d.]+)", "slip"),
    ("sheet: indicator score", "\t六", rf"^(?!总分|.*{FUNDS}).*\t(\d+(?:\.\d+)?)\s*$", "slip"),
)
# Classes that came later; they draw from a state of their own, so that the others stay as they were.
MORE = (
    ("unit of a table", "二", r"单位[:：](万)元", "dropped"),
    ("department name in a sentence", "三", r"(?<=[^，。]{0,14})(NAME)(?=[^。]*。)", "another"),
    ("个百分点→%", "三六", r"\d(个百分点)", "percent"),
    ("个百分点", "三六", r"(\d+(?:\.\d+)?)个百分点", "slip"),
    ("倍", "三六", r"(\d+(?:\.\d+)?)倍", "slip"),
    ("part above its whole", "三", r"其中[^。；]{0,24}?(\d[\d,]*\.\d+)\s*万元", "tenfold"),
)
_EVEN = 2
"""A reader will look at two figures; a longer list of what may be wrong is no place."""
FIGURES = ("amount", "percentage", "cell", "neighbouring", "sheet: ", "count", "part above", "个百分点", "倍")
OTHERS = ("contents", "listed", "narrative item", "table row", "direction", "大于")
SUMMARIES: dict[str, Callable[[str], bool]] = {
    "figures": lambda kind: kind.startswith(FIGURES),
    "figures, titles, years, names, codes": lambda kind: not kind.startswith(OTHERS),
    "all": bool,
}
Edit = tuple[int, int, str]
Known = tuple[str, int, int, str]


class Planted(NamedTuple):
    """One error: its class, the edits that plant it, where it stands if not where it was edited, what was dropped."""

    kind: str
    edits: tuple[Edit, ...]
    zone: tuple[int, int] | None = None
    note: str = ""


class Verdict(NamedTuple):
    """What became of a planted error, whether its old text was named, and the new findings elsewhere."""

    planted: Planted
    outcome: str = "missed"
    restored: bool = False
    named: bool = False
    citing: tuple[str, ...] = ()
    innocent: tuple[str, ...] = ()
    crashed: tuple[str, ...] = ()


def find_errors(text: str, rng: random.Random) -> Iterator[Planted]:
    """Yield every error that can be planted."""
    lines, part = list[tuple[str, int, str]](), "首"
    parts = {m[1]: m.start() for m in re.finditer(r"^第([一二三四五六])部分.*$", text, re.MULTILINE)}
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        part = next((p for p, start in parts.items() if start == match.start()), "目" if part == "首" and lines else part)
        lines.append((part, match.start(), match[0]))
    yield from find_by_pattern(PATTERNS, text, lines, rng)
    rows = [(table_of(text, start), start, line) for part, start, line in lines if part == "二" and "\t" in line]
    yield from find_cells(rows, rng)
    for table, start, line in rows:
        if any(VALUE.match(cell) for _, cell in cut(start, line)):
            same = [s for t, s, _ in rows if t == table]
            yield Planted("table row dropped", ((start, start + len(line) + 1, ""),), (same[0], same[-1]), f"表{table}")
    heads = [(s, t) for part, s, t in lines if part in "三六" and (re.match(HEADING, t) or ITEM.match(t))]
    for i, (start, line) in enumerate(heads[:-1]):
        if ITEM.match(line) and "万元" in line:
            first = next(s for s, t in reversed(heads[:i]) if re.match(HEADING, t))
            end = next(k for k in range(i + 1, len(heads)) if re.match(HEADING, heads[k][1]))
            gone, zone = (start, heads[i + 1][0], ""), (first, heads[end][0])
            name = next((m[1] for pattern in NAMES if (m := re.search(pattern, line))), "")
            yield Planted("narrative item dropped", (gone,), zone, name)
            later = [(s, s + m.end(1), str(int(m[1]) - 1)) for s, t in heads[i + 1 : end] if (m := ITEM.match(t))]
            yield Planted("narrative item dropped, renumbered", (gone, *later), zone, name)
    yield from find_by_pattern(MORE, text, lines, random.Random(11))  # noqa: S311 (not a secret)


def find_by_pattern(
    patterns: Iterable[tuple[str, str, str, str]], text: str, lines: list[tuple[str, int, str]], rng: random.Random
) -> Iterator[Planted]:
    """Yield the errors of the classes that a pattern finds."""
    title = re.search(r"部门[:：](\S+)", text) or re.search(r"第一部分\s*(\S+?)概况", text)
    for kind, where, pattern, how in patterns:
        chosen = [line for line in lines if line[0] in where and ("\t" in line[2]) == ("\t" in where)]
        short = [line for line in chosen if "#" not in where or SHORT.match(line[2])]
        named = pattern.replace("NAME", title[1] if title else "NAME")
        found = [(start, match) for _, start, line in short for match in re.finditer(named, line)]
        for (start, match), (_, after) in pairwise([*found, *found[:1]]):
            at, old = start + match.start(match.lastindex), match[match.lastindex]
            zone = (start - 2, start + len(match.string) + 2) if how == "line" else (start + match.start(), start + match.end())
            zone = around(text, start, start + len(match.string)) if "line dropped" in kind else zone
            if forms := sorted(change(old, after[after.lastindex], how) - {old}):
                yield Planted(kind, ((at, at + len(old), rng.choice(forms)),), zone)


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of a line that is gone: from the line before it to the line after."""
    before = text.rfind("\n", 0, len(text[:start].rstrip()))
    after = re.compile(r"\s*[^\n]*").match(text, end)
    return max(before, 0), after.end() if after else end


def find_cells(rows: list[tuple[str, int, str]], rng: random.Random) -> Iterator[Planted]:
    """Yield the errors in the amounts of the tables."""
    for table, start, line in rows:
        for place, cell in cut(start, line):
            if VALUE.match(cell):
                label = [*re.finditer(LABEL, "\t" + line[: place - start]), None][0]
                code, name = ((label[1] or "").replace("\t", ""), label[2]) if label else ("", "")
                kind = "subtotal" if code and len(code) < (5 if table == "06" else 7) else "leaf"
                kind = "三公" if table == "09" else "total" if "计" in name[-3:] else kind
                if forms := sorted(change(cell, "", "slip")):
                    yield Planted(f"cell: {kind}", ((place, place + len(cell), rng.choice(forms)),), note=f"表{table}")
                yield Planted("cell blanked", ((place, place + len(cell), ""),), note=f"表{table} {kind}")
    for (table, start, line), (other, below, line2) in pairwise(rows):
        one, two = list(cut(start, line)), list(cut(below, line2))
        if below == start + len(line) + 1 and len(one) == len(two) and table == other != "09":
            pairs = [(a, b) for a, b in zip(one, two, strict=True) if a[1] != b[1] and PAIR.match(a[1] + b[1])]
            for chosen in [[pair] for pair in pairs] if table in ("01", "04", "06") else [pairs] * bool(pairs):
                edits = sorted((p, p + len(s), t) for a, b in chosen for (p, s), (_, t) in ((a, b), (b, a)))
                yield Planted("neighbouring values swapped", tuple(edits), note=f"表{table}")


def table_of(text: str, start: int) -> str:
    """Return the national number of the table that a row stands in, by the last title above it."""
    title = re.search(r"(?r)^(?!公开)[^\n\t，。]{,45}表$", text[:start], re.MULTILINE)
    return next((word[:2] for word in TITLES.split() if title and word[2:] in title[0]), "")


def cut(start: int, line: str) -> Iterator[tuple[int, str]]:
    """Yield the cells of a line of a table, without the spaces around them, and where they stand."""
    for match in re.finditer(r"(?:^|(?<=\t))[^\t]*", line):
        yield start + match.end() - len(match[0].lstrip()), match[0].strip()


def change(old: str, other: str, how: str) -> set[str]:
    """Return what ``old`` becomes by one error of that kind; ``other`` is what stands in its place further down."""
    if how == "slip":
        return {form for slip in SLIPS for form in change(old, other, slip)}
    places, number = [i for i, char in enumerate(old) if char.isdigit()], int(old) if old.isdigit() else 0
    bare, point = re.sub(r"[, .]", "", old), old.replace(",", "").find(".")
    forms = {
        "digit changed": {old[:i] + d + old[i + 1 :] for i in places for d in "0123456789"},
        "digits swapped": {old[:i] + old[j] + old[i + 1 : j] + old[i] + old[j + 1 :] for i, j in pairwise(places)},
        "digit dropped": {(old[:i] + old[i + 1 :]).rstrip(".") for i in places if len(places) > 1},
        "point moved": {f"{bare[:p]}.{bare[p:]}" for p in (point - 1, point + 1) if point > 0 and 0 < p < len(bare)},
        "flip": {FLIPS.get(old, "")},
        "year": {str(number - 1), str(number + 1)},
        "more": {str(number + n) for n in (1, 2, 3)},
        "beside": {f"{n:02}" for n in (number - 1, number + 1) if 0 < n < 10},
        "neighbour": {other},
        "character": {old[:i] + old[i + 1 :] for i in range(len(old)) if not old[i].isspace()},
        "another": {old[:-3] + "审计局"},
        "percent": {"%"},
        "tenfold": {f"{Decimal(old.replace(',', '')) * 10:f}"} if how == "tenfold" else set[str](),
    }
    return {form for form in forms.get("digit changed" if how == "code" else how, {""}) if how not in SLIPS or apart(old, form)}


def apart(old: str, new: str) -> bool:
    """Tell whether the new text reads as a figure that is more than two units and more than a rounding off the old one."""
    readable = re.fullmatch(r"(?:0|[1-9][\d,]*)(?:\.\s?\d+)?", new) is not None
    was, now = (Decimal(re.sub(r"[, ]", "", text)) for text in (old, new or "0"))
    steps = [Decimal(1).scaleb(int(each.as_tuple().exponent)) for each in (was, now)]
    return readable and abs(was - now) > max(2 * steps[0], steps[0] + steps[1] / 2)


def lint(text: str) -> tuple[list[Finding], tuple[str, ...]]:
    """Return the errors and warnings of a text, and the rules that crashed."""
    result = check_bytes(text.encode("utf-8"))
    found = findings_of(result.facts.document, result.assertions, all_rules())
    return [f for f in found if f.level is not Level.INFO], tuple(f"{c.code} {c.error}" for c in result.crashed)


def known_by(finding: Finding, edits: tuple[Edit, ...] = ()) -> Known:
    """Return a finding's code, message (without line numbers) and place in the unmodified text."""
    first, last = finding.span.start, finding.span.end - 1
    for start, end, new in edits:
        first -= (len(new) - (end - start)) * (first >= start + len(new))
        last -= (len(new) - (end - start)) * (last >= start + len(new))
    return finding.code, first, last, re.sub(r"第[\d、 ]+行", "", finding.message)


def touches(span: tuple[int, int], zones: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a span shares a character with one of ``zones``, or stands at an empty one."""
    return any((span[0] < end and start < span[1]) or (start == end and span[0] <= start <= span[1]) for start, end in zones)


def judge(text: str, known: frozenset[Known], planted: Planted) -> Verdict:
    """Plant one error and say what became of it."""
    pieces, zones, at, shift = list[str](), list[tuple[int, int]](), 0, 0
    for start, end, new in planted.edits:
        pieces += [text[at:start], new]
        zones.append((start + shift, start + shift + len(new)))
        at, shift = end, shift + len(new) - (end - start)
    zones = [(planted.zone[0], planted.zone[1] + shift)] if planted.zone else zones
    try:
        found, crashed = lint("".join([*pieces, text[at:]]))
    except Exception as error:  # noqa: BLE001 (a crash is what we look for)
        return Verdict(planted, crashed=(repr(error),))
    fresh = [f for f in found if known_by(f, planted.edits) not in known]
    on = [f for f in fresh if touches(f.span, zones)]
    name = planted.note if planted.note and "item dropped" in planted.kind else "\0"
    citing = [f for f in fresh if f not in on and (name in f.message or any(touches(e.span, zones) for e in f.evidence))]
    old_spots = {spot[:3] for spot in known}
    aside = [f for f in fresh if f not in on and f not in citing and known_by(f, planted.edits)[:3] not in old_spots]
    olds = [_whole(text, start, end, planted.kind).replace(",", "") for start, end, _ in planted.edits if end > start]
    restored = any(_says(f.expected.replace(",", ""), old) for f in on for old in olds)
    even = (f.repair.sides for f in fresh if f.repair and not f.repair.certain and len(f.repair.sides) <= _EVEN)
    named = bool(on) or any(touches(side.term.span, zones) for sides in even for side in sides)
    outcome = "placed" if on else "cited" if citing else "aside" if aside else "missed"
    said = (tuple(f"{f.code} {f.message}" for f in group) for group in (citing, aside))
    return Verdict(planted, outcome, restored, named, *said, crashed)


def _whole(text: str, start: int, end: int, kind: str) -> str:
    """Return what was edited; of a code that has a column for each level, the whole code."""
    above = re.search(r"(?r)(?<![^\t\n])(?:\d+\t)+$", text[:start]) if kind == "account code digit" else None
    return (above[0].replace("\t", "") if above else "") + text[start:end]


def _says(said: str, old: str) -> bool:
    """Tell whether a finding names what stood there: the same number, whatever its noughts, or the same words."""
    if re.fullmatch(r"\d+(?:\.\s?\d+)?", old) is None:
        return old in said
    return Decimal(old.replace(" ", "")) in {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", said)}


def draw(text: str, clean: list[Finding], per_class: int) -> list[Planted]:
    """Choose what to plant: so many of every class, never where the report is already found wrong."""
    rng = random.Random(7)  # noqa: S311 (not a secret)
    groups: dict[str, list[Planted]] = defaultdict(list)
    for planted in find_errors(text, rng):
        if not any(touches(f.span, [edit[:2] for edit in planted.edits]) for f in clean):
            groups[planted.kind].append(planted)
    for group in groups.values():
        rng.shuffle(group)
    while sum(min(len(group), per_class) for group in groups.values()) < min(400, sum(map(len, groups.values()))):
        per_class += 1
    return [planted for group in groups.values() for planted in group[:per_class]]


def unbound(text: str, planted: Planted) -> str:
    """Return why nothing in the report can reveal an error, judged by its characters alone, or an empty string.

    The figures stand nowhere else in the report, and no relation binds them: two figures of one column and one sum that
    changed places; an amount or a direction in a clause without a percentage, which has no other amount, or only this
    year's beside a change from a year that is not printed.
    """
    olds = [text[start:end].strip() for start, end, _ in planted.edits]
    once = all(len(re.findall(rf"(?<![\d.,]){re.escape(old)}(?![\d]|[.,]\d)", text)) == 1 for old in olds)
    if planted.kind == "neighbouring values swapped" and planted.note == "表06":
        return "同一类下两数互换，别处都没有印" if once and len(olds) == 2 else ""
    if len(olds) != 1 or not planted.kind.startswith(("amount", "direction")):
        return ""
    start, end, _ = planted.edits[0]
    begin = max(text.rfind(mark, 0, start) for mark in "。；\n：") + 1
    stop = min(at for mark in "。；\n" if (at := text.find(mark, end)) >= 0)
    clause, figure = text[begin:stop], re.search(AMOUNT, text[start:stop])
    if "%" in clause or figure is None or text.count(figure[1]) > 1:
        return ""
    change = re.search(r"(?:增加|减少)\s*$", text[begin : start + figure.start(1)]) is not None
    alone = len(re.findall(AMOUNT, clause)) == 1
    return "只印了一次，没有合计、比率或上年数" if alone or (change and len(re.findall(AMOUNT, clause)) == 2) else ""


def show(text: str, verdicts: list[Verdict], *, misses: bool) -> None:
    """Print one report's table, and what was not found on its place if asked."""
    print(f"{'class':36} planted  found%  place%  named% restored% placed  cited  aside missed restored innocent silent")
    kinds = sorted({v.planted.kind for v in verdicts})
    sets = {**{kind: (kind,) for kind in kinds}, **{name: tuple(k for k in kinds if test(k)) for name, test in SUMMARIES.items()}}
    for kind, members in sets.items():
        group = [v for v in verdicts if v.planted.kind in members]
        count = Counter(v.outcome for v in group)
        restored = sum(v.restored for v in group)
        found = count["placed"] + count["cited"]
        named = sum(v.named for v in group)
        pairs = ((found, len(group)), (count["placed"], found), (named, found), (restored, len(group)))
        shares = " ".join(f"{Decimal(1000 * part // max(1, whole)) / 10:>7}" for part, whole in pairs)
        cells = " ".join(f"{count[name]:6}" for name in ("placed", "cited", "aside", "missed"))
        silent = sum(v.outcome == "missed" and bool(unbound(text, v.planted)) for v in group)
        ends = f"{restored:8} {sum(bool(v.innocent) for v in group):8} {silent:6}"
        print(f"{kind:36} {len(group):7} {shares} {cells} {ends}")
    for planted, outcome, _, _, citing, innocent, crashed in verdicts:
        start, end, new = planted.edits[0]
        line, old = text.count("\n", 0, start) + 1, text[start : min(end, start + 40)].strip()
        if crashed or (misses and (outcome != "placed" or innocent)):
            why = unbound(text, planted) if outcome == "missed" else ""
            print(
                f"{outcome.upper()} {why and f'({why}) '}[{planted.kind}; {planted.note}] 第{line}行 …{text[start - 24 : start]!r}《{old}→{new}》"
            )
            print("".join(f"    {said[:160]}\n" for said in (*crashed, *citing[:2], *innocent[:3])), end="")


def main() -> None:
    """Plant, judge, and print the recall by class and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", default=REPORTS)
    parser.add_argument("--per-class", type=int, default=40)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for path in options.reports:
        begun, text = perf_counter_ns(), Path(path).read_bytes().decode("utf-8-sig")
        clean, _ = lint(text)
        plants = draw(text, clean, options.per_class)
        with ProcessPoolExecutor() as pool:
            verdicts = list(pool.map(partial(judge, text, frozenset(map(known_by, clean))), plants, chunksize=16))
        print(path)
        show(text, verdicts, misses=options.misses)
        print(f"{len(plants)} errors in {(perf_counter_ns() - begun) // 10**9} s\n")


if __name__ == "__main__":
    main()
