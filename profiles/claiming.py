"""Claiming: a student takes over the profile that a school made, by a mailed link or a code on paper."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import translation

from profiles import links, mailing
from profiles.access import may_hand_out_claims
from profiles.inviting import count_mail
from profiles.joining import OtherAddress
from profiles.limiting import Limit, take
from profiles.match_changes import persons_changed
from profiles.merging import merge
from profiles.models import Enrolment, Invitation, Membership, School, Student, StudentNumber, User
from profiles.opening import account_of, open_account, owns

if TYPE_CHECKING:
    from django.db.models import QuerySet

TRIES = Limit("tries-by-code", fails_closed=True)


class NoAddress(Exception):
    """The school knows no e-mail address of the student."""


class OtherBirthDate(Exception):
    """The birth date is not the one that the school knows."""


class HasProfile(Exception):
    """The account has a profile already; only who is the same person makes both one."""


class OwnSchool(Exception):
    """Who works at the school cannot be the student whose profile it is."""


def unclaimed(students: "QuerySet[Student]", *, school: School) -> "QuerySet[Student]":
    """Keep the students of a school, enrolled today, whose profile nobody claimed."""
    current = Enrolment.objects.current().filter(group__school=school)
    return students.filter(user__isnull=True, pk__in=current.values("student"))


def known_elsewhere(students: "QuerySet[Student]", *, school: School) -> "QuerySet[Student]":
    """Keep the students whom another school enrols today, or ever gave a number.

    Of them no school ever holds the key: neither a code on paper, nor a link to an address of its own choice.
    """
    enrolled = Enrolment.objects.current().exclude(group__school=school)
    numbered = StudentNumber.objects.exclude(school=school)
    return students.filter(Q(pk__in=enrolled.values("student")) | Q(pk__in=numbered.values("student")))


@transaction.atomic
def hand_out_on_paper(students: Collection[Student], *, school: School, by: User) -> dict[int, str]:
    """Give a code on paper for each of these students, by key; codes given before open nothing any more.

    Leaves out who claimed the profile already or is not enrolled today, and whom another school knows too.
    Raises `PermissionDenied`.
    """
    made = {}
    waiting = _to_hand_out(students, school=school, by=by)
    elsewhere = known_elsewhere(Student.objects.all(), school=school)
    for student in waiting.exclude(pk__in=elsewhere.values("pk")):
        _link, made[student.pk] = links.make_link(by=by, student=student, school=school)
    return made


@transaction.atomic
def hand_out_by_mail(students: Collection[Student], *, school: School, by: User) -> int:
    """Mail each of these students a link to the address that the school knows; give how many.

    Links and codes given before open nothing any more; leaves out who has no address. Raises
    `PermissionDenied` and `TooOften`.
    """
    sent = 0
    for student in _to_hand_out(students, school=school, by=by):
        if student.email:
            mail_claim(student, student.email, school=school, by=by)
            sent += 1
    return sent


@transaction.atomic
def mail_to_own_address(code: Invitation, email: str, *, birth_date: date | None) -> None:
    """Mail the holder of a code on paper a link to the address that he or she wants to sign in with.

    The code stays good until the profile is claimed: an address is soon mistyped. The link is by whoever gave
    the code, and ends with it when that person is sent away. Raises `OtherBirthDate` and `TooOften`.
    """
    check_birth_date(code, birth_date)
    mail_claim(code.student, email, school=code.school, by=code.invited_by, sender=code.uuid)


def check_birth_date(code: Invitation, birth_date: date | None) -> None:
    """Ask of a code on paper what its finder does not know: the birth date, when the school has it.

    Raises `OtherBirthDate`, and `TooOften` after a few tries.
    """
    if code.email is None:
        take(TRIES, code.uuid)
        known = code.student and code.student.birth_date
        if known and known != birth_date:
            raise OtherBirthDate


@transaction.atomic
def claim(
    link: Invitation, *, by: User, birth_date: date | None = None, is_same_person: bool = False
) -> Student:
    """Bind a profile to the account that claims it; uses up the link and takes the student's others back.

    When the account has a profile already, both become one, but only on the word of who claims: sisters share
    their mother's address. Raises `OtherAddress`, `OtherBirthDate`, `OwnSchool`, `HasProfile`, `NotOnePerson`
    and `LinkGone`.
    """
    if link.email is not None and not owns(by, link.email):
        raise OtherAddress
    check_birth_date(link, birth_date)
    if Membership.objects.current().filter(user=by, school=link.school).exists():
        raise OwnSchool
    if not is_same_person and Student.objects.filter(user=by).exists():
        raise HasProfile
    links.use_up(link, by=by)
    links.take_back(student=link.student)
    return _bind(link.student, by)


@transaction.atomic
def claim_as_newcomer(link: Invitation, *, password: str, language: str) -> User:
    """Open an account for the address that a mailed link proves, and bind the profile to it.

    Raises `AccountExists`, `LinkGone`, and ValidationError for a password that is too easy.
    """
    name = link.student.first_name if link.student else ""
    user = open_account(link.email or "", name=name, password=password, language=language)
    claim(link, by=user)
    return user


def _bind(student: Student, user: User) -> Student:
    own = Student.objects.filter(user=user).first()
    if own is not None and student.user_id is None:
        return merge(own, student, by=user)
    if not Student.objects.filter(pk=student.pk, user__isnull=True).update(user=user):
        raise links.LinkGone
    Student.objects.filter(pk=student.pk, email__isnull=True).update(email=user.email)
    persons_changed([student.pk])
    student.refresh_from_db()
    user.refresh_from_db()
    return student


def _to_hand_out(students: Collection[Student], *, school: School, by: User) -> "QuerySet[Student]":
    """Keep whom the school may let claim, and take back what was handed out before."""
    if not may_hand_out_claims(by, school):
        raise PermissionDenied
    waiting = unclaimed(Student.objects.filter(pk__in=[each.pk for each in students]), school=school)
    links.take_back(student__in=waiting, school=school)
    return waiting


def mail_claim(
    student: Student, email: str, *, school: School, by: User | None, sender: object = None
) -> None:
    count_mail(email, by=sender or by)
    links.take_back(student=student, email__iexact=email)
    link, code = links.make_link(by=by, student=student, school=school, email=email)
    known = account_of(email)
    language = known.language if known else translation.get_language()
    told = {"link": mailing.link("claim", code), "school": school, "end": link.expires_at}
    mailing.send(email, "claim", language, told)
