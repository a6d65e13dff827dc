"""Who comes to an event: for a school its own students by name; for who organises or hosts it, how many."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from placements import crowds
from placements.access import hosts, may_organise
from placements.models import Attendance, Event, GroupAttendance, Slot
from placements.models.event import BY_HOST
from profiles.models import Enrolment, Student

if TYPE_CHECKING:
    from profiles.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """One student, one pupil of a class by number (the school writes the name on paper), or the others of a
    slot: ``expected`` and ``came`` say how many this line is; ``came`` is unknown of one pupil of many, both
    are of others who are too few to tell (`placements.crowds`)."""

    slot: Slot
    class_name: str | None = None
    student: Student | None = None
    pupil: int | None = None
    expected: int | None = 1
    came: int | None = None

    @property
    def company(self) -> str | None:
        return self.slot.host.company.name if self.slot.host else None

    @property
    def name(self) -> str | None:
        return str(self.student) if self.student else None


@dataclass(frozen=True, slots=True)
class Roster:
    """``classes`` are the counts of pupils without a profile, ``lines`` all rows in the order of the day."""

    lines: Sequence[Line]
    classes: Sequence[GroupAttendance]

    @property
    def students(self) -> list[Student]:
        return [line.student for line in self.lines if line.student]


def may_read_roster(user: "User", event: Event) -> bool:
    """Tell whether there is a roster for this user: a coordinator's, an organiser's or a host's."""
    return bool(user.school_ids) or may_organise(user, event) or hosts(user, event)


def slots_for(event: Event, *, by: "User") -> list[Slot]:
    """List the slots that somebody runs: of a school or an organiser all, of a host its own."""
    slots = event.slots.with_taken().with_came().select_related("host__company")
    if not (by.school_ids or may_organise(by, event)):
        slots = slots.filter(host__company__in=by.company_ids)
    return list(slots.order_by("starts_at", *BY_HOST))


def roster(event: Event, *, by: "User") -> Roster:
    """Give the roster of an event for whoever reads it, who may (`may_read_roster`); seven queries at most.

    A school reads the names of its own students and numbers of its classes' pupils; who organises or hosts
    reads of all others how many there are.
    """
    slots = {slot.pk: slot for slot in slots_for(event, by=by)}
    students = list(_students(event, by))
    classes = list(_classes(event, by))
    own = [*_named(students, slots, _class_names(students, by)), *_numbered(classes, slots)]
    if may_organise(by, event) or not by.school_ids:
        own += _others(slots.values(), students, classes, by)
    own.sort(key=lambda line: (line.slot.starts_at, line.company or "", _place(line)))
    return Roster(own, classes)


def _place(line: Line) -> tuple[bool, str, int, str]:
    is_last = line.student is None and line.pupil is None
    return is_last, line.class_name or "", line.pupil or 0, line.name or ""


def _students(event: Event, by: "User") -> Iterable[Attendance]:
    own = Student.objects.taught_by(by).values("pk")
    return Attendance.objects.filter(slot__event=event, student__in=own).select_related("student")


def _classes(event: Event, by: "User") -> Iterable[GroupAttendance]:
    rows = GroupAttendance.objects.filter(slot__event=event, group__school__in=by.school_ids)
    return rows.select_related("group", "slot").order_by("slot__starts_at", "group__name", "pk")


def _class_names(attendances: Iterable[Attendance], by: "User") -> dict[int, str]:
    """Give the class of each student: the one at the reader's school in which he or she is longest."""
    enrolled = Enrolment.objects.current().filter(
        student__in={each.student_id for each in attendances}, group__school__in=by.school_ids
    )
    latest_first = enrolled.order_by("-started_on", "-pk").values_list("student", "group__name")
    return dict(latest_first)


def _named(
    attendances: Iterable[Attendance], slots: dict[int, Slot], names: dict[int, str]
) -> Iterator[Line]:
    for each in attendances:
        yield Line(
            slots[each.slot_id],
            names.get(each.student_id),
            each.student,
            came=int(each.checked_in_at is not None),
        )


def _numbered(classes: Iterable[GroupAttendance], slots: dict[int, Slot]) -> Iterator[Line]:
    for each in classes:
        for number in range(1, max(each.expected, each.came or 0) + 1):
            yield Line(slots[each.slot_id], each.group.name, pupil=number)


def _others(
    slots: Iterable[Slot], students: Sequence[Attendance], classes: Sequence[GroupAttendance], by: "User"
) -> Iterator[Line]:
    for slot in slots:
        own = [each for each in students if each.slot_id == slot.pk]
        of_classes = [each for each in classes if each.slot_id == slot.pk]
        expected = slot.taken - len(own) - sum(each.expected for each in of_classes)
        came = slot.came - sum(each.checked_in_at is not None for each in own)
        came -= sum(each.came or 0 for each in of_classes)
        if expected or came or not (own or of_classes):
            yield Line(
                slot,
                expected=crowds.told(expected, slot, to=by),
                came=crowds.told(came, slot, to=by),
            )
