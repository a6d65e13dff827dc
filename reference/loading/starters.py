"""The starter vocabulary of a region: skills and occupations in everyday words, and what belongs together."""

from collections.abc import Callable, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from reference.loading.batches import Watch, unwatched
from reference.loading.cells import nearest
from reference.loading.concepts import ConceptModel, load_concepts
from reference.loading.pack import Pack
from reference.loading.relations import load_needs, load_relations
from reference.loading.starter_rows import OCCUPATIONS, SKILLS, Seen, Starter, occupation_of, skill_of
from reference.models import LabelSource, Occupation, OccupationSkill, Sector, Skill, SkillRelation
from reference.reporting import Report
from reference.tables import Column, Row, Table

Read = Callable[[Row, int | None, Seen, Report], Starter | None]
Loaded = list[tuple[Report, list[Starter]]]


def load_starters(pack: Pack, reports: list[Report], *, watch: Watch = unwatched) -> None:
    """Load the skills and occupations of a pack, one report per file."""
    skills = _load(pack, "skills", (Skill, SKILLS, skill_of), reports, watch)
    occupations = _load(pack, "occupations", (Occupation, OCCUPATIONS, occupation_of), reports, watch)
    keys = _keys(Skill, skills)
    for report, starters in skills:
        _relate(starters, keys, report)
    owners = _keys(Occupation, occupations)
    for report, starters in occupations:
        _need(starters, owners, keys, report)


def opened(path: Path, columns: tuple[Column, ...], reports: list[Report]) -> tuple[Table, Report]:
    """Open a file of a pack with a report of its own, which gets the warnings of the file."""
    report = Report(f"{path.parent.name}/{path.name}")
    reports.append(report)
    table = Table(path, columns)
    report.warnings.extend(table.warnings)
    return table, report


def _load(
    pack: Pack,
    name: str,
    kind: tuple[ConceptModel, tuple[Column, ...], Read],
    reports: list[Report],
    watch: Watch,
) -> Loaded:
    """Load one file per sector; give what was read, by report."""
    model, columns, read = kind
    sectors = dict(Sector.objects.values_list("code", "pk"))
    seen = Seen()
    loaded = []
    for sector, path in pack.by_sector(name):
        table, report = opened(path, columns, reports)
        found = [starter for row in watch(table) if (starter := read(row, sectors.get(sector), seen, report))]
        concepts = [starter.concept for starter in found]
        load_concepts(model, concepts, source=LabelSource.REGION, report=report)
        report.errors.extend(table.errors)
        loaded.append((report, found))
    return loaded


def _keys(model: ConceptModel, loaded: Loaded) -> dict[str, int]:
    """Give short name → key of what was loaded."""
    uris = {starter.slug: starter.concept.uri for _report, found in loaded for starter in found}
    keys = dict(model.objects.filter(uri__in=set(uris.values())).values_list("uri", "pk"))
    return {slug: keys[uri] for slug, uri in uris.items()}


def _others(starter: Starter, column: str, keys: Mapping[str, int], report: Report) -> list[int]:
    """Give the keys of the skills that a column names; those that no file has are errors of the row."""
    words = starter.others[column]
    for word in words:
        if word not in keys:
            detail = _("“%(word)s” is no skill of the region") % {"word": word}
            report.errors.append(starter.row.error(column, "unknown_skill", detail, nearest(word, keys)))
    return [keys[word] for word in words if word in keys]


def _relate(starters: list[Starter], keys: Mapping[str, int], report: Report) -> None:
    related = SkillRelation.Kind.RELATED
    wanted = {
        (keys[starter.slug], other, related)
        for starter in starters
        for other in _others(starter, "related", keys, report)
    }
    load_relations(wanted, report)


def _need(
    starters: list[Starter], owners: Mapping[str, int], keys: Mapping[str, int], report: Report
) -> None:
    wanted: dict[tuple[int, int], str] = {}
    for starter in starters:
        for kind in (OccupationSkill.Kind.OPTIONAL, OccupationSkill.Kind.ESSENTIAL):
            for skill in _others(starter, kind, keys, report):
                wanted[owners[starter.slug], skill] = kind
    load_needs(wanted, report)
