"""Applying, inviting, answering and taking back: who may, what is revealed, and when it ends."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from placements.answering import accept, decline, end_overdue, talk, withdraw
from placements.applying import AlreadyAsked, TooManyInvitations, VacancyClosed, apply, invite
from placements.models import Application
from placements.reasons import Reason
from placements.stepping import ApplicationClosed, NotYourTurn
from placements.tasks import end_overdue_applications
from profiles import sharing
from profiles.models import Company, Student, User
from tests.placements.playing import at
from tests.world import (
    World,
    make_company,
    make_establishment,
    make_guardian,
    make_student,
    make_user,
    make_vacancy,
    make_visible,
)
from vacancies.models import Vacancy

LAST_DAY = date(2026, 12, 4)
Door, State = Application.Door, Application.State


@pytest.fixture
def applied(world: World) -> Application:
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


@pytest.fixture
def invited(world: World) -> Application:
    return invite(make_visible(world.sanne), world.vacancy, by=world.bram)


def sees_name(company: Company, student: Student) -> bool:
    return Student.objects.named_to([company.pk]).filter(pk=student.pk).exists()


def test_who_applies_shows_the_company_the_name_at_once(world, applied):
    assert (applied.door, applied.state, applied.answer_by) == (Door.APPLY, State.REQUESTED, LAST_DAY)
    assert (applied.requested_by, applied.is_waiting) == (world.sanne.user, True)
    assert sees_name(world.company, world.sanne)
    assert not sees_name(make_company("Andere Metaal"), world.sanne)


def test_an_invitation_reveals_nothing_until_the_student_accepts(world, invited):
    assert (invited.door, sees_name(world.company, world.sanne)) == (Door.INVITE, False)
    accept(invited, by=world.sanne.user)
    assert (invited.state, invited.answered_by, sees_name(world.company, world.sanne)) == (
        State.IN_CONVERSATION,
        world.sanne.user,
        True,
    )


def test_a_declined_invitation_reveals_nothing_and_is_not_repeated(world, invited):
    decline(invited, by=world.sanne.user)
    assert not sees_name(world.company, world.sanne)
    with pytest.raises(AlreadyAsked):
        invite(world.sanne, world.vacancy, by=world.bram)
    assert apply(world.sanne, world.vacancy, by=world.sanne.user).state == State.REQUESTED


def test_a_declined_application_is_not_repeated(world, applied):
    decline(applied, by=world.bram, reason=Reason.NO_SUPERVISOR)
    with pytest.raises(AlreadyAsked):
        apply(world.sanne, world.vacancy, by=world.sanne.user)


@pytest.mark.parametrize("ask", [apply, invite])
def test_there_is_one_open_application_per_student_and_vacancy(world, applied, ask):
    by = world.sanne.user if ask is apply else world.bram
    for act in (lambda: None, lambda: talk(applied, by=world.bram)):
        act()
        with pytest.raises(AlreadyAsked):
            ask(world.sanne, world.vacancy, by=by)
    assert Application.objects.count() == 1


def test_the_database_refuses_a_second_open_one(world, applied):
    with pytest.raises(IntegrityError, match=r"one_open_application|UNIQUE"), transaction.atomic():
        Application.objects.create(
            student=world.sanne,
            vacancy=world.vacancy,
            door=Door.INVITE,
            waits_for="student",
            answer_by=LAST_DAY,
        )


TURNS = {Door.APPLY: "company", Door.INVITE: "student"}
ACTORS = ["sanne", "bram", "coordinator", "region_officer", "admin", "stranger", "rival"]


def actor(world: World, name: str):
    if name == "rival":
        company = make_company("Rivaal")
        return make_user("rival@rivaal.test", role="company_admin", company=company)
    return world.sanne.user if name == "sanne" else getattr(world, name)


def say_no(application: Application, *, by: User) -> None:
    decline(application, by=by, reason=Reason.PERIOD_DIFFERS)


@pytest.mark.parametrize("name", ACTORS)
@pytest.mark.parametrize(
    ("door", "verb", "allowed"),
    [
        (Door.APPLY, talk, "bram"),
        (Door.APPLY, say_no, "bram"),
        (Door.APPLY, withdraw, "sanne"),
        (Door.INVITE, accept, "sanne"),
        (Door.INVITE, say_no, "sanne"),
        (Door.INVITE, withdraw, "bram"),
    ],
)
def test_each_side_does_what_is_its_own(world, name, door, verb, allowed):
    ask = {Door.APPLY: lambda: apply(world.sanne, world.vacancy, by=world.sanne.user)}
    asked = ask.get(door, lambda: invite(world.sanne, world.vacancy, by=world.bram))()
    if name == allowed:
        verb(asked, by=actor(world, name))
    else:
        other_side = (PermissionDenied, NotYourTurn) if name in ("sanne", "bram") else PermissionDenied
        with pytest.raises(other_side):
            verb(asked, by=actor(world, name))
    asked.refresh_from_db()
    assert ((asked.state, asked.waits_for) != (State.REQUESTED, TURNS[door])) is (name == allowed)


@pytest.mark.parametrize("name", ACTORS)
def test_only_the_student_applies_and_only_the_company_invites(world, name):
    user, done = actor(world, name), []
    for ask in (apply, invite):
        try:
            ask(world.sanne, world.vacancy, by=user).delete()
        except PermissionDenied:
            continue
        done.append(ask)
    assert done == {"sanne": [apply], "bram": [invite]}.get(name, [])


@pytest.mark.parametrize("ask", [apply, invite])
@pytest.mark.parametrize("change", [{"status": "draft"}, {"status": "closed"}, {"company": None}], ids=str)
def test_nobody_reacts_to_what_is_not_open(world, ask, change):
    if "company" in change:
        Company.objects.filter(pk=world.company.pk).update(verified_at=None)
    else:
        Vacancy.objects.filter(pk=world.vacancy.pk).update(**change)
    with pytest.raises(VacancyClosed):
        ask(world.sanne, world.vacancy, by=world.sanne.user if ask is apply else world.bram)
    assert (Application.objects.count(), sees_name(world.company, world.sanne)) == (0, False)


@pytest.mark.parametrize("talked", [False, True])
def test_taking_back_hides_the_name_from_the_next_request_on(world, applied, talked):
    if talked:
        talk(applied, by=world.bram)
    withdraw(applied, by=world.sanne.user)
    applied.refresh_from_db()
    assert (applied.state, applied.steps.last().by) == (State.WITHDRAWN, world.sanne.user)
    assert not sees_name(world.company, world.sanne)


def test_the_name_stays_while_another_application_to_the_company_lasts(world, applied):
    second = apply(world.sanne, make_vacancy(world.establishment), by=world.sanne.user)
    elsewhere = make_vacancy(make_establishment(make_company("Andere Metaal")))
    apply(world.sanne, elsewhere, by=world.sanne.user)
    withdraw(applied, by=world.sanne.user)
    seen = [sees_name(world.company, world.sanne)]
    withdraw(second, by=world.sanne.user)
    assert [*seen, sees_name(world.company, world.sanne)] == [True, False]
    assert sees_name(elsewhere.company, world.sanne)


def test_an_invitation_that_waits_does_not_keep_the_name(world, applied):
    waits = invite(world.sanne, make_vacancy(world.establishment), by=world.bram)
    withdraw(applied, by=world.sanne.user)
    assert (waits.is_waiting, sees_name(world.company, world.sanne)) == (True, False)


def test_a_company_that_takes_its_invitation_back_sees_no_less_than_before(world, applied):
    other = invite(world.sanne, make_vacancy(world.establishment), by=world.bram)
    withdraw(other, by=world.bram)
    assert sees_name(world.company, world.sanne)


ENDED = [State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.SUPERSEDED, "overdue"]


@pytest.mark.parametrize("verb", [talk, say_no, withdraw])
@pytest.mark.parametrize("state", ENDED)
def test_what_is_closed_stays_closed(world, applied, verb, state):
    if state == "overdue":
        Application.objects.update(answer_by=date(2026, 11, 20))
    else:
        Application.objects.update(state=state, waits_for="", ended_at=timezone.now())
    applied.refresh_from_db()
    with pytest.raises(ApplicationClosed):
        verb(applied, by=world.sanne.user if verb is withdraw else world.bram)


def test_of_two_answers_at_once_the_first_counts(world, applied):
    stale = Application.objects.select_related("vacancy", "student").get(pk=applied.pk)
    say_no(applied, by=world.bram)
    with pytest.raises(ApplicationClosed):
        talk(stale, by=world.bram)
    applied.refresh_from_db()
    assert applied.state == State.DECLINED


@pytest.mark.parametrize(
    ("ahead", "is_waiting"),
    [(timedelta(seconds=-1), True), (timedelta(0), False), (timedelta(seconds=1), False)],
)
def test_the_term_ends_with_its_last_day_swept_or_not(world, applied, ahead, is_waiting):
    midnight = datetime(2026, 12, 5, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(midnight + ahead, tick=False):
        applied.refresh_from_db()
        assert (applied.is_waiting, applied.state_today) == (
            is_waiting,
            State.REQUESTED if is_waiting else State.EXPIRED,
        )
        assert Application.objects.waiting().exists() is is_waiting
        assert Application.objects.in_state(State.REQUESTED).exists() is is_waiting
        assert Application.objects.in_state(State.EXPIRED).exists() is not is_waiting
        assert end_overdue(Application.objects.all()) == (0 if is_waiting else 1)
        assert sees_name(world.company, world.sanne) is is_waiting
        assert end_overdue(Application.objects.all()) == 0


def test_the_sweep_ends_only_what_is_overdue_and_keeps_the_name_where_another_lasts(world, applied):
    with at(date(2026, 12, 1)):
        apply(world.sanne, make_vacancy(world.establishment), by=world.sanne.user)
    with at(date(2026, 12, 7)):
        assert end_overdue_applications() == 1
        assert sees_name(world.company, world.sanne)
    assert sorted(Application.objects.values_list("state", flat=True)) == ["expired", "requested"]


def test_who_was_left_unanswered_may_apply_again_before_the_sweep(world, applied):
    with at(date(2026, 12, 7)):
        again = apply(world.sanne, world.vacancy, by=world.sanne.user)
        assert sees_name(world.company, world.sanne)
    applied.refresh_from_db()
    assert (applied.state, again.state) == (State.EXPIRED, State.REQUESTED)


def test_as_many_invitations_wait_as_a_vacancy_may_have(world, settings):
    settings.OPEN_INVITATIONS_PER_VACANCY = 2
    students = [make_visible(make_student(world.group)) for _ in range(4)]
    sent = [invite(student, world.vacancy, by=world.bram) for student in students[:2]]
    apply(students[3], world.vacancy, by=students[3].user)
    with pytest.raises(TooManyInvitations):
        invite(students[2], world.vacancy, by=world.bram)
    invite(students[2], make_vacancy(world.establishment), by=world.bram)
    decline(sent[0], by=students[0].user)
    assert invite(students[2], world.vacancy, by=world.bram).is_waiting


def test_an_invitation_that_nobody_answered_makes_room(world, settings):
    settings.OPEN_INVITATIONS_PER_VACANCY = 1
    first, second = (make_visible(make_student(world.group)) for _ in range(2))
    invite(first, world.vacancy, by=world.bram)
    with at(date(2026, 12, 7)):
        assert invite(second, world.vacancy, by=world.bram).is_waiting


YOUNG = date(2011, 5, 17)


@pytest.mark.parametrize(
    ("birth_date", "refusal"), [(YOUNG, sharing.NeedsGuardian), (None, sharing.AgeUnknown)]
)
def test_who_may_not_tell_the_name_cannot_apply(world, birth_date, refusal):
    student = make_student(world.group, birth_date=birth_date, user=make_user("noor@leerling.test"))
    with pytest.raises(refusal):
        apply(student, world.vacancy, by=student.user)
    assert Application.objects.count() == 0


def test_a_minor_applies_as_far_as_the_guardian_agreed_and_is_reached_through_the_school(world):
    student = make_student(world.group, birth_date=YOUNG, user=make_user("noor@leerling.test"))
    guardianship = make_guardian(student)
    apply(student, world.vacancy, by=student.user)
    assert (sees_name(world.company, student), sharing.contact_through_school(student)) == (True, True)
    with pytest.raises(PermissionDenied):
        withdraw(Application.objects.get(), by=guardianship.user)


def test_a_minor_does_not_accept_what_the_guardian_did_not_agree_to(world):
    student = make_student(world.group, birth_date=YOUNG, user=make_user("noor@leerling.test"))
    make_guardian(student, answer=Student.Visibility.ANONYMOUS)
    asked = invite(student, world.vacancy, by=world.bram)
    with pytest.raises(sharing.NeedsGuardian):
        accept(asked, by=student.user)
    asked.refresh_from_db()
    assert (asked.state, sees_name(world.company, student)) == (State.REQUESTED, False)


def test_who_sees_which_application(world, applied):
    rival = actor(world, "rival")
    other = make_student(None, user=make_user("other@leerling.test"))
    readers = {name: actor(world, name) for name in ACTORS if name != "rival"} | {
        "rival": rival,
        "other": other.user,
    }
    seen = {name for name, user in readers.items() if Application.objects.visible_to(user).exists()}
    assert seen == {"sanne", "bram", "coordinator", "admin"}


def test_a_former_member_and_an_unverified_company_see_nothing(world, applied):
    Company.objects.filter(pk=world.company.pk).update(verified_at=None)
    assert not Application.objects.visible_to(world.bram).exists()
    Company.objects.filter(pk=world.company.pk).update(verified_at=timezone.now())
    assert Application.objects.visible_to(world.bram).exists()
    world.bram.memberships.update(ended_at=timezone.now())
    former = type(world.bram).objects.get(pk=world.bram.pk)
    assert not Application.objects.visible_to(former).exists()


def test_an_erased_student_takes_the_applications_along(world, applied):
    world.sanne.delete()
    assert Application.objects.count() == 0
