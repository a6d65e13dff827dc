"""The report for the partners: what was promised and what came of it, in three views."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.breakdowns import breakdown
from monitoring.counting import Dimension, count_placements
from monitoring.counts.placements import started_in
from monitoring.counts.window import Window, end_of_year
from monitoring.disclosure import LEAST, hidden_places
from monitoring.flywheel import chain
from monitoring.indicators import Indicator, Scope
from monitoring.project_view import project_view
from monitoring.publishing import UNTOLD
from monitoring.quarters import Quarter
from monitoring.report_blocks import Bars, Grid, Months, Promises, Report, View
from monitoring.skills_gap import Narrowed, skills_gap
from monitoring.standing import a_year_before, indicators_at
from monitoring.wording import about_hidden, column, in_column, number, promise, told, too_few
from profiles.enrolling import FIRST_MONTH
from profiles.models import Student
from vacancies.models import Vacancy

MOST_SKILLS = 12
TABLES = (
    (Scope.SCHOOL, gettext_lazy("Placements by school")),
    (Scope.LEVEL, gettext_lazy("Placements by level")),
    (Scope.MUNICIPALITY, gettext_lazy("Placements by home municipality")),
)


def quarterly(quarter: Quarter, *, region: str) -> Report:
    """Report on a quarter that has begun; one that is not over, until today.

    Raises `monitoring.quarters.QuarterNotBegun`.
    """
    quarter.require_begun()
    until = min(quarter.end, timezone.localdate())
    window = Window.at(until)
    told_until = date_format(until, "j F Y")
    return Report(
        title=_("Quarterly report %(quarter)s") % {"quarter": quarter},
        subtitle=_("%(region)s · school year %(year)s · until and including %(day)s")
        % {"region": region, "year": _name(window.year), "day": told_until},
        footer=_("%(region)s · quarterly report %(quarter)s") % {"region": region, "quarter": quarter},
        views=[
            _region_view(window),
            project_view(max(quarter.begin, window.begin), until, window.year),
            _flywheel_view(window),
        ],
    )


def _region_view(window: Window) -> View:
    return View(
        heading=_("Region"),
        intro=_("What the region promised itself, and where it started."),
        blocks=[
            _promises(window),
            _months(window),
            _kinds(window),
            *(_table(scope, str(name), window) for scope, name in TABLES),
            _skills(),
        ],
    )


def _promises(window: Window) -> Promises:
    """Hold every indicator against its target, the same day a year ago and the whole of last year."""
    columns = (_("now"), _("target"), _("a year ago"), _name(window.year - 1))
    rows = [promise(standing) for standing in indicators_at(window.until, published=True)]
    return Promises(_("Promises"), f"{_('Counted from 1 August.')} {about_hidden()}", columns, rows)


def _months(window: Window) -> Months:
    """Count the placements that started in each month of this school year and of the last."""
    this, last = _started(window), _started(Window.at(end_of_year(window.year - 1)))
    months = [(FIRST_MONTH - 1 + place) % 12 + 1 for place in range(12)]
    begun = [month for month in months if date(window.year + (month < FIRST_MONTH), month, 1) <= window.until]
    now, before = _enough(this, begun), _enough(last, months)
    rows = [(str(MONTHS_3[month]), now.get(month), before[month]) for month in months]
    intro = _("A month in which fewer than five started is left out, and one that would give it away.")
    return Months(_("Placements started"), intro, (_name(window.year), _name(window.year - 1)), rows)


def _started(window: Window) -> dict[int, int]:
    rows = count_placements(started_in(window), by=[Dimension.MONTH])
    return {row[Dimension.MONTH].month: row["placements"] for row in rows}


def _enough(counts: Mapping[int, int], months: Sequence[int]) -> dict[int, int | None]:
    """Give the counts of months whose sum is known; None where it is too small, or would give one away."""
    hidden = hidden_places([counts.get(month, 0) for month in months])
    return {month: None if at in hidden else counts.get(month, 0) for at, month in enumerate(months)}


def _kinds(window: Window) -> Grid:
    """Count the placements that started by kind, beside the same days of the year before."""
    now, before = (_by_kind(each) for each in (window, Window.at(a_year_before(window.until))))
    rows = [(capfirst(kind.label), now[kind], before[kind]) for kind in Vacancy.Kind]
    return Grid(_("Placements by kind"), about_hidden(), _beside(window), rows)


def _by_kind(window: Window) -> dict[str, str]:
    rows = count_placements(started_in(window), by=[Dimension.KIND])
    counts = {row[Dimension.KIND]: row["placements"] for row in rows}
    return column({kind: counts.get(kind, 0) for kind in Vacancy.Kind})


def _table(scope: Scope, heading: str, window: Window) -> Grid:
    """Tell the placements that started by a scope as the region office reads them, and a year before."""
    days = (window.until, a_year_before(window.until))
    now, before = (
        {part.name: part.told for part in breakdown(Indicator.PLACEMENTS, scope, day, published=True)}
        for day in days
    )
    names = sorted({*now, *before}, key=lambda name: (-((now.get(name) or UNTOLD).value or 0), name))
    rows = [(name, in_column(now.get(name)), in_column(before.get(name))) for name in names]
    return Grid(heading, about_hidden(), _beside(window), rows)


def _beside(window: Window) -> tuple[str, str, str]:
    return "", _name(window.year), _("a year ago")


def _skills() -> Grid:
    """Name the skills that are wanted most beyond what students offer, as it is today."""
    gaps = skills_gap(Student.objects.active(), Narrowed(), exact=False)[:MOST_SKILLS]
    header = ("", _("Seats that ask for it"), _("Students who have it"))
    rows = [
        (gap.skill.name, number(gap.wanted), too_few() if gap.students is None else number(gap.students))
        for gap in gaps
    ]
    intro = _("Free seats of today's vacancies; students rounded to the nearest five.")
    return Grid(_("Skills wanted most beyond what is offered"), intro, header, rows)


def _flywheel_view(window: Window) -> View:
    """Show how many people are at each link of the chain from a profile to a job."""
    rows = [
        (capfirst(link.label), count if count and count >= LEAST else None, told(count))
        for link, count in chain(window).items()
    ]
    intro = _("Distinct people of this school year; who is at one link need not have come by the one before.")
    return View(
        heading=_("Flywheel"),
        intro=_("The chain from profile to job."),
        blocks=[Bars(_("From profile to job"), intro, rows)],
    )


def _name(year: int) -> str:
    return f"{year}–{year + 1}"
