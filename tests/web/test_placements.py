"""Placements on pages: what is next for whom, filling in, signing, and the end."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils.http import urlencode

from placements.models import Agreement, Placement, Signature
from placements.starting import start
from profiles.models import Recognition, Student
from tests.placements.agreed import agreed, anew, completed, drawn_up, signed
from tests.web.reading import heading, headings, statuses, tags

FILLED = {
    "start": "01-02-2027",
    "end": "02-07-2027",
    "hours_per_week": "32",
    "weekdays": ["1", "2", "3", "4"],
    "day_from": "08:00",
    "day_until": "16:30",
    "break_minutes": "30",
}
FORM = {"content_type": "application/x-www-form-urlencoded"}
OF_COMPANY = FILLED | {"supervisor_name": "Bram Janssen", "supervisor_email": "bram@maaslandmetaal.test"}


def path(placement: Placement, act: str = "") -> str:
    return f"/placements/{placement.uuid}" + (f"/{act}" if act else "")


def ids(response) -> set[str]:
    wanted = {"fill-in", "draw-up", "sign", "record", "start", "finish", "end", "evaluate"}
    return wanted & {held.get("id") for _tag, held in tags(response)}


def running(world) -> Placement:
    placement = signed(world)
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC)):
        start(placement, by=world.coordinator)
    return anew(placement)


@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("sanne", "Maasland Metaal · 1 Feb 2027 – 2 Jul 2027"),
        ("bram", "Sanne Peeters · 1 Feb 2027 – 2 Jul 2027"),
        ("coordinator", "Sanne Peeters – Maasland Metaal · 1 Feb 2027 – 2 Jul 2027"),
    ],
)
def test_each_part_finds_its_placements(world, signed_in, who, line):
    agreed(world)
    page = signed_in(world.sanne.user if who == "sanne" else getattr(world, who)).get("/placements")
    assert (heading(page), headings(page)) == ("Placements", ["Stagiair lasser"])
    assert line in page.content.decode()


def test_who_has_no_placement_reads_how_one_comes(world, signed_in):
    page = signed_in(world.bram).get("/placements")
    assert "It comes here as soon as a student accepts an offer." in page.content.decode()


def test_a_placement_says_what_is_in_the_way(world, signed_in):
    page = signed_in(world.bram).get(path(agreed(world)))
    assert headings(page)[:2] == ["How it stands", "What is in the way"]
    assert "Fill in the hours a week." in page.content.decode()
    assert ids(page) == {"fill-in", "end"}


def test_nothing_is_in_the_way_of_what_already_runs(world, signed_in):
    placement = agreed(world)
    Placement.objects.update(status="started", started_on=date(2026, 11, 2))
    page = signed_in(world.bram).get(path(placement))
    assert headings(page)[:2] == ["How it stands", "What is missing or not right"]
    assert dict(page.context["standing"].steps)["All filled in"] is False


def test_a_company_fills_in_and_the_school_too_and_then_the_agreement_is_made(world, signed_in):
    placement, bram, school = agreed(world), signed_in(world.bram), signed_in(world.coordinator)
    said = bram.post(path(placement, "fill-in"), urlencode(OF_COMPANY, doseq=True), follow=True, **FORM)
    tutor = str(world.coordinator.memberships.get().uuid)
    mine = FILLED | {"school_supervisor": tutor, "school_hours_per_week": "6"}
    school.post(path(placement, "fill-in"), urlencode(mine, doseq=True), follow=True, **FORM)
    made = school.post(path(placement, "agreement"), follow=True)
    assert statuses(said)[0] == "It is saved."
    assert statuses(made)[0] == "The agreement is made. Everybody can sign it now."
    assert ids(made) == {"fill-in", "draw-up", "sign", "record", "end"}


def test_a_wrong_form_comes_back_with_what_is_wrong(world, signed_in):
    wrong = urlencode(OF_COMPANY | {"hours_per_week": "60", "end": "31-01-2027"}, doseq=True)
    page = signed_in(world.bram).post(path(agreed(world), "fill-in"), wrong, **FORM)
    assert page.status_code == 200
    assert [held["href"] for tag, held in tags(page) if held.get("href", "").startswith("#id_")] == [
        "#id_hours_per_week"
    ]
    late = urlencode(OF_COMPANY | {"end": "31-01-2027"}, doseq=True)
    again = signed_in(world.bram).post(path(anew(Placement.objects.get()), "fill-in"), late, **FORM)
    assert "The last day comes before the first." in again.content.decode()


def test_each_party_agrees_with_one_button(world, signed_in):
    placement = drawn_up(world)
    parties = ((world.sanne.user, "student"), (world.bram, "company"), (world.coordinator, "school"))
    for user, party in parties:
        client = signed_in(user)
        assert "sign" in ids(client.get(path(placement)))
        page = client.post(path(placement, "sign"), {"party": party}, follow=True)
        assert statuses(page)[0] == "The signature is recorded."
        assert "sign" not in ids(page)
    assert anew(placement).status == Placement.Status.SIGNED


def test_the_school_records_a_signature_on_paper(world, signed_in):
    body = {"party": "company", "name": "Bram Janssen", "signed_on": "21-11-2026"}
    page = signed_in(world.coordinator).post(path(drawn_up(world), "sign"), body, follow=True)
    assert "Bram Janssen, 21 Nov 2026, on paper" in page.content.decode()
    assert Signature.objects.get().outside is True


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"signed_on": "22-11-2026"}, "Give a day from when the agreement was made until today."),
        ({"signed_on": ""}, "This field is required."),
    ],
)
def test_a_signature_on_a_day_that_cannot_be_is_not_recorded(world, signed_in, body, said):
    known = {"party": "company", "name": "Bram Janssen"}
    page = signed_in(world.coordinator).post(path(drawn_up(world), "sign"), known | body, follow=True)
    assert (statuses(page)[0], Signature.objects.count()) == (said, 0)


def test_nobody_signs_for_another(world, signed_in):
    answer = signed_in(world.bram).post(path(drawn_up(world), "sign"), {"party": "student"})
    assert answer.status_code == 403


def test_a_withdrawn_recognition_is_said_where_one_would_sign(world, signed_in):
    placement = drawn_up(world)
    Recognition.objects.update(valid_until="2026-12-31")
    page = signed_in(world.bram).post(path(placement, "sign"), {"party": "company"}, follow=True)
    assert statuses(page)[0].startswith("The company is not recognised for programme 25102")
    assert ids(page) == {"fill-in", "end"}


def test_for_a_minor_one_says_how_many_guardians_sign(world, signed_in):
    Student.objects.filter(pk=world.sanne.pk).update(birth_date="2010-05-17")
    placement, client = completed(world, school_hours_per_week=6), signed_in(world.coordinator)
    assert "How many parents or guardians sign?" in client.get(path(placement)).content.decode()
    page = client.post(path(placement, "agreement"), {"guardians": "2"}, follow=True)
    assert "Parent or guardian 2" in page.content.decode()
    assert Agreement.objects.get().guardians == 2


def test_the_paper_is_a_pdf(world, signed_in):
    answer = signed_in(world.sanne.user).get(path(drawn_up(world), "paper"))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Cache-Control"] == "no-store"


def test_changing_what_is_signed_makes_a_paper_of_its_own(world, signed_in):
    placement, client = signed(world), signed_in(world.bram)
    assert "Somebody signed already." in client.get(path(placement, "fill-in")).content.decode()
    changed = urlencode(OF_COMPANY | {"hours_per_week": "28", "day_until": "15:30"}, doseq=True)
    page = client.post(path(placement, "fill-in"), changed, follow=True, **FORM)
    assert statuses(page)[0] == "The change has a paper of its own now, for all to sign."
    assert "Practical training agreement – change 1" in page.content.decode()


def test_a_placement_starts_and_finishes_by_a_button_when_the_day_has_come(world, signed_in):
    placement, client = signed(world), signed_in(world.bram)
    assert "start" not in ids(client.get(path(placement)))
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC)):
        client = signed_in(world.bram)
        assert "start" in ids(client.get(path(placement)))
        assert statuses(client.post(path(placement, "start"), follow=True))[0] == "The placement has started."
    with time_machine.travel(datetime(2027, 7, 2, 9, tzinfo=UTC)):
        client = signed_in(world.bram)
        finished = client.post(path(placement, "finish"), follow=True)
    assert (statuses(finished)[0], ids(finished)) == ("The placement is finished.", {"evaluate"})


def test_breaking_off_asks_why_and_when(world, signed_in):
    placement = running(world)
    with time_machine.travel(datetime(2027, 3, 15, 9, tzinfo=UTC)):
        client = signed_in(world.sanne.user)
        asked = client.post(path(placement, "end"), {"reason": "illness", "day": ""})
        body = {"reason": "illness", "day": "12-03-2027"}
        page = client.post(path(placement, "end"), body, follow=True)
    assert (asked.status_code, statuses(page)[0]) == (200, "The placement is broken off.")
    assert "12 Mar 2027: illness" in page.content.decode()


def test_a_day_after_today_comes_back(world, signed_in):
    placement = running(world)
    with time_machine.travel(datetime(2027, 3, 15, 9, tzinfo=UTC)):
        body = {"reason": "illness", "day": "16-03-2027"}
        page = signed_in(world.bram).post(path(placement, "end"), body)
    assert "Give a day from the first one until today" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "question"),
    [
        ("bram", "Would you take a student of this school again?"),
        ("sanne", "Would you recommend this company to other students?"),
    ],
)
def test_each_side_is_asked_in_its_own_words(world, signed_in, who, question):
    placement = running(world)
    user = world.bram if who == "bram" else world.sanne.user
    with time_machine.travel(datetime(2027, 7, 2, 9, tzinfo=UTC)):
        client = signed_in(user)
        assert question in client.get(path(placement, "evaluate")).content.decode()
        body = {"score": "5", "again": "yes", "prepared": "no"}
        page = client.post(path(placement, "evaluate"), body, follow=True)
        twice = client.post(path(placement, "evaluate"), body, follow=True)
    assert statuses(page)[0] == "Thank you for your answers."
    assert statuses(twice)[0] == "Your side has evaluated this placement already."
    assert list(placement.evaluations.values_list("score", "again", "prepared")) == [(5, True, False)]


@pytest.mark.parametrize("who", ["stranger", "region_officer"])
def test_who_takes_no_part_finds_nothing(world, signed_in, who):
    assert signed_in(getattr(world, who)).get(path(agreed(world))).status_code == 404
