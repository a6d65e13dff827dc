"""Fills an empty database with an invented region, in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import models, transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from placements.models import (
    Attendance,
    Contact,
    Encounter,
    Evaluation,
    Event,
    GroupAttendance,
    Host,
    Placement,
    Slot,
)
from profiles.models import (
    Company,
    Consent,
    Enrolment,
    Establishment,
    Guardianship,
    Membership,
    PersonKey,
    ProfileView,
    Recognition,
    School,
    Student,
    StudentGroup,
    StudentNumber,
    StudentSkill,
    User,
)
from profiles.relinking import relink_students
from vacancies.models import (
    Course,
    CourseSkill,
    Lecture,
    Moment,
    Registration,
    Vacancy,
    VacancySkill,
)
from web.demo import story
from web.demo.abilities import Abilities
from web.demo.companies import Companies, Employer, every_establishment
from web.demo.contacted import Contacted
from web.demo.dice import Dice, is_invented
from web.demo.enrolments import invent_accounts, invent_consents, invent_enrolments, invent_numbers
from web.demo.guardians import invent_guardians
from web.demo.keys import Keys
from web.demo.learning import Courses, certify
from web.demo.meetings import Inventor, give_pupils
from web.demo.placements import Placements
from web.demo.recognitions import invent_recognitions
from web.demo.region import Region, read_region
from web.demo.schools import Class, invent_classes, read_schools
from web.demo.spots import Spots
from web.demo.students import Pupil, Students
from web.demo.terms import Terms
from web.demo.vacancies import Offer, Vacancies
from web.demo.words import Words

STEPS = 6
BATCH = 500


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each."""

    students: int = 3500
    companies: int = 600
    vacancies: int = 2000


class RealPeople(Exception):
    """The database holds people or companies that are not invented."""


def refuse_real_people() -> None:
    """Raise `RealPeople` when any user, student or company was not made by this generator."""
    for model in (User, Student, Company):
        uuids = model.objects.values_list("uuid", flat=True).iterator(chunk_size=5000)
        if not all(is_invented(uuid) for uuid in uuids):
            raise RealPeople(model._meta.verbose_name_plural)


def has_invented_people() -> bool:
    """Tell whether the database was filled before."""
    student = Student.objects.order_by("pk").only("uuid").first()
    return student is not None and is_invented(student.uuid)


@transaction.atomic
def fill(
    pack: Path, size: Size, *, seed: int, today: date, step: Callable[[str], None] = lambda label: None
) -> None:
    """Invent a region from a loaded pack and write it; ``step`` hears what comes next, `STEPS` times.

    Passwords are not set here (`sign_ins`). Raises `RealPeople` and writes nothing where somebody real is.
    """
    refuse_real_people()
    Generator(read_region(Words.read(pack)), seed, Terms(today)).run(read_schools(pack), size, step)


class Generator:
    """Invents and writes one kind of row after another; each kind has dice of its own."""

    def __init__(self, region: Region, seed: int, terms: Terms) -> None:
        """Take what everything is drawn from."""
        self.region, self.seed, self.terms = region, seed, terms

    def run(
        self, schools: Sequence[tuple[School, list[str]]], size: Size, step: Callable[[str], None]
    ) -> None:
        """Invent everything."""
        step(_("companies"))
        employers, recognitions = self.employers(size.companies)
        step(_("students"))
        classes = self.classes(schools, size.students)
        pupils = self.pupils(classes)
        self.people([school for school, _sectors in schools], employers, pupils)
        step(_("skills"))
        self.abilities(pupils)
        step(_("vacancies"))
        offers = self.offers(employers, size.vacancies)
        relink_students()
        step(_("placements"))
        keys = Keys(self.dice("keys"))
        placements = self.placements(pupils, Spots(employers, recognitions, self.region), offers, keys)
        step(_("meetings"))
        self.meetings(pupils, employers, keys)
        self.courses(pupils, [school for school, _sectors in schools], employers, keys)
        self.contacted(pupils, employers, placements, keys)
        write(PersonKey, keys.rows())

    @property
    def years(self) -> tuple[int, int]:
        return self.terms.year - 1, self.terms.year

    def dice(self, subject: str) -> Dice:
        return Dice.of(self.seed, subject)

    def employers(self, count: int) -> tuple[list[Employer], list[Recognition]]:
        employers = list(Companies(self.region, self.dice("companies"), self.terms).invent(count))
        dice = self.dice("recognitions")
        recognitions = [
            recognition
            for employer in employers
            for recognition in invent_recognitions(employer, self.region, dice, self.terms)
        ]
        write(Company, [employer.company for employer in employers])
        write(Establishment, every_establishment(employers))
        write(Recognition, recognitions)
        return employers, recognitions

    def classes(self, schools: Sequence[tuple[School, list[str]]], students: int) -> list[Class]:
        dice = self.dice("classes")
        classes = invent_classes(schools, self.region, dice, students=students, terms=self.terms)
        list(give_pupils(classes, self.dice("pupils")))
        write(StudentGroup, [group for each in classes for group in (each.before, each.now) if group])
        return classes

    def pupils(self, classes: list[Class]) -> list[Pupil]:
        """Invent the students; the one of the story, who comes first, takes a place in her class."""
        students = Students(self.region, self.dice("students"), self.terms)
        pupils = [pupil for klass in classes for pupil in students.invent(klass)]
        heroine = story.tell_student(classes, self.region, self.dice("story"), self.terms)
        place = next(place for place, pupil in enumerate(pupils) if pupil.klass is heroine.klass)
        return [heroine, *pupils[:place], *pupils[place + 1 :]]

    def people(self, schools: list[School], employers: list[Employer], pupils: list[Pupil]) -> None:
        """Write the students with their accounts, and those who work for schools and companies."""
        cast = story.cast(pupils[0], employers, self.region, self.dice("cast"))
        colleagues = list(story.colleagues(schools, employers, self.region, self.dice("colleagues")))
        accounts = invent_accounts(pupils[1:], self.dice("accounts"))
        guardians = invent_guardians(pupils[1:], self.region, self.dice("guardians"), self.terms)
        staff = (membership.user for membership in colleagues)
        users = [*cast.users, *accounts, *staff, *guardians.users]
        for user in users:
            user.set_unusable_password()
        write(User, users)
        write(Membership, [*cast.memberships, *colleagues])
        write(Student, [pupil.student for pupil in pupils])
        write(Enrolment, invent_enrolments(pupils, self.dice("enrolments"), self.terms))
        write(StudentNumber, invent_numbers(pupils, self.dice("numbers")))
        write(Guardianship, guardians.guardianships)
        write(Consent, [*invent_consents(pupils, self.dice("consents"), self.terms), *guardians.consents])

    def abilities(self, pupils: list[Pupil]) -> None:
        abilities = Abilities(self.region, self.dice("skills"))
        skills = list(story.skills_of_student(pupils[0], self.region))
        for pupil in pupils[1:]:
            skills += abilities.invent(pupil.klass, pupil.student)
        write(StudentSkill, skills)

    def offers(self, employers: list[Employer], count: int) -> list[Offer]:
        vacancies = Vacancies(self.region, employers, self.dice("vacancies"), self.terms)
        offers = list(vacancies.invent(count))
        write(Vacancy, [offer.vacancy for offer in offers])
        write(VacancySkill, [skill for offer in offers for skill in vacancies.asked(offer)])
        return offers

    def placements(
        self, pupils: list[Pupil], spots: Spots, offers: list[Offer], keys: Keys
    ) -> list[Placement]:
        placements = Placements(spots, offers, self.dice("placements"), self.terms, keys)
        # The heroine of the story still looks for her place.
        made = [row for year in self.years for row in placements.invent(pupils[1:], year)]
        made += placements.earlier_jobs(pupils)
        write(Placement, made)
        holding = Placement.objects.holding().filter(vacancy=OuterRef("pk")).order_by()
        taken = holding.values("vacancy").annotate(count=Count("pk")).values("count")
        Vacancy.objects.update(seats_taken=Coalesce(Subquery(taken), 0))
        return made

    def meetings(self, pupils: list[Pupil], employers: list[Employer], keys: Keys) -> None:
        inventor = Inventor(self.region, employers, self.dice("meetings"), self.terms, keys)
        for year in self.years:
            inventor.invent(pupils, year)
        made = inventor.made
        write(Lecture, inventor.lectures)
        write(Moment, made.moments)
        write(Event, made.events)
        write(Host, made.hosts)
        write(Slot, made.slots)
        write(Attendance, made.attendances)
        write(GroupAttendance, made.group_attendances)
        Encounter.objects.bulk_create(made.encounters, batch_size=BATCH, ignore_conflicts=True)

    def courses(
        self, pupils: list[Pupil], schools: list[School], employers: list[Employer], keys: Keys
    ) -> None:
        courses = Courses(self.region, employers, self.dice("courses"), self.terms, keys)
        for year in self.years:
            courses.invent(pupils, schools, year)
        write(Course, courses.made.courses)
        write(CourseSkill, courses.made.skills)
        write(Registration, courses.made.registrations)
        certify(courses.made.registrations)

    def contacted(
        self, pupils: list[Pupil], employers: list[Employer], placements: list[Placement], keys: Keys
    ) -> None:
        contacted = Contacted(self.dice("contacted"), self.terms, keys)
        write(Contact, contacted.contacts(placements))
        talks = list(contacted.talks(placements))
        Encounter.objects.bulk_create(talks, batch_size=BATCH, ignore_conflicts=True)
        write(ProfileView, contacted.views(pupils, employers))
        write(Evaluation, contacted.evaluations(placements))


def write(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Write rows in batches."""
    model._default_manager.bulk_create(rows, batch_size=BATCH)
