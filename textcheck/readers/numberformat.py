"""Number formats of a sheet: what a stored number shows, to the last character.

A format is up to four sections (positive; negative; nought; text). Excel keeps 15 significant digits and rounds half up
from them; so do we, in decimals. Widths of columns are not looked at: what would show as ##### is read.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from textcheck.readers.builtinformat import GENERAL
from textcheck.readers.dateformat import DATE_LETTERS, is_date, show_date

_PRECISION = Context(prec=15, rounding=ROUND_HALF_UP)
_SIGNS = frozenset("-−－(（")
_MOST_PLACES = 30
_LONGEST = 255
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>[\s\S])|_(?P<room>[\s\S])|\*(?P<fill>[\s\S])|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>[Ee][+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    rf"|(?P<text>@)|(?P<date>{DATE_LETTERS})|(?P<literal>[\s\S])",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_COLOUR = re.compile(r"red|红色|颜色\s*\d+|color\s*\d+", re.IGNORECASE)
_ELAPSED = re.compile(r"(?:h+|m+|s+)$", re.IGNORECASE)


class Token(NamedTuple):
    """One part of a section: ``digit``, ``point``, ``literal``, ``date``, ``elapsed``, ``percent`` … and its characters."""

    kind: str
    text: str


class Section(NamedTuple):
    """One section, ready to show numbers: its tokens, and all that follows from them.

    ``scale`` is the power of ten by which the number is multiplied before its digits are set; ``shift`` counts besides
    the digits behind a literal point, as in ``0!.0000``: it is the power of ten between what is stored and what is read.
    ``red``: the colour alone tells that a number is negative; it is read with a sign.
    """

    tokens: tuple[Token, ...]
    kind: str
    condition: tuple[str, Decimal] | None
    scale: int
    shift: int
    grouped: bool
    red: bool = False


class NumberFormat(NamedTuple):
    """A format as parsed; a format that cannot be parsed is General."""

    sections: tuple[Section, ...]

    def show(self, value: Decimal, *, date1904: bool = False) -> str:
        """Return what the cell shows for a number."""
        value = _PRECISION.plus(value)
        section, own_sign = self._section(value)
        if section is None:
            return "#####"
        if section.kind == "date":
            return show_date(section.tokens, value, date1904=date1904)
        sign = "-" if value < 0 and not own_sign else ""
        if section.kind == "general":
            shown = "".join(general(abs(value)) if t.kind == "general" else t.text for t in section.tokens)
            return sign + shown
        if section.kind == "text":
            return sign + "".join(general(abs(value)) if t.kind == "text" else t.text for t in section.tokens)
        return sign + _digits(section, abs(value))

    def show_text(self, text: str) -> str:
        """Return what the cell shows for a text: the fourth section may put words around it or hide it."""
        section = self.sections[3] if len(self.sections) > 3 else self.sections[-1]
        if len(self.sections) < 4 and section.kind != "text":
            return text
        return "".join(text if token.kind == "text" else token.text for token in section.tokens)

    def stored(self, value: Decimal) -> Decimal:
        """Return a stored number in the unit that the cell shows: 0.5 shown as a percentage is 50."""
        section, _ = self._section(value)
        return value.scaleb(section.shift) if section is not None and section.shift else value

    def _section(self, value: Decimal) -> tuple[Section | None, bool]:
        """Return the section for a number, and whether it writes the sign itself; None if none is meant for it."""
        numbers = self.sections[:3]
        if any(section.condition for section in numbers):
            for section in numbers:
                if section.condition is None or _meets(value, section.condition):
                    own = section.condition is not None and section.condition[0] in {"<", "<="} and section.condition[1] <= 0
                    return section, own
            return None, False
        if len(numbers) > 1 and value < 0:
            return numbers[1], not numbers[1].red
        if len(numbers) > 2 and value == 0:
            return numbers[2], False
        return numbers[0], False


@lru_cache(maxsize=512)
def parse_format(code: str) -> NumberFormat:
    """Return a format by its code as it is written in the file."""
    if len(code) > _LONGEST or not code:
        code = GENERAL
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "literal" and match.group() == ";":
            sections.append([])
        else:
            sections[-1].append(match)
    return NumberFormat(tuple(_parsed(section) for section in sections[:4]))


def general(value: Decimal) -> str:
    """Return what General shows for a number that is not negative: at most eleven characters, else an exponent."""
    if not value:
        return "0"
    power = value.adjusted()
    if power > 10 or power < -9:
        return _scientific(value, 5)
    if power < -4:
        plain = f"{value:f}"
        return plain if len(plain) <= 11 else _scientific(value, 5)
    rounded = value.quantize(Decimal(1).scaleb(-min(9, max(0, 9 - power))), ROUND_HALF_UP)
    plain = f"{rounded:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _scientific(value: Decimal, places: int) -> str:
    rounded = Context(prec=places + 1, rounding=ROUND_HALF_UP).plus(value)
    power = rounded.adjusted()
    mantissa = f"{rounded.scaleb(-power):f}"
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}E{'-' if power < 0 else '+'}{abs(power):02}"


def _meets(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, bound = condition
    if sign == "<>":
        return value != bound
    return ("<" in sign and value < bound) or (">" in sign and value > bound) or ("=" in sign and value == bound)


def _parsed(matches: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in matches:
        kind = match.lastgroup or "literal"
        text = match[kind]
        if kind in {"quoted", "escaped"}:
            tokens.append(Token("literal", text))
        elif kind == "room":
            tokens.append(Token("literal", " "))
        elif kind == "bracket":
            found = _CONDITION.match(text)
            if found:
                condition = (found[1], Decimal(found[2]))
            elif _ELAPSED.match(text):
                tokens.append(Token("elapsed", text.lower()))
            elif _COLOUR.match(text):
                tokens.append(Token("colour", ""))
            elif text.startswith("$"):
                tokens.append(Token("literal", text[1:].split("-")[0]))
        elif kind != "fill":
            tokens.append(Token(kind, text))
    return _judged(tokens, condition)


def _judged(tokens: list[Token], condition: tuple[str, Decimal] | None) -> Section:
    """Work out what a section does: its kind, its scale, whether it groups thousands."""
    kinds = {token.kind for token in tokens}
    if "elapsed" in kinds or ("date" in kinds and is_date(tokens)):
        return Section(tuple(tokens), "date", condition, 0, 0, grouped=False)
    plain = [token if token.kind != "date" else Token("literal", token.text) for token in tokens]
    if "general" in kinds:
        return Section(tuple(plain), "general", condition, 0, 0, grouped=False)
    if "text" in kinds and "digit" not in kinds:
        return Section(tuple(plain), "text", condition, 0, 0, grouped=False)
    places = [at for at, token in enumerate(plain) if token.kind == "digit"]
    if not places:
        return Section(tuple(token for token in plain if token.kind != "comma"), "literal", condition, 0, 0, grouped=False)
    if any(t.text == "/" for t in plain[places[0] : places[-1]]):
        return Section(tuple(plain), "fraction", condition, 0, 0, grouped=False)
    point = next((at for at, token in enumerate(plain) if token.kind == "point"), len(plain))
    whole = [at for at in places if at < point]
    last = whole[-1] if whole else -1
    thousands = grouped = 0
    for at, token in enumerate(plain):
        if token.kind == "comma":
            thousands += (last < at <= point or at > places[-1]) if whole else at > places[-1]
            grouped += bool(whole) and whole[0] < at < last
    scale = 2 * sum(token.kind == "percent" for token in plain) - 3 * thousands
    dot = next((at for at in range(places[0], last) if plain[at] == Token("literal", ".")), None)
    shift = scale - (sum(at > dot for at in whole) if dot is not None else 0)
    kept = tuple(token for token in plain if token.kind != "comma")
    kind = "exponent" if "exponent" in kinds else "number"
    red = "colour" in kinds and not any(token.kind == "literal" and token.text in _SIGNS for token in plain)
    return Section(kept, kind, condition, scale, shift, bool(grouped), red)


def _digits(section: Section, value: Decimal) -> str:
    """Set the digits of a number that is not negative into the places of a section."""
    tokens = section.tokens
    if section.kind == "literal":
        return "".join(token.text for token in tokens)
    if section.kind == "fraction":
        return general(value)  # a fraction is never money; what it stands for is legible
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    if section.kind == "exponent":
        places = 0
        for token in tokens[point + 1 :]:
            if token.kind == "exponent":
                break
            places += token.kind == "digit"
        return _exponential(value, min(places, _MOST_PLACES))
    after = [token for token in tokens[point + 1 :] if token.kind == "digit"]
    shown = value.scaleb(section.scale).quantize(Decimal(1).scaleb(-min(len(after), _MOST_PLACES)), ROUND_HALF_UP, _WIDE)
    whole, _, fraction = f"{shown:f}".partition(".")
    return _whole(tokens[:point], whole.lstrip("0"), section) + _fraction(tokens[point:], fraction)


_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)


def _exponential(value: Decimal, places: int) -> str:
    rounded = Context(prec=places + 1, rounding=ROUND_HALF_UP).plus(value)
    power = rounded.adjusted() if rounded else 0
    return f"{rounded.scaleb(-power):.{places}f}E{'-' if power < 0 else '+'}{abs(power):02}"


def _whole(tokens: tuple[Token, ...], digits: str, section: Section) -> str:
    """Set the whole digits from the right; what is left over goes before the first place."""
    parts: list[str] = []
    places = sum(token.kind == "digit" for token in tokens)
    count = 0
    for token in reversed(tokens):
        if token.kind != "digit":
            parts.append(token.text)
            continue
        places -= 1
        taken = digits[-1:] if places else digits
        digits = digits[: len(digits) - len(taken)]
        filled = taken or {"0": "0", "?": " "}.get(token.text, "")
        for digit in reversed(filled):
            if section.grouped and count and count % 3 == 0 and digit != " ":
                parts.append(",")
            parts.append(digit)
            count += 1
    return "".join(reversed(parts))


def _fraction(tokens: tuple[Token, ...], digits: str) -> str:
    parts: list[str] = []
    at = 0
    for token in tokens:
        if token.kind != "digit":
            parts.append(token.text)
            continue
        rest = digits[at:]
        if token.text == "0" or rest.strip("0"):
            parts.append(rest[:1] or "0")
        elif token.text == "?":
            parts.append(" ")
        at += 1
    return "".join(parts)
