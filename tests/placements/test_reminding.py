"""Whoever must answer is reminded three school days and one before the term ends, once each."""

from datetime import date

import pytest

from placements.answering import talk
from placements.applying import apply, invite
from placements.reminding import remind
from profiles.models import Notification
from tests.placements.playing import at
from tests.world import make_visible


def reminded() -> list[str]:
    return list(Notification.objects.filter(kind="reminder").order_by("pk").values_list("event", flat=True))


@pytest.fixture
def asked(world):
    """Sanne applied on Saturday 21 November; the term ends on Friday 4 December."""
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


@pytest.mark.parametrize(
    ("day", "reminders"),
    [
        (date(2026, 11, 30), 0),
        (date(2026, 12, 1), 1),
        (date(2026, 12, 2), 1),
        (date(2026, 12, 3), 1),
        (date(2026, 12, 4), 1),
        (date(2026, 12, 5), 0),
    ],
)
def test_on_a_day_as_many(asked, day, reminders):
    with at(day):
        assert remind() == reminders
        remind()
    assert reminded() == ["company-reminder"] * reminders


def test_each_is_sent_once(asked):
    for day in range(23, 31):
        with at(date(2026, 11, day)):
            remind()
    for day in range(1, 8):
        with at(date(2026, 12, day)):
            remind()
    assert reminded() == ["company-reminder"] * 2


def test_a_student_is_reminded_of_an_invitation(world):
    invite(make_visible(world.sanne), world.vacancy, by=world.bram)
    with at(date(2026, 12, 3)):
        remind()
    assert reminded() == ["student-reminder"]


def test_who_was_asked_shortly_before_is_not_reminded_of_it(world, settings):
    settings.ANSWER_WITHIN_SCHOOL_DAYS = 3
    apply(world.sanne, world.vacancy, by=world.sanne.user)
    remind()
    assert reminded() == []
    with at(date(2026, 11, 24)):
        remind()
    assert reminded() == ["company-reminder"]


def test_of_what_went_on_nobody_is_reminded_before_its_own_term(world, asked):
    with at(date(2026, 12, 1)):
        talk(asked, by=world.bram)
        assert remind() == 0


def test_reminders_can_be_left_out(asked, settings):
    settings.REMIND_SCHOOL_DAYS = []
    with at(date(2026, 12, 3)):
        assert remind() == 0
