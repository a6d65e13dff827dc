"""The list of vacancies that a company or the region brings: its columns, and what one row tells."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from profiles.reading.cells import Cells
from profiles.reading.kinds import read_kind
from profiles.reading.lookups import Places, Programmes, Sectors
from profiles.reading.values import read_day, read_hours, read_level, read_number, read_text
from reference.levels import Level
from reference.tables import Column
from vacancies.models import Vacancy
from vacancies.reading import (
    AskedWord,
    read_asked_skills,
    read_hazard,
    read_languages,
    read_licences,
    read_nlqf,
    read_pay,
    read_weekdays,
    read_yes,
)

COLUMNS = (
    Column(
        "reference", ("referentie", "kenmerk", "vacaturenummer", "external_id", "ref", "id"), required=True
    ),
    Column("company", ("bedrijf", "bedrijfsnaam", "organisatie", "employer", "werkgever", "leerbedrijf")),
    Column("kind", ("soort", "type", "soort_plek"), required=True),
    Column("title", ("titel", "functie", "functietitel", "vacature", "job_title"), required=True),
    Column("description", ("omschrijving", "beschrijving", "tekst"), multiline=True),
    Column("skills", ("vaardigheden", "gevraagde_vaardigheden", "competenties", "eisen")),
    Column("level", ("niveau", "opleidingsniveau")),
    Column("min_level", ("niveau_vanaf", "minimumniveau", "level_min")),
    Column("max_level", ("niveau_tot", "maximumniveau", "level_max")),
    Column("crebos", ("crebo", "crebo's", "crebocodes", "crebocode")),
    Column("occupation", ("beroep", "beroepsnaam", "profession")),
    Column("postcode", ("postcode", "postal_code", "zip", "pc")),
    Column("establishment", ("vestiging", "locatie", "vestigingsnaam", "location")),
    Column("leerbedrijf_id", ("leerbedrijfid", "leerbedrijfnummer", "leerbedrijf_nummer")),
    Column("start", ("begin", "begindatum", "startdatum", "vanaf", "van", "from", "start_date")),
    Column("end", ("eind", "einde", "einddatum", "tot", "t/m", "until", "end_date")),
    Column("hours", ("uren", "uren_per_week", "hours_per_week")),
    Column("weekdays", ("dagen", "werkdagen", "weekdagen", "days")),
    Column("seats", ("plaatsen", "plekken", "aantal_plaatsen", "aantal", "places")),
    Column("pay", ("vergoeding", "stagevergoeding", "loon", "salaris", "salary")),
    Column("remote", ("thuiswerken", "op_afstand", "hybride")),
    Column("hazard", ("gevaarlijk_werk", "gevaar", "dangerous_work")),
    Column("languages", ("talen", "taal", "language")),
    Column("licences", ("rijbewijs", "rijbewijzen", "licence", "driving_licence")),
    Column("sector", ("branche", "sectorcode")),
)


@dataclass(frozen=True, slots=True)
class VacancyRow:
    """What one row tells; ``told`` holds only the fields of `Vacancy` that it fills."""

    row: int
    reference: str
    company: str
    place_id: int | None
    establishment: str
    leerbedrijf_id: str
    occupation: str
    title: str
    told: dict[str, Any]
    skills: tuple[AskedWord, ...] | None


@dataclass(frozen=True, slots=True)
class Lookups:
    """What rows refer to, read once for a whole list."""

    places: Places
    programmes: Programmes
    sectors: Sectors


def read_row(cells: Cells, lookups: Lookups) -> VacancyRow:
    """Read a row; it counts only when nothing wrong with it stands in ``cells.errors``."""
    skills = cells.read("skills", read_asked_skills)
    told = _read_fields(cells, lookups)
    return VacancyRow(
        row=cells.row.number,
        reference=cells.require("reference", read_text, most=60) or "",
        company=cells.row.values.get("company", ""),
        place_id=cells.read("postcode", lookups.places.find),
        establishment=cells.read("establishment", read_text, most=200) or "",
        leerbedrijf_id=cells.read("leerbedrijf_id", read_text, most=30) or "",
        occupation=cells.read("occupation", read_text, most=200) or "",
        title=told["title"] or "",
        told={name: value for name, value in told.items() if value is not None},
        skills=None if skills is None else tuple(skills),
    )


def _read_fields(cells: Cells, lookups: Lookups) -> dict[str, Any]:
    hours = cells.read("hours", read_hours) or (None, None)
    return {
        "kind": cells.require("kind", read_kind),
        "title": cells.require("title", read_text, most=200),
        "description": cells.read("description", read_text, most=10_000),
        "start": cells.read("start", read_day),
        "end": cells.read("end", read_day),
        "hours_min": hours[0],
        "hours_max": hours[1],
        "weekdays": cells.read("weekdays", read_weekdays),
        "seats": cells.read("seats", read_number, least=1, most=999),
        "remote": cells.read("remote", read_yes),
        "crebos": cells.read("crebos", lookups.programmes.crebos),
        "hazard": cells.read("hazard", read_hazard),
        "languages": cells.read("languages", read_languages),
        "licences": cells.read("licences", read_licences),
        "sector_id": cells.read("sector", lookups.sectors.find),
        **_read_levels(cells),
        **_read_pay(cells),
    }


def _read_levels(cells: Cells) -> dict[str, Level | int | None]:
    """Read the level and the range of levels; a range that is told at one end is open at the other."""
    level = cells.read("level", read_level)
    least, most = cells.read("min_level", read_nlqf), cells.read("max_level", read_nlqf)
    if least is not None or most is not None:
        least, most = least or 1, most or 8
        if most < least:
            cells.refuse("max_level", "range_goes_down", _("the highest level is below the lowest"))
    return {"level": level, "level_min": least, "level_max": most}


def _read_pay(cells: Cells) -> dict[str, Any]:
    period, amount = cells.read("pay", read_pay) or (None, None)
    return {"pay_period": period, "pay_amount": amount}


def contradiction(vacancy: Vacancy) -> tuple[str, str, str] | None:
    """Say (column, code, detail) what in a vacancy contradicts itself once old and new are put together."""
    if vacancy.start and vacancy.end and vacancy.end < vacancy.start:
        detail = _("%(end)s comes before the first day, %(start)s") % {
            "end": vacancy.end,
            "start": vacancy.start,
        }
        return "end", "ends_before_it_starts", detail
    if vacancy.seats < vacancy.seats_taken:
        return "seats", "seats_taken", _("%(count)d are taken already") % {"count": vacancy.seats_taken}
    return None
