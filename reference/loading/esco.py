"""The European classification ESCO, loaded from its official CSV files (v1.1 and v1.2)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reference.headers import RowError, TableError
from reference.loading.batches import Watch, unwatched
from reference.loading.concepts import Concept, ConceptModel, load_concepts
from reference.loading.esco_rows import (
    BROADER,
    CONCEPTS,
    NEEDS,
    RELATIONS,
    concept_of,
    occupation_fields,
    skill_fields,
)
from reference.loading.marking import new_edition
from reference.loading.relations import load_needs, load_relations
from reference.models import LabelSource, Occupation, OccupationSkill, Skill, SkillRelation
from reference.reporting import Report
from reference.tables import Column, Row, Table

MODELS: tuple[tuple[str, ConceptModel], ...] = (("skills", Skill), ("occupations", Occupation))


def load_esco(
    directory: str | Path,
    *,
    languages: Sequence[str] = ("nl", "en"),
    reports: list[Report] | None = None,
    watch: Watch = unwatched,
) -> list[Report]:
    """Load skills and occupations in these languages, and what belongs together; one report per file.

    Looks for ``skills_xx.csv`` and the like in the folder and those below it; relations may stand in a file
    of any language. ESCO adds labels to concepts that a region has named, never taking the region's place.
    Makes a new `Edition` when anything changed. Raises `TableError` for a folder without the files.
    """
    reports = [] if reports is None else reports
    files = _Files(Path(directory), languages)
    for language in languages:
        for name, model in MODELS:
            if file := files.concepts(name, language):
                _load_labels(file, model, language, reports, watch)
            else:
                reports.append(_missing(name, language))
    if file := files.relations("occupationSkillRelations"):
        _load_needs(file, reports, watch)
    for name, columns in (("skillSkillRelations", RELATIONS), ("broaderRelationsSkillPillar", BROADER)):
        if file := files.relations(name):
            _load_relations(file, columns, reports, watch)
    new_edition(f"ESCO {' '.join(languages)}", reports)
    return reports


class _Files:
    """The files of the set, wherever below the folder they were unpacked."""

    def __init__(self, directory: Path, languages: Sequence[str]) -> None:
        if not directory.is_dir():
            detail = _("there is no folder %(folder)s") % {"folder": directory}
            raise TableError([RowError(0, "", "missing_folder", detail)])
        self._languages = languages
        self._found = {path.name.casefold(): path for path in sorted(directory.rglob("*.csv"), reverse=True)}

    def concepts(self, name: str, language: str) -> Path | None:
        """Give the file of one language, or None; raises `TableError` where the folder has nothing of it."""
        own = [f"{each}_{language}.csv".casefold() for each, _model in MODELS]
        if not any(file in self._found for file in own):
            raise TableError([_missing(name, language).warnings[0]])
        return self._found.get(f"{name}_{language}.csv".casefold())

    def relations(self, name: str) -> Path | None:
        """Give the file with these relations, of one of the languages, else of any; None without one."""
        prefix = f"{name}_".casefold()
        wanted = [f"{prefix}{language}.csv" for language in self._languages]
        others = sorted(file for file in self._found if file.startswith(prefix))
        return next((self._found[file] for file in (*wanted, *others) if file in self._found), None)


def _missing(name: str, language: str) -> Report:
    """Make the report of a file that is not there."""
    file = f"{name}_{language}.csv"
    detail = _("%(file)s is not in the folder; download this language of the set") % {"file": file}
    return Report(file, warnings=[RowError(0, "", "missing_file", detail)])


def _opened(file: Path, columns: Sequence[Column], reports: list[Report]) -> tuple[Table, Report]:
    """Open one file of the set with its report; headings that we do not use are ESCO's own business."""
    report = Report(file.name)
    reports.append(report)
    table = Table(file, columns, most_rows=None)
    report.warnings.extend(each for each in table.warnings if each.code != "unknown_column")
    return table, report


def _load_labels(file: Path, model: ConceptModel, language: str, reports: list[Report], watch: Watch) -> None:
    table, report = _opened(file, CONCEPTS, reports)
    fields = skill_fields if model is Skill else occupation_fields

    def concepts() -> Iterator[Concept]:
        seen: dict[str, int] = {}
        for row in watch(table):
            if concept := concept_of(row, language, fields(row), seen, report):
                yield concept

    load_concepts(model, concepts(), source=LabelSource.ESCO, report=report)
    report.errors.extend(table.errors)


def _load_needs(file: Path, reports: list[Report], watch: Watch) -> None:
    table, report = _opened(file, NEEDS, reports)
    unknown = _Unknown(report)
    occupations, skills = _keys(Occupation), _keys(Skill)
    wanted: dict[tuple[int, int], str] = {}
    for row in watch(table):
        kind = _kind(row, report)
        pair = unknown.pair(row, (occupations, row.values["occupation"]), (skills, row.values["skill"]))
        if kind and pair and wanted.get(pair) != OccupationSkill.Kind.ESSENTIAL:
            wanted[pair] = kind
    unknown.warn()
    load_needs(wanted, report)
    report.errors.extend(table.errors)


def _load_relations(file: Path, columns: Sequence[Column], reports: list[Report], watch: Watch) -> None:
    """Load relations between skills; those with a group of skills are passed over."""
    table, report = _opened(file, columns, reports)
    kind = SkillRelation.Kind.BROADER if columns is BROADER else SkillRelation.Kind.RELATED
    unknown, skills = _Unknown(report), _keys(Skill)
    wanted: set[tuple[int, int, str]] = set()
    for row in watch(table):
        if "group" in row.values["other_type"].casefold() or "group" in row.values["type"].casefold():
            report.skipped += 1
        elif pair := unknown.pair(row, (skills, row.values["skill"]), (skills, row.values["other"])):
            wanted.add((*pair, kind))
    unknown.warn()
    load_relations(wanted, report)
    report.errors.extend(table.errors)


def _keys(model: ConceptModel) -> dict[str, int]:
    return dict(model.objects.values_list("uri", "pk"))


def _kind(row: Row, report: Report) -> str:
    """Read essential or optional; anything else is an error of the row."""
    kind = row.values["kind"].casefold()
    if kind not in OccupationSkill.Kind.values:
        detail = _("“%(kind)s” is neither essential nor optional") % {"kind": kind}
        report.errors.append(row.error("relationType", "unknown_relation_type", detail))
        return ""
    return kind


class _Unknown:
    """Relations that name concepts without a label in the languages loaded: counted, told once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._first: tuple[int, str] | None = None
        self._count = 0

    def pair(self, row: Row, *ends: tuple[dict[str, int], str]) -> tuple[int, int] | None:
        """Give the keys of both ends, or None when one is unknown."""
        missing = [uri for keys, uri in ends if uri not in keys]
        if not missing:
            (one, uri), (other, other_uri) = ends
            return one[uri], other[other_uri]
        self._first = self._first or (row.number, missing[0])
        self._count += 1
        return None

    def warn(self) -> None:
        """Report them."""
        self._report.skipped += self._count
        if self._first:
            told = ngettext(
                "%(count)d relation names a concept that is in no language loaded, first %(uri)s",
                "%(count)d relations name concepts that are in no language loaded, first %(uri)s",
                self._count,
            )
            detail = told % {"count": self._count, "uri": self._first[1] or "“”"}
            self._report.warnings.append(RowError(self._first[0], "", "unknown_concepts", detail))
