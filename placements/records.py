"""Rows → the records that the engine compares: a constant number of queries for any number of rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from matching.records import (
    AgeClass,
    AgeStep,
    AskedSkill,
    Command,
    Link,
    OwnSkill,
    Person,
    Post,
    Recognition,
    Weight,
)
from profiles.models import Recognition as RecognitionRow
from profiles.models import Student, StudentSkill
from reference.levels import Level
from vacancies.models import Vacancy, VacancySkill

MONTHS_AHEAD = 24
"""For how long the age classes of a person are foretold."""

ADULT, CLASSES = 18, ((16, AgeClass.FROM_16), (15, AgeClass.AT_15), (13, AgeClass.FROM_13))


def persons(students: QuerySet[Student]) -> list[Person]:
    """Turn students into what the engine may know of them, in two queries; unknown stays ``None``."""
    skills = _own_skills(StudentSkill.objects.filter(student__in=students.order_by().values("pk")))
    rows = students.select_related("programme", "place")
    return [_person(row, skills[row.pk]) for row in rows.iterator(chunk_size=2000)]


def person(student: Student) -> Person:
    """Turn one student, as just read, into what the engine may know; the skills are read here."""
    return _person(student, _own_skills(StudentSkill.objects.filter(student=student))[student.pk])


def _own_skills(own: QuerySet[StudentSkill]) -> dict[int, list[OwnSkill]]:
    skills: dict[int, list[OwnSkill]] = defaultdict(list)
    rows = own.order_by("pk").values_list("student", "skill__uuid", "links", "command")
    for student_id, uuid, links, command in rows:
        skills[student_id].append(OwnSkill(_links(uuid, links), Command(command) if command else None))
    return skills


def posts(vacancies: QuerySet[Vacancy]) -> list[Post]:
    """Turn vacancies into what the engine may know of them, in three queries; unknown stays ``None``."""
    asked: dict[int, list[AskedSkill]] = defaultdict(list)
    ids = vacancies.order_by().values("pk")
    words = VacancySkill.objects.filter(vacancy__in=ids).order_by("pk")
    for vacancy_id, uuid, links, weight, text in words.values_list(
        "vacancy", "skill__uuid", "links", "weight", "text"
    ):
        asked[vacancy_id].append(AskedSkill(_links(uuid, links), Weight(weight), text))
    hosts = vacancies.order_by().values("establishment")
    recognitions = _recognitions(RecognitionRow.objects.filter(establishment__in=hosts))
    rows = vacancies.select_related("company", "occupation", "sector", "establishment__place").annotate(
        taken=Count("placements", filter=_holds_a_seat())
    )
    return [_post(row, tuple(asked.get(row.pk, ())), recognitions) for row in rows.iterator(chunk_size=2000)]


def _person(row: Student, skills: list[OwnSkill]) -> Person:
    month = timezone.localdate().replace(day=1)
    return Person(
        id=str(row.uuid),
        skills=tuple(skills),
        level=_nlqf(row.level),
        programme=row.programme.code if row.programme else None,
        lat=row.place.lat if row.place else None,
        lon=row.place.lon if row.place else None,
        reach_km=row.reach_km,
        travel=row.travel,
        kinds=_set(row.kinds),
        available_from=row.available_from,
        available_until=row.available_until,
        hours=_range(row.hours_min, row.hours_max),
        weekdays=_set(row.weekdays),
        languages=row.languages,
        licences=_set(row.licences),
        ages=tuple(age_steps(row.birth_date, month)) if row.birth_date else (),
    )


def _post(row: Vacancy, asked: tuple[AskedSkill, ...], recognitions: dict[int, list[Recognition]]) -> Post:
    place = row.establishment.place if row.establishment else None
    return Post(
        id=str(row.uuid),
        kind=row.kind,
        title=row.title,
        occupations=(str(row.occupation.uuid),) if row.occupation else (),
        skills=asked,
        level=_nlqf(row.level),
        level_range=_range(row.level_min, row.level_max),
        recognised=_recognised(row, recognitions),
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        remote=row.remote,
        start=row.start,
        end=row.end,
        min_weeks=row.min_weeks,
        hours=_range(row.hours_min, row.hours_max),
        weekdays=_set(row.weekdays),
        languages=row.languages,
        licences=_set(row.licences),
        hazard=row.hazard,
        seats=max(0, row.seats - row.taken),
        sector=row.sector.code if row.sector else None,
        company=str(row.company.uuid),
    )


def age_steps(birth_date: date, month: date) -> Iterator[AgeStep]:
    """Give the age class on the first day of this month and of each later month in which it changes."""
    known = None
    for ahead in range(MONTHS_AHEAD + 1):
        years, place = divmod(month.month - 1 + ahead, 12)
        day = date(month.year + years, place + 1, 1)
        not_yet = (day.month, day.day) < (birth_date.month, birth_date.day)
        age_class = _class_at(day.year - birth_date.year - not_yet)
        if age_class != known:
            yield AgeStep(day if ahead else None, age_class)
            known = age_class


def _class_at(age: int) -> AgeClass:
    if age >= ADULT:
        return AgeClass.ADULT
    return next((each for least, each in CLASSES if age >= least), AgeClass.UNDER_13)


def _recognised(row: Vacancy, recognitions: dict[int, list[Recognition]]) -> tuple[Recognition, ...] | None:
    """Give the recognitions that count for a vacancy; ``None`` when nobody looked them up."""
    if row.establishment is None or row.establishment.recognitions_checked_on is None:
        return None
    own = recognitions.get(row.establishment_id or 0, [])
    return tuple(each for each in own if not row.crebos or each.programme in row.crebos)


def _recognitions(rows: Iterable[RecognitionRow]) -> dict[int, list[Recognition]]:
    found: dict[int, list[Recognition]] = defaultdict(list)
    for row in rows:
        found[row.establishment_id].append(Recognition(row.crebo, row.valid_from, row.valid_until))
    return found


def _holds_a_seat() -> Q:
    """Select the placements that are agreed or running."""
    not_over = Q(placements__end__isnull=True) | Q(placements__end__gte=timezone.localdate())
    return Q(placements__outcome__isnull=True) & not_over


def _links(uuid: UUID | None, links: list[list[Any]]) -> tuple[Link, ...]:
    if uuid:
        return (Link(str(uuid)),)
    return tuple(Link(concept, strength) for concept, strength in links)


def _nlqf(level: str | None) -> int | None:
    return Level(level).nlqf if level else None


def _set(values: Iterable[Any] | None) -> frozenset[Any] | None:
    return None if values is None else frozenset(values)


def _range(least: int | None, most: int | None) -> tuple[int, int] | None:
    return None if least is None or most is None else (least, most)
