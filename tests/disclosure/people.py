"""Two students with words of their own, three companies, two schools, and who may become guardians."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from profiles.models import Enrolment, Membership, Student, StudentGroup, StudentSkill, User
from tests import world as make
from vacancies.models import Vacancy

SANNE, NOOR = "sanne", "noor"
INA, OPA = "ina@thuis.test", "opa@thuis.test"
A, B, C = COMPANIES = ("A", "B", "C")
GILDE, ELDERS = "gilde", "elders"
BORN = {SANNE: date(2008, 5, 17), NOOR: date(2011, 5, 17)}


@dataclass(frozen=True, slots=True)
class People:
    """``staff`` are users by name, with the company or school for which they work; by name is all else."""

    students: dict[str, int]
    uuids: dict[str, UUID]
    accounts: dict[str, int]
    groups: dict[str, StudentGroup]
    vacancies: dict[str, Vacancy]
    companies: dict[str, tuple[str, ...]]
    schools: dict[str, str]
    users: dict[str, int]
    words: dict[str, str]


def make_people() -> People:
    """Make everybody; company C is not verified."""
    world = make.make_world()
    elders = make.make_school("Elders College")
    groups = {GILDE: world.group, ELDERS: make.make_group(elders, "E1A", world.programme)}
    companies = {A: world.company, B: make.make_company("Peelland Metaal"), C: make.make_company("Nieuw BV")}
    companies[C].verified_at = None
    companies[C].save()
    vacancies = {
        name: make.make_vacancy(
            make.make_establishment(company), skills={"lassen": "should"}, start=None, end=None
        )
        for name, company in companies.items()
    }
    Vacancy.objects.filter(pk=world.vacancy.pk).delete()
    member, admin = Membership.Role.COMPANY_MEMBER, Membership.Role.COMPANY_ADMIN
    users = {
        "bram": world.bram,
        "carla": make.make_user("carla@a.test", role=member, company=companies[A]),
        "dirk": make.make_user("dirk@b.test", role=admin, company=companies[B]),
        "eva": make.make_user("eva@c.test", role=admin, company=companies[C]),
        "coordinator": world.coordinator,
        "elders": make.make_user("c@elders.test", role=Membership.Role.SCHOOL_COORDINATOR, school=elders),
        "office": world.region_officer,
        "stranger": world.stranger,
    }
    made = {
        SANNE: world.sanne,
        NOOR: make.make_student(world.group, user=make.make_user("noor@leerling.test")),
    }
    words = {}
    for name, student in made.items():
        words |= _give_words(name, student)
    return People(
        students={name: student.pk for name, student in made.items()},
        uuids={name: student.uuid for name, student in made.items()},
        accounts={name: student.user_id for name, student in made.items()},
        groups=groups,
        vacancies=vacancies,
        companies={A: ("bram", "carla"), B: ("dirk",), C: ("eva",)},
        schools={"coordinator": GILDE, "elders": ELDERS},
        users={name: user.pk for name, user in users.items()},
        words=words,
    )


def _give_words(name: str, student: Student) -> dict[str, str]:
    """Write a word that nobody else has into every kind of personal field."""
    words = {what: f"{name}{what}kanarie" for what in ("naam", "post", "nummer", "woord")}
    Student.objects.filter(pk=student.pk).update(
        first_name=name.title(),
        last_name=words["naam"],
        email=f"{words['post']}@leerling.test",
        birth_date=BORN[name],
    )
    student.numbers.update(number=words["nummer"])
    StudentSkill.objects.create(student=student, text=words["woord"])
    return {f"{name} {what}": word for what, word in words.items()}


def move(student: Student, group: StudentGroup | None, today: date) -> None:
    """Let a student leave every class today, and join one."""
    Enrolment.objects.filter(student=student, ended_on__isnull=True).update(ended_on=today)
    if group:
        Enrolment.objects.create(student=student, group=group, started_on=today)


def find_user(email: str) -> User | None:
    """Give the account of an address, if there is one."""
    return User.objects.filter(email=email).first()
