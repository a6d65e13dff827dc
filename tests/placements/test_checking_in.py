"""Checking in: by code and from the roster, when, for whom, what it writes, and what is taken back."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from placements import talking
from placements.applying import apply
from placements.attending import MorePupils, NotExpected, NotForThem, SlotFull, expect
from placements.checking_in import (
    CheckInNotOpen,
    MarkedEarlier,
    NoSuchCode,
    check_in,
    count_class,
    mark_there,
    unmark,
)
from placements.holding import NotBegun, not_held
from placements.models import Attendance, Encounter, Event, GroupAttendance, Slot, Talk
from placements.staging import EventSettled
from profiles.limiting import TooOften
from profiles.models import StudentGroup
from tests.world import (
    TODAY,
    make_company,
    make_establishment,
    make_event,
    make_group,
    make_noor,
    make_place,
    make_school,
    make_slot,
    make_student,
    make_user,
)

AN_HOUR, A_SECOND, A_DAY = timedelta(hours=1), timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def slot(world) -> Slot:
    """Of one company at the region's event."""
    return make_slot(make_event(), world.company)


@pytest.fixture
def begun(slot):
    with time_machine.travel(slot.starts_at, tick=False):
        yield slot


def pupils(group: StudentGroup, number: int) -> StudentGroup:
    StudentGroup.objects.filter(pk=group.pk).update(pupils=number)
    return group


def encounters() -> list[tuple]:
    rows = Encounter.objects.order_by("pk").values_list("company__name", "event", "kind", "people")
    return list(rows)


def test_who_checks_in_has_met_the_company_and_the_event_took_place(world, begun):
    expect(begun, world.sanne, by=world.sanne.user)
    attendance = check_in(begun.code, by=world.sanne.user)
    assert attendance.checked_in_at == timezone.now()
    (met,) = Encounter.objects.all()
    assert (met.student, met.company, met.event, met.kind, met.day, met.school, met.people) == (
        world.sanne,
        world.company,
        begun.event,
        "careers_event",
        TODAY,
        world.gilde,
        1,
    )
    assert Event.objects.get().state == "held"


@pytest.mark.parametrize("change", [str.lower, lambda code: f" {code[:4]}-{code[4:]} ", lambda code: code])
def test_a_code_is_read_as_people_type_it(world, begun, change):
    check_in(change(begun.code), by=world.sanne.user)
    assert Encounter.objects.count() == 1


@pytest.mark.parametrize("code", ["", "   ", "--", "AAAAAAAA", "ACDEFHJ\u0000", "x" * 5000])
def test_a_code_that_opens_nothing_is_refused(world, begun, code):
    with pytest.raises(NoSuchCode):
        check_in(code, by=world.sanne.user)


def test_the_code_of_another_school_opens_nothing(world, begun):
    elsewhere = make_slot(make_event(make_school("Elders College")))
    with pytest.raises(NoSuchCode):
        check_in(elsewhere.code, by=world.sanne.user)


def test_only_a_student_checks_in_by_code(world, begun):
    for user in (world.coordinator, world.bram, world.admin, world.stranger):
        with pytest.raises(PermissionDenied):
            check_in(begun.code, by=user)


def test_codes_are_not_guessed(world, begun, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"check-ins": "3/hour"}
    for _try in range(3):
        with pytest.raises(NoSuchCode):
            check_in("AAAAAAAA", by=world.sanne.user)
    with pytest.raises(TooOften):
        check_in(begun.code, by=world.sanne.user)
    other = make_student(world.group, user=make_user("other@leerling.test"))
    check_in(begun.code, by=other.user)


@pytest.mark.parametrize(
    ("edge", "moment", "open_"),
    [
        ("starts_at", -AN_HOUR - A_SECOND, False),
        ("starts_at", -AN_HOUR, True),
        ("starts_at", -AN_HOUR + A_SECOND, True),
        ("ends_at", 2 * AN_HOUR - A_SECOND, True),
        ("ends_at", 2 * AN_HOUR, False),
        ("ends_at", 2 * AN_HOUR + A_SECOND, False),
    ],
)
def test_a_code_works_from_a_while_before_until_a_while_after(world, slot, edge, moment, open_):
    with time_machine.travel(getattr(slot, edge) + moment, tick=False):
        if open_:
            check_in(slot.code, by=world.sanne.user)
        else:
            with pytest.raises(CheckInNotOpen):
                check_in(slot.code, by=world.sanne.user)
    assert Encounter.objects.count() == int(open_)


def test_checking_in_twice_is_once(world, begun):
    first = check_in(begun.code, by=world.sanne.user)
    with time_machine.travel(begun.starts_at + AN_HOUR, tick=False):
        assert check_in(begun.code, by=world.sanne.user).checked_in_at == first.checked_in_at
    assert (Attendance.objects.count(), Encounter.objects.count()) == (1, 1)


def test_who_was_not_expected_takes_a_seat_that_is_free(world, begun):
    Slot.objects.filter(pk=begun.pk).update(seats=1)
    check_in(begun.code, by=world.sanne.user)
    late = make_student(world.group, user=make_user("late@leerling.test"))
    with pytest.raises(SlotFull):
        check_in(begun.code, by=late.user)
    assert Attendance.objects.count() == 1


def test_a_full_slot_does_not_make_an_event_held(world, begun):
    Slot.objects.filter(pk=begun.pk).update(seats=1)
    expect(begun, make_student(world.group), by=world.coordinator)
    with pytest.raises(SlotFull):
        check_in(begun.code, by=world.sanne.user)
    assert (Event.objects.get().state, Encounter.objects.count()) == ("planned", 0)


def test_at_the_whole_of_an_event_one_meets_its_only_host_or_the_event(world, begun):
    alone = make_event(title="Bezoek", kind="company_visit", place=make_place("6001"))
    whole = make_slot(alone)
    make_slot(alone, world.company, starts_at=alone.ends_at - AN_HOUR)
    of_many = make_slot(begun.event)
    make_slot(begun.event, make_company("Roer Metaal"))
    check_in(of_many.code, by=world.sanne.user)
    check_in(whole.code, by=world.sanne.user)
    assert encounters() == [
        (None, begun.event.pk, "careers_event", 1),
        ("Maasland Metaal", alone.pk, "company_visit", 1),
    ]
    assert Encounter.objects.get(event=alone).work_municipality.name == "Weert"


def test_an_encounter_is_where_the_host_is(world):
    event = make_event()
    slot = make_slot(event, world.company)
    slot.host.establishment = make_establishment(world.company, "6211")
    slot.host.save()
    with time_machine.travel(event.starts_at, tick=False):
        mark_there(slot, [world.sanne], by=world.coordinator)
    assert Encounter.objects.get().work_municipality.name == "Maastricht"


def test_a_minor_checks_in_like_anybody(world, begun):
    noor = make_noor(world.group)
    check_in(begun.code, by=noor.user)
    assert Encounter.objects.get().student == noor


def test_the_school_marks_who_is_there_from_the_start_on(world, slot):
    mila = make_student(world.group)
    with time_machine.travel(slot.starts_at - A_SECOND, tick=False), pytest.raises(NotBegun):
        mark_there(slot, [mila], by=world.coordinator)
    with time_machine.travel(slot.starts_at, tick=False):
        mark_there(slot, [mila, world.sanne], by=world.coordinator)
    with time_machine.travel(slot.ends_at + 30 * A_DAY, tick=False):
        mark_there(slot, [make_student(world.group), mila], by=world.coordinator)
    assert (Attendance.objects.filter(checked_in_at__isnull=False).count(), len(encounters())) == (3, 3)


def test_nobody_marks_students_of_others_or_oneself(world, begun):
    other = make_user("c@elders.test", role="school_coordinator", school=make_school("Elders College"))
    for user in (world.sanne.user, other, world.bram, world.region_officer):
        for verb in (mark_there, unmark):
            with pytest.raises(PermissionDenied):
                verb(begun, [world.sanne], by=user)
    theirs = make_slot(make_event(other.current_memberships[0].school))
    with pytest.raises(NotForThem):
        mark_there(theirs, [world.sanne], by=world.coordinator)


def test_of_many_students_all_or_none_are_marked(world, begun):
    Slot.objects.filter(pk=begun.pk).update(seats=1)
    with pytest.raises(SlotFull):
        mark_there(begun, [world.sanne, make_student(world.group)], by=world.coordinator)
    assert (Attendance.objects.count(), Encounter.objects.count()) == (0, 0)


def test_what_was_marked_today_is_taken_back_today(world, begun):
    mark_there(begun, [world.sanne], by=world.coordinator)
    unmark(begun, [world.sanne], by=world.coordinator)
    assert (Attendance.objects.get().checked_in_at, encounters()) == (None, [])
    unmark(begun, [world.sanne], by=world.coordinator)
    with pytest.raises(NotExpected):
        unmark(begun, [make_student(world.group)], by=world.coordinator)


def test_what_was_marked_on_another_day_stays(world, begun):
    mark_there(begun, [world.sanne], by=world.coordinator)
    midnight = timezone.localtime(begun.starts_at).replace(hour=0) + A_DAY
    with time_machine.travel(midnight, tick=False), pytest.raises(MarkedEarlier):
        unmark(begun, [world.sanne], by=world.coordinator)
    with time_machine.travel(midnight - A_SECOND, tick=False):
        unmark(begun, [world.sanne], by=world.coordinator)
    assert encounters() == []


def test_who_met_the_company_elsewhere_that_day_still_met_it(world, begun):
    visit = make_slot(make_event(kind="company_visit"), world.company)
    mark_there(begun, [world.sanne], by=world.coordinator)
    mark_there(visit, [world.sanne], by=world.coordinator)
    assert encounters() == [("Maasland Metaal", begun.event.pk, "careers_event", 1)]
    unmark(begun, [world.sanne], by=world.coordinator)
    assert encounters() == [("Maasland Metaal", visit.event.pk, "company_visit", 1)]
    unmark(visit, [world.sanne], by=world.coordinator)
    assert encounters() == []


def test_the_encounter_of_another_event_stays(world, begun):
    visit = make_slot(make_event(kind="company_visit"), world.company)
    mark_there(begun, [world.sanne], by=world.coordinator)
    mark_there(visit, [world.sanne], by=world.coordinator)
    unmark(visit, [world.sanne], by=world.coordinator)
    assert encounters() == [("Maasland Metaal", begun.event.pk, "careers_event", 1)]


def test_a_talk_of_that_day_still_counts(world, begun):
    with time_machine.travel(begun.starts_at - A_DAY, tick=False):
        application = apply(world.sanne, world.vacancy, by=world.sanne.user)
        talking.plan(application, at=begun.starts_at + AN_HOUR, place="Weert", by=world.bram)
    mark_there(begun, [world.sanne], by=world.coordinator)
    with time_machine.travel(begun.starts_at + 2 * AN_HOUR, tick=False):
        talking.mark(application, Talk.State.HELD, by=world.bram)
        assert encounters() == [("Maasland Metaal", begun.event.pk, "careers_event", 1)]
        unmark(begun, [world.sanne], by=world.coordinator)
    assert encounters() == [("Maasland Metaal", None, "talk", 1)]


def test_pupils_of_a_class_are_counted_and_corrected_on_the_same_day(world, begun):
    group = pupils(world.group, 24)
    count_class(begun, group, 20, by=world.coordinator)
    assert encounters() == [("Maasland Metaal", begun.event.pk, "careers_event", 20)]
    count_class(begun, group, 17, by=world.coordinator)
    assert encounters() == [("Maasland Metaal", begun.event.pk, "careers_event", 17)]
    with time_machine.travel(begun.starts_at + A_DAY, tick=False):
        count_class(begun, group, 18, by=world.coordinator)
        count_class(begun, group, 16, by=world.coordinator)
    with time_machine.travel(begun.starts_at + 2 * A_DAY, tick=False):
        with pytest.raises(MarkedEarlier):
            count_class(begun, group, 15, by=world.coordinator)
        count_class(begun, group, 16, by=world.coordinator)
    assert encounters() == [("Maasland Metaal", begun.event.pk, "careers_event", 16)]
    row = GroupAttendance.objects.get()
    assert (row.expected, row.came) == (20, 16)


def test_nobody_of_a_class_is_no_encounter(world, begun):
    group = pupils(world.group, 24)
    with pytest.raises(NotExpected):
        count_class(begun, group, 0, by=world.coordinator)
    count_class(begun, group, 3, by=world.coordinator)
    count_class(begun, group, 0, by=world.coordinator)
    assert (encounters(), GroupAttendance.objects.get().came) == ([], 0)
    not_held(begun.event, by=world.region_officer)
    with pytest.raises(EventSettled):
        count_class(begun, group, 3, by=world.coordinator)


def test_a_class_counts_once_a_day_at_its_largest_number(world, begun):
    group = pupils(world.group, 24)
    later = make_slot(begun.event, world.company, starts_at=begun.starts_at + AN_HOUR)
    with time_machine.travel(later.starts_at, tick=False):
        count_class(begun, group, 9, by=world.coordinator)
        count_class(later, group, 12, by=world.coordinator)
        assert [people for *_met, people in encounters()] == [12]
        count_class(later, group, 5, by=world.coordinator)
        assert [people for *_met, people in encounters()] == [9]


@pytest.mark.parametrize(("came", "refused"), [(-1, True), (24, False), (25, True)])
def test_no_more_check_in_than_the_class_has_pupils(world, begun, came, refused):
    group = pupils(world.group, 24)
    if refused:
        with pytest.raises(MorePupils):
            count_class(begun, group, came, by=world.coordinator)
    else:
        count_class(begun, group, came, by=world.coordinator)
    assert len(encounters()) == int(not refused)


def test_a_class_is_counted_by_its_school_once_it_began(world, slot):
    group = pupils(world.group, 24)
    with pytest.raises(PermissionDenied):
        count_class(slot, group, 3, by=world.region_officer)
    with time_machine.travel(slot.starts_at - A_SECOND, tick=False), pytest.raises(NotBegun):
        count_class(slot, group, 3, by=world.coordinator)
    theirs = make_slot(make_event(make_school("Elders College")))
    with time_machine.travel(slot.starts_at, tick=False), pytest.raises(NotForThem):
        count_class(theirs, group, 3, by=world.coordinator)


def test_a_class_that_nobody_expected_takes_seats(world, begun):
    Slot.objects.filter(pk=begun.pk).update(seats=4)
    other = pupils(make_group(world.gilde, "LAS3B"), 9)
    count_class(begun, pupils(world.group, 24), 3, by=world.coordinator)
    with pytest.raises(SlotFull):
        count_class(begun, other, 2, by=world.coordinator)
    count_class(begun, world.group, 9, by=world.coordinator)
    assert [people for *_met, people in encounters()] == [9]


def test_who_is_erased_was_there_all_the_same(world, begun):
    check_in(begun.code, by=world.sanne.user)
    before = Encounter.objects.values_list("person_key", "company", "school", "day", "people").get()
    world.sanne.delete()
    assert Encounter.objects.values_list("person_key", "company", "school", "day", "people").get() == before
    assert (Attendance.objects.count(), Encounter.objects.get().student) == (0, None)
    assert before[3] == date(2026, 11, 21)
