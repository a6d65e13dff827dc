"""Whom to call first: the students who have no place, the most urgent first, and what could be done."""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import models
from django.db.models import DateField, F, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.chances import Chance, Chances
from monitoring.progress import Progress, SchoolYear, Status, kinds_of_places
from monitoring.stages import Stage, stage_of
from monitoring.urgency import (
    MOST_FOR_CHANCE,
    Reason,
    Situation,
    points_for,
    points_without_chance,
    reasons_for,
)
from placements.models import Application, Contact
from placements.records import person_by_rules
from placements.today import post_side
from profiles.enrolling import first_day_of
from profiles.models import Block, Enrolment, School, Student, StudentGroup
from reference.midnight import midnight

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
    points: int
    reasons: tuple[Reason, ...]
    next_step: NextStep


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A student of a class whose chances may not be known yet: then ``points`` are the others."""

    student: Student
    group: StudentGroup
    situation: Situation
    points: int
    chance: Chance | None = None

    @property
    def order(self) -> tuple[int, str, str, str, int]:
        """Put the most urgent first, then by class and name."""
        return -self.points, self.group.name, self.student.last_name, self.student.first_name, self.student.pk


@dataclass(slots=True)
class _Asked:
    """By student: what was asked in vain, and until when somebody may still answer."""

    closed: Counter[int] = field(default_factory=Counter)
    waits: dict[int, date] = field(default_factory=dict)


class Calls(Sequence[Call]):
    """Whom to call, the most urgent first; free seats are looked for only as far as somebody reads."""

    def __init__(self, waiting: list[_Weighed], chance_of: Callable[[Student], Chance]) -> None:
        """Take everybody without the chances, and what finds those."""
        self._waiting = sorted(waiting, key=lambda each: each.order)
        self._chance_of = chance_of

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[Call]:
        return iter(self.first(len(self)))

    def __getitem__(self, place: Any) -> Any:
        """Give one call, or those of a slice."""
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            return self.first(stop)[start:stop:step]
        return self.first(place % len(self) + 1 if place < 0 else place + 1)[place]

    def first(self, most: int) -> list[Call]:
        """List so many: nobody further on can come before them, whatever the chances."""
        best: list[_Weighed] = []
        for each in self._waiting if most else []:
            if len(best) >= most and each.points + MOST_FOR_CHANCE < best[most - 1].points:
                break
            chance = self._chance_of(each.student)
            weighed = replace(each, chance=chance, points=each.points + points_for(chance))
            insort(best, weighed, key=lambda known: known.order)
        return [_call(each) for each in best[:most]]


def calls(told: SchoolYear) -> Calls:
    """List who of these classes has no place and nothing agreed, the most urgent first.

    Whose place was broken off is called too when nothing came after it. Five queries at most, none per
    student: two of them are for the open vacancies of today.
    """
    found = [each for each in told.students if _is_to_call(each)]
    read = Student.objects.filter(pk__in={each.student for each in found})
    students = {each.pk: each for each in read.select_related("programme", "place")} if found else {}
    if not students:
        return Calls([], lambda student: Chance(0))
    asked, groups = _asked(told), {group.pk: group for group in told.groups}
    rows = [_weighed(students[each.student], groups[each.group], stage_of(each), asked) for each in found]
    return Calls(rows, _chances(students, told.school))


def _is_to_call(each: Progress) -> bool:
    return each.placement == Status.BROKEN_OFF or stage_of(each) in TO_CALL


def _weighed(student: Student, group: StudentGroup, stage: Stage, asked: _Asked) -> _Weighed:
    closed, waits = asked.closed[student.pk], asked.waits.get(student.pk)
    situation = Situation(stage, student.available_from, closed, waits)
    points = points_without_chance(situation, today=timezone.localdate())
    return _Weighed(student, group, situation, points)


def _call(each: _Weighed) -> Call:
    chance = each.chance or Chance(0)
    reasons = reasons_for(each.situation, chance, today=timezone.localdate())
    step = _next_step(each.student, each.situation, chance)
    return Call(each.student, each.group, each.situation.stage, each.points, reasons, step)


def _next_step(student: Student, situation: Situation, chance: Chance) -> NextStep:
    if student.user_id is None:
        return NextStep.LET_IN
    if situation.stage == Stage.NO_PROFILE:
        return NextStep.COMPLETE
    if situation.waits_until:
        return NextStep.AWAIT
    return NextStep.PROPOSE if chance.seats else NextStep.WIDEN


def _asked(told: SchoolYear) -> _Asked:
    """Read in one query what the students of some classes asked in vain in a school year, and what waits."""
    own = Enrolment.objects.filter(group__in=[group.pk for group in told.groups]).values("student")
    applications = Application.objects.filter(student__in=own)
    begin, after = (midnight(first_day_of(year)) for year in (told.year, told.year + 1))
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


def _chances(students: Mapping[int, Student], school: School) -> Callable[[Student], Chance]:
    """Hold students against the open vacancies that would be a place, but for blocked companies."""
    kinds = kinds_of_places(school)
    chances = Chances([post for post in post_side().posts.values() if post.kind in kinds])
    apart, blocks = defaultdict(set), Block.objects.filter(student__in=students)
    for student, company in blocks.values_list("student", "company__uuid"):
        apart[student].add(str(company))
    return lambda student: chances.of(person_by_rules(student), apart_from=apart[student.pk])
