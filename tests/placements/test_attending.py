"""Attending: who is expected in a slot, who may not be, and how many seats that takes."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from placements.attending import (
    AlreadyCame,
    AlreadyExpected,
    ElsewhereThen,
    MorePupils,
    NotExpected,
    NotForThem,
    SameHost,
    SlotFull,
    SlotOver,
    expect,
    expect_class,
    no_longer_expect,
    no_longer_expect_class,
    seats_taken,
    set_pupils,
)
from placements.checking_in import count_class, mark_there
from placements.models import Attendance, GroupAttendance
from placements.staging import cancel_event
from profiles.models import StudentGroup
from tests.world import (
    make_company,
    make_event,
    make_group,
    make_guardian,
    make_school,
    make_slot,
    make_student,
    make_user,
)

AN_HOUR, A_SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def fest(world):
    """The region's careers event, of which the morning has not come."""
    event = make_event()
    with time_machine.travel(event.starts_at - AN_HOUR, tick=False):
        yield event


def pupils(group: StudentGroup, number: int) -> StudentGroup:
    StudentGroup.objects.filter(pk=group.pk).update(pupils=number)
    group.pupils = number
    return group


def test_a_student_and_the_school_say_who_comes(world, fest):
    slot = make_slot(fest)
    expect(slot, world.sanne, by=world.sanne.user)
    mila = make_student(world.group)
    expect(slot, mila, by=world.coordinator)
    rows = Attendance.objects.values_list("student", "added_by")
    assert set(rows) == {(world.sanne.pk, world.sanne.user.pk), (mila.pk, world.coordinator.pk)}
    assert seats_taken(slot) == 2


def test_nobody_else_says_who_comes(world, fest):
    slot = make_slot(fest)
    child = make_student(world.group)
    guardian = make_guardian(child).user
    other = make_user("c@elders.test", role="school_coordinator", school=make_school("Elders College"))
    for user in (guardian, world.bram, world.region_officer, world.stranger, other, world.sanne.user):
        with pytest.raises(PermissionDenied):
            expect(slot, child, by=user)
    assert Attendance.objects.count() == 0


def test_an_event_of_a_school_is_for_its_own(world, fest):
    elders = make_school("Elders College")
    slot = make_slot(make_event(elders))
    with pytest.raises(NotForThem):
        expect(slot, world.sanne, by=world.sanne.user)
    with pytest.raises(NotForThem):
        expect_class(slot, pupils(world.group, 5), 5, by=world.coordinator)
    left = make_student(make_group(elders), user=make_user("left@elders.test"))
    left.enrolments.update(ended_on=fest.starts_at.date())
    with pytest.raises(NotForThem):
        expect(slot, left, by=left.user)


def test_nobody_is_expected_twice_or_at_two_places_at_once(world, fest):
    nine, ten = fest.starts_at, fest.starts_at + AN_HOUR
    first = make_slot(fest, world.company, ends_at=ten)
    expect(first, world.sanne, by=world.sanne.user)
    with pytest.raises(AlreadyExpected):
        expect(first, world.sanne, by=world.coordinator)
    roer = make_company("Roer Metaal")
    at_once = make_slot(fest, roer, starts_at=ten - A_SECOND, ends_at=ten + AN_HOUR)
    with pytest.raises(ElsewhereThen):
        expect(at_once, world.sanne, by=world.sanne.user)
    elsewhere = make_slot(make_event(world.gilde), starts_at=nine, ends_at=ten)
    with pytest.raises(ElsewhereThen):
        expect(elsewhere, world.sanne, by=world.sanne.user)
    after = make_slot(fest, make_company("Maas Metaal"), starts_at=ten, ends_at=ten + AN_HOUR)
    expect(after, world.sanne, by=world.sanne.user)
    assert Attendance.objects.count() == 2


def test_who_comes_to_the_whole_event_meets_a_host_meanwhile(world, fest):
    whole, part = make_slot(fest), make_slot(fest, world.company)
    expect(whole, world.sanne, by=world.sanne.user)
    expect(part, world.sanne, by=world.sanne.user)
    mila = make_student(world.group)
    expect(part, mila, by=world.coordinator)
    expect(whole, mila, by=world.coordinator)
    twice = make_slot(fest, starts_at=fest.starts_at + AN_HOUR, ends_at=fest.ends_at)
    with pytest.raises(ElsewhereThen):
        expect(twice, mila, by=world.coordinator)


def test_what_was_called_off_keeps_nobody_away(world, fest):
    other = make_event(world.gilde)
    expect(make_slot(other), world.sanne, by=world.sanne.user)
    cancel_event(other, by=world.coordinator)
    expect(make_slot(fest), world.sanne, by=world.sanne.user)


@pytest.mark.parametrize(("kind", "refused"), [("do_day", True), ("careers_event", False)])
def test_on_a_do_day_one_visits_two_companies(world, fest, kind, refused):
    event = make_event(kind=kind)
    morning = make_slot(event, world.company, ends_at=event.starts_at + AN_HOUR)
    afternoon = make_slot(event, world.company, starts_at=event.starts_at + AN_HOUR)
    expect(morning, world.sanne, by=world.sanne.user)
    if refused:
        with pytest.raises(SameHost):
            expect(afternoon, world.sanne, by=world.sanne.user)
    else:
        expect(afternoon, world.sanne, by=world.sanne.user)
    assert Attendance.objects.count() == (1 if refused else 2)


def test_students_and_pupils_share_the_seats(world, fest):
    slot, group = make_slot(fest, seats=5), pupils(world.group, 20)
    expect_class(slot, group, 4, by=world.coordinator)
    expect(slot, world.sanne, by=world.sanne.user)
    with pytest.raises(SlotFull):
        expect(slot, make_student(group), by=world.coordinator)
    with pytest.raises(SlotFull):
        expect_class(slot, group, 5, by=world.coordinator)
    expect_class(slot, group, 3, by=world.coordinator)
    expect(slot, make_student(group), by=world.coordinator)
    assert (GroupAttendance.objects.get().expected, seats_taken(slot)) == (3, 5)


@pytest.mark.parametrize(("people", "refused"), [(-1, True), (0, True), (1, False), (8, False), (9, True)])
def test_no_more_pupils_come_than_the_class_has(world, fest, people, refused):
    slot, group = make_slot(fest), pupils(world.group, 8)
    if refused:
        with pytest.raises(MorePupils):
            expect_class(slot, group, people, by=world.coordinator)
    else:
        expect_class(slot, group, people, by=world.coordinator)
    assert seats_taken(slot) == (0 if refused else people)


def test_only_its_school_speaks_for_a_class(world, fest):
    slot, group = make_slot(fest), pupils(world.group, 8)
    for act in (
        lambda: expect_class(slot, group, 4, by=world.region_officer),
        lambda: no_longer_expect_class(slot, group, by=world.bram),
        lambda: set_pupils(group, 4, by=world.region_officer),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_who_does_not_come_frees_the_seat(world, fest):
    slot, group = make_slot(fest, seats=4), pupils(world.group, 3)
    expect(slot, world.sanne, by=world.sanne.user)
    expect_class(slot, group, 3, by=world.coordinator)
    no_longer_expect(slot, world.sanne, by=world.coordinator)
    no_longer_expect_class(slot, group, by=world.coordinator)
    assert seats_taken(slot) == 0
    with pytest.raises(NotExpected):
        no_longer_expect(slot, world.sanne, by=world.sanne.user)
    with pytest.raises(NotExpected):
        no_longer_expect_class(slot, group, by=world.coordinator)


@pytest.mark.parametrize(("moment", "over"), [(-A_SECOND, False), (timedelta(), True), (A_SECOND, True)])
def test_once_it_is_over_nobody_is_expected_any_more(world, moment, over):
    slot, group = make_slot(make_event()), pupils(world.group, 3)
    acts = [
        lambda: expect(slot, world.sanne, by=world.sanne.user),
        lambda: expect_class(slot, group, 3, by=world.coordinator),
        lambda: no_longer_expect(slot, world.sanne, by=world.sanne.user),
        lambda: no_longer_expect_class(slot, group, by=world.coordinator),
    ]
    if over:
        Attendance.objects.create(slot=slot, student=world.sanne)
        GroupAttendance.objects.create(slot=slot, group=group, expected=1)
    with time_machine.travel(slot.ends_at + moment, tick=False):
        for act in acts:
            if over:
                with pytest.raises(SlotOver):
                    act()
            else:
                act()


def test_who_was_there_cannot_stay_away(world, fest):
    slot, group = make_slot(fest), pupils(world.group, 3)
    with time_machine.travel(slot.starts_at, tick=False):
        mark_there(slot, [world.sanne], by=world.coordinator)
        count_class(slot, group, 2, by=world.coordinator)
        with pytest.raises(AlreadyCame):
            no_longer_expect(slot, world.sanne, by=world.sanne.user)
        with pytest.raises(AlreadyCame):
            no_longer_expect_class(slot, group, by=world.coordinator)


def test_a_class_has_at_least_as_many_pupils_as_came(world, fest):
    slot, group = make_slot(fest), pupils(world.group, 3)
    with time_machine.travel(slot.starts_at, tick=False):
        count_class(slot, group, 2, by=world.coordinator)
        with pytest.raises(MorePupils):
            set_pupils(group, 1, by=world.coordinator)
        set_pupils(group, 2, by=world.coordinator)
    assert StudentGroup.objects.get(pk=group.pk).pupils == 2
