"""The cockpit of a school: how far its students are, and its placements per month beside last year's."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from monitoring.counting import Dimension, count_placements
from monitoring.funnel import Rung, funnel
from monitoring.progress import SchoolYear, read_school_year
from monitoring.stages import ClassRow, class_table
from placements.models import Placement
from profiles.enrolling import FIRST_MONTH
from profiles.models import School


@dataclass(frozen=True, slots=True)
class Month:
    """The placements that started in a month of a school year, and a year before."""

    first: date
    placements: int
    year_before: int


@dataclass(frozen=True, slots=True)
class Cockpit:
    """What a school reads of one school year."""

    told: SchoolYear
    funnel: list[Rung]
    classes: list[ClassRow]
    months: list[Month]


def cockpit_of(school: School, year: int) -> Cockpit:
    """Put it together in four queries, whatever the numbers."""
    told = read_school_year(school, year)
    months = months_of(Placement.objects.filter(school=school), year)
    return Cockpit(told, funnel(told), class_table(told), months)


def months_of(placements: QuerySet[Placement], year: int) -> list[Month]:
    """Count the placements that started in each month of a school year, and in those a year before."""
    first, end = date(year - 1, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1)
    rows = count_placements(placements.filter(start__gte=first, start__lt=end), by=[Dimension.MONTH])
    counts = Counter({row[Dimension.MONTH]: row["placements"] for row in rows})
    found = [_month(year, number) for number in range(12)]
    return [Month(each, counts[each], counts[each.replace(year=each.year - 1)]) for each in found]


def _month(year: int, number: int) -> date:
    later, month = divmod(FIRST_MONTH - 1 + number, 12)
    return date(year + later, month + 1, 1)
