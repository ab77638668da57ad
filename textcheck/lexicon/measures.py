"""Phrases that name a measure, and the aspects that each of them fixes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from textcheck.errors import LexiconError
from textcheck.lexicon.accounts import functional_classes, plain_name
from textcheck.lexicon.paths import read_lexicon

ROW_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])")


class Aspects(NamedTuple):
    """What a label fixes of a fact's key; an empty string leaves the aspect to the context."""

    concept: str = ""
    flow: str = ""
    fund: str = ""
    nature: str = ""
    measure: str = ""

    def over(self, below: Aspects) -> Aspects:
        """Return these aspects where they say something, else those ``below``."""
        return Aspects(*[mine or theirs for mine, theirs in zip(self, below, strict=True)])


class Measures(NamedTuple):
    """The phrases by where they may stand: row labels, column heads, narrative; ``funds`` are those that name money only."""

    rows: dict[str, Aspects]
    columns: dict[str, Aspects]
    narrative: dict[str, Aspects]
    funds: dict[str, str]
    longest: int


@lru_cache(maxsize=1)
def measures() -> Measures:
    """Load ``measures.tsv``; raise LexiconError naming the line that is wrong."""
    by_place: dict[str, dict[str, Aspects]] = {"R": {}, "C": {}, "N": {}}
    for number, line in enumerate(read_lexicon("measures.tsv").split("\n"), 1):
        if not line or line.startswith(("#", "phrase\t")):
            continue
        cells = line.split("\t")
        if len(cells) != 7 or not cells[1] or not set(cells[1]) <= set("RCN"):
            raise LexiconError(f"词库 measures.tsv 第 {number} 行：应为 7 列，第 2 列只能由 R、C、N 组成。")
        aspects = Aspects(*cells[2:])
        for place in cells[1]:
            if cells[0] in by_place[place]:
                raise LexiconError(f"词库 measures.tsv 第 {number} 行：“{cells[0]}”重复。")
            by_place[place][cells[0]] = aspects
    named = {**by_place["R"], **by_place["C"]}
    funds = {phrase: aspects.fund for phrase, aspects in named.items() if aspects.fund and not any((*aspects[:2], *aspects[3:]))}
    return Measures(by_place["R"], by_place["C"], by_place["N"], funds, max(map(len, by_place["N"])))


def is_row_label(text: str) -> bool:
    """Tell whether a line reads like the label of a row: a known measure or a 类 of expenditure, with or without its number."""
    plain = ROW_NUMBER.sub("", text)
    return plain in measures().rows or plain_name(plain) in functional_classes()
