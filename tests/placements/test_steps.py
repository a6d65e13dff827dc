"""The state table: every way on, from three doors to a place; who may, whose turn it is, and by when."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from placements.answering import accept, decline, end_overdue, offer, talk, withdraw
from placements.applying import NoAccount, NotEligible, VacancyClosed, apply, invite, propose
from placements.ending import cancel
from placements.models import Application, Placement
from placements.offering import BadOffer, Offer
from placements.placing import AlreadyStarted
from placements.reasons import BY_TURN, BadReason, Reason
from placements.stepping import ApplicationClosed, NoReason, NotYourTurn
from placements.steps import MOVES, Side, Verb, moves_of
from placements.superseding import Overlapping
from profiles.models import Establishment, Recognition, Student
from tests.placements.playing import at, offered, placed
from tests.world import make_company, make_establishment, make_student, make_user, make_vacancy, make_visible
from vacancies.models import Vacancy

Door, State, Turn = Application.Door, Application.State, Application.Turn
EndReason = Placement.EndReason
FIRST, LAST = date(2027, 2, 1), date(2027, 7, 2)


def steps(application: Application) -> list[tuple]:
    return list(application.steps.values_list("side", "state", "waits_for", "answer_by", "reason"))


def sees_name(world) -> bool:
    return Student.objects.named_to([world.company.pk]).filter(pk=world.sanne.pk).exists()


def recognise(world) -> None:
    Establishment.objects.update(recognitions_checked_on=date(2026, 11, 1))
    Recognition.objects.create(establishment=world.establishment, crebo="25102", valid_from=date(2020, 1, 1))


def test_from_applying_to_a_place(world):
    application = apply(world.sanne, world.vacancy, by=world.sanne.user)
    talk(application, by=world.bram)
    offer(application, Offer(weekdays=(1, 2, 3)), by=world.bram)
    accept(application, by=world.sanne.user)
    term = date(2026, 12, 4)
    assert steps(application) == [
        ("student", "requested", "company", term, ""),
        ("company", "in_conversation", "company", term, ""),
        ("company", "offered", "student", term, ""),
        ("student", "accepted", "", None, ""),
    ]
    placement = application.placement
    assert (placement.status, placement.start, placement.end, placement.weekdays) == (
        "agreed",
        FIRST,
        LAST,
        [1, 2, 3],
    )
    assert (placement.school, placement.group, placement.company) == (world.gilde, world.group, world.company)
    assert Vacancy.objects.get(pk=world.vacancy.pk).seats_taken == 1
    assert Placement.objects.started().count() == 0


def test_an_invitation_leads_to_a_conversation_and_shows_the_name(world):
    application = invite(make_visible(world.sanne), world.vacancy, by=world.bram)
    assert (application.waits_for, sees_name(world)) == (Turn.STUDENT, False)
    accept(application, by=world.sanne.user)
    assert (application.state, application.waits_for, sees_name(world)) == (
        State.IN_CONVERSATION,
        Turn.COMPANY,
        True,
    )


def test_a_proposal_reaches_the_company_when_the_student_confirms(world):
    recognise(world)
    application = propose(world.sanne, world.vacancy, by=world.coordinator)
    assert (application.answer_by, application.sent_at, sees_name(world)) == (date(2026, 11, 25), None, False)
    assert not Application.objects.visible_to(world.bram).exists()
    accept(application, by=world.sanne.user)
    assert Application.objects.visible_to(world.bram).get() == application
    assert (application.state, application.waits_for, application.answer_by, sees_name(world)) == (
        State.REQUESTED,
        Turn.COMPANY,
        date(2026, 12, 4),
        True,
    )
    assert application.answered_at is None
    talk(application, by=world.bram)
    assert application.answered_by == world.bram


def test_a_proposal_that_nobody_confirms_was_never_sent(world):
    recognise(world)
    application = propose(world.sanne, world.vacancy, by=world.coordinator)
    with at(date(2026, 11, 26)):
        assert end_overdue(Application.objects.all()) == 1
    application.refresh_from_db()
    assert (application.state, application.sent_at, sees_name(world)) == (State.EXPIRED, None, False)


def test_a_coordinator_takes_a_proposal_back_and_nobody_else_of_the_school_acts(world):
    recognise(world)
    application = propose(world.sanne, world.vacancy, by=world.coordinator)
    with pytest.raises(PermissionDenied):
        accept(application, by=world.coordinator)
    withdraw(application, by=world.coordinator)
    assert application.state == State.WITHDRAWN


def test_a_school_proposes_only_what_may_become_a_place(world):
    recognise(world)
    with pytest.raises(PermissionDenied):
        propose(make_student(), world.vacancy, by=world.coordinator)
    with pytest.raises(NoAccount):
        propose(make_student(world.group), world.vacancy, by=world.coordinator)
    far = make_vacancy(world.establishment, kind=Vacancy.Kind.SIDE_JOB)
    with pytest.raises(NotEligible):
        propose(world.sanne, far, by=world.coordinator)
    Establishment.objects.update(recognitions_checked_on=None)
    with pytest.raises(NotEligible):
        propose(world.sanne, world.vacancy, by=world.coordinator)
    Vacancy.objects.update(status="closed")
    with pytest.raises(VacancyClosed):
        propose(world.sanne, world.vacancy, by=world.coordinator)


VERBS = {
    Verb.TALK: talk,
    Verb.OFFER: lambda application, by: offer(application, Offer(), by=by),
    Verb.ACCEPT: accept,
    Verb.DECLINE: lambda application, by: decline(application, by=by, reason=Reason.PERIOD_DIFFERS),
    Verb.WITHDRAW: withdraw,
}


def brought_to(world, move, door: str) -> Application:
    """Give an application that came through a door, in the state before a move."""
    recognise(world)
    ask = {
        Door.APPLY: lambda: apply(world.sanne, world.vacancy, by=world.sanne.user),
        Door.INVITE: lambda: invite(make_visible(world.sanne), world.vacancy, by=world.bram),
        Door.PROPOSE: lambda: propose(world.sanne, world.vacancy, by=world.coordinator),
    }
    application = ask[door]()
    ways = [(accept, world.sanne.user), (talk, world.bram), (VERBS[Verb.OFFER], world.bram)]
    for act, by in [*ways, (accept, world.sanne.user)]:
        if (application.state, application.waits_for) == (move.before, move.turn):
            return application
        try:
            act(application, by=by)
        except (NotYourTurn, PermissionDenied):
            continue
    if move.before == State.QUEUED:
        Application.objects.filter(pk=application.pk).update(state="queued", waits_for="", answer_by=None)
        application.refresh_from_db()
    return application


@pytest.mark.parametrize(
    ("move", "door"),
    [pytest.param(move, door, id=f"{door}-{move.before}-{move.side}-{move.verb}")
     for move in MOVES for door in sorted(move.doors)
     if not (door == Door.INVITE and (move.before, move.turn) == (State.REQUESTED, Turn.COMPANY))],
)  # fmt: skip
def test_every_way_of_the_table_is_walked(world, move, door):
    application = brought_to(world, move, door)
    assert (application.state, application.waits_for) == (move.before, move.turn)
    by = {"student": world.sanne.user, "company": world.bram, "school": world.coordinator}[move.side]
    assert move in list(moves_of(application, move.side))
    VERBS[move.verb](application, by=by)
    last = application.steps.last()
    application.refresh_from_db()
    assert (application.state, application.waits_for) == (move.after, move.then)
    assert (last.state, last.by, last.side) == (move.after, by, move.side)


@pytest.mark.parametrize("verb", [Verb.OFFER, Verb.TALK, Verb.ACCEPT, Verb.WITHDRAW])
def test_who_has_not_the_turn_hears_so(world, verb):
    application = offered(world)
    by = world.sanne.user if verb == Verb.WITHDRAW else world.bram
    with pytest.raises((NotYourTurn, PermissionDenied)):
        VERBS[verb](application, by=by)


def test_a_company_says_why_it_says_no_and_only_what_is_about_the_place(world):
    application = apply(world.sanne, world.vacancy, by=world.sanne.user)
    with pytest.raises(NoReason):
        decline(application, by=world.bram)
    with pytest.raises(BadReason):
        decline(application, by=world.bram, reason=Reason.TOO_FAR)
    decline(application, by=world.bram, reason=Reason.SEATS_FILLED)
    assert steps(application)[-1][-1] == "seats_filled"


def test_a_student_may_say_why_and_need_not(world):
    application = offered(world)
    with pytest.raises(BadReason):
        decline(application, by=world.sanne.user, reason=Reason.NO_SUPERVISOR)
    decline(application, by=world.sanne.user)
    assert steps(application)[-1] == ("student", "declined", "", None, "")


def test_every_reason_belongs_to_a_side():
    assert {reason for reasons in BY_TURN.values() for reason in reasons} == set(Reason)


@pytest.mark.parametrize(
    "bad",
    [
        Offer(start=date(2027, 8, 1)),
        Offer(hours_per_week=0),
        Offer(hours_per_week=46),
        Offer(weekdays=()),
        Offer(weekdays=(0,)),
        Offer(weekdays=(8,)),
    ],
)
def test_an_offer_that_cannot_be_is_refused(world, bad):
    application = apply(world.sanne, world.vacancy, by=world.sanne.user)
    with pytest.raises(BadOffer):
        offer(application, bad, by=world.bram)


def test_an_offer_says_from_when_where_the_vacancy_does_not(world):
    Vacancy.objects.update(start=None, end=None)
    application = Application.objects.get(pk=apply(world.sanne, world.vacancy, by=world.sanne.user).pk)
    with pytest.raises(BadOffer):
        offer(application, Offer(), by=world.bram)
    offer(application, Offer(start=FIRST), by=world.bram)
    assert (application.start, application.end) == (FIRST, None)


def test_a_place_that_is_taken_back_before_it_starts_frees_its_seat(world):
    placement = placed(world)
    withdraw(placement.application, by=world.sanne.user)
    placement.refresh_from_db()
    assert (placement.status, Vacancy.objects.get(pk=world.vacancy.pk).seats_taken) == ("cancelled", 0)
    assert not sees_name(world)


@pytest.mark.parametrize("who", ["student", "company", "school", "admin"])
def test_a_place_that_a_party_cancels_ends_its_application_and_the_student_may_ask_again(world, who):
    placement = placed(world)
    parties = {"student": world.sanne.user, "company": world.bram, "school": world.coordinator}
    cancel(placement, by=parties.get(who, world.admin), reason=EndReason.STUDENT_STOPS)
    application = Application.objects.get()
    last = application.steps.latest("number")
    assert (application.state, last.side) == (State.WITHDRAWN, who if who in parties else Side.CLOCK)
    assert (Vacancy.objects.get(pk=world.vacancy.pk).seats_taken, sees_name(world)) == (0, False)
    assert apply(world.sanne, world.vacancy, by=world.sanne.user).state == State.REQUESTED


def test_a_place_that_started_is_not_taken_back(world):
    placement = placed(world)
    Placement.objects.update(status="started", started_on=FIRST)
    with pytest.raises(AlreadyStarted):
        withdraw(placement.application, by=world.sanne.user)
    assert Vacancy.objects.get(pk=world.vacancy.pk).seats_taken == 1


def elsewhere(world, **fields) -> Vacancy:
    host = make_establishment(make_company("Andere Metaal"))
    return make_vacancy(host, **fields)


@pytest.mark.parametrize(
    ("fields", "ends"),
    [
        ({}, True),
        ({"start": date(2027, 7, 2), "end": None}, True),
        ({"start": date(2027, 7, 3), "end": None}, False),
        ({"start": None, "end": date(2027, 1, 31)}, False),
        ({"start": None, "end": None}, True),
        ({"kind": "apprenticeship"}, True),
        ({"kind": "side_job"}, False),
        ({"kind": "orientation_visit"}, False),
        ({"kind": "first_job"}, False),
        ({"weekdays": [4, 5]}, False),
        ({"weekdays": [3, 4]}, True),
    ],
)
def test_an_accepted_place_ends_what_it_excludes(world, fields, ends):
    other = apply(world.sanne, elsewhere(world, **fields), by=world.sanne.user)
    placed(world, weekdays=(1, 2, 3))
    other.refresh_from_db()
    assert (other.state, other.waits_for) == (("superseded", "") if ends else ("requested", "company"))
    named = Student.objects.named_to([other.vacancy.company_id]).exists()
    assert named is not ends


@pytest.mark.parametrize(
    ("start", "weekdays", "fits"),
    [(LAST, (1,), False), (LAST, (4, 5), True), (date(2027, 7, 3), (1,), True), (LAST, None, False)],
)
def test_two_places_at_a_time_are_refused_where_they_share_a_day(world, start, weekdays, fits):
    second = apply(world.sanne, elsewhere(world, start=date(2027, 8, 1), end=None), by=world.sanne.user)
    placed(world, weekdays=(1, 2, 3))
    mate = make_user("mate@andere.test", role="company_admin", company=second.vacancy.company)
    offer(second, Offer(start=start, end=date(2027, 12, 1), weekdays=weekdays), by=mate)
    if fits:
        accept(second, by=world.sanne.user)
        return
    with pytest.raises(Overlapping):
        accept(second, by=world.sanne.user)
    second.refresh_from_db()
    assert (second.state, Vacancy.objects.get(pk=second.vacancy_id).seats_taken) == ("offered", 0)


def test_the_answer_comes_too_late_the_day_after_the_term(world):
    application = offered(world)
    with at(date(2026, 12, 5)), pytest.raises(ApplicationClosed):
        accept(application, by=world.sanne.user)
