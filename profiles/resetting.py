"""A school resets how a student signs in: the account is gone, and the profile can be claimed anew."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from profiles import mailing, sharing
from profiles.access import may_hand_out_claims
from profiles.claiming import NoAddress, hand_out_on_paper, known_elsewhere, mail_claim
from profiles.forgetting import erase_account
from profiles.models import School, Student, User


class NotOnlyAStudent(Exception):
    """The account is also that of a colleague, an employer or a guardian: it is not the school's to reset."""


class TwoSchools(Exception):
    """The student belongs to another school too: only a link to the student's own address is fair to it."""


@transaction.atomic
def reset_sign_in(student: Student, *, school: School, on_paper: bool, by: User) -> str:
    """End all sign-ins of a student and forget the account with its password and factors.

    Gives the code on paper with which the student claims the profile anew, and tells the address that the
    account had; or mails the link to that address, and gives nothing. The profile and all that hangs on it
    stay. Of a student of two schools neither school ever holds the key: then it goes by mail only. Raises
    `PermissionDenied`, `NotOnlyAStudent`, `TwoSchools`, `NoAddress` and `TooOften`.
    """
    if not may_hand_out_claims(by, school) or not _is_enrolled(student, school):
        raise PermissionDenied
    user, is_shared = student.user, _is_known_elsewhere(student, school)
    if user is not None:
        _refuse_more_than_a_student(user)
    if on_paper and is_shared:
        raise TwoSchools
    if user is not None:
        _forget_account(student, user, keeps_address=is_shared, by=by)
    if on_paper:
        if user is not None:
            mailing.send(user.email, "sign_in_reset", user.language, {"school": school})
        return hand_out_on_paper([student], school=school, by=by)[student.pk]
    address = user.email if user else student.email
    if not address:
        raise NoAddress
    mail_claim(student, address, school=school, by=by)
    return ""


def _refuse_more_than_a_student(user: User) -> None:
    """Memberships that ended count too: what hangs on them is not the student's alone."""
    if user.memberships.exists() or user.guardianships.exists():
        raise NotOnlyAStudent


def _is_enrolled(student: Student, school: School) -> bool:
    return School.objects.filter(pk=school.pk).teaching(student).exists()


def _is_known_elsewhere(student: Student, school: School) -> bool:
    return known_elsewhere(Student.objects.filter(pk=student.pk), school=school).exists()


def _forget_account(student: Student, user: User, *, keeps_address: bool, by: User) -> None:
    """Erase the account: its sessions, tokens, password and factors are gone, also after a restore.

    What the student chose to show ends with it, until the owner is back and chooses anew.

    The address that it proved stays with a profile that two schools share: later links go there and nowhere
    else (`profiles.importing` changes it no more).
    """
    address = {"email": user.email} if keeps_address else {}
    Student.objects.filter(pk=student.pk).update(user=None, **address)
    erase_account(user, by=by)
    sharing.withdraw_own_choices(student)
    student.refresh_from_db()
