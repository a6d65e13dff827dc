"""Finishing a course: how many were there, finished and are certified, for which placements it counts."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from placements.certifying import (
    CourseGoesOn,
    MoreThanRegistered,
    NoCertificate,
    TooLateToCorrect,
    finish,
)
from placements.models import Placement
from profiles.forgetting import let_go
from tests.placements.agreed import agreed, anew
from tests.placements.playing import at, placed
from tests.world import make_course, make_school
from vacancies.models import Registration
from vacancies.registering import People, RegistrationOver, register, register_people, withdraw
from vacancies.teaching import CourseNotOpen, cancel_course

LAST = date(2027, 3, 26)
ALL, NONE = {"attended": 1, "finished": 1, "certified": 1}, {"attended": 0, "finished": 0, "certified": 0}


@pytest.fixture
def registered(world):
    return register(make_course(company=world.company), world.sanne, by=world.sanne.user)


def said(registration: Registration) -> tuple:
    row = Registration.objects.get(pk=registration.pk)
    return row.attended, row.finished, row.certified, row.finished_on


@pytest.mark.parametrize(("later", "refused"), [(-1, True), (0, False), (200, False)])
def test_what_came_of_it_is_said_from_the_last_day_on(world, registered, later, refused):
    day = LAST + timedelta(days=later)
    with at(day):
        if refused:
            with pytest.raises(CourseGoesOn):
                finish(registered, **ALL, by=world.bram)
        else:
            finish(registered, **ALL, by=world.bram)
    assert said(registered) == ((None,) * 4 if refused else (1, 1, 1, day))


@pytest.mark.parametrize(("later", "refused"), [(29, False), (30, False), (31, True)])
def test_it_is_corrected_within_thirty_days_and_keeps_its_day(world, registered, later, refused):
    with at(LAST):
        finish(registered, **ALL, by=world.bram)
    with at(LAST + timedelta(days=later)):
        if refused:
            with pytest.raises(TooLateToCorrect):
                finish(registered, **NONE, by=world.bram)
        else:
            finish(registered, **NONE, by=world.bram)
    assert said(registered) == ((1, 1, 1, LAST) if refused else (0, 0, 0, LAST))


@pytest.mark.parametrize(
    "numbers", [(2, 1, 1), (1, 2, 1), (1, 1, 2), (0, 1, 0), (0, 0, 1), (1, 0, 1), (-1, -1, -1)]
)
def test_no_more_finish_than_are_registered(world, registered, numbers):
    told = dict(zip(("attended", "finished", "certified"), numbers, strict=True))
    with at(LAST), pytest.raises(MoreThanRegistered):
        finish(registered, **told, by=world.bram)
    assert said(registered) == (None,) * 4


def test_of_a_number_of_people_some_finish(world):
    course = make_course(company=world.company)
    people = register_people(course, People("employee", 7, company=world.company), by=world.bram)
    with at(LAST):
        finish(people, attended=6, finished=5, certified=4, by=world.bram)
        with pytest.raises(MoreThanRegistered):
            finish(people, attended=8, finished=5, certified=4, by=world.bram)
    assert said(people) == (6, 5, 4, LAST)


def test_a_course_without_a_certificate_certifies_nobody(world):
    course = make_course(company=world.company, certificate="")
    registration = register(course, world.sanne, by=world.sanne.user)
    with at(LAST):
        with pytest.raises(NoCertificate):
            finish(registration, **ALL, by=world.bram)
        finish(registration, attended=1, finished=1, certified=0, by=world.bram)
    assert said(registration) == (1, 1, 0, LAST)


def test_nobody_else_says_it(world, registered):
    other = register_people(
        make_course(school=make_school("Elders")), People("employee", 2, company=world.company), by=world.bram
    )
    with at(LAST):
        for user in (world.sanne.user, world.coordinator, world.region_officer):
            with pytest.raises(PermissionDenied):
                finish(registered, **ALL, by=user)
        with pytest.raises(PermissionDenied):
            finish(other, **ALL, by=world.bram)


def test_what_was_taken_back_or_cancelled_is_not_finished(world):
    back = register(make_course(company=world.company), world.sanne, by=world.sanne.user)
    withdraw(back, by=world.sanne.user)
    off = register(make_course(company=world.company), world.sanne, by=world.sanne.user)
    cancel_course(off.course, by=world.bram)
    with at(LAST):
        with pytest.raises(RegistrationOver):
            finish(back, **ALL, by=world.bram)
        with pytest.raises(CourseNotOpen):
            finish(off, **ALL, by=world.bram)


def over_on(placement: Placement, day: date) -> Placement:
    Placement.objects.filter(pk=placement.pk).update(
        status="finished", started_on=placement.start, ended_on=day, end=day
    )
    return anew(placement)


def test_a_certificate_counts_for_placements_that_are_not_over_and_is_taken_off_again(world, registered):
    ended = over_on(agreed(world, kind="side_job"), LAST - timedelta(days=1))
    ends_today = over_on(agreed(world, kind="side_job"), LAST)
    runs = agreed(world, weekdays=[1])
    had_one = agreed(world, kind="side_job", certified_on=date(2026, 1, 1))
    with at(LAST):
        finish(registered, **ALL, by=world.bram)
    rows = (ended, ends_today, runs, had_one)
    assert [anew(each).certified_on for each in rows] == [None, LAST, LAST, date(2026, 1, 1)]
    with at(LAST + timedelta(days=30)):
        finish(registered, attended=1, finished=1, certified=0, by=world.bram)
    assert [anew(each).certified_on for each in rows] == [None, None, None, date(2026, 1, 1)]
    with at(LAST + timedelta(days=30)):
        finish(registered, **ALL, by=world.bram)
    assert [anew(each).certified_on for each in rows] == [None, LAST, LAST, date(2026, 1, 1)]


def test_a_placement_that_comes_later_knows_the_certificate_and_loses_it_with_its_correction(
    world, registered
):
    with at(LAST):
        finish(registered, **ALL, by=world.bram)
    with at(LAST + timedelta(days=1)):
        made = placed(world, start=date(2027, 4, 5), end=date(2027, 7, 2))
        assert made.certified_on == LAST
        finish(registered, **NONE, by=world.bram)
    assert anew(made).certified_on is None


@pytest.mark.parametrize(
    ("ended", "then"), [(None, LAST + timedelta(days=9)), (LAST + timedelta(days=3), None)]
)
def test_without_the_first_certificate_the_next_one_counts(world, registered, ended, then):
    second = register(make_course(company=world.company), world.sanne, by=world.sanne.user)
    placement = agreed(world)
    with at(LAST):
        finish(registered, **ALL, by=world.bram)
    with at(LAST + timedelta(days=9)):
        finish(second, **ALL, by=world.bram)
        assert anew(placement).certified_on == LAST
        if ended:
            over_on(placement, ended)
        finish(registered, **NONE, by=world.bram)
    assert anew(placement).certified_on == then


def test_a_certificate_outlives_whoever_got_it(world, registered):
    placement = agreed(world)
    with at(LAST):
        finish(registered, **ALL, by=world.bram)
        let_go(world.sanne, by=world.admin)
        registered.refresh_from_db()
        finish(registered, attended=1, finished=1, certified=0, by=world.bram)
    assert said(registered) == (1, 1, 0, LAST)
    assert anew(placement).certified_on == LAST
