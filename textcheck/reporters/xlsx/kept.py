"""What a reviewer wrote into the workbook of an earlier run."""

from __future__ import annotations

import io
import os
import warnings
from typing import TYPE_CHECKING, NamedTuple

from textcheck.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ISSUES = "问题"
GONE = "已消失"
MARKS = "指纹"
NOTES = ("是否采纳", "说明", "复核人")
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
    def file(self) -> str:
        """The name of the report, without its folder, which may be another from run to run."""
        return os.path.basename(self.told.get("文件", ""))


class Kept:
    """The notes of an earlier run; each goes to one finding, those that nobody takes are on findings that are gone."""

    def __init__(self, notes: Iterable[Note] = ()) -> None:
        """Begin with all notes; where two are on one finding, the first counts and the other is kept as well."""
        self._notes = list(notes)
        self._by_mark: dict[str, list[int]] = {}
        for number, note in enumerate(self._notes):
            for mark in note.marks:
                self._by_mark.setdefault(mark, []).append(number)
        self._taken: set[int] = set()

    def take(self, path: str, marks: Iterable[str]) -> Note | None:
        """Return the note on a finding, by its own fingerprint rather than by those of its consequences.

        Reports of one workbook may share fingerprints, as two versions of one report do: the note on a report of the same
        name goes first.
        """
        name = os.path.basename(path)
        for mark in marks:
            free = [number for number in self._by_mark.get(mark, ()) if number not in self._taken]
            free.sort(key=lambda number: self._notes[number].file != name)
            if free:
                self._taken.add(free[0])
                return self._notes[free[0]]
        return None

    def left(self) -> Iterator[Note]:
        """Yield the notes that no finding has taken."""
        return (note for number, note in enumerate(self._notes) if number not in self._taken)


def read_notes(data: bytes) -> tuple[Note, ...]:
    """Return the notes of a workbook; raise InputError if it is none of ours."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl leaves out; only cells are read
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                sheets = {
                    name: list(_rows(book[name].iter_rows(values_only=True)))
                    for name in book.sheetnames
                    if name in (ISSUES, GONE)
                }
            finally:
                book.close()
        except Exception:  # noqa: BLE001 (whatever is wrong with the file, it is not to be overwritten)
            raise InputError(_NOT_OURS) from None
    if ISSUES not in sheets or not sheets[ISSUES] or not {MARKS, *NOTES} <= sheets[ISSUES][0].keys():
        raise InputError(_NOT_OURS)
    notes = [Note(row) for name in (ISSUES, GONE) for row in sheets.get(name, [])[1:]]
    return tuple(note for note in notes if note.marks and any(note.words))


def _rows(rows: Iterable[tuple[object, ...]]) -> Iterator[dict[str, str]]:
    """Yield the rows by the headings of the first, itself included; columns may have been moved or added."""
    heads: list[str] = []
    for row in rows:
        told = ["" if value is None else str(value) for value in row]
        if not heads:
            heads = told
        yield {head: word for head, word in zip(heads, told, strict=False) if head}
