"""Correcting encounters after somebody said that fewer came: what else happened that day still counts."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from placements import meeting
from placements.holding import company_of, day_of, municipality_of
from placements.models import Attendance, Encounter, GroupAttendance, Slot, Talk
from profiles.models import Company, Student, StudentGroup


def recount_student(slot: Slot, student: Student) -> None:
    """Bring the encounter of a student in line with who was there, after a check-in was taken back.

    In the caller's transaction. One that another event or a talk made stays as it is; one that this event
    made goes, and what else made them meet that day makes it anew.
    """
    company, day = company_of(slot), day_of(slot)
    made = Encounter.objects.filter(_same(slot, company), student=student, day=day, event=slot.event_id)
    others = list(_others(slot, company, student))
    if any(each.event_id == slot.event_id for each in others) or not made.delete()[0]:
        return
    for other in others[:1]:
        meeting.met(
            student,
            kind=other.event.kind,
            day=day,
            company=company,
            event=other.event,
            municipality=municipality_of(other),
        )
    if company and not others:
        _talked(student, company, day)


def recount_class(slot: Slot, group: StudentGroup) -> None:
    """Bring the encounter of a class in line with the largest number that came that day.

    In the caller's transaction.
    """
    company, day = company_of(slot), day_of(slot)
    counted = GroupAttendance.objects.filter(group=group, slot__starts_at__date=day, came__gte=1)
    rows = counted.select_related("slot__event", "slot__host__company")
    most = max((each.came or 0 for each in rows if _meets(each.slot, slot, company)), default=0)
    made = Encounter.objects.filter(_same(slot, company), group_key=group.uuid, day=day)
    if not most:
        made.delete()
        return
    made.filter(people__gt=most).update(people=most)
    meeting.class_met(
        group,
        most,
        kind=slot.event.kind,
        day=day,
        event=slot.event,
        company=company,
        municipality=municipality_of(slot),
    )


def _same(slot: Slot, company: Company | None) -> Q:
    return Q(company=company) if company else Q(company__isnull=True, event=slot.event_id)


def _others(slot: Slot, company: Company | None, student: Student) -> Iterable[Slot]:
    """List the other slots of the day in which the student met the same company (or was at the event)."""
    there = Attendance.objects.filter(student=student, checked_in_at__isnull=False)
    there = there.filter(slot__starts_at__date=day_of(slot)).exclude(slot=slot.pk)
    for each in there.select_related("slot__event__place", "slot__host__company").order_by("checked_in_at"):
        if _meets(each.slot, slot, company):
            yield each.slot


def _meets(other: Slot, slot: Slot, company: Company | None) -> bool:
    if company is None and other.event_id != slot.event_id:
        return False
    return company_of(other) == company


def _talked(student: Student, company: Company, day: date) -> None:
    held = Talk.objects.filter(state=Talk.State.HELD, at__date=day, application__student=student)
    talk = held.filter(application__vacancy__company=company).order_by("pk").first()
    if talk:
        meeting.met_in_talk(talk)
