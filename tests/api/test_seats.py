"""Seats over HTTP: their company says how many, and never fewer than are taken."""

import pytest

from placements.seating import Kept, arrange
from tests import world as make
from tests.placements.playing import placed


def path(world) -> str:
    return f"/api/v1/vacancies/{world.vacancy.uuid}/seats"


def test_a_company_says_how_many_and_reads_how_many_are_taken(world, client_of):
    bram = client_of(world.bram)
    spring = {"start": "2027-02-01", "end": "2027-07-02", "seats": 2}
    told = bram.put(path(world), {"seats": 3, "intakePerMonth": 9, "blocks": [spring, {"seats": 1}]}).json()
    assert (told["seats"], told["taken"], told["intakePerMonth"]) == (3, 0, 9)
    assert sorted((block["seats"], block["start"]) for block in told["blocks"]) == [
        (1, None),
        (2, "2027-02-01"),
    ]
    assert bram.get(path(world)).json() == told


def test_fewer_than_are_taken_answers_409(world, client_of):
    arrange(world.vacancy, seats=2, intake=None, by=world.bram)
    placed(world)
    type(world.vacancy).objects.update(seats_taken=2)
    answer = client_of(world.bram).put(path(world), {"seats": 1})
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"seats": 0},
        {"seats": 2, "blocks": [{"seats": 1}]},
        {"seats": 1, "blocks": [{"seats": 1, "supervisor": "4b8d0fa4-74ff-4b3c-a2a4-5d6d8c1e0a11"}]},
        {"seats": 1, "blocks": [{"seats": 1, "taken": 4}]},
        {"seats": 1, "blocks": [{"seats": 1, "id": "4b8d0fa4-74ff-4b3c-a2a4-5d6d8c1e0a11"}]},
    ],
)
def test_what_cannot_be_answers_400(world, client_of, body):
    assert client_of(world.bram).put(path(world), body).status_code == 400


def test_another_company_s_block_is_as_good_as_none(world, client_of):
    other = make.make_vacancy(make.make_establishment(make.make_company("Andere Metaal")))
    rival = make.make_user("rival@andere.test", role="company_admin", company=other.company)
    arrange(other, seats=1, kept=[Kept(1)], intake=None, by=rival)
    theirs = {"seats": 1, "id": str(other.blocks.get().uuid)}
    assert client_of(world.bram).put(path(world), {"seats": 1, "blocks": [theirs]}).status_code == 400
    assert client_of(rival).get(path(world)).status_code == 404
