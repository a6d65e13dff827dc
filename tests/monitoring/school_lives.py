"""Random histories of students at a school: who was in which class, asked whom, met whom and worked where."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st

from placements.models import Application, Contact, Encounter, Placement
from profiles.models import Enrolment, School, Student, StudentGroup, StudentSkill
from tests import world as make

YEARS = (2024, 2025, 2026)
KINDS = ("internship", "apprenticeship", "side_job", "orientation_visit", "first_job")
Status = Placement.Status


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


years = st.sampled_from(YEARS)
days = st.sampled_from(
    [
        date(year, month, day)
        for year in YEARS
        for month, day in ((8, 1), (9, 30), (10, 1), (10, 2), (11, 21), (11, 22), (2, 1), (7, 31))
    ]
)
spans = st.tuples(days, maybe(days)).map(
    lambda pair: (min(pair), max(pair)) if pair[1] else pair  # type: ignore[type-var]
)
enrolments = st.tuples(years, st.integers(0, 1), spans)
waiting = st.tuples(st.sampled_from(("requested", "queued", "declined")), st.sampled_from((-1, 0, 1)))


@dataclass(frozen=True, slots=True)
class Place:
    """``of_school`` False: another school's."""

    kind: str
    span: tuple[date, date | None]
    status: Status
    ended: int
    of_school: bool


@dataclass(frozen=True, slots=True)
class Life:
    """What happened to one student."""

    skills: int
    level: bool
    place: bool
    enrolments: tuple[tuple[int, int, tuple[date, date | None]], ...]
    contacts: frozenset[int]
    talks: frozenset[tuple[int, str]]
    waiting: tuple[str, int] | None
    places: tuple[Place, ...]


places = st.builds(
    Place,
    st.sampled_from(KINDS),
    spans,
    st.sampled_from(Status),
    st.sampled_from((0, 1, 40)),
    st.sampled_from((True, True, True, False)),
)
lives = st.builds(
    Life,
    st.sampled_from((0, 2, 3)),
    st.booleans(),
    st.booleans(),
    st.lists(enrolments, min_size=1, max_size=3).map(tuple),
    st.frozensets(years, max_size=1),
    st.frozensets(st.tuples(years, st.sampled_from(("talk", "talks", "careers_event"))), max_size=1),
    maybe(waiting),
    st.lists(places, max_size=2).map(tuple),
)


def make_school(kind: str, pupils: int) -> dict[tuple[int, int], StudentGroup]:
    """Make a school with two classes a year, the second with pupils without a profile."""
    school = make.make_school(f"School {uuid4()}", kind)
    return {
        (year, number): StudentGroup.objects.create(
            school=school, name=f"K{number}", school_year=year, pupils=pupils * number
        )
        for year in YEARS
        for number in (0, 1)
    }


def live(life: Life, groups: dict[tuple[int, int], StudentGroup], elsewhere: School, vacancy: Any) -> Student:
    """Let one student live."""
    told = {"level": "bachelor" if life.level else None} | ({} if life.place else {"place": None})
    student = make.make_student(**told)
    for number in range(life.skills):
        StudentSkill.objects.create(student=student, text=f"skill {number}")
    opened = set()
    for year, number, (start, end) in life.enrolments:
        if end is None and (year, number) in opened:
            continue
        opened |= {(year, number)} if end is None else set()
        group = groups[year, number]
        Enrolment.objects.create(student=student, group=group, started_on=start, ended_on=end)
    _meet(student, life, vacancy)
    for place in life.places:
        _work(student, place, next(iter(groups.values())).school if place.of_school else elsewhere)
    return student


def _meet(student: Student, life: Life, vacancy: Any) -> None:
    for year in life.contacts:
        Contact.objects.create(
            student=student, school_year=year, door="apply", kind="internship", company=vacancy.company,
            sent_on=date(year, 9, 1),
        )  # fmt: skip
    for year, kind in life.talks:
        Encounter.objects.create(
            student=student, school_year=year, kind=kind, day=date(year, 9, 1), person_key=uuid4(),
            company=vacancy.company,
        )  # fmt: skip
    if life.waiting:
        state, days_left = life.waiting
        running = state == "requested"
        asked = Application.objects.create(
            student=student, vacancy=vacancy, door="apply", state=state,
            waits_for="company" if running else "",
            answer_by=make.TODAY + timedelta(days_left) if running else None,
        )  # fmt: skip
        if state == "declined":
            Application.objects.filter(pk=asked.pk).update(ended_at=asked.requested_at)


def _work(student: Student, place: Place, school: School) -> None:
    start, end = place.span
    is_over = place.status in (Status.FINISHED, Status.BROKEN_OFF, Status.CANCELLED)
    has_started = place.status in (Status.STARTED, Status.FINISHED, Status.BROKEN_OFF)
    Placement.objects.create(
        student=student,
        school=school,
        kind=place.kind,
        person_key=uuid4(),
        weekdays=[],  # so that PostgreSQL, too, lets them stand in the way of each other
        school_year=start.year if start.month >= 8 else start.year - 1,
        start=start,
        end=end,
        status=place.status,
        started_on=start if has_started else None,
        ended_on=start + timedelta(place.ended) if is_over else None,
    )
