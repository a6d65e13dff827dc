"""Every list of the API takes one literal number of queries, whether it has one row or three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.urls import router
from placements.applying import apply
from placements.blocking import block_student
from placements.models import Report
from placements.reporting import Claim, report_company
from profiles.models import AccessRecord
from tests import world as make
from tests.placements.agreed import agreed
from tests.placements.offering import offered
from vacancies.registering import People, register, register_people

LISTS = {
    "students": 5,
    "vacancies": 6,
    "applications": 5,
    "placements": 3,
    "blocks": 3,
    "companies": 4,
    "schools": 2,
    "classes": 3,
    "skills": 2,
    "programmes": 2,
    "places": 2,
    "access-records": 3,
    "reports": 3,
    "courses": 5,
    "registrations": 3,
    "events": 6,
    "lectures": 4,
}
SPAM = Claim(Report.Reason.SPAM)
READERS = {"access-records": "admin", "blocks": "bram", "registrations": "region_officer"}


def three_more(world) -> None:
    """Add three of everything that a list may show."""
    for name in ("Roer", "Maas", "Swalm"):
        company = make.make_company(f"{name} Metaal")
        establishment = make.make_establishment(company)
        make.make_vacancy(establishment, skills={"lassen": "must", f"{name} meten": "nice"})
        make.make_school(f"{name} College")
        group = make.make_group(world.gilde, name=f"{name}3A", programme=world.programme)
        make.make_slot(make.make_event(), company)
        AccessRecord.objects.create(via="session", act="GET x", status=200)
        report_company(company, SPAM, by=world.coordinator)
        apply_as(make.make_student(group, user=make.make_user(f"{name}@leerling.test")), world)
        agreed(world, make.make_student(group))
        block_student(make.make_student(group), world.company, by=world.bram)
        taught = make.make_course(f"{name} frezen", company=company)
        make.make_course("lassen", place=make.make_place())
        register_people(taught, People("job_seeker", 2, company=company), by=world.admin)
        register_oneself(make.make_course(), make.make_student(group))
        offered(company, by=world.admin)
        make.make_programme(code=f"252{len(name)}{name[0] == 'R':d}")
    make.make_place("6211")


def register_oneself(course, student) -> None:
    """Let a student who has no account yet register for a course."""
    student.user = make.make_user(f"{student.pk}@leerling.test")
    student.save(update_fields=["user"])
    register(course, student, by=student.user)


def apply_as(student, world) -> None:
    """Let somebody apply for the vacancy of the world."""
    apply(student, world.vacancy, by=student.user)


def queries_of(client, path: str) -> tuple[int, int]:
    """Give the number of rows and of queries of a list."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200, response.content
    return response.json()["count"], len(queries)


def test_every_list_is_named_here():
    lists = {prefix for prefix, viewset, _name in router.registry if hasattr(viewset, "list")}
    assert lists == set(LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_one_row_and_three_rows_take_the_same_queries(world, client_of, name):
    AccessRecord.objects.create(via="session", act="GET x", status=200)
    reader = getattr(world, READERS.get(name, "coordinator"))
    apply_as(world.sanne, world)
    make.make_slot(make.make_event(), world.company)
    agreed(world)
    report_company(world.company, SPAM, by=world.coordinator)
    block_student(make.make_student(world.group), world.company, by=world.bram)
    register_oneself(make.make_course("lassen"), make.make_student(world.group))
    offered(world.company, by=world.bram)
    few, queries_for_few = queries_of(client_of(reader), f"/api/v1/{name}")
    three_more(world)
    many, queries_for_many = queries_of(client_of(reader), f"/api/v1/{name}")
    assert many > few
    assert (queries_for_few, queries_for_many) == (LISTS[name], LISTS[name])
