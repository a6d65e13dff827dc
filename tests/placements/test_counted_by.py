"""What a placement copies when it is agreed, so that it counts for ever."""

from datetime import date

import pytest

from placements.models import Application
from placements.placing import agree
from profiles.counted import person_key
from profiles.models import Enrolment
from tests.world import TODAY, make_course, make_vacancy
from vacancies.models import Registration


@pytest.fixture
def accept(world):
    """Let Sanne have accepted an offer of a kind."""

    def do(kind):
        vacancy = make_vacancy(world.establishment, kind=kind)
        application = Application.objects.create(
            student=world.sanne,
            vacancy=vacancy,
            door="apply",
            state="accepted",
            start=date(2027, 2, 1),
            end=date(2027, 7, 2),
        )
        return agree(application)

    return do


def test_the_occupation_of_the_vacancy_is_copied(world, accept):
    assert accept("internship").occupation == world.vacancy.occupation


def test_a_first_job_counts_for_the_class_that_the_student_left(world, accept):
    Enrolment.objects.update(ended_on=TODAY)
    placement = accept("first_job")
    assert (placement.school, placement.group) == (world.gilde, world.group)


def test_a_side_job_of_who_left_school_counts_for_no_school(world, accept):
    Enrolment.objects.update(ended_on=TODAY)
    assert accept("side_job").school is None


def test_a_certificate_that_the_student_has_is_copied(world, accept):
    known = {
        "student": world.sanne,
        "participant": "student",
        "person_key": person_key(world.sanne, school_year=2026),
        "school_year": 2026,
        "attended": 1,
        "finished": 1,
    }
    for finished_on, certified in ((date(2026, 9, 1), 0), (date(2026, 11, 1), 1), (date(2026, 10, 1), 1)):
        Registration.objects.create(
            course=make_course(), finished_on=finished_on, certified=certified, **known
        )
    assert accept("apprenticeship").certified_on == date(2026, 10, 1)
