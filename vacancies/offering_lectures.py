"""Guest lectures and company visits: offered to schools, changed and taken back by a company."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.editing import Outdated
from profiles.sharing import NotVerified
from vacancies.access import may_offer_lectures
from vacancies.course_words import read_texts
from vacancies.models import Lecture, Moment

if TYPE_CHECKING:
    from profiles.models import Company, User

FARTHEST = timedelta(days=731)
LONGEST = timedelta(days=1)
MOST_MOMENTS = 100
"""Of one lecture, still to come."""


class LectureWithdrawn(Exception):
    """The company took the lecture back."""


class TooManyMoments(Exception):
    """The lecture can be had at enough moments to come."""


class MomentTaken(Exception):
    """The lecture is given at another moment that overlaps this one."""


def offer_lecture(company: "Company", *, told: Mapping[str, Any], by: "User") -> Lecture:
    """Offer a lecture of a verified company to schools; it can be booked once it has moments.

    ``told`` maps field names to values. Raises `PermissionDenied`, `NotVerified`, and ValidationError by
    field for what cannot be.
    """
    lecture = Lecture(company=company)
    _refuse_others(lecture, by=by)
    return _write(lecture, told)


def change_lecture(lecture: Lecture, *, changes: Mapping[str, Any], by: "User") -> Lecture:
    """Change a lecture as it was read; what is booked stays as it was booked.

    Raises `PermissionDenied`, `NotVerified`, `LectureWithdrawn`, `Outdated` when somebody changed it since,
    and ValidationError by field.
    """
    _refuse_others(lecture, by=by)
    if lecture.withdrawn_at:
        raise LectureWithdrawn
    return _write(lecture, changes)


@transaction.atomic
def withdraw_lecture(lecture: Lecture, *, by: "User") -> None:
    """Offer a lecture no more; what is booked stays booked. Once is enough. Raises `PermissionDenied`."""
    if not may_offer_lectures(by, lecture.company):
        raise PermissionDenied
    lock_lecture(lecture)
    if lecture.withdrawn_at is None:
        lecture.withdrawn_at = timezone.now()
        lecture.save(update_fields=["withdrawn_at", "updated_at"])


@transaction.atomic
def add_moment(lecture: Lecture, starts_at: datetime, ends_at: datetime, *, by: "User") -> Moment:
    """Say when a lecture can be had, too.

    Raises `PermissionDenied`, `NotVerified`, `LectureWithdrawn`, `MomentTaken` when it overlaps another,
    `TooManyMoments`, and ValidationError by field for a moment that is past, years ahead, or ends before it
    starts.
    """
    _refuse_others(lecture, by=by)
    _refuse_times(starts_at, ends_at)
    if lock_lecture(lecture).withdrawn_at:
        raise LectureWithdrawn
    if lecture.moments.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise MomentTaken
    if lecture.moments.ahead().count() >= MOST_MOMENTS:
        raise TooManyMoments
    return Moment.objects.create(lecture=lecture, starts_at=starts_at, ends_at=ends_at)


def lock_lecture(lecture: Lecture) -> Lecture:
    """Let moments and bookings of one lecture be decided one after another."""
    return Lecture.objects.select_for_update(no_key=True).get(pk=lecture.pk)


def _write(lecture: Lecture, told: Mapping[str, Any]) -> Lecture:
    read_at = lecture.updated_at
    for name, value in read_texts(Lecture, told).items():
        setattr(lecture, name, value)
    _refuse_contradictions(lecture)
    with transaction.atomic():
        if lecture.pk and lock_lecture(lecture).updated_at != read_at:
            raise Outdated
        lecture.save()
    return lecture


def _refuse_others(lecture: Lecture, *, by: "User") -> None:
    if not may_offer_lectures(by, lecture.company):
        raise PermissionDenied
    if lecture.company.verified_at is None:
        raise NotVerified


def _refuse_contradictions(lecture: Lecture) -> None:
    least, most = lecture.level_min, lecture.level_max
    if (least is None) != (most is None):
        missing = "level_max" if most is None else "level_min"
        raise ValidationError({missing: _("Give both the lowest and the highest level, or neither.")})
    if least is not None and most is not None and most < least:
        raise ValidationError({"level_max": _("The highest level lies below the lowest.")})
    if lecture.most == 0:
        raise ValidationError({"most": _("Let at least one person come, or any number.")})
    if lecture.establishment and lecture.establishment.company_id != lecture.company_id:
        raise ValidationError({"establishment": _("There is no such establishment.")})


def _refuse_times(starts_at: datetime, ends_at: datetime) -> None:
    now = timezone.now()
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": _("It cannot end before it starts.")})
    if ends_at - starts_at > LONGEST:
        raise ValidationError({"ends_at": _("It lasts one day at most.")})
    if starts_at <= now:
        raise ValidationError({"starts_at": _("This time lies in the past.")})
    if starts_at > now + FARTHEST:
        raise ValidationError({"starts_at": _("This lies more than two years ahead.")})
