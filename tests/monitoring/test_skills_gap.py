"""Skills wanted against offered, held to a slow count; what is about too few students is not told."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from monitoring import skills_gap as gaps
from monitoring.skills_gap import Narrowed, skills_gap
from profiles.models import Student, StudentSkill
from tests import world as make
from vacancies.models import Vacancy


def have(count, skill, command=None):
    """Let so many new students have a skill."""
    for _number in range(count):
        student = make.make_student(level="bachelor")
        StudentSkill.objects.create(
            student=student, skill=make.make_skill(skill), text=skill, command=command
        )


def told(exact=True, **narrowed):
    with override("nl"):
        rows = skills_gap(Student.objects.active(), Narrowed(**narrowed), exact=exact)
    return [(row.skill.name, row.must, row.should, row.nice, row.students, row.able, row.gap) for row in rows]


def test_seats_and_students_are_counted_per_skill_the_largest_gap_first(world):
    make.make_vacancy(world.establishment, seats=5, skills={"lassen": "nice", "solderen": "must"})
    Vacancy.objects.filter(pk=world.vacancy.pk).update(seats=4, seats_taken=1)
    have(2, "lassen", command=1)
    have(1, "koken")
    assert told() == [
        ("lassen", 3, 0, 5, 3, 1, 5),
        ("solderen", 5, 0, 0, 0, 0, 5),
        ("tekeninglezen", 0, 3, 0, 0, 0, 3),
        ("koken", 0, 0, 0, 1, 0, -1),
    ]


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"end": make.TODAY.replace(day=20), "start": None}])
def test_what_is_not_open_or_full_is_not_wanted(world, fields):
    Vacancy.objects.filter(pk=world.vacancy.pk).update(seats_taken=1)
    make.make_vacancy(world.establishment, skills={"slijpen": "must"}, **fields)
    assert told() == [("lassen", 0, 0, 0, 1, 1, -1)]


def test_a_student_who_left_offers_nothing(world):
    world.sanne.enrolments.update(ended_on=make.TODAY)
    assert [row[4] for row in told()] == [0, 0]


def test_sector_and_level_narrow_both_sides(world):
    have(1, "lassen")
    make.make_vacancy(world.establishment, level="bachelor", skills={"lassen": "must"})
    assert told(level="bachelor") == [("lassen", 1, 0, 0, 1, 0, 0)]
    assert told(sector="engineering")[0] == ("lassen", 2, 0, 0, 1, 1, 1)
    assert told(sector="care") == []


def test_the_office_reads_no_number_of_too_few(world):
    have(3, "koken")
    have(6, "boren", command=2)
    assert told(exact=False) == [
        ("lassen", 1, 0, 0, None, None, None),
        ("tekeninglezen", 0, 1, 0, None, None, None),
        ("boren", 0, 0, 0, 5, 5, -5),
    ]


@given(st.integers(0, 5000))
def test_numbers_are_rounded_to_the_nearest_five(count):
    rounded = gaps._round(count)
    assert rounded is None if count < 5 else (rounded % 5, abs(rounded - count) <= 2) == (0, True)


def test_it_takes_three_queries(world, django_assert_num_queries):
    with django_assert_num_queries(3):
        skills_gap(Student.objects.active(), Narrowed(), exact=True)
