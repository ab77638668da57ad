"""Reports mended: the fixes of their findings applied, checked again until nothing is left to do, and written back."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from textcheck.assertion import Level
from textcheck.errors import InputError, reason
from textcheck.mend import Applicability
from textcheck.readers.decode import decode
from textcheck.targets import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textcheck.finding import Finding
    from textcheck.mend import Edit, Fix
    from textcheck.report import Report

_MOST_PASSES = 20


class Mended(NamedTuple):
    """A report after its fixes: its bytes, how many edits they took, and what is left to say of it."""

    data: bytes
    edits: int
    report: Report


def mend(data: bytes, report: Report, check: Callable[[bytes], Report], *, unsafe: bool) -> Mended:
    """Apply the fixes of ``report``, which is ``check(data)``, over and over until none is left.

    A fix that would bring a fault that was not there before is left out. Raise InputError if the file cannot be written
    in its own encoding.
    """
    count = 0
    refused: set[Fix] = set()
    if _encode(*decode(data), data) != data:
        raise InputError("文件的编码不能原样写回，没有改动。")
    for _ in range(_MOST_PASSES):
        fixes = _compatible(report.findings, refused, unsafe=unsafe)
        if not fixes:
            break
        changed = apply(data, fixes)
        after = check(changed)
        if not _worse(report, after):
            data, report = changed, after
            count += sum(len(fix.edits) for fix in fixes)
        elif len(fixes) == 1:
            refused.update(fixes)
        else:
            bad = [fix for fix in fixes if _worse(report, check(apply(data, [fix])))]
            refused.update(bad or fixes[1:])
    return Mended(data, count, report)


def apply(data: bytes, fixes: Iterable[Fix]) -> bytes:
    """Return a text file with the edits of ``fixes`` made; encoding, byte order mark and line ends stay."""
    text, encoding = decode(data)
    parts: list[str] = []
    at = 0
    for edit in sorted(edit for fix in fixes for edit in fix.edits):
        parts += (text[at : edit.span.start], edit.replacement)
        at = edit.span.end
    return _encode("".join((*parts, text[at:])), encoding, data)


def compare(path: str, before: bytes, after: bytes) -> str:
    """Return what was changed as a unified diff, which ``patch`` takes; empty if nothing was."""
    from difflib import unified_diff

    old, new = ([f"{line}\n" for line in decode(data)[0].split("\n")] for data in (before, after))
    old[-1], new[-1] = old[-1][:-1], new[-1][:-1]
    lines = unified_diff([line for line in old if line], [line for line in new if line], path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def write_back(path: str, data: bytes) -> None:
    """Put ``data`` in the place of the file at ``path``, all of it or nothing; raise InputError if that is impossible."""
    try:
        replace(path, data)
    except OSError as error:
        raise InputError(f"无法写回改正后的报告：{reason(error)}。") from None


def _compatible(findings: Iterable[Finding], refused: set[Fix], *, unsafe: bool) -> list[Fix]:
    """Return the fixes that may be made together: of two that touch one place, the first."""
    taken: list[Edit] = []
    fixes: list[Fix] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or fix in refused or (fix.applicability is Applicability.UNSAFE and not unsafe):
            continue
        if not any(edit.span.overlaps(other.span) for edit in fix.edits for other in taken):
            taken += fix.edits
            fixes.append(fix)
    return fixes


def _worse(before: Report, after: Report) -> bool:
    """Tell whether there is a fault now that was not there before, neither by itself nor as the consequence of another."""
    return bool(after.error and not before.error) or bool(_faults(after) - _faults(before))


def _faults(report: Report) -> Counter[str]:
    codes: Counter[str] = Counter()
    for finding in report.findings:
        if finding.level is not Level.INFO:
            codes.update([finding.code, *[also.code for also in finding.consequences]])
    return codes


def _encode(text: str, encoding: str, data: bytes) -> bytes:
    """Return ``text`` as ``data`` was encoded, with its byte order mark if it had one."""
    if encoding == "utf-16":
        order = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        return data[:2] + text.encode(order)
    return text.encode(encoding)
