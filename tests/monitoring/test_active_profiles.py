"""Active profiles: what counts as one, held to `profiles.completeness`, and measured by the day."""

import random
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from monitoring.counts.profiles import active_students, complete_students
from monitoring.counts.window import Window
from monitoring.indicators import Indicator, Scope, Value
from monitoring.models import Measurement
from monitoring.valuing import NotCountedBy, values
from profiles.completeness import completeness_of
from profiles.models import Enrolment, Student, StudentSkill
from profiles.sharing import visibility_of
from tests.world import TODAY, make_group, make_school, make_skill, make_student, make_visible

ACTIVE = Indicator.ACTIVE_STUDENT_PROFILES


def make_active(group=None, **fields) -> Student:
    student = make_visible(
        make_student(group, **{"available_from": date(2027, 2, 1), "level": "bachelor"} | fields)
    )
    for name in ("lassen", "vijlen", "boren"):
        StudentSkill.objects.create(student=student, skill=make_skill(name), text=name)
    return student


def make_by_chance(dice: random.Random, groups: list) -> Student:
    parts = {
        "level": "bachelor", "kinds": ["internship"], "reach_km": 20, "available_from": date(2027, 2, 1)
    }  # fmt: skip
    known = {name: value if dice.random() < 0.8 else None for name, value in parts.items()}
    if dice.random() < 0.1:
        known["kinds"] = []
    student = make_student(dice.choice([None, *groups]), **known)
    if dice.random() < 0.2:
        Student.objects.filter(pk=student.pk).update(place=None)
    for number in range(dice.choice((0, 2, 3, 3, 4))):
        StudentSkill.objects.create(student=student, text=f"skill {number}")
    if dice.random() < 0.8:
        make_visible(student)
    ago = timezone.now() - timedelta(days=dice.choice((0, 364, 366, 800)))
    Student.objects.filter(pk=student.pk).update(updated_at=ago)
    return student


def is_active(student: Student) -> bool:
    """Say it the slow way, of one student."""
    complete = completeness_of(student, skills=student.skills.count()).next is None
    last_login = student.user and student.user.last_login
    touched = max(moment for moment in (student.updated_at, last_login) if moment)
    here = student.enrolments.current().exists() or not student.enrolments.exists()
    shown = visibility_of(student) != Student.Visibility.HIDDEN
    return complete and shown and here and touched >= timezone.now() - timedelta(days=365)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_is_complete_shared_and_touched(world, seed):
    dice, groups = random.Random(seed), [make_group(world.gilde, "A"), make_group(world.gilde, "B")]
    for _student in range(25):
        make_by_chance(dice, groups)
    Enrolment.objects.filter(group=groups[1], student__pk__gt=20).update(ended_on=TODAY)
    everybody = Student.objects.all()
    slow = {student.pk for student in everybody if is_active(student)}
    assert slow
    assert set(active_students().values_list("pk", flat=True)) == slow
    complete = {
        student.pk
        for student in everybody
        if completeness_of(student, skills=student.skills.count()).next is None
    }
    assert set(complete_students().values_list("pk", flat=True)) == complete


@pytest.mark.parametrize(("seconds", "expected"), [(-1, 0), (0, 1), (1, 1)])
def test_it_is_touched_within_a_year(world, seconds, expected):
    student = make_active()
    now = timezone.now()
    a_year_ago = now.replace(year=2025) + timedelta(seconds=seconds)
    Student.objects.filter(pk=student.pk).update(updated_at=a_year_ago)
    with time_machine.travel(now, tick=False):
        assert active_students().count() == expected


def test_it_counts_at_every_school_and_for_who_has_none(world):
    other = make_school("Fontys", "hbo")
    both = make_active(world.group)
    Enrolment.objects.create(student=both, group=make_group(other), started_on=TODAY)
    make_active()
    window = Window.at(TODAY)
    assert values(ACTIVE, Scope.REGION, window) == {"": Value(2)}
    assert values(ACTIVE, Scope.SCHOOL, window) == {
        str(world.gilde.uuid): Value(1), str(other.uuid): Value(1), "unknown": Value(1)
    }  # fmt: skip
    assert values(ACTIVE, Scope.REGION, Window.at(TODAY, school=other)) == {"": Value(1)}


def test_a_day_that_is_over_is_what_was_measured(world):
    make_active()
    yesterday = TODAY - timedelta(days=1)
    assert values(ACTIVE, Scope.REGION, Window.at(yesterday)) == {}
    gilde = str(world.gilde.uuid)
    for day, scope, key, count in (
        (TODAY - timedelta(days=9), Scope.REGION, "", 7),
        (TODAY - timedelta(days=2), Scope.REGION, "", 8),
        (TODAY - timedelta(days=2), Scope.SCHOOL, gilde, 5),
    ):
        Measurement.objects.create(indicator=ACTIVE, day=day, scope=scope, key=key, count=count)
    assert values(ACTIVE, Scope.REGION, Window.at(yesterday)) == {"": Value(8)}
    assert values(ACTIVE, Scope.REGION, Window.at(yesterday, school=world.gilde)) == {"": Value(5)}
    other = make_school("Fontys", "hbo")
    assert values(ACTIVE, Scope.REGION, Window.at(yesterday, school=other)) == {"": Value(0)}
    assert values(ACTIVE, Scope.LEVEL, Window.at(yesterday, school=world.gilde)) == {}


def test_it_is_not_counted_by_company(world):
    with pytest.raises(NotCountedBy):
        values(ACTIVE, Scope.COMPANY, Window.at(TODAY))
