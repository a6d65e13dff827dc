"""Applying, inviting and proposing: the three doors to an application."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from matching.eligibility import failures, needs_recognition_check
from placements.access import may_apply, may_propose, may_see_cards
from placements.answering import end_overdue
from placements.models import Application
from placements.queueing import must_wait
from placements.recommending import post_of
from placements.records import person
from placements.seating import NoSeatLeft, has_seat, lock_vacancy
from placements.stepping import note, show_name, term_for
from placements.steps import Side
from profiles.locking import lock_student
from profiles.models import Student
from vacancies.models import Vacancy

if TYPE_CHECKING:
    from profiles.models import User

Door, State, Turn = Application.Door, Application.State, Application.Turn


class VacancyClosed(Exception):
    """Nobody can react to this vacancy now."""


class AlreadyAsked(Exception):
    """There is an open application of this student for this vacancy, or this door was declined before."""


class TooManyInvitations(Exception):
    """As many invitations as a vacancy may have wait for an answer."""


class NotEligible(Exception):
    """A hard rule says that this student cannot go there."""


class KeptApart(Exception):
    """One of the two blocked the other; nobody is told which."""


class NoAccount(Exception):
    """The student has not taken over the profile yet, and so cannot confirm."""


@transaction.atomic
def apply(student: Student, vacancy: Vacancy, *, by: "User") -> Application:
    """Apply for a vacancy; its company sees the name at once and answers before the term ends.

    Where all seats are taken, or the company had as many applications as it wants for now, it waits in the
    queue and the company sees nothing of it yet. Raises `PermissionDenied` for anybody but the student,
    `VacancyClosed`, `KeptApart`, `AlreadyAsked`, and what `profiles.sharing.name_to` raises for somebody who
    may not tell the name yet.
    """
    if not may_apply(by, student):
        raise PermissionDenied
    lock_student(student)
    lock_vacancy(vacancy)
    if must_wait(vacancy):
        return _ask(student, vacancy, Door.APPLY, by, state=State.QUEUED)
    application = _ask(student, vacancy, Door.APPLY, by, turn=Turn.COMPANY, sent_at=timezone.now())
    show_name(application, by=by)
    return application


@transaction.atomic
def invite(student: Student, vacancy: Vacancy, *, by: "User") -> Application:
    """Invite a student whom one knows as a card (`placements.cards.find_student`); no name is revealed.

    Raises `PermissionDenied` for anybody who does not work for the company, `Student.DoesNotExist` where one
    blocked the other since, `VacancyClosed`, `AlreadyAsked`, `NoSeatLeft` and `TooManyInvitations`, the last
    exactly: invitations for one vacancy are sent one after another.
    """
    if not may_see_cards(by, vacancy):
        raise PermissionDenied
    lock_student(student)
    if _are_apart(student, vacancy):
        raise Student.DoesNotExist
    lock_vacancy(vacancy)
    open_ones = Application.objects.waiting().filter(vacancy=vacancy, door=Door.INVITE, state=State.REQUESTED)
    if open_ones.count() >= settings.OPEN_INVITATIONS_PER_VACANCY:
        raise TooManyInvitations
    if not has_seat(vacancy):
        raise NoSeatLeft
    return _ask(student, vacancy, Door.INVITE, by, turn=Turn.STUDENT, sent_at=timezone.now())


@transaction.atomic
def propose(student: Student, vacancy: Vacancy, *, by: "User") -> Application:
    """Propose a student of one's school; the student confirms before the company hears of it.

    Raises `PermissionDenied` for anybody but a coordinator of the school, `NoAccount`, `NotEligible` for what
    a hard rule excludes or a recognition that nobody checked, `VacancyClosed`, `KeptApart`,
    `AlreadyAsked` and `NoSeatLeft`.
    """
    if not may_propose(by, student):
        raise PermissionDenied
    refuse_proposal(student, vacancy)
    lock_student(student)
    lock_vacancy(vacancy)
    if not has_seat(vacancy):
        raise NoSeatLeft
    return _ask(student, vacancy, Door.PROPOSE, by, turn=Turn.STUDENT)


def refuse_proposal(student: Student, vacancy: Vacancy) -> None:
    """Raise what `propose` would as things stand, whoever asks."""
    if student.user_id is None:
        raise NoAccount
    _refuse_closed(vacancy)
    if _are_apart(student, vacancy):
        raise KeptApart
    asking, post = person(student), post_of(vacancy)
    if failures(asking, post) or needs_recognition_check(asking, post):
        raise NotEligible
    _refuse_again(student, vacancy, Door.PROPOSE)
    if not has_seat(vacancy):
        raise NoSeatLeft


def _are_apart(student: Student, vacancy: Vacancy) -> bool:
    return student.blocks.filter(company=vacancy.company_id).exists()


SIDES = {Door.APPLY: Side.STUDENT, Door.INVITE: Side.COMPANY, Door.PROPOSE: Side.SCHOOL}


def _ask(
    student: Student,
    vacancy: Vacancy,
    door: Door,
    by: "User",
    *,
    state: State = State.REQUESTED,
    turn: str = "",
    sent_at: datetime | None = None,
) -> Application:
    _refuse_closed(vacancy)
    if _are_apart(student, vacancy):
        raise KeptApart
    end_overdue(Application.objects.filter(student=student, vacancy=vacancy))
    _refuse_again(student, vacancy, door)
    try:
        with transaction.atomic():
            application = Application.objects.create(
                student=student,
                vacancy=vacancy,
                door=door,
                state=state,
                waits_for=turn,
                requested_by=by,
                sent_at=sent_at,
                answer_by=term_for(turn, door) if turn else None,
            )
    except IntegrityError as error:
        raise AlreadyAsked from error
    note(application, side=SIDES[door], by=by)
    return application


def _refuse_closed(vacancy: Vacancy) -> None:
    if not Vacancy.objects.open().filter(pk=vacancy.pk).exists():
        raise VacancyClosed


def _refuse_again(student: Student, vacancy: Vacancy, door: Door) -> None:
    """Let nobody ask what is asked already, nor by a door that was declined."""
    earlier = Application.objects.filter(student=student, vacancy=vacancy)
    if earlier.filter(door=door, state=State.DECLINED).exists() or earlier.lasting().exists():
        raise AlreadyAsked
