"""Booking a lecture: a school takes a moment once, it is held or not, or called off; the other side hears."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from time_machine import travel

from placements.attending import MorePupils, SlotFull
from placements.holding import NotBegun, SomebodyCame
from placements.lecturing import (
    Booking,
    Came,
    ClassElsewhere,
    MomentBooked,
    MomentOver,
    book,
    cancel_booking,
    hold,
    not_held,
    remove_moment,
)
from placements.models import Encounter, Event
from placements.staging import EventSettled, TimeIsBooked, cancel_event, change_event
from profiles import outbox
from profiles.forgetting import let_go
from profiles.models import Company, Membership, Notification
from tests.placements.offering import HOUR, NINE, moment_of, offered
from tests.world import (
    make_company,
    make_event,
    make_group,
    make_place,
    make_school,
    make_slot,
    make_student,
    make_user,
)
from vacancies.models import Moment
from vacancies.offering_lectures import LectureWithdrawn, withdraw_lecture

A_SECOND = timedelta(seconds=1)


@pytest.fixture
def moment(world) -> Moment:
    return moment_of(offered(world.company, by=world.bram, establishment=world.establishment))


@pytest.fixture
def pupils(world):
    """A class of pupils without a profile."""
    group = make_group(world.gilde, "V2A")
    group.pupils = 24
    group.save()
    return group


@pytest.fixture
def booked(world, moment, pupils) -> Event:
    return book(moment, Booking([pupils, world.group]), school=world.gilde, by=world.coordinator)


def fresh(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def rivals(world):
    elders = make_school("Elders College")
    role = Membership.Role
    return (
        make_user("coordinator@elders.test", role=role.SCHOOL_COORDINATOR, school=elders),
        make_user("rival@brood.test", role=role.COMPANY_ADMIN, company=make_company("Brood")),
    )


def test_a_booked_moment_is_an_event_of_the_school_with_the_company_as_its_host(world, booked, pupils):
    host, slot = booked.hosts.get(), booked.slots.get()
    assert (booked.kind, booked.title, booked.school, booked.state, booked.place) == (
        "guest_lecture",
        "Lassen in de praktijk",
        world.gilde,
        "planned",
        world.gilde.place,
    )
    assert (booked.starts_at, booked.ends_at, booked.created_by) == (NINE, NINE + HOUR, world.coordinator)
    assert (host.company, slot.host, slot.seats) == (world.company, host, None)
    assert [(each.group, each.expected) for each in slot.group_attendances.all()] == [(pupils, 24)]
    assert [each.student for each in slot.attendances.all()] == [world.sanne]


def test_a_visit_is_where_the_company_is_and_a_lecture_where_the_school_says(world):
    world.establishment.address = "Kazernelaan 12"
    world.establishment.save()
    told = {"establishment": world.establishment}
    visit = moment_of(offered(world.company, by=world.bram, kind="company_visit", **told))
    lecture = moment_of(offered(world.company, by=world.bram, **told))
    there = book(visit, Booking(people=20), school=world.gilde, by=world.coordinator)
    booking = Booking(people=20, place=make_place("6001"), address="Aula")
    here = book(lecture, booking, school=world.gilde, by=world.coordinator)
    assert [(each.place.name, each.address, each.slots.get().seats) for each in (there, here)] == [
        ("Roermond", "Kazernelaan 12", 20),
        ("Weert", "Aula", 20),
    ]


def test_a_moment_is_booked_once_and_free_again_when_it_is_called_off(world, moment, booked):
    with pytest.raises(MomentBooked):
        book(moment, Booking(people=2), school=world.gilde, by=world.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(world.gilde, moment=moment)
    cancel_booking(booked, by=world.coordinator)
    again = book(moment, Booking(people=2), school=world.gilde, by=world.coordinator)
    assert list(moment.events.order_by("pk").values_list("pk", "state")) == [
        (booked.pk, "cancelled"),
        (again.pk, "planned"),
    ]


@pytest.mark.parametrize(("before", "refused"), [(A_SECOND, False), (timedelta(), True), (-A_SECOND, True)])
def test_a_moment_is_booked_and_called_off_before_it_begins(world, moment, before, refused):
    event = book(moment, Booking(people=2), school=world.gilde, by=world.coordinator)
    other = moment_of(offered(world.company, by=world.bram))
    with travel(NINE - before, tick=False):
        for act in (
            lambda: book(other, Booking(people=2), school=world.gilde, by=world.coordinator),
            lambda: cancel_booking(event, by=world.coordinator),
        ):
            if refused:
                with pytest.raises(MomentOver):
                    act()
            else:
                act()


def test_nobody_books_what_is_not_offered_any_more(world, moment):
    withdraw_lecture(moment.lecture, by=world.bram)
    with pytest.raises(LectureWithdrawn):
        book(moment, Booking(people=2), school=world.gilde, by=world.coordinator)
    other = moment_of(offered(world.company, by=world.bram))
    Company.objects.update(verified_at=None)
    with pytest.raises(LectureWithdrawn):
        book(other, Booking(people=2), school=world.gilde, by=world.coordinator)


def test_what_was_booked_stays_so_when_the_lecture_is_taken_back(world, moment, booked):
    withdraw_lecture(moment.lecture, by=world.bram)
    assert fresh(booked).state == "planned"


def test_a_school_books_for_its_own_classes(world, moment):
    elders = make_school("Elders")
    other = make_group(elders, "E1A")
    with pytest.raises(ClassElsewhere):
        book(moment, Booking([world.group, other]), school=world.gilde, by=world.coordinator)
    for user in (world.bram, world.region_officer, world.sanne.user, *rivals(world)[1:]):
        with pytest.raises(PermissionDenied):
            book(moment, Booking(people=2), school=world.gilde, by=user)
    with pytest.raises(PermissionDenied):
        book(moment, Booking([other]), school=elders, by=world.coordinator)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("most", "people", "refused"),
    [(25, None, False), (24, None, True), (40, 24, True), (40, 41, True), (40, 25, False)],
)
def test_no_more_come_than_fit(world, pupils, most, people, refused):
    moment = moment_of(offered(world.company, by=world.bram, most=most))
    booking = Booking([pupils, world.group], people=people)
    if refused:
        with pytest.raises(SlotFull):
            book(moment, booking, school=world.gilde, by=world.coordinator)
        assert not Event.objects.exists()
    else:
        event = book(moment, booking, school=world.gilde, by=world.coordinator)
        assert event.slots.get().seats == (people or most)


def test_who_is_elsewhere_then_is_not_expected(world, moment):
    other = make_slot(make_event(world.gilde, starts_at=NINE, ends_at=NINE + HOUR))
    other.attendances.create(student=world.sanne)
    mila = make_student(world.group)
    event = book(moment, Booking([world.group]), school=world.gilde, by=world.coordinator)
    assert [each.student for each in event.slots.get().attendances.all()] == [mila]


def test_a_held_lecture_is_an_encounter_of_each_student_and_of_each_class(world, booked, pupils):
    with travel(NINE):
        hold(booked, came=Came({pupils: 22}, [world.sanne]), by=world.coordinator)
    assert fresh(booked).state == "held"
    told = {
        (each.kind, each.company, each.people, each.day, each.work_municipality.name, each.group)
        for each in Encounter.objects.all()
    }
    assert told == {
        ("guest_lecture", world.company, 22, NINE.date(), "Roermond", pupils),
        ("guest_lecture", world.company, 1, NINE.date(), "Roermond", world.group),
    }


def test_a_company_says_that_it_was_held_without_saying_who_came(world, booked, pupils):
    with travel(NINE):
        for came in (Came({pupils: 2}), Came(students=[world.sanne])):
            with pytest.raises(PermissionDenied):
                hold(booked, came=came, by=world.bram)
        assert fresh(booked).state == "planned"
        hold(booked, by=world.bram)
        assert (fresh(booked).state, Encounter.objects.count()) == ("held", 0)
        hold(booked, came=Came({pupils: 2}), by=world.coordinator)
    assert Encounter.objects.get().people == 2


def test_more_pupils_than_there_are_is_said(world, booked, pupils):
    with travel(NINE):
        with pytest.raises(MorePupils):
            hold(booked, came=Came({pupils: 25}, [world.sanne]), by=world.coordinator)
        assert (fresh(booked).state, Encounter.objects.count()) == ("planned", 0)
        hold(booked, came=Came({pupils: 24}), by=world.coordinator)


@pytest.mark.parametrize(("before", "refused"), [(A_SECOND, True), (timedelta(), False)])
def test_it_is_said_once_it_began(world, booked, before, refused):
    with travel(NINE - before, tick=False):
        for act, state in ((not_held, "not_held"), (hold, "held")):
            if refused:
                with pytest.raises(NotBegun):
                    act(booked, by=world.bram)
            else:
                act(booked, by=world.bram)
            assert fresh(booked).state == ("planned" if refused else state)


def test_what_was_not_held_is_no_lecture_given_and_where_somebody_came_it_was(world, booked, pupils):
    with travel(NINE):
        not_held(booked, by=world.coordinator)
        assert fresh(booked).state == "not_held"
        hold(booked, came=Came({pupils: 1}), by=world.coordinator)
        with pytest.raises(SomebodyCame):
            not_held(booked, by=world.bram)
    assert fresh(booked).state == "held"


def test_what_was_called_off_is_neither(world, booked):
    cancel_booking(booked, by=world.bram)
    with travel(NINE):
        for act in (hold, not_held):
            with pytest.raises(EventSettled):
                act(booked, by=world.coordinator)
    with pytest.raises(EventSettled):
        cancel_booking(booked, by=world.coordinator)


def test_nobody_else_says_anything(world, booked):
    with travel(NINE):
        for user in (world.sanne.user, world.region_officer, *rivals(world)):
            for act in (hold, not_held, cancel_booking):
                with pytest.raises(PermissionDenied):
                    act(booked, by=user)
    assert fresh(booked).state == "planned"


def test_a_moment_that_is_booked_is_not_removed(world, moment):
    free = moment_of(offered(world.company, by=world.bram))
    event = book(moment, Booking(people=2), school=world.gilde, by=world.coordinator)
    for user in (world.coordinator, world.region_officer):
        with pytest.raises(PermissionDenied):
            remove_moment(free, by=user)
    remove_moment(free, by=world.bram)
    with pytest.raises(MomentBooked):
        remove_moment(moment, by=world.bram)
    cancel_booking(event, by=world.bram)
    remove_moment(moment, by=world.bram)
    assert (Moment.objects.count(), fresh(event).moment) == (0, None)


def mails() -> list[tuple[list[str], str]]:
    mail.outbox.clear()
    outbox.sweep()
    return [(each.to, each.subject) for each in mail.outbox]


def test_the_other_side_hears(world, moment):
    event = book(moment, Booking(people=2), school=world.gilde, by=world.coordinator)
    assert mails() == [([world.bram.email], "Geboekt door Gilde Opleidingen: Lassen in de praktijk")]
    cancel_booking(event, by=world.bram)
    off = "Gaat niet door: Lassen in de praktijk, dinsdag 1 december 2026"
    assert mails() == [([world.coordinator.email], off)]
    again = book(moment, Booking(people=2), school=world.gilde, by=world.coordinator)
    cancel_booking(again, by=world.coordinator)
    assert mails() == [([world.bram.email], off)]
    assert Notification.objects.count() == 4


def test_a_school_that_calls_it_off_as_an_event_tells_the_company_too(world, booked):
    mails()
    cancel_event(booked, by=world.coordinator)
    assert mails() == [([world.bram.email], "Gaat niet door: Lassen in de praktijk, dinsdag 1 december 2026")]


def test_what_is_booked_is_told_more_of_and_not_moved(world, booked):
    with pytest.raises(TimeIsBooked):
        change_event(booked, by=world.coordinator, changes={"ends_at": NINE + 2 * HOUR})
    change_event(booked, by=world.coordinator, changes={"address": "Aula"})
    assert (fresh(booked).ends_at, fresh(booked).address) == (NINE + HOUR, "Aula")


def test_erasing_a_student_leaves_the_encounter(world, booked):
    with travel(NINE):
        hold(booked, came=Came(students=[world.sanne]), by=world.coordinator)
    before = Encounter.objects.values("person_key", "company", "day", "people", "school").get()
    with travel(NINE + timedelta(days=9)):
        let_go(world.sanne, by=world.admin)
    assert Encounter.objects.values("person_key", "company", "day", "people", "school").get() == before
