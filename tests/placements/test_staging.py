"""Staging: who plans an event where, what is refused, moving, calling off, held or not."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone

from placements import holding
from placements.attending import expect
from placements.checking_in import mark_there
from placements.holding import NotBegun, SomebodyCame
from placements.models import Event, Slot
from placements.staging import (
    BadSeatCount,
    EndsBeforeItStarts,
    EventSettled,
    HostExpected,
    Hosting,
    HostTwice,
    NotAhead,
    NoTitle,
    OutsideEvent,
    Part,
    TooManySlots,
    add_host,
    add_slot,
    cancel_event,
    change_event,
    plan_event,
    remove_host,
)
from profiles.editing import Outdated
from profiles.models import Company
from profiles.reading.values import BadValue
from profiles.sharing import NotVerified
from tests.world import make_company, make_event, make_place, make_school, make_slot, make_user

A_DAY, AN_HOUR, A_SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)


def planned(world, *, by=None, school=None, **said) -> Event:
    start = timezone.now() + 7 * A_DAY
    told = {
        "kind": "careers_event", "title": "Beroepenfeest", "starts_at": start, "ends_at": start + 6 * AN_HOUR,
    }  # fmt: skip
    return plan_event(by=by or world.region_officer, school=school, **(told | said))


def slots(event) -> list[tuple]:
    return [
        (slot.host and slot.host.company.name, slot.starts_at - event.starts_at, slot.seats)
        for slot in event.slots.order_by(F("host__company__name").asc(nulls_first=True), "starts_at")
    ]


def test_an_event_of_which_nothing_more_is_said_has_one_slot_for_everybody(world):
    event = planned(world)
    assert (event.state, event.created_by, slots(event)) == (
        "planned",
        world.region_officer,
        [(None, timedelta(), None)],
    )
    (slot,) = event.slots.all()
    assert (slot.ends_at, len(slot.code)) == (event.ends_at, 8)


def test_hosts_come_with_their_slots(world):
    start = timezone.now() + A_DAY
    half = [Part(start, start + AN_HOUR, 8), Part(start + AN_HOUR, start + 2 * AN_HOUR, 6)]
    event = planned(
        world,
        starts_at=start,
        ends_at=start + 2 * AN_HOUR,
        hosts=[Hosting(world.company, half, world.establishment, "Hal 2")],
    )
    assert slots(event) == [("Maasland Metaal", timedelta(), 8), ("Maasland Metaal", AN_HOUR, 6)]
    assert (event.hosts.get().stand, event.hosts.get().establishment) == ("Hal 2", world.establishment)


def test_each_plans_where_he_or_she_organises(world):
    other = make_school("Elders College")
    allowed = {
        (name, school.name if school else "region")
        for name in ("coordinator", "region_officer", "admin", "bram", "stranger")
        for school in (world.gilde, other, None)
        if _may(world, getattr(world, name), school)
    }
    assert allowed == {
        ("coordinator", "Gilde Opleidingen"),
        ("region_officer", "region"),
        ("admin", "region"),
        ("admin", "Gilde Opleidingen"),
        ("admin", "Elders College"),
    }


def _may(world, user, school) -> bool:
    try:
        planned(world, by=user, school=school)
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize(
    ("starts", "lasts", "refusal"),
    [
        (A_DAY, timedelta(), EndsBeforeItStarts),
        (A_DAY, -AN_HOUR, EndsBeforeItStarts),
        (timedelta(), AN_HOUR, NotAhead),
        (-A_SECOND, AN_HOUR, NotAhead),
        (A_SECOND, AN_HOUR, None),
        (730 * A_DAY - AN_HOUR, AN_HOUR, None),
        (730 * A_DAY - AN_HOUR, AN_HOUR + A_SECOND, NotAhead),
    ],
)
def test_an_event_lies_ahead_and_ends_after_it_starts(world, starts, lasts, refusal):
    with time_machine.travel(timezone.now(), tick=False):
        start = timezone.now() + starts
        said = {"starts_at": start, "ends_at": start + lasts}
        if refusal:
            with pytest.raises(refusal):
                planned(world, **said)
        else:
            assert planned(world, **said).pk
    assert Event.objects.count() == (0 if refusal else 1)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"title": "  "}, NoTitle),
        ({"title": "x" * 201}, BadValue),
        ({"description": "bsn 111222333"}, BadValue),
        ({"address": "bsn 111222333"}, BadValue),
        ({"parts": [Part(seats=0)]}, BadSeatCount),
        ({"parts": [Part(seats=10_000)]}, BadSeatCount),
        ({"parts": [Part(), Part()]}, HostTwice),
    ],
)
def test_what_cannot_be_is_refused(world, said, refusal):
    with pytest.raises(refusal):
        planned(world, **said)
    assert Event.objects.count() == 0


def test_a_host_comes_once_and_is_approved(world):
    newcomer = make_company("Nieuw")
    Company.objects.filter(pk=newcomer.pk).update(verified_at=None)
    newcomer.refresh_from_db()
    with pytest.raises(HostTwice):
        planned(world, hosts=[Hosting(world.company), Hosting(world.company)])
    with pytest.raises(NotVerified):
        planned(world, hosts=[Hosting(newcomer)])
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    ("before", "after", "refusal"),
    [
        (timedelta(), timedelta(), None),
        (-A_SECOND, timedelta(), OutsideEvent),
        (timedelta(), A_SECOND, OutsideEvent),
        (6 * AN_HOUR, timedelta(), EndsBeforeItStarts),
    ],
)
def test_a_slot_lies_within_its_event(world, before, after, refusal):
    event = planned(world, parts=[])
    part = Part(event.starts_at + before, event.ends_at + after)
    if refusal:
        with pytest.raises(refusal):
            add_slot(event, part, by=world.region_officer)
    else:
        add_slot(event, part, by=world.region_officer)
    assert Slot.objects.count() == (0 if refusal else 1)


def test_an_event_has_four_hundred_slots_at_most(world):
    start = timezone.now() + A_DAY
    parts = [Part(start + each * A_SECOND) for each in range(400)]
    told = {"starts_at": start, "ends_at": start + AN_HOUR}
    with pytest.raises(TooManySlots):
        planned(world, **told, parts=parts, hosts=[Hosting(world.company, [Part()])])
    assert not Event.objects.exists()
    event = planned(world, **told, parts=parts[:399])
    add_slot(event, parts[399], by=world.region_officer)
    with pytest.raises(TooManySlots):
        add_slot(event, Part(start + 400 * A_SECOND), by=world.region_officer)
    with pytest.raises(TooManySlots):
        add_host(event, Hosting(world.company, [Part()]), by=world.region_officer)
    add_host(event, Hosting(world.company), by=world.region_officer)
    assert event.slots.count() == 400


def test_a_host_goes_unless_somebody_is_expected(world):
    event = planned(world)
    host = add_host(event, Hosting(world.company, [Part()]), by=world.region_officer)
    with pytest.raises(PermissionDenied):
        remove_host(host, by=world.coordinator)
    expect(host.slots.get(), world.sanne, by=world.sanne.user)
    with pytest.raises(HostExpected):
        remove_host(host, by=world.region_officer)
    host.slots.get().attendances.all().delete()
    remove_host(host, by=world.region_officer)
    assert slots(event) == [(None, timedelta(), None)]


def test_slots_move_along_with_their_event(world):
    event = planned(world)
    add_host(
        event,
        Hosting(
            world.company,
            [
                Part(event.starts_at, event.starts_at + AN_HOUR),
                Part(event.starts_at + AN_HOUR, event.starts_at + 2 * AN_HOUR),
            ],
        ),
        by=world.region_officer,
    )
    later = {"starts_at": event.starts_at + AN_HOUR, "ends_at": event.ends_at, "title": "Feest"}
    change_event(event, by=world.region_officer, changes=later)
    assert slots(event) == [
        (None, timedelta(), None),
        ("Maasland Metaal", timedelta(), None),
        ("Maasland Metaal", AN_HOUR, None),
    ]
    assert (event.title, event.slots.get(host=None).ends_at) == ("Feest", event.ends_at)
    shorter = {"ends_at": event.starts_at + AN_HOUR}
    with pytest.raises(OutsideEvent):
        change_event(event, by=world.region_officer, changes=shorter)


def test_two_who_change_an_event_do_not_overwrite_each_other(world):
    event = planned(world)
    stale = Event.objects.get(pk=event.pk)
    change_event(event, by=world.region_officer, changes={"place": make_place("6001")})
    change_event(event, by=world.region_officer, changes={"title": "Feest"})
    with pytest.raises(Outdated):
        change_event(stale, by=world.region_officer, changes={"title": "Anders"})
    event.refresh_from_db()
    assert (event.title, event.place.name) == ("Feest", "Weert")


def test_what_is_called_off_stays_as_it_is(world):
    event = planned(world)
    with pytest.raises(PermissionDenied):
        cancel_event(event, by=world.coordinator)
    cancel_event(event, by=world.region_officer)
    assert Event.objects.get().state == "cancelled"
    for act in (
        lambda: cancel_event(event, by=world.region_officer),
        lambda: change_event(event, by=world.region_officer, changes={"title": "Toch"}),
        lambda: add_host(event, Hosting(world.company), by=world.region_officer),
        lambda: expect(event.slots.get(), world.sanne, by=world.sanne.user),
    ):
        with pytest.raises(EventSettled):
            act()


def test_whoever_organises_or_hosts_says_whether_it_took_place(world):
    event = make_event(world.gilde)
    make_slot(event, world.company)
    with time_machine.travel(event.starts_at - A_SECOND, tick=False), pytest.raises(NotBegun):
        holding.hold(event, by=world.coordinator)
    with time_machine.travel(event.starts_at, tick=False):
        for user in (world.sanne.user, world.region_officer, world.stranger):
            with pytest.raises(PermissionDenied):
                holding.hold(event, by=user)
        holding.not_held(event, by=world.bram)
        assert event.state == "not_held"
        holding.hold(event, by=world.coordinator)
    assert Event.objects.get().state == "held"


def test_an_event_to_which_somebody_came_took_place(world):
    event = make_event(world.gilde)
    slot = make_slot(event)
    with time_machine.travel(event.starts_at, tick=False):
        mark_there(slot, [world.sanne], by=world.coordinator)
        assert Event.objects.get().state == "held"
        with pytest.raises(SomebodyCame):
            holding.not_held(event, by=world.coordinator)
        with pytest.raises(EventSettled):
            cancel_event(event, by=world.coordinator)


def test_a_second_host_does_not_make_unknown_whom_they_met(world):
    event = make_event(world.gilde)
    slot = make_slot(event)
    add_host(event, Hosting(world.company), by=world.coordinator)
    with time_machine.travel(event.starts_at, tick=False):
        mark_there(slot, [world.sanne], by=world.coordinator)
        with pytest.raises(EventSettled):
            add_host(event, Hosting(make_company("Roer Metaal")), by=world.coordinator)


def test_an_unapproved_host_does_not_speak_for_an_event(world):
    event = make_event(world.gilde)
    company = make_company("Nieuw")
    user = make_user("new@nieuw.test", role="company_admin", company=company)
    make_slot(event, company)
    Company.objects.filter(pk=company.pk).update(verified_at=None)
    with time_machine.travel(event.starts_at), pytest.raises(PermissionDenied):
        holding.hold(event, by=user)
