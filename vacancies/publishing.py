"""Opening a vacancy for students, and closing it."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from profiles.match_changes import posts_changed
from vacancies.access import may_edit_vacancy
from vacancies.models import Vacancy

if TYPE_CHECKING:
    from profiles.models import User


def publish(vacancy: Vacancy, *, by: "User") -> None:
    """Open a vacancy and tell the matcher; students see it as soon as its company is verified."""
    _become(vacancy, Vacancy.Status.OPEN, by=by)


def close(vacancy: Vacancy, *, by: "User") -> None:
    """Close a vacancy and tell the matcher; what students sent stays where it is."""
    _become(vacancy, Vacancy.Status.CLOSED, by=by)


@transaction.atomic
def _become(vacancy: Vacancy, status: Vacancy.Status, *, by: "User") -> None:
    """Change the status; raises `PermissionDenied` for somebody of another company."""
    if not may_edit_vacancy(by, vacancy):
        raise PermissionDenied
    if vacancy.status != status:
        vacancy.status = status
        vacancy.save(update_fields=["status", "updated_at"])
        posts_changed([vacancy.pk])
