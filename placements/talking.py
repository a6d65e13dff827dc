"""Talks between a company and a student: planned, moved, held or not."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from placements.access import acting_sides, may_see_cards
from placements.models import Application, Talk
from placements.stepping import NotYourTurn, become, find_move, hold, take, term_for
from placements.steps import Side, Verb
from profiles.reading.values import read_text

if TYPE_CHECKING:
    from profiles.models import User

State, Turn = Application.State, Application.Turn
MOST_PLACE = 200
OUTCOMES = [choice for choice in Talk.State.choices if choice[0] != Talk.State.PLANNED]


class BadTalk(Exception):
    """A talk that lies in the past, or has no place."""


class TalkOver(Exception):
    """None is planned, or it has not begun yet."""


@transaction.atomic
def plan(application: Application, *, at: datetime, place: str, by: "User") -> Talk:
    """Plan a talk, or move the one that is planned, as the company; both sides read when and where.

    An application that waits for the company is in conversation by it. The company's term runs from the
    day of the talk. Raises what `placements.stepping.find_move` does, `NotYourTurn` where no talk fits, and
    `BadTalk`.
    """
    hold(application)
    if at <= timezone.now() or not place.strip():
        raise BadTalk
    term = term_for(Turn.COMPANY, since=timezone.localdate(at))
    if application.state == State.IN_CONVERSATION and application.is_waiting:
        if not may_see_cards(by, application.vacancy):
            raise PermissionDenied
        become(
            application, State.IN_CONVERSATION, side=Side.COMPANY, then=Turn.COMPANY, answer_by=term, by=by
        )
    else:
        take(application, find_move(application, Verb.TALK, by=by), by=by, answer_by=term)
    application.talks.filter(state=Talk.State.PLANNED).update(state=Talk.State.CANCELLED, marked_by=by)
    return Talk.objects.create(
        application=application, at=at, place=read_text(place, most=MOST_PLACE), planned_by=by
    )


@transaction.atomic
def mark(application: Application, state: Talk.State, *, by: "User") -> None:
    """Say that the planned talk was held, did not take place, or is cancelled.

    Either side may cancel; the company says the rest once it was due. Raises `PermissionDenied`,
    `NotYourTurn` for the student, and `TalkOver` where none is planned, or none was due yet.
    """
    sides = acting_sides(by, application)
    if not sides:
        raise PermissionDenied
    if state != Talk.State.CANCELLED and Side.COMPANY not in sides:
        raise NotYourTurn
    planned = application.talks.filter(state=Talk.State.PLANNED)
    if state != Talk.State.CANCELLED:
        planned = planned.filter(at__lte=timezone.now())
    if not planned.update(state=state, marked_by=by):
        raise TalkOver
