"""Where the lexicons lie: inside an installed wheel, or beside the package in a checkout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from textcheck.errors import LexiconError


@lru_cache(maxsize=1)
def lexicon_folder() -> Path:
    """Return the folder of the lexicons; raise LexiconError if the installation has none."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "lexicons", package.parent / "lexicons"):
        if folder.is_dir():
            return folder
    raise LexiconError("找不到词库文件夹 lexicons，安装可能不完整。")
