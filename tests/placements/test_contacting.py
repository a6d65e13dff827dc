"""Contacts: what was asked and whether it was answered in time stays countable when applications go."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from placements.answering import accept, decline, end_overdue, talk, withdraw
from placements.applying import apply, invite, propose
from placements.models import Application, Contact
from placements.queueing import advance
from placements.reasons import Reason
from profiles.forgetting import forget
from profiles.models import Establishment, Recognition, Student
from tests.world import TODAY, make_visible
from vacancies.models import Vacancy


@pytest.fixture
def sanne(world):
    return make_visible(world.sanne)


def contacts(*names):
    return list(Contact.objects.order_by("pk").values_list(*names))


def later(**time):
    return time_machine.travel(datetime(2026, 11, 21, 12, tzinfo=UTC) + timedelta(**time))


def test_what_is_sent_is_a_contact_that_waits(world, sanne):
    application = apply(sanne, world.vacancy, by=sanne.user)
    contact = Contact.objects.get()
    assert (contact.application, contact.student, contact.company) == (application, sanne, world.company)
    assert (contact.door, contact.kind, contact.sent_on) == ("apply", "internship", TODAY)
    assert (contact.school, contact.level, contact.sector) == (
        world.gilde,
        world.group.level,
        world.vacancy.sector,
    )
    assert (contact.outcome, contact.decided_on) == ("waiting", None)


def test_a_first_act_of_the_receiving_side_is_an_answer(world, sanne):
    application = apply(sanne, world.vacancy, by=sanne.user)
    with later(days=2):
        talk(application, by=world.bram)
    assert contacts("outcome", "decided_on") == [("answered", TODAY + timedelta(days=2))]
    with later(days=3):
        decline(application, by=world.bram, reason=Reason.SEATS_FILLED)
    assert contacts("outcome", "decided_on") == [("answered", TODAY + timedelta(days=2))]


def test_what_the_clock_ends_is_unanswered_on_the_last_day_of_its_term(world, sanne):
    application = apply(sanne, world.vacancy, by=sanne.user)
    with later(days=40):
        end_overdue(Application.objects.all())
    assert contacts("outcome", "decided_on") == [("unanswered", application.answer_by)]


def test_what_is_taken_back_before_it_was_answered_is_neither(world, sanne):
    application = apply(sanne, world.vacancy, by=sanne.user)
    withdraw(application, by=sanne.user)
    assert contacts("outcome", "decided_on") == [("taken_back", TODAY)]


def test_what_was_answered_and_then_expired_stays_answered(world, sanne):
    application = apply(sanne, world.vacancy, by=sanne.user)
    talk(application, by=world.bram)
    with later(days=40):
        end_overdue(Application.objects.all())
    assert contacts("outcome") == [("answered",)]


def test_an_invitation_is_answered_by_the_student(world, sanne):
    application = invite(sanne, world.vacancy, by=world.bram)
    assert contacts("door", "outcome") == [("invite", "waiting")]
    decline(application, by=sanne.user)
    assert contacts("door", "outcome") == [("invite", "answered")]


def test_a_proposal_is_a_contact_from_when_the_student_confirmed(world, sanne):
    Establishment.objects.update(leerbedrijf_id="1", recognitions_checked_on=TODAY)
    Recognition.objects.create(
        establishment=world.establishment, crebo=world.programme.code, valid_from=TODAY
    )
    application = propose(sanne, world.vacancy, by=world.coordinator)
    assert contacts("pk") == []
    accept(application, by=sanne.user)
    assert contacts("door", "outcome") == [("propose", "waiting")]
    decline(application, by=world.bram, reason=Reason.SKILLS_MISSING)
    assert contacts("outcome") == [("answered",)]


def test_what_waits_in_the_queue_is_no_contact_until_it_is_sent(world, sanne):
    Vacancy.objects.update(seats=1, seats_taken=1)
    apply(sanne, world.vacancy, by=sanne.user)
    assert contacts("pk") == []
    Vacancy.objects.update(seats=2)
    advance()
    assert contacts("outcome", "sent_on") == [("waiting", TODAY)]


def test_contacts_stay_when_the_student_goes(world, sanne):
    talk(apply(sanne, world.vacancy, by=sanne.user), by=world.bram)
    before = contacts("person_key", "school", "company", "outcome", "decided_on", "school_year")
    forget(Student.objects.get(pk=sanne.pk), by=None)
    assert contacts("person_key", "school", "company", "outcome", "decided_on", "school_year") == before
    assert contacts("student", "application") == [(None, None)]
