"""Where the lexicons lie: inside an installed wheel, or beside the package in a checkout."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from os import path
from typing import Any

from textcheck.errors import LexiconError


@lru_cache(maxsize=1)
def lexicon_folder() -> str:
    """Return the folder of the lexicons; raise LexiconError if the installation has none."""
    package = path.dirname(path.dirname(path.abspath(__file__)))
    for folder in (path.join(package, "lexicons"), path.join(path.dirname(package), "lexicons")):
        if path.isdir(folder):
            return folder
    raise LexiconError("找不到词库文件夹 lexicons，安装可能不完整。")


def read_lexicon(name: str) -> str:
    """Return the text of a lexicon file, named relative to the folder; raise FileNotFoundError if there is none.

    Plain ``open`` and ``os.path``: pathlib alone costs more at start than all lexicons together.
    """
    with open(path.join(lexicon_folder(), name), encoding="utf-8") as file:
        return file.read()


def load_toml(name: str) -> dict[str, Any]:
    """Return a TOML lexicon; raise LexiconError, naming the file, if it is none."""
    try:
        return tomllib.loads(read_lexicon(name))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"词库 {name} 不是合法的 TOML：{error}") from None
