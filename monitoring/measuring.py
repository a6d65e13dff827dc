"""Measuring: writing down once a day how every indicator stands, so that it need not be worked out again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from monitoring.counts.window import Window
from monitoring.indicators import Indicator, Scope, Value
from monitoring.models import Measurement
from monitoring.quarters import Quarter
from monitoring.valuing import COUNTERS, STATES, scopes_of

A_DAY = timedelta(days=1)
BATCH = 500
WIDE = (Scope.REGION, Scope.SCHOOL)
NARROW = tuple(scope for scope in Scope if scope not in WIDE)
"""Of these one measurement a month is kept, the last."""

Cell = tuple[str, str, str]


class DayAhead(Exception):
    """A day that has not come cannot be measured."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What measuring a day changed; ``thinned`` are narrow rows of earlier days of the month."""

    day: date
    added: int
    changed: int
    unchanged: int
    removed: int
    thinned: int = 0


def measure_due(*, dry_run: bool = False) -> list[Measured]:
    """Measure yesterday, after the end of the last quarter if that was missed. Safe to repeat."""
    yesterday = timezone.localdate() - A_DAY
    days = {yesterday} | {end for end in [Quarter.last_complete().end] if not _was_measured(end)}
    return [measure(day, dry_run=dry_run) for day in sorted(days)]


@transaction.atomic
def measure(day: date, *, dry_run: bool = False) -> Measured:
    """Write every indicator by every scope as it stood at the end of a day; repeating it changes nothing.

    What is gone is removed. What stands from day to day (`STATES`) is measured on the day, or in the night
    after it when it was not; for an earlier day it stays as it is. Raises `DayAhead`.
    """
    if day > timezone.localdate():
        raise DayAhead(day)
    scopes = tuple(Scope) if _is_last_of_month(day) else WIDE
    indicators = [each for each in Indicator if each not in STATES or _may_count(each, day)]
    wanted = _count(indicators, scopes, Window.at(day))
    known = Measurement.objects.filter(day=day, scope__in=scopes)
    held = known.filter(indicator__in=indicators)
    measured = _compare(day, wanted, held)
    measured = replace(
        measured,
        unchanged=measured.unchanged + known.count() - held.count(),
        thinned=_superseded(day, scopes).count(),
    )
    if not dry_run:
        _write(day, wanted, held)
        _superseded(day, scopes).delete()
    return measured


def _count(indicators: Iterable[str], scopes: Iterable[Scope], window: Window) -> dict[Cell, Value]:
    return {
        (indicator, scope, key): value
        for indicator in indicators
        for scope in scopes_of(indicator)
        if scope in scopes
        for key, value in COUNTERS[indicator][0](scope, window).items()
    }


def _compare(day: date, wanted: dict[Cell, Value], rows: QuerySet[Measurement]) -> Measured:
    held = {_cell(row): row.value for row in rows}
    same = sum(held.get(cell) == value for cell, value in wanted.items())
    added = len(wanted.keys() - held.keys())
    removed = len(held.keys() - wanted.keys())
    return Measured(day, added, changed=len(wanted) - added - same, unchanged=same, removed=removed)


def _write(day: date, wanted: dict[Cell, Value], held: QuerySet[Measurement]) -> None:
    known = {_cell(row): row for row in held}
    gone = [row.pk for cell, row in known.items() if cell not in wanted]
    for start in range(0, len(gone), BATCH):
        Measurement.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    rows = [
        Measurement(indicator=indicator, day=day, scope=scope, key=key, count=value.count, of=value.of)
        for (indicator, scope, key), value in wanted.items()
        if (indicator, scope, key) not in known or known[indicator, scope, key].value != value
    ]
    Measurement.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["indicator", "day", "scope", "key"],
        update_fields=["count", "of"],
    )


def _cell(row: Measurement) -> Cell:
    return row.indicator, row.scope, row.key


def _may_count(state: str, day: date) -> bool:
    today = timezone.localdate()
    if day == today - A_DAY:
        return not Measurement.objects.filter(indicator=state, day=day).exists()
    return day == today


def _was_measured(day: date) -> bool:
    return Measurement.objects.filter(day=day, scope=Scope.REGION).exists()


def _is_last_of_month(day: date) -> bool:
    """Tell whether nothing narrow was measured later in the month of a day."""
    end = day + relativedelta(day=31)
    return not Measurement.objects.filter(scope__in=NARROW, day__gt=day, day__lte=end).exists()


def _superseded(day: date, scopes: Iterable[Scope]) -> QuerySet[Measurement]:
    """Give the narrow rows of earlier days of a month, where those of a later day are there."""
    narrow = [scope for scope in scopes if scope in NARROW]
    return Measurement.objects.filter(scope__in=narrow, day__gte=day.replace(day=1), day__lt=day)
