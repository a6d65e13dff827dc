"""Targets: brought in with a region, and set by its office, or by a school for itself."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.indicators import Indicator
from monitoring.models import Target
from profiles.enrolling import school_year_of
from profiles.models import School
from reference.loading.cells import Cells
from reference.reporting import Report
from reference.tables import Column, Row, Table

if TYPE_CHECKING:
    from profiles.models import User

COLUMNS = (
    Column("indicator", ("indicator code", "streefwaarde"), required=True),
    Column("school_year", ("schooljaar", "year", "jaar"), required=True),
    Column("target", ("value", "waarde", "doel"), required=True),
)
FIRST_YEAR, YEARS_AHEAD = 2018, 10
MOST = 1_000_000


class BadYear(Exception):
    """No targets are kept for such a school year: too long ago, or too far ahead."""


class BadTarget(Exception):
    """A target is a whole number from 0 on, a percentage at most 100."""


def targets_of(school_year: int, *, school: School | None = None) -> dict[str, int]:
    """Give the targets of the region, or of a school, in a school year; none where none were set."""
    rows = Target.objects.filter(school_year=school_year, school=school)
    return dict(rows.values_list("indicator", "value"))


@transaction.atomic
def set_targets(
    school_year: int, wanted: Mapping[str, int | None], *, by: "User", school: School | None = None
) -> None:
    """Set targets of a school year, or take them back (None); those not named stay as they are.

    The region office and the platform administrator set those of the region, a coordinator those of the own
    school. Raises `PermissionDenied`, `BadYear` and `BadTarget`.
    """
    if not may_set(by, school):
        raise PermissionDenied
    if not is_year(school_year):
        raise BadYear(school_year)
    for indicator, value in wanted.items():
        if value is not None and not is_target(indicator, value):
            raise BadTarget(indicator)
    Target.objects.filter(
        school_year=school_year, school=school, indicator__in=[each for each, value in wanted.items()]
    ).exclude(indicator__in=[each for each, value in wanted.items() if value is not None]).delete()
    for indicator, value in wanted.items():
        if value is not None:
            Target.objects.update_or_create(
                indicator=indicator,
                school_year=school_year,
                school=school,
                defaults={"value": value, "set_by": by, "updated_at": timezone.now()},
            )


def may_set(user: "User", school: School | None) -> bool:
    """Tell whether somebody sets the targets of a school, or of the region (no school)."""
    if user.is_platform_admin:
        return True
    return user.is_region_officer if school is None else school.pk in user.school_ids


def is_year(year: int) -> bool:
    """Tell whether targets are kept for a school year."""
    return FIRST_YEAR <= year <= school_year_of(timezone.localdate()) + YEARS_AHEAD


def is_target(indicator: str, value: int) -> bool:
    """Tell whether a number can be the target of an indicator."""
    return 0 <= value <= (100 if Indicator(indicator).is_percentage else MOST)


def load_targets(table: Table, report: Report) -> None:
    """Write the targets of the region from a table with `COLUMNS`; bad rows go into the report.

    What somebody set here stays as it is (skipped).
    """
    known = {(row.indicator, row.school_year): row for row in Target.objects.filter(school=None)}
    seen: dict[tuple[str, int], int] = {}
    for row in table:
        told = _read(row, report, seen)
        if told:
            _bring(*told, known.get(told[0]), report)


def _read(row: Row, report: Report, seen: dict[tuple[str, int], int]) -> tuple[tuple[str, int], int] | None:
    cells = Cells(row, report)
    cells.need("indicator", "school_year", "target")
    indicator = cells.choice("indicator", Indicator.values, "unknown_indicator")
    year, value = _number(cells["school_year"]), _number(cells["target"])
    if cells["school_year"] and (year is None or not is_year(year)):
        cells.refuse("school_year", "bad_year", _("is no school year that targets are kept for, as 2026"))
    if cells["target"] and (value is None or (indicator and not is_target(indicator, value))):
        cells.refuse("target", "bad_target", _("is no whole number from 0 on, or for a percentage to 100"))
    if cells.bad or year is None or value is None:
        return None
    if (indicator, year) in seen:
        cells.refuse(
            "indicator", "duplicate_row", _("stands in row %(row)d already") % {"row": seen[indicator, year]}
        )
        return None
    seen[indicator, year] = row.number
    return (indicator, year), value


def _bring(cell: tuple[str, int], value: int, target: Target | None, report: Report) -> None:
    indicator, year = cell
    if target is None:
        Target.objects.create(indicator=indicator, school_year=year, value=value)
        report.added += 1
    elif target.value == value:
        report.unchanged += 1
    elif target.set_by_id:
        report.skipped += 1
    else:
        Target.objects.filter(pk=target.pk).update(value=value, updated_at=timezone.now())
        report.changed += 1


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else None
