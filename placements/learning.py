"""Learning what is missing: which courses teach the skills that a student lacks for the work that suits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from django.db.models import Prefetch, QuerySet

from matching.location import metres_between
from matching.reasons import MISSING, Row
from matching.relatedness import Reason, Relatedness
from matching.words import fold
from placements.recommending import Ranked, explain, posts_for
from profiles.models import Company, Student
from reference.models import Skill
from vacancies.models import Course, CourseSkill, Vacancy, VacancySkill

BEST = 20
"""Over how many of the vacancies that suit best it is counted what is missing."""

ENOUGH = 60
"""How related a skill must be, in hundredths, to be learnt for another: as a stated relation is."""

WEIGHS = {VacancySkill.Weight.MUST: 3, VacancySkill.Weight.SHOULD: 2, VacancySkill.Weight.NICE: 1}


@dataclass(frozen=True, slots=True)
class Missing:
    """A skill that a student lacks: by its concept (a uuid as text), or in words that no vocabulary knows.

    ``weight`` is the heaviest that some vacancy asks; ``asked`` by how many; ``counts`` puts both together.
    """

    concept: str | None
    text: str
    weight: str
    asked: int
    counts: int

    @property
    def key(self) -> str:
        return self.concept or fold(self.text)


@dataclass(frozen=True, slots=True)
class Taught:
    """What a course teaches of what is missing, and whether it is the same skill or one related to it."""

    missing: Missing
    by: CourseSkill
    because: Reason


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A course that teaches something that is missing; ``metres`` is unknown without a place."""

    course: Course
    teaches: tuple[Taught, ...]
    metres: int | None
    in_reach: bool

    @property
    def order(self) -> tuple[Any, ...]:
        """Put what is in reach first, of that what begins first, of that what teaches most."""
        counts = sum(each.missing.counts for each in self.teaches)
        return (not self.in_reach, self.course.starts_on, -counts, self.course.pk)


@dataclass(frozen=True, slots=True)
class Learning:
    """What a student misses, what counts most first, and the courses that teach some of it."""

    missing: tuple[Missing, ...]
    suggestions: tuple[Suggestion, ...]
    ranked: Ranked

    def name(self, missing: Missing, language: str) -> str:
        """Name a missing skill in a language; in the words of the vacancy when no vocabulary knows it."""
        return self.ranked.label(missing.concept, language) if missing.concept else missing.text


def courses_for(student: Student, vacancy: Vacancy | None = None) -> Learning:
    """Find the open courses that teach what a student lacks for a vacancy, or for the best matches.

    A course of a company that the student blocked, or that blocked the student, is not there. Eleven queries
    at most, whatever the numbers.
    """
    ranked = explain(student, vacancy) if vacancy else posts_for(student, top=BEST)
    missing = _missing(row for item in ranked.items for row in item.reasons)
    near, courses = ranked.today.knowledge.relatedness, _open_courses(student) if missing else ()
    found = (_suggestion(course, missing, student, near) for course in courses)
    return Learning(missing, tuple(sorted(filter(None, found), key=lambda each: each.order)), ranked)


def _missing(rows: Iterable[Row]) -> tuple[Missing, ...]:
    found: dict[str, Missing] = {}
    for row in rows:
        if row.code not in MISSING:
            continue
        one = _one(row)
        known = found.get(one.key)
        found[one.key] = _together(known, one) if known else one
    return tuple(sorted(found.values(), key=lambda each: (-each.counts, each.text, each.key)))


def _one(row: Row) -> Missing:
    concept, weight = row.values["concept"], str(row.values["weight"])
    counts = WEIGHS[VacancySkill.Weight(weight)]
    return Missing(str(concept) if concept else None, str(row.values["text"]), weight, 1, counts)


def _together(one: Missing, other: Missing) -> Missing:
    heaviest = max(one.weight, other.weight, key=lambda weight: WEIGHS[VacancySkill.Weight(weight)])
    return Missing(one.concept, one.text, heaviest, one.asked + other.asked, one.counts + other.counts)


def _open_courses(student: Student) -> QuerySet[Course]:
    verified = Company.objects.verified().exclude(pk__in=student.blocks.values("company"))
    courses = Course.objects.open()
    given = courses.filter(company__isnull=True) | courses.filter(company__in=verified)
    skills = Prefetch("skills__skill", Skill.objects.with_name())
    with_organisation = given.select_related("company", "school", "sector", "place__municipality")
    return with_organisation.with_taken().prefetch_related("skills", skills)


def _suggestion(
    course: Course, missing: Sequence[Missing], student: Student, near: Relatedness
) -> Suggestion | None:
    taught = [found for each in missing if (found := _taught(course, each, near))]
    is_full = course.seats is not None and course.taken >= course.seats
    if not taught or is_full:
        return None
    metres = _metres(student, course)
    reach = student.reach_km
    is_near = metres is not None and (reach is None or metres <= reach * 1000)
    return Suggestion(course, tuple(taught), metres, course.online or is_near)


def _taught(course: Course, missing: Missing, near: Relatedness) -> Taught | None:
    """Find the skill of a course that comes nearest to a missing one, if any comes near enough."""
    best: tuple[int, Taught] | None = None
    for skill in course.skills.all():
        if _is_same(skill, missing):
            return Taught(missing, skill, Reason.SAME)
        if not (skill.skill and missing.concept):
            continue
        tie = near.between(str(skill.skill.uuid), missing.concept)
        if tie and tie[0] >= ENOUGH and (best is None or tie[0] > best[0]):
            best = tie[0], Taught(missing, skill, tie[1])
    return best[1] if best else None


def _is_same(skill: CourseSkill, missing: Missing) -> bool:
    if skill.skill and missing.concept:
        return str(skill.skill.uuid) == missing.concept
    return fold(skill.text) == fold(missing.text)


def _metres(student: Student, course: Course) -> int | None:
    if student.place is None or course.place is None:
        return None
    found = metres_between((student.place.lat, student.place.lon), (course.place.lat, course.place.lon))
    return None if isnan(found) else round(found)
