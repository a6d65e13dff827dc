"""Erasing again, after a restore, everybody who was erased since the backup was made."""

from collections.abc import Callable, Mapping

from django.db import transaction
from django.utils import timezone

from profiles import forgetting
from profiles.models import School, Student, Tombstone, User
from profiles.tombstones import Of, all_stones


def reerase() -> dict[str, int]:
    """Erase whom the tombstones name and who is there again; gives how many by kind. Repeating does nothing.

    Each is a transaction of its own: whatever was erased stays erased when the next one fails.
    """
    erased = dict.fromkeys(Of.values, 0)
    for stone in all_stones():
        erased[stone.of] += AGAIN[stone.of](stone)
    return erased


def _student(stone: Tombstone) -> bool:
    student = Student.objects.filter(uuid=stone.uuid).first()
    if student:
        forgetting.forget(student, by=None)
    return student is not None


def _profile(stone: Tombstone) -> bool:
    """Strip a profile that is as old as before; one that was filled anew since is the student's again."""
    student = Student.objects.filter(uuid=stone.uuid, updated_at__lt=stone.erased_at).first()
    if student:
        forgetting.strip(student, by=None, at=stone.erased_at)
    return student is not None


def _enrolment(stone: Tombstone) -> bool:
    student = Student.objects.filter(uuid=stone.uuid).first()
    school = School.objects.filter(uuid=stone.school).first()
    day = timezone.localdate(stone.erased_at)
    if not student or not student.enrolments.filter(group__school=school, started_on__lte=day).exists():
        return False
    forgetting.forget_enrolment(student, school, by=None, at=stone.erased_at)
    return True


def _user(stone: Tombstone) -> bool:
    """Erase an account with the memberships that it had left before it was erased."""
    user = User.objects.filter(uuid=stone.uuid).first()
    if user is None:
        return False
    with transaction.atomic():
        forgetting.erase_account(user, by=None)
    return True


AGAIN: Mapping[str, Callable[[Tombstone], bool]] = {
    Of.STUDENT: _student,
    Of.PROFILE: _profile,
    Of.ENROLMENT: _enrolment,
    Of.USER: _user,
}
