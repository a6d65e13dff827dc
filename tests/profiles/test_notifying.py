"""What a verb tells stands in its own transaction: once, for each as he or she chose."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from profiles import notifying
from profiles.models import Notification, NotificationChoice
from profiles.notifying import Kind, Way
from tests.telling import known_events

ABOUT = uuid4()


@pytest.fixture(autouse=True)
def events(world):
    with known_events():
        yield


def rows(user):
    return list(Notification.objects.filter(user=user))


def test_each_of_those_told_gets_a_row(world):
    notifying.tell([world.bram, world.coordinator, world.bram], "happened-request", ABOUT, context={"a": "b"})
    (row,), (other,) = rows(world.bram), rows(world.coordinator)
    assert (row.kind, row.way, row.mail, row.context) == (Kind.REQUEST, Way.DIRECT, row.uuid, {"a": "b"})
    assert other.key != row.key


def test_a_repeated_act_tells_once(world):
    for key in (1, 1, 2):
        notifying.tell([world.bram], "happened-request", ABOUT, key=key)
    assert len(rows(world.bram)) == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_was_not_told(world):
    with transaction.atomic():
        notifying.tell([world.bram], "happened-request", ABOUT)
        transaction.set_rollback(True)
    assert rows(world.bram) == []


def test_everybody_is_told_as_chosen(world):
    notifying.choose(world.bram, Kind.REQUEST, Way.DIGEST)
    notifying.choose(world.coordinator, Kind.REQUEST, Way.OFF)
    notifying.tell([world.bram, world.coordinator, world.admin], "happened-request", ABOUT)
    (daily,), (off,), (direct,) = rows(world.bram), rows(world.coordinator), rows(world.admin)
    assert (daily.mail, daily.due_at, daily.done_at) == (None, notifying.next_digest(daily.created_at), None)
    assert (off.mail, off.done_at) == (None, off.created_at)
    assert (direct.mail, direct.due_at, direct.done_at) == (direct.uuid, direct.created_at, None)


def test_care_comes_once_a_day_unless_chosen_otherwise(world):
    assert notifying.choices_of(world.bram) == {
        "request": "direct",
        "message": "direct",
        "outcome": "direct",
        "reminder": "direct",
        "care": "digest",
    }
    notifying.choose(world.bram, Kind.CARE, Way.DIRECT)
    notifying.choose(world.bram, Kind.CARE, Way.OFF)
    assert notifying.choices_of(world.bram)["care"] == "off"


def test_outcomes_are_not_switched_off(world):
    with pytest.raises(notifying.OutcomesAreTold):
        notifying.choose(world.bram, Kind.OUTCOME, Way.OFF)
    with pytest.raises(IntegrityError), transaction.atomic():
        NotificationChoice.objects.create(user=world.bram, kind=Kind.OUTCOME, way=Way.OFF)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 21, 5, 59, tzinfo=UTC), datetime(2026, 11, 21, 6, tzinfo=UTC)),
        (datetime(2026, 11, 21, 6, 0, tzinfo=UTC), datetime(2026, 11, 22, 6, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)),  # summer time begins
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)),  # and ends
    ],
)
def test_daily_mails_go_at_the_hour_of_here(now, expected):
    assert notifying.next_digest(now) == expected


def test_what_is_seen_is_what_was_shown(world):
    for key in range(3):
        notifying.tell([world.bram], "happened-request", ABOUT, key=key)
    notifying.tell([world.admin], "happened-request", ABOUT)
    _newest, shown, _oldest = rows(world.bram)
    assert notifying.mark_read(world.bram, shown.uuid) == 2
    assert notifying.mark_read(world.bram, shown.uuid) == 0
    assert [row.read_at is None for row in rows(world.bram)] == [True, False, False]
    assert rows(world.admin)[0].read_at is None
