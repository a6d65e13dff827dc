"""The cockpit on the pages of a school: funnel, classes, months, and whom to call first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format

from monitoring.calling import Call, NextStep, calls
from monitoring.cockpit import Cockpit, Month
from monitoring.progress import SchoolYear
from monitoring.stages import ClassRow, Stage, totals
from profiles import access_log
from profiles.models import User
from web.charts import Chart, pairs_chart

FIRST_CALLS = 8
WIDE, NARROW = (640, 220), (336, 180)
Counts = list[tuple[Stage, int]]


@dataclass(frozen=True, slots=True)
class Called:
    """A student to call, and where the next step is taken; ``doing`` is empty for who only looks on."""

    call: Call
    doing: str


@dataclass(frozen=True, slots=True)
class Months:
    """Placements per month beside a year before: as drawings for wide and narrow windows, and as numbers."""

    wide: Chart
    narrow: Chart
    rows: Sequence[Month]
    now: int
    before: int

    @classmethod
    def of(cls, months: Sequence[Month]) -> "Months":
        """Draw them."""
        named = [(date_format(each.first, "b"), each.year_before, each.placements) for each in months]
        initials = [(name[:1], *counts) for name, *counts in named]
        return cls(
            pairs_chart(named, width=WIDE[0], height=WIDE[1]),
            pairs_chart(initials, width=NARROW[0], height=NARROW[1]),
            months,
            sum(each.placements for each in months),
            sum(each.year_before for each in months),
        )


def first_calls(request: HttpRequest, told: SchoolYear, *, most: int | None = None) -> dict[str, Any]:
    """Put whom to call first into a page, and note of whom it tells."""
    found = calls(told)
    shown = found.first(len(found) if most is None else most)
    access_log.about(request, [call.student for call in shown], organisation=told.school)
    called = [Called(call, _address(call, request.user)) for call in shown]
    return {"calls": called, "calls_in_all": len(found), "stages": list(Stage)}


def table_of(cockpit: Cockpit) -> dict[str, Any]:
    """Put the classes of a cockpit into a page: per class its stages in order, and their totals."""
    rows = [(row, counts_of(row)) for row in cockpit.classes]
    sums = totals(cockpit.classes)
    return {
        "classes": rows,
        "totals": sums.values(),
        "size": cockpit.told.size,
    }


def counts_of(row: ClassRow) -> Counts:
    """Give the stages of a class in order."""
    return list(row.counts.items())


def _address(call: Call, user: User) -> str:
    """Give the page on which a coordinator takes the next step; others take none."""
    if call.group.school_id not in user.school_ids:
        return ""
    match call.next_step:
        case NextStep.LET_IN:
            return reverse("claim-links", args=[call.group.uuid])
        case NextStep.AWAIT:
            return f"{reverse('students-applications')}?group={call.group.uuid}"
        case NextStep.WIDEN:
            return f"{reverse('student-matches', args=[call.student.uuid])}?show=excluded"
    return reverse("student-matches", args=[call.student.uuid])
