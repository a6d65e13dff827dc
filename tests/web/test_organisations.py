"""What employers, schools and the region office see."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from placements.models import Placement
from profiles.models import Company, Enrolment, Membership
from tests.web.reading import heading, headings, rows, statuses
from tests.world import (
    make_company,
    make_establishment,
    make_group,
    make_school,
    make_sector,
    make_student,
    make_user,
    make_vacancy,
)
from vacancies.models import Vacancy


def place(school, kind, year, start, **fields):
    told = {"status": "started", "started_on": start} if start <= date(2026, 11, 21) else {}
    return Placement.objects.create(
        school=school, kind=kind, school_year=year, start=start, person_key=uuid4(), **told, **fields
    )


def test_an_employer_sees_the_own_vacancies_whatever_their_status(world, signed_in):
    own = world.establishment
    draft = make_vacancy(own, title="Concept", status=Vacancy.Status.DRAFT)
    closed = make_vacancy(own, title="Gesloten", status=Vacancy.Status.CLOSED)
    make_vacancy(make_establishment(make_company("Andere Metaal")), title="Niet van ons")
    page = signed_in(world.bram).get("/start")
    assert list(page.context["page"]) == [closed, draft, world.vacancy]
    assert statuses(page) == ["3 vacancies · 1 draft · 1 open · 1 closed"]
    assert headings(page) == ["Gesloten", "Concept", "Stagiair lasser"]


def test_the_skills_that_one_must_have_stand_first(world, signed_in):
    weights = {"frezen": "nice", "slijpen": "should", "boren": "must"}
    make_vacancy(world.establishment, skills=weights)
    newest = signed_in(world.bram).get("/start").context["page"][0]
    assert [asked.text for asked in newest.skills.all()] == ["boren", "slijpen", "frezen"]


def test_an_employer_hears_that_the_company_is_not_verified_yet(world, signed_in):
    Company.objects.update(verified_at=None)
    page = signed_in(world.bram).get("/start")
    assert statuses(page)[0] == (
        "The region office has not verified Maasland Metaal yet."
        " Until then students do not see its vacancies."
    )


def test_an_employer_without_vacancies_hears_what_to_do(world, signed_in):
    world.vacancy.delete()
    page = signed_in(world.bram).get("/start")
    assert (statuses(page), headings(page)) == (["0 vacancies"], [])
    assert "Bring in your list here, or hand it to the region office" in page.content.decode()


def test_no_student_is_named_on_an_employers_pages(world, signed_in):
    client = signed_in(world.bram)
    for path in ("/", "/start", f"/vacancies/{world.vacancy.uuid}"):
        assert "Sanne" not in client.get(path).content.decode()


CLASSES, PLACEMENTS = 2, 3
"""Which tables of a school's page these are, after those of the funnel and the months."""


def test_a_school_sees_the_size_of_its_classes_today(world, signed_in):
    make_student(world.group)
    left = make_student(world.group)
    Enrolment.objects.filter(student=left).update(ended_on=date(2026, 10, 1))
    make_group(world.gilde, "LAS3B")
    make_group(make_school("Andere School"), "NIETS")
    page = signed_in(world.coordinator).get("/start")
    assert page.context["size"] == 2
    assert [[row[0], row[1], row[-1]] for row in rows(page, CLASSES)] == [
        ["LAS3A Lassen 25102 (25102)", "2", "nobody"],
        ["LAS3B", "0", "nobody"],
    ]


def test_a_school_counts_its_placements_that_started_by_year_and_kind(world, signed_in):
    kinds = Vacancy.Kind
    place(world.gilde, kinds.INTERNSHIP, 2025, date(2025, 9, 1))
    place(world.gilde, kinds.INTERNSHIP, 2026, date(2026, 9, 1))
    place(world.gilde, kinds.SIDE_JOB, 2026, date(2026, 11, 21))
    place(world.gilde, kinds.FIRST_JOB, 2026, date(2026, 11, 22))
    place(make_school("Andere School"), kinds.INTERNSHIP, 2026, date(2026, 9, 1))
    page = signed_in(world.coordinator).get("/start")
    assert rows(page, PLACEMENTS) == [["2025–2026", "1", "–", "1"], ["2026–2027", "1", "1", "2"]]
    table = page.context["placements"]
    assert (table.columns, table.totals.counts) == (("internship", "side job"), (2, 1))
    assert page.context["started"] == 2


def test_a_coordinator_of_two_schools_chooses_one(world, signed_in):
    other = make_school("Andere School")
    Membership.objects.create(user=world.coordinator, role=Membership.Role.SCHOOL_COORDINATOR, school=other)
    page = signed_in(world.coordinator).get("/start")
    assert (heading(page), list(page.context["schools"])) == ("Your schools", [other, world.gilde])


def test_another_school_sees_neither_class_nor_student(world, signed_in):
    other = make_user(
        "elsewhere@school.test",
        role=Membership.Role.SCHOOL_COORDINATOR,
        school=make_school("Andere School"),
    )
    client = signed_in(other)
    paths = [
        f"/schools/{world.gilde.uuid}",
        f"/classes/{world.group.uuid}",
        f"/students/{world.sanne.uuid}/matches",
        f"/students/{world.sanne.uuid}/vacancies/{world.vacancy.uuid}",
    ]
    assert [client.get(path).status_code for path in paths] == [404] * 4


def test_a_class_shows_what_is_unknown_of_each_student(world, signed_in):
    make_student(world.group, first_name="Noor", prefix="van", last_name="Dijk", place=None, reach_km=None)
    page = signed_in(world.coordinator).get(f"/classes/{world.group.uuid}")
    numbers = {each.numbers.get().number for each, *_ in page.context["students"]}
    found = rows(page)
    assert [[row[0], *row[2:]] for row in found] == [
        [
            "Noor van Dijk : matches",
            "No profile",
            "–",
            "0",
            "skills, where you travel from, how far you travel, from when",
        ],
        ["Sanne Peeters : matches", "No profile", "Weert", "1", "skills, from when"],
    ]
    assert {row[1] for row in found} == numbers


def test_the_region_office_counts_what_is_open_by_sector_and_kind(world, signed_in):
    care = make_sector("care", "zorg", "care")
    other = make_establishment(make_company("Zorgthuis"))
    make_vacancy(other, sector=care, kind=Vacancy.Kind.SIDE_JOB)
    make_vacancy(other, sector=None)
    make_vacancy(other, sector=care, status=Vacancy.Status.CLOSED)
    page = signed_in(world.region_officer).get("/start")
    assert rows(page) == [
        ["care", "–", "1", "1"],
        ["engineering", "1", "–", "1"],
        ["unknown", "1", "–", "1"],
    ]
    companies = page.context["companies"]
    assert (companies.verified, companies.unverified, companies.offering) == (2, 0, 2)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 company is"), (2, "2 companies are"), (0, "0 companies are")]
)
def test_the_region_office_sees_which_companies_wait(world, signed_in, number, said):
    for each in range(number):
        Company.objects.create(
            name=f"Nieuw {each}", slug=f"nieuw-{each}", register="kvk", register_number=each
        )
    page = signed_in(world.region_officer).get("/companies/unverified")
    assert statuses(page)[0].startswith(f"{said} not verified yet.")
    assert [company.name for company in page.context["page"]] == [f"Nieuw {each}" for each in range(number)]
    assert ("Every company is verified" in page.content.decode()) is (number == 0)


def test_the_region_office_sees_who_stands_behind_a_company_that_waits(world, signed_in):
    Company.objects.filter(pk=world.company.pk).update(verified_at=None)
    make_user("left@maaslandmetaal.test", role="company_member", company=world.company)
    Membership.objects.filter(user__email="left@maaslandmetaal.test").update(ended_at=timezone.now())
    Company.objects.create(name="Nieuw", slug="nieuw", register="kvk", register_number="1")
    page = signed_in(world.region_officer).get("/companies/unverified").content.decode()
    assert "bram@maaslandmetaal.test acts for this company." in page
    assert ("left@maaslandmetaal.test" in page, page.count("Nobody acts for this company yet.")) == (False, 1)


def test_the_platform_finds_every_school(world, signed_in):
    other = make_school("Andere School")
    page = signed_in(world.admin).get("/start")
    assert list(page.context["schools"]) == [other, world.gilde]
