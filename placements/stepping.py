"""Taking one step in an application: the one place where its state changes and is written down."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils import timezone

from placements import contacting, notices
from placements.access import acting_sides
from placements.models import Application, Step, Talk
from placements.reasons import BY_TURN, BadReason
from placements.steps import Move, Verb, moves_of, verbs_of
from profiles import sharing
from profiles.locking import lock_student
from reference.school_days import after_school_days

if TYPE_CHECKING:
    from profiles.models import User

Door, State, Turn = Application.Door, Application.State, Application.Turn
Side = Step.Side


class ApplicationClosed(Exception):
    """It was ended, or its term passed."""


class NotYourTurn(Exception):
    """The other side has the turn, or what somebody wants to do comes later."""


class NoReason(Exception):
    """A company says why it says no."""


def hold(application: Application) -> None:
    """Take the student's lock, and see the application as it stands under it."""
    lock_student(application.student)
    application.refresh_from_db(fields=["state", "waits_for", "answer_by", "sent_at", "answered_at"])


def find_move(application: Application, verb: Verb, *, by: "User", reason: str = "") -> Move:
    """Find the step that this user takes by a verb, on the side that may.

    Raises `PermissionDenied` when none of the user's sides ever does this, `ApplicationClosed` and
    `NotYourTurn` as it stands, `NoReason` for a company without a reason, `BadReason` for one that the side
    cannot give.
    """
    sides = [side for side in acting_sides(by, application) if verb in verbs_of(side)]
    if not sides:
        raise PermissionDenied
    moves = [move for side in sides for move in moves_of(application, side) if move.verb == verb]
    if not moves:
        raise NotYourTurn if application.state_today in State.lasting() else ApplicationClosed
    move = moves[0]
    if move.verb == Verb.DECLINE:
        _refuse_reason(move, reason)
    return move


def take(application: Application, move: Move, *, by: "User", reason: str = "", **fields: Any) -> Step:
    """Take a step, in the caller's transaction, which holds the student's lock.

    Raises `ApplicationClosed` when the row is not any more as it was read.
    """
    fields |= {"answered_at": timezone.now(), "answered_by": by} if _is_answer(application, move) else {}
    fields = {"then": move.then, "answer_by": _term(application, move), "reason": reason} | fields
    return become(application, move.after, side=move.side, by=by, **fields)


def become(
    application: Application,
    state: State,
    *,
    side: str,
    then: str = "",
    answer_by: date | None = None,
    by: "User | None" = None,
    reason: str = "",
    **fields: Any,
) -> Step:
    """Change the row where it is still as it was read, write the step, and let go of what the end ends.

    Raises `ApplicationClosed` when somebody was faster.
    """
    was = {"state": application.state, "waits_for": application.waits_for}
    changed = {"state": state, "waits_for": then, "answer_by": answer_by or application.answer_by, **fields}
    if state == State.QUEUED:
        changed["answer_by"] = None
    if state not in State.lasting():
        changed["ended_at"] = timezone.now()
    if not Application.objects.filter(pk=application.pk, **was).update(**changed):
        raise ApplicationClosed
    for name, value in changed.items():
        setattr(application, name, value)
    if state not in State.lasting():
        end_name(application, by)
        application.talks.planned().ahead().update(state=Talk.State.CANCELLED)
    return note(application, side=side, by=by, reason=reason)


def note(application: Application, *, side: str, by: "User | None", reason: str = "") -> Step:
    """Write down how an application stands now, in its steps and in what is counted of it."""
    last = application.steps.aggregate(last=Max("number"))["last"] or 0
    step = Step.objects.create(
        application=application,
        number=last + 1,
        by=by,
        side=side,
        state=application.state,
        waits_for=application.waits_for,
        answer_by=application.answer_by if application.waits_for else None,
        reason=reason,
    )
    contacting.follow(application)
    notices.tell(step)
    return step


def term_for(turn: str, door: str = "", *, since: date | None = None) -> date:
    """Give the last day for whoever has the turn: a proposal is confirmed sooner than others are answered."""
    days = settings.ANSWER_WITHIN_SCHOOL_DAYS
    if turn == Turn.STUDENT and door == Door.PROPOSE:
        days = settings.CONFIRM_WITHIN_SCHOOL_DAYS
    return after_school_days(since or timezone.localdate(), days)


def show_name(application: Application, *, by: "User") -> None:
    """Let the company see the name from now on; see `profiles.sharing.name_to` for what it raises."""
    sharing.name_to(application.student, application.vacancy.company, by=by)


def end_name(application: Application, by: "User | None") -> None:
    """Let the company see the name no more, unless another application of the student to it shows it.

    What the company or the school ends, ends it like the clock: withdrawing is the student's word otherwise.
    """
    company = application.vacancy.company
    others = Application.objects.filter(student=application.student, vacancy__company=company)
    if not others.naming().exists():
        own = by if by is not None and by.pk == application.student.user_id else None
        sharing.withdraw_name(application.student, company, by=own)


def _is_answer(application: Application, move: Move) -> bool:
    """Tell whether with this the receiving side first does something."""
    receiver = Side.STUDENT if application.door == Door.INVITE else Side.COMPANY
    return application.answered_at is None and application.sent_at is not None and move.side == receiver


def _term(application: Application, move: Move) -> date | None:
    if not move.then:
        return None
    door = application.door if move.after == State.REQUESTED else ""
    return term_for(move.then, door)


def _refuse_reason(move: Move, reason: str) -> None:
    turn = Turn.COMPANY if move.side == Side.COMPANY else Turn.STUDENT
    if reason and reason not in BY_TURN[turn]:
        raise BadReason
    if not reason and turn == Turn.COMPANY:
        raise NoReason
