"""Who sees a student: choosing, showing one company the name, and taking either back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from profiles.ages import consents_alone, needs_guardian
from profiles.consent_texts import versions
from profiles.editing import Outdated
from profiles.locking import lock_student
from profiles.match_changes import persons_changed
from profiles.models import Company, Consent, Guardianship, Student

if TYPE_CHECKING:
    from profiles.models import User

Visibility, Purpose, GivenBy = Student.Visibility, Consent.Purpose, Consent.GivenBy

PURPOSES: dict[str, tuple[str, ...]] = {
    Visibility.HIDDEN: (),
    Visibility.ANONYMOUS: (Purpose.ANONYMOUS_CARD,),
    Visibility.NAMED: (Purpose.ANONYMOUS_CARD, Purpose.NAMED_PROFILE),
}


class AgeUnknown(Exception):
    """Nobody can consent for a student whose birth date is unknown."""


class NeedsGuardian(Exception):
    """The student is too young to consent, and no guardian did."""


class GuardianObjects(Exception):
    """Another guardian of the student said no."""


class NotVerified(Exception):
    """The region office has not approved the company."""


@dataclass(frozen=True, slots=True)
class Giver:
    """Who consents: the student, or a guardian through a guardianship."""

    given_by: str
    guardianship: Guardianship | None = None


def visibility_of(student: Student) -> str:
    """Tell whom the live consents let see the student; one query."""
    return Student.objects.with_visibility().values_list("visibility", flat=True).get(pk=student.pk)


def contact_through_school(student: Student) -> bool:
    """Tell whether companies reach this student through the school only: below the age, or age unknown."""
    return not consents_alone(student.birth_date)


@transaction.atomic
def choose_visibility(student: Student, visibility: str, *, by: "User") -> None:
    """Let the student, or below the age of consent a guardian, choose who may see the profile.

    Withdraws the chooser's former general consents and writes one per purpose with the version of its text;
    what single companies see stays, but ends when a guardian shows no names any more. Tells the match index.
    Student and guardian may hide whatever the other chose. Raises `PermissionDenied` for anybody else,
    `AgeUnknown`, `NeedsGuardian`, `GuardianObjects`, and `Outdated` when the row is not as it was read.
    """
    lock_student(student)
    giver = giver_of(student, by=by)
    if visibility != Visibility.HIDDEN:
        refuse_the_young(student, giver)
    _claim(student)
    if giver.guardianship:
        answer_as(giver.guardianship, visibility)
    else:
        _replace(student.consents.standing().general(), student, visibility, giver)
    persons_changed([student.pk])


def answer_as(guardianship: Guardianship, visibility: str) -> None:
    """Keep a guardian's word and the consents that follow from it; they count once the school confirmed."""
    student = guardianship.student
    Guardianship.objects.filter(pk=guardianship.pk).update(answer=visibility)
    if visibility == Visibility.HIDDEN:
        _withdraw(student.consents.standing())
    elif visibility == Visibility.ANONYMOUS:
        _withdraw(student.consents.standing().filter(company__isnull=False))
    giver = Giver(GivenBy.GUARDIAN, guardianship)
    _replace(guardianship.consents.standing().general(), student, visibility, giver)


@transaction.atomic
def name_to(student: Student, company: Company, *, by: "User") -> None:
    """Let one company see the name from now on, by the student's own act.

    Below the age of consent, student or guardian may as far as the guardian agreed to it beforehand.
    Repeating it changes nothing; tells the match index. Raises `PermissionDenied`, `AgeUnknown`,
    `NeedsGuardian` and `NotVerified`.
    """
    if company.verified_at is None:
        raise NotVerified
    lock_student(student)
    giver = giver_of(student, by=by)
    if needs_guardian(student.birth_date):
        giver = _agreed_beforehand(student)
    refuse_the_young(student, giver)
    shown = student.consents.standing().filter(company=company)
    if not shown.live().exists():
        _withdraw(shown)
        _write(student, [Purpose.NAMED_PROFILE], giver, company)
        persons_changed([student.pk])


@transaction.atomic
def withdraw_name(student: Student, company: Company, *, by: "User | None") -> bool:
    """Take a company's sight of the name back, from the next request on; tell whether it had any.

    For the student, a guardian, and the company itself; ``by`` None is the clock. Raises `PermissionDenied`.
    """
    lock_student(student)
    if by is not None and company.pk not in by.company_ids:
        giver_of(student, by=by)
    taken = _withdraw(student.consents.standing().filter(company=company))
    if taken:
        persons_changed([student.pk])
    return bool(taken)


@transaction.atomic
def withdraw_names_from(company: Company) -> None:
    """Take a company's sight of every name back: whoever works there next, nobody showed a name to."""
    shown = Consent.objects.standing().filter(company=company).values("student")
    for student in Student.objects.filter(pk__in=shown).order_by("pk"):
        withdraw_name(student, company, by=None)


@transaction.atomic
def withdraw_everything(student: Student, *, by: "User | None") -> bool:
    """Hide a student from everybody, single companies included; tell whether anything stood.

    For the student and a guardian, whose word is then a no; ``by`` None is the clock. Never fails because
    somebody else changed the row. Raises `PermissionDenied`.
    """
    lock_student(student)
    giver = giver_of(student, by=by) if by is not None else None
    if giver and giver.guardianship:
        Guardianship.objects.filter(pk=giver.guardianship.pk).update(answer=Visibility.HIDDEN)
    taken = _withdraw(student.consents.standing())
    if taken:
        Student.objects.filter(pk=student.pk).update(updated_at=timezone.now())
        persons_changed([student.pk])
    return bool(taken)


def withdraw_own_choices(student: Student) -> None:
    """Take back what the student's own account let others see; what a guardian agreed to stays.

    In the caller's transaction, which holds the student's lock.
    """
    if _withdraw(student.consents.standing().filter(given_by=GivenBy.STUDENT)):
        Student.objects.filter(pk=student.pk).update(updated_at=timezone.now())
        persons_changed([student.pk])


def giver_of(student: Student, *, by: "User") -> Giver:
    """Tell as whom somebody decides about this student. Raises `PermissionDenied` when not at all."""
    if student.user_id == by.pk:
        return Giver(GivenBy.STUDENT)
    guardianship = Guardianship.objects.in_force().filter(student=student, user=by).first()
    if guardianship is None:
        raise PermissionDenied
    return Giver(GivenBy.GUARDIAN, guardianship)


def refuse_the_young(student: Student, giver: Giver) -> None:
    """Raise `AgeUnknown`, `NeedsGuardian` or `GuardianObjects` when this giver cannot consent today."""
    if student.birth_date is None:
        raise AgeUnknown
    if giver.guardianship is None and needs_guardian(student.birth_date):
        raise NeedsGuardian
    if giver.guardianship:
        objecting = student.guardianships.answering(Visibility.HIDDEN)
        if objecting.exclude(pk=giver.guardianship.pk).exists():
            raise GuardianObjects


def _agreed_beforehand(student: Student) -> Giver:
    """Find the guardian who agreed that those whom the student answers see the name."""
    agreed = student.consents.live().general().filter(purpose=Purpose.NAMED_PROFILE).first()
    if agreed is None:
        raise NeedsGuardian
    return Giver(GivenBy.GUARDIAN, agreed.guardianship)


def _replace(former: models.QuerySet[Consent], student: Student, visibility: str, giver: Giver) -> None:
    """Withdraw the former consents and write those of a choice; leaves them when they say the same."""
    purposes = PURPOSES[visibility]
    wanted = {(purpose, versions()[purpose], giver.given_by) for purpose in purposes}
    known = [(each.purpose, each.text_version, each.given_by) for each in former]
    if set(known) != wanted or len(known) != len(wanted):
        _withdraw(former)
        _write(student, purposes, giver)


def _write(student: Student, purposes: Iterable[str], giver: Giver, company: Company | None = None) -> None:
    Consent.objects.bulk_create(
        Consent(
            student=student,
            purpose=purpose,
            company=company,
            text_version=versions()[purpose],
            given_by=giver.given_by,
            guardianship=giver.guardianship,
        )
        for purpose in purposes
    )


def _withdraw(consents: models.QuerySet[Consent]) -> int:
    return consents.update(withdrawn_at=timezone.now())


def _claim(student: Student) -> None:
    """Take the student's row as it was read, so that of two choices at once one is refused."""
    now = timezone.now()
    same = Student.objects.filter(pk=student.pk, updated_at=student.updated_at)
    if not same.update(updated_at=now):
        raise Outdated
    student.updated_at = now
