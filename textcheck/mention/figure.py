"""Figures in a reading text: what is printed, its exact value, unit and step, and how tightly the wording binds it.

A figure is a numeral with a unit. Years, dates, list marks, document numbers, account codes, ordinals and set phrases
(三公, 八项规定) are none, and a bare number is none unless it shares the unit of the next (``0.3—0.5万元``). What stays
ambiguous is left out: no figure, no finding.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from textcheck.lexicon.units import Units, units
from textcheck.quantity.numeral import POWERS, parse_numeral, step_at
from textcheck.quantity.quantity import Bound, Dimension, Quantity

_TEN, _ONE, _TENTH, _HUNDREDTH = (step_at(power) for power in (1, 0, -1, -2))
_PARTS = {"百": _ONE, "千": _TENTH, "万": _HUNDREDTH, "‰": _TENTH}
_WORDS = {step_at(power): word for word, power in POWERS.items()}
_CIPHERS = "一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_NUMERALS = f"零〇{_CIPHERS}十百千万廿卅拾佰仟"
# A Chinese numeral after one of these is an ordinal, a pronoun or half a word: 第三, 统一, 每一, 几十, 七届四次.
_BINDING = frozenset(f"第统唯同每另某任哪这那逐单专合之划数几上下新届其进再又首头前后'\"亿点.0123456789{_NUMERALS}")
# A number after one of these may be the rest of another number, a date, a code or a tolerance.
_JOINTS = frozenset(" ,/+*×·±-—–~～至到、和及与负")
_RANGES = frozenset(("-", "—", "–", "~", "～", "——", "至", "到"))
_BEFORE_DASH = frozenset("0123456789)%年月日号元")
_CLOSERS = frozenset(("", "，", "。", "、", ";", ":", ",", ")", "("))
_AFTER_TENTHS = _CLOSERS | frozenset("以左的")
_NOT_YUAN, _NOT_TIMES = frozenset("素件宵旦"), frozenset("数率频特")
_COIN_STARTS = frozenset(f"零整正{_CIPHERS}123456789")
_COINS = rf"(?:零?([1-9{_CIPHERS}])角)?(?:零?([1-9{_CIPHERS}])分(?![之钟]))?([整正](?=[，。、;:,)(]|$))?"
_CHANGE = r"[从由自][^，。;、]*$"
# Sets of characters beyond Latin are dear to compile; what few matches need is asked afterwards instead.
_PATTERN = r"""
[0-9{numerals}]
(?: (?<![0-9])分之(?P<share>[0-9]++(?:\.[0-9]++)?+|[{numerals}亿点]++)
  | (?: (?<=[0-9])(?<![0-9A-Za-z.第][0-9])(?:(?<=[1-9])|(?![0-9]))
        (?:(?<=[1-9])[0-9]{{0,2}}+(?:[,，][0-9]{{3}}){{1,7}}+(?![0-9])|[0-9]*+)(?:\.[0-9]++)?+
        (?P<compound>(?:[亿万千]零?[0-9]++(?:\.[0-9]++)?){{1,3}})?
      | (?<![0-9])[{numerals}亿点]{{0,30}}
    )
    (?P<scale>[余多]?(?:万亿|[百千]?[万亿]|[百千](?![分米克]))?[余多]?)
    (?: (?P<percent>[%‰]) | (?P<amount>[元圆]|人民币) | (?P<points>个?百分点) | (?P<ratio>倍) | (?P<tenths>成)
      | (?P<count>{units})
      | (?P<link>(?:——|[-—–~～、和及与,])(?=[0-9])|[至到])
      | (?<=[万亿])(?P<myriad>)(?![0-9])
    )
)"""


class Figure(NamedTuple):
    """A printed number with its unit; ``start`` and ``end`` are half-open indices into the reading text.

    The span holds sign, numeral, 余 or 多, and unit, not the words around them (约, 不超过, 以上). ``scale`` is what
    the numeral is multiplied by, ``shown_unit`` the unit that belongs behind a numeral of that scale (万元). A range is
    two figures with ``in_range``: the lower AT_LEAST, next to it the upper AT_MOST; a lower one without a unit of its
    own spans its numeral only.
    """

    start: int
    end: int
    text: str
    quantity: Quantity
    scale: Decimal
    shown_unit: str
    in_range: bool = False


class _Number(NamedTuple):
    """The numeral of a match, with its scale word, 余 or 多, and whether it is written in characters."""

    text: str
    value: Decimal
    step: Decimal
    scale: str
    more: bool
    chinese: bool


def find_figures(text: str) -> list[Figure]:
    """Return the figures of a reading text, in order; they never overlap."""
    return _finder().find(text)


@lru_cache(maxsize=1)
def _finder() -> _Finder:
    return _Finder(units())


class _Finder:
    """The lexicon of units, compiled."""

    def __init__(self, lexicon: Units) -> None:
        self._lexicon = lexicon
        many = "|".join(re.escape(text) for text in lexicon.by_text if len(text) > 1)
        one = "".join(text for text in lexicon.by_text if len(text) == 1)
        self._scan = re.compile(_PATTERN.format(numerals=_NUMERALS, units=f"{many}|[{one}]"), re.VERBOSE).finditer

    def find(self, text: str) -> list[Figure]:
        """Return the figures of ``text``."""
        figures: list[Figure] = []
        waiting: list[re.Match[str]] = []  # numbers that may share the unit of the number they are linked to
        reached = 0
        for match in self._scan(text):
            start = match.start()
            linked = bool(waiting) and waiting[-1].end() == start
            if not linked:
                waiting.clear()
                before = text[start - 1] if start else ""
                if start < reached or (before in _JOINTS and not _stands_free(text, start)):
                    continue
                if before == "。" and text[start - 2 : start - 1].isdigit():  # 2095。40万元: half a misprinted number
                    continue
            if match.lastgroup == "link":
                if match["link"] != "," or "." in match[0]:
                    waiting.append(match)
                continue
            figure = self._figure(text, match, linked=linked)
            if figure is None:
                continue
            if linked:
                figures += _with_shared_unit(text, waiting, figure)
                waiting.clear()
            elif figure.start - reached in {1, 2} and figures:
                figures[-1:] = _range(text, figures[-1], figure)
            else:
                figures.append(figure)
            reached = figure.end
        return figures

    def _figure(self, text: str, match: re.Match[str], *, linked: bool) -> Figure | None:
        """Return the figure that ``match`` is, or None; a number ``linked`` to another has no sign of its own."""
        number = _number(text, match)
        if number is None or (number.chinese and not self._stands_alone(text, match, number)):
            return None
        if match["count"]:
            return self._count(text, match, number)
        read = self._amount if match.lastgroup in {"amount", "myriad"} else self._rate
        figure = read(text, match, number)
        if figure is None or linked or not _is_negative(text, figure.start):
            return figure
        negative = figure.quantity._replace(value=-figure.quantity.value)
        return figure._replace(start=figure.start - 1, text=text[figure.start - 1 : figure.end], quantity=negative)

    def _count(self, text: str, match: re.Match[str], number: _Number) -> Figure | None:
        start, end = match.span()
        unit = self._lexicon.by_text[match["count"]]
        before, after = text[start - 1 : start], text[end : end + 1]
        if (
            (after and after in unit.not_before)
            or (unit.myriad and not {"万", "亿"} & set(number.text))
            or (before == "(" and after == ")" and unit.text in self._lexicon.coded)
            or (before == ":" and unit.text == "分")
        ):
            return None
        if unit.whole and not number.scale and "." in number.text and (not start or before in "。;:"):
            start = text.index(".", start) + 1  # 2.5个: the number of the item, then the count
            number = number._replace(value=Decimal(text[start : match.end("scale")].rstrip("余多")), step=_ONE)
        return self._made(text, (start, end), number, (Dimension.COUNT, unit.name))

    def _amount(self, text: str, match: re.Match[str], number: _Number) -> Figure | None:
        start, end = match.span()
        after = text[end : end + 1]
        if match["amount"] is None and not self._lexicon.money.is_meant(text, start, end, number.text):
            return None
        if after in _NOT_YUAN or (number.chinese and len(number.text) == 1 and after not in _CLOSERS):
            return None
        if after in _COIN_STARTS:
            end, number = _with_coins(text, end, number)
        return self._made(text, (start, end), number, (Dimension.AMOUNT, "元"))

    def _rate(self, text: str, match: re.Match[str], number: _Number) -> Figure | None:
        start, end = match.span()
        if match["points"]:
            return self._made(text, (start, end), number, (Dimension.POINTS, "百分点"), match["points"])
        if match["ratio"]:
            return None if text[end : end + 1] in _NOT_TIMES else self._made(text, (start, end), number, (Dimension.RATIO, "倍"))
        part = _PARTS.get(match["percent"] or text[start], _ONE)
        if match["tenths"]:
            if text[end : end + 1] not in _AFTER_TENTHS:
                return None
            part = _TEN
        if part is not _ONE:
            number = number._replace(value=number.value * part, step=number.step * part)
        return self._made(text, (start, end), number, (Dimension.PERCENT, "%"), match["percent"] or "%")

    def _made(self, text: str, span: tuple[int, int], number: _Number, what: tuple[Dimension, str], shown: str = "") -> Figure:
        """Put a figure together; ``shown`` is the printed unit where that is not the base unit behind a scale word."""
        start, end = span
        bound = self._lexicon.hedges.bound(text, start, end) or (Bound.MORE if number.more else Bound.EXACT)
        power = POWERS[number.scale]
        scale = _TENTH if shown == "‰" else step_at(power)
        quantity = Quantity(number.value, number.step, *what, bound, None, power)
        return Figure(start, end, text[start:end], quantity, scale, number.scale + (shown or what[1]))

    def _stands_alone(self, text: str, match: re.Match[str], number: _Number) -> bool:
        """Tell whether a numeral in characters, with its unit, is no set phrase and no part of a word."""
        start, end = match.span()
        if match["share"]:
            return text[start] in _PARTS
        if start and text[start - 1] in _BINDING:
            return False
        if match["count"] and (
            number.text == "二"
            or not self._lexicon.by_text[match["count"]].chinese
            or text.startswith(self._lexicon.fixed, start)
            or text.startswith(self._lexicon.ordinal, match.start("count"))
            or text[end : end + 1] in {"一", "'", '"'}
        ):
            return False
        # 百人 or 万元 without a numeral is a word, or a blank left in a form; 近百人 and 百余人 are figures.
        return bool(number.text.strip("百千万亿")) or number.more or text[start - 1 : start] in {"近", "逾", "超"}


def _number(text: str, match: re.Match[str]) -> _Number | None:
    scale = match["scale"] or ""
    numeral = match["share"] or text[match.start() : match.end("scale")]
    more = "余" in scale or "多" in scale
    if more:
        scale = scale.strip("余多")
        numeral = numeral.replace("余", "").replace("多", "")
    printed = parse_numeral(numeral)
    if printed is None or ("，" in numeral and "." not in numeral and not match["amount"]):
        return None  # 520，768人 may be two numbers
    chinese = text[match.start()] > "9"
    return _Number(numeral, *printed, "" if chinese or match["compound"] else scale, more, chinese)


def _with_coins(text: str, end: int, number: _Number) -> tuple[int, _Number]:
    """Add 角 and 分 to an amount that ends at ``end``; 整 says that there are none."""
    coins = re.compile(_COINS).match(text, end)
    if coins is None or coins.end() == end:
        return end, number
    value, step = number.value, number.step
    for part, place in ((coins[1], _TENTH), (coins[2], _HUNDREDTH)):
        if digit := parse_numeral(part or ""):
            value, step = value + digit[0] * place, place
    return coins.end(), number._replace(value=value, step=_HUNDREDTH if coins[3] else step)


def _stands_free(text: str, start: int) -> bool:
    """Tell whether the numeral at ``start`` is not the rest of another number, code, date or tolerance."""
    joint, before = text[start - 1], text[max(0, start - 2) : start - 1]
    if joint == "±" or (joint == "负" and before == "正"):
        return False
    return not (before.isdigit() or (joint in "-—" and before.isascii() and before.isalpha()))


def _is_negative(text: str, start: int) -> bool:
    """Tell whether a minus, and not a dash, stands before ``start``."""
    if not start or text[start - 1] not in "-负":
        return False
    return text[start - 1] == "负" or text[max(0, start - 2) : start - 1] not in _BEFORE_DASH


def _range(text: str, low: Figure, high: Figure) -> tuple[Figure, Figure]:
    """Return two neighbours, marked as the ends of a range if they are one; 从3%到5% is a change, not a range."""
    below, above = low.quantity, high.quantity
    if (
        text[low.end : high.start] in _RANGES
        and (below.dimension, below.unit) == (above.dimension, above.unit)
        and below.value < above.value
        and not re.search(_CHANGE, text[max(0, low.start - 10) : low.start])
    ):
        return (
            low._replace(quantity=below._replace(bound=Bound.AT_LEAST), in_range=True),
            high._replace(quantity=above._replace(bound=Bound.AT_MOST), in_range=True),
        )
    return low, high


def _with_shared_unit(text: str, waiting: list[re.Match[str]], figure: Figure) -> list[Figure]:
    """Return ``figure`` with the bare numbers before it that are sure to share its unit."""
    scale = _WORDS.get(figure.scale, "")
    if waiting[-1]["link"] in _RANGES:
        for word in (scale, ""):
            low = _shared(waiting[-1], figure, word)
            if low is not None and low.quantity.value < figure.quantity.value:
                return list(_range(text, low, figure))
        return [figure]
    told = text[max(0, waiting[0].start() - 12) : waiting[0].start()]
    if "分别" not in told and not all("." in match[0] or match["scale"] for match in waiting):
        return [figure]
    lows = [_shared(match, figure, scale) for match in waiting]
    return [*(low for low in lows if low is not None), figure]


def _shared(match: re.Match[str], figure: Figure, scale: str) -> Figure | None:
    """Return the bare number of ``match`` as a figure in the unit of ``figure``."""
    end = match.start("link")
    numeral = match[0][: end - match.start()]
    printed = parse_numeral(numeral if match["scale"] else numeral + scale)
    if printed is None or figure.shown_unit == "‰":
        return None
    quantity = Quantity(*printed, figure.quantity.dimension, figure.quantity.unit, scale=figure.quantity.scale)
    return Figure(match.start(), end, numeral, quantity, figure.scale, figure.shown_unit)
