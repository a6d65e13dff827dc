"""The courses of the matrix, and who takes part in them."""

from collections.abc import Mapping, MutableMapping

from profiles.models import Company, School, User
from profiles.policy import Noun
from tests import world as make
from tests.policy.thing import Thing, erased, gone, thing
from vacancies.models import Course
from vacancies.registering import People, register, register_people

A, B = "admin of company A", "member of company B"
VISIBLE, MINOR = "adult student, visible", "minor with consent"
SCHOOL, OFFICE, PLATFORM = "coordinator of school 1", "region office", "platform admin"
OF_A, OF_B = {"member of company A", A, "token read (company A)"}, {B}
OF_SCHOOL_1 = {SCHOOL, "token import (school 1)"}
FINISHED = {"attended": 1, "finished": 1, "certified": 1}


def add_courses(
    world: make.World, users: Mapping[str, User], things: MutableMapping[Noun, dict[str, Thing]]
) -> None:
    """Add courses of every kind of organisation, with students and with numbers of people."""
    b, unverified = Company.objects.get(slug="peelland-zorg"), Company.objects.get(slug="nieuw-bedrijf")
    of_a, of_b = make.make_course("lassen", company=world.company), make.make_course(company=b)
    of_school, of_region = make.make_course(school=world.gilde), make.make_course()
    draft = Course.Status.DRAFT
    things[Noun.COURSE] = {
        "course of A": thing(of_a, tenant=OF_A, is_public=True),
        "draft of A": thing(make.make_course(company=world.company, status=draft), tenant=OF_A),
        "course of B": thing(of_b, tenant=OF_B, is_public=True),
        "course of school 1": thing(of_school, tenant=OF_SCHOOL_1, is_public=True),
        "course of the region": thing(of_region, tenant={OFFICE}, is_public=True),
        "draft of the region": thing(make.make_course(status=draft), tenant={OFFICE}),
        "draft of school 2": thing(
            make.make_course(school=School.objects.get(slug="elders-college"), status=draft),
            tenant={"coordinator of school 2"},
        ),
        "course of an unverified company": thing(
            make.make_course(company=unverified), tenant={"admin of an unverified company"}
        ),
        "erased course": erased(make.make_course()),
        "missing course": gone(),
    }
    at_a = register(of_a, users[VISIBLE].student, by=users[VISIBLE])
    at_b = register(of_b, users[MINOR].student, by=users[MINOR])
    of_number = register_people(of_region, People("employee", 4, company=world.company), by=users[A])
    pupils = register_people(of_a, People("student", 9, school=world.gilde), by=users[SCHOOL])
    no_more = register_people(of_region, People("job_seeker", 1), by=users[OFFICE])
    things[Noun.REGISTRATION] = {
        "registration at A": thing(at_a, own={VISIBLE}, tenant=OF_A),
        "registration at B": thing(at_b, own={MINOR}, ward={"guardian of own child"}, tenant=OF_B),
        "people of A at the region's": thing(of_number, tenant=OF_A | {OFFICE}),
        "pupils of school 1 at A": thing(pupils, tenant=OF_A | OF_SCHOOL_1),
        "erased registration": erased(no_more),
        "missing registration": gone(),
    }


def over(things: Mapping[Noun, Mapping[str, Thing]]) -> None:
    """Let the course of the first registration be over."""
    first = next(iter(things[Noun.REGISTRATION].values()))
    courses = Course.objects.filter(registrations__uuid=first.argument)
    courses.update(starts_on=make.TODAY, ends_on=make.TODAY)


def registering_as(users: Mapping[str, User], actor: str) -> dict[str, object]:
    """Give what each kind of actor sends to register: a student nothing, an organisation how many people."""
    user = users.get(actor)
    if user is None or hasattr(user, "student"):
        return {}
    people: dict[str, object] = {"participant": "job_seeker", "people": 2}
    held = user.memberships.first()
    if held and held.company:
        return people | {"participant": "employee", "company": str(held.company.uuid)}
    return (
        people | {"participant": "student", "school": str(held.school.uuid)}
        if held and held.school
        else people
    )
