"""Tables without a title, told by the names of their rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.lexicon.headers import headers
from textcheck.lexicon.structure import empty_tables

if TYPE_CHECKING:
    from textcheck.document.blocks import Table
    from textcheck.lexicon.profile import Profile, TableKind

_TITLE = "表"


def kind_by_words(table: Table, profile: Profile) -> TableKind | None:
    """Return the only kind whose words all stand in the cells of a table that bears no title of its own."""
    if any(p.text.endswith(_TITLE) or empty_tables().other.search(p.text) for p in table.titles if p.kind == "title"):
        return None
    cells = {_name(cell.text) for row in table.rows for cell in row if cell.text}
    found = [kind for kind in profile.tables if kind.words and kind.words <= cells]
    return found[0] if len(found) == 1 else None


def _name(text: str) -> str:
    """Return a row's name without 其中; its number stays, which tells the rows of one table from the columns of another."""
    for word in headers().continued:
        text = text.removeprefix(word)
    return text
