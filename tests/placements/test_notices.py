"""Whoever must know of a step in an application is told: once, in the own language, and nobody else."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.core import mail

from placements import queueing
from placements.answering import accept, decline, end_overdue, offer, talk, withdraw
from placements.applying import apply, invite, propose
from placements.models import Application
from placements.notice_texts import TEXTS
from placements.offering import Offer
from placements.reasons import Reason
from profiles import notifying, outbox
from profiles.models import Establishment, Membership, Notification, Recognition, Student, User
from profiles.notifying import Kind, Way
from tests.placements.playing import at, offered
from tests.world import (
    make_company,
    make_establishment,
    make_guardian,
    make_noor,
    make_student,
    make_user,
    make_vacancy,
    make_visible,
)


def heard() -> set[tuple[str, str]]:
    """Give who was told what since the last time, by the first word of the address."""
    rows = Notification.objects.select_related("user")
    told = {(row.user.email.partition("@")[0], row.event) for row in rows}
    rows.delete()
    return told


def mailed(user: User, language: str = "en") -> list:
    """Send what waits, and give the mails to one person."""
    User.objects.filter(pk=user.pk).update(language=language)
    mail.outbox.clear()
    outbox.sweep()
    return [each for each in mail.outbox if each.to == [user.email]]


def recognise(world) -> None:
    """Let the company be recognised for the programme of the class, so that the school may propose."""
    Establishment.objects.update(recognitions_checked_on=date(2026, 11, 1))
    Recognition.objects.create(establishment=world.establishment, crebo="25102", valid_from=date(2020, 1, 1))


@pytest.fixture
def sanne(world) -> Student:
    return make_visible(world.sanne)


def test_from_applying_to_a_place(world):
    application = apply(world.sanne, world.vacancy, by=world.sanne.user)
    assert heard() == {("bram", "company-received")}
    talk(application, by=world.bram)
    assert heard() == {("sanne", "student-talk")}
    offer(application, Offer(), by=world.bram)
    assert heard() == {("sanne", "student-offered")}
    accept(application, by=world.sanne.user)
    assert heard() == {("bram", "company-accepted"), ("coordinator", "care")}


def test_an_invitation(world, sanne):
    application = invite(sanne, world.vacancy, by=world.bram)
    assert heard() == {("sanne", "student-invited")}
    accept(application, by=sanne.user)
    assert heard() == {("bram", "company-said-yes")}
    decline(application, by=world.bram, reason=Reason.WORK_CHANGED)
    assert heard() == {("sanne", "student-declined")}


def test_an_invitation_that_is_turned_down_or_taken_back(world, sanne):
    decline(invite(sanne, world.vacancy, by=world.bram), by=sanne.user)
    assert heard() == {("sanne", "student-invited"), ("bram", "company-turned-down")}
    other = make_vacancy(world.establishment)
    withdraw(invite(sanne, other, by=world.bram), by=world.bram)
    assert heard() == {("sanne", "student-invited"), ("sanne", "student-taken-back")}


def test_a_proposal_is_told_to_the_company_when_it_is_confirmed(world):
    recognise(world)
    first = propose(world.sanne, world.vacancy, by=world.coordinator)
    assert heard() == {("sanne", "student-proposed")}
    accept(first, by=world.sanne.user)
    assert heard() == {("bram", "company-received"), ("coordinator", "care")}
    second = propose(world.sanne, make_vacancy(world.establishment), by=world.coordinator)
    decline(second, by=world.sanne.user)
    assert heard() == {("sanne", "student-proposed"), ("coordinator", "care")}


@pytest.mark.parametrize("door", ["apply", "propose"])
def test_silence_is_told_to_those_who_knew(world, door):
    if door == "apply":
        apply(world.sanne, world.vacancy, by=world.sanne.user)
    else:
        recognise(world)
        propose(world.sanne, world.vacancy, by=world.coordinator)
    heard()
    with at(date(2026, 12, 24)):
        end_overdue(Application.objects.all())
    other = ("bram", "company-expired") if door == "apply" else ("coordinator", "care")
    assert heard() == {("sanne", "student-expired"), other}


def test_what_waits_in_the_queue_is_told_when_it_goes_on(world):
    world.vacancy.intake_per_month = 1
    world.vacancy.save()
    mate = make_student(world.group, user=make_user("mate@leerling.test"))
    apply(world.sanne, world.vacancy, by=world.sanne.user)
    heard()
    apply(mate, world.vacancy, by=mate.user)
    assert heard() == set()
    with at(date(2026, 12, 1)):
        queueing.advance()
    assert heard() == {("bram", "company-received"), ("mate", "student-sent-on")}


def test_others_hear_that_the_last_place_is_taken(world):
    mate = make_student(world.group, user=make_user("mate@leerling.test"))
    apply(mate, world.vacancy, by=mate.user)
    application = offered(world)
    heard()
    accept(application, by=world.sanne.user)
    assert heard() == {("bram", "company-accepted"), ("coordinator", "care"), ("mate", "student-queued")}


def test_a_company_hears_that_somebody_chose_another_place(world):
    other = make_company("Peelland Zorg")
    make_user("joke@peelland.test", role=Membership.Role.COMPANY_MEMBER, company=other)
    apply(world.sanne, make_vacancy(make_establishment(other)), by=world.sanne.user)
    application = offered(world)
    heard()
    accept(application, by=world.sanne.user)
    told = heard()
    assert {("joke", "company-superseded"), ("sanne", "student-superseded")} <= told


def test_a_minor_s_guardian_and_school_hear_it_too(world):
    noor = make_noor(world.group)
    apply_as = make_guardian(noor, "pa@thuis.test")
    assert apply_as.user
    invite(noor, world.vacancy, by=world.bram)
    assert heard() == {
        ("noor", "student-invited"),
        ("ina", "care"),
        ("pa", "care"),
        ("coordinator", "care"),
    }


def test_the_coordinator_of_the_class_hears_it_and_not_the_whole_school(world):
    own = make_user("own@gilde.test", role=Membership.Role.SCHOOL_COORDINATOR, school=world.gilde)
    world.group.coordinator = own
    world.group.save()
    accept(offered(world), by=world.sanne.user)
    assert ("own", "care") in heard()
    assert ("coordinator", "care") not in heard()


def test_who_left_the_company_hears_nothing(world):
    gone = make_user("gone@maasland.test", role=Membership.Role.COMPANY_MEMBER, company=world.company)
    apply(world.sanne, world.vacancy, by=world.sanne.user)
    gone.memberships.update(ended_at=gone.created_at.replace(year=2027))
    assert len(mailed(gone)) == 1
    other = make_vacancy(world.establishment)
    apply(world.sanne, other, by=world.sanne.user)
    gone.memberships.update(ended_at=gone.created_at, started_at=gone.created_at.replace(year=2020))
    assert mailed(gone) == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("event", sorted(TEXTS))
def test_every_text_says_all_its_words(world, language, event):
    application = offered(world)
    application.steps.update(reason=Reason.SEATS_FILLED)
    Notification.objects.all().delete()
    readers = {"student": world.sanne.user, "company": world.bram, "care": world.coordinator}
    reader = readers[event.partition("-")[0]]
    for number in (1, 2):
        notifying.tell([reader], event, application.uuid, key=number, context={"step": number})
    sent = mailed(reader, language)
    asks = TEXTS[event].kind in (Kind.REQUEST, Kind.REMINDER)
    assert len(sent) == (0 if TEXTS[event].kind == Kind.CARE else 1 if asks else 2)
    notifying.choose(reader, Kind.CARE, Way.DIRECT)
    if not sent:
        notifying.tell([reader], event, application.uuid, key=3, context={"step": 2})
        sent = mailed(reader, language)
    for each in sent:
        assert not re.search(r"%[(sd]|\bNone\b|“”|: \.", each.subject + each.body)
        assert f"http://127.0.0.1:8000/applications/{application.uuid}" in each.body


def test_no_mail_to_a_company_names_the_student(world, sanne):
    sent = []
    for door in (apply, invite):
        vacancy = make_vacancy(world.establishment)
        by = sanne.user if door is apply else world.bram
        application = door(sanne, vacancy, by=by)
        sent += mailed(world.bram)
        if door is invite:
            accept(application, by=sanne.user)
        else:
            withdraw(application, by=sanne.user)
        sent += mailed(world.bram)
    assert len(sent) == 3
    for each in sent:
        text = each.message().as_string() + each.body
        assert not re.search("Sanne|Peeters|sanne|peeters", text)
        assert str(sanne.uuid) not in text


def test_a_refusal_says_why_and_what_else_suits(world):
    other = make_vacancy(
        make_establishment(make_company("Peelland Zorg")), title="Lasser in Weert", skills={"lassen": "must"}
    )
    application = apply(world.sanne, world.vacancy, by=world.sanne.user)
    decline(application, by=world.bram, reason=Reason.NO_SUPERVISOR)
    (sent,) = mailed(world.sanne.user)
    assert sent.subject == "Maasland Metaal said no: Stagiair lasser"
    assert "The reason: There is nobody to supervise in this period." in sent.body
    _before, _headline, offers = sent.body.partition("What else suits you:")
    assert "Lasser in Weert, Peelland Zorg: " in offers
    assert f"http://127.0.0.1:8000/vacancies/{other.uuid}" in offers
    assert str(world.vacancy.uuid) not in offers


def test_a_term_that_passed_comes_with_three_other_vacancies_at_most(world):
    fitting = {
        make_vacancy(make_establishment(make_company(name)), title=name, skills={"lassen": "must"}).uuid
        for name in ("Een", "Twee", "Drie", "Vier", "Vijf")
    }
    apply(world.sanne, world.vacancy, by=world.sanne.user)
    with at(date(2026, 12, 5)):
        end_overdue(Application.objects.all())
        (sent,) = mailed(world.sanne.user)
    assert sent.subject == "The term is over: Stagiair lasser"
    linked = {UUID(each) for each in re.findall(r"/vacancies/([\w-]+)", sent.body)}
    assert (len(linked), linked <= fitting) == (3, True)
    assert sent.body.count("Has welding") == 3


def test_what_was_answered_meanwhile_asks_nothing(world):
    application = apply(world.sanne, world.vacancy, by=world.sanne.user)
    withdraw(application, by=world.sanne.user)
    assert [each.subject for each in mailed(world.bram)] == ["Taken back: Stagiair lasser"]


def test_who_is_in_conversation_is_reminded_without_a_link(world):
    application = apply(world.sanne, world.vacancy, by=world.sanne.user)
    talk(application, by=world.bram)
    Notification.objects.all().delete()
    notifying.tell([world.bram], "company-reminder", application.uuid, context={"step": 2})
    (sent,) = mailed(world.bram)
    assert "Answer with this link" not in sent.body
