"""Blocks over HTTP: each side its own, and the other side hears nothing."""

import pytest

from placements.applying import apply
from placements.blocking import block_company, block_student
from placements.pseudonyms import pseudonym
from profiles.models import Block, Student
from tests.world import make_visible
from vacancies.models import Vacancy

LIST = "/api/v1/blocks"


@pytest.fixture
def sanne(world):
    return make_visible(world.sanne)


def card(world, student) -> str:
    return f"/api/v1/vacancies/{world.vacancy.uuid}/cards/{pseudonym(world.company, student.uuid)}"


def test_a_student_blocks_a_company_that_then_finds_what_never_was(world, client_of, sanne):
    own, bram = client_of(sanne.user), client_of(world.bram)
    assert bram.get(card(world, sanne)).status_code == 200
    path = f"/api/v1/students/{sanne.uuid}/blocks/{world.company.uuid}"
    assert [own.put(path, format="json").status_code for _ in range(2)] == [204, 204]
    never = f"/api/v1/vacancies/{world.vacancy.uuid}/cards/{world.gilde.uuid}"
    answers = [bram.get(path) for path in (card(world, sanne), never)]
    told = [{key: value for key, value in each.json().items() if key != "instance"} for each in answers]
    assert [each.status_code for each in answers] == [404, 404]
    assert told[0] == told[1]
    assert bram.post(f"{card(world, sanne)}/invitation", format="json").status_code == 404
    (row,) = own.get(LIST).json()["results"]
    assert (row["company"]["name"], row["student"]["name"]) == (world.company.name, "Sanne Peeters")
    assert bram.get(LIST).json()["results"] == []
    assert own.delete(f"{LIST}/{row['id']}").status_code == 204
    assert bram.get(card(world, sanne)).status_code == 200


def test_a_company_blocks_a_card_and_reads_no_more_than_it_may(world, client_of, sanne):
    bram, own = client_of(world.bram), client_of(sanne.user)
    assert bram.post(f"{card(world, sanne)}/block", {}, format="json").status_code == 204
    (row,) = bram.get(LIST).json()["results"]
    assert row["blocked"] == {
        "candidate": str(pseudonym(world.company, sanne.uuid)),
        "name": None,
        "level": sanne.level,
        "field": {"code": "engineering", "name": "techniek"},
    }
    assert own.get(LIST).json()["results"] == []
    assert own.get(f"/api/v1/vacancies/{world.vacancy.uuid}").status_code == 404
    assert own.delete(f"{LIST}/{row['id']}").status_code == 404
    block_company(sanne, world.company, by=sanne.user)
    (row,) = bram.get(LIST).json()["results"]
    assert (row["blocked"]["level"], row["blocked"]["field"]) == (None, None)


def test_a_company_that_declines_by_it_says_why(world, client_of, sanne):
    application = apply(sanne, world.vacancy, by=sanne.user)
    bram, path = client_of(world.bram), f"/api/v1/applications/{application.uuid}"
    answer = bram.post(f"{path}/block", {}, format="json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert bram.post(f"{path}/block", {"reason": "seats_filled"}, format="json").status_code == 204
    assert bram.get(path).json()["name"] is None
    shown = client_of(sanne.user).get(path).json()
    assert (shown["state"], shown["steps"][-1]["reason"]) == ("declined", "seats_filled")


def test_the_student_blocks_on_the_application_too(world, client_of, sanne):
    application = apply(sanne, world.vacancy, by=sanne.user)
    path = f"/api/v1/applications/{application.uuid}/block"
    assert client_of(sanne.user).post(path, {}, format="json").status_code == 204
    assert Block.objects.get().side == Block.Side.STUDENT


def test_a_school_that_proposes_is_told_of_no_side(world, client_of, sanne):
    told = []
    Student.objects.filter(pk=sanne.pk).update(kinds=[Vacancy.Kind.SIDE_JOB])
    Vacancy.objects.update(kind=Vacancy.Kind.SIDE_JOB)
    for block in (
        lambda: block_company(sanne, world.company, by=sanne.user),
        lambda: block_student(sanne, world.company, by=world.bram),
    ):
        block()
        answer = client_of(world.coordinator).post(
            f"/api/v1/vacancies/{world.vacancy.uuid}/proposals", {"student": str(sanne.uuid)}, format="json"
        )
        told.append((answer.status_code, answer.json()["detail"]))
        Block.objects.all().delete()
    assert told == [(409, "Deze student en dit bedrijf kunnen nu niet bij elkaar worden gebracht.")] * 2
