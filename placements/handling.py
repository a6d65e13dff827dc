"""Handling reports: taking one up, and closing it with an outcome from the list."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from placements import report_notices
from placements.access import may_handle
from placements.models import Report
from placements.models.report import LONGEST
from profiles.reading.values import read_lines

if TYPE_CHECKING:
    from profiles.models import User

State = Report.State


class ReportMovedOn(Exception):
    """Somebody took it up already, or it was closed; or it must be taken up first."""


@transaction.atomic
def take_up(report: Report, *, by: "User") -> None:
    """Say that one looks into a report. Raises `ReportMovedOn`, and `PermissionDenied`."""
    _move(report, State.OPEN, by=by, state=State.TAKEN_UP, taken_up_at=timezone.now(), handled_by=by)


@transaction.atomic
def close(report: Report, *, outcome: str, note: str = "", by: "User") -> None:
    """Close a report that was taken up, and tell whoever reported how it ended, in general words.

    ``note`` is for those who handle reports, nobody else. Raises `ReportMovedOn`, `PermissionDenied`, and
    `BadValue` for a note that is too long or holds a citizen number.
    """
    said = read_lines(note, most=LONGEST)
    closed = {"state": State.CLOSED, "closed_at": timezone.now(), "outcome": outcome, "note": said}
    _move(report, State.TAKEN_UP, by=by, handled_by=by, **closed)
    report_notices.tell_closed(report)


def _move(report: Report, before: State, *, by: "User", **after: object) -> None:
    if not may_handle(by, report):
        raise PermissionDenied
    if not Report.objects.filter(pk=report.pk, state=before).update(**after):
        raise ReportMovedOn
    report.refresh_from_db()
