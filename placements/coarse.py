"""Students as employers may know them: at a municipality's centre, no free words, and ages by half year."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from matching.free_words import is_free_word
from matching.records import AgeStep, Link, OwnSkill, Person
from placements.records import persons
from profiles.models import Student
from reference.models import Municipality

Centre = tuple[float | None, float | None]
NOWHERE: Centre = (None, None)

HALF_YEARS = (2, 8)
"""The months in which an age class may begin here: vacancies by the month would tell a birthday."""


def coarse_persons(students: QuerySet[Student]) -> list[Person]:
    """Turn students into records that tell no more than a card: four queries, whatever the number.

    Whatever ranks these, however often it is asked, tells two students of one municipality apart only by what
    their cards say. Who has no municipality lies nowhere, and an unknown place is compatible.
    """
    homes = dict(students.order_by().values_list("uuid", "place__municipality"))
    centres = _centres()
    at = {str(uuid): centres.get(home, NOWHERE) for uuid, home in homes.items()}
    return [_coarse(each, at.get(each.id, NOWHERE)) for each in persons(students)]


def _centres() -> Mapping[int | None, Centre]:
    rows = Municipality.objects.with_centre().order_by().values_list("pk", "lat", "lon")
    return {pk: (lat, lon) for pk, lat, lon in rows}


def _coarse(person: Person, centre: Centre) -> Person:
    ages = tuple(AgeStep(step.month and next_half_year(step.month), step.age_class) for step in person.ages)
    skills = tuple(OwnSkill(_known(skill), skill.command) for skill in person.skills)
    return replace(person, lat=centre[0], lon=centre[1], ages=ages, skills=skills)


def _known(skill: OwnSkill) -> tuple[Link, ...]:
    """Leave free words out: a vacancy that asks for somebody's own words would find out who wrote them."""
    return tuple(link for link in skill.links if not is_free_word(link.concept))


def next_half_year(day: date) -> date:
    """Give the first day of February or August on or after a day: never younger than the law asks."""
    firsts = (date(day.year + ahead, month, 1) for ahead in (0, 1) for month in HALF_YEARS)
    return next(first for first in firsts if first >= day)
