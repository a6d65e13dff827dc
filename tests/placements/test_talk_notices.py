"""Whoever has part in a talk hears that it is planned, moved, called off, near, and what became of it."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from placements.applying import apply
from placements.models import Application
from placements.talk_notices import TEXTS, What, tell
from placements.talk_reminding import remind_of_talks
from placements.talking import call_off, mark, plan
from profiles import outbox
from profiles.models import Notification, User
from tests.placements.playing import at
from tests.world import make_guardian, make_student, make_user

TUESDAY = datetime(2026, 12, 1, 10, tzinfo=timezone.get_default_timezone())
SECRET = "Ask for cnry-bram"


@pytest.fixture
def applied(world) -> Application:
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


@pytest.fixture
def young(world) -> Application:
    """Noor is fifteen: contact with her runs through the school."""
    user = make_user("noor@leerling.test")
    noor = make_student(world.group, first_name="Noor", birth_date=date(2011, 5, 17), user=user)
    make_guardian(noor)
    return apply(noor, world.vacancy, by=user)


def planned(application, by, when=TUESDAY):
    return plan(application, at=when, place="Molenstraat 1", note=SECRET, by=by)


def heard() -> set[tuple[str, str]]:
    rows = Notification.objects.select_related("user")
    told = {(row.user.email.partition("@")[0], row.event) for row in rows}
    rows.delete()
    return told


def mailed(user: User, language: str = "en") -> list:
    User.objects.filter(pk=user.pk).update(language=language)
    mail.outbox.clear()
    outbox.sweep()
    return [each for each in mail.outbox if each.to == [user.email]]


def test_the_other_side_hears_of_each_act_once_and_of_no_wish_to_talk_besides(world, applied):
    heard()
    planned(applied, world.bram)
    assert heard() == {("sanne", "student-talk-planned")}
    planned(applied, world.bram, TUESDAY + timedelta(days=1))
    assert heard() == {("sanne", "student-talk-moved")}
    call_off(applied, by=world.sanne.user)
    assert heard() == {("bram", "company-talk-off")}
    planned(applied, world.bram)
    call_off(applied, by=world.bram)
    assert heard() == {("sanne", "student-talk-planned"), ("sanne", "student-talk-off")}


@pytest.mark.parametrize(("outcome", "what"), [("held", "held"), ("no_show", "missed")])
def test_the_student_hears_what_the_company_noted(world, applied, outcome, what):
    planned(applied, world.bram)
    heard()
    with at(date(2026, 12, 2)):
        mark(applied, outcome, by=world.bram)
    assert heard() == {("sanne", f"student-talk-{what}")}


def test_guardian_and_school_hear_it_where_contact_runs_through_the_school(world, young):
    heard()
    planned(young, world.bram)
    carers = {("guardian", "care-talk-planned"), ("coordinator", "care-talk-planned")}
    assert heard() == {("noor", "student-talk-planned"), *carers}
    call_off(young, by=world.coordinator)
    assert heard() == {
        ("noor", "student-talk-off"),
        ("guardian", "care-talk-off"),
        ("bram", "company-talk-off"),
    }


@pytest.mark.parametrize(
    ("planned_on", "today", "reminds"),
    [
        (date(2026, 11, 23), date(2026, 11, 27), 0),
        (date(2026, 11, 23), date(2026, 11, 30), 1),
        (date(2026, 11, 23), date(2026, 12, 1), 0),
        (date(2026, 11, 30), date(2026, 11, 30), 0),
    ],
)
def test_both_sides_are_reminded_on_the_day_before(world, applied, planned_on, today, reminds):
    with at(planned_on):
        planned(applied, world.bram)
    heard()
    with at(today):
        assert remind_of_talks() == reminds
        remind_of_talks()
    both = {("sanne", "student-talk-near"), ("bram", "company-talk-near")}
    assert heard() == (both if reminds else set())


def test_before_a_monday_one_is_reminded_on_friday(world, applied):
    with at(date(2026, 11, 24)):
        planned(applied, world.bram, TUESDAY - timedelta(days=1))
    for day, reminds in ((26, 0), (27, 1)):
        with at(date(2026, 11, day)):
            assert remind_of_talks() == reminds


def test_a_talk_that_was_called_off_is_not_mailed_any_more(world, applied):
    planned(applied, world.bram)
    call_off(applied, by=world.bram)
    subjects = [each.subject for each in mailed(world.sanne.user)]
    assert subjects == ["The talk is called off: Stagiair lasser"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("what", What)
def test_every_text_says_all_its_words_and_neither_place_nor_note(world, young, what, language):
    talk = planned(young, world.bram)
    Notification.objects.all().delete()
    if what in (What.OFF, What.HELD, What.MISSED):
        states = {What.OFF: "cancelled", What.HELD: "held", What.MISSED: "no_show"}
        young.talks.update(state=states[what])
        talk.refresh_from_db()
    tell(talk, what)
    readers = [young.student.user, world.coordinator]
    readers += [world.bram] if f"company-talk-{what}" in TEXTS else []
    User.objects.update(language=language)
    mail.outbox.clear()
    outbox.sweep()
    by_address = {each.to[0]: each for each in mail.outbox}
    assert {reader.email for reader in readers} <= set(by_address)
    for reader in readers:
        text = by_address[reader.email].subject + by_address[reader.email].body
        assert not re.search(r"%[(sd]|\bNone\b|“”", text)
        assert ("cnry" in text, "Molenstraat" in text) == (False, False)
        assert f"http://127.0.0.1:8000/applications/{young.uuid}" in text
        assert reader != world.bram or "Noor" not in text
