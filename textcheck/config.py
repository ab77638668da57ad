"""The settings file: ``textcheck.toml``, or ``[tool.textcheck]`` in ``pyproject.toml``."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.errors import ConfigError, reason
from textcheck.lexicon.choice import known_profiles, unknown_profile
from textcheck.notices import KINDS
from textcheck.rules.registry import all_rules
from textcheck.settings import OFF, SEVERITIES, Settings
from textcheck.tomlfile import TABLE, TABLES, TEXT, TEXTS, Field, TomlFile, choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textcheck.tomlfile import Path

_RULES: Mapping[str, Field] = {"select": TEXTS, "ignore": TEXTS, "severity": TABLE, "profile": TEXT, "relations": TEXTS}
_KEYS: Mapping[str, Field] = {
    **_RULES,
    "profiles": TEXT,
    "fail-on": choice(*SEVERITIES, "never"),
    "baseline": TEXT,
    "suppressions": Field(
        lambda value: isinstance(value, str) and "{name}" in value and value != "{name}",
        "应为含 {name} 的文件名，{name} 代表被检查文件的名字，前后要另有别的字",
    ),
    "per-path": TABLES,
}
_PER_PATH: Mapping[str, Field] = {
    "paths": Field(lambda value: TEXTS.fits(value) and bool(value), '应为路径模式的列表，如 ["预算/**"]', required=True),
    **_RULES,
}


class _PerPath(NamedTuple):
    """Settings for the files whose path fits: what to replace, and what to add."""

    patterns: tuple[re.Pattern[str], ...]
    values: dict[str, Any]


class Config(NamedTuple):
    """A settings file as read; per-path entries are applied in order."""

    folder: str
    settings: Settings
    entries: tuple[_PerPath, ...]

    def settings_for(self, path: str) -> Settings:
        """Return the settings for the report at ``path``; a later entry wins, what is ignored adds up."""
        relative = os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")
        settings = self.settings
        for entry in self.entries:
            if any(pattern.fullmatch(relative) for pattern in entry.patterns):
                added = {key: getattr(settings, key) + entry.values.get(key, ()) for key in ("ignore", "severity", "relations")}
                settings = settings._replace(**{**entry.values, **added})
        return settings


def read_config(path: str) -> Config:
    """Read a settings file; raise ConfigError, naming file, line and key, at its first mistake."""
    try:
        with open(path, encoding="utf-8-sig") as opened:
            text = opened.read()
    except OSError as error:
        raise ConfigError(f"无法读取设置文件 {path}：{reason(error)}。") from None
    except UnicodeDecodeError:
        raise ConfigError(f"设置文件 {path} 不是 UTF-8 文本。") from None
    file = TomlFile(path, text)
    at: Path = ()
    if os.path.basename(path) == "pyproject.toml":
        if not TABLE.fits(file.data.get("tool")) or not TABLE.fits(file.data["tool"].get("textcheck")):
            raise ConfigError(f"{path} 里没有 [tool.textcheck] 一节。")
        at = ("tool", "textcheck")
    return _Reader(file, at).config()


class _Reader:
    def __init__(self, file: TomlFile, at: Path) -> None:
        self.file, self.at = file, at
        self.folder = os.path.dirname(os.path.abspath(file.name))
        self.profiles = ""
        self.codes = [author.code for author in (*all_rules(), *KINDS)]

    def config(self) -> Config:
        table = self.file.check(self.at, _KEYS)
        if "profiles" in table:
            self.profiles = os.path.join(self.folder, table["profiles"])
            if not os.path.isdir(self.profiles):
                raise self.file.fail((*self.at, "profiles"), f"“{table['profiles']}”不是文件夹")
        values = {**self._values(table, self.at), "profiles": self.profiles}
        if "baseline" in table:
            values["baseline"] = os.path.join(self.folder, table["baseline"])
        if "fail-on" in table:
            values["fail_on"] = table["fail-on"]
        if "suppressions" in table:
            values["suppressions"] = table["suppressions"]
        entries = [self._entry((*self.at, "per-path", number)) for number in range(len(table.get("per-path", ())))]
        return Config(self.folder, Settings(**values), tuple(entries))

    def _entry(self, at: Path) -> _PerPath:
        table = self.file.check(at, _PER_PATH)
        patterns: list[re.Pattern[str]] = []
        for place, text in enumerate(table["paths"]):
            try:
                patterns.append(_pattern(text))
            except re.error:
                raise self.file.fail((*at, "paths", place), f"里的“{text}”不是合法的模式") from None
        return _PerPath(tuple(patterns), self._values(table, at))

    def _values(self, table: Mapping[str, Any], at: Path) -> dict[str, Any]:
        """Return what any table of settings may hold, its codes and paths checked."""
        values: dict[str, Any] = {}
        for key in ("select", "ignore"):
            if key in table:
                values[key] = tuple(self._code((*at, key, place), code) for place, code in enumerate(table[key]))
        if "severity" in table:
            values["severity"] = tuple(self._severities((*at, "severity"), table["severity"].items()))
        if "profile" in table:
            values["profile"] = self._profile((*at, "profile"), table["profile"])
        if "relations" in table:
            values["relations"] = tuple(os.path.join(self.folder, path) for path in table["relations"])
            for place, path in enumerate(values["relations"]):
                if not os.path.isfile(path):
                    raise self.file.fail((*at, "relations", place), f"里的文件“{table['relations'][place]}”不存在")
        return values

    def _profile(self, at: Path, identifier: str) -> str:
        if identifier not in known_profiles(self.profiles):
            raise self.file.fail(at, unknown_profile(identifier, self.profiles))
        return identifier

    def _severities(self, at: Path, given: Iterable[tuple[str, object]]) -> Iterable[tuple[str, str]]:
        levels = choice(*SEVERITIES, OFF)
        for code, level in given:
            if not levels.fits(level):
                raise self.file.fail((*at, code), levels.wanted)
            yield self._code((*at, code), code), str(level)

    def _code(self, at: Path, code: str) -> str:
        wanted = code.strip().upper()
        if not any(known.startswith(wanted) for known in self.codes):
            raise self.file.fail(at, f"里的“{code}”不是规则的代码，也不是它的开头；用 textcheck rules 查看全部规则")
        return wanted


def _pattern(text: str) -> re.Pattern[str]:
    """Return a path pattern as in .gitignore: without / it fits a name in any folder, and a folder takes in all below it."""
    wanted = text.strip("/")
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]+\])", wanted)
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pattern = "".join(wild.get(part) or (part.replace("[!", "[^") if part.startswith("[") else re.escape(part)) for part in parts)
    return re.compile(("" if "/" in wanted else "(?:.*/)?") + pattern + "(?:/.*)?")
