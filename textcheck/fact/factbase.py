"""All that the rules may ask about a report."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from textcheck.fact.account_codes import AccountPaths
from textcheck.fact.appraisal.read import read_appraisal
from textcheck.fact.coded import CodedRow, coded_rows
from textcheck.fact.fact import THIS_YEAR, TOTAL, AspectIndex, Fact, Key
from textcheck.fact.figures import ReportFigure, report_figures
from textcheck.fact.identity import Identity, identify
from textcheck.fact.narrative import read_narrative
from textcheck.fact.parts import Parts, find_parts
from textcheck.fact.paths import AccountPath, find_paths
from textcheck.fact.projects import Project, read_projects
from textcheck.fact.recognise import bind_tables
from textcheck.lexicon.choice import AS_RECOGNISED, ProfileChoice
from textcheck.lexicon.profile import Profile, load_profile, profile_marks
from textcheck.quantity.quantity import Bound

if TYPE_CHECKING:
    from textcheck.document.blocks import Document
    from textcheck.fact.appraisal.model import Appraisal
    from textcheck.fact.mentions import Mention
    from textcheck.fact.table import BoundTable
    from textcheck.lexicon.measures import Aspects
    from textcheck.lexicon.profile import Relation

NARRATIVE = "说明文字"
_FUND = 2


@dataclass(frozen=True, eq=False)
class FactBase:
    """The document and what was understood of it; duplicates are kept as lists."""

    document: Document
    choice: ProfileChoice = AS_RECOGNISED

    @cached_property
    def profile(self) -> Profile:
        """The kind of report that this is, as the user says or as it shows."""
        recognised = recognise_profile(self.document, self.identity)
        if self.choice == AS_RECOGNISED:
            return recognised
        from textcheck.lexicon.relations import chosen_profile

        return chosen_profile(recognised.id, self.choice)

    @cached_property
    def identity(self) -> Identity:
        """Whose report this is, of which year and kind."""
        identity = identify(self.document)
        if not self.choice.profile:
            return identity
        named = load_profile(self.choice.profile, self.choice.folder)
        return identity._replace(kind="budget" if named.kind == "budget" else "final")

    @cached_property
    def fund_sums(self) -> dict[str, list[Relation]]:
        """The profile's relations that sum up funds, by the fund that they make."""
        found: dict[str, list[Relation]] = {}
        for relation in self.profile.relations:
            if relation.kind == "summation" and relation.axes == (_FUND,):
                found.setdefault(relation.total[0], []).append(relation)
        return found

    @cached_property
    def parts(self) -> Parts:
        """Which parts of a whole report are there."""
        return find_parts(self.document, self.profile)

    @cached_property
    def accounts(self) -> tuple[CodedRow, ...]:
        """The account codes of the tables with the names beside them."""
        return coded_rows(self.document)

    @cached_property
    def tables(self) -> tuple[BoundTable, ...]:
        """The tables that the profile knows, bound cell by cell."""
        return tuple(bind_tables(self.document.tables, self.profile, self.identity.year))

    @cached_property
    def by_key(self) -> dict[Key, list[Fact]]:
        """The cells of all tables by what they mean, blank ones too; detailed tables before balance tables."""
        index: dict[Key, list[Fact]] = defaultdict(list)
        for table in sorted(self.tables, key=lambda table: table.classes):
            for fact in table.facts:
                index[fact.key].append(fact)
        return dict(index)

    @cached_property
    def chosen(self) -> dict[Key, Fact]:
        """One cell for every meaning: the first that is printed, else the first."""
        return {key: next((f for f in found if f.printed), found[0]) for key, found in self.by_key.items()}

    @cached_property
    def appraisal(self) -> Appraisal:
        """The self-appraisal: sheets, summaries and the sentences about them."""
        return read_appraisal(self.document)

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """The projects that target sheets and lists of projects give, with their money."""
        return read_projects(self.document)

    @cached_property
    def account_names(self) -> dict[str, str]:
        """The functional accounts by code, as most of the report's own tables name them."""
        said: dict[str, Counter[str]] = defaultdict(Counter)
        for table in self.tables:
            if table.kind.accounts == "functional":
                for code, name in table.codes.items():
                    said[code][name] += 1
        return {code: names.most_common(1)[0][0] for code, names in said.items()}

    @cached_property
    def account_paths(self) -> tuple[AccountPath, ...]:
        """The account paths of the prose, in order."""
        return tuple(find_paths(self.document))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The figures of the narrative with their roles, in order."""
        units = dict.fromkeys(fact.key.unit for table in self.tables for fact in table.facts if fact.key.unit)  # in order
        return tuple(
            read_narrative(self.document, self.profile, AccountPaths(self.account_names), self.identity.year or 0, units)
        )

    @cached_property
    def stated(self) -> dict[Key, Fact]:
        """The amounts that the narrative states, by meaning; the first statement counts."""
        stated: dict[Key, Fact] = {}
        for mention in self.mentions:
            if mention.role == "value" and mention.quantity.bound is Bound.EXACT:
                for key in mention.keys:
                    stated.setdefault(key, Fact(key, mention.quantity, mention.span, mention.subject, NARRATIVE))
        return stated

    @cached_property
    def chosen_by_aspect(self) -> AspectIndex:
        """The chosen cells by each of their aspects."""
        return AspectIndex(self.chosen.values())

    @cached_property
    def stated_by_aspect(self) -> AspectIndex:
        """The stated amounts by each of their aspects."""
        return AspectIndex(self.stated.values())

    @cached_property
    def figures(self) -> tuple[ReportFigure, ...]:
        """Every figure of the report, for the ledger."""
        bound = {id(table.table) for table in self.tables}
        return report_figures(
            self.document.source.text, self.mentions, self.tables, [t for t in self.document.tables if id(t) not in bound]
        )

    @cached_property
    def _bound(self) -> dict[int, BoundTable]:
        return {id(table.table): table for table in self.tables}

    def are_whole(self, *cells: Fact) -> bool:
        """Tell whether all that stands in the rows and columns of cells was read; else their sums prove nothing."""
        tables = ((self._bound.get(id(cell.table)), cell) for cell in cells)
        return all(table is None or table.is_whole(cell) for table, cell in tables)

    def key(self, aspects: Aspects) -> Key:
        """Return the key that aspects name in this kind of report, this year."""
        return Key(
            aspects.concept or TOTAL,
            aspects.flow,
            aspects.fund,
            aspects.nature or TOTAL,
            aspects.measure or self.profile.measure,
            THIS_YEAR,
        )

    def find(self, key: Key) -> Fact | None:
        """Return the first printed figure with this meaning, else a blank cell of it, else None."""
        return self.chosen.get(key)


def recognise_profile(document: Document, identity: Identity) -> Profile:
    """Return the first profile whose marks a report bears; what does not say what it is, is read as final accounts."""
    kind = "budget" if identity.kind == "budget" else "final_accounts"
    titles = [p.text for table in document.tables for p in table.titles]
    for mark in profile_marks():
        if (
            mark.kind == kind
            and (not mark.until or 0 < identity.year <= mark.until)
            and mark.wording in ("", identity.wording)
            and mark.name in identity.department
            and (mark.tables is None or any(map(mark.tables.search, titles)))
        ):
            return load_profile(mark.id)
    return load_profile(kind)
