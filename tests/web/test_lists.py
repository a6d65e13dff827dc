"""Lists take as many queries for three rows as for one."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles.models import Company, StudentSkill
from tests.web.test_roles import account, address
from tests.world import (
    World,
    make_company,
    make_establishment,
    make_group,
    make_programme,
    make_school,
    make_sector,
    make_skill,
    make_student,
    make_vacancy,
)
from vacancies.models import Vacancy, VacancySkill


@dataclass(frozen=True, slots=True)
class Listing:
    """A page with a list, who reads it, what adds a row to it, and how many queries it takes."""

    reader: str | None
    path: str
    add: Callable[[World, str], object]
    queries: int


def fitting(world: World, name: str) -> Vacancy:
    establishment = make_establishment(make_company(name))
    return make_vacancy(establishment, title=name, skills={"lassen": "must", name: "should"})


def not_fitting(world: World, name: str) -> Vacancy:
    establishment = make_establishment(make_company(name))
    return make_vacancy(establishment, kind=Vacancy.Kind.SIDE_JOB, skills={name: "must"})


def own(world: World, name: str) -> Vacancy:
    return make_vacancy(make_establishment(world.company), sector=make_sector(name), skills={name: "nice"})


def skill(world: World, name: str) -> StudentSkill:
    return StudentSkill.objects.create(student=world.sanne, skill=make_skill(name), text=name)


def asked(world: World, name: str) -> VacancySkill:
    return VacancySkill.objects.create(vacancy=world.vacancy, skill=make_skill(name), text=name)


def classmate(world: World, name: str) -> object:
    mate = make_student(world.group, last_name=name)
    return StudentSkill.objects.create(student=mate, skill=make_skill(name), text=name)


def parallel(world: World, name: str) -> object:
    return make_group(world.gilde, name, make_programme(name[:5]))


def offered(world: World, name: str) -> Vacancy:
    return make_vacancy(make_establishment(make_company(name)), sector=make_sector(name, name, name))


def unverified(world: World, name: str) -> object:
    return Company.objects.create(name=name, slug=name, sector=make_sector(name))


def school(world: World, name: str) -> object:
    return make_school(name)


LISTS = [
    Listing(None, "/", fitting, 2),
    Listing("sanne", "/start", fitting, 12),
    Listing("sanne", "/start", skill, 12),
    Listing("sanne", "/matches", fitting, 12),
    Listing("sanne", "/matches?show=excluded", not_fitting, 12),
    Listing("sanne", "/vacancies/{vacancy}", asked, 20),
    Listing("coordinator", "/students/{student}/vacancies/{vacancy}", asked, 20),
    Listing("bram", "/vacancies/{vacancy}", asked, 7),
    Listing("bram", "/start", own, 9),
    Listing("coordinator", "/start", parallel, 6),
    Listing("coordinator", "/classes/{group}", classmate, 6),
    Listing("coordinator", "/students/{student}/matches", fitting, 13),
    Listing("region_officer", "/start", offered, 8),
    Listing("region_officer", "/companies/unverified", unverified, 5),
    Listing("admin", "/start", school, 4),
]


@pytest.mark.parametrize("listing", LISTS, ids=lambda each: f"{each.reader} {each.path} {each.add.__name__}")
def test_three_rows_take_as_many_queries_as_one(world, signed_in, listing):
    client, path = signed_in(account(world, listing.reader)), address(world, listing.path)

    def queries() -> int:
        client.get(path)  # what is held between requests is built here
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    listing.add(world, "eerste")
    one = queries()
    listing.add(world, "tweede")
    listing.add(world, "derde")
    assert (one, queries()) == (listing.queries, listing.queries)
