"""Invented students in their classes, with what is unknown left unknown."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.text import slugify

from profiles.ages import age_on
from profiles.models import School, Student
from reference.models import Place
from web.demo.dice import UNKNOWN, Dice
from web.demo.region import Region, kilometres
from web.demo.schools import Class
from web.demo.terms import Terms
from web.demo.wishes import invent_languages, invent_licences, invent_wishes
from web.demo.words import Name

HOME_SCALE_KM = {School.Kind.VO: 6, School.Kind.MBO: 18, School.Kind.HBO: 30, School.Kind.WO: 40}
LATER_THAN_USUAL = {0: 50, 1: 25, 2: 13, 3: 7, 5: 3, 8: 2}
Visibility = Student.Visibility
VISIBLE = {
    True: {Visibility.HIDDEN: 30, Visibility.ANONYMOUS: 45, Visibility.NAMED: 25},
    False: {Visibility.HIDDEN: 55, Visibility.ANONYMOUS: 35, Visibility.NAMED: 10},
}


@dataclass(frozen=True, slots=True)
class Pupil:
    """A student with class, home and birth date, also where the profile does not tell them.

    ``visibility`` is what a student of that age would choose; it takes an account to do so.
    """

    student: Student
    klass: Class
    home: Place
    born: date
    visibility: str

    def age_on(self, day: date) -> int:
        """Count the whole years lived on a day."""
        return age_on(self.born, day)


class Students:
    """Draws the students of one class after another."""

    def __init__(self, region: Region, dice: Dice, terms: Terms) -> None:
        """Take what the draws depend on."""
        self._region, self._dice, self._terms = region, dice, terms
        self._near: dict[int, list[float]] = {}
        self._mailboxes: dict[str, int] = defaultdict(int)

    def invent(self, klass: Class) -> Iterator[Pupil]:
        """Draw as many students as the class has."""
        return (self._pupil(klass) for _ in range(klass.size))

    def _pupil(self, klass: Class) -> Pupil:
        name = self._region.words.person(self._dice)
        born = self._born(klass)
        home = self._dice.pick(self._region.places, self._weights(klass.school))
        student = self._student(klass, name, born, home)
        years = age_on(born, self._terms.today) if student.birth_date and student.email else 0
        return Pupil(student, klass, home, born, self._visibility(years))

    def _born(self, klass: Class) -> date:
        """Draw a birth date that fits the class, some having started later than usual."""
        base = {School.Kind.VO: 11, School.Kind.MBO: 15}.get(School.Kind(klass.school.kind), 16)
        older = self._dice.by_weight(LATER_THAN_USUAL)
        if klass.school.kind == School.Kind.VO:
            older = min(older, 1)
        elif klass.taught.apprentices:
            older += self._dice.choice((0, 0, 1, 2, 6, 12))
        year = self._terms.year - (base + klass.year + older)
        return self._dice.day(date(year - 1, 10, 2), date(year, 10, 1))

    def _weights(self, school: School) -> list[float]:
        """Weigh every place by its people and by how near the school it is."""
        if school.pk not in self._near:
            scale = HOME_SCALE_KM[School.Kind(school.kind)]
            self._near[school.pk] = [
                share * math.exp(-kilometres(place, school.place) / scale)
                for place, share in zip(self._region.places, self._region.homes(), strict=True)
            ]
        return self._near[school.pk]

    def _student(self, klass: Class, name: Name, born: date, home: Place) -> Student:
        years = age_on(born, self._terms.today)
        wishes = invent_wishes(klass, years, self._dice, self._terms)
        period = self._dice.known((wishes.available_from, wishes.available_until)) or (None, None)
        hours = self._dice.known(wishes.hours) or (None, None)
        programme = klass.taught.programme
        sector = programme.sector.code if programme and programme.sector else ""
        travel = self._dice.known(wishes.travel)
        birth_date = born if not self._dice.chance(UNKNOWN / 3) else None
        return Student(
            uuid=self._dice.uuid(),
            first_name=name.first,
            prefix=name.prefix,
            last_name=name.last,
            email=self._dice.known(self._mailbox(name)),
            birth_date=birth_date,
            programme=programme,
            level=klass.taught.level,
            place=self._dice.known(home),
            reach_km=self._dice.known(wishes.reach_km),
            travel=travel,
            kinds=self._dice.known(wishes.kinds),
            available_from=period[0],
            available_until=period[1],
            hours_min=hours[0],
            hours_max=hours[1],
            weekdays=self._dice.known(wishes.weekdays),
            languages=self._dice.known(invent_languages(klass, name.language, self._dice)),
            licences=self._dice.known(invent_licences(years, wishes.travel, sector, self._dice)),
            created_at=noon(self._since(klass)),
        )

    def _mailbox(self, name: Name) -> str:
        """Give an address that cannot exist; namesakes get a number."""
        start = slugify(f"{name.first} {name.prefix} {name.last}").replace("-", ".")
        self._mailboxes[start] += 1
        number = self._mailboxes[start]
        return f"{start}{number if number > 1 else ''}@leerling.example"

    def _visibility(self, years: int) -> str:
        return self._dice.by_weight(VISIBLE[years >= 18]) if years >= 16 else Visibility.HIDDEN

    def _since(self, klass: Class) -> date:
        group = klass.before or klass.now
        begun = self._terms.begins(group.school_year) if group else self._terms.today
        return self._dice.day(begun, max(begun, min(self._terms.today, date(begun.year, 12, 1))))


def noon(day: date) -> datetime:
    """Give noon of a day, here."""
    return timezone.make_aware(datetime.combine(day, time(12)))
