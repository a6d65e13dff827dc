"""What ends of profiles and applications: hidden, warned about, erased, but for what a school administers."""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from placements.models import Application, Placement, Report
from profiles import forgetting, mailing, sharing
from profiles.models import Consent, Enrolment, Student
from profiles.periods import limit
from profiles.retaining import Rule, one_by_one, sweep
from profiles.retaining import retain as retain_accounts
from reference.midnight import midnight
from vacancies.models import Vacancy

A_DAY = timedelta(days=1)
State = Application.State
LED_TO_NOTHING = (State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.SUPERSEDED)


def retain(now: datetime | None = None, *, dry_run: bool = False) -> dict[str, int]:
    """End everything that is due: the one verb that the clock calls. Repeating it does nothing."""
    now = now or timezone.now()
    return retain_accounts(now, dry_run=dry_run) | sweep(RULES, now, dry_run=dry_run)


def inactive(period: str, now: datetime) -> list[Student]:
    """List the profiles that nobody used for a period; each knows ``inactive_since``.

    It is counted from the latest of the last sign-in, the end of a class and the end of a placement, and
    never from before the profile was there. What a school imported and nobody took over is no profile of
    anybody's yet: as long as a school has the student in a class, it stays.
    """
    before, today = limit(period, now), timezone.localdate(now)
    current = Enrolment.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today), student=OuterRef("pk")
    )
    students = (
        Student.objects.filter(created_at__lte=before)
        .exclude(Q(user__isnull=True) & Exists(current))
        .exclude(user__last_login__gt=before)
        .annotate(
            left_on=Max("enrolments__ended_on", filter=Q(enrolments__ended_on__lte=today)),
            placed_until=Max("placements__end", filter=Q(placements__end__lt=today)),
        )
        .select_related("user")
        .order_by("pk")
    )
    for student in students:
        student.inactive_since = _inactive_since(student)
    return [student for student in students if student.inactive_since <= before]


def seen(now: datetime) -> list[Student]:
    """List inactive profiles that employers can still see."""
    standing = set(Consent.objects.standing().values_list("student", flat=True))
    return [student for student in inactive("hidden", now) if student.pk in standing]


def unwarned(now: datetime) -> list[Student]:
    """List those who can be warned and were not, since they became inactive; not when it is too late."""
    return [
        student for student in inactive("warned", now) if student.user is not None and not _is_warned(student)
    ]


def outlived(now: datetime) -> list[Student]:
    """List what is to be erased: profiles whose owner was warned in time, and those of nobody."""
    return [student for student in inactive("erased", now) if _may_go(student, now)]


@transaction.atomic
def warn(student: Student) -> None:
    """Write to somebody that the profile will be erased, and when."""
    user = student.user
    day = timezone.localdate(timezone.now() + _notice())
    told = {
        "name": student.first_name,
        "day": day,
        "sign_in": mailing.link("sign-in"),
        "my_data": mailing.link("my-data"),
    }
    mailing.send(user.email, "inactive", user.language, told)
    Student.objects.filter(pk=student.pk).update(warned_at=timezone.now())


def end(student: Student) -> None:
    """Erase a profile, down to what a school administers or a placement needs where there is such."""
    if _is_held(student):
        forgetting.strip(student, by=None)
    else:
        forgetting.forget(student, by=None)


def _may_go(student: Student, now: datetime) -> bool:
    if student.user is None:
        return not _is_held(student)
    return _is_warned(student) and student.warned_at <= now - _notice()


def _is_warned(student: Student) -> bool:
    return student.warned_at is not None and student.warned_at >= student.inactive_since


def _notice() -> relativedelta:
    """Give how long somebody has after the warning."""
    (erased, _months), (warned, _same) = settings.RETENTION["erased"], settings.RETENTION["warned"]
    return relativedelta(months=erased - warned)


def _is_held(student: Student) -> bool:
    """Tell whether a class or placement runs, or ended less than a period ago."""
    day = timezone.localdate(limit("erased"))
    lasts = Q(end__isnull=True) | Q(end__gte=day)
    running = Placement.objects.holding().filter(lasts, student=student)
    ended = Placement.objects.filter(student=student, started_on__isnull=False, ended_on__gte=day)
    return forgetting.held_by_school(student) or running.exists() or ended.exists()


def _inactive_since(student: Student) -> datetime:
    moments = [
        student.created_at,
        student.user and student.user.last_login,
        student.left_on and midnight(student.left_on),
        student.placed_until and midnight(student.placed_until + A_DAY),
    ]
    return max(moment for moment in moments if moment)


def declined(now: datetime) -> QuerySet[Application]:
    """Find applications that led to nothing, of vacancies that were over a period ago."""
    over = Vacancy.objects.over_by(limit("declined", now))
    return Application.objects.filter(state__in=LED_TO_NOTHING, vacancy__in=over.values("pk"))


def handled(now: datetime) -> QuerySet[Report]:
    """Find reports that were closed a period ago."""
    return Report.objects.filter(closed_at__lte=limit("report", now))


RULES = (
    Rule("applications", declined),
    Rule("reports", handled),
    Rule("profiles hidden", seen, one_by_one(lambda each: sharing.withdraw_everything(each, by=None))),
    Rule("warnings", unwarned, one_by_one(warn)),
    Rule("profiles erased", outlived, one_by_one(end)),
)
