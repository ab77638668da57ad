"""A TOML file whose every mistake is told with file, line and key; tomllib gives the values but not their lines."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Path = tuple[str | int, ...]
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|\n|[\[\]{},=.]|[^\s\[\]{},=.#]+',
    re.DOTALL,
)
_WHERE = re.compile(r"\(at line (\d+), column \d+\)")
_UNQUOTED = re.compile(r"[=\[,]\s*(?![tf])[^\W\d_]|[“”‘’]")


class Field(NamedTuple):
    """What a key may hold: a test, how to say what is wanted, and whether the key must be there."""

    fits: Callable[[Any], bool]
    wanted: str
    required: bool = False


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


TEXT = Field(_is_text, "应为非空的文字")
TEXTS = Field(lambda value: isinstance(value, list) and all(map(_is_text, value)), '应为文字的列表，如 ["甲", "乙"]')
TABLE = Field(lambda value: isinstance(value, dict), "应为一个表")
TABLES = Field(lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value), "应写成 [[…]] 的表")


def choice(*values: str) -> Field:
    """Return a field that takes one of ``values``."""
    return Field(lambda value: value in values, f"应为 {'、'.join(values)} 之一")


class TomlFile:
    """A parsed file that knows where its keys stand."""

    def __init__(self, name: str, text: str) -> None:
        """Parse ``text``; raise ConfigError, naming line and file, if it is no TOML."""
        self.name = name
        self._text = text
        self._lines: dict[Path, int] | None = None
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            where = _WHERE.search(str(error))
            line = int(where[1]) if where else text.count("\n") + 1
            reason = _WHERE.sub("", str(error)).strip().removesuffix("(at end of document)").strip()
            hint = "；文字要用英文双引号括起来" if _UNQUOTED.search("".join(text.splitlines()[line - 1 : line])) else ""
            raise ConfigError(f"{name} 第 {line} 行：不合 TOML 的写法（{reason}）{hint}。") from None

    def fail(self, path: Path, what: str) -> ConfigError:
        """Return the error that says ``what`` is wrong with the value at ``path``."""
        key = ".".join(map(str, (part for part in path if isinstance(part, str))))
        return ConfigError(f"{self.name} 第 {self.line(path)} 行：{f'{key} ' if key else ''}{what}。")

    def line(self, path: Path) -> int:
        """Return the line of the key or list item at ``path``, or of the nearest thing that holds it."""
        if self._lines is None:
            self._lines = _Lines(self._text).found
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def check(self, path: Path, fields: Mapping[str, Field]) -> dict[str, Any]:
        """Return the table at ``path``; raise ConfigError at its first unknown, missing or wrong key."""
        table: Any = self.data
        for step in path:
            table = table[step]
        for key, value in table.items():
            field = fields.get(key)
            if field is None:
                raise self.fail((*path, key), f"不是可用的键；可用的有：{'、'.join(fields)}")
            if not field.fits(value):
                raise self.fail((*path, key), field.wanted)
        for key, field in fields.items():
            if field.required and key not in table:
                raise self.fail(path, f"缺少 {key}，它{field.wanted}")
        return dict(table)


class _Lines:
    """Where the keys and list items of a valid TOML text stand; values are passed over."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._tokens: list[tuple[str, int]] = []
        line = 1
        for match in _TOKEN.finditer(text):
            token = match.group()
            if not token.startswith("#"):
                self._tokens.append((token, line))
            line += token.count("\n")
        self._at = 0
        self._document()

    def _document(self) -> None:
        prefix: Path = ()
        while self._peek():
            if self._peek() == "\n":
                self._at += 1
            elif self._peek() == "[":
                prefix = self._header()
            else:
                self._pair(prefix)

    def _header(self) -> Path:
        line = self._tokens[self._at][1]
        self._at += 1
        many = self._peek() == "["
        self._at += many
        path = self._key(())
        self._at += 1 + many
        if many:
            self._counts[path] = self._counts.get(path, -1) + 1
            self.found.setdefault(path, line)
            path = (*path, self._counts[path])
        self.found[path] = line
        return path

    def _pair(self, prefix: Path) -> None:
        line = self._tokens[self._at][1]
        path = self._key(prefix)
        self.found[path] = line
        self._at += 1
        self._value(path)

    def _key(self, prefix: Path) -> Path:
        """Read a dotted key; inside a list of tables a name means the last of them."""
        path = prefix
        while True:
            path = (*path, self._peek().strip("\"'"))
            self._at += 1
            if self._peek() != ".":
                return path
            self._at += 1
            path = (*path, self._counts[path]) if path in self._counts else path

    def _value(self, path: Path) -> None:
        opening = self._peek()
        if opening not in ("[", "{"):
            while self._peek() not in ("", "\n", ",", "]", "}"):
                self._at += 1
            return
        self._at += 1
        index = 0
        while self._peek() not in ("", "]", "}"):
            if self._peek() in ("\n", ","):
                self._at += 1
            elif opening == "{":
                self._pair(path)
            else:
                self.found[*path, index] = self._tokens[self._at][1]
                self._value((*path, index))
                index += 1
        self._at += 1

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""
