"""Looking at everything that somebody can open, as the API and as pages, for words that only one has."""

from collections.abc import Iterator, Mapping

from django.test import Client
from rest_framework.test import APIClient

from placements.models import Application
from profiles import limiting
from profiles.models import StudentGroup, User
from tests.sessions import prove_second_factor
from vacancies.models import Vacancy


def seen_by(user: User, words: Mapping[str, str]) -> set[str]:
    """Give the names of the words that this user finds anywhere."""
    text = "\n".join(_everything(user))
    return {name for name, word in words.items() if word in text}


def cards_of(user: User, vacancy: Vacancy) -> set[str]:
    """Give the ids of the cards that a company sees for its vacancy."""
    answer = program_of(user).get(f"/api/v1/vacancies/{vacancy.uuid}/cards?pageSize=100")
    return {card["id"] for card in answer.json()["results"]} if answer.status_code == 200 else set()


def _everything(user: User) -> Iterator[str]:
    """Open what could show a student: as a program, and the pages of a company, a school or a guardian."""
    program, browser = program_of(user), _browser(user)
    applications = [each.uuid for each in Application.objects.visible_to(user)]
    vacancies = [each.uuid for each in Vacancy.objects.filter(company__in=user.company_ids)]
    groups = [each.uuid for each in StudentGroup.objects.filter(school__in=user.school_ids)]
    yield from _texts(program, "/api/v1/students", "/api/v1/applications")
    yield from _texts(program, *(f"/api/v1/applications/{uuid}/student" for uuid in applications))
    yield from _texts(program, *(f"/api/v1/vacancies/{uuid}/cards" for uuid in vacancies))
    yield from _texts(browser, *(f"/vacancies/{uuid}/candidates" for uuid in vacancies))
    yield from _texts(browser, *(f"/classes/{uuid}" for uuid in groups))
    if vacancies:
        yield from _texts(browser, "/applications", *(f"/applications/{uuid}" for uuid in applications))
    yield from _texts(browser, *(["/guardians"] if groups else ["/children"]))
    limiting.forget_all()


def _texts(client: Client, *paths: str) -> Iterator[str]:
    for path in paths:
        yield _text(client, path)


def _text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code in (200, 302, 404, 409), (path, answer.status_code)
    return answer.content.decode()


def program_of(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def _browser(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    prove_second_factor(client, user)
    return client
