"""Which student is in which class: joining one, moving to another, and from which day."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from profiles.models import Enrolment, School, Student, StudentGroup

FIRST_MONTH = 8


class AlreadyInLaterYear(Exception):
    """The student is already in a class of a later school year."""

    def __init__(self, group: StudentGroup) -> None:
        super().__init__(str(group))
        self.group = group


@dataclass(frozen=True, slots=True)
class Move:
    """A student who joins a class on a day; the enrolments that it ends are known."""

    student: Student
    group: StudentGroup
    on: date
    ends: tuple[Enrolment, ...] = ()


def school_year_of(day: date) -> int:
    """Give the calendar year in which the school year of that day began (on 1 August)."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_day_of(school_year: int) -> date:
    """Give 1 August of a school year."""
    return date(school_year, FIRST_MONTH, 1)


def open_enrolments(students: Collection[Student], *, school: School) -> dict[int, list[Enrolment]]:
    """Give the open enrolments at one school by student: one query for any number."""
    rows = Enrolment.objects.filter(student__in=students, group__school=school, ended_on__isnull=True)
    found: dict[int, list[Enrolment]] = {}
    for enrolment in rows.select_related("group").order_by("pk"):
        found.setdefault(enrolment.student_id, []).append(enrolment)
    return found


def plan(student: Student, group: StudentGroup, current: Sequence[Enrolment], *, today: date) -> Move | None:
    """Say what brings a student into a class: nothing when already there.

    Newcomers, and those who come from an earlier school year, join on 1 August; who moves within the year or
    comes back joins today. Raises `AlreadyInLaterYear`.
    """
    if any(enrolment.group_id == group.pk for enrolment in current):
        return None
    refuse_later_year(current, group.school_year)
    begins = first_day_of(group.school_year)
    goes_up = bool(current) and all(each.group.school_year < group.school_year for each in current)
    starts_now = student.pk is not None and not goes_up
    return Move(student, group, max(today, begins) if starts_now else begins, tuple(current))


def refuse_later_year(current: Sequence[Enrolment], school_year: int) -> None:
    """Raise `AlreadyInLaterYear` when one of the enrolments is in a later school year than this."""
    later = [each.group for each in current if each.group.school_year > school_year]
    if later:
        raise AlreadyInLaterYear(later[0])


def carry_out(moves: Iterable[Move]) -> None:
    """Write the moves: what ends, ends on the day of the move; a fixed number of queries per thousand."""
    moves = list(moves)
    ended = []
    for move in moves:
        for enrolment in move.ends:
            enrolment.ended_on = max(move.on, enrolment.started_on)
            ended.append(enrolment)
    Enrolment.objects.bulk_update(ended, ["ended_on"], batch_size=200)
    Enrolment.objects.bulk_create(
        [Enrolment(student=move.student, group=move.group, started_on=move.on) for move in moves]
    )


def enrol(student: Student, group: StudentGroup, *, today: date) -> bool:
    """Bring a student into a class, out of the former one of that school; tell whether that was new."""
    current = open_enrolments([student], school=group.school).get(student.pk, [])
    move = plan(student, group, current, today=today)
    if move:
        carry_out([move])
    return move is not None


def complete_classes(groups: Collection[StudentGroup]) -> None:
    """Give classes without a programme or level the one that all their students share."""
    for field in ("programme", "level"):
        for value, ids in _shared(groups, field).items():
            StudentGroup.objects.filter(pk__in=ids).update(**{field: value})


def _shared(groups: Collection[StudentGroup], field: str) -> dict[int | str, list[int]]:
    """List the classes that lack the field by the one value that their students have for it."""
    own = f"enrolments__student__{field}"
    rows = (
        StudentGroup.objects.filter(pk__in=[group.pk for group in groups], **{f"{field}__isnull": True})
        .filter(enrolments__ended_on__isnull=True)
        .values("pk")
        .annotate(different=Count(own, distinct=True), value=Max(own))
        .filter(different=1)
    )
    found: dict[int | str, list[int]] = {}
    for row in rows:
        found.setdefault(row["value"], []).append(row["pk"])
    return found
