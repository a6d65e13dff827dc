"""A student's free word and the same word of a vacancy: a skill that both have, in the vacancy's words."""

import pytest

from matching.free_words import MARK
from tests.lists import load_vacancies
from vacancies.models import Vacancy

OWN, ASKED = "ODOO-Studio", "odoo studio"


@pytest.fixture
def asking(world) -> Vacancy:
    """Offer a vacancy that asks for a word in no vocabulary, and for a skill that Sanne has."""
    header = "referentie;soort;titel;vaardigheden;postcode;begin;eind"
    row = f"V-7;stage;Stagiair kantoor;!{ASKED}|lassen;6041;01-02-2027;02-07-2027"
    assert load_vacancies(header, row, company=world.company).errors == []
    return Vacancy.objects.get(reference="V-7")


@pytest.fixture
def say(client_of, world):
    """Let Sanne say what she can, besides welding."""

    def write(*words: str) -> None:
        path, client = f"/api/v1/students/{world.sanne.uuid}", client_of(world.sanne.user)
        skills = [{"text": text, "command": 3} for text in ("lassen", *words)]
        answer = client.patch(path, {"skills": skills}, headers={"If-Match": client.get(path)["ETag"]})
        assert [skill["skill"] and skill["skill"]["name"] for skill in answer.json()["skills"]] == [
            "lassen",
            *(None for _ in words),
        ]

    return write


@pytest.fixture
def match_of(client_of, world, asking):
    """Give the match of Sanne and that vacancy as somebody reads it in her list."""

    def get(user) -> dict:
        path = f"/api/v1/students/{world.sanne.uuid}/matches"
        results = client_of(user).get(path, headers={"Accept-Language": "nl"}).json()["results"]
        return next(each for each in results if each["vacancy"]["id"] == str(asking.uuid))

    return get


def test_the_same_free_word_is_the_same_skill(match_of, say, world):
    told = []
    for words in ([], ["odoo"], [OWN]):
        say(*words)
        reason = match_of(world.sanne.user)["reasons"][0]
        assert (reason["values"]["concept"], reason["values"]["text"]) == (None, ASKED)
        told.append((reason["code"], reason["text"]))
    missing = ("skill_missing", "Odoo studio ontbreekt, terwijl het echt nodig is.")
    assert told == [missing, missing, ("skill_has", "Heeft odoo studio (gevorderd).")]


def test_learning_the_word_gives_what_was_foretold(match_of, say, world):
    say()
    before = match_of(world.sanne.user)
    change = before["reasons"][-1]
    gain = change["values"]["gain"]
    assert (change["code"], change["values"]) == (
        "change_skill",
        {"concept": None, "text": ASKED, "gain": gain},
    )
    assert change["text"] == f"Met odoo studio erbij wordt de score {gain} punten hoger."
    say(OWN)
    after = match_of(world.sanne.user)
    assert round(10_000 * (after["score"] - before["score"])) == gain > 0


@pytest.mark.parametrize("reader", ["coordinator", "admin"])
def test_who_looks_at_candidates_reads_the_words_of_the_vacancy_only(client_of, say, world, asking, reader):
    say(OWN, "iets anders")
    answer = client_of(getattr(world, reader)).get(f"/api/v1/vacancies/{asking.uuid}/candidates")
    (match,) = answer.json()["results"]
    values = {"concept": None, "text": ASKED, "weight": "must", "covered": 100, "own": None, "command": 3}
    assert (match["reasons"][0]["code"], match["reasons"][0]["values"]) == (
        "skill_has",
        values | {"because": "same"},
    )
    page = answer.content.decode()
    assert [word for word in (OWN, "iets anders", MARK.strip()) if word in page] == []
