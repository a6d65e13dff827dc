"""Events on pages: coming, checking in by code and QR, and running the day from the roster."""

import re
from datetime import timedelta

import pytest
import time_machine

from placements.attending import expect, expect_class
from placements.models import Attendance, Encounter, Event, GroupAttendance, Slot
from profiles.models import StudentGroup
from tests.web.reading import heading, statuses, tags
from tests.world import make_company, make_event, make_group, make_school, make_slot, make_student, make_user


@pytest.fixture
def slot(world) -> Slot:
    """It goes on now: of the one company at the region's event."""
    StudentGroup.objects.filter(pk=world.group.pk).update(pupils=12)
    slot = make_slot(make_event(title="Beroepenfeest"), world.company, seats=30)
    with time_machine.travel(slot.starts_at + timedelta(hours=1)):
        yield slot


def page_of(slot, more="") -> str:
    return f"/events/{slot.event.uuid}{more}"


def test_a_student_finds_an_event_and_says_yes_and_no(world, signed_in, slot):
    sanne = signed_in(world.sanne.user)
    assert page_of(slot) in sanne.get("/events").content.decode()
    assert "30 seats free" in sanne.get(page_of(slot)).content.decode()
    page = sanne.post(f"/slots/{slot.uuid}/come", follow=True)
    assert (heading(page), statuses(page)[0]) == ("Beroepenfeest", "You are expected. See you there!")
    assert "29 seats free" in page.content.decode()
    page = sanne.post(f"/slots/{slot.uuid}/stay-away", follow=True)
    assert (statuses(page)[0], Attendance.objects.count()) == ("You are not expected any more.", 0)


def test_what_cannot_be_is_said_on_the_page(world, signed_in, slot):
    Slot.objects.filter(pk=slot.pk).update(seats=1)
    expect(slot, make_student(world.group), by=world.coordinator)
    sanne = signed_in(world.sanne.user)
    assert f'id="come-{slot.uuid}"' not in sanne.get(page_of(slot)).content.decode()
    page = sanne.post(f"/slots/{slot.uuid}/come", follow=True)
    assert (statuses(page)[0], Attendance.objects.count()) == ("There are not so many seats free.", 1)


def test_a_student_types_the_code(world, signed_in, slot):
    sanne = signed_in(world.sanne.user)
    wrong = sanne.post("/check-in", {"code": "AAAA-AAAA"})
    assert [each.text for each in wrong.context["form"].problems()] == [
        "No event has this code. Look at it again."
    ]
    page = sanne.post("/check-in", {"code": f"{slot.code[:4]} {slot.code[4:]}".lower()}, follow=True)
    assert statuses(page)[0] == "You are checked in: Maasland Metaal."
    assert "You were there" in page.content.decode()
    assert Encounter.objects.get().student == world.sanne


def test_a_scanned_code_shows_what_it_is_of_and_checks_in_when_that_is_confirmed(world, signed_in, slot):
    sanne, path = signed_in(world.sanne.user), f"/check-in/{slot.code}"
    assert "Maasland Metaal" in sanne.get(path).content.decode()
    assert (Attendance.objects.count(), Encounter.objects.count()) == (0, 0)
    page = sanne.post(path, follow=True)
    assert (statuses(page)[0], Encounter.objects.count()) == ("You are checked in: Maasland Metaal.", 1)
    again = sanne.get(path)
    assert "You are checked in here already." in again.content.decode()
    assert 'id="here"' not in again.content.decode()


@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_scanned_code_of_nothing_is_asked_for_again(world, signed_in, slot, verb):
    sanne = signed_in(world.sanne.user)
    foreign = make_slot(make_event(make_school("Yuverta")), world.company)
    for code in ("AAAAAAAA", foreign.code):
        page = getattr(sanne, verb)(f"/check-in/{code}")
        assert (page.status_code, heading(page)) == (404, "Check in")
        assert [each.text for each in page.context["form"].problems()] == [
            "No event has this code. Look at it again."
        ]
        assert ("form", "/check-in") in [(tag, attrs.get("action")) for tag, attrs in tags(page)]
    assert not Attendance.objects.exists()


def test_who_is_too_late_is_led_to_the_school(world, signed_in, slot):
    with time_machine.travel(slot.ends_at + timedelta(hours=5)):
        page = signed_in(world.sanne.user).get(f"/check-in/{slot.code}").content.decode()
    assert ("Tell your school: it can write that down." in page, 'id="here"' in page) == (True, False)


@pytest.mark.parametrize(
    ("state", "seconds", "expected"),
    [
        ("planned", -1, "Planned"),
        ("planned", 0, "Now going on"),
        ("held", 7 * 3600 - 1, "Now going on"),
        ("held", 7 * 3600, "Held"),
        ("cancelled", 0, "Cancelled"),
        ("not_held", 0, "Not held"),
    ],
)
def test_an_event_that_goes_on_is_said_to(world, signed_in, slot, state, seconds, expected):
    Event.objects.filter(pk=slot.event.pk).update(state=state)
    client = signed_in(world.coordinator)
    with time_machine.travel(slot.event.starts_at + timedelta(seconds=seconds), tick=False):
        page = client.get(page_of(slot)).content.decode()
    assert re.findall(r'<span class="badge[^>]*>([^<]+)</span>', page)[0] == expected


def test_a_slot_that_is_over_has_no_seats_to_tell(world, signed_in, slot):
    sanne = signed_in(world.sanne.user)
    with time_machine.travel(slot.ends_at - timedelta(seconds=1), tick=False):
        assert "30 seats free" in sanne.get(page_of(slot)).content.decode()
    with time_machine.travel(slot.ends_at, tick=False):
        page = sanne.get(page_of(slot)).content.decode()
    assert ("seats free" in page, '<p class="muted">is over</p>' in page) == (False, True)


def test_everybody_of_a_slot_is_there_by_one_button(world, signed_in, slot):
    mila, other = make_student(world.group), make_student(make_group(make_school("Yuverta"), "X1"))
    for student in (world.sanne, mila):
        expect(slot, student, by=world.coordinator)
    Attendance.objects.create(slot=slot, student=other)
    school = signed_in(world.coordinator)
    assert f'id="all-{slot.code}"' in school.get(page_of(slot, "/roster")).content.decode()
    school.post(f"/slots/{slot.uuid}/there", {"everybody": "1"})
    there = Attendance.objects.filter(checked_in_at__isnull=False).values_list("student", flat=True)
    assert set(there) == {world.sanne.pk, mila.pk}


def test_a_visitor_is_led_to_sign_in_and_back(world, signed_in, slot):
    path = f"/check-in/{slot.code}"
    answer = signed_in(None).get(path)
    assert (answer.status_code, answer.url) == (302, f"/inloggen?next={path}")


def test_a_coordinator_runs_the_day_from_the_roster(world, signed_in, slot):
    school = signed_in(world.coordinator)
    mila = make_student(world.group, first_name="Mila")
    body = {"group": str(world.group.uuid), "people": "9"}
    page = school.post(f"/slots/{slot.uuid}/class", body, follow=True)
    assert statuses(page)[0] == "The class is expected."
    assert (Attendance.objects.count(), GroupAttendance.objects.get().expected) == (2, 9)
    counted = {"group": str(world.group.uuid), "came": "8"}
    both = {"student": [str(world.sanne.uuid), str(mila.uuid)]}
    page = school.post(f"/slots/{slot.uuid}/there", both | counted, follow=True)
    assert statuses(page)[0] == "It is written down."
    assert "11 expected, 10 there" in page.content.decode()
    school.post(f"/slots/{slot.uuid}/there", {"student": str(mila.uuid)} | counted | {"came": "7"})
    assert sorted(Encounter.objects.values_list("student", "people"), key=str) == [
        (mila.pk, 1),
        (None, 7),
    ]


def test_a_class_that_is_expected_already_is_said_and_not_doubled(world, signed_in, slot):
    school, body = signed_in(world.coordinator), {"group": str(world.group.uuid)}
    school.post(f"/slots/{slot.uuid}/class", body, follow=True)
    page = school.post(f"/slots/{slot.uuid}/class", body, follow=True)
    assert statuses(page)[:2] == [
        "The class is expected.",
        "1 student was expected here already, or is elsewhere then.",
    ]
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("sent", [{"came": "many"}, {"came": "-1"}, {"group": "x", "came": "3"}])
def test_a_number_that_is_none_changes_nothing(world, signed_in, slot, sent):
    expect_class(slot, world.group, 9, by=world.coordinator)
    body = {"group": str(world.group.uuid)} | sent
    page = signed_in(world.coordinator).post(f"/slots/{slot.uuid}/there", body, follow=True)
    assert statuses(page)[0] == "Choose one of your classes, and a number."
    assert GroupAttendance.objects.get().came is None


def test_a_box_for_a_student_of_another_school_does_nothing(world, signed_in, slot):
    other = make_user("c@elders.test", role="school_coordinator", school=make_school("Elders College"))
    expect(slot, world.sanne, by=world.sanne.user)
    signed_in(other).post(f"/slots/{slot.uuid}/there", {"student": str(world.sanne.uuid)})
    assert Attendance.objects.get().checked_in_at is None


def test_each_prints_the_codes_that_are_theirs(world, signed_in, slot):
    make_slot(slot.event, make_company("Roer Metaal"))
    office = signed_in(world.region_officer).get(page_of(slot, "/codes")).content.decode()
    own = signed_in(world.bram).get(page_of(slot, "/codes")).content.decode()
    assert (office.count('class="poster"'), own.count('class="poster"')) == (2, 1)
    assert "<svg" in own.partition('class="poster"')[2].partition("</div>")[0]
    assert ("Roer Metaal" in office, "Roer Metaal" in own) == (True, False)
    assert f"{slot.code[:4]}-{slot.code[4:]}" in own


def test_a_host_and_an_office_read_numbers_and_no_names(world, signed_in, slot):
    expect(slot, world.sanne, by=world.sanne.user)
    told = {
        world.bram: "Others: 1 expected, 0 there",
        world.region_officer: "Others: fewer than five expected",
    }
    for user, words in told.items():
        text = signed_in(user).get(page_of(slot, "/roster")).content.decode()
        assert ("Sanne" in text, words in text) == (False, True)
    office = signed_in(world.region_officer)
    assert "1 expected" not in office.get(page_of(slot, "/roster")).content.decode()
    assert "30 seats, fewer than five expected" in office.get(page_of(slot)).content.decode()
