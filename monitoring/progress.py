"""How far each student of a school is in a school year: with a profile, in contact, placed or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from placements.models import Application, Contact, Encounter, Placement
from placements.models.placement import LEARNING
from profiles.completeness import FEWEST_SKILLS
from profiles.enrolling import first_day_of, school_year_of
from profiles.models import Enrolment, School, StudentGroup, StudentSkill
from vacancies.models import Vacancy

Status = Placement.Status

PLACING = {School.Kind.VO: (*LEARNING, Vacancy.Kind.ORIENTATION_VISIT)}
"""Kinds that are a place for a pupil; for other students `LEARNING` alone."""

COUNTING_MONTH = 10
"""What began earlier counts in a school year when it still ran on its 1 October."""

BEST_FIRST = (Status.STARTED, Status.SIGNED, Status.AGREED, Status.FINISHED, Status.BROKEN_OFF)
TALKS = (Encounter.Kind.TALK, Encounter.Kind.TALKS)


@dataclass(frozen=True, slots=True)
class Progress:
    """One student of one class; ``placement`` is how the best of the year's places stands, if there is one.

    ``has_contact``: the other side got an application, invitation or proposal; ``has_asked``: that, or one
    that still waits to be sent.
    """

    student: int
    group: int
    has_profile: bool
    has_contact: bool = False
    has_asked: bool = False
    has_talked: bool = False
    placement: Status | None = None


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The classes of a school in a school year, by name, and how far each of their students is."""

    school: School
    year: int
    groups: tuple[StudentGroup, ...]
    students: tuple[Progress, ...]

    def of(self, groups: Iterable[StudentGroup]) -> "SchoolYear":
        """Keep some of the classes."""
        kept = tuple(groups)
        keys = {group.pk for group in kept}
        return SchoolYear(
            self.school, self.year, kept, tuple(each for each in self.students if each.group in keys)
        )

    @property
    def size(self) -> int:
        """The students, and the pupils without a profile."""
        return len(self.students) + sum(group.pupils for group in self.groups)


def kinds_of_places(school: School) -> tuple[str, ...]:
    """List the kinds of vacancy that are a place for the students of a school."""
    return PLACING.get(School.Kind(school.kind), LEARNING)


def read_school_year(school: School, year: int) -> SchoolYear:
    """Read how far everybody is: three queries for any number of classes and students.

    In this school year and the next a class holds who is in it today. In one that is over, everybody who was
    there on any day of it, in the class in which he or she was last.
    """
    groups = StudentGroup.objects.filter(school=school, school_year=year).order_by("name", "pk")
    found = tuple(groups.select_related("programme", "coordinator", "school"))
    return SchoolYear(school, year, found, _students(school, year))


def read_class(group: StudentGroup) -> SchoolYear:
    """Read how far the students of one class are, as `read_school_year` does: two queries."""
    told = SchoolYear(
        group.school, group.school_year, (group,), _students(group.school, group.school_year, group)
    )
    return told.of([group])


def _students(school: School, year: int, group: StudentGroup | None = None) -> tuple[Progress, ...]:
    """Read the students of a school year; of one class at least those of it."""
    places = _places(school, year, group)
    stands = year >= school_year_of(timezone.localdate())
    rows = _enrolled(school, year, group)
    return tuple(_progress(row, places.get(row["student"]), stands=stands) for row in rows)


def _progress(row: dict[str, Any], placement: Status | None, *, stands: bool) -> Progress:
    return Progress(
        student=row["student"],
        group=row["group"],
        has_profile=row["skills"] >= FEWEST_SKILLS and bool(row["level"]) and row["place"] is not None,
        has_contact=row["contact"],
        has_asked=row["contact"] or (stands and row["asked"]),
        has_talked=row["talk"],
        placement=placement,
    )


def _enrolled(school: School, year: int, group: StudentGroup | None) -> list[dict[str, Any]]:
    """List who is in which class, and what is known of each; in a year that is over, of all classes."""
    skills = StudentSkill.objects.filter(student=OuterRef("student")).order_by().values("student")
    own = {"student": OuterRef("student"), "school_year": year}
    standing = Application.objects.filter(student=OuterRef("student"))
    standing = standing.waiting() | standing.filter(state=Application.State.QUEUED)
    rows = Enrolment.objects.filter(group__school=school, group__school_year=year)
    known = rows.annotate(
        level=F("student__level"),
        place=F("student__place"),
        skills=Coalesce(Subquery(skills.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField()),
        contact=Exists(Contact.objects.filter(**own)),
        asked=Exists(standing),
        talk=Exists(Encounter.objects.filter(**own, kind__in=TALKS)),
    ).values("student", "group", "level", "place", "skills", "contact", "asked", "talk")
    if year >= school_year_of(timezone.localdate()):
        return list(known.current().filter(group=group) if group else known.current())
    return list({row["student"]: row for row in _within(known, year)}.values())


def _within(rows: QuerySet, year: int) -> QuerySet:
    """Keep those of at least a day of a school year, the last of each student last."""
    first, after = first_day_of(year), first_day_of(year + 1)
    in_time = Q(ended_on__isnull=True) | Q(ended_on__gt=first) & Q(ended_on__gt=F("started_on"))
    return rows.filter(in_time, started_on__lt=after).order_by("started_on", "pk")


def _places(school: School, year: int, group: StudentGroup | None) -> dict[int, Status]:
    """Give how the best place of each student of a school, or of a class, stands in a school year."""
    counted = date(year, COUNTING_MONTH, 1)
    ran_on = Q(start__lte=counted) & (
        Q(ended_on__gte=counted) | Q(status=Status.STARTED) & (Q(end__isnull=True) | Q(end__gte=counted))
    )
    rows = Placement.objects.filter(
        Q(school_year=year) | Q(school_year__lt=year) & ran_on & ~Q(started_on=None),
        school=school,
        student__isnull=False,
        kind__in=kinds_of_places(school),
        status__in=BEST_FIRST,
    )
    if group:
        rows = rows.filter(student__in=group.enrolments.values("student"))
    stands: dict[int, Status] = {}
    for student, status in rows.order_by().values_list("student", "status"):
        now = Status(status)
        stands[student] = min(stands.get(student, now), now, key=BEST_FIRST.index)
    return stands
