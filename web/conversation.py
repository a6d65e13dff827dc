"""The messages of an application on its page, as its sides read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from placements import messaging
from placements.access import Side, side_of
from placements.models import Application, Message, Step
from profiles.models import User
from profiles.sharing import contact_through_school
from web.forms.message import MessageForm


@dataclass(frozen=True, slots=True)
class Said:
    """One message; ``is_own`` was written by one's own side, ``is_new`` waits to be seen by it.

    ``reportable`` is the id of a message of the other side.
    """

    who: str
    text: str
    at: datetime
    is_own: bool
    is_new: bool
    is_seen: bool
    reportable: UUID | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said, and how one goes on; ``form`` is None where one only reads along."""

    lines: Sequence[Said]
    form: MessageForm | None
    new_count: int
    through_school: bool
    is_open: bool
    reads_along: bool


def conversation(application: Application, user: User, form: MessageForm) -> Conversation | None:
    """Give the messages of an application; None for who may not read them, or before there can be any."""
    if not messaging.may_read(user, application):
        return None
    side, is_open = messaging.writing_side(user, application), messaging.is_open(application)
    said = list(messaging.thread(application, by=user))
    if not (said or is_open):
        return None
    lines = [_said(message, application, side, user) for message in said]
    return Conversation(
        lines=lines,
        form=form if side and is_open else None,
        new_count=sum(line.is_new for line in lines),
        through_school=contact_through_school(application.student),
        is_open=is_open,
        reads_along=side is None,
    )


def _said(message: Message, application: Application, side: Step.Side | None, user: User) -> Said:
    is_own = message.side == side
    is_theirs = (message.side == Step.Side.COMPANY) != (side == Step.Side.COMPANY)
    return Said(
        who=_who(message, application, user),
        text=message.text,
        at=message.sent_at,
        is_own=is_own,
        is_new=side is not None and is_theirs and message.read_at is None,
        is_seen=is_own and message.read_at is not None,
        reportable=message.uuid if is_theirs else None,
    )


def _who(message: Message, application: Application, user: User) -> str:
    if message.by_id == user.pk:
        return _("You")
    if message.side == Step.Side.COMPANY:
        return application.vacancy.company.name
    if message.side == Step.Side.SCHOOL:
        return _("The school")
    return _("You") if side_of(user, application) is Side.STUDENT else str(application.student)
