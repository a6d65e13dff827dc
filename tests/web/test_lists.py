"""Lists take as many queries for three rows as for one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from placements.applying import apply, propose
from placements.blocking import block_company, block_student
from placements.models import Application, Placement, Report
from placements.reporting import Claim, report_company, report_vacancy
from profiles import notifying
from profiles.models import (
    AccessRecord,
    Block,
    Company,
    Establishment,
    Guardianship,
    ProfileView,
    Recognition,
    Student,
    StudentSkill,
)
from profiles.sharing import name_to
from profiles.tokens import make_token
from tests.placements.agreed import agreed
from tests.telling import known_events
from tests.web.test_roles import account, address
from tests.world import (
    World,
    make_company,
    make_establishment,
    make_group,
    make_guardian,
    make_programme,
    make_school,
    make_sector,
    make_skill,
    make_student,
    make_user,
    make_vacancy,
    make_visible,
)
from vacancies.models import Vacancy, VacancySkill


@pytest.fixture(autouse=True)
def events():
    with known_events():
        yield


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


def shown_name(world: World, name: str) -> None:
    name_to(world.sanne, make_company(name), by=world.sanne.user)


def unwanted(world: World, name: str) -> Block:
    return block_company(world.sanne, make_company(name), by=world.sanne.user)


def turned_away(world: World, name: str) -> Block:
    return block_student(make_student(world.group, last_name=name), world.company, by=world.bram)


def looked(world: World, name: str) -> ProfileView:
    return ProfileView.objects.create(
        student=world.sanne, company=make_company(name), stage="card", person_key=uuid4(), school_year=2026
    )


def asked_guardian(world: World, name: str) -> Guardianship:
    return make_guardian(world.sanne, f"{name}@home.test")


def answered_guardian(world: World, name: str) -> Guardianship:
    mate = make_student(world.group, last_name=name, birth_date=date(2011, 5, 17))
    return make_guardian(mate, f"{name}@home.test", confirmed=False)


def child(world: World, name: str) -> Student:
    mate = make_student(world.group, last_name=name, birth_date=date(2011, 5, 17))
    guarded = make_guardian(mate, f"{name}@home.test")
    Guardianship.objects.filter(pk=guarded.pk).update(user=account(world, "ina"))
    return mate


def token(world: World, name: str) -> object:
    return make_token(world.bram, name=name, days=1, membership=world.bram.current_memberships[0])


def looked_at(world: World, name: str) -> None:
    organisation = make_company(name).uuid
    for _ in range(5):
        AccessRecord.objects.create(
            via="session",
            act="GET x",
            status=200,
            subject=uuid4(),
            organisation=organisation,
            at=timezone.now() - timedelta(days=90),
        )


def candidate(world: World, name: str) -> Student:
    mate = make_visible(make_student(world.group, last_name=name))
    StudentSkill.objects.create(student=mate, skill=make_skill(name), text=name)
    return mate


def applicant(world: World, name: str) -> Application:
    mate = make_student(world.group, last_name=name, user=make_user(f"{name}@leerling.test"))
    return apply(mate, world.vacancy, by=mate.user)


def application(world: World, name: str) -> Application:
    return apply(world.sanne, fitting(world, name), by=world.sanne.user)


def queued(world: World, name: str) -> Application:
    full = fitting(world, name)
    Vacancy.objects.filter(pk=full.pk).update(seats_taken=full.seats)
    return apply(world.sanne, full, by=world.sanne.user)


def proposal(world: World, name: str) -> Application:
    return propose(world.sanne, recognised(world, name), by=world.coordinator)


def recognised(world: World, name: str) -> Vacancy:
    vacancy, today = fitting(world, name), timezone.localdate()
    Establishment.objects.update(recognitions_checked_on=today)
    Recognition.objects.create(
        establishment=vacancy.establishment, crebo=world.programme.code, valid_from=today
    )
    return vacancy


def told(world: World, name: str) -> None:
    notifying.tell([world.bram], "happened-request", uuid4(), context={"name": name})


def placement(world: World, name: str) -> Placement:
    return agreed(world, make_student(world.group, last_name=name))


def report(world: World, name: str) -> Report:
    company = make_company(name)
    return report_company(company, Claim(Report.Reason.SPAM), by=world.coordinator)[0]


def own_report(world: World, name: str) -> Report:
    offered = make_vacancy(make_establishment(make_company(name)))
    return report_vacancy(offered, Claim(Report.Reason.SPAM), by=world.sanne.user)[0]


LISTS = [
    Listing(None, "/", fitting, 2),
    Listing("sanne", "/start", fitting, 13),
    Listing("sanne", "/start", skill, 13),
    Listing("sanne", "/matches", fitting, 13),
    Listing("sanne", "/matches?show=excluded", not_fitting, 13),
    Listing("sanne", "/visibility", shown_name, 12),
    Listing("sanne", "/visibility", looked, 12),
    Listing("sanne", "/visibility", unwanted, 12),
    Listing("bram", "/blocks", turned_away, 5),
    Listing("sanne", "/views", looked, 6),
    Listing("coordinator", "/students/{student}/guardians", asked_guardian, 5),
    Listing("coordinator", "/guardians", answered_guardian, 5),
    Listing("ina", "/children", child, 4),
    Listing("sanne", "/vacancies/{vacancy}", asked, 22),
    Listing("coordinator", "/students/{student}/vacancies/{vacancy}", asked, 29),
    Listing("bram", "/vacancies/{vacancy}", asked, 7),
    Listing("bram", "/vacancies/{vacancy}/candidates", candidate, 15),
    Listing("bram", "/applications", applicant, 6),
    Listing("sanne", "/applications", application, 6),
    Listing("sanne", "/applications", queued, 7),
    Listing("bram", "/start", applicant, 11),
    Listing("bram", "/start", own, 10),
    Listing("bram", "/placements", placement, 5),
    Listing("coordinator", "/placements", placement, 5),
    Listing("coordinator", "/start", parallel, 15),
    Listing("coordinator", "/classes/{group}", classmate, 14),
    Listing("coordinator", "/students/{student}/matches", fitting, 16),
    Listing("coordinator", "/students/{student}/matches", proposal, 17),
    Listing("coordinator", "/applications/students", proposal, 7),
    Listing("coordinator", "/applications/students", applicant, 7),
    Listing("bram", "/notifications", told, 5),
    Listing("bram", "/tokens", token, 4),
    Listing("region_officer", "/start", offered, 12),
    Listing("region_officer", "/start", looked_at, 14),
    Listing("admin", "/access-log", looked_at, 5),
    Listing("region_officer", "/companies/unverified", unverified, 7),
    Listing("admin", "/start", school, 5),
    Listing("sanne", "/my-reports", own_report, 5),
    Listing("region_officer", "/reports", report, 5),
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
