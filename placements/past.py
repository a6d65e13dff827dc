"""One placement of the past: what a row tells, put over what is known of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from placements.history_list import PastRow
from placements.models import Placement
from profiles.models import Student, StudentGroup

Status = Placement.Status

WRITTEN = (
    "student", "group", "programme", "level", "sector", "company", "company_name", "establishment",
    "home_municipality", "work_municipality", "person_key", "end", "hours_per_week", "status", "ended_on",
    "updated_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """A good row with the placement as it will be."""

    row: PastRow
    placement: Placement
    is_new: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Whom:
    """A student who is known, with the number under which he or she is counted in that school year."""

    student: Student
    key: UUID


def draft_of(
    told: PastRow, placement: Placement, whom: Whom | None, group: StudentGroup | None, *, today: date
) -> Draft:
    """Put a row over a placement; what it leaves empty stays, and how it ended here stays unless it tells."""
    is_new = placement.pk is None
    fields = {**told.told, **_where(told)}
    if whom:
        fields |= {"student_id": whom.student.pk, "person_key": whom.key}
    if group and placement.group_id is None:
        fields["group_id"] = group.pk
    fields |= _counted(told, whom and whom.student, group, is_new=is_new)
    different = {name: value for name, value in fields.items() if getattr(placement, name) != value}
    for name, value in different.items():
        setattr(placement, name, value)
    has_ended = _end(told, placement, today)
    return Draft(told, placement, is_new, bool(different) or has_ended)


def _where(told: PastRow) -> dict[str, Any]:
    host = told.host
    if host.company is None:
        return {"company_name": host.name}
    where = {"company_id": host.company.pk, "company_name": ""}
    return where | ({"establishment_id": host.establishment.pk} if host.establishment else {})


def _counted(
    told: PastRow, student: Student | None, group: StudentGroup | None, *, is_new: bool
) -> dict[str, Any]:
    """Copy what is counted by: what the row tells, else for a new one what class, student and host have."""
    counted: dict[str, Any] = {}
    programme = told.programme
    if is_new and programme is None:
        programme = (group.programme if group else None) or (student.programme if student else None)
    if programme:
        counted |= {"programme_id": programme.pk, "level": programme.level, "sector_id": programme.sector_id}
    if not is_new:
        return counted
    host = told.host
    counted.setdefault("level", (group and group.level) or (student and student.level) or None)
    if counted.get("sector_id") is None and host.company:
        counted["sector_id"] = host.company.sector_id
    if student and student.place and "home_municipality_id" not in told.told:
        counted["home_municipality_id"] = student.place.municipality_id
    if host.establishment and host.establishment.place and "work_municipality_id" not in told.told:
        counted["work_municipality_id"] = host.establishment.place.municipality_id
    return counted


def _end(told: PastRow, placement: Placement, today: date) -> bool:
    """Set until when it was and how it stands; tells whether that changed anything."""
    before = (placement.end, placement.status, placement.ended_on)
    placement.end = told.end or placement.end
    if told.ended:
        placement.status = told.ended
    elif placement.pk is None or placement.status in Status.holding():
        is_past = placement.end is not None and placement.end < today
        placement.status = Status.FINISHED if is_past else Status.STARTED
    placement.ended_on = placement.end if placement.is_over else None
    return before != (placement.end, placement.status, placement.ended_on)
