"""Answering from a mail without signing in: a link for one person, one application and one step of it."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from placements import answering, mail_links
from placements.access import acting_sides
from placements.mail_links import LinkUnknown
from placements.models import Application, Step
from placements.steps import Verb
from profiles.models import User

Turn = Application.Turn


class Gone(StrEnum):
    """Why a link that we once gave does not work any more."""

    ANSWERED = "answered"
    OVER = "over"
    NOT_YOURS = "not yours"
    NO_ACCOUNT = "no account"


class LinkGone(Exception):
    """The link worked once; ``why`` says what happened since."""

    def __init__(self, why: Gone) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Question:
    """What a link asks whom: ``step`` is the last one of the application, and waits for this side."""

    application: Application
    user: User
    step: Step

    @property
    def is_company(self) -> bool:
        return self.step.waits_for == Turn.COMPANY

    @property
    def is_offer(self) -> bool:
        return self.step.state == Application.State.OFFERED

    @property
    def yes(self) -> Verb:
        """A company's yes is that it wants to talk; more it says when signed in."""
        return Verb.TALK if self.is_company else Verb.ACCEPT


def find(token: str) -> Question:
    """Give what a link asks; changes nothing. Raises `LinkGone`, and `LinkUnknown` for the erased too."""
    bound = mail_links.read(token)
    try:
        application = Application.objects.select_related("student", "vacancy__company").get(
            uuid=bound.application
        )
        user = User.objects.get(uuid=bound.user)
    except (Application.DoesNotExist, User.DoesNotExist) as error:
        raise LinkUnknown from error
    if not user.is_active:
        raise LinkGone(Gone.NO_ACCOUNT)
    last = application.steps.latest("number")
    if last.number != bound.step or not last.waits_for:
        raise LinkGone(Gone.OVER if last.state == Application.State.EXPIRED else Gone.ANSWERED)
    if not application.is_waiting:
        raise LinkGone(Gone.OVER)
    is_seen = Application.objects.visible_to(user).filter(pk=application.pk).exists()
    if not is_seen or last.waits_for not in acting_sides(user, application):
        raise LinkGone(Gone.NOT_YOURS)
    return Question(application, user, last)


@transaction.atomic
def answer(token: str, *, is_yes: bool, reason: str = "") -> Question:
    """Answer as the person whom the link is for, as if signed in; gives what was answered.

    Raises `LinkUnknown` and `LinkGone`, and what `answering.talk`, ``accept`` and ``decline`` raise.
    """
    question = find(token)
    answering.lock_student(question.application.student)
    question = find(token)  # somebody may have been faster before the lock
    if not is_yes:
        answering.decline(question.application, by=question.user, reason=reason)
    elif question.is_company:
        answering.talk(question.application, by=question.user)
    else:
        answering.accept(question.application, by=question.user)
    return question
