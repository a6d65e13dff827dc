"""One row of a list put over what is known: the vacancy as it will be, not saved yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from profiles.models import Company, Establishment
from profiles.reading.cells import Cells
from profiles.reading.companies import Establishments
from profiles.reading.skill_lists import WordLinks
from profiles.reading.values import BadValue
from reference.linking import Titled, occupations_of
from vacancies.asking import AskedPlan, asked_by, plan_asked
from vacancies.models import Vacancy, VacancySkill
from vacancies.vacancy_list import VacancyRow, contradiction


@dataclass(slots=True)
class Line:
    """One row that could be read, and whose vacancy it is."""

    cells: Cells
    told: VacancyRow
    company: Company


@dataclass(slots=True)
class Draft:
    """One good row with the vacancy as it will be; ``read_anew``: by another edition of the vocabulary."""

    vacancy: Vacancy
    is_new: bool
    fields_changed: bool
    asked: AskedPlan
    read_anew: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.fields_changed or self.asked)

    @property
    def rewritten(self) -> bool:
        return not self.is_new and (self.fields_changed or self.read_anew)


@dataclass(slots=True)
class Known:
    """What is known of the vacancies in a chunk: a fixed number of queries."""

    vacancies: dict[tuple[str, str], Vacancy]
    asked: dict[int, list[VacancySkill]]
    establishments: Establishments
    titles: dict[str, Titled]

    @classmethod
    def of(cls, lines: Sequence[Line], places: dict[int, str]) -> "Known":
        """Fetch it."""
        companies = [line.company for line in lines]
        told = [line.told for line in lines]
        rows = Vacancy.objects.filter(
            company__in={company.pk for company in companies} - {None},
            reference__in=[each.reference for each in told],
        ).select_related("company", "establishment")
        rows = rows.annotate(seats_apart=Sum("blocks__seats"))
        ids = {each.leerbedrijf_id for each in told} - {""}
        words = list(dict.fromkeys(word for each in told for word in (each.occupation, each.title) if word))
        return cls(
            {(row.company.slug, row.reference): row for row in rows},
            asked_by(rows),
            Establishments(companies, ids, places),
            dict(zip(words, occupations_of(words), strict=True)),
        )


def draft_of(line: Line, known: Known, links: WordLinks, *, status: str) -> Draft:
    """Put what a row tells over what is known; it counts only without errors in ``line.cells``.

    ``status`` is that of a vacancy that is new.
    """
    vacancy = known.vacancies.get((line.company.slug, line.told.reference))
    if vacancy is None:
        vacancy = Vacancy(company=line.company, reference=line.told.reference, status=status)
    is_new, identified = vacancy.pk is None, len(known.establishments.identified)
    told = line.told.told | _occupation(line, vacancy, known) | _establishment(line, vacancy, known)
    changed = _tell(vacancy, told) or len(known.establishments.identified) > identified
    if wrong := contradiction(vacancy) or _kept_apart(vacancy, told):
        line.cells.refuse(*wrong)
    asked = AskedPlan()
    if line.told.skills is not None:
        asked = plan_asked(vacancy, line.told.skills, known.asked.get(vacancy.pk, []), links)
    read_anew = (is_new or line.told.skills is not None) and vacancy.words_edition != links.edition
    if read_anew:
        vacancy.words_edition = links.edition
    return Draft(vacancy, is_new, changed, asked, read_anew)


def _occupation(line: Line, vacancy: Vacancy, known: Known) -> dict[str, int | list[str] | None]:
    """Find the occupation by its own cell, else by the title where that is new."""
    cell, title = line.told.occupation, line.told.title
    by_cell, by_title = known.titles.get(cell, Titled()), known.titles.get(title, Titled())
    if cell and by_cell.occupation is None:
        detail = _("“%(word)s” is no occupation that we know; the title is tried instead") % {"word": cell}
        line.cells.warn("occupation", "unknown_occupation", detail)
    if not cell and vacancy.occupation_id and vacancy.title == title:
        return {}
    found = by_cell.occupation or by_title.occupation
    near = [] if found else by_cell.near or by_title.near
    return {"occupation_id": found.pk if found else None, "near_occupations": near}


def _establishment(line: Line, vacancy: Vacancy, known: Known) -> dict[str, Establishment | None]:
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


def _kept_apart(vacancy: Vacancy, told: dict[str, Any]) -> tuple[str, str, str] | None:
    """Say what is wrong with another number of seats where a company keeps them apart."""
    apart = getattr(vacancy, "seats_apart", None)
    if apart is None or told.get("seats", apart) == apart:
        return None
    return "seats", "seats_kept_apart", _("the seats are kept apart: change their number there")


def _tell(vacancy: Vacancy, told: dict[str, Any]) -> bool:
    """Fill in what a row tells; tell whether that changed anything."""
    different = {name: value for name, value in told.items() if getattr(vacancy, name) != value}
    for name, value in different.items():
        setattr(vacancy, name, value)
    return bool(different)
