"""The list of students that a school brings: its columns, and what one row tells."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.models import Student
from profiles.reading.cells import Cells
from profiles.reading.kinds import read_kinds
from profiles.reading.lookups import Places, Programmes
from profiles.reading.skill_lists import SkillWord, read_own_skills
from profiles.reading.values import (
    BadValue,
    read_day,
    read_email,
    read_hours,
    read_level,
    read_number,
    read_text,
)
from reference.tables import Column

COLUMNS = (
    Column(
        "student_number",
        (
            "studentnummer",
            "leerlingnummer",
            "leerlingnr",
            "studentnr",
            "deelnemernummer",
            "student_id",
            "number",
        ),
        required=True,
    ),
    Column("first_name", ("voornaam", "roepnaam", "given_name"), required=True),
    Column("last_name", ("achternaam", "surname", "family_name"), required=True),
    Column("prefix", ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "infix")),
    Column("birth_date", ("geboortedatum", "date_of_birth", "birthday", "geboren")),
    Column("email", ("e-mail", "mail", "e-mailadres", "mailadres", "email_address")),
    Column(
        "class",
        ("klas", "groep", "klas/groep", "groepscode", "klascode", "group", "stamgroep"),
        required=True,
    ),
    Column(
        "crebo",
        ("opleiding/crebo", "opleiding", "crebocode", "crebonummer", "opleidingscode", "programme", "croho"),
    ),
    Column("level", ("niveau", "onderwijsniveau", "opleidingsniveau")),
    Column("postcode", ("postcode", "postal_code", "zip", "zip_code", "pc")),
    Column(
        "reach_km", ("reisafstand", "reisafstand_km", "max_reisafstand", "reach", "max_km", "distance_km")
    ),
    Column("kinds", ("soort", "soorten", "kind", "soort_plek", "zoekt")),
    Column("from", ("van", "vanaf", "beschikbaar_vanaf", "available_from", "begindatum", "start")),
    Column("until", ("tot", "t/m", "tot_en_met", "beschikbaar_tot", "available_until", "einddatum", "end")),
    Column("hours", ("uren", "uren_per_week", "hours_per_week", "uur")),
    Column("skills", ("vaardigheden", "vaardigheid", "skill", "competenties")),
)

_SPOILED_NUMBER = re.compile(r"\d[.,]?\d*E\+?\d+", re.I | re.ASCII)


@dataclass(frozen=True, slots=True)
class StudentRow:
    """What one row tells; ``told`` holds only the fields of `Student` that it fills."""

    row: int
    student_number: str
    class_name: str
    told: dict[str, Any]
    skills: tuple[SkillWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookups:
    """What rows refer to, read once for a whole list."""

    places: Places
    programmes: Programmes


def read_row(cells: Cells, lookups: Lookups) -> StudentRow:
    """Read a row; it counts only when nothing wrong with it stands in ``cells.errors``."""
    return StudentRow(
        row=cells.row.number,
        student_number=cells.require("student_number", read_student_number) or "",
        class_name=cells.require("class", read_text, most=80) or "",
        told={name: value for name, value in _read_fields(cells, lookups).items() if value is not None},
        skills=tuple(cells.read("skills", read_own_skills) or ()),
    )


def _read_fields(cells: Cells, lookups: Lookups) -> dict[str, Any]:
    hours = cells.read("hours", read_hours) or (None, None)
    return {
        "first_name": cells.require("first_name", read_text, most=100),
        "last_name": cells.require("last_name", read_text, most=100),
        "prefix": cells.read("prefix", read_text, most=30),
        "email": cells.read("email", read_email),
        "birth_date": cells.read("birth_date", _read_birth_date),
        "place_id": cells.read("postcode", lookups.places.find),
        "reach_km": cells.read("reach_km", read_number, least=1, most=500, unit="km"),
        "kinds": cells.read("kinds", read_kinds),
        "available_from": cells.read("from", read_day),
        "available_until": cells.read("until", read_day),
        "hours_min": hours[0],
        "hours_max": hours[1],
        **_read_programme(cells, lookups.programmes),
    }


def _read_programme(cells: Cells, programmes: Programmes) -> dict[str, Any]:
    """Read programme and level; the level of a known programme counts above the one in the row."""
    programme, level = cells.read("crebo", programmes.find), cells.read("level", read_level)
    if programme and level and programme.level != level:
        detail = _("differs from the level of programme %(programme)s, which counts") % {
            "programme": programme
        }
        cells.warn("level", "level_differs", detail)
    return {"programme_id": programme and programme.pk, "level": programme.level if programme else level}


def read_student_number(text: str) -> str:
    """Keep a student number as text; a spreadsheet that made it 1,23E+08 has lost digits."""
    if _SPOILED_NUMBER.fullmatch(text):
        raise BadValue("spoiled_number", _("was shortened by a spreadsheet; format the column as text"))
    if len(text) > 40:
        raise BadValue(
            "too_long",
            _("has %(length)d characters; at most %(most)d fit") % {"length": len(text), "most": 40},
        )
    return text


def _read_birth_date(text: str) -> date:
    day = read_day(text)
    if day >= timezone.localdate():
        raise BadValue("bad_date", _("is a birth date in the future"))
    return day


def contradiction(student: Student) -> tuple[str, str, str] | None:
    """Say (column, code, detail) what in a student contradicts itself once old and new are put together."""
    begin, end = student.available_from, student.available_until
    if begin and end and end < begin:
        detail = _("%(end)s comes before the first day, %(begin)s") % {"end": end, "begin": begin}
        return "until", "ends_before_it_starts", detail
    return None
