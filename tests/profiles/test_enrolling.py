"""Enrolling one student by hand, and the school years."""

from datetime import date

import pytest

from profiles.enrolling import AlreadyInLaterYear, enrol, school_year_of
from profiles.models import Enrolment
from tests.world import TODAY, World, make_group, make_school, make_student


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 7, 31), 2025), (date(2026, 8, 1), 2026), (date(2027, 1, 1), 2026)],
)
def test_a_school_year_begins_on_the_first_of_august(day: date, year: int) -> None:
    assert school_year_of(day) == year


def open_classes(student) -> list[str]:
    return sorted(each.group.name for each in Enrolment.objects.filter(student=student, ended_on=None))


def test_enrolling_leaves_the_former_class_of_that_school_only(world: World) -> None:
    kwadrant = make_group(make_school("Het Kwadrant"), "4K")
    moved = [enrol(world.sanne, group, today=TODAY) for group in (kwadrant, world.group)]
    other = make_group(world.gilde, "LAS3B")
    moved.append(enrol(world.sanne, other, today=TODAY))
    assert (moved, open_classes(world.sanne)) == ([True, False, True], ["4K", "LAS3B"])
    left = Enrolment.objects.get(student=world.sanne, group=world.group)
    assert left.ended_on == TODAY


def test_coming_back_starts_today(world: World) -> None:
    student = make_student(world.group)
    student.enrolments.update(ended_on=date(2026, 10, 1))
    enrol(student, world.group, today=TODAY)
    days = student.enrolments.order_by("started_on").values_list("started_on", "ended_on")
    assert list(days) == [(date(2026, 8, 1), date(2026, 10, 1)), (TODAY, None)]


def test_nobody_goes_back_a_year(world: World) -> None:
    last_year = make_group(world.gilde, "LAS2A")
    last_year.school_year = 2025
    last_year.save()
    with pytest.raises(AlreadyInLaterYear):
        enrol(world.sanne, last_year, today=TODAY)
    assert open_classes(world.sanne) == ["LAS3A"]
