"""The log of who opened whose profile: the one thing that reading a page may write."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from profiles.counted import copies_of
from profiles.models import Company, ProfileView, Student

if TYPE_CHECKING:
    from profiles.models import User


@transaction.atomic
def note_view(student: Student, company: Company, *, stage: ProfileView.Stage, by: "User") -> None:
    """Write that somebody of a company opened a card or a named profile; the student reads it.

    Once per company, student, day and stage: opening it again only moves the time. Copies what is counted by.
    """
    now = timezone.now()
    day = timezone.localdate(now)
    copies = copies_of(student, day=day)
    view = ProfileView(student=student, company=company, user=by, stage=stage, at=now, day=day, **copies)
    ProfileView.objects.bulk_create(
        [view],
        update_conflicts=True,
        unique_fields=["company", "person_key", "day", "stage"],
        update_fields=["at", "user"],
    )
