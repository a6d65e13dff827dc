"""Writing to each other in an application: once the company knows the name, and as long as it may."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from placements import message_notices
from placements.access import Side, may_see_cards, side_of
from placements.models import Application, Message, Step
from placements.models.message import LONGEST
from profiles.access import may_speak_for
from profiles.limiting import Limit, take
from profiles.locking import lock_student
from profiles.models import Student
from profiles.reading.values import BadValue, read_lines
from profiles.sharing import contact_through_school

if TYPE_CHECKING:
    from profiles.models import User

MESSAGES = Limit("messages")
State = Application.State


class NoMessages(Exception):
    """It was not sent yet, has ended, or the company does not know the name."""


def is_named(application: Application) -> bool:
    """Tell whether the company sees the student's name today."""
    named = Student.objects.named_to([application.vacancy.company_id])
    return named.filter(pk=application.student_id).exists()


def may_read(user: "User", application: Application) -> bool:
    """Tell whether this user reads the messages of an application that came through ``visible_to``.

    The student does; the company while it sees the name; where contact runs through the school, the
    student's coordinators and guardians. Nobody else, the platform's administrators included.
    """
    side = side_of(user, application)
    if side is Side.STUDENT:
        return True
    if side is Side.COMPANY:
        return is_named(application)
    return contact_through_school(application.student) and _cares(user, application.student)


def writing_side(user: "User", application: Application) -> Step.Side | None:
    """Tell for which side this user writes; None for who at most reads along."""
    side, through_school = side_of(user, application), contact_through_school(application.student)
    if side is Side.STUDENT:
        return None if through_school else Step.Side.STUDENT
    if side is Side.COMPANY:
        return Step.Side.COMPANY if may_see_cards(user, application.vacancy) else None
    teaches = Student.objects.taught_by(user).filter(pk=application.student_id).exists()
    return Step.Side.SCHOOL if through_school and teaches else None


def is_open(application: Application) -> bool:
    """Tell whether both sides may write: it was sent, it lasts, and the company sees the name."""
    lasts = application.sent_at is not None and application.state_today in State.lasting()
    return lasts and is_named(application)


def thread(application: Application, *, by: "User") -> QuerySet[Message]:
    """Give what was written in an application, the first first. Raises `PermissionDenied`."""
    if not may_read(by, application):
        raise PermissionDenied
    return application.messages.all()


def read_message(text: str) -> str:
    """Read a message: cleaned line by line. Raises `BadValue`."""
    return read_lines(text, most=LONGEST)


@transaction.atomic
def write(application: Application, text: str, *, by: "User") -> Message:
    """Write to the other side, and tell everybody there and who reads along that there is a message.

    What the other side wrote before is seen by this. Raises `PermissionDenied`, `NoMessages`, `BadValue` for
    a text that is empty, too long or holds a citizen number, and `TooOften`.
    """
    lock_student(application.student)
    application.refresh_from_db(fields=["state", "waits_for", "answer_by", "sent_at"])
    side = writing_side(by, application)
    if side is None or not may_read(by, application):
        raise PermissionDenied
    if not is_open(application):
        raise NoMessages
    said = read_message(text)
    if not said:
        raise BadValue("empty", str(message_notices.EMPTY))
    take(MESSAGES, by.pk)
    _see(application, side)
    message = Message.objects.create(
        application=application, student=application.student, side=side, by=by, text=said
    )
    message_notices.tell(message)
    return message


def unread(application: Application, *, by: "User") -> int:
    """Count what the other side wrote and nobody of the reader's side has seen; none for who reads along."""
    side = writing_side(by, application)
    return application.messages.unread().to_side(side).count() if side else 0


@transaction.atomic
def mark_read(application: Application, *, by: "User") -> int:
    """Note that one's side saw what was written to it; give how many were new.

    Who only reads along marks nothing. Raises `PermissionDenied`.
    """
    side = writing_side(by, application)
    if side is None or not may_read(by, application):
        raise PermissionDenied
    return _see(application, side)


def _see(application: Application, side: Step.Side) -> int:
    return application.messages.unread().to_side(side).update(read_at=timezone.now())


def _cares(user: "User", student: Student) -> bool:
    return may_speak_for(user, student) or Student.objects.taught_by(user).filter(pk=student.pk).exists()
