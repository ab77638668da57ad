"""Account paths in the prose, 某（类）某（款）某（项）, and the paths that tables and lexicon know."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textcheck.fact.coded import plain
from textcheck.lexicon.accounts import functional_accounts
from textcheck.lexicon.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textcheck.document.blocks import Document, Paragraph
    from textcheck.document.span import Span
    from textcheck.fact.coded import CodedRow

_NAME = r"[^\W\d_](?:(?!\(\d*[类款项]\))[^。；，:\d]){1,40}?"
_PATH = re.compile(
    rf"(?:(?P<top>[^\W\d_]{{2,20}})\((?:\d{{3}})?类\)(?:支出)?)?"
    rf"(?P<middle>{_NAME})\((?:\d\d)?款\)(?:支出)?(?P<item>{_NAME})\((?:\d\d)?项\)"
)
_ITEM, _MIDDLE, _TOP = 7, 5, 3


class AccountPath(NamedTuple):
    """A path as printed: plain names of 类, 款 and 项, the words and their place.

    Where the 类 is unsaid it is empty, and the 款 may have words of the sentence in front.
    """

    top: str
    middle: str
    item: str
    shown: str
    span: Span
    paragraph: Paragraph

    def under(self, names: Names) -> tuple[bool, bool, bool]:
        """Tell which of the three names agree with an account's."""
        top = not self.top or same(self.top, names.top) or (bool(names.top) and self.top.endswith(names.top))
        middle = same(self.middle, names.middle) or (not self.top and self.middle.endswith(names.middle))
        return top, middle, same(self.item, names.item)


class Names(NamedTuple):
    """The plain names of 类, 款 and 项 of one account."""

    top: str
    middle: str
    item: str


class PathIndex(NamedTuple):
    """Known paths: the names by code, the codes by 项 name without 支出, and the rows of the tables."""

    names: dict[str, Names]
    items: dict[str, list[str]]
    rows: dict[str, CodedRow]

    def codes(self, path: AccountPath) -> list[str]:
        """Return the codes whose three names a path gives."""
        return [code for code in self.items.get(_core(path.item), ()) if all(path.under(self.names[code]))]

    def shown(self, code: str) -> str:
        """Return an account's path as the tables print its names."""
        printed = (self.rows.get(code[:_TOP]), self.rows.get(code[:_MIDDLE]), self.rows.get(code))
        names = (row.name if row else name for row, name in zip(printed, self.names[code], strict=True))
        return "".join(f"{name}（{level}）" for name, level in zip(names, "类款项", strict=True))

    def nearly(self, path: AccountPath) -> list[str]:
        """Return the codes that differ from a path in one name, the 类 being said."""
        if not path.top:
            return []
        return [code for code, names in self.names.items() if sum(path.under(names)) == len(names) - 1]


def find_paths(document: Document) -> Iterator[AccountPath]:
    """Yield the account paths of the prose in order."""
    for paragraph in document.paragraphs:
        text = paragraph.text
        if "款)" not in text or "项)" not in text:
            continue
        for match in _PATH.finditer(text):
            top = plain(match["top"]) if match["top"] else ""
            span = paragraph.reading.span(*match.span())
            yield AccountPath(top, plain(match["middle"]), plain(match["item"]), match[0], span, paragraph)


def index_rows(rows: Sequence[CodedRow]) -> PathIndex:
    """Return the paths of the 项 rows in the report's own tables."""
    by_code = {row.code: row for row in rows if row.code[0] == "2"}
    names = {code: plain(row.name) for code, row in by_code.items()}
    paths: dict[str, Names] = {}
    for code in by_code:
        if len(code) == _ITEM:
            paths[code] = Names(_named(code[:_TOP], names), _named(code[:_MIDDLE], names), names[code])
    return _index(paths, by_code)


@lru_cache(maxsize=1)
def index_lexicon() -> PathIndex:
    """Return the paths of the lexicon; former names are not among them."""
    accounts = functional_accounts()
    names = {code: plain(account.name) for code, account in accounts.items()}
    paths = {code: Names(names[code[:_TOP]], names[code[:_MIDDLE]], names[code]) for code in accounts if len(code) == _ITEM}
    return _index(paths, {})


class Former(NamedTuple):
    """A name that an account no longer has: the old one, today's, the year of the change, and whether it is the 项."""

    former: str
    name: str
    since: int
    item: bool


def former_name(path: AccountPath, year: int) -> Former | None:
    """Return the name in a path that was out of use in ``year``, if there is one; the 项 first."""
    for code, since in sorted(wording().renamed.items(), key=lambda entry: -len(entry[0])):
        account = functional_accounts().get(code)
        if account is None or not account.former or not 0 < since <= year:
            continue
        said = {_ITEM: path.item, _MIDDLE: path.middle, _TOP: path.top}[len(code)]
        if said and same(said, plain(account.former)) and not same(said, plain(account.name)):
            return Former(account.former, account.name, since, len(code) == _ITEM)
    return None


def same(left: str, right: str) -> bool:
    """Tell whether two plain names agree but for 支出 and 等."""
    return left == right or _core(left) == _core(right)


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    return name.replace("支出", "").removesuffix("等")


def _named(code: str, names: dict[str, str]) -> str:
    account = functional_accounts().get(code)
    return names.get(code) or (plain(account.name) if account else "")


def _index(paths: dict[str, Names], rows: dict[str, CodedRow]) -> PathIndex:
    items: dict[str, list[str]] = defaultdict(list)
    for code, path in paths.items():
        items[_core(path.item)].append(code)
    return PathIndex(paths, dict(items), rows)
