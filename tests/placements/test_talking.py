"""Talks: planned by the company with a time and a place, moved, cancelled, held or not."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from placements.answering import withdraw
from placements.applying import apply, invite
from placements.stepping import ApplicationClosed, NotYourTurn
from placements.talking import BadTalk, TalkOver, mark, plan
from profiles.reading.values import BadValue
from tests.placements.playing import at, offered
from tests.world import make_company, make_user, make_visible

NOON = datetime(2026, 12, 1, 12, tzinfo=timezone.get_default_timezone())
HERE = "Molenstraat 1, Roermond"


@pytest.fixture
def applied(world):
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


def states(application) -> list[str]:
    return list(application.talks.values_list("state", flat=True))


def test_a_talk_is_a_conversation_and_gives_the_company_time_from_its_day_on(world, applied):
    talk = plan(applied, at=NOON, place=HERE, by=world.bram)
    assert (applied.state, applied.answered_by, applied.answer_by) == (
        "in_conversation",
        world.bram,
        date(2026, 12, 15),
    )
    assert (talk.state, talk.place, applied.steps.count()) == ("planned", HERE, 2)


def test_a_moved_talk_replaces_the_planned_one(world, applied):
    plan(applied, at=NOON, place=HERE, by=world.bram)
    plan(applied, at=NOON + timedelta(days=1), place="Weert", by=world.bram)
    assert states(applied) == ["cancelled", "planned"]
    assert applied.answer_by == date(2026, 12, 16)


def test_a_company_plans_after_the_student_said_yes_to_an_invitation_and_not_before(world):
    application = invite(make_visible(world.sanne), world.vacancy, by=world.bram)
    with pytest.raises(NotYourTurn):
        plan(application, at=NOON, place=HERE, by=world.bram)


@pytest.mark.parametrize(("when", "place"), [(NOON - timedelta(days=30), HERE), (NOON, " ")])
def test_a_talk_lies_ahead_and_has_a_place(world, applied, when, place):
    with pytest.raises(BadTalk):
        plan(applied, at=when, place=place, by=world.bram)
    assert (applied.state, applied.talks.count()) == ("requested", 0)


def test_a_place_holds_no_citizen_number(world, applied):
    with pytest.raises(BadValue):
        plan(applied, at=NOON, place="bel 111222333", by=world.bram)


def test_nobody_else_plans(world, applied):
    rival = make_user("rival@rivaal.test", role="company_admin", company=make_company("Rivaal"))
    for user in (world.sanne.user, world.coordinator, rival, world.stranger):
        with pytest.raises(PermissionDenied):
            plan(applied, at=NOON, place=HERE, by=user)


def test_no_talk_where_the_application_is_over_or_an_offer_waits(world, applied):
    withdraw(applied, by=world.sanne.user)
    with pytest.raises(ApplicationClosed):
        plan(applied, at=NOON, place=HERE, by=world.bram)
    with pytest.raises(NotYourTurn):
        plan(offered(world), at=NOON, place=HERE, by=world.bram)


def test_a_talk_was_held_or_not_once_it_was_due_and_the_company_says_so(world, applied):
    plan(applied, at=NOON, place=HERE, by=world.bram)
    with pytest.raises(TalkOver):
        mark(applied, "held", by=world.bram)
    with at(date(2026, 12, 2)):
        with pytest.raises(NotYourTurn):
            mark(applied, "no_show", by=world.sanne.user)
        mark(applied, "held", by=world.bram)
        with pytest.raises(TalkOver):
            mark(applied, "no_show", by=world.bram)
    assert states(applied) == ["held"]


@pytest.mark.parametrize("who", ["sanne", "bram"])
def test_either_side_cancels(world, applied, who):
    plan(applied, at=NOON, place=HERE, by=world.bram)
    mark(applied, "cancelled", by=world.sanne.user if who == "sanne" else world.bram)
    assert states(applied) == ["cancelled"]
    with pytest.raises(PermissionDenied):
        mark(applied, "cancelled", by=world.coordinator)
