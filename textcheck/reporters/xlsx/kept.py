"""What a reviewer wrote into the workbook of an earlier run."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from textcheck.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ISSUES = "问题"
GONE = "已消失"
MARKS = "指纹"
NOTES = ("是否采纳", "说明", "复核人")
_DECIMALS = re.compile(r"0\.(0+)")
_NOT_OURS = "已有的文件不是 textcheck 写的审核底稿，没有改动；请换一个文件名。"


class Note(NamedTuple):
    """A row that a reviewer wrote something into: its cells as text, by their headings."""

    told: Mapping[str, str]

    @property
    def words(self) -> tuple[str, ...]:
        """What the reviewer wrote, in the order of the columns."""
        return tuple(self.told.get(name, "") for name in NOTES)

    @property
    def marks(self) -> frozenset[str]:
        """The fingerprints of the finding."""
        return frozenset(self.told.get(MARKS, "").split())

    @property
    def path(self) -> str:
        """The report, as the command line named it."""
        return self.told.get("文件", "")

    @property
    def owner(self) -> tuple[str, str]:
        """Whose report it is, of which year."""
        return self.told.get("部门", ""), self.told.get("年度", "")


class Claim(NamedTuple):
    """A finding that may have a note: its report, whose that is and of which year, its own fingerprint and others."""

    path: str
    owner: tuple[str, str]
    marks: tuple[str, ...]


class Kept(NamedTuple):
    """The note on each finding, and those whose findings are gone."""

    noted: tuple[Note | None, ...]
    gone: tuple[Note, ...]


def assign(notes: Sequence[Note], claims: Sequence[Claim]) -> Kept:
    """Give every note to one finding.

    Fingerprints tell a finding from others of its report; a sentence of the template has the same in every report. So a
    note stays with its report, or follows it when that has another name: same department and year, old name not in use.
    """
    by_mark: dict[str, list[int]] = {}
    for number, note in enumerate(notes):
        for mark in note.marks:
            by_mark.setdefault(mark, []).append(number)
    paths = {claim.path for claim in claims}
    noted: list[Note | None] = [None] * len(claims)
    taken: set[int] = set()
    for renamed in (False, True):
        for place, claim in enumerate(claims):
            for number in (number for mark in claim.marks for number in by_mark.get(mark, ())):
                note = notes[number]
                fits = (
                    note.path not in paths and any(claim.owner) and note.owner == claim.owner
                    if renamed
                    else note.path == claim.path
                )
                if noted[place] is None and number not in taken and fits:
                    noted[place] = note
                    taken.add(number)
    return Kept(tuple(noted), tuple(note for number, note in enumerate(notes) if number not in taken))


def read_notes(data: bytes) -> tuple[Note, ...]:
    """Return the notes of a workbook; raise InputError if it is none of ours."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl leaves out; only cells are read
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                sheets = {name: list(_rows(book[name].iter_rows())) for name in book.sheetnames if name in (ISSUES, GONE)}
            finally:
                book.close()
        except Exception:  # noqa: BLE001 (whatever is wrong with the file, it is not to be overwritten)
            raise InputError(_NOT_OURS) from None
    if ISSUES not in sheets or not sheets[ISSUES] or not {MARKS, *NOTES} <= sheets[ISSUES][0].keys():
        raise InputError(_NOT_OURS)
    notes = [Note(row) for name in (ISSUES, GONE) for row in sheets.get(name, [])[1:]]
    return tuple(note for note in notes if note.marks and any(note.words))


def _rows(rows: Iterable[Sequence[Any]]) -> Iterator[dict[str, str]]:
    """Yield the rows by the headings of the first, itself included; columns may have been moved or added."""
    heads: list[str] = []
    for row in rows:
        told = [_text(cell) for cell in row]
        if not heads:
            heads = told
        yield {head: word for head, word in zip(heads, told, strict=False) if head}


def _text(cell: Any) -> str:  # noqa: ANN401 (one of several kinds of cells)
    """Return what a cell shows: a number with its decimals."""
    value = cell.value
    if not isinstance(value, (int, float)):
        return "" if value is None else str(value)
    decimals = _DECIMALS.search(cell.number_format or "")
    return f"{value:.{len(decimals[1])}f}" if decimals else f"{value:g}" if isinstance(value, float) else str(value)
