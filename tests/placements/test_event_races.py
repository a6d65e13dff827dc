"""Seats of a slot when many ask at once: none is given twice, none stays empty, and one comes once."""

from functools import partial

import pytest
import time_machine

from placements import attending, checking_in
from placements.attending import AlreadyExpected, ElsewhereThen, SlotFull
from placements.models import Attendance, Encounter, Event, Slot
from profiles.models import Student, StudentGroup, User
from tests.races import race
from tests.world import make_company, make_event, make_slot, make_student, make_user

pytestmark = pytest.mark.django_db(transaction=True)

SEATS, ASKING = 5, 8


def pupils(world):
    return [
        make_student(world.group, user=make_user(f"student-{number}@leerling.test"))
        for number in range(ASKING)
    ]


def fresh(student: Student) -> Student:
    return Student.objects.select_related("user").get(pk=student.pk)


def names(done) -> list[str]:
    return sorted(type(each).__name__ for each in done)


def test_no_seat_of_a_slot_is_given_twice_and_none_stays_empty(world, tmp_path):
    slot, students = make_slot(make_event(), seats=SEATS), pupils(world)

    def act(student):
        one = fresh(student)
        return attending.expect(Slot.objects.get(pk=slot.pk), one, by=one.user)

    with time_machine.travel(slot.starts_at, tick=False), race(tmp_path) as at_once:
        done = at_once([partial(act, student) for student in students])
        (taken,) = at_once([lambda: Slot.objects.with_taken().get(pk=slot.pk).taken])
    assert (names(done), taken) == (["Attendance"] * SEATS + [SlotFull.__name__] * (ASKING - SEATS), SEATS)


def test_who_checks_in_unexpected_takes_a_seat_that_is_free(world, tmp_path):
    slot, students = make_slot(make_event(), seats=SEATS), pupils(world)

    def act(student):
        return checking_in.check_in(slot.code, by=User.objects.get(pk=student.user_id))

    with time_machine.travel(slot.starts_at, tick=False), race(tmp_path) as at_once:
        done = at_once([partial(act, student) for student in students])
        ((taken, met, state),) = at_once([lambda: counts(slot)])
    assert names(done) == ["Attendance"] * SEATS + [SlotFull.__name__] * (ASKING - SEATS)
    assert (taken, met, state) == (SEATS, SEATS, Event.State.HELD)


def counts(slot):
    there = Attendance.objects.filter(slot=slot, checked_in_at__isnull=False).count()
    return there, Encounter.objects.count(), Event.objects.get().state


def test_a_double_click_at_the_door_is_one_encounter(world, tmp_path):
    slot = make_slot(make_event(), world.company)

    def act():
        return checking_in.check_in(slot.code, by=User.objects.get(pk=world.sanne.user_id))

    with time_machine.travel(slot.starts_at, tick=False), race(tmp_path) as at_once:
        done = at_once([act] * ASKING)
        (found,) = at_once([lambda: counts(slot)])
    assert (names(done), found) == (["Attendance"] * ASKING, (1, 1, Event.State.HELD))


def test_one_is_expected_at_one_place_at_a_time(world, tmp_path):
    event = make_event()
    slots = [make_slot(event, make_company(f"Bedrijf {number}")) for number in range(4)]

    def act(slot):
        one = fresh(world.sanne)
        return attending.expect(Slot.objects.get(pk=slot.pk), one, by=one.user)

    with time_machine.travel(event.starts_at, tick=False), race(tmp_path) as at_once:
        done = at_once([partial(act, slot) for slot in slots * 2])
        (expected,) = at_once([lambda: Attendance.objects.count()])
    refused = [each for each in done if isinstance(each, Exception)]
    assert ({type(each) for each in refused} <= {AlreadyExpected, ElsewhereThen}, len(refused), expected) == (
        True,
        7,
        1,
    )


def test_pupils_of_classes_share_the_seats_when_many_say_so_at_once(world, tmp_path):
    slot = make_slot(make_event(), seats=SEATS)
    groups = [
        StudentGroup.objects.create(school=world.gilde, name=f"V{number}", school_year=2026, pupils=9)
        for number in range(4)
    ]

    def act(group):
        by = User.objects.get(pk=world.coordinator.pk)
        return attending.expect_class(Slot.objects.get(pk=slot.pk), group, 2, by=by)

    with time_machine.travel(slot.starts_at, tick=False), race(tmp_path) as at_once:
        done = at_once([partial(act, group) for group in groups])
        (taken,) = at_once([lambda: Slot.objects.with_taken().get(pk=slot.pk).taken])
    assert (names(done), taken) == (["GroupAttendance"] * 2 + [SlotFull.__name__] * 2, 4)
