"""Which occupations a student's words resemble counts in a match, and is shown to nobody."""

import pytest
from rest_framework.test import APIClient

from placements.recommending import explain
from profiles.match_changes import persons_changed
from profiles.models import StudentSkill, StudentWords
from tests.web.test_roles import PAGES, STARTS, account, address
from tests.world import make_occupation, make_skill
from vacancies.models import Vacancy, VacancySkill

POINTS = 47_113
PATHS = [
    "/students",
    "/students/{student}",
    "/students/{student}/matches",
    "/students/{student}/matches?excluded=true",
    "/vacancies",
    "/vacancies/{vacancy}",
    "/vacancies/{vacancy}/candidates",
    "/vacancies/{vacancy}/candidates?excluded=true",
    "/skills",
]


@pytest.fixture
def traces(world) -> set[str]:
    """Let Sanne's words point to an occupation that nothing else is about; give what would tell it."""
    boiler = make_occupation("zeepzieder", "zeep koken", en="soap boiler")
    StudentWords.objects.create(student=world.sanne, toward={str(boiler.uuid): POINTS}, edition="e")
    StudentSkill.objects.create(student=world.sanne, text="geuren kiezen")
    return {str(boiler.uuid), "zeepzieder", "soap boiler", str(POINTS), "toward"}


def shown(content: bytes, traces: set[str]) -> set[str]:
    return {trace for trace in traces if trace in content.decode(errors="replace").casefold()}


@pytest.mark.parametrize("path", sorted(PAGES))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_shows_it(world, signed_in, traces, path, language):
    for name in sorted(PAGES[path], key=str):
        page = signed_in(account(world, name)).get(
            address(world, path), headers={"accept-language": language}
        )
        assert (page.status_code, shown(page.content, traces)) == (200, set())


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", sorted(STARTS))
def test_no_answer_of_the_api_shows_it(world, traces, path, name):
    client = APIClient()
    client.force_authenticate(account(world, name))
    answer = client.get("/api/v1" + address(world, path))
    assert answer.status_code == 200 or name != "admin"
    assert shown(answer.content, traces) == set()


def test_what_would_be_shown_is_found(world, traces):
    VacancySkill.objects.filter(vacancy=world.vacancy).delete()
    Vacancy.objects.filter(pk=world.vacancy.pk).update(occupation=make_occupation("zeepzieder"))
    client = APIClient()
    client.force_authenticate(world.sanne.user)
    answer = client.get("/api/v1" + address(world, "/students/{student}/matches"))
    assert shown(answer.content, traces) >= {"zeepzieder"}


def test_it_counts_in_the_match(world, traces):
    Vacancy.objects.filter(pk=world.vacancy.pk).update(occupation=make_occupation("zeepzieder"))
    VacancySkill.objects.create(vacancy=world.vacancy, skill=make_skill("zeep koken"), text="zeep koken")
    near = explain(world.sanne, world.vacancy).items[0].points
    StudentWords.objects.all().delete()
    persons_changed([world.sanne.pk])
    assert explain(world.sanne, world.vacancy).items[0].points < near
