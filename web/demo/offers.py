"""The conditions of invented vacancies: when, how many hours, for what pay, with which demands."""

from datetime import date, timedelta
from decimal import Decimal

from vacancies.models import Vacancy
from web.demo.dice import Dice
from web.demo.region import Work
from web.demo.terms import Span, Terms

Kind = Vacancy.Kind
Pay = Vacancy.PayPeriod
Hazard = Vacancy.Hazard

HOURS = {
    Kind.INTERNSHIP: ((24, 32, 32), (32, 36, 40)),
    Kind.APPRENTICESHIP: ((24, 28, 32), (32, 36)),
    Kind.GRADUATION_PROJECT: ((32, 36), (40,)),
    Kind.SIDE_JOB: ((4, 6, 8), (10, 12, 16)),
    Kind.FIRST_JOB: ((24, 32, 36), (36, 38, 40)),
    Kind.ORIENTATION_VISIT: ((6,), (8,)),
}
SEATS = {
    Kind.INTERNSHIP: {1: 72, 2: 20, 3: 8},
    Kind.APPRENTICESHIP: {1: 80, 2: 20},
    Kind.GRADUATION_PROJECT: {1: 95, 2: 5},
    Kind.SIDE_JOB: {1: 50, 2: 30, 4: 20},
    Kind.FIRST_JOB: {1: 85, 2: 15},
    Kind.ORIENTATION_VISIT: {2: 40, 4: 40, 6: 20},
}
PAY = {
    Kind.INTERNSHIP: (Pay.MONTH, 200, 500, 25),
    Kind.APPRENTICESHIP: (Pay.MONTH, 1150, 2100, 50),
    Kind.GRADUATION_PROJECT: (Pay.MONTH, 350, 650, 25),
    Kind.SIDE_JOB: (Pay.HOUR, 7, 15, 1),
    Kind.FIRST_JOB: (Pay.MONTH, 2400, 2700, 50),
}
"""In which period pay is counted, and between which amounts, in euros, in which steps."""

MORE_PER_LEVEL = 150
SUPERVISED = {
    "engineering": 0.35,
    "construction": 0.45,
    "agriculture": 0.25,
    "logistics": 0.2,
    "leisure": 0.08,
}
LICENCES = {"8332": ["C"], "8331": ["D"], "8322": ["B"], "8341": ["T"]}
"""What the drivers of an ISCO group hold."""


def invent_period(kind: str, status: str, dice: Dice, terms: Terms) -> tuple[date, date | None]:
    """Draw from when until when; a closed vacancy is of the past, the others are for what comes."""
    half = _half(kind, status, dice, terms)
    if kind == Kind.ORIENTATION_VISIT:
        first = (
            max(half.first, terms.today + timedelta(days=14))
            if status != Vacancy.Status.CLOSED
            else half.first
        )
        day = dice.day(first, max(first, half.last - timedelta(days=14)))
        day -= timedelta(days=max(0, day.weekday() - 4))
        return day, day + timedelta(days=dice.choice((0, 0, 0, 4 - day.weekday())))
    if kind == Kind.APPRENTICESHIP:
        return half.first, half.first + timedelta(weeks=dice.choice((44, 52, 104)), days=-3)
    if kind in (Kind.SIDE_JOB, Kind.FIRST_JOB):
        shift = -400 if status == Vacancy.Status.CLOSED else 0
        return terms.today + timedelta(days=dice.randint(-20, 90) + shift), None
    return half.first, half.last


def _half(kind: str, status: str, dice: Dice, terms: Terms) -> Span:
    if status == Vacancy.Status.CLOSED:
        last = terms.year - 1
        return dice.pick((terms.autumn(last), terms.spring(last), terms.autumn(terms.year)))
    first, second, *later = terms.coming()
    if kind == Kind.ORIENTATION_VISIT:
        return first
    return dice.pick((first, second, later[0] if later else second), (68, 24, 8))


def invent_hours(kind: str, dice: Dice) -> tuple[int, int]:
    """Draw the least and the most hours a week."""
    least, most = HOURS[Kind(kind)]
    return dice.pick(least), dice.pick(most)


def invent_weekdays(kind: str, sector: str, dice: Dice) -> list[int]:
    """Draw the days of the week: weekends in shops and kitchens, working days elsewhere."""
    if kind == Kind.SIDE_JOB:
        days = (4, 5, 6, 7) if sector in ("retail", "leisure", "care") else (3, 5, 6)
        return sorted(dice.some(days, 1, 3))
    open_days = (1, 2, 3, 4, 5, 6) if sector in ("retail", "leisure") else (1, 2, 3, 4, 5)
    return sorted(dice.some(open_days, 4, 5))


def invent_pay(kind: str, level: int, dice: Dice) -> tuple[str, Decimal | None]:
    """Draw what is paid: nothing for a visit and some internships, for a first job more at a higher level."""
    if kind == Kind.ORIENTATION_VISIT or (kind == Kind.INTERNSHIP and dice.chance(0.3)):
        return Pay.NONE, None
    period, least, most, step = PAY[Kind(kind)]
    if kind == Kind.FIRST_JOB:
        least, most = least + MORE_PER_LEVEL * (level - 2), least + MORE_PER_LEVEL * level
    cents = dice.choice((0, 25, 50, 75)) if period == Pay.HOUR else 0
    return period, Decimal(dice.randrange(least, most + 1, step)) + Decimal(cents) / 100


def invent_hazard(kind: str, sector: str, dice: Dice) -> str:
    """Draw whether the work is dangerous; what visitors do never is."""
    if kind == Kind.ORIENTATION_VISIT or not dice.chance(SUPERVISED.get(sector, 0.02)):
        return Hazard.NONE
    return Hazard.ADULTS_ONLY if dice.chance(0.08) else Hazard.SUPERVISED


def invent_languages(sector: str, dice: Dice) -> dict[str, str]:
    """Draw the languages that are asked, with the least level of each."""
    asked = {"nl": dice.by_weight({"A2": 30, "B1": 50, "B2": 20})}
    if dice.chance(0.06):
        asked["de"] = "A2"
    if sector in ("ict", "engineering") and dice.chance(0.06):
        return {"en": "B1"}
    return asked


def invent_licences(kind: str, work: Work, dice: Dice) -> list[str]:
    """Draw the driving licences that are asked: of drivers the one for it, of learners none yet."""
    needed = LICENCES.get(work.occupation.isco)
    if needed and kind == Kind.FIRST_JOB:
        return needed
    return ["B"] if dice.chance(0.2 if kind == Kind.FIRST_JOB else 0.02) else []
