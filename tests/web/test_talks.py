"""Talks on the page of an application: planned, moved, called off, marked, and taken to a calendar."""

import re
from datetime import date, datetime

import pytest
from django.utils import timezone

from placements.applying import apply
from placements.calendar_files import escape, fold
from placements.models import Application
from placements.talking import call_off, plan
from tests.placements.playing import at
from tests.web.reading import heading, statuses, tags
from tests.world import make_guardian, make_student, make_user

TUESDAY = datetime(2026, 12, 1, 10, tzinfo=timezone.get_default_timezone())
SAID = {"day": "01-12-2026", "time": "10:00", "place": "Molenstraat 1, Roermond", "note": "Ask for Bram"}


@pytest.fixture
def applied(world) -> Application:
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


@pytest.fixture
def planned(world, applied) -> Application:
    plan(applied, at=TUESDAY, place="Molenstraat 1, Roermond", note="Ask for Bram; ring", by=world.bram)
    return applied


def path(application: Application, tail: str = "") -> str:
    return f"/applications/{application.uuid}{tail}"


def ids(page) -> set[str]:
    wanted = {"plan-talk", "call-off-talk", "talk-calendar", "talk-held", "talk-missed", "talk-first"}
    return wanted & {held.get("id") for _tag, held in tags(page)}


def test_a_company_plans_a_talk_and_both_sides_read_when_and_where(world, signed_in, applied):
    bram = signed_in(world.bram)
    form = bram.get(path(applied, "/talk/plan"))
    assert (heading(form), ids(form)) == ("Plan a talk", {"talk-first"})
    page = bram.post(path(applied, "/talk/plan"), SAID, follow=True)
    assert statuses(page)[0] == "The talk is planned."
    for user in (world.bram, world.sanne.user):
        page = signed_in(user).get(path(applied)).content.decode()
        assert all(
            text in page
            for text in ("Tuesday 1 December 2026, 10:00", "Molenstraat 1, Roermond", "Ask for Bram")
        )


def test_both_sides_and_the_school_read_the_day_of_a_talk_in_their_lists(world, signed_in, planned):
    type(world.sanne).objects.update(birth_date=date(2011, 5, 17))
    for user, listed in (
        (world.bram, "/applications"),
        (world.bram, "/start"),
        (world.sanne.user, "/applications"),
        (world.coordinator, "/applications/students"),
        (world.coordinator, f"/students/{world.sanne.uuid}/matches"),
    ):
        page = signed_in(user).get(listed).content.decode()
        assert page.count("Talk on Tuesday 1 December 2026, 10:00") == 1


def test_a_list_says_nothing_of_a_talk_that_is_called_off(world, signed_in, planned):
    call_off(planned, by=world.bram)
    assert "Talk on" not in signed_in(world.bram).get("/applications").content.decode()


def test_a_school_through_which_contact_does_not_run_reads_no_day(world, signed_in, planned):
    listed = signed_in(world.coordinator).get("/applications/students").content.decode()
    assert ("Sanne" in listed, "Talk on" in listed) == (True, False)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"day": "01-10-2026"}, "Choose a time that is still to come."),
        ({"day": "soon"}, "Is not a date; write dd-mm-yyyy or yyyy-mm-dd"),
        ({"time": "25:00"}, "Enter a valid time."),
        ({"place": ""}, "This field is required."),
        ({"note": "bsn 111222333"}, "Holds a citizen service number (BSN), which is not allowed here"),
    ],
)
def test_what_is_wrong_stands_at_the_field(world, signed_in, applied, change, problem):
    page = signed_in(world.bram).post(path(applied, "/talk/plan"), SAID | change)
    assert (page.status_code, [each.text for each in page.context["form"].problems()]) == (200, [problem])
    assert not applied.talks.exists()


def test_a_company_moves_a_talk_beginning_with_what_was_said(world, signed_in, planned):
    bram = signed_in(world.bram)
    form = bram.get(path(planned, "/talk/plan"))
    fields = form.context["form"]
    assert (heading(form), fields["day"].value(), fields["note"].value()) == (
        "Move the talk",
        "01-12-2026",
        "Ask for Bram; ring",
    )
    page = bram.post(path(planned, "/talk/plan"), SAID | {"day": "02-12-2026"}, follow=True)
    assert statuses(page)[0] == "The talk is moved; the student hears it."
    assert planned.talks.get().moves == 1


def test_a_student_says_that_one_cannot_come_and_when_instead(world, signed_in, planned):
    sanne = signed_in(world.sanne.user)
    assert ids(sanne.get(path(planned))) == {"call-off-talk", "talk-calendar"}
    assert heading(sanne.get(path(planned, "/talk/call-off"))) == "Call the talk off"
    page = sanne.post(path(planned, "/talk/call-off"), {"text": "Wednesday?"}, follow=True)
    assert statuses(page)[0] == "The talk is called off."
    assert "Wednesday?" in signed_in(world.bram).get(path(planned)).content.decode()
    again = sanne.get(path(planned, "/talk/call-off"), follow=True)
    assert statuses(again)[0] == "No talk is planned, or it is too early or too late for this."


def test_a_company_says_afterwards_whether_it_took_place(world, signed_in, planned):
    with at(date(2026, 12, 2)):
        bram = signed_in(world.bram)
        assert ids(bram.get(path(planned))) == {"talk-held", "talk-missed"}
        assert ids(signed_in(world.sanne.user).get(path(planned))) == set()
        page = bram.post(path(planned, "/talk/outcome"), {"state": "held"}, follow=True)
        assert statuses(page)[0] == "It is noted that the talk took place."
        assert ids(page) == {"plan-talk"}
        assert bram.post(path(planned, "/talk/outcome"), {"state": "sung"}).status_code == 400
    assert planned.talks.get().state == "held"


def test_a_talk_with_an_adult_is_not_for_the_school(world, signed_in, planned):
    page = signed_in(world.coordinator).get(path(planned))
    assert ("Molenstraat" in page.content.decode(), page.context["talks"]) == (False, None)
    assert signed_in(world.coordinator).get(path(planned, "/talk.ics")).status_code == 404


def test_a_guardian_reads_along_where_contact_runs_through_the_school_and_the_school_calls_off(
    world, signed_in
):
    user = make_user("noor@leerling.test")
    noor = make_student(world.group, first_name="Noor", birth_date=date(2011, 5, 17), user=user)
    guardian = make_guardian(noor).user
    asked = apply(noor, world.vacancy, by=user)
    plan(asked, at=TUESDAY, place="Molenstraat 1", by=world.bram)
    assert ids(signed_in(guardian).get(path(asked))) == {"talk-calendar"}
    school = signed_in(world.coordinator)
    assert ids(school.get(path(asked))) == {"talk-calendar", "call-off-talk"}
    school.post(path(asked, "/talk/call-off"), {"text": "Noor is ill."})
    assert (asked.talks.get().state, asked.messages.get().side) == ("cancelled", "school")


def test_a_talk_goes_to_a_calendar_in_the_region_s_zone(world, signed_in, planned):
    answer = signed_in(world.bram).get(path(planned, "/talk.ics"))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().split("\r\n")
    talk = planned.talks.get()
    stamp = re.compile(r"DTSTAMP:\d{8}T\d{6}Z")
    assert [line for line in lines if not stamp.fullmatch(line)] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Stagepoort//Talks//EN",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Amsterdam",
        "BEGIN:STANDARD",
        "DTSTART:20261025T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        f"UID:{talk.uuid}",
        "SEQUENCE:0",
        "DTSTART;TZID=Europe/Amsterdam:20261201T100000",
        "SUMMARY:Talk: Stagiair lasser\\, Maasland Metaal",
        "LOCATION:Molenstraat 1\\, Roermond",
        "DESCRIPTION:Ask for Bram\\; ring",
        f"URL:http://127.0.0.1:8000/applications/{planned.uuid}"[:75],
        *([f" {over}"] if (over := f"URL:http://127.0.0.1:8000/applications/{planned.uuid}"[75:]) else []),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_in_summer_the_calendar_knows_summer_time(world, signed_in, applied, settings):
    settings.TALK_WITHIN_DAYS = 365
    plan(applied, at=TUESDAY.replace(year=2027, month=6), place="Here", by=world.bram)
    text = signed_in(world.sanne.user).get(path(applied, "/talk.ics")).content.decode()
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in text


@pytest.mark.parametrize("text", ["a", "é" * 200, "é" * 37 + "x" * 80, "😀" * 60])
def test_a_long_line_is_folded_within_75_octets_and_reads_the_same(text):
    folded = fold(text)
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text


def test_what_separates_is_escaped():
    assert escape("a;b,c\\d\r\ne\nf\rg") == "a\\;b\\,c\\\\d\\ne\\nf\\ng"
