"""Whom a school's own sign-in vouches for: accounts of its own people, and of nobody else."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import get_language

from profiles.claiming import claim
from profiles.links import LinkGone
from profiles.models import Enrolment, Guardianship, Invitation, Membership, School, Student, User
from profiles.opening import account_of


@dataclass(frozen=True, slots=True)
class Identity:
    """What the sign-in of a school says of somebody; ``email`` only when it says that it was verified."""

    school: School
    email: str | None = None
    numbers: tuple[str, ...] = ()


def vouched_account(identity: Identity) -> User | None:
    """Give the account with that verified address, when all that it may do is at the school that vouches.

    A school's sign-in must not open what belongs to another school, a company, the office or a family.
    """
    if identity.email is None:
        return None
    user = account_of(identity.email)
    return user if user and user.is_active and vouches_for(identity.school, user) else None


def join(identity: Identity) -> User | None:
    """Open an account for a student who may claim a profile of the school, and bind the profile to it.

    The school handed out the claim, to the verified address or on paper to the student number, and now says
    who this is; so the birth date is not asked. Uses the claim up. None where there is no such claim, or more
    than one student, or an account with that address.
    """
    link = _claim_for(identity)
    if link is None or identity.email is None or account_of(identity.email):
        return None
    student = link.student
    try:
        with transaction.atomic():
            language = get_language() or "nl"
            user = User.objects.create_user(identity.email, name=student.first_name, language=language)
            claim(link, by=user, birth_date=student.birth_date)
    except (IntegrityError, LinkGone):
        return None
    return user


def _claim_for(identity: Identity) -> Invitation | None:
    to_address = Q(email__iexact=identity.email or "")
    on_paper = Q(
        email__isnull=True,
        student__numbers__school=identity.school,
        student__numbers__number__in=identity.numbers,
    )
    handed_out = Invitation.objects.open().filter(school=identity.school, student__user__isnull=True)
    found = list(handed_out.filter(to_address | on_paper, student__isnull=False).select_related("student"))
    return found[0] if len({link.student_id for link in found}) == 1 else None


def vouches_for(school: School, user: User) -> bool:
    """Tell whether all that somebody is today is at this school, so that its sign-in may open the account."""
    held = Membership.objects.current().filter(user=user)
    schools = set(held.values_list("school", flat=True))
    student = Student.objects.filter(user=user).first()
    if student is not None:
        enrolled = Enrolment.objects.current().filter(student=student)
        schools |= set(enrolled.values_list("group__school", flat=True)) or {None}
    is_guardian = Guardianship.objects.open().filter(user=user).exists()
    return schools == {school.pk} and not is_guardian
