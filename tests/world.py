"""The small named world of the tests: Sanne the student, Bram the employer, Gilde the school, a stranger."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from matching.words import fold
from placements.models import Event, Host, Slot
from profiles.models import (
    Company,
    Enrolment,
    Establishment,
    Guardianship,
    Membership,
    School,
    Student,
    StudentGroup,
    StudentNumber,
    StudentSkill,
    User,
)
from profiles.secrecy import digest_of
from profiles.sharing import answer_as, choose_visibility
from reference.levels import Level
from reference.models import (
    Municipality,
    Occupation,
    OccupationLabel,
    OccupationSkill,
    Place,
    Programme,
    Sector,
    Skill,
    SkillLabel,
)
from reference.models.identity import uuid_of
from vacancies.models import Course, CourseSkill, Vacancy, VacancySkill

TODAY = date(2026, 11, 21)
SCHOOL_YEAR = 2026
PASSWORD = "welkom-in-weert"
PLACES = {
    "6041": ("Roermond", "GM0957", 51.194, 5.987),
    "6001": ("Weert", "GM0988", 51.251, 5.706),
    "6211": ("Maastricht", "GM0935", 50.851, 5.691),
}

INA = "ina@thuis.test"

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class World:
    """Sanne (a student with ``.user``) is in the class of Gilde that the coordinator looks after; Bram works
    for the company that offers the vacancy; the stranger has an account and no role."""

    gilde: School
    group: StudentGroup
    programme: Programme
    sanne: Student
    company: Company
    establishment: Establishment
    vacancy: Vacancy
    bram: User
    coordinator: User
    region_officer: User
    admin: User
    stranger: User


def make_world() -> World:
    """Make everybody and what they refer to."""
    gilde, programme, company = make_school("Gilde Opleidingen"), make_programme(), make_company()
    group = make_group(gilde, programme=programme)
    establishment = make_establishment(company)
    return World(
        gilde=gilde,
        group=group,
        programme=programme,
        sanne=make_sanne(group),
        company=company,
        establishment=establishment,
        vacancy=make_vacancy(establishment, skills={"lassen": "must", "tekeninglezen": "should"}),
        bram=make_user("bram@maaslandmetaal.test", role=Membership.Role.COMPANY_ADMIN, company=company),
        coordinator=make_user(
            "coordinator@gilde.test", role=Membership.Role.SCHOOL_COORDINATOR, school=gilde
        ),
        region_officer=make_user("office@keyport.test", role=Membership.Role.REGION_OFFICE),
        admin=make_user("admin@stagepoort.test", role=Membership.Role.PLATFORM_ADMIN),
        stranger=make_user("stranger@elsewhere.test"),
    )


def make_user(email: str, *, role: str | None = None, **organisation: Any) -> User:
    """Make somebody who signs in with `PASSWORD`, with a role when one is given."""
    user = User.objects.create_user(email, PASSWORD, name=email.split("@")[0].title())
    if role:
        Membership.objects.create(user=user, role=role, **organisation)
    return user


def make_place(postcode: str = "6041") -> Place:
    """Give one of the three Dutch places of this world."""
    name, code, lat, lon = PLACES[postcode]
    municipality, _ = Municipality.objects.get_or_create(
        code=code, defaults={"name": name, "in_region": name != "Maastricht"}
    )
    return Place.objects.get_or_create(
        postcode=postcode, name=name, defaults={"municipality": municipality, "lat": lat, "lon": lon}
    )[0]


def make_sector(code: str = "engineering", nl: str = "techniek", en: str = "engineering") -> Sector:
    """Give the sector with that code."""
    return Sector.objects.get_or_create(code=code, defaults={"name_nl": nl, "name_en": en})[0]


def make_programme(code: str = "25102", level: str = Level.SECONDARY_VOCATIONAL_EDUCATION_3) -> Programme:
    """Give the mbo programme with that code (of this world, not of the register)."""
    return Programme.objects.get_or_create(
        register=Programme.Register.CREBO,
        code=code,
        defaults={"name": f"Lassen {code}", "level": level, "sector": make_sector()},
    )[0]


def make_skill(nl: str, en: str = "") -> Skill:
    """Give the skill with that Dutch name."""
    uri = f"https://stagepoort.nl/vocabulary/skill/{slugify(nl)}"
    skill, is_new = Skill.objects.get_or_create(uri=uri, defaults={"uuid": uuid_of(uri)})
    if is_new:
        for language, text in (("nl", nl), ("en", en or nl)):
            SkillLabel.objects.create(
                skill=skill, language=language, kind="preferred", text=text, folded=fold(text)
            )
    return skill


def make_occupation(nl: str, *skills: str, en: str = "") -> Occupation:
    """Give the occupation with that Dutch name; it needs the skills with these names."""
    uri = f"https://stagepoort.nl/vocabulary/occupation/{slugify(nl)}"
    occupation, is_new = Occupation.objects.get_or_create(uri=uri, defaults={"uuid": uuid_of(uri)})
    if is_new:
        for language, text in (("nl", nl), ("en", en or nl)):
            OccupationLabel.objects.create(
                occupation=occupation, language=language, kind="preferred", text=text, folded=fold(text)
            )
        for name in skills:
            OccupationSkill.objects.create(occupation=occupation, skill=make_skill(name), kind="essential")
    return occupation


def make_school(name: str = "Gilde Opleidingen", kind: str = School.Kind.MBO) -> School:
    """Make a school."""
    return School.objects.create(name=name, slug=slugify(name), kind=kind, place=make_place("6041"))


def make_group(school: School, name: str = "LAS3A", programme: Programme | None = None) -> StudentGroup:
    """Make a class of this school year."""
    return StudentGroup.objects.create(
        school=school,
        name=name,
        school_year=SCHOOL_YEAR,
        programme=programme,
        level=programme and programme.level,
    )


def make_sanne(group: StudentGroup) -> Student:
    """Make Sanne: she can weld, lives in Weert, travels 25 km and signs in."""
    user = make_user("sanne@leerling.test")
    sanne = make_student(group, first_name="Sanne", last_name="Peeters", user=user, email=user.email)
    StudentSkill.objects.create(
        student=sanne, skill=make_skill("lassen", "welding"), text="lassen", command=2
    )
    return sanne


def make_student(group: StudentGroup | None = None, **fields: Any) -> Student:
    """Make a student, by default of 18 in Weert who seeks an internship; enrolled when a class is given."""
    number = next(_numbers)
    known = {
        "first_name": "Mila",
        "last_name": f"Smeets {number}",
        "birth_date": date(2008, 5, 17),
        "programme": group and group.programme,
        "level": group and group.level,
        "place": make_place("6001"),
        "reach_km": 25,
        "kinds": [Vacancy.Kind.INTERNSHIP],
    }
    student = Student.objects.create(**(known | fields))
    if group:
        Enrolment.objects.create(student=student, group=group, started_on=date(SCHOOL_YEAR, 8, 1))
        StudentNumber.objects.create(student=student, school=group.school, number=f"{number:07d}")
    return student


def make_noor(group: StudentGroup) -> Student:
    """Give Noor, who is fifteen and signs in; Ina, her mother, allows an anonymous card (see `INA`)."""
    known = Student.objects.filter(user__email="noor@leerling.test").first()
    if known:
        return known
    user = make_user("noor@leerling.test")
    noor = make_student(group, first_name="Noor", birth_date=date(2011, 5, 17), user=user)
    make_guardian(noor, INA, Student.Visibility.ANONYMOUS)
    return noor


def make_visible(student: Student, visibility: str = Student.Visibility.ANONYMOUS) -> Student:
    """Let a student, who gets an account when there is none, choose who sees the profile."""
    if student.user is None:
        student.user = make_user(f"student-{student.pk}@leerling.test")
        student.save(update_fields=["user"])
    choose_visibility(student, visibility, by=student.user)
    return student


def make_guardian(
    student: Student,
    email: str = "guardian@home.test",
    answer: str = Student.Visibility.NAMED,
    *,
    confirmed: bool = True,
) -> Guardianship:
    """Make a guardian of a student who answered through the link; by default the school confirmed."""
    now = timezone.now()
    guardianship = Guardianship.objects.create(
        student=student,
        user=make_user(email),
        email=email,
        asked_at=now - timedelta(days=3),
        link_expires_at=now + timedelta(days=4),
        answered_at=now - timedelta(days=2),
        answer=answer,
        confirmed_at=now - timedelta(days=1) if confirmed else None,
    )
    answer_as(guardianship, answer)
    return guardianship


def make_guardian_link(
    student: Student, email: str, secret: str, lives: timedelta = timedelta(days=7)
) -> Guardianship:
    """Ask somebody about a student by a link with a known secret."""
    now = timezone.now()
    return Guardianship.objects.create(
        student=student,
        email=email,
        digest=digest_of(secret),
        asked_at=now - timedelta(days=1),
        link_expires_at=now + lives,
    )


def make_company(name: str = "Maasland Metaal") -> Company:
    """Make a verified company."""
    return Company.objects.create(
        name=name, slug=slugify(name), sector=make_sector(), verified_at=timezone.now()
    )


def make_establishment(company: Company, postcode: str = "6041", **fields: Any) -> Establishment:
    """Make an establishment whose recognitions nobody looked up yet."""
    place = make_place(postcode)
    return Establishment.objects.create(
        company=company, name=f"{company.name} {place.name}", place=place, **fields
    )


def make_vacancy(
    establishment: Establishment, skills: dict[str, str] | None = None, **fields: Any
) -> Vacancy:
    """Make an open internship at mbo 3; ``skills`` gives the weight of each skill by its Dutch name."""
    known = {
        "company": establishment.company,
        "establishment": establishment,
        "reference": f"V-{next(_numbers)}",
        "kind": Vacancy.Kind.INTERNSHIP,
        "title": "Stagiair lasser",
        "occupation": make_occupation("lasser", "lassen", "tekeninglezen", en="welder"),
        "sector": establishment.company.sector,
        "level": Level.SECONDARY_VOCATIONAL_EDUCATION_3,
        "start": date(2027, 2, 1),
        "end": date(2027, 7, 2),
        "status": Vacancy.Status.OPEN,
    }
    vacancy = Vacancy.objects.create(**(known | fields))
    for name, weight in (skills or {}).items():
        VacancySkill.objects.create(vacancy=vacancy, skill=make_skill(name), text=name, weight=weight)
    return vacancy


def make_event(school: School | None = None, day: date = TODAY, **fields: Any) -> Event:
    """Make a careers event of the region, or of a school, from nine to four of a day."""
    known = {
        "kind": Event.Kind.CAREERS_EVENT,
        "title": f"Beroepenfeest {next(_numbers)}",
        "starts_at": datetime.combine(day, time(8), UTC),
        "ends_at": datetime.combine(day, time(15), UTC),
    }
    return Event.objects.create(school=school, **(known | fields))


def make_slot(event: Event, company: Company | None = None, **fields: Any) -> Slot:
    """Make a slot as long as the event, with a company when one is given."""
    host = Host.objects.get_or_create(event=event, company=company)[0] if company else None
    known = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    return Slot.objects.create(event=event, host=host, **(known | fields))


def make_course(*skills: str, **fields: Any) -> Course:
    """Make a course of the region that anybody can register for; it teaches skills by their Dutch names."""
    known = {
        "title": f"Cursus {next(_numbers)}",
        "provider": "Keyport Academie",
        "starts_on": date(2027, 1, 11),
        "ends_on": date(2027, 3, 26),
        "certificate": "Certificaat",
        "status": Course.Status.OPEN,
    }
    course = Course.objects.create(**(known | fields))
    for name in skills:
        CourseSkill.objects.create(course=course, skill=make_skill(name), text=name)
    return course
