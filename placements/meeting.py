"""Meeting: what counts as an encounter between a student, or a class, and a company, and what is copied."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from placements.models import Encounter, Event, Talk
from profiles.counted import class_of, copies_of, copies_of_class
from profiles.models import Company, Student, StudentGroup


@transaction.atomic
def met(
    student: Student,
    *,
    kind: str,
    day: date,
    company: Company | None = None,
    event: Event | None = None,
    municipality: int | None = None,
) -> Encounter:
    """Write that a student met a company, or was at an event of several; once a day, however they met.

    Copies what is counted by; ``municipality`` is the key of that where they met. The first encounter of the
    day stays as it is.
    """
    copies = copies_of(student, day=day)
    same = {"person_key": copies.pop("person_key"), "day": day, "company": company}
    if company is None:
        same["event"] = event
    else:
        copies["event"] = event
    whose = {"kind": kind, "student": student, "group": class_of(student)}
    told = copies | _where(company, copies, municipality) | whose
    return Encounter.objects.get_or_create(**same, defaults=told)[0]


@transaction.atomic
def class_met(
    group: StudentGroup,
    people: int,
    *,
    kind: str,
    day: date,
    event: Event,
    company: Company | None = None,
    municipality: int | None = None,
) -> Encounter | None:
    """Write how many pupils of a class, who have no profile, met a company or were at an event.

    The largest number of the day stays; zero is no encounter.
    """
    if people < 1:
        return None
    same: dict[str, Any] = {"group_key": group.uuid, "day": day, "company": company}
    copies = copies_of_class(group, day=day) | {"event": event}
    if company is None:
        same["event"] = copies.pop("event")
    told = copies | _where(company, copies, municipality) | {"kind": kind, "group": group, "people": people}
    encounter, is_new = Encounter.objects.get_or_create(**same, defaults=told)
    if not is_new and encounter.people < people:
        encounter.people = people
        encounter.save(update_fields=["people"])
    return encounter


def met_in_talk(talk: Talk) -> Encounter:
    """Write that the student of a talk that was held met its company on that day."""
    vacancy, day = talk.application.vacancy, timezone.localdate(talk.at)
    host = vacancy.establishment
    where = host.place.municipality_id if host and host.place else None
    student, company = talk.application.student, vacancy.company
    return met(student, kind=Encounter.Kind.TALK, day=day, company=company, municipality=where)


def _where(company: Company | None, copies: dict[str, Any], municipality: int | None) -> dict[str, Any]:
    sector = company.sector_id if company else None
    return {"sector_id": sector or copies.get("sector_id"), "work_municipality_id": municipality}
