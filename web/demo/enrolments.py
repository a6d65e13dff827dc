"""The rows around invented students: accounts, enrolments, student numbers, consents."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from profiles.consent_texts import versions
from profiles.models import Consent, Enrolment, Student, StudentNumber, User
from profiles.sharing import PURPOSES
from web.demo.dice import Dice
from web.demo.students import Pupil, noon
from web.demo.terms import Terms

HAS_ACCOUNT = 0.2
"""The share of those whom nobody sees who signed in all the same; the others all did."""


def invent_accounts(pupils: Sequence[Pupil], dice: Dice) -> list[User]:
    """Give some students an account that nobody can sign in to."""
    users = []
    for pupil in pupils:
        student = pupil.student
        signed_in = dice.chance(HAS_ACCOUNT) or pupil.visibility != Student.Visibility.HIDDEN
        if student.email and student.birth_date and signed_in:
            student.user = User(uuid=dice.uuid(), email=student.email, name=str(student))
            users.append(student.user)
    return users


def invent_enrolments(pupils: Sequence[Pupil], dice: Dice, terms: Terms) -> Iterator[Enrolment]:
    """Enrol everybody in last year's class up to this summer, and in this year's until further notice."""
    summer = terms.begins(terms.year)
    for pupil in pupils:
        now, before = pupil.klass.now, pupil.klass.before
        if before:
            ended = summer if now or dice.chance(0.8) else dice.day(date(terms.year, 2, 1), summer)
            yield Enrolment(
                student=pupil.student, group=before, started_on=terms.begins(terms.year - 1), ended_on=ended
            )
        if now:
            late = not before and dice.chance(0.03)
            started = dice.day(summer, terms.today) if late else summer
            yield Enrolment(student=pupil.student, group=now, started_on=started)


def invent_numbers(pupils: Sequence[Pupil], dice: Dice) -> Iterator[StudentNumber]:
    """Give everybody a number of seven digits at the school, leading zeros included."""
    by_school = defaultdict(list)
    for pupil in pupils:
        by_school[pupil.klass.school.pk].append(pupil)
    for members in by_school.values():
        numbers = dice.sample(range(1_000, 999_999), len(members))
        for pupil, number in zip(members, numbers, strict=True):
            yield StudentNumber(student=pupil.student, school=pupil.klass.school, number=f"{number:07d}")


def invent_consents(pupils: Sequence[Pupil], dice: Dice, terms: Terms) -> Iterator[Consent]:
    """Record what those who can be seen allowed, each by themselves."""
    for pupil in pupils:
        created = timezone.localdate(pupil.student.created_at)
        given_at = noon(dice.day(created, terms.today))
        for purpose in PURPOSES[pupil.visibility]:
            yield Consent(
                uuid=dice.uuid(),
                student=pupil.student,
                purpose=purpose,
                text_version=versions()[purpose],
                given_by=Consent.GivenBy.STUDENT,
                given_at=given_at,
            )
