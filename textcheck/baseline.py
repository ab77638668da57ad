"""The findings of an earlier run, by report and fingerprint: what was known then stays quiet, what is new is shown."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textcheck.errors import ConfigError, reason
from textcheck.targets import identities, probe, spare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textcheck.finding import Finding

SCHEMA = "textcheck-baseline/1"


class Recorded(NamedTuple):
    """What a baseline keeps of a finding; only the fingerprint counts, the rest is for people."""

    code: str
    fingerprint: str
    message: str


def record(findings: Iterable[Finding]) -> tuple[Recorded, ...]:
    """Return what a baseline keeps of ``findings`` and of their consequences.

    A consequence has its own entry, as it may lead tomorrow; and a finding is known only if all its consequences are, so
    that nothing new hides behind what is known.
    """
    kept: list[Recorded] = []
    for finding in findings:
        kept.append(Recorded(finding.code, finding.fingerprint, finding.message))
        kept += [Recorded(also.code, also.fingerprint, also.message) for also in finding.consequences]
    return tuple(kept)


def known_in(baseline: str, path: str) -> frozenset[str]:
    """Return the fingerprints that ``baseline`` has for the report at ``path``; raise ConfigError if it is no baseline."""
    try:
        stamp = os.stat(baseline).st_mtime_ns
    except OSError:
        raise ConfigError(f"找不到基线文件 {baseline}；用 --write-baseline 写一份。") from None
    return _read(baseline, stamp).get(_key(baseline, path), frozenset())


def check_target(baseline: str, inputs: Iterable[str]) -> None:
    """Raise an error if a baseline cannot be written: where a file is to be checked, or another that is no baseline."""
    spare(baseline, identities(inputs))
    probe(baseline)
    try:
        if os.path.isfile(baseline) and os.path.getsize(baseline):
            _read(baseline, os.stat(baseline).st_mtime_ns)
    except ConfigError:
        raise ConfigError(f"已有的文件 {baseline} 不是基线文件，没有改动；请换一个文件名。") from None


def write_baseline(baseline: str, reports: Mapping[str, Iterable[Recorded]]) -> None:
    """Write the findings of every report; one line for each, so that a comparison of versions can be read."""
    import json

    parts = []
    for path, findings in sorted(reports.items()):
        lines = ",\n".join(f"   {json.dumps(each._asdict(), ensure_ascii=False)}" for each in findings)
        parts.append(f"  {json.dumps(_key(baseline, path), ensure_ascii=False)}: [" + (f"\n{lines}\n  ]" if lines else "]"))
    files = "{\n" + ",\n".join(parts) + "\n }" if parts else "{}"
    with open(baseline, "w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{\n "schema": "{SCHEMA}",\n "files": {files}\n}}\n')


@lru_cache(maxsize=8)
def _read(baseline: str, stamp: int) -> Mapping[str, frozenset[str]]:
    """Read it once for many reports, as long as it does not change."""
    import json

    del stamp

    try:
        with open(baseline, encoding="utf-8") as file:
            data = json.load(file)
        files = {SCHEMA: data["files"]}[data["schema"]]
        return {path: frozenset(str(each["fingerprint"]) for each in known) for path, known in files.items()}
    except OSError as error:
        raise ConfigError(f"无法读取基线文件 {baseline}：{reason(error)}。") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ConfigError(f"{baseline} 不是 --write-baseline 写出的基线文件。") from None


def _key(baseline: str, path: str) -> str:
    """Return a report's path as seen from the baseline, so that both can move together; standard input is ``-``."""
    if path == "-":
        return path
    try:
        return os.path.relpath(os.path.abspath(path), os.path.dirname(os.path.abspath(baseline))).replace(os.sep, "/")
    except ValueError:  # on another drive
        return os.path.abspath(path).replace(os.sep, "/")
