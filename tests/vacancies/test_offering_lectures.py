"""Lectures offered to schools: by whom, in which words, and when they can be had."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from profiles.editing import Outdated
from profiles.models import Company, Membership
from profiles.sharing import NotVerified
from tests.placements.offering import HOUR, NINE, TOLD, offered
from tests.world import make_company, make_establishment, make_user
from vacancies.models import Lecture, Moment
from vacancies.offering_lectures import (
    LectureWithdrawn,
    MomentTaken,
    TooManyMoments,
    add_moment,
    change_lecture,
    offer_lecture,
    withdraw_lecture,
)

A_SECOND = timedelta(seconds=1)


def fresh(lecture: Lecture) -> Lecture:
    return Lecture.objects.get(pk=lecture.pk)


def test_a_company_offers_a_lecture_that_schools_and_the_office_see(world):
    lecture = offered(world.company, by=world.bram, description="Met helm", level_min=2, level_max=4, most=30)
    seen = {
        who: list(Lecture.objects.visible_to(getattr(world, who)))
        for who in ("bram", "coordinator", "region_officer", "admin", "stranger")
    }
    everybody = ("bram", "coordinator", "region_officer", "admin")
    assert seen == {who: [lecture] for who in everybody} | {"stranger": []}
    assert not Lecture.objects.visible_to(world.sanne.user).exists()
    assert (lecture.level_max, lecture.most, lecture.moments.count()) == (4, 30, 1)


@pytest.mark.parametrize("who", ["coordinator", "region_officer", "stranger", "rival"])
def test_nobody_else_does(world, who):
    rival = make_user("rival@brood.test", role=Membership.Role.COMPANY_ADMIN, company=make_company("Brood"))
    by, lecture = rival if who == "rival" else getattr(world, who), offered(world.company, by=world.bram)
    for act in (
        lambda: offer_lecture(world.company, told=TOLD, by=by),
        lambda: change_lecture(lecture, changes={"title": "Anders"}, by=by),
        lambda: add_moment(lecture, NINE + 2 * HOUR, NINE + 3 * HOUR, by=by),
        lambda: withdraw_lecture(lecture, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert (fresh(lecture).title, lecture.moments.count(), fresh(lecture).withdrawn_at) == (
        TOLD["title"],
        1,
        None,
    )


def test_a_company_that_is_not_approved_offers_nothing(world):
    lecture = offered(world.company, by=world.bram)
    Company.objects.update(verified_at=None)
    lecture = fresh(lecture)
    for act in (
        lambda: offer_lecture(lecture.company, told=TOLD, by=world.bram),
        lambda: change_lecture(lecture, changes={"title": "Anders"}, by=world.bram),
        lambda: add_moment(lecture, NINE + 2 * HOUR, NINE + 3 * HOUR, by=world.bram),
    ):
        with pytest.raises(NotVerified):
            act()
    assert not Lecture.objects.visible_to(world.coordinator).exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "bsn 111222333"}, "title"),
        ({"most": 0}, "most"),
        ({"level_min": 3}, "level_max"),
        ({"level_max": 3}, "level_min"),
        ({"level_min": 4, "level_max": 3}, "level_max"),
        ({"establishment": "elsewhere"}, "establishment"),
    ],
)
def test_what_cannot_be_is_said_by_field(world, told, field):
    if told.get("establishment"):
        told = {"establishment": make_establishment(make_company("Brood"))}
    with pytest.raises(ValidationError) as error:
        offer_lecture(world.company, told=TOLD | told, by=world.bram)
    assert (list(error.value.message_dict), Lecture.objects.count()) == ([field], 0)


@pytest.mark.parametrize(
    ("starts", "lasts", "field"),
    [
        (timedelta(), HOUR, "starts_at"),
        (-A_SECOND, HOUR, "starts_at"),
        (timedelta(days=732), HOUR, "starts_at"),
        (HOUR, timedelta(), "ends_at"),
        (HOUR, -A_SECOND, "ends_at"),
        (HOUR, timedelta(days=1) + A_SECOND, "ends_at"),
    ],
)
def test_a_moment_lies_ahead_and_ends_after_it_starts(world, starts, lasts, field):
    lecture = offer_lecture(world.company, told=TOLD, by=world.bram)
    start = timezone.now() + starts
    with pytest.raises(ValidationError) as error:
        add_moment(lecture, start, start + lasts, by=world.bram)
    assert (list(error.value.message_dict), Moment.objects.count()) == ([field], 0)


@pytest.mark.parametrize(
    ("starts", "ends", "is_taken"),
    [
        (-HOUR, timedelta(), False),
        (-HOUR, A_SECOND, True),
        (timedelta(), HOUR, True),
        (HOUR - A_SECOND, 2 * HOUR, True),
        (HOUR, 2 * HOUR, False),
        (-HOUR, 2 * HOUR, True),
    ],
)
def test_a_lecture_is_not_given_twice_at_a_time(world, starts, ends, is_taken):
    lecture = offered(world.company, by=world.bram)
    if is_taken:
        with pytest.raises(MomentTaken):
            add_moment(lecture, NINE + starts, NINE + ends, by=world.bram)
    else:
        add_moment(lecture, NINE + starts, NINE + ends, by=world.bram)
    assert lecture.moments.count() == (1 if is_taken else 2)
    add_moment(offer_lecture(world.company, told=TOLD, by=world.bram), NINE, NINE + HOUR, by=world.bram)


def test_a_lecture_can_be_had_at_a_hundred_moments_to_come(world):
    lecture = offered(world.company, by=world.bram)
    lecture.moments.all().delete()
    Moment.objects.bulk_create(
        Moment(lecture=lecture, starts_at=NINE + day * 24 * HOUR, ends_at=NINE + day * 24 * HOUR + HOUR)
        for day in range(1, 100)
    )
    Moment.objects.create(lecture=lecture, starts_at=timezone.now() - 2 * HOUR, ends_at=timezone.now() - HOUR)
    add_moment(lecture, NINE, NINE + HOUR, by=world.bram)
    with pytest.raises(TooManyMoments):
        add_moment(lecture, NINE + 2 * HOUR, NINE + 3 * HOUR, by=world.bram)


def test_an_edit_of_what_somebody_changed_since_is_refused(world):
    lecture = offered(world.company, by=world.bram)
    stale = fresh(lecture)
    change_lecture(fresh(lecture), changes={"most": 12}, by=world.bram)
    with pytest.raises(Outdated):
        change_lecture(stale, changes={"title": "Anders"}, by=world.bram)
    assert (fresh(lecture).most, fresh(lecture).title) == (12, TOLD["title"])


def test_what_is_taken_back_is_offered_no_more(world):
    lecture = offered(world.company, by=world.bram)
    withdraw_lecture(lecture, by=world.bram)
    first = fresh(lecture).withdrawn_at
    withdraw_lecture(fresh(lecture), by=world.bram)
    assert (first is not None, fresh(lecture).withdrawn_at) == (True, first)
    assert not Lecture.objects.visible_to(world.coordinator).exists()
    assert Lecture.objects.visible_to(world.bram).get() == lecture
    with pytest.raises(LectureWithdrawn):
        change_lecture(fresh(lecture), changes={"title": "Anders"}, by=world.bram)
    with pytest.raises(LectureWithdrawn):
        add_moment(lecture, NINE + 2 * HOUR, NINE + 3 * HOUR, by=world.bram)
