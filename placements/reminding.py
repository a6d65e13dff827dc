"""Reminding whoever has the turn, some school days before a term ends; once for each such day."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from placements import hearing
from placements.models import Application, Step
from profiles import notifying
from profiles.models import User
from reference.school_days import after_school_days

Turn = Application.Turn


def remind() -> int:
    """Remind whoever must answer soon; gives of how many applications. Safe to repeat, and beside itself."""
    return sum(_remind_of(application) for application in _soon(timezone.localdate()))


def days_left(step: Step, today: date) -> int | None:
    """Give of how many school days before the end somebody is to be reminded today, if at all.

    Not of days that had passed when the question was asked: who was asked yesterday is not reminded of it.
    """
    asked = timezone.localdate(step.at)
    due = [
        days
        for days in settings.REMIND_SCHOOL_DAYS
        if after_school_days(asked, days) < step.answer_by <= after_school_days(today, days)
    ]
    return min(due, default=None)


@transaction.atomic
def _remind_of(application: Application) -> bool:
    step = application.steps.latest("number")
    days = days_left(step, timezone.localdate()) if step.waits_for else None
    if days is None:
        return False
    event = "student-reminder" if step.waits_for == Turn.STUDENT else "company-reminder"
    context, key = {"step": step.number}, f"{step.number} {days}"
    notifying.tell(_asked(application, step), event, application.uuid, key=key, context=context)
    return True


def _asked(application: Application, step: Step) -> list[User]:
    if step.waits_for == Turn.COMPANY:
        return list(hearing.company_members(application))
    return [application.student.user] if application.student.user else []


def _soon(today: date) -> Iterator[Application]:
    longest = after_school_days(today, max(settings.REMIND_SCHOOL_DAYS, default=0))
    waiting = Application.objects.waiting().filter(answer_by__lte=longest)
    return waiting.select_related("student__user", "vacancy").order_by("pk").iterator(chunk_size=500)
