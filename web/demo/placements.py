"""Invented placements of this school year and the last: who went where, from when, and how it ended."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from placements.models import Placement
from placements.models.placement import LEARNING
from profiles.models import School, Student
from reference.models import Place, Programme
from vacancies.models import Vacancy
from web.demo.dice import Dice
from web.demo.keys import Keys
from web.demo.region import kilometres
from web.demo.schools import Class
from web.demo.spots import Spot, Spots
from web.demo.students import Pupil
from web.demo.terms import Terms
from web.demo.vacancies import Offer

Kind = Vacancy.Kind
Status = Placement.Status

A_YEAR = 0.43
"""Placements a year for each student."""

ERASED = 0.12
"""The share of last year's placements of which the student's data are erased."""

EARLIER, SCHOOLED = 0.04, 0.4
"""First jobs of people who left earlier, as a share of the students; how many of them had a certificate."""

AGREED = 0.5
"""How many of the placements that start later are agreed already."""

BROKEN_OFF = 0.07
HALVES = {0: 48, 60: 8, 155: 38, 200: 6}
"""Days after the beginning of autumn on which internships begin, and how often."""

USUAL_DISTANCE_KM = 12


@dataclass(frozen=True, slots=True)
class Starter:
    """Somebody who may go somewhere in a school year; ``student`` is gone where the data are erased."""

    student: Student | None
    klass: Class
    home: Place
    person_key: UUID
    school_year: int

    @property
    def programme(self) -> Programme | None:
        return self.klass.taught.programme


class Placements:
    """Draws the placements of one school year after another."""

    def __init__(self, spots: Spots, offers: Sequence[Offer], dice: Dice, terms: Terms, keys: Keys) -> None:
        """Take what the draws depend on."""
        self._spots, self._dice, self._terms, self._keys = spots, dice, terms, keys
        self._simple = spots.simple()
        self._offers: dict[tuple[int, str], list[Vacancy]] = defaultdict(list)
        for offer in offers:
            if offer.vacancy.status != Vacancy.Status.DRAFT:
                self._offers[offer.vacancy.establishment_id, offer.vacancy.kind].append(offer.vacancy)
        self._taken: dict[int, int] = defaultdict(int)
        self._held: dict[int, list[tuple[date, date]]] = defaultdict(list)

    def invent(self, pupils: Sequence[Pupil], year: int) -> Iterator[Placement]:
        """Draw the placements of a school year among those who were in a class then."""
        wanted = round(A_YEAR * len(pupils))
        starters = self._starters(pupils, year, wanted)
        made = 0
        for _round in range(3):
            for starter in self._dice.sample(starters, len(starters)):
                if made >= wanted:
                    return
                placement = self._placement(starter)
                if placement and self._has_time(placement):
                    made += 1
                    yield placement

    def earlier_jobs(self, pupils: Sequence[Pupil]) -> Iterator[Placement]:
        """Draw first jobs of people who left before last year, of whom only the count is left."""
        year = self._terms.year - 1
        for pupil in self._dice.some(pupils, *[round(EARLIER * len(pupils))] * 2):
            starter = Starter(None, pupil.klass, pupil.home, self._dice.uuid(), year)
            day = self._dice.day(self._terms.begins(year), self._terms.today - timedelta(days=300))
            spot = self._spot(Kind.FIRST_JOB, starter, day)
            if spot:
                row = self._row(starter, spot, Kind.FIRST_JOB, day, None, Status.STARTED)
                row.certified_on = day if self._dice.chance(SCHOOLED) else None
                yield row

    def _has_time(self, placement: Placement) -> bool:
        """Tell whether somebody has no other learning place in this time, and remember this one."""
        if placement.student is None or placement.kind not in LEARNING:
            return True
        held = self._held[placement.student.pk]
        far = placement.end or date.max
        if any(start <= far and placement.start <= end for start, end in held):
            return False
        held.append((placement.start, far))
        return True

    def _starters(self, pupils: Sequence[Pupil], year: int, wanted: int) -> list[Starter]:
        """List who may start; of some of last year's people only the placement is left."""
        present = [pupil for pupil in pupils if self._in_school(pupil.klass, year)]
        found = [self._starter(pupil.student, pupil, year) for pupil in present]
        if year < self._terms.year and present:
            gone = [self._dice.pick(present) for _ in range(round(ERASED * wanted))]
            found += [self._starter(None, pupil, year) for pupil in gone]
        return found

    def _in_school(self, klass: Class, year: int) -> bool:
        """Tell whether a class existed in a school year; who left last summer starts a job in this one."""
        return year == self._terms.year or klass.before is not None

    def _starter(self, student: Student | None, pupil: Pupil, year: int) -> Starter:
        key = self._keys.of(student, year) if student else self._dice.uuid()
        return Starter(student, pupil.klass, pupil.home, key, year)

    def _placement(self, starter: Starter) -> Placement | None:
        """Draw one placement, or none where nothing is agreed yet or nobody takes such students."""
        kind = self._kind(starter)
        start, end = self._period(kind, starter)
        if start > self._terms.today and not self._dice.chance(AGREED):
            return None
        spot = self._spot(kind, starter, start)
        if spot is None:
            return None
        end, status = self._status(kind, start, end)
        return self._row(starter, spot, kind, start, end, status)

    def _kind(self, starter: Starter) -> str:
        klass, dice = starter.klass, self._dice
        if starter.school_year == self._terms.year and klass.now is None:
            return Kind.FIRST_JOB
        if dice.chance(0.08):
            return Kind.SIDE_JOB
        if klass.school.kind == School.Kind.VO:
            return Kind.ORIENTATION_VISIT
        if klass.taught.apprentices:
            return Kind.APPRENTICESHIP
        year = klass.year - (self._terms.year - starter.school_year)
        higher = klass.school.kind in (School.Kind.HBO, School.Kind.WO)
        return Kind.GRADUATION_PROJECT if higher and year >= klass.taught.years[-1] else Kind.INTERNSHIP

    def _period(self, kind: str, starter: Starter) -> tuple[date, date | None]:
        """Draw when it begins and when it is to end."""
        autumn, spring = self._terms.autumn(starter.school_year), self._terms.spring(starter.school_year)
        dice = self._dice
        if kind == Kind.ORIENTATION_VISIT:
            day = dice.day(autumn.first + timedelta(days=35), spring.last - timedelta(days=35))
            day -= timedelta(days=max(0, day.weekday() - 4))
            return day, day + timedelta(days=dice.choice((0, 4 - day.weekday())))
        if kind == Kind.SIDE_JOB:
            start = dice.day(autumn.first, spring.last)
            return start, start + timedelta(days=dice.randint(60, 300))
        if kind == Kind.FIRST_JOB:
            return dice.day(self._terms.begins(starter.school_year), self._terms.today), None
        if kind == Kind.APPRENTICESHIP:
            start = autumn.first + timedelta(weeks=dice.choice((0, 0, 0, 1, 2, 4)))
            return start, spring.last
        start = autumn.first + timedelta(days=dice.by_weight(HALVES))
        start -= timedelta(days=start.weekday())
        return start, max((autumn if start < autumn.first + timedelta(days=30) else spring).last, start)

    def _spot(self, kind: str, starter: Starter, start: date) -> Spot | None:
        """Draw where somebody goes: near, and sooner to a large company."""
        spots = self._choices(kind, starter.programme, start)
        if not spots:
            return None
        some = self._dice.some(spots, 40, 40)
        weights = [
            math.sqrt(spot.employer.size)
            * math.exp(-kilometres(starter.home, spot.establishment.place) / USUAL_DISTANCE_KM)
            for spot in some
        ]
        return self._dice.pick(some, weights)

    def _choices(self, kind: str, programme: Programme | None, start: date) -> list[Spot]:
        if kind == Kind.SIDE_JOB:
            return self._simple
        if programme is None:
            return self._spots.all
        if kind == Kind.FIRST_JOB:
            return self._spots.of_trade(programme)
        return self._spots.for_learning(programme, start)

    def _status(self, kind: str, start: date, end: date | None) -> tuple[date | None, Status]:
        """Draw until when it is, and how it stands today."""
        if start > self._terms.today:
            return end, Status.SIGNED
        if end and kind != Kind.ORIENTATION_VISIT and self._dice.chance(BROKEN_OFF):
            early = start + (end - start) * self._dice.uniform(0.1, 0.7)
            if early <= self._terms.today:
                return early, Status.BROKEN_OFF
        if end is None or end >= self._terms.today:
            return end, Status.STARTED
        return end, Status.FINISHED

    def _row(
        self, starter: Starter, spot: Spot, kind: str, start: date, end: date | None, status: Status
    ) -> Placement:
        work_place, vacancy = spot.establishment.place, self._vacancy(spot, kind, start)
        return Placement(
            uuid=self._dice.uuid(),
            student=starter.student,
            vacancy=vacancy,
            occupation=vacancy.occupation if vacancy else self._dice.pick(spot.employer.works).occupation,
            company=spot.employer.company,
            school=starter.klass.school,
            programme=starter.programme,
            level=starter.klass.taught.level,
            kind=kind,
            sector=spot.employer.company.sector,
            home_municipality=starter.home.municipality,
            work_municipality=work_place.municipality,
            school_year=starter.school_year,
            person_key=starter.person_key,
            start=start,
            end=end,
            status=status,
            establishment=spot.establishment,
            started_on=None if status == Status.SIGNED else start,
            ended_on=end if status in (Status.FINISHED, Status.BROKEN_OFF) else None,
        )

    def _vacancy(self, spot: Spot, kind: str, start: date) -> Vacancy | None:
        """Find the vacancy that this was, if it began about then and has a seat left."""
        for vacancy in self._offers.get((spot.establishment.pk, kind), ()):
            near = vacancy.start is None or abs((vacancy.start - start).days) <= 45
            if near and self._taken[vacancy.pk] < vacancy.seats:
                self._taken[vacancy.pk] += 1
                return vacancy
        return None
