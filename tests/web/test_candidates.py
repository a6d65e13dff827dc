"""Candidates as a company sees them on pages: cards without names, one opened, and inviting."""

import pytest

from placements.answering import accept, talk
from placements.applying import apply, invite
from placements.models import Application
from placements.pseudonyms import pseudonym
from profiles.models import ProfileView, Student, StudentSkill
from tests.web.reading import heading, headings, statuses
from tests.world import make_skill, make_student, make_vacancy, make_visible
from vacancies.models import Vacancy

CANARIES = ("Canaria", "Vogelzang", "canary@elsewhere.test", "vuurspuwen")


@pytest.fixture
def candidate(world) -> Student:
    """Somebody full of canaries, who lets employers see a card."""
    first, last, email, word = CANARIES
    student = make_student(world.group, first_name=first, last_name=last, email=email)
    StudentSkill.objects.create(student=student, text=word)
    StudentSkill.objects.create(
        student=student, skill=make_skill("lassen", "welding"), text="lassen", command=3
    )
    return make_visible(student)


@pytest.fixture
def path(world) -> str:
    return f"/vacancies/{world.vacancy.uuid}/candidates"


def called(world, student) -> str:
    return str(pseudonym(world.company, student.uuid))


def test_cards_are_listed_without_anything_of_who_it_is(world, signed_in, candidate, path):
    page = signed_in(world.bram).get(path)
    sign = called(world, candidate).replace("-", "")[:6].upper()
    assert (heading(page), headings(page), statuses(page)) == (
        "Candidates",
        [f"Candidate {sign}"],
        ["1 candidate fits, by skills, level and distance."],
    )
    text = page.content.decode()
    known = [*CANARIES, str(candidate.uuid), candidate.numbers.get().number, "Gilde", "LAS3A", "2008", "20.6"]
    assert [each for each in known if each in text] == []
    assert [
        each in text for each in ("Somewhere in Keyport", "10 to 25 km away", "helps others with it")
    ] == [True] * 3


def test_a_part_of_the_match_is_a_meter_of_five_steps(world, signed_in, candidate, path):
    page = signed_in(world.bram).get(path)
    (told,) = page.context["cards"]
    assert [bar.name for bar in told.bars] == ["Skills", "Level", "Distance"]
    assert page.content.decode().count('<meter min="0" max="5"') == 3


def test_an_opened_card_shows_all_skills_with_a_name_and_is_noted(world, signed_in, candidate, path):
    StudentSkill.objects.create(student=candidate, skill=make_skill("frezen"), text="frezen")
    page = signed_in(world.bram).get(f"{path}/{called(world, candidate)}")
    assert page.context["told"].skills == (("welding", "helps others with it"), ("frezen", ""))
    assert [each for each in CANARIES if each in page.content.decode()] == []
    (view,) = ProfileView.objects.all()
    assert (view.student, view.company, view.stage) == (candidate, world.company, "card")


def test_a_list_is_no_view_of_anybody(world, signed_in, candidate, path):
    signed_in(world.bram).get(path)
    assert not ProfileView.objects.exists()


def test_somebody_is_invited_once(world, signed_in, candidate, path):
    client = signed_in(world.bram)
    answers = [client.post(f"{path}/{called(world, candidate)}/invite", follow=True) for _ in range(2)]
    assert [answer.redirect_chain for answer in answers] == [[(path, 302)]] * 2
    assert statuses(answers[0])[0] == "The invitation is sent. The student can answer until 4 Dec 2026."
    assert statuses(answers[1])[0] == "There is an application for this vacancy already."
    assert "Already applied or invited" in answers[0].content.decode()
    assert Application.objects.get().student == candidate


def test_an_invitation_too_many_is_refused_in_words(world, signed_in, candidate, path, settings):
    settings.OPEN_INVITATIONS_PER_VACANCY = 0
    page = signed_in(world.bram).post(f"{path}/{called(world, candidate)}/invite", follow=True)
    assert statuses(page)[0].startswith("As many invitations as a vacancy may have")


def test_a_spent_budget_says_when_to_come_back(world, signed_in, candidate, path, settings):
    settings.CARDS_OPENED_PER_DAY = 0
    answer = signed_in(world.bram).get(f"{path}/{called(world, candidate)}")
    assert (answer.status_code, 0 < int(answer["Retry-After"]) <= 24 * 3600) == (429, True)


def test_who_hides_is_gone_from_list_and_address(world, signed_in, candidate, path):
    client = signed_in(world.bram)
    candidate.consents.all().delete()
    page = client.get(path)
    assert "Nobody who allows to be seen fits this vacancy now." in page.content.decode()
    assert client.get(f"{path}/{called(world, candidate)}").status_code == 404


def test_a_draft_says_why_there_are_no_candidates(world, signed_in, candidate, path):
    Vacancy.objects.filter(pk=world.vacancy.pk).update(status=Vacancy.Status.DRAFT)
    client = signed_in(world.bram)
    assert "Candidates are shown for an open vacancy" in client.get(path).content.decode()
    assert client.get(f"{path}/{called(world, candidate)}").url == path


@pytest.mark.parametrize(("status", "shown"), [("open", True), ("draft", False), ("closed", False)])
def test_the_way_to_candidates_is_there_for_open_vacancies(world, signed_in, status, shown, path):
    Vacancy.objects.filter(pk=world.vacancy.pk).update(status=status)
    client = signed_in(world.bram)
    pages = [client.get(each).content.decode() for each in ("/start", f"/vacancies/{world.vacancy.uuid}")]
    assert [path in page for page in pages] == [shown] * 2


def test_the_start_page_shows_what_waits_what_one_must_answer_first(world, signed_in, candidate):
    invite(candidate, world.vacancy, by=world.bram)
    apply(world.sanne, world.vacancy, by=world.sanne.user)
    done = apply(candidate, make_vacancy(world.establishment), by=candidate.user)
    talk(done, by=world.bram)
    rows = signed_in(world.bram).get("/start").context["waiting"]
    assert [(row.who, row.status) for row in rows] == [
        ("Sanne Peeters", "waiting for your answer"),
        ("Canaria Vogelzang", "in conversation"),
        ("Canaria Vogelzang", "waiting for an answer"),
    ]


def test_an_invited_one_stays_without_a_name_until_yes(world, signed_in, candidate):
    asked = invite(candidate, world.vacancy, by=world.bram)
    client = signed_in(world.bram)
    before = [client.get(each).content.decode() for each in ("/start", "/applications")]
    assert [each for page in before for each in CANARIES if each in page] == []
    accept(asked, by=candidate.user)
    assert "Canaria Vogelzang" in client.get("/applications").content.decode()
