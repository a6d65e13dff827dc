"""What time does to guardians: a reminder, the end of waiting, and the sixteenth birthday."""

from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from profiles import mailing
from profiles.ages import latest_own_birth_date, turns
from profiles.forgetting import forget_profile
from profiles.guarding import LinkGone, end, remind
from profiles.locking import lock_student
from profiles.models import Guardianship


def sweep() -> dict[str, int]:
    """Do all that is due, in any order and as often as one likes; count what was done.

    The rules of age hold without it (`Consent.objects.live`); it only tidies up and tells people.
    """
    return {"grown": end_at_birthdays(), "given_up": give_up(), "reminded": remind_once()}


def end_at_birthdays() -> int:
    """End the guardianships of those who reached the age of consent, as of their birthday; mails them."""
    grown = Guardianship.objects.open().filter(student__birth_date__lte=latest_own_birth_date())
    return sum(_outgrow(each) for each in grown.select_related("student__user"))


def give_up() -> int:
    """End the questions that nobody answered in time; without any guardian left the profile goes.

    What the school administers stays (`profiles.forgetting.forget_profile`). Gives how many questions ended.
    """
    late = Guardianship.objects.unanswered().filter(
        asked_at__lte=timezone.now() - settings.GUARDIAN_ANSWERS_WITHIN
    )
    return sum(_give_up(each) for each in late.select_related("student"))


def remind_once() -> int:
    """Send a new link, once, to the guardians whose link ran out."""
    due = Guardianship.objects.unanswered().filter(
        link_expires_at__lte=timezone.now(),
        reminded_at__isnull=True,
        student__birth_date__gt=latest_own_birth_date(),
    )
    return sum(_remind(each) for each in due.select_related("student__user"))


@transaction.atomic
def _outgrow(guardianship: Guardianship) -> bool:
    student = guardianship.student
    birthday = turns(student.birth_date, settings.CONSENT_AGE)
    ended = end(guardianship, at=timezone.make_aware(datetime.combine(birthday, time())))
    if ended and student.user and student.user.is_active:
        told = {"name": student.first_name, "link": mailing.link("visibility"), "age": settings.CONSENT_AGE}
        mailing.send(student.user.email, "of_age", student.user.language, told)
    return ended


@transaction.atomic
def _give_up(guardianship: Guardianship) -> bool:
    lock_student(guardianship.student)
    still = Guardianship.objects.select_for_update().unanswered().filter(pk=guardianship.pk).first()
    if still is None or not end(still, at=timezone.now()):
        return False
    student = still.student
    if not student.guardianships.open().exists():
        forget_profile(student, by=None)
    return True


def _remind(guardianship: Guardianship) -> bool:
    try:
        remind(guardianship, by=None)
    except LinkGone:
        return False
    return True
