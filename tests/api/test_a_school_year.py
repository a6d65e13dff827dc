"""A school year played over the API: from three doors to places that are signed, ended and evaluated.

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
from profiles.models import Student, User
from tests import world as make
from tests.placements.agreed import recognise

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

    def __init__(self, world: make.World, client_of: Any) -> None:
        self.world = world
        self.school: APIClient = client_of(world.coordinator)
        self.company: APIClient = client_of(world.bram)
        self.client_of = client_of
        self.vacancy = f"{API}/vacancies/{world.vacancy.uuid}"

    def pupil(self, name: str) -> tuple[Student, APIClient]:
        user = make.make_user(f"{name}@leerling.test")
        student = make.make_student(self.world.group, first_name=name.title(), user=user)
        return student, self.client_of(user)

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
def year(world, client_of) -> Year:
    recognise(world)
    return Year(world, client_of)


def test_a_year_is_played_over_the_api(year, world, client_of):
    done(year.company.put(f"{year.vacancy}/seats", {"seats": 3}))
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
    assert {row["outcome"]: row["placements"] for row in counts["rows"]} == {"broken_off": 1, "finished": 1}
    seats = done(year.company.get(f"{year.vacancy}/seats"))
    assert (seats["seats"], seats["taken"]) == (3, 0)
