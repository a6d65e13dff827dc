"""The log of who opened whose profile: the one thing that reading a page may write."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from profiles.enrolling import school_year_of
from profiles.models import Company, Enrolment, PersonKey, ProfileView, Student

if TYPE_CHECKING:
    from profiles.models import User


@transaction.atomic
def note_view(student: Student, company: Company, *, stage: ProfileView.Stage, by: "User") -> None:
    """Write that somebody of a company opened a card or a named profile; the student reads it.

    Once per company, student, day and stage: opening it again only moves the time. Copies what is counted by.
    """
    now = timezone.now()
    year = school_year_of(timezone.localdate(now))
    programme = student.programme
    view = ProfileView(
        student=student,
        company=company,
        user=by,
        stage=stage,
        at=now,
        day=timezone.localdate(now),
        person_key=person_key(student, school_year=year),
        school_id=_school_of(student),
        programme=programme,
        level=student.level,
        sector_id=programme.sector_id if programme else None,
        home_municipality_id=student.place.municipality_id if student.place else None,
        school_year=year,
    )
    ProfileView.objects.bulk_create(
        [view],
        update_conflicts=True,
        unique_fields=["company", "person_key", "day", "stage"],
        update_fields=["at", "user"],
    )


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


def _school_of(student: Student) -> int | None:
    """Give the school at which the student is longest enrolled now."""
    enrolled = Enrolment.objects.current().filter(student=student).order_by("started_on", "pk")
    return enrolled.values_list("group__school", flat=True).first()
