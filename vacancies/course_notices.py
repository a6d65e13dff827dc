"""Telling who is registered for a course that it was cancelled."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from profiles import notifying
from profiles.models import Notification, User
from profiles.notifying import Event, Kind, Words
from vacancies.models import Course, Registration

TEMPLATE = "vacancies/mail/cancelled.txt"
CANCELLED = "course-cancelled"
SUBJECT = _("A course is cancelled: %(title)s")
TEXT = _("%(provider)s cancelled “%(title)s”, which would begin on %(day)s. You need not do anything.")


def register() -> None:
    """Make known what is told of courses."""
    notifying.register(Event(CANCELLED, Kind.OUTCOME, TEMPLATE, read))


def tell_cancelled(course: Course, *, by: User) -> None:
    """Tell everybody who is registered with an account, but not whoever did it."""
    standing = Registration.objects.standing().filter(course=course)
    users = User.objects.filter(is_active=True, pk__in=standing.values("student__user"))
    notifying.tell(users.exclude(pk=by.pk).order_by("pk"), CANCELLED, course.uuid)


def read(user: User, rows: Sequence[Notification]) -> dict[UUID, Words]:
    """Put in words what still holds; one query."""
    about = {row.about for row in rows}
    seen = Course.objects.visible_to(user).filter(uuid__in=about, status=Course.Status.CANCELLED)
    known = {each.uuid: each for each in seen.select_related("company", "school")}
    return {row.uuid: _words(known[row.about]) for row in rows if row.about in known}


def _words(course: Course) -> Words:
    told = {
        "title": course.title,
        "provider": course.given_by,
        "day": date_format(course.starts_on, "j F Y"),
    }
    return {"subject": SUBJECT % told, "text": TEXT % told, "path": reverse("start")}
