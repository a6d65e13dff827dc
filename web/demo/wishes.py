"""What invented students look for: kinds, period, hours and days, how far they travel, what they speak."""

from dataclasses import dataclass
from datetime import date, timedelta

from profiles.models import School, Student
from vacancies.models import Vacancy
from web.demo.dice import Dice
from web.demo.schools import Class
from web.demo.terms import Terms

Kind = Vacancy.Kind
Travel = Student.Travel

REACH_KM = {Travel.BIKE: (8, 15), Travel.PUBLIC_TRANSPORT: (15, 30), Travel.CAR: (25, 60)}
TRAVEL = {
    False: {Travel.BIKE: 70, Travel.PUBLIC_TRANSPORT: 30},
    True: {Travel.BIKE: 22, Travel.PUBLIC_TRANSPORT: 40, Travel.CAR: 38},
}
NOT_AT_HOME = {"A2": 10, "B1": 35, "B2": 30, "C1": 25}
ENGLISH = {
    School.Kind.VO: {"A2": 55, "B1": 45},
    School.Kind.MBO: {"A2": 30, "B1": 45, "B2": 25},
    School.Kind.HBO: {"B1": 15, "B2": 60, "C1": 25},
    School.Kind.WO: {"B2": 40, "C1": 60},
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a student looks for, all of it known; what the profile leaves open is decided later."""

    kinds: list[str]
    travel: str
    reach_km: int
    available_from: date
    available_until: date | None
    hours: tuple[int, int]
    weekdays: list[int]


def invent_wishes(klass: Class, age: int, dice: Dice, terms: Terms) -> Wishes:
    """Draw wishes that fit a class and an age."""
    kinds = _kinds(klass, age, dice)
    travel = dice.by_weight(TRAVEL[age >= 18])
    first, last = _period(klass, kinds, dice, terms)
    return Wishes(
        kinds=kinds,
        travel=travel,
        reach_km=dice.randint(*REACH_KM[travel]),
        available_from=first,
        available_until=last,
        hours=_hours(kinds, dice),
        weekdays=_weekdays(klass, kinds, dice),
    )


def _kinds(klass: Class, age: int, dice: Dice) -> list[str]:
    wanted = {_main_kind(klass)}
    if age >= 15 and dice.chance(0.35):
        wanted.add(Kind.SIDE_JOB)
    if klass.is_last_year and klass.now and klass.school.kind != School.Kind.VO and dice.chance(0.4):
        wanted.add(Kind.FIRST_JOB)
    return [kind.value for kind in Kind if kind in wanted]


def _main_kind(klass: Class) -> Kind:
    if klass.now is None:
        return Kind.FIRST_JOB
    if klass.school.kind == School.Kind.VO:
        return Kind.ORIENTATION_VISIT
    if klass.taught.apprentices:
        return Kind.APPRENTICESHIP
    higher = klass.school.kind in (School.Kind.HBO, School.Kind.WO)
    return Kind.GRADUATION_PROJECT if higher and klass.is_last_year else Kind.INTERNSHIP


def _period(klass: Class, kinds: list[str], dice: Dice, terms: Terms) -> tuple[date, date | None]:
    """Draw from when until when; a job has no end."""
    half, later, *_rest = terms.coming()
    around = timedelta(days=dice.randint(0, 21))
    if Kind.FIRST_JOB in kinds and klass.now is None:
        return terms.today - around, None
    if Kind.APPRENTICESHIP in kinds:
        return half.first - around, half.first + timedelta(weeks=dice.choice((52, 104)))
    if Kind.ORIENTATION_VISIT in kinds:
        return terms.today + around, terms.spring(terms.year).last
    wanted = half if dice.chance(0.7) else later
    return wanted.first - around, wanted.last + around


def _hours(kinds: list[str], dice: Dice) -> tuple[int, int]:
    if Kind.ORIENTATION_VISIT in kinds:
        return 4, dice.choice((8, 12, 16))
    most = dice.choice((32, 36, 40, 40))
    if Kind.SIDE_JOB in kinds:
        return dice.choice((4, 8)), most
    return min(most, dice.choice((16, 24, 24, 32))), most


def _weekdays(klass: Class, kinds: list[str], dice: Dice) -> list[int]:
    """Draw the days without school, and Saturday for whoever looks for a side job."""
    free = 5 if klass.now is None else dice.choice((3, 4, 5)) if klass.school.kind != School.Kind.VO else 2
    saturday = [6] if Kind.SIDE_JOB in kinds else []
    return sorted(dice.sample(range(1, 6), free)) + saturday


def invent_languages(klass: Class, at_home: str, dice: Dice) -> dict[str, str]:
    """Draw the languages that somebody speaks, with their levels (CEFR)."""
    spoken = {at_home: "C2"}
    if at_home != "nl":
        spoken["nl"] = dice.by_weight(NOT_AT_HOME)
    spoken["en"] = dice.by_weight(ENGLISH[School.Kind(klass.school.kind)])
    if "de" not in spoken and dice.chance(0.45):
        spoken["de"] = dice.by_weight({"A2": 60, "B1": 40})
    return spoken


def invent_licences(age: int, travel: str, sector: str, dice: Dice) -> list[str]:
    """Draw the categories of driving licence that somebody holds."""
    held = set()
    if age >= 18 and (travel == Travel.CAR or dice.chance(0.3)):
        held.add("B")
    if age >= 16 and "B" not in held and dice.chance(0.12):
        held.add("AM")
    if age >= 16 and sector == "agriculture" and dice.chance(0.35):
        held.add("T")
    return sorted(held)
