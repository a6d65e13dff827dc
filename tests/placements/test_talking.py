"""Talks: planned by the company with a time and a place, moved, called off, held or not."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from placements.answering import withdraw
from placements.applying import apply, invite
from placements.stepping import ApplicationClosed, NotYourTurn
from placements.talking import BadTalk, TalkDue, TalkOver, call_off, mark, plan, talks_shown
from profiles.reading.values import BadValue
from tests.placements.playing import at, offered
from tests.world import make_company, make_guardian, make_student, make_user, make_visible

NOON = datetime(2026, 12, 1, 12, tzinfo=timezone.get_default_timezone())
HERE = "Molenstraat 1, Roermond"


@pytest.fixture
def applied(world):
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


def of_noor(world):
    """Noor is fifteen: contact with her runs through the school."""
    user = make_user("noor@leerling.test")
    noor = make_student(world.group, first_name="Noor", birth_date=date(2011, 5, 17), user=user)
    make_guardian(noor)
    return apply(noor, world.vacancy, by=user)


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


def test_a_moved_talk_stays_the_same_talk(world, applied):
    first = plan(applied, at=NOON, place=HERE, note="Ask for Bram", by=world.bram)
    moved = plan(applied, at=NOON + timedelta(days=1), place="Weert", by=world.bram)
    assert (moved.uuid, moved.moves, moved.place, moved.note) == (first.uuid, 1, "Weert", "")
    assert (states(applied), applied.answer_by) == (["planned"], date(2026, 12, 16))


def test_what_became_of_a_talk_is_said_before_the_next_is_planned(world, applied):
    plan(applied, at=NOON, place=HERE, by=world.bram)
    with at(date(2026, 12, 2)):
        with pytest.raises(TalkDue):
            plan(applied, at=NOON + timedelta(days=7), place=HERE, by=world.bram)
        mark(applied, "no_show", by=world.bram)
        plan(applied, at=NOON + timedelta(days=7), place=HERE, by=world.bram)
    assert states(applied) == ["no_show", "planned"]


def test_a_company_plans_after_the_student_said_yes_to_an_invitation_and_not_before(world):
    application = invite(make_visible(world.sanne), world.vacancy, by=world.bram)
    with pytest.raises(NotYourTurn):
        plan(application, at=NOON, place=HERE, by=world.bram)


@pytest.mark.parametrize(
    ("when", "place"),
    [(NOON - timedelta(days=30), HERE), (NOON + timedelta(days=90), HERE), (NOON, " ")],
)
def test_a_talk_lies_ahead_within_two_months_and_has_a_place(world, applied, when, place):
    with pytest.raises(BadTalk):
        plan(applied, at=when, place=place, by=world.bram)
    assert (applied.state, applied.talks.count()) == ("requested", 0)


@pytest.mark.parametrize("said", [{"place": "bel 111222333"}, {"place": HERE, "note": "bsn 111222333"}])
def test_a_place_and_a_note_hold_no_citizen_number(world, applied, said):
    with pytest.raises(BadValue):
        plan(applied, at=NOON, **said, by=world.bram)


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
def test_either_side_calls_off_before_it_begins(world, applied, who):
    plan(applied, at=NOON, place=HERE, by=world.bram)
    by = world.sanne.user if who == "sanne" else world.bram
    with at(date(2026, 12, 2)), pytest.raises(TalkOver):
        call_off(applied, by=by)
    mark(applied, "cancelled", by=by)
    assert states(applied) == ["cancelled"]
    with pytest.raises(PermissionDenied):
        mark(applied, "cancelled", by=world.coordinator)


def test_who_calls_off_says_why_in_a_message(world, applied):
    plan(applied, at=NOON, place=HERE, by=world.bram)
    with pytest.raises(BadValue):
        call_off(applied, why="bsn 111222333", by=world.sanne.user)
    assert states(applied) == ["planned"]
    call_off(applied, why="I have a test. Wednesday?", by=world.sanne.user)
    (said,) = applied.messages.all()
    assert (states(applied), said.side, said.text) == (["cancelled"], "student", "I have a test. Wednesday?")


def test_a_school_calls_off_for_whose_contact_runs_through_it(world):
    application = of_noor(world)
    plan(application, at=NOON, place=HERE, by=world.bram)
    guardian = application.student.guardianships.get().user
    with pytest.raises(PermissionDenied):
        call_off(application, by=guardian)
    call_off(application, why="Noor is ill.", by=world.coordinator)
    assert (states(application), application.messages.get().side) == (["cancelled"], "school")


def test_what_ends_an_application_calls_its_talk_off(world, applied):
    plan(applied, at=NOON, place=HERE, by=world.bram)
    withdraw(applied, by=world.sanne.user)
    assert states(applied) == ["cancelled"]


def test_talks_are_shown_to_both_sides_and_to_those_through_whom_contact_runs(world, applied):
    plan(applied, at=NOON, place=HERE, by=world.bram)
    young = of_noor(world)
    plan(young, at=NOON, place=HERE, by=world.bram)
    guardian = young.student.guardianships.get().user
    shown = [
        (application, user, len(talks_shown(user, application)))
        for application, users in (
            (applied, (world.sanne.user, world.bram, world.coordinator, world.admin)),
            (young, (young.student.user, world.bram, world.coordinator, guardian)),
        )
        for user in users
    ]
    assert [count for _application, _user, count in shown] == [1, 1, 0, 0, 1, 1, 1, 1]
