"""The people of the demo as whom one signs in: student, employer, coordinator, region office, admin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from profiles.models import Membership, School, Student, StudentSkill, User
from reference.models import Place, Skill
from vacancies.models import Vacancy
from web.demo.abilities import ABLE, ADVANCED, LEARNING
from web.demo.companies import Employer
from web.demo.dice import Dice
from web.demo.region import Region
from web.demo.schools import Class
from web.demo.students import Pupil
from web.demo.terms import Terms

ROLES = ("student", "employer", "coordinator", "region_office", "admin")


@dataclass(frozen=True, slots=True)
class Cast:
    """Users without a usable password, with what each may do."""

    users: tuple[User, ...]
    memberships: tuple[Membership, ...]


def address(role: str) -> str:
    """Give the e-mail address with which a role signs in; it cannot receive mail."""
    return f"{role.replace('_', '-')}@{settings.REGION}.example"


def tell_student(classes: Sequence[Class], region: Region, dice: Dice, terms: Terms) -> Pupil:
    """Make the student of the story: an adult in a class of the story's programme, with nothing unknown."""
    story = region.words.story
    klass = next((each for each in classes if _teaches(each, story["programme"])), classes[0])
    place = region.place(story["postcode"])
    born = date(terms.year - 19, 3, 14)
    student = _student(klass, story["student"], born, place, dice, terms)
    return Pupil(student, klass, place, born, Student.Visibility.NAMED)


def _teaches(klass: Class, code: str) -> bool:
    return (
        klass.taught.programme is not None and klass.taught.programme.code == code and klass.now is not None
    )


def _student(klass: Class, name: str, born: date, place: Place, dice: Dice, terms: Terms) -> Student:
    first_name, last_name = name.split(" ", 1)
    half = terms.coming()[0]
    return Student(
        uuid=dice.uuid(),
        user=_user("student", name, dice),
        first_name=first_name,
        last_name=last_name,
        email=address("student"),
        birth_date=born,
        programme=klass.taught.programme,
        level=klass.taught.level,
        place=place,
        reach_km=25,
        travel=Student.Travel.PUBLIC_TRANSPORT,
        kinds=[Vacancy.Kind.INTERNSHIP.value],
        available_from=half.first - timedelta(days=14),
        available_until=half.last + timedelta(days=14),
        hours_min=24,
        hours_max=40,
        weekdays=[1, 2, 3, 4, 5],
        languages={"nl": "C2", "en": "B2", "de": "A2"},
        licences=["B"],
    )


def skills_of_student(pupil: Pupil, region: Region) -> Iterator[StudentSkill]:
    """List what the student of the story can do: all that the programme teaches and the heart of its work."""
    programme = pupil.klass.taught.programme
    if programme is None:
        return
    taught = region.expected.get(programme.pk, ())
    works = region.trained_for.get(programme.pk, ())
    learned = [skill for work in works for skill in work.essential]
    for place, skill in enumerate(dict.fromkeys([*taught, *learned[:6]])):
        yield _skill(pupil.student, skill, (ABLE, ADVANCED, ABLE, LEARNING, ABLE)[place % 5], region)


def _skill(student: Student, skill: Skill, command: int, region: Region) -> StudentSkill:
    return StudentSkill(student=student, skill=skill, text=region.wordings[skill.pk][0], command=command)


def cast(pupil: Pupil, employers: Sequence[Employer], region: Region, dice: Dice) -> Cast:
    """Make the other four, and what the five may do."""
    names = region.words.story
    users = {role: _user(role, names[role], dice) for role in ROLES if role != "student"}
    users["student"] = pupil.student.user
    role = Membership.Role
    memberships = [
        Membership(user=users["coordinator"], role=role.SCHOOL_COORDINATOR, school=pupil.klass.school),
        Membership(user=users["region_office"], role=role.REGION_OFFICE),
        Membership(user=users["admin"], role=role.PLATFORM_ADMIN),
    ]
    if employers:
        company = employers[0].company
        memberships.append(Membership(user=users["employer"], role=role.COMPANY_ADMIN, company=company))
    return Cast(tuple(users.values()), tuple(memberships))


def _user(role: str, name: str, dice: Dice) -> User:
    return User(uuid=dice.uuid(), email=address(role), name=name)


def colleagues(
    schools: Sequence[School], employers: Sequence[Employer], region: Region, dice: Dice
) -> Iterator[Membership]:
    """Give every school two coordinators and every company somebody who looks after it."""
    for school in schools:
        for number in (1, 2):
            user = _somebody(f"coordinator{number}@{school.slug}.example", region, dice)
            yield Membership(user=user, role=Membership.Role.SCHOOL_COORDINATOR, school=school)
    for employer in employers:
        user = _somebody(f"info@{employer.company.slug}.example", region, dice)
        yield Membership(user=user, role=Membership.Role.COMPANY_ADMIN, company=employer.company)


def _somebody(email: str, region: Region, dice: Dice) -> User:
    return User(uuid=dice.uuid(), email=email, name=str(region.words.person(dice)))
