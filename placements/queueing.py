"""The queue of a vacancy: who waits for a seat, or until the company wants more applications."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date
from math import ceil

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from placements.models import Application
from placements.reasons import Reason
from placements.seating import has_seat, lock_vacancy
from placements.stepping import (
    ApplicationClosed,
    become,
    show_name,
    term_for,
)
from placements.steps import Side
from profiles.locking import lock_student
from profiles.models import Block
from profiles.sharing import AgeUnknown, GuardianObjects, NeedsGuardian, NotVerified
from vacancies.models import Vacancy

Door, State, Turn = Application.Door, Application.State, Application.Turn
MAY_NOT_BE_NAMED = (AgeUnknown, NeedsGuardian, GuardianObjects, NotVerified)


def must_wait(vacancy: Vacancy) -> bool:
    """Tell whether an application to this vacancy waits: all seats taken, or enough of them for today."""
    row = Vacancy.objects.get(pk=vacancy.pk)
    if row.seats_taken >= row.seats:
        return True
    intake = row.intake_per_month
    return intake is not None and _delivered(row) >= allowance(intake, timezone.localdate())


def allowance(a_month: int, day: date) -> int:
    """Give how many applications a company wants by a day of the month: its number, spread over the days."""
    return ceil(a_month * day.day / monthrange(day.year, day.month)[1])


def places_in_queue(applications: Iterable[Application]) -> dict[int, int]:
    """Tell the place in the queue of its vacancy, from 1, by primary key; only of those that wait there.

    One query for all of them, and none when nobody waits.
    """
    asked = {each.pk: each.vacancy_id for each in applications if each.state == State.QUEUED}
    if not asked:
        return {}
    queued = Application.objects.filter(vacancy__in={*asked.values()}, state=State.QUEUED)
    ahead: Counter[int] = Counter()
    places = {}
    for pk, vacancy in queued.order_by("requested_at", "pk").values_list("pk", "vacancy"):
        ahead[vacancy] += 1
        places[pk] = ahead[vacancy]
    return {pk: places[pk] for pk in asked if pk in places}


def hold_back(vacancy: Vacancy) -> None:
    """Let the others wait where the last seat was just taken, in the caller's transaction.

    What a student did not answer yet ends; nothing was shown by it.
    """
    if has_seat(vacancy):
        return
    running = Application.objects.filter(vacancy=vacancy, state__in=State.running())
    for application in running.select_related("student", "vacancy__company").order_by("pk"):
        if application.state == State.REQUESTED and application.waits_for == Turn.STUDENT:
            become(application, State.SUPERSEDED, side=Side.CLOCK, reason=Reason.SEATS_FILLED)
        else:
            become(application, State.QUEUED, side=Side.CLOCK, reason=Reason.SEATS_FILLED)


def advance() -> int:
    """Let those in the queues go on, first come first, where there is a seat and room; give how many.

    What waits for a vacancy that is over ends, and what waits between two of whom one blocked the other
    (profiles that became one can bring both). Safe to repeat, and beside itself.
    """
    waiting = Application.objects.filter(state=State.QUEUED)
    open_ones = Vacancy.objects.open().values("pk")
    over = waiting.exclude(vacancy__in=open_ones)
    for application in _read(over):
        _end(application, Reason.WORK_CHANGED)
    apart = Block.objects.filter(student=OuterRef("student"), company=OuterRef("vacancy__company"))
    for application in _read(waiting.filter(Exists(apart))):
        _end(application)
    ready = waiting.filter(vacancy__in=open_ones, vacancy__seats_taken__lt=F("vacancy__seats"))
    return sum(_go_on(application) for application in _read(ready))


@transaction.atomic
def _go_on(application: Application) -> bool:
    lock_student(application.student)
    lock_vacancy(application.vacancy)
    is_new = application.sent_at is None
    if not has_seat(application.vacancy) or (is_new and must_wait(application.vacancy)):
        return False
    sent = {"sent_at": timezone.now()} if is_new else {}
    try:
        become(
            application,
            State.REQUESTED,
            side=Side.CLOCK,
            then=Turn.COMPANY,
            answer_by=term_for(Turn.COMPANY),
            **sent,
        )
        if is_new and application.requested_by:
            show_name(application, by=application.requested_by)
    except ApplicationClosed:
        return False
    except MAY_NOT_BE_NAMED:
        transaction.set_rollback(True)
        return False
    return True


@transaction.atomic
def _end(application: Application, reason: str = "") -> None:
    lock_student(application.student)
    try:
        become(application, State.EXPIRED, side=Side.CLOCK, reason=reason)
    except ApplicationClosed:
        return


def _delivered(vacancy: Vacancy) -> int:
    """Count what came to the company this month through the door of students."""
    first = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return Application.objects.filter(vacancy=vacancy, door=Door.APPLY, sent_at__gte=first).count()


def _read(rows: QuerySet[Application]) -> list[Application]:
    related = rows.select_related("student", "vacancy__company", "requested_by")
    return list(related.order_by("requested_at", "pk"))
