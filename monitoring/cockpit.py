"""The cockpit of a school: how far its students are, and its placements per month beside last year's."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from monitoring.counting import Dimension, count_placements
from monitoring.counts.window import end_of_year
from monitoring.funnel import Rung, funnel
from monitoring.indicators import Indicator, Scope, Value
from monitoring.models import Measurement, Target
from monitoring.progress import SchoolYear, read_school_year
from monitoring.stages import ClassRow, class_table
from placements.models import Placement
from profiles.enrolling import FIRST_MONTH, first_day_of
from profiles.models import School


@dataclass(frozen=True, slots=True)
class Month:
    """The placements that started in a month of a school year, and a year before."""

    first: date
    placements: int
    year_before: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator of the school stood when it was last measured; ``target`` None where none was set."""

    indicator: Indicator
    value: Value
    target: int | None
    as_at: date


@dataclass(frozen=True, slots=True)
class Cockpit:
    """What a school reads of one school year."""

    told: SchoolYear
    funnel: list[Rung]
    classes: list[ClassRow]
    months: list[Month]
    standings: list[Standing]
    kinds_by_year: Counter[tuple[int, str]]
    """The placements that ever started, by school year and kind."""


def cockpit_of(school: School, year: int) -> Cockpit:
    """Put it together in five queries, whatever the numbers."""
    told = read_school_year(school, year)
    by = [Dimension.SCHOOL_YEAR, Dimension.KIND, Dimension.MONTH]
    rows = count_placements(Placement.objects.filter(school=school), by=by)
    months = _months(_sums(rows, Dimension.MONTH), year)
    standings = standings_of(school, year)
    return Cockpit(told, funnel(told), class_table(told), months, standings, _sums(rows, *by[:2]))


def standings_of(school: School, year: int) -> list[Standing]:
    """Read how the indicators of a school were last measured in a school year, beside its own targets.

    One query; those of which there was nothing are left out.
    """
    days = first_day_of(year), end_of_year(year)
    rows = Measurement.objects.filter(scope=Scope.SCHOOL, key=str(school.uuid), day__range=days)
    own = Target.objects.filter(school=school, school_year=year, indicator=OuterRef("indicator"))
    last = rows.filter(day=Subquery(rows.order_by("-day").values("day")[:1]))
    found = {row.indicator: row for row in last.annotate(target=Subquery(own.values("value")[:1]))}
    return [
        Standing(each, found[each].value, found[each].target, found[each].day)
        for each in Indicator
        if each in found
    ]


def _sums(rows: list[dict[str, Any]], *by: Dimension) -> Counter[Any]:
    """Add up by one dimension, or by several together."""
    counts: Counter[Any] = Counter()
    for row in rows:
        key = tuple(row[dimension] for dimension in by)
        counts[key if len(by) > 1 else key[0]] += row["placements"]
    return counts


def _months(counts: Counter[date], year: int) -> list[Month]:
    """Lay out the months of a school year beside those a year before."""
    found = [_month(year, number) for number in range(12)]
    return [Month(each, counts[each], counts[each.replace(year=each.year - 1)]) for each in found]


def _month(year: int, number: int) -> date:
    later, month = divmod(FIRST_MONTH - 1 + number, 12)
    return date(year + later, month + 1, 1)
