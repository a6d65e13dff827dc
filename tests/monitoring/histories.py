"""Invented histories of two school years at three schools, drawn by chance: what is counted is among them."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from placements.models import Contact, Encounter, Evaluation, Event, Host, Placement
from profiles.counted import person_key
from profiles.enrolling import school_year_of
from profiles.models import Company, ProfileView, School, Student, StudentGroup
from reference.levels import Level
from reference.models import Municipality, Occupation, Programme, Sector, ShortageOccupation
from tests.world import (
    make_company,
    make_course,
    make_event,
    make_group,
    make_occupation,
    make_place,
    make_programme,
    make_school,
    make_sector,
    make_student,
)
from vacancies.models import Course, Registration, Vacancy

FIRST_DAY, LAST_DAY = date(2025, 7, 20), date(2027, 8, 10)
LEVELS = (
    Level.PRE_VOCATIONAL_KB, Level.SENIOR_GENERAL_SECONDARY, Level.SECONDARY_VOCATIONAL_EDUCATION_3,
    Level.BACHELOR, None,
)  # fmt: skip
NAMES = ("Bakkerij Bos", "bakkerij bos", "Maasland Metaal", "De Kringloop", "")


@dataclass
class Ground:
    """Who and what the histories are about."""

    schools: list[School]
    groups: list[StudentGroup]
    students: list[Student]
    companies: list[Company]
    sectors: list[Sector]
    programmes: list[Programme]
    municipalities: list[Municipality]
    occupations: list[Occupation]
    keys: dict[tuple[int, int], uuid.UUID] = field(default_factory=dict)


def make_ground() -> Ground:
    """Make three schools, six students, three companies and what they refer to."""
    schools = [make_school(f"School {kind}", kind) for kind in ("vo", "mbo", "hbo")]
    programmes = [make_programme("25102"), make_programme("25999")]
    groups = [
        make_group(school, name, programme)
        for school, programme in zip(schools, [None, *programmes], strict=True)
        for name in ("A", "B")
    ]
    lacking, other = make_occupation("lasser"), make_occupation("bakker")
    ShortageOccupation.objects.create(occupation=lacking, from_year=2026)
    ShortageOccupation.objects.create(occupation=other, from_year=2024, until_year=2025)
    return Ground(
        schools,
        groups,
        [make_student(groups[index % len(groups)]) for index in range(6)],
        [make_company(name) for name in ("Maasland Metaal", "Peelwijk", "Zorgthuis")],
        [make_sector(), make_sector("care", "zorg", "care")],
        programmes,
        [make_place(code).municipality for code in ("6041", "6001", "6211")],
        [lacking, other, make_occupation("kok")],
    )


class History:
    """Draws rows of everything that is counted, by chance ``dice``."""

    def __init__(self, ground: Ground, dice: random.Random) -> None:
        self.ground, self.dice = ground, dice

    def happen(self, most: int = 8) -> None:
        """Write it all; twice as many encounters as of the rest."""
        for make, times in (
            (self.encounter, 2 * most), (self.view, most), (self.placement, most), (self.contact, most),
            (self.event, most), (self.course, most // 2),
        ):  # fmt: skip
            for _time in range(self.dice.randint(0, times)):
                make()

    def day(self) -> date:
        """Draw a day: often a first or last one of a year."""
        edges = [date(2025, 7, 31), date(2025, 8, 1), date(2026, 7, 31), date(2026, 8, 1), date(2027, 7, 31)]
        if self.dice.random() < 0.3:
            return self.dice.choice(edges)
        return FIRST_DAY + timedelta(days=self.dice.randint(0, (LAST_DAY - FIRST_DAY).days))

    def maybe(self, choices: Any) -> Any:
        return None if self.dice.random() < 0.2 else self.dice.choice(choices)

    def copies(self) -> dict[str, Any]:
        ground = self.ground
        return {
            "school": self.maybe(ground.schools),
            "programme": self.maybe(ground.programmes),
            "level": self.dice.choice(LEVELS),
            "sector": self.maybe(ground.sectors),
            "home_municipality": self.maybe(ground.municipalities),
        }

    def person(self, day: date) -> dict[str, Any]:
        """Draw a student, and the number of that student in the year of the day."""
        student, year = self.dice.choice(self.ground.students), school_year_of(day)
        number = (student.pk, year)
        if number not in self.ground.keys:
            self.ground.keys[number] = person_key(student, school_year=year)
        return {"student": student, "person_key": self.ground.keys[number], "school_year": year}

    def encounter(self) -> None:
        day, company = self.day(), self.maybe(self.ground.companies)
        event = None if company else make_event(day=day)
        whose = self.person(day) if self.dice.random() < 0.6 else self.pupils(day)
        row = Encounter(kind="do_day", day=day, company=company, event=event, **(self.copies() | whose))
        Encounter.objects.bulk_create([row], ignore_conflicts=True)

    def pupils(self, day: date) -> dict[str, Any]:
        group = self.dice.choice(self.ground.groups)
        people = self.dice.randint(1, 30)
        return {
            "group": group, "group_key": group.uuid, "people": people, "school_year": school_year_of(day)
        }  # fmt: skip

    def view(self) -> None:
        day, company = self.day(), self.maybe(self.ground.companies)
        row = ProfileView(stage="card", day=day, company=company, **self.copies(), **self.person(day))
        ProfileView.objects.bulk_create([row], ignore_conflicts=True)

    def placement(self) -> None:
        started, dice = self.day(), self.dice
        if dice.random() < 0.3:
            started = dice.choice((date(2025, 8, 1), date(2025, 8, 2), date(2024, 8, 2), date(2025, 11, 21)))
        lasts = dice.choice((None, 100, 363, 364, 365, 366, 500))
        ended = lasts and started + timedelta(days=lasts)
        company = self.maybe(self.ground.companies)
        placement = Placement.objects.create(
            kind=dice.choice(Vacancy.Kind.values),
            company=company,
            company_name="" if company else dice.choice(NAMES),
            occupation=self.maybe(self.ground.occupations),
            work_municipality=self.maybe(self.ground.municipalities),
            group=self.maybe(self.ground.groups),
            certified_on=self.maybe([self.day()]),
            start=started,
            weekdays=[],  # so that PostgreSQL, too, lets them stand in the way of each other
            **self._standing(started, ended),
            **self.copies(),
            **self.person(started),
        )
        for side in Evaluation.Side.values:
            if dice.random() < 0.6:
                self.evaluation(placement, side)

    def _standing(self, started: date, ended: date | None) -> dict[str, Any]:
        if self.dice.random() < 0.1:
            return {"status": "agreed"}
        status = "finished" if ended else "started"
        return {"status": status, "started_on": started, "ended_on": ended}

    def evaluation(self, placement: Placement, side: str) -> None:
        Evaluation.objects.create(
            placement=placement,
            student=placement.student,
            side=side,
            score=self.dice.randint(1, 5),
            again=True,
            prepared=True,
            given_at=self.moment(self.day()),
        )

    def contact(self) -> None:
        sent = self.day()
        outcome = self.dice.choice(Contact.Outcome.values)
        Contact.objects.create(
            door="apply",
            kind=Vacancy.Kind.INTERNSHIP,
            company=self.dice.choice(self.ground.companies),
            sent_on=sent,
            outcome=outcome,
            decided_on=None if outcome == "waiting" else self.day(),
            **self.copies(),
            **self.person(sent),
        )

    def event(self) -> None:
        starts_at, dice = self.moment(self.day()), self.dice
        event = make_event(
            self.maybe(self.ground.schools),
            kind=dice.choice(Event.Kind.values),
            state=dice.choice(Event.State.values),
            place=self.maybe([make_place("6041"), make_place("6211")]),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
        )
        for company in dice.sample(self.ground.companies, dice.randint(0, 2)):
            Host.objects.create(event=event, company=company)

    def course(self) -> None:
        begins, dice = self.day(), self.dice
        giver = dice.choice(("company", "school", ""))
        gives = {giver: dice.choice(getattr(self.ground, {"company": "companies"}.get(giver, "schools")))}
        course = make_course(
            starts_on=begins,
            ends_on=begins + timedelta(days=30),
            status=dice.choice((Course.Status.OPEN, Course.Status.OPEN, Course.Status.CANCELLED)),
            level=dice.choice(LEVELS),
            sector=self.maybe(self.ground.sectors),
            place=self.maybe([make_place("6041"), make_place("6211")]),
            **(gives if giver else {}),
        )
        for _time in range(dice.randint(0, 4)):
            self.registration(course)

    def registration(self, course: Course) -> None:
        dice, company = self.dice, self.maybe(self.ground.companies)
        people = dice.randint(1, 12)
        attended = dice.randint(0, people)
        finished = dice.randint(0, attended)
        known = {"finished_on": self.day(), "attended": attended, "finished": finished, "certified": finished}
        Registration.objects.create(
            course=course,
            participant=dice.choice(("employee", "employee", "student", "job_seeker")),
            company=company,
            organisation="" if company else dice.choice(NAMES),
            people=people,
            registered_on=self.day(),
            cancelled_on=None if dice.random() < 0.8 else self.day(),
            school_year=school_year_of(course.starts_on),
            **(known if dice.random() < 0.6 else {}),
        )

    def moment(self, day: date) -> datetime:
        """Draw a moment of a day, as often as not in its first or last minutes in Weert."""
        minutes = self.dice.choice((0, 1, 12 * 60, 23 * 60 + 59))
        return timezone.make_aware(datetime.combine(day, time())) + timedelta(minutes=minutes)
