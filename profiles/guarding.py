"""Guardians of young students: asking one, the answer by a one-time link, and the school's word."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from profiles import mailing
from profiles.access import may_confirm_guardian, may_name_guardian
from profiles.ages import needs_guardian
from profiles.limiting import Limit, take
from profiles.locking import lock_student
from profiles.match_changes import persons_changed
from profiles.models import Guardianship, Student, User
from profiles.secrecy import digest_of, new_secret
from profiles.sharing import AgeUnknown, answer_as
from profiles.signing_in import keep_address

if TYPE_CHECKING:
    from datetime import datetime

MAILS = Limit("guardian-mails", fails_closed=True)


class OldEnough(Exception):
    """The student decides alone and has no guardian here."""


class OwnAddress(Exception):
    """The address is the student's own."""


class TooManyGuardians(Exception):
    """As many guardians as one has were named already."""


class AlreadyNamed(Exception):
    """This address was named already."""


class LinkGone(Exception):
    """The link was used, is too old, or never was."""


@transaction.atomic
def ask(student: Student, email: str, *, by: User) -> Guardianship:
    """Name a guardian and mail the one-time link by which that person answers.

    The result is the same whether the address has an account. Raises `PermissionDenied`, `AgeUnknown`,
    `OldEnough`, `OwnAddress`, `AlreadyNamed`, `TooManyGuardians` and `TooOften`.
    """
    if not may_name_guardian(by, student):
        raise PermissionDenied
    if student.birth_date is None:
        raise AgeUnknown
    if not needs_guardian(student.birth_date):
        raise OldEnough
    email = User.objects.normalize_email(email.strip()).lower()
    _refuse(student, email)
    made = Guardianship(student=student, email=email)
    _send_link(made, by=by)
    return made


@transaction.atomic
def remind(guardianship: Guardianship, *, by: User | None) -> None:
    """Mail a new link to a guardian who has not answered; the former link opens nothing any more.

    ``by`` None is the clock, which reminds once. Raises `PermissionDenied`, `LinkGone` when there is nothing
    to remind of, and `TooOften`.
    """
    if by is not None and not may_name_guardian(by, guardianship.student):
        raise PermissionDenied
    waiting = Guardianship.objects.select_for_update().unanswered().filter(pk=guardianship.pk).first()
    if waiting is None or not needs_guardian(waiting.student.birth_date):
        raise LinkGone
    waiting.reminded_at = timezone.now()
    _send_link(waiting, by=by)


def find(secret: str) -> Guardianship | None:
    """Give the question that a link opens today; None for every link that opens nothing."""
    found = Guardianship.objects.answerable().select_related("student").filter(digest=digest_of(secret))
    return found.first()


@transaction.atomic
def answer(guardianship: Guardianship, visibility: str, *, name: str) -> Guardianship:
    """Answer for the address that the link proves; uses the link up and opens an account where there is none.

    A yes counts when the school confirmed, a no at once. Nobody is signed in by it. Raises `LinkGone`.
    """
    lock_student(guardianship.student)
    now, email = timezone.now(), guardianship.email
    user = User.objects.filter(email__iexact=email).first() or _open_account(email)
    if user.pk == guardianship.student.user_id:
        raise LinkGone
    used = Guardianship.objects.answerable().filter(pk=guardianship.pk, digest=guardianship.digest)
    if not used.update(digest=None, answered_at=now, answer=visibility, user=user):
        raise LinkGone
    if not user.name:
        User.objects.filter(pk=user.pk).update(name=name)
    answered = Guardianship.objects.select_related("student").get(pk=guardianship.pk)
    answer_as(answered, visibility)
    persons_changed([answered.student_id])
    return answered


@transaction.atomic
def confirm(guardianship: Guardianship, *, by: User) -> None:
    """Confirm as the school that this is the guardian: from now on a yes counts; mails the guardian.

    Confirming again changes nothing. Raises `PermissionDenied`, and `LinkGone` when nobody answered or it
    has ended.
    """
    if not may_confirm_guardian(by, guardianship):
        raise PermissionDenied
    waiting = Guardianship.objects.waiting().filter(pk=guardianship.pk)
    if waiting.update(confirmed_at=timezone.now(), confirmed_by=by):
        persons_changed([guardianship.student_id])
        guardian = User.objects.get(guardianships=guardianship)
        told = {"name": guardianship.student.first_name, "link": mailing.link("account_request_login_code")}
        mailing.send(guardian.email, "guardian_confirmed", guardian.language, told)
    elif not Guardianship.objects.confirmed().filter(pk=guardianship.pk).exists():
        raise LinkGone


@transaction.atomic
def refuse(guardianship: Guardianship, *, by: User) -> None:
    """Say as the school that this is not the guardian: it ends, with all that it allowed.

    Raises `PermissionDenied`.
    """
    if not may_confirm_guardian(by, guardianship):
        raise PermissionDenied
    end(guardianship, at=timezone.now())


def end(guardianship: Guardianship, *, at: "datetime") -> bool:
    """End a guardianship and the consents given through it, as of a moment; tell whether it was open."""
    lock_student(guardianship.student)
    at = max(at, guardianship.asked_at)
    ended = Guardianship.objects.open().filter(pk=guardianship.pk).update(ended_at=at, digest=None)
    if ended:
        for consent in guardianship.consents.standing():
            consent.withdrawn_at = max(at, consent.given_at)
            consent.save(update_fields=["withdrawn_at"])
        persons_changed([guardianship.student_id])
    return bool(ended)


def _refuse(student: Student, email: str) -> None:
    own = {student.email, student.user and student.user.email}
    if email in {address.lower() for address in own if address}:
        raise OwnAddress
    named = list(student.guardianships.open().values_list("email", flat=True))
    if email in named:
        raise AlreadyNamed
    if len(named) >= Guardianship.MOST:
        raise TooManyGuardians


def _send_link(guardianship: Guardianship, *, by: User | None) -> None:
    """Write a new secret's digest and mail the link with the secret, which is kept nowhere else."""
    if by is not None:
        take(MAILS, "student", guardianship.student_id)
        take(MAILS, "address", guardianship.email)
    secret, now = new_secret(), timezone.now()
    guardianship.digest = digest_of(secret)
    guardianship.link_expires_at = now + min(settings.GUARDIAN_LINKS_LIVE, Guardianship.LONGEST)
    guardianship.save()
    student = guardianship.student
    told = {
        "name": student.first_name,
        "school": student.school_today(),
        "link": mailing.link("guardian", secret),
        "end": guardianship.link_expires_at,
        "age": settings.CONSENT_AGE,
        "is_reminder": guardianship.reminded_at is not None,
    }
    language = translation.get_language() if by else student.user.language if student.user else None
    mailing.send(guardianship.email, "guardian", language or settings.LANGUAGE_CODE, told)


def _open_account(email: str) -> User:
    """Make an account that has no password: one signs in with a code by mail."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, language=translation.get_language())
            keep_address(user)
            return user
    except IntegrityError:  # made at the same moment
        return User.objects.get(email__iexact=email)
