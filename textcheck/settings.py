"""What the user wants of a check; the defaults are those of a run without a settings file."""

from __future__ import annotations

from typing import NamedTuple

SEVERITIES = ("error", "warning", "info")
OFF = "off"
SUPPRESSIONS = "{name}.textcheck.toml"


class Settings(NamedTuple):
    """The settings for one report; ``severity`` pairs the code of a rule, or its beginning, with a level or ``off``.

    ``relations``, ``profiles`` and ``baseline`` are paths; ``suppressions`` names the file beside a report that holds its
    suppressions, ``{name}`` standing for the report's file name.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    profile: str = ""
    relations: tuple[str, ...] = ()
    profiles: str = ""
    fail_on: str = "warning"
    baseline: str = ""
    suppressions: str = SUPPRESSIONS

    def severity_of(self, code: str) -> str:
        """Return the severity set for a rule: that of the longest beginning of its code, or nothing."""
        fitting = [pair for pair in self.severity if code.startswith(pair[0])]
        return max(fitting, key=lambda pair: len(pair[0]))[1] if fitting else ""

    def wants(self, code: str) -> bool:
        """Tell whether a rule is to be applied."""
        chosen = not self.select or code.startswith(self.select)
        return chosen and not (self.ignore and code.startswith(self.ignore)) and self.severity_of(code) != OFF


USUAL = Settings()
