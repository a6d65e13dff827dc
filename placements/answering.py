"""What both sides do in an application after it was asked, and what happens when nobody answers."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from placements.models import Application
from placements.models.application import ApplicationQuerySet
from placements.offering import Offer, check_offer
from placements.placing import agree, cancel
from placements.queueing import hold_back
from placements.seating import lock_vacancy
from placements.stepping import (
    ApplicationClosed,
    become,
    find_move,
    hold,
    show_name,
    take,
)
from placements.steps import Side, Verb
from placements.superseding import supersede
from profiles.locking import lock_student

if TYPE_CHECKING:
    from profiles.models import User

State = Application.State


@transaction.atomic
def talk(application: Application, *, by: "User") -> None:
    """Say, as the company, that one wants to talk. Raises what `find_move` does."""
    hold(application)
    take(application, find_move(application, Verb.TALK, by=by), by=by)


@transaction.atomic
def offer(application: Application, offered: Offer, *, by: "User") -> None:
    """Offer a place, as the company: from when to when, on which days; the student has the last word.

    Raises what `find_move` does, and `BadOffer` for one that the vacancy does not have.
    """
    hold(application)
    move = find_move(application, Verb.OFFER, by=by)
    take(application, move, by=by, **check_offer(application, offered))


@transaction.atomic
def accept(application: Application, *, by: "User") -> None:
    """Say yes, as the student: to an invitation or proposal, which shows the name, or to an offered place.

    An accepted offer takes a seat and is a placement; the student's other applications that it excludes end,
    and when it was the last seat, those of others wait in the queue. Raises what `find_move` does,
    `NoSeatLeft`, `Overlapping`, and what `profiles.sharing.name_to` raises.
    """
    hold(application)
    move = find_move(application, Verb.ACCEPT, by=by)
    if move.after != State.ACCEPTED:
        sent = {} if application.sent_at else {"sent_at": timezone.now()}
        take(application, move, by=by, **sent)
        show_name(application, by=by)
        return
    lock_vacancy(application.vacancy)
    take(application, move, by=by)
    supersede(agree(application))
    hold_back(application.vacancy)


@transaction.atomic
def decline(application: Application, *, by: "User", reason: str = "") -> None:
    """Say no, for a reason from the closed list, which a company must give; the same side is not asked again.

    Raises what `find_move` does.
    """
    hold(application)
    take(application, find_move(application, Verb.DECLINE, by=by, reason=reason), by=by, reason=reason)


@transaction.atomic
def withdraw(application: Application, *, by: "User") -> None:
    """Take back what one asked or proposed or, as the student, an accepted place before it starts.

    The company does not see the name any more, unless another application to it shows it; an invitation
    that waits does not. Raises what `find_move` does, and `AlreadyStarted`.
    """
    hold(application)
    move = find_move(application, Verb.WITHDRAW, by=by)
    if application.state == State.ACCEPTED:
        lock_vacancy(application.vacancy)
        cancel(application.placement, by=by, side=move.side)
        return
    take(application, move, by=by)


def end_overdue(applications: ApplicationQuerySet) -> int:
    """End those whose term passed without an answer, and what the company could see by them; give how many.

    Safe to repeat, and beside itself.
    """
    overdue = applications.overdue().select_related("student", "vacancy__company").order_by("pk")
    return sum(_end_one(each) for each in overdue.iterator(chunk_size=500))


@transaction.atomic
def _end_one(application: Application) -> bool:
    lock_student(application.student)
    if not Application.objects.filter(pk=application.pk, waits_for=application.waits_for).overdue().exists():
        return False
    try:
        become(application, State.EXPIRED, side=Side.CLOCK)
    except ApplicationClosed:
        return False
    return True
