"""What somebody was told: the number in the menu, the list, and the choice of what comes by mail."""

from uuid import uuid4

import pytest

from profiles import notifying
from profiles.models import Notification
from profiles.notifying import Kind, Way
from tests.telling import GONE, known_events
from tests.web.reading import heading
from tests.web.test_roles import account


@pytest.fixture(autouse=True)
def events():
    with known_events():
        yield


@pytest.fixture
def bram(world, signed_in):
    return signed_in(world.bram)


def tell(user, name):
    notifying.tell([user], "happened-request", uuid4(), context={"name": name})


def test_what_is_new_is_counted_on_every_page_until_it_is_seen(world, bram):
    tell(world.bram, "one")
    tell(world.bram, GONE)
    assert '<span class="badge new">2<span' in bram.get("/start").content.decode()
    page = bram.get("/notifications").content.decode()
    assert ('<a href="/one">Happened: one</a>' in page, "Happened: gone" in page) == (True, False)
    newest = Notification.objects.first()
    assert bram.post("/notifications/read", {"until": newest.uuid}).status_code == 302
    assert '<span class="badge new">' not in bram.get("/notifications").content.decode()


def test_looking_marks_nothing(world, bram):
    tell(world.bram, "one")
    bram.get("/notifications")
    assert Notification.objects.unread().count() == 1


def test_nobody_marks_what_another_was_told(world, bram):
    tell(world.admin, "one")
    for until in (Notification.objects.get().uuid, uuid4(), "x"):
        assert bram.post("/notifications/read", {"until": until}).status_code == 302
    assert Notification.objects.unread().count() == 1


def test_who_was_told_nothing_reads_so(bram):
    assert "Nothing yet." in bram.get("/notifications").content.decode()


def test_a_choice_is_kept(world, bram):
    sent = {"request": "digest", "message": "off", "outcome": "digest", "reminder": "off"}
    answer = bram.post("/account/meldingen", sent, follow=True)
    assert "Your choice is kept." in answer.content.decode()
    assert notifying.choices_of(world.bram) == sent | {"care": "digest"}


@pytest.mark.parametrize(
    "sent",
    [
        {"request": "digest", "message": "off", "outcome": "off", "reminder": "off"},
        {"request": "digest", "message": "off", "outcome": "direct"},
        {"request": "x", "message": "off", "outcome": "direct", "reminder": "off"},
    ],
)
def test_a_choice_that_is_none_comes_back_and_changes_nothing(world, bram, sent):
    notifying.choose(world.bram, Kind.REQUEST, Way.OFF)
    answer = bram.post("/account/meldingen", sent)
    assert (answer.status_code, heading(answer)) == (200, "What you get by mail")
    assert notifying.choices_of(world.bram)["request"] == "off"


@pytest.mark.parametrize(("who", "asked"), [("bram", False), ("coordinator", True), ("ina", True)])
def test_care_is_asked_of_those_who_have_somebody_in_care(world, signed_in, who, asked):
    page = signed_in(account(world, who)).get("/account/meldingen").content.decode()
    assert ('name="care"' in page) is asked
