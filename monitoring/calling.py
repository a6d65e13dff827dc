"""Whom to call first: the students who have no place, the most urgent first, and what could be done."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import models
from django.db.models import DateField, F, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.chances import Chance, Chances
from monitoring.progress import Progress, SchoolYear, Status, kinds_of_places
from monitoring.stages import Stage, stage_of
from monitoring.urgency import Reason, Situation, reasons_for
from placements.models import Application, Contact
from placements.records import person_by_rules
from placements.today import post_side
from profiles.enrolling import FIRST_MONTH
from profiles.models import Block, Enrolment, School, Student, StudentGroup

State = Application.State
TO_CALL = frozenset({Stage.NO_PROFILE, Stage.NO_APPLICATION, Stage.NO_PLACE})
IN_VAIN = (State.DECLINED, State.EXPIRED, State.SUPERSEDED)


class NextStep(models.TextChoices):
    """What a coordinator could do, most basic first."""

    LET_IN = "let_in", _("let the student in with a link")
    COMPLETE = "complete_profile", _("complete the profile together")
    AWAIT = "await_answer", _("wait for the answer")
    WIDEN = "widen", _("look together at what stands in the way")
    PROPOSE = "propose", _("propose a place")


@dataclass(frozen=True, slots=True)
class Call:
    """One student to call, and why; the points of the reasons add up."""

    student: Student
    group: StudentGroup
    stage: Stage
    reasons: tuple[Reason, ...]
    next_step: NextStep

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


@dataclass(slots=True)
class _Asked:
    """By student: what was asked in vain, and until when somebody may still answer."""

    closed: Counter[int] = field(default_factory=Counter)
    waits: dict[int, date] = field(default_factory=dict)


def calls(told: SchoolYear) -> list[Call]:
    """List who of these classes has no place and nothing agreed, the most urgent first.

    Whose place was broken off is called too when nothing came after it. Five queries at most, none per
    student: two of them are for the open vacancies of today.
    """
    found = [each for each in told.students if _is_to_call(each)]
    ids = {each.student for each in found}
    if not ids:
        return []
    read = Student.objects.filter(pk__in=ids).select_related("programme", "place")
    students = {each.pk: each for each in read}
    asked, chances = _asked(told), _chances(students, told.school)
    groups, today = {group.pk: group for group in told.groups}, timezone.localdate()
    rows = [
        _call(students[each.student], groups[each.group], stage_of(each), asked, chances[each.student], today)
        for each in found
    ]
    return sorted(rows, key=_order)


def _is_to_call(each: Progress) -> bool:
    return each.placement == Status.BROKEN_OFF or stage_of(each) in TO_CALL


def _call(
    student: Student, group: StudentGroup, stage: Stage, asked: _Asked, chance: Chance, today: date
) -> Call:
    waits = asked.waits.get(student.pk)
    situation = Situation(stage, student.available_from, asked.closed[student.pk], waits, chance)
    reasons = reasons_for(situation, today=today)
    return Call(student, group, stage, reasons, _next_step(student, situation))


def _next_step(student: Student, situation: Situation) -> NextStep:
    if student.user_id is None:
        return NextStep.LET_IN
    if situation.stage == Stage.NO_PROFILE:
        return NextStep.COMPLETE
    if situation.waits_until:
        return NextStep.AWAIT
    return NextStep.PROPOSE if situation.chance.seats else NextStep.WIDEN


def _order(call: Call) -> tuple:
    return -call.points, call.group.name, call.student.last_name, call.student.first_name, call.student.pk


def _asked(told: SchoolYear) -> _Asked:
    """Read in one query what the students of some classes asked in vain in a school year, and what waits."""
    own = Enrolment.objects.filter(group__in=[group.pk for group in told.groups]).values("student")
    applications = Application.objects.filter(student__in=own)
    begin, after = _begin(told.year), _begin(told.year + 1)
    over = Q(pk__in=Application.objects.overdue().values("pk")) | Q(state__in=IN_VAIN)
    ended = applications.filter(over, requested_at__gte=begin, requested_at__lt=after)
    # what was taken out since was in vain as well
    gone = Contact.objects.filter(student__in=own, school_year=told.year, application__isnull=True)
    waiting = applications.waiting().annotate(until=F("answer_by")).values_list("student", "until")
    in_vain = [
        each.order_by().annotate(until=Cast(None, DateField())).values_list("student", "until")
        for each in (ended, gone)
    ]
    asked = _Asked()
    for student, until in waiting.order_by().union(*in_vain, all=True):
        if until is None:
            asked.closed[student] += 1
        else:
            asked.waits[student] = min(until, asked.waits.get(student, until))
    return asked


def _begin(year: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, FIRST_MONTH, 1), time()))


def _chances(students: Mapping[int, Student], school: School) -> dict[int, Chance]:
    """Hold every student against the open vacancies that would be a place, but for blocked companies."""
    kinds = kinds_of_places(school)
    posts = [post for post in post_side().posts.values() if post.kind in kinds]
    chances, apart = Chances(posts), defaultdict(set)
    for student, company in Block.objects.filter(student__in=students).values_list(
        "student", "company__uuid"
    ):
        apart[student].add(str(company))
    return {pk: chances.of(person_by_rules(each), apart_from=apart[pk]) for pk, each in students.items()}
