"""Opening a vacancy for students, and closing it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from profiles.match_changes import posts_changed
from profiles.reading.chunks import in_chunks
from vacancies.access import may_edit_vacancy
from vacancies.models import Vacancy

if TYPE_CHECKING:
    from profiles.models import User


class WasTakenDown(Exception):
    """The region office took the vacancy down, and did not allow it again."""


def publish(vacancy: Vacancy, *, by: "User") -> None:
    """Open a vacancy and tell the matcher; students see it as soon as its company is verified.

    Raises `WasTakenDown`, and `PermissionDenied` for somebody of another company.
    """
    _become(vacancy, Vacancy.Status.OPEN, by=by)


def close(vacancy: Vacancy, *, by: "User") -> None:
    """Close a vacancy and tell the matcher; what students sent stays where it is."""
    _become(vacancy, Vacancy.Status.CLOSED, by=by)


def close_missing(listed: Iterable[tuple[str, str]]) -> int:
    """Close the open vacancies that the whole lists of their companies leave out; give how many.

    ``listed`` are (company slug, reference); companies without any stay as they are. Also tells the matcher.
    """
    known = set(listed)
    companies = {slug for slug, _reference in known}
    rows = Vacancy.objects.filter(company__slug__in=companies, status=Vacancy.Status.OPEN)
    rows = rows.order_by("pk").values_list("pk", "company__slug", "reference")
    gone = [pk for pk, slug, reference in rows if (slug, reference) not in known]
    for chunk in in_chunks(gone):
        open_ones = Vacancy.objects.filter(pk__in=chunk)
        now = timezone.now()
        open_ones.update(status=Vacancy.Status.CLOSED, closed_at=now, updated_at=now)
    posts_changed(gone)
    return len(gone)


@transaction.atomic
def _become(vacancy: Vacancy, status: Vacancy.Status, *, by: "User") -> None:
    """Change the status; raises `PermissionDenied` for somebody of another company."""
    if not may_edit_vacancy(by, vacancy):
        raise PermissionDenied
    held = Vacancy.objects.select_for_update(no_key=True).get(pk=vacancy.pk)
    if held.taken_down_at and status == Vacancy.Status.OPEN:
        raise WasTakenDown
    if vacancy.status != status:
        vacancy.status = status
        vacancy.closed_at = timezone.now() if status == Vacancy.Status.CLOSED else None
        vacancy.save(update_fields=["status", "closed_at", "updated_at"])
        posts_changed([vacancy.pk])
