"""Invented courses of this school year and the last, and who takes part in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from placements.models import Placement
from profiles.enrolling import school_year_of
from profiles.models import School
from reference.models import Skill
from vacancies.models import Course, CourseSkill, Registration
from web.demo.companies import Employer
from web.demo.dice import Dice
from web.demo.keys import Keys
from web.demo.region import Region, Work
from web.demo.students import Pupil
from web.demo.terms import Terms

COURSES = 36
"""How many a year."""

COMPANIES_A_COURSE = (0, 3)
PEOPLE_A_COMPANY = (1, 4)
STUDENTS_A_COURSE = (0, 4)
JOB_SEEKERS = (0, 3)
FINISHED, CERTIFIED = 0.85, 0.8
Participant = Registration.Participant


@dataclass
class Learned:
    """The rows of all courses."""

    courses: list[Course] = field(default_factory=list)
    skills: list[CourseSkill] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)


class Courses:
    """Draws one course after another."""

    def __init__(
        self, region: Region, employers: Sequence[Employer], dice: Dice, terms: Terms, keys: Keys
    ) -> None:
        """Take what the draws depend on."""
        self._region, self._dice, self._terms, self._keys = region, dice, terms, keys
        self._employers = [each for each in employers if each.company.verified_at]
        self.made = Learned()

    def invent(self, pupils: Sequence[Pupil], schools: Sequence[School], year: int) -> None:
        """Draw the courses of a school year and who was, is or will be there."""
        works = [work for work in self._region.works if work.essential]
        for _ in range(COURSES if works and self._employers else 0):
            work = self._dice.pick(works)
            skill = self._dice.pick(work.essential)
            course = self._course(work, skill, schools, year)
            self.made.courses.append(course)
            self.made.skills += self._taught(course, work, skill)
            self.made.registrations += self._people(course)
            self.made.registrations += self._students(course, pupils)

    def _course(self, work: Work, skill: Skill, schools: Sequence[School], year: int) -> Course:
        words, dice = self._region.words.meetings, self._dice
        name = self._region.wordings[skill.pk][0]
        whole = self._terms.whole(year)
        begins = dice.day(whole.first, whole.last - timedelta(weeks=4))
        begins -= timedelta(days=begins.weekday())
        giver = dice.by_weight({"region": 50, "company": 25, "school": 25})
        employer = dice.pick(self._employers)
        return Course(
            uuid=dice.uuid(),
            company=employer.company if giver == "company" else None,
            school=dice.pick(schools) if giver == "school" else None,
            provider=words["academy"] if giver == "region" else "",
            title=words["course"].format(skill=name),
            level=None,
            sector=work.occupation.sector,
            place=dice.pick(self._region.places, self._region.homes()),
            online=dice.chance(0.2),
            starts_on=begins,
            ends_on=begins + timedelta(days=dice.choice((4, 11, 32, 60))),
            hours=dice.choice((8, 16, 24, 40)),
            seats=dice.choice((12, 15, 20)),
            certificate=words["certificate"].format(skill=name) if dice.chance(0.7) else "",
            status=Course.Status.OPEN,
        )

    def _taught(self, course: Course, work: Work, skill: Skill) -> Iterator[CourseSkill]:
        more = [each for each in self._dice.some(work.essential, 1, 2) if each != skill]
        for each in (skill, *more):
            yield CourseSkill(course=course, skill=each, text=self._region.wordings[each.pk][0][:80])

    def _people(self, course: Course) -> Iterator[Registration]:
        """Register people without a profile: employees of companies, and who seeks a job."""
        for employer in self._dice.some(self._employers, *COMPANIES_A_COURSE):
            people = self._dice.randint(*PEOPLE_A_COMPANY)
            yield self._row(course, Participant.EMPLOYEE, people, company=employer.company)
        if seekers := self._dice.randint(*JOB_SEEKERS):
            yield self._row(course, Participant.JOB_SEEKER, seekers)

    def _students(self, course: Course, pupils: Sequence[Pupil]) -> Iterator[Registration]:
        year = school_year_of(course.starts_on)
        old_enough = self._dice.some(pupils, *STUDENTS_A_COURSE)
        for pupil in (each for each in old_enough if each.klass.school.kind != School.Kind.VO):
            programme = pupil.klass.taught.programme
            copies = {
                "school": pupil.klass.school,
                "programme": programme,
                "level": pupil.klass.taught.level,
                "sector": programme.sector if programme else None,
                "home_municipality": pupil.home.municipality,
            }
            key = self._keys.of(pupil.student, year)
            known = {"student": pupil.student, "person_key": key}
            yield self._row(course, Participant.STUDENT, 1, **known, **copies)

    def _row(self, course: Course, participant: Participant, people: int, **known: object) -> Registration:
        registered = min(course.starts_on - timedelta(days=self._dice.randint(7, 40)), self._terms.today)
        row = Registration(
            uuid=self._dice.uuid(),
            course=course,
            participant=participant,
            people=people,
            registered_on=registered,
            school_year=school_year_of(course.starts_on),
            **known,
        )
        if course.ends_on < self._terms.today:
            self._finish(row, course.ends_on, has_certificate=bool(course.certificate))
        return row

    def _finish(self, row: Registration, day: date, *, has_certificate: bool) -> None:
        row.finished_on = day
        row.attended = sum(self._dice.chance(0.95) for _ in range(row.people))
        row.finished = sum(self._dice.chance(FINISHED) for _ in range(row.attended))
        certified = sum(self._dice.chance(CERTIFIED) for _ in range(row.finished))
        row.certified = certified if has_certificate else 0


def certify(registrations: Sequence[Registration]) -> None:
    """Let the placements of who got a certificate tell since when, as finishing a course does."""
    got = {row.student: row.finished_on for row in registrations if row.student and row.certified}
    for student, day in got.items():
        running = Placement.objects.filter(student=student, certified_on__isnull=True)
        running.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day)).update(certified_on=day)
