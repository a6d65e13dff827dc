"""Who opened whose profile is written once a day, with what it is counted by, and outlives the student."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from profiles.counted import person_key
from profiles.models import PersonKey, ProfileView
from profiles.viewing import note_view
from tests.world import (
    SCHOOL_YEAR,
    TODAY,
    World,
    make_company,
    make_group,
    make_school,
    make_student,
    make_user,
)

CARD, NAME = ProfileView.Stage


def look(world: World, stage: str = CARD, **other) -> None:
    student, company = other.get("student", world.sanne), other.get("company", world.company)
    note_view(student, company, stage=stage, by=other.get("by", world.bram))


def test_a_view_copies_what_is_counted_by(world):
    look(world)
    view = ProfileView.objects.get()
    assert (view.student, view.company, view.user, view.day) == (
        world.sanne,
        world.company,
        world.bram,
        TODAY,
    )
    assert (view.school, view.programme, view.level) == (world.gilde, world.programme, world.programme.level)
    assert (view.sector, view.home_municipality.name) == (world.programme.sector, "Weert")
    assert (view.school_year, view.person_key) == (SCHOOL_YEAR, PersonKey.objects.get().key)


def test_what_is_unknown_of_a_student_stays_unknown(world):
    look(world, student=make_student(programme=None, level=None, place=None))
    view = ProfileView.objects.get()
    unknown = (view.school, view.programme, view.level, view.sector, view.home_municipality)
    assert unknown == (None,) * 5


def test_opening_again_on_the_same_day_moves_the_time_only(world):
    look(world)
    colleague = make_user("colleague@maaslandmetaal.test")
    before = ProfileView.objects.get()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        look(world, by=colleague)
    after = ProfileView.objects.get()
    assert (after.pk, after.uuid, after.user) == (before.pk, before.uuid, colleague)
    assert after.at - before.at >= timedelta(hours=1)


def test_another_day_stage_company_or_student_is_another_view(world):
    look(world)
    look(world, NAME)
    look(world, company=make_company("Andere Metaal"))
    look(world, student=make_student(world.group))
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        look(world)
    assert ProfileView.objects.count() == 5


def test_one_key_per_student_and_school_year(world):
    keys = {person_key(world.sanne, school_year=year) for year in (2026, 2026, 2027)}
    other = person_key(make_student(world.group), school_year=2026)
    assert (len(keys), other in keys, PersonKey.objects.count()) == (2, False, 3)


def test_of_two_schools_the_one_attended_longest_is_counted(world):
    world.sanne.enrolments.create(group=make_group(make_school("Elders")), started_on=date(2026, 9, 1))
    look(world)
    assert ProfileView.objects.get().school == world.gilde


def test_a_view_outlives_the_student_without_leading_back(world):
    look(world)
    key = ProfileView.objects.get().person_key
    world.sanne.delete()
    view = ProfileView.objects.get()
    assert (view.student, view.person_key, view.school) == (None, key, world.gilde)
    assert not PersonKey.objects.exists()


@pytest.mark.parametrize(
    ("reader", "sees"), [("sanne", True), ("bram", True), ("coordinator", False), ("stranger", False)]
)
def test_who_reads_of_a_view(world, reader, sees):
    look(world)
    user = world.sanne.user if reader == "sanne" else getattr(world, reader)
    assert ProfileView.objects.visible_to(user).exists() is sees
