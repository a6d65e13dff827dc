"""Erasing people: each lets go of what is one's own, and when nobody holds a row any more it goes whole."""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.db.models.deletion import Collector
from django.utils import timezone

from profiles import access
from profiles.locking import lock_student
from profiles.match_changes import persons_changed
from profiles.models import Enrolment, School, Student, User
from profiles.periods import limit
from profiles.tombstones import Of, bury
from profiles.traces import Traces, traces_of_account, traces_of_student

if TYPE_CHECKING:
    from datetime import datetime

KEPT_FIELDS = frozenset({"id", "uuid", "first_name", "prefix", "last_name", "created_at", "updated_at"})
KEPT_RELATIONS = frozenset({"enrolments", "numbers", "person_keys", "placements"})
"""What a school administers of a student when the profile goes; all else goes, later models included."""

_log = logging.getLogger(__name__)


class StillNeeded(Exception):
    """Something else hangs on the account: a membership, a profile, a child."""


@transaction.atomic
def let_go(student: Student, *, by: User) -> None:
    """Erase what this person may erase: the own profile or a child's, the school's own rows, or all.

    The student and a guardian erase the profile, a coordinator what the school holds, the platform
    administrator everything. Raises `PermissionDenied` for anybody else.
    """
    if access.may_speak_for(by, student):
        forget_profile(student, by=by)
    elif by.is_platform_admin:
        forget(student, by=by)
    elif schools := School.objects.filter(pk__in=by.school_ids, groups__enrolments__student=student):
        for school in schools.distinct():
            forget_enrolment(student, school, by=by)
    else:
        raise PermissionDenied


@transaction.atomic
def forget(student: Student, *, by: User | None) -> None:
    """Erase a student whole; counts stay as they are, for they hold copies and a key that leads nowhere.

    Goes along: the account and those of guardians when nothing else hangs on them, with their sessions,
    tokens and addresses; invitations; letters in the mail folder. Writes a tombstone and tells the match
    index. ``by`` None is the clock or a restore.
    """
    lock_student(student, to_erase=True)
    traces, accounts = traces_of_student(student), _accounts(student)
    bury(Of.STUDENT, student.uuid)
    persons_changed([student.pk])
    Student.objects.filter(pk=student.pk).delete()
    _wipe(traces, accounts, by=by)
    _told("student", student, by)


def forget_profile(student: Student, *, by: User | None) -> bool:
    """Erase all that is the student's own; tell whether a row of the school's stayed.

    While a school has the student in a class, or had until less than a retention period ago, its own
    administration stays (`strip`); else everything goes (`forget`).
    """
    if held_by_school(student):
        strip(student, by=by)
        return True
    forget(student, by=by)
    return False


@transaction.atomic
def strip(student: Student, *, by: User | None, at: "datetime | None" = None) -> None:
    """Erase a profile to what a school administers: name, class, number and placements.

    Otherwise as `forget`; what pointed to the student in a count points nowhere.
    """
    lock_student(student, to_erase=True)
    traces, accounts, now = traces_of_student(student), _accounts(student), at or timezone.now()
    bury(Of.PROFILE, student.uuid, at=now)
    for relation in Student._meta.related_objects:
        if relation.get_accessor_name() not in KEPT_RELATIONS:
            _cut(relation, student)
    Student.objects.filter(pk=student.pk).update(**_emptied(), updated_at=now)
    persons_changed([student.pk])
    _wipe(traces, accounts, by=by)
    _told("profile", student, by)


@transaction.atomic
def forget_enrolment(
    student: Student, school: School, *, by: User | None, at: "datetime | None" = None
) -> None:
    """Erase what one school holds of a student: classes and number; the rest goes when nobody holds it."""
    bury(Of.ENROLMENT, student.uuid, school=school.uuid, at=at)
    student.enrolments.filter(group__school=school).delete()
    student.numbers.filter(school=school).delete()
    student.invitations.filter(school=school).delete()
    if student.user_id is None and not student.enrolments.exists():
        forget(student, by=by)
    else:
        persons_changed([student.pk])
        _told("enrolment", student, by)


@transaction.atomic
def forget_account(user: User, *, by: User | None) -> None:
    """Erase an account on which nothing hangs, with its sessions, tokens and letters.

    Raises `StillNeeded` when something does: leave the organisation, or erase the profile first.
    """
    if is_needed(user):
        raise StillNeeded
    erase_account(user, by=by)


def erase_account(user: User, *, by: User | None) -> None:
    """Erase an account whatever hangs on it: memberships go along. Call it in a transaction."""
    traces = traces_of_account(user)
    bury(Of.USER, user.uuid)
    User.objects.filter(pk=user.pk).delete()
    traces.wipe()
    _log.info("erased account %s, by %s", user.uuid, by.uuid if by else "the clock")


def is_needed(user: User) -> bool:
    """Tell whether an account is more than an address: it works somewhere, or is a student or guardian."""
    return works_or_guards(user) or Student.objects.filter(user=user).exists()


def works_or_guards(user: User) -> bool:
    """Tell whether an account is needed for others: an organisation, a child."""
    return user.memberships.current().exists() or user.guardianships.open().exists()


def held_by_school(student: Student) -> bool:
    """Tell whether a school has the student in a class, or had until less than a period ago."""
    ended = timezone.localdate(limit("erased"))
    recent = Q(ended_on__isnull=True) | Q(ended_on__gt=ended)
    return Enrolment.objects.filter(recent, student=student).exists()


def _accounts(student: Student) -> list[User]:
    """List the accounts that may lose their reason: the student's and the guardians'."""
    return list(User.objects.filter(Q(student=student) | Q(guardianships__student=student)).distinct())


def _wipe(traces: Traces, accounts: Iterable[User], *, by: User | None) -> None:
    """Erase the accounts that lost their reason; what reaches those that stay, stays too."""
    for account in accounts:
        if is_needed(account):
            traces = traces.without(traces_of_account(account).addresses)
        else:
            erase_account(account, by=by)
    traces.wipe()


def _cut(relation: Any, student: Student) -> None:
    """Do with the rows that point to a student what would be done if the student's row went."""
    rows = relation.related_model._default_manager.filter(**{relation.field.name: student})
    if rows:
        collector = Collector(using=rows.db, origin=rows)
        relation.on_delete(collector, relation.field, rows, rows.db)
        collector.delete()


def _emptied() -> dict[str, object]:
    fields = [field for field in Student._meta.concrete_fields if field.name not in KEPT_FIELDS]
    return {field.name: None if field.null else field.get_default() for field in fields}


def _told(what: str, student: Student, by: User | None) -> None:
    _log.info("erased %s %s, by %s", what, student.uuid, by.uuid if by else "the clock")
