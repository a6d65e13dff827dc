"""Cards over HTTP: exactly these fields, for the company alone, and gone as soon as the student says so."""

import json

import pytest
from rest_framework.test import APIClient

from placements.pseudonyms import pseudonym
from profiles import sharing
from profiles.models import ApiToken, Membership, ProfileView, Student, StudentSkill
from profiles.tokens import make_token
from tests import world as make
from vacancies.models import Vacancy


@pytest.fixture
def bram(client_of, world):
    """Ask as Bram below the vacancy of the world; gives a function from a path to the answer."""
    client = client_of(world.bram)

    def ask(path: str = "", method: str = "get"):
        return getattr(client, method)(f"/api/v1/vacancies/{world.vacancy.uuid}/cards{path}")

    return ask


def test_a_card_is_exactly_this(bram, world):
    sanne = make.make_visible(world.sanne)
    (card,) = bram().json()["results"]
    assert card == {
        "id": str(pseudonym(world.company, sanne.uuid)),
        "verdict": card["verdict"],
        "bars": card["bars"],
        "skills": [
            {"skill": "lassen", "weight": "must", "sign": "has", "command": 2},
            {"skill": "tekeninglezen", "weight": "should", "sign": "missing", "command": None},
        ],
        "level": "secondary_vocational_education_3",
        "field": {"code": "engineering", "name": "techniek"},
        "municipality": None,
        "inRegion": True,
        "distance": "10_to_25_km",
        "conditions": [],
        "availability": {"availableFrom": None, "availableUntil": None, "hours": None, "weekdays": None},
        "hasApplication": False,
    }
    assert set(card["bars"].values()) <= {1, 2, 3, 4, 5}


def test_an_opened_card_adds_the_skills_that_have_a_name_and_is_noted(bram, world):
    sanne = make.make_visible(world.sanne)
    StudentSkill.objects.create(student=sanne, text="vuurspuwen")
    called = pseudonym(world.company, sanne.uuid)
    opened = bram(f"/{called}").json()
    (listed,) = bram().json()["results"]
    lassen = {"id": str(make.make_skill("lassen").uuid), "name": "lassen", "command": 2}
    assert opened == listed | {"ownSkills": [lassen]}
    assert ProfileView.objects.get().stage == ProfileView.Stage.CARD


def test_no_answer_to_an_employer_holds_anything_of_who_it_is(bram, world, client_of):
    known = {"first_name": "Canaria", "last_name": "Vogelzang", "email": "canary@elsewhere.test"}
    student = make.make_visible(make.make_student(world.group, **known))
    StudentSkill.objects.create(student=student, text="vuurspuwen")
    called = pseudonym(world.company, student.uuid)
    texts = [bram().content, bram(f"/{called}").content, bram(f"/{called}/invitation", "post").content]
    texts.append(client_of(world.bram).get("/api/v1/applications").content)
    told = b"\n".join(texts).decode()
    secrets = [*known.values(), str(student.uuid), student.numbers.get().number, "vuurspuwen", "Gilde"]
    secrets += ["2008-05-17", "6001", "score", "points", "because", "kilomet", student.user.email, "25102"]
    assert [each for each in secrets if each in told] == []


def test_a_list_is_paged_and_counted(bram, world):
    for _ in range(3):
        make.make_visible(make.make_student(world.group))
    make.make_student(world.group)
    pages = [bram(f"?pageSize=1&page={page}").json() for page in (1, 2, 3)]
    assert ([page["count"] for page in pages], len({page["results"][0]["id"] for page in pages})) == (
        [3] * 3,
        3,
    )
    assert [bool(page["next"]) for page in pages] == [True, True, False]
    assert bram("?page=4").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["excluded=true", "plain=true", "municipality=Weert", "level=mbo", "search=Sanne", "pageSize=101"],
)
def test_a_list_is_narrowed_by_level_and_nothing_else(bram, world, query):
    assert bram(f"?{query}").status_code == 400
    assert bram("?level=secondary_vocational_education_3").status_code == 200


def test_an_own_vacancy_that_is_not_open_answers_409(bram, world):
    called = pseudonym(world.company, make.make_visible(world.sanne).uuid)
    Vacancy.objects.filter(pk=world.vacancy.pk).update(status=Vacancy.Status.CLOSED)
    answers = [bram(), bram(f"/{called}"), bram(f"/{called}/invitation", "post")]
    assert [answer.status_code for answer in answers] == [409] * 3
    assert (
        answers[0].json()["detail"] == "Kandidaten zie je bij een open vacature van een goedgekeurd bedrijf."
    )


def test_a_spent_budget_answers_429_until_tomorrow(bram, world, settings):
    settings.CARDS_OPENED_PER_DAY = 1
    called = [
        pseudonym(world.company, make.make_visible(make.make_student(world.group)).uuid) for _ in range(2)
    ]
    answers = [bram(f"/{one}") for one in called]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert 0 < int(answers[1]["Retry-After"]) <= 24 * 3600
    assert bram().status_code == 200


def test_an_invitation_is_sent_once_and_shows_on_the_card(bram, world):
    called = pseudonym(world.company, make.make_visible(world.sanne).uuid)
    answers = [bram(f"/{called}/invitation", "post") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]
    told = answers[0].json()
    assert (told["candidate"], told["name"], told["state"], told["door"]) == (
        str(called),
        None,
        "requested",
        "invite",
    )
    assert bram().json()["results"][0]["hasApplication"] is True


def test_whoever_hides_is_gone_from_the_next_request_on(bram, world):
    sanne = make.make_visible(world.sanne)
    called = pseudonym(world.company, sanne.uuid)
    seen = [bram().json()["count"], bram(f"/{called}").status_code]
    sharing.choose_visibility(Student.objects.get(pk=sanne.pk), "hidden", by=sanne.user)
    assert [*seen, bram().json()["count"], bram(f"/{called}").status_code] == [1, 200, 0, 404]


@pytest.mark.parametrize(
    ("scopes", "statuses"),
    [
        (["candidates:read"], (200, 200, 403)),
        (["applications:write"], (403, 403, 201)),
        (["vacancies:write"], (403, 403, 403)),
    ],
)
def test_a_token_reads_cards_and_invites_as_far_as_its_scopes_reach(world, scopes, statuses):
    called = pseudonym(world.company, make.make_visible(world.sanne).uuid)
    held = Membership.objects.get(user=world.bram)
    secret = make_token(world.bram, name="test", days=1, membership=held, scopes=scopes)
    client, path = (
        APIClient(headers={"Authorization": f"Bearer {secret}"}),
        f"/api/v1/vacancies/{world.vacancy.uuid}",
    )
    answers = [
        client.get(f"{path}/cards"),
        client.get(f"{path}/cards/{called}"),
        client.post(f"{path}/cards/{called}/invitation"),
    ]
    assert tuple(answer.status_code for answer in answers) == statuses
    assert ApiToken.objects.count() == 1


def test_two_companies_call_one_student_differently(world, client_of):
    make.make_visible(world.sanne)
    other = make.make_vacancy(make.make_establishment(make.make_company("Andere Metaal")))
    rival = make.make_user("rival@andere.test", role=Membership.Role.COMPANY_MEMBER, company=other.company)
    told = [
        client_of(user).get(f"/api/v1/vacancies/{vacancy.uuid}/cards").json()["results"][0]
        for user, vacancy in ((world.bram, world.vacancy), (rival, other))
    ]
    assert told[0]["id"] not in json.dumps(told[1])
