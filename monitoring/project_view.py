"""The project view of a report: the events of a quarter, and how far the classes of each school are."""

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from monitoring.counts.meetings import met
from monitoring.indicators import Scope
from monitoring.progress import read_school_year
from monitoring.report_blocks import Grid, View
from monitoring.stages import Stage, class_table, totals
from monitoring.wording import about_hidden, column, number
from placements.models import Encounter, Event
from profiles.models import School

State = Event.State


def project_view(begin: date, until: date, year: int) -> View:
    """Tell what was organised from one day until another, and how the classes of a school year stand."""
    return View(
        heading=_("Project"),
        intro=_("What was organised in the quarter, and how far classes are."),
        blocks=[_events(begin, until), _of_schools(begin, until), _classes(year)],
    )


def _events(begin: date, until: date) -> Grid:
    """List the events of the region, with how many companies and students were there."""
    events = list(_held(begin, until).filter(school__isnull=True).annotate(companies=Count("hosts")))
    there = column({str(each.pk): _people(each) for each in events})
    header = (_("Event"), _("Day"), _("Companies"), _("Students and pupils"))
    rows = [
        (each.title, date_format(each.starts_at, "j F Y"), number(each.companies), there[str(each.pk)])
        for each in events
    ]
    intro = about_hidden() if rows else _("There were none.")
    return Grid(_("Events of the region"), intro, header, rows)


def _of_schools(begin: date, until: date) -> Grid:
    """Count by school and kind what was held; students are not counted here, they were at several."""
    held: dict[str, Counter[str]] = defaultdict(Counter)
    rows = _held(begin, until).filter(school__isnull=False).values_list("school__name", "kind")
    for school, kind in rows.order_by("school__name"):
        held[school][kind] += 1
    kinds = [kind for kind in Event.Kind if any(counts[kind] for counts in held.values())]
    table = [(school, *(number(counts[kind]) for kind in kinds)) for school, counts in held.items()]
    header = (_("School"), *(capfirst(kind.label) for kind in kinds))
    return Grid(_("Held by schools"), "" if table else _("There were none."), header, table)


def _classes(year: int) -> Grid:
    """Count the students of each school by stage; small numbers are told of no school."""
    rows = []
    for school in School.objects.order_by("name"):
        table = class_table(read_school_year(school, year))
        if table:
            rows.append((school.name, len(table), totals(table)))
    told = []
    for name, classes, counts in rows:
        # The size of a school's classes is known, so its row sums to it.
        cells = column({stage: counts[stage] for stage in Stage})
        told.append((name, number(classes), *(cells[stage] for stage in Stage)))
    header = (_("School"), _("Classes"), *(capfirst(stage.label) for stage in Stage))
    intro = _("Each student counts once, as the classes stand today.") + f" {about_hidden()}"
    return Grid(_("How far classes are"), intro, header, told)


def _people(event: Event) -> int:
    return met(Encounter.objects.filter(event=event), Scope.REGION)[""].count


def _held(begin: date, until: date) -> QuerySet[Event]:
    return Event.objects.filter(state=State.HELD, starts_at__date__range=(begin, until))
