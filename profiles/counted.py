"""What is copied of a student when something happens that is counted for ever."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from profiles.enrolling import school_year_of
from profiles.models import Enrolment, PersonKey, Student, StudentGroup


def copies_of(student: Student, *, day: date) -> dict[str, Any]:
    """Give the fields of `Counted` for a student on a day: the class is the one he or she is longest in.

    Makes the number under which the student is counted in that school year when there is none yet.
    """
    year = school_year_of(day)
    group = class_of(student)
    programme = student.programme or (group.programme if group else None)
    return {
        "person_key": person_key(student, school_year=year),
        "school_year": year,
        "school_id": group.school_id if group else None,
        "programme": programme,
        "level": student.level or (group.level if group else None),
        "sector_id": programme.sector_id if programme else None,
        "home_municipality_id": student.place.municipality_id if student.place else None,
    }


def copies_of_class(group: StudentGroup, *, day: date) -> dict[str, Any]:
    """Give the fields of `Counted` for a class whose pupils are counted without telling them apart."""
    return {
        "school_year": school_year_of(day),
        "school_id": group.school_id,
        "programme": group.programme,
        "level": group.level,
        "sector_id": group.programme.sector_id if group.programme else None,
    }


def class_of(student: Student) -> StudentGroup | None:
    """Give the class in which a student is longest, of those of today."""
    enrolled = Enrolment.objects.current().filter(student=student)
    first = enrolled.select_related("group__programme").order_by("started_on", "pk").first()
    return first.group if first else None


def person_key(student: Student, *, school_year: int) -> UUID:
    """Give the number under which a student is counted in a school year; makes it the first time."""
    return PersonKey.objects.get_or_create(student=student, school_year=school_year)[0].key


def person_keys(wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], UUID]:
    """Give the numbers of many students by (key of the student, school year), in at most three queries."""
    missing = set(wanted) - set(found := _known_keys(wanted))
    if missing:
        made = [PersonKey(student_id=student, school_year=year) for student, year in sorted(missing)]
        PersonKey.objects.bulk_create(made, ignore_conflicts=True)
        found |= _known_keys(missing)
    return found


def _known_keys(wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], UUID]:
    students, years = {student for student, _year in wanted}, {year for _student, year in wanted}
    rows = PersonKey.objects.filter(student__in=students, school_year__in=years)
    return {(each.student_id, each.school_year): each.key for each in rows}
