"""A list of vacancies, brought in: what is offered anew, what changed, and at which establishment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from profiles.match_changes import posts_changed
from profiles.models import Company, Establishment
from profiles.reading.cells import Cells
from profiles.reading.chunks import in_chunks
from profiles.reading.companies import Companies, Establishments
from profiles.reading.lookups import Places, Programmes, Sectors
from profiles.reading.skill_lists import WordLinks
from profiles.reading.values import BadValue
from reference.linking import occupations_of
from reference.models import Occupation
from reference.reporting import Report
from reference.tables import Row
from vacancies.asking import AskedPlan, asked_by, plan_asked, write_asked
from vacancies.models import Vacancy, VacancySkill
from vacancies.vacancy_list import Lookups, VacancyRow, contradiction, read_row

WRITTEN = (
    "kind", "title", "description", "occupation", "establishment", "sector", "level", "level_min",
    "level_max", "crebos", "remote", "start", "end", "hours_min", "hours_max", "weekdays", "languages",
    "licences", "hazard", "seats", "pay_period", "pay_amount", "updated_at",
)  # fmt: skip


def import_vacancies(
    rows: Iterable[Row],
    report: Report,
    *,
    company: Company | None = None,
    create_companies: bool = False,
    draft: bool = False,
) -> None:
    """Bring vacancies in, by company and reference; run it inside ``all_or_nothing``.

    ``company`` is whose list it is; without one, every row names its company. A reference that is known
    updates that vacancy, an empty cell leaves what is known, and a list of skills replaces the one known. New
    vacancies are open unless ``draft``. Also makes establishments (and companies, unverified, when asked to),
    links words and occupations, and tells the matcher what changed. Bad rows stand in ``report.errors``.
    """
    status = Vacancy.Status.DRAFT if draft else Vacancy.Status.OPEN
    job = _VacancyImport(report, company, Companies(create=create_companies), status)
    for chunk in in_chunks(rows):
        job.take(chunk)


@dataclass(slots=True)
class _Line:
    """One row that could be read, and whose vacancy it is."""

    cells: Cells
    told: VacancyRow
    company: Company


@dataclass(slots=True)
class _Draft:
    """One good row with the vacancy as it will be."""

    vacancy: Vacancy
    is_new: bool
    fields_changed: bool
    asked: AskedPlan

    @property
    def changed(self) -> bool:
        return bool(self.fields_changed or self.asked)


@dataclass(slots=True)
class _Known:
    """What is known of the vacancies in a chunk: a fixed number of queries."""

    vacancies: dict[tuple[str, str], Vacancy]
    asked: dict[int, list[VacancySkill]]
    establishments: Establishments
    occupations: dict[str, Occupation | None]

    @classmethod
    def of(cls, lines: Sequence[_Line], places: dict[int, str]) -> "_Known":
        """Fetch it."""
        companies = [line.company for line in lines]
        told = [line.told for line in lines]
        rows = Vacancy.objects.filter(
            company__in={company.pk for company in companies} - {None},
            reference__in=[each.reference for each in told],
        ).select_related("company", "establishment")
        ids = {each.leerbedrijf_id for each in told} - {""}
        words = list(dict.fromkeys(word for each in told for word in (each.occupation, each.title) if word))
        return cls(
            {(row.company.slug, row.reference): row for row in rows},
            asked_by(rows),
            Establishments(companies, ids, places),
            dict(zip(words, occupations_of(words), strict=True)),
        )


@dataclass(slots=True)
class _VacancyImport:
    """The state of one import: what was seen so far, and what rows refer to."""

    report: Report
    company: Company | None
    companies: Companies
    status: str
    lookups: Lookups = field(default_factory=lambda: Lookups(Places(), Programmes(), Sectors()))
    links: WordLinks = field(init=False)
    first_rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.links = WordLinks(self.report)

    def take(self, chunk: Sequence[Row]) -> None:
        """Read, check and write a chunk of rows."""
        lines = [line for row in chunk if (line := self._read(row))]
        self.links.learn((line.told.row, word.text) for line in lines for word in line.told.skills or ())
        known = _Known.of(lines, self.lookups.places.names)
        drafts = [draft for line in lines if (draft := self._draft(line, known))]
        self._write(drafts, known)

    def _read(self, row: Row) -> _Line | None:
        """Read one row; it is left out when anything is wrong, or when the list had its reference before."""
        cells = Cells(row)
        told = read_row(cells, self.lookups)
        company = self._company_of(cells)
        if company and told.reference:
            first = self.first_rows.setdefault((company.slug, told.reference), row.number)
            if first != row.number:
                detail = _("this reference stands in row %(row)d already") % {"row": first}
                cells.refuse("reference", "duplicate_reference", detail)
        if company and not cells.errors:
            return _Line(cells, told, company)
        self._settle(cells)
        return None

    def _settle(self, cells: Cells) -> bool:
        """Put what was found in a row into the report; tell whether the row is good."""
        self.report.errors.extend(cells.errors)
        self.report.warnings.extend(cells.warnings)
        self.report.skipped += bool(cells.errors)
        return not cells.errors

    def _company_of(self, cells: Cells) -> Company | None:
        """Find the company of a row; a list of one company may name no other."""
        if self.company is None:
            return cells.require("company", self.companies.find)
        named = cells.read("company", self.companies.find)
        if named and named != self.company:
            detail = _("is not %(company)s, whose list this is") % {"company": self.company}
            cells.refuse("company", "other_company", detail)
        return self.company

    def _draft(self, line: _Line, known: _Known) -> _Draft | None:
        """Put what a row tells over what is known."""
        vacancy = known.vacancies.get((line.company.slug, line.told.reference))
        if vacancy is None:
            vacancy = Vacancy(company=line.company, reference=line.told.reference, status=self.status)
        is_new, identified = vacancy.pk is None, len(known.establishments.identified)
        told = line.told.told | _occupation(line, vacancy, known) | _establishment(line, vacancy, known)
        changed = _tell(vacancy, told) or len(known.establishments.identified) > identified
        if wrong := contradiction(vacancy):
            line.cells.refuse(*wrong)
        asked = AskedPlan()
        if line.told.skills is not None:
            asked = plan_asked(vacancy, line.told.skills, known.asked.get(vacancy.pk, []), self.links)
        return _Draft(vacancy, is_new, changed, asked) if self._settle(line.cells) else None

    def _write(self, drafts: Sequence[_Draft], known: _Known) -> None:
        """Write the drafts of a chunk in a fixed number of statements, and count them."""
        _write_hosts([draft.vacancy for draft in drafts], known.establishments.identified)
        new = [draft for draft in drafts if draft.is_new]
        changed = [draft for draft in drafts if draft.changed and not draft.is_new]
        Vacancy.objects.bulk_create([draft.vacancy for draft in new])
        Vacancy.objects.bulk_create(
            [draft.vacancy for draft in changed if draft.fields_changed],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=WRITTEN,
        )
        write_asked([draft.asked for draft in drafts])
        posts_changed(draft.vacancy.pk for draft in (*new, *changed))
        self.report.added += len(new)
        self.report.changed += len(changed)
        self.report.unchanged += len(drafts) - len(new) - len(changed)


def _occupation(line: _Line, vacancy: Vacancy, known: _Known) -> dict[str, int | None]:
    """Find the occupation by its own cell, else by the title where that is new."""
    cell, title = line.told.occupation, line.told.title
    by_cell = known.occupations.get(cell)
    if cell and by_cell is None:
        detail = _("“%(word)s” is no occupation that we know; the title is tried instead") % {"word": cell}
        line.cells.warn("occupation", "unknown_occupation", detail)
    if not cell and vacancy.occupation_id and vacancy.title == title:
        return {}
    found = by_cell or known.occupations.get(title)
    return {"occupation_id": found.pk if found else None}


def _establishment(line: _Line, vacancy: Vacancy, known: _Known) -> dict[str, Establishment | None]:
    """Find the establishment; a vacancy that is known stays where it is when nothing is told."""
    told = line.told
    if vacancy.pk and not (told.place_id or told.establishment or told.leerbedrijf_id):
        return {}
    try:
        found = known.establishments.find(
            line.company,
            place_id=told.place_id,
            name=told.establishment,
            leerbedrijf_id=told.leerbedrijf_id,
        )
    except BadValue as bad:
        column = "establishment" if bad.code == "unknown_establishment" else "leerbedrijf_id"
        text = told.establishment or told.leerbedrijf_id
        line.cells.refuse(column, bad.code, f"“{text}” {bad.detail}", bad.suggestion)
        return {}
    return {"establishment": found}


def _tell(vacancy: Vacancy, told: dict[str, Any]) -> bool:
    """Fill in what a row tells; tell whether that changed anything."""
    different = {name: value for name, value in told.items() if getattr(vacancy, name) != value}
    for name, value in different.items():
        setattr(vacancy, name, value)
    return bool(different)


def _write_hosts(vacancies: Sequence[Vacancy], identified: Sequence[Establishment]) -> None:
    """Write the companies and establishments that good rows brought along."""
    companies = {each.company.slug: each.company for each in vacancies if each.company.pk is None}
    Company.objects.bulk_create(companies.values())
    used = {id(each.establishment): each.establishment for each in vacancies if each.establishment}
    Establishment.objects.bulk_create([each for each in used.values() if each.pk is None])
    known = [each for each in identified if each.pk and id(each) in used]
    Establishment.objects.bulk_update(known, ["leerbedrijf_id"], batch_size=200)
