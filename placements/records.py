"""Rows → the records that the engine compares: a constant number of queries for any number of rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from sys import intern
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from matching.ages import class_at
from matching.free_words import free_word, own_link
from matching.own_words import is_sure
from matching.records import (
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
from profiles.ages import age_on
from profiles.models import Recognition as RecognitionRow
from profiles.models import Student, StudentSkill, StudentWords
from reference.levels import Level
from vacancies.models import Vacancy, VacancySkill

MONTHS_AHEAD = 24
"""For how long the age classes of a person are foretold."""


def persons(students: QuerySet[Student]) -> list[Person]:
    """Turn students into what the engine may know of them, in three queries; unknown stays ``None``."""
    ids = students.order_by().values("pk")
    skills = _own_skills(StudentSkill.objects.filter(student__in=ids))
    toward = _toward(StudentWords.objects.filter(student__in=ids))
    rows = students.select_related("programme", "place")
    return [_person(row, skills[row.pk], toward.get(row.pk, {})) for row in rows.iterator(chunk_size=2000)]


def person_by_rules(student: Student) -> Person:
    """Turn a student, read with programme and place, into what the rules ask: no skills, and no query."""
    return _person(student, [], {})


def person(student: Student) -> Person:
    """Turn one student, as just read, into what the engine may know; the skills are read here."""
    skills = _own_skills(StudentSkill.objects.filter(student=student))[student.pk]
    has_words = any(free_word(own.links) for own in skills)
    toward = _toward(StudentWords.objects.filter(student=student)) if has_words else {}
    return _person(student, skills, toward.get(student.pk, {}))


def _own_skills(own: QuerySet[StudentSkill]) -> dict[int, list[OwnSkill]]:
    skills: dict[int, list[OwnSkill]] = defaultdict(list)
    key = _words_key()
    rows = own.order_by("pk").values_list("student", "command", "skill__uuid", "links", "text")
    for student_id, command, *meant in rows:
        skills[student_id].append(OwnSkill(_links(*meant, key), Command(command) if command else None))
    return skills


def _toward(words: QuerySet[StudentWords]) -> dict[int, dict[str, int]]:
    rows = words.exclude(toward={}).values_list("student", "toward").iterator(chunk_size=2000)
    # interned: every student would hold texts of its own for the same occupations
    return {pk: {intern(occupation): points for occupation, points in toward.items()} for pk, toward in rows}


def posts(vacancies: QuerySet[Vacancy]) -> list[Post]:
    """Turn vacancies into what the engine may know of them, in three queries; unknown stays ``None``."""
    asked: dict[int, list[AskedSkill]] = defaultdict(list)
    key = _words_key()
    ids = vacancies.order_by().values("pk")
    words = VacancySkill.objects.filter(vacancy__in=ids).order_by("pk")
    for vacancy_id, uuid, links, weight, text in words.values_list(
        "vacancy", "skill__uuid", "links", "weight", "text"
    ):
        asked[vacancy_id].append(AskedSkill(_links(uuid, links, text, key), Weight(weight), text))
    hosts = vacancies.order_by().values("establishment")
    recognitions = _recognitions(RecognitionRow.objects.filter(establishment__in=hosts))
    rows = vacancies.select_related("company", "occupation", "sector", "establishment__place")
    return [_post(row, tuple(asked.get(row.pk, ())), recognitions) for row in rows.iterator(chunk_size=2000)]


def _person(row: Student, skills: list[OwnSkill], toward: dict[str, int]) -> Person:
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
        toward=toward,
    )


def _post(row: Vacancy, asked: tuple[AskedSkill, ...], recognitions: dict[int, list[Recognition]]) -> Post:
    place = row.establishment.place if row.establishment else None
    return Post(
        id=str(row.uuid),
        kind=row.kind,
        title=row.title,
        occupations=(str(row.occupation.uuid),) if row.occupation else tuple(row.near_occupations),
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
        seats=max(0, row.seats - row.seats_taken),
        sector=row.sector.code if row.sector else None,
        company=str(row.company.uuid),
    )


def age_steps(birth_date: date, month: date) -> Iterator[AgeStep]:
    """Give the age class on the first day of this month and of each later month in which it changes."""
    known = None
    for ahead in range(MONTHS_AHEAD + 1):
        years, place = divmod(month.month - 1 + ahead, 12)
        day = date(month.year + years, place + 1, 1)
        age_class = class_at(age_on(birth_date, day))
        if age_class != known:
            yield AgeStep(day if ahead else None, age_class)
            known = age_class


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


def _links(uuid: UUID | None, links: list[list[Any]], text: str, key: bytes) -> tuple[Link, ...]:
    """Link to the one sure skill; else to those that the words resemble, and to the words themselves."""
    if uuid:
        return (Link(str(uuid)),)
    found = tuple(Link(concept, strength) for concept, strength in links)
    return found if is_sure(found) else found + own_link(text, key=key)


def _words_key() -> bytes:
    """Give the key of free words: what reaches the engine is a word that only this installation can tell."""
    return salted_hmac("placements.records", "free words", algorithm="sha256").digest()


def _nlqf(level: str | None) -> int | None:
    return Level(level).nlqf if level else None


def _set(values: Iterable[Any] | None) -> frozenset[Any] | None:
    return None if values is None else frozenset(values)


def _range(least: int | None, most: int | None) -> tuple[int, int] | None:
    return None if least is None or most is None else (least, most)
