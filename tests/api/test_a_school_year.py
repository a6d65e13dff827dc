"""A school year played over the API: from lists that come in, by three doors, to places signed and evaluated.

What goes out by mail is answered by the link in the mail, without signing in; the clock moves on meanwhile.
"""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.test import Client
from rest_framework.test import APIClient

from profiles import outbox
from profiles.models import Establishment, Student, User
from tests import world as make
from tests.letters import path_in

API = "/api/v1"
TERMS = {
    "weekdays": [1, 2, 3, 4],
    "dayFrom": "08:00",
    "dayUntil": "16:30",
    "breakMinutes": 30,
    "supervisorName": "Bram Janssen",
    "supervisorEmail": "bram@maaslandmetaal.test",
}


class Year:
    """Everybody with a program of their own, and the mails that reached them."""

    def __init__(self, world: make.World, client_of: Any, mailed: Any) -> None:
        self.world, self.mailed = world, mailed
        self.school: APIClient = client_of(world.coordinator)
        self.company: APIClient = client_of(world.bram)
        self.client_of = client_of
        self.vacancy = ""

    def bring(self, client: APIClient, path: str, *lines: str) -> int:
        """Bring a list in; gives how many rows were added."""
        text = "\n".join(lines).encode()
        return done(client.generic("POST", f"{API}/{path}", text, content_type="text/csv"))["added"]

    def pupil(self, name: str) -> tuple[Student, APIClient]:
        """Let a pupil of the class list claim the profile by the link in a mail."""
        found = done(self.school.get(f"{API}/students"))["results"]
        (own,) = [each["id"] for each in found if each["firstName"] == name.title()]
        (letter,) = self.mailed(lambda: self.school.post(f"{API}/students/{own}/claim-link"))
        assert letter.to == [f"{name}@leerling.test"]
        assert Client().post(path_in(letter), {"password": make.PASSWORD}).status_code == 302
        student = Student.objects.get(uuid=own)
        return student, self.client_of(student.user)

    def answer_from_mail(self, user: User, answer: dict[str, str]) -> None:
        """Open the link of the last mail to somebody as a scanner would, then send the form, once."""
        outbox.sweep()
        letters = [letter for letter in mail.outbox if letter.to == [user.email]]
        (link,) = re.findall(r"http://127\.0\.0\.1:8000(/antwoord/\S+)", letters[-1].body)
        path, browser = urlsplit(link).path, Client()
        assert browser.get(path).status_code == 200
        assert browser.post(path, answer).status_code == 200
        assert browser.post(path, answer).status_code == 410

    def place(self, application: str, pupil: APIClient) -> str:
        """Offer, accept, fill in, draw up and sign; gives the path of the placement."""
        done(self.company.post(f"{API}/applications/{application}/offer", {"hoursPerWeek": 32}))
        done(pupil.post(f"{API}/applications/{application}/accept"))
        path = f"{API}/placements/{pupil.get(f'{API}/placements').json()['results'][0]['id']}"
        for client, changes in (
            (self.company, TERMS),
            (self.school, {"schoolSupervisor": self.world.coordinator.email}),
        ):
            done(client.patch(path, changes, headers={"If-Match": client.get(path)["ETag"]}))
        done(self.company.post(f"{path}/agreement", {}))
        for client, party in ((pupil, "student"), (self.company, "company"), (self.school, "school")):
            done(client.post(f"{path}/signatures", {"party": party}))
        assert pupil.get(path).json()["status"] == "signed"
        return path


def done(answer: Any) -> dict[str, Any]:
    assert 200 <= answer.status_code < 300, answer.content
    return answer.json()


@pytest.fixture
def year(world, client_of, mailed) -> Year:
    host = {"leerbedrijf_id": "100012345", "address": "Kazernelaan 12", "recognitions_checked_on": make.TODAY}
    Establishment.objects.filter(pk=world.establishment.pk).update(**host)
    return Year(world, client_of, mailed)


def bring_lists(year: Year, world: make.World) -> None:
    """Bring in the class, its last year, and what the host is recognised for and offers."""
    school, number = f"schools/{world.gilde.uuid}/imports", world.sanne.numbers.get().number
    pupils = (
        "studentnummer;voornaam;achternaam;klas;email;geboortedatum;crebo;postcode;soorten;vaardigheden",
        f"901;Daan;Smeets;{world.group.name};daan@leerling.test;12-05-2007;25102;6041 AB;stage;lassen",
        f"902;Fien;Dijk;{world.group.name};fien@leerling.test;3-2-2008;25102;6041 AB;stage;lassen",
    )
    past = (
        "studentnummer;soort;bedrijf;begin;eind",
        f"{number};stage;Maasland Metaal;01-09-2025;30-01-2026",
    )
    assert year.bring(year.school, f"{school}/students", *pupils) == 2
    assert year.bring(year.school, f"{school}/placements", *past) == 1
    recognised = ("leerbedrijf;crebo;vanaf", "100012345;25102;2020-01-01")
    assert year.bring(year.client_of(world.region_officer), "imports/recognitions", *recognised) == 1
    vacancies = (
        "referentie;soort;titel;niveau;crebos;begin;eind;plaatsen;vaardigheden",
        "LAS-1;stage;Stagiair lasser;mbo 3;25102;01-02-2027;02-07-2027;3;!lassen|tekeninglezen",
    )
    assert year.bring(year.company, f"companies/{world.company.uuid}/imports/vacancies", *vacancies) == 1
    (new,) = [
        each["id"]
        for each in done(year.company.get(f"{API}/vacancies"))["results"]
        if each["id"] != str(world.vacancy.uuid)
    ]
    year.vacancy = f"{API}/vacancies/{new}"


def test_a_year_is_played_over_the_api(year, world, client_of):
    bring_lists(year, world)
    sanne = client_of(world.sanne.user)
    daan_of, daan = year.pupil("daan")
    fien_of, fien = year.pupil("fien")

    # Sanne applies; the company answers from its mail, talks, and offers a place.
    applied = done(sanne.post(f"{year.vacancy}/applications"))["id"]
    year.answer_from_mail(world.bram, {"answer": "yes"})
    talk = {"at": "2026-11-30T10:00:00+01:00", "place": "Kazernelaan 12, Roermond"}
    done(year.company.post(f"{API}/applications/{applied}/talks", talk))
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        held = done(year.company.post(f"{API}/applications/{applied}/talks/outcome", {"state": "held"}))
        assert [each["state"] for each in held["talks"]] == ["held"]
        placed = year.place(applied, sanne)

    # Daan shows himself, is invited as a card, and says yes from his mail.
    seen = f"{API}/students/{daan_of.uuid}/visibility"
    done(daan.put(seen, {"visibility": "anonymous"}, headers={"If-Match": daan.get(seen)["ETag"]}))
    (card,) = done(year.company.get(f"{year.vacancy}/cards"))["results"]
    invited = done(year.company.post(f"{year.vacancy}/cards/{card['id']}/invitation"))
    assert invited["name"] is None
    year.answer_from_mail(daan_of.user, {"answer": "yes"})
    begun = year.place(invited["id"], daan)

    # The school proposes Fien; she confirms from her mail, and the company says why not from its own.
    proposed = done(year.school.post(f"{year.vacancy}/proposals", {"student": str(fien_of.uuid)}))
    year.answer_from_mail(fien_of.user, {"answer": "yes"})
    year.answer_from_mail(world.bram, {"answer": "no", "reason": "no_supervisor"})
    last = done(fien.get(f"{API}/applications/{proposed['id']}"))
    assert (last["state"], last["steps"][-1]["reason"]) == ("declined", "no_supervisor")

    # February: both start. In March one is broken off; in July the other is finished and evaluated.
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC)):
        for path in (placed, begun):
            done(year.company.post(f"{path}/start"))
    with time_machine.travel(datetime(2027, 3, 5, 9, tzinfo=UTC)):
        ended = {"reason": "illness", "day": "2027-03-04"}
        assert done(year.school.post(f"{begun}/break-off", ended))["status"] == "broken_off"
    with time_machine.travel(datetime(2027, 7, 2, 9, tzinfo=UTC)):
        assert done(year.school.post(f"{placed}/finish"))["status"] == "finished"
        mark = {"score": 5, "again": True, "prepared": True}
        for client in (year.company, sanne):
            done(client.post(f"{placed}/evaluation", mark))

    counts = done(year.school.get(f"{API}/placements/counts?by=outcome"))
    assert {row["outcome"]: row["placements"] for row in counts["rows"]} == {"broken_off": 1, "finished": 2}
    seats = done(year.company.get(f"{year.vacancy}/seats"))
    assert (seats["seats"], seats["taken"]) == (3, 0)
