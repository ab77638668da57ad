"""From all findings of a report to those that are shown: severities, suppressions, the baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textcheck.assertion import Level
from textcheck.engine import select_rules
from textcheck.lexicon.choice import AS_RECOGNISED, ProfileChoice
from textcheck.notices import KINDS, IdleRelation, UnusedSuppression, idle_relations, of_file
from textcheck.settings import OFF
from textcheck.suppress import notices, read_suppressions, suppress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textcheck.engine import Result
    from textcheck.finding import Finding
    from textcheck.report import Report
    from textcheck.rules.base import Rule
    from textcheck.settings import Settings

_LOUDEST_FIRST = tuple(Level)
_USUAL = "final_accounts"


def chosen_rules(settings: Settings) -> tuple[Rule, ...]:
    """Return the rules to apply; raise ConfigError for a code that there is not."""
    rules = select_rules(settings.select, settings.ignore)
    return tuple(rule for rule in rules if settings.severity_of(rule.code) != OFF) if settings.severity else rules


def profile_choice(settings: Settings) -> ProfileChoice:
    """Return what the settings say about the kind of report."""
    return ProfileChoice(settings.profile, settings.relations, settings.profiles)


def check_settings(settings: Settings) -> None:
    """Raise ConfigError or LexiconError if settings name something that there is not, before any report is read."""
    chosen_rules(settings)
    choice = profile_choice(settings)
    if choice != AS_RECOGNISED:
        from textcheck.lexicon.relations import chosen_profile

        chosen_profile(_USUAL, choice)
    if settings.baseline:
        from textcheck.baseline import known_in

        known_in(settings.baseline, "")


def triage(report: Report, rules: Sequence[Rule], settings: Settings, result: Result) -> Report:
    """Return ``report`` with its findings at their severity, less those suppressed and those that the baseline knows."""
    document = report.document
    assert document is not None
    if settings.relations and settings.wants(IdleRelation.code) and not settings.select and not settings.ignore:
        level = Level(settings.severity_of(IdleRelation.code) or IdleRelation.level)
        report = report._replace(notices=tuple(idle_relations(settings.relations, result.assertions, level)))
    findings = _at_severity(report.findings, rules, settings) if settings.severity else list(report.findings)
    codes = [author.code for author in (*select_rules(), *KINDS)]
    suppressions = read_suppressions(document, report.path, settings.suppressions, codes)
    if suppressions:
        findings, quiet, unused = suppress(document, findings, suppressions)
        report = report._replace(suppressed=tuple(quiet))
        if settings.wants(UnusedSuppression.code):
            ran = {rule.code for rule in rules} - {rule.code for rule in result.crashed}
            level = Level(settings.severity_of(UnusedSuppression.code) or UnusedSuppression.level)
            every_rule = len(ran) == len(select_rules())
            report = report._replace(notices=(*report.notices, *notices(unused, ran, level, every_rule=every_rule)))
    remarks = [remark for remark in document.source.remarks if settings.wants(remark.code)]
    if remarks:
        of_the_file = of_file(remarks, report.path, settings.severity_of)
        report = report._replace(notices=(*of_the_file, *report.notices))
    if settings.baseline:
        from textcheck.baseline import known_in

        marks = known_in(settings.baseline, report.path)
        report = report._replace(known=tuple(finding for finding in findings if marks.issuperset(finding.fingerprints)))
        findings = [finding for finding in findings if not marks.issuperset(finding.fingerprints)]
    return report._replace(findings=tuple(findings))


def _at_severity(findings: Sequence[Finding], rules: Sequence[Rule], settings: Settings) -> list[Finding]:
    """Return the findings at the severity set for their rules; what a rule itself says more quietly is not made louder."""
    usual = {rule.code: rule.level for rule in rules}
    changed: list[Finding] = []
    for finding in findings:
        wanted = settings.severity_of(finding.code)
        level = Level(wanted) if wanted else finding.level
        if _loudness(finding.level) > _loudness(usual[finding.code]):
            level = max(level, finding.level, key=_loudness)
        changed.append(finding._replace(level=level))
    return changed


def _loudness(level: Level) -> int:
    return _LOUDEST_FIRST.index(level)
