"""Mistakes in TOML files are told with file, line and key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from textcheck.errors import ConfigError
from textcheck.lexicon.paths import lexicon_folder
from textcheck.tomlfile import TABLE, TEXT, TEXTS, TomlFile, choice

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT_OF_ALL_KINDS = """# a comment with [brackets] and = signs
title = "a # b"
long = \"\"\"
x = 1 [
\"\"\"
dotted.key = 1.5
"quoted key" = 'it''s' # ]
list = [
    "one",  # ]
    { a = 1, b = [2, 3] },

    ["x",
     "y"],
]

[table]
when = 2024-01-01T00:00:00
[table.below]
k = true
[[many]]
id = "first"
[many.where]
flow = "支出"
[[many]]
id = "second"
[[many.deep]]
v = 1
[[many.deep]]
v = 2
""".replace("'it''s'", "'its'")
LINES = {
    ("title",): 2,
    ("long",): 3,
    ("dotted", "key"): 6,
    ("quoted key",): 7,
    ("list",): 8,
    ("list", 0): 9,
    ("list", 1, "b", 1): 10,
    ("list", 2): 12,
    ("list", 2, 1): 13,
    ("table", "when"): 17,
    ("table", "below"): 18,
    ("many", 0, "id"): 21,
    ("many", 0, "where", "flow"): 23,
    ("many", 1): 24,
    ("many", 1, "deep", 1, "v"): 29,
}


@pytest.mark.parametrize(("path", "line"), LINES.items())
def test_line_of_a_key(path: tuple[str | int, ...], line: int) -> None:
    assert TomlFile("x.toml", TEXT_OF_ALL_KINDS).line(path) == line


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    pairs: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in pairs:
        yield (*path, key)
        yield from paths(below, (*path, key))


@pytest.mark.parametrize("path", [pytest.param(p, id=p.name) for p in sorted(Path(lexicon_folder()).rglob("*.toml"))])
def test_every_key_of_the_lexicons_has_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    file = TomlFile(path.name, text)
    lines = text.split("\n")
    for each in paths(tomllib.loads(text)):
        if isinstance(each[-1], str):
            assert each[-1] in lines[file.line(each) - 1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 1\n\nb = ", "x.toml 第 3 行：不合 TOML 的写法（Invalid value）。"),
        ("a = 1\nb = [“T”]", "x.toml 第 2 行：不合 TOML 的写法（Invalid value）；文字要用英文双引号括起来。"),
        ("rule = T204", "x.toml 第 1 行：不合 TOML 的写法（Invalid value）；文字要用英文双引号括起来。"),
        ("a = 1\na = 2\n", "x.toml 第 2 行：不合 TOML 的写法（Cannot overwrite a value）。"),
        ("name = 'x'\nnmae = 'y'\n", "x.toml 第 2 行：nmae 不是可用的键；可用的有：name、kind、parts、where。"),
        ("\nname = 3\n", "x.toml 第 2 行：name 应为非空的文字。"),
        ("name = ' '\n", "x.toml 第 1 行：name 应为非空的文字。"),
        ("name = 'x'\nparts = ['a', 1]\n", 'x.toml 第 2 行：parts 应为文字的列表，如 ["甲", "乙"]。'),
        ("name = 'x'\nkind = 'c'\n", "x.toml 第 2 行：kind 应为 a、b 之一。"),
        ("name = 'x'\nwhere = []\n", "x.toml 第 2 行：where 应为一个表。"),
        ("kind = 'a'\n", "x.toml 第 1 行：缺少 name，它应为非空的文字。"),
    ],
)
def test_mistakes_name_file_line_and_key(text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as error:
        TomlFile("x.toml", text).check(
            (), {"name": TEXT._replace(required=True), "kind": choice("a", "b"), "parts": TEXTS, "where": TABLE}
        )
    assert str(error.value) == sentence
