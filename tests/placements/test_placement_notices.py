"""What the parties of a placement are told, and that no student is named to a company."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import translation

from placements.answering import withdraw
from placements.drawing_up import draw_up
from placements.ending import break_off, cancel, finish
from placements.placement_notices import read
from placements.starting import start
from profiles.models import Notification
from tests.placements.agreed import anew, completed, drawn_up, signed
from tests.placements.playing import placed


def told(event: str) -> set[str]:
    return set(Notification.objects.filter(event=event).values_list("user__email", flat=True))


def words_of(user) -> dict:
    rows = list(Notification.objects.filter(user=user, event__startswith="placement"))
    with translation.override("en"):
        return next(iter(read(user, rows).values()))


def test_everybody_else_hears_that_there_is_an_agreement_to_sign(world):
    draw_up(completed(world), by=world.coordinator)
    assert told("placement-to-sign") == {world.sanne.user.email, world.bram.email}


def test_a_company_reads_no_name(world):
    placement = drawn_up(world)
    words = words_of(world.bram)
    assert (words["subject"], words["text"]) == (
        "An agreement to sign: Stagiair lasser",
        "The agreement for “Stagiair lasser” at Maasland Metaal is made. Read it, and say whether you agree.",
    )
    assert words["path"] == f"/placements/{placement.uuid}"


def test_the_others_hear_that_a_placement_is_cancelled(world):
    cancel(drawn_up(world), by=world.bram, reason="company_stops")
    assert told("placement-ended") == {world.sanne.user.email, world.coordinator.email}


@pytest.mark.parametrize("verb", ["withdraw", "cancel"])
def test_whoever_takes_an_accepted_place_back_the_others_hear_it_once(world, verb):
    placement = placed(world)
    Notification.objects.all().delete()
    if verb == "withdraw":
        withdraw(placement.application, by=world.sanne.user)
    else:
        cancel(placement, by=world.sanne.user, reason="student_stops")
    heard = Notification.objects.values_list("user__email", "event")
    assert sorted(heard) == sorted(
        (user.email, "placement-ended") for user in (world.bram, world.coordinator)
    )


def test_the_others_hear_that_it_is_broken_off_and_both_sides_are_asked_how_it_was(world):
    placement = signed(world)
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC)):
        start(placement, by=world.bram)
        break_off(anew(placement), by=world.sanne.user, reason="illness", day=placement.start)
    assert told("placement-ended") == {world.bram.email, world.coordinator.email}
    assert told("placement-to-evaluate") == {world.sanne.user.email, world.bram.email}


def test_at_its_end_both_sides_are_asked_once(world):
    placement = signed(world)
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC)):
        start(placement, by=world.bram)
    with time_machine.travel(datetime(2027, 7, 2, 9, tzinfo=UTC)):
        finish(anew(placement), by=world.coordinator)
    assert told("placement-to-evaluate") == {world.sanne.user.email, world.bram.email}
    assert Notification.objects.filter(event="placement-to-evaluate").count() == 2
    assert told("placement-ended") == set()
