"""Talks between a company and a student: planned, moved, called off, held or not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from matching.words import clean
from placements import meeting, messaging, talk_notices
from placements.access import Side, acting_sides, may_see_cards, side_of
from placements.models import Application, Step, Talk
from placements.stepping import ApplicationClosed, NotYourTurn, become, find_move, hold, take, term_for
from placements.steps import Move, Verb
from placements.talk_notices import What
from profiles.reading.values import read_text
from profiles.sharing import contact_through_school

if TYPE_CHECKING:
    from profiles.models import User

State, Turn = Application.State, Application.Turn
MOST_PLACE, MOST_NOTE = 200, 300
OUTCOMES = [choice for choice in Talk.State.choices if choice[0] != Talk.State.PLANNED]
TOLD = {
    Talk.State.HELD: What.HELD,
    Talk.State.NO_SHOW: What.MISSED,
    Talk.State.CANCELLED: What.OFF,
}


class BadTalk(Exception):
    """A talk that lies in the past or too far ahead, or has no place."""


class TalkDue(Exception):
    """The talk that is planned has begun, and nobody said yet whether it took place."""


class TalkOver(Exception):
    """None is planned, or it is too early or too late to say this of it."""


def talks_shown(user: "User", application: Application) -> Sequence[Talk]:
    """Give the talks of an application that came through ``visible_to``, the first first.

    Both sides read them; of those who care for the student, those through whom contact runs.
    """
    runs_through = contact_through_school(application.student) and not user.is_platform_admin
    return application.talks.all() if runs_through or side_of(user, application) is not Side.CARE else ()


def find_step(application: Application, *, by: "User") -> Move | None:
    """Find the step that planning a talk takes; None in a conversation, which goes on.

    Raises what `placements.stepping.find_move` does, and `TalkDue` where something is to be said first.
    """
    goes_on = application.state == State.IN_CONVERSATION and application.is_waiting
    if goes_on and not may_see_cards(by, application.vacancy):
        raise PermissionDenied
    move = None if goes_on else find_move(application, Verb.TALK, by=by)
    if application.talks.planned().due().exists():
        raise TalkDue
    return move


def may_plan(user: "User", application: Application) -> bool:
    """Tell whether this user can plan a talk now, or move it."""
    try:
        find_step(application, by=user)
    except (PermissionDenied, ApplicationClosed, NotYourTurn, TalkDue):
        return False
    return True


def may_call_off(user: "User", application: Application) -> bool:
    """Tell whether this user may say that a talk will not be: either side, and the school where it writes."""
    return bool({Step.Side.STUDENT, Step.Side.COMPANY} & {*acting_sides(user, application)}) or (
        messaging.writing_side(user, application) == Step.Side.SCHOOL
    )


@transaction.atomic
def plan(application: Application, *, at: datetime, place: str, note: str = "", by: "User") -> Talk:
    """Plan a talk, or move the one that is planned, as the company; the student's side is told when.

    An application that waits for the company is in conversation by it. The company's term runs from the
    day of the talk. Raises what `find_step` does, `BadTalk`, and `BadValue` for a citizen number.
    """
    hold(application)
    move = find_step(application, by=by)
    last = timezone.now() + timedelta(days=settings.TALK_WITHIN_DAYS)
    if not timezone.now() < at <= last or not place.strip():
        raise BadTalk
    said = {
        "at": at,
        "place": read_text(clean(place), most=MOST_PLACE),
        "note": read_text(clean(note), most=MOST_NOTE),
    }
    talk = application.talks.planned().first() or Talk(application=application, moves=-1)
    is_new = talk.pk is None
    for name, value in said.items():
        setattr(talk, name, value)
    talk.moves, talk.planned_by, talk.made_at = talk.moves + 1, by, timezone.now()
    talk.save()
    term = term_for(Turn.COMPANY, since=timezone.localdate(at))
    if move:
        take(application, move, by=by, answer_by=term)
    else:
        company = {"side": Step.Side.COMPANY, "then": Turn.COMPANY}
        become(application, State.IN_CONVERSATION, **company, answer_by=term, by=by)
    talk_notices.tell(talk, What.PLANNED if is_new else What.MOVED, by=by)
    return talk


@transaction.atomic
def mark(application: Application, state: Talk.State, *, by: "User") -> None:
    """Say, as the company, that the talk was held or did not take place, or call it off.

    One that was held is an encounter of that day. The other side is told. Raises `PermissionDenied`,
    `NotYourTurn` for the student, `TalkOver` where none is planned or none began yet, and for calling it
    off what `call_off` does.
    """
    if state == Talk.State.CANCELLED:
        call_off(application, by=by)
        return
    sides = acting_sides(by, application)
    if not sides:
        raise PermissionDenied
    if Step.Side.COMPANY not in sides:
        raise NotYourTurn
    hold(application)
    _end(application.talks.planned().due().first(), state, by=by)


@transaction.atomic
def call_off(application: Application, *, by: "User", why: str = "") -> None:
    """Say that the planned talk will not be, and in a message ``why``, or when else.

    Both sides may, before it begins; the other side is told. Raises `PermissionDenied`, `TalkOver`, and for
    a message what `placements.messaging.write` does.
    """
    if not may_call_off(by, application):
        raise PermissionDenied
    hold(application)
    _end(application.talks.planned().ahead().first(), Talk.State.CANCELLED, by=by)
    if why:
        messaging.write(application, why, by=by)


def _end(talk: Talk | None, state: Talk.State, *, by: "User") -> None:
    if talk is None:
        raise TalkOver
    talk.state, talk.marked_by = state, by
    talk.save(update_fields=["state", "marked_by"])
    if state == Talk.State.HELD:
        meeting.met_in_talk(talk)
    talk_notices.tell(talk, TOLD[Talk.State(state)], by=by)
