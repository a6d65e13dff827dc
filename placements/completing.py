"""Filling in what an agreement needs: hours, days, times, and who looks after the student on both sides."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from placements.models import Agreement, Placement
from placements.parts import Part, part_of
from placements.superseding import refuse_overlap
from profiles.counted import person_key
from profiles.editing import Outdated
from profiles.enrolling import school_year_of
from profiles.models import Membership, Supervisor

if TYPE_CHECKING:
    from profiles.models import User

Status = Placement.Status
TERMS = (
    "start", "end", "hours_per_week", "school_hours_per_week", "weekdays", "day_from", "day_until",
    "break_minutes",
)  # fmt: skip
OF_COMPANY = frozenset({*TERMS, "supervisor_name", "supervisor_email"}) - {"school_hours_per_week"}
OF_SCHOOL = frozenset({*TERMS, "school_supervisor"})
"""What each side fills in; the admin may fill in all."""


class AgreementSigned(Exception):
    """Somebody signed already: from then on what is agreed changes by an amendment."""


class PlacementOver(Exception):
    """The placement is finished, broken off or cancelled."""


@transaction.atomic
def complete(placement: Placement, *, by: "User", changes: Mapping[str, Any]) -> None:
    """Fill in or change what is agreed, until somebody signs; an agreement that nobody signed is thrown away.

    ``changes`` maps names of `OF_COMPANY` and `OF_SCHOOL` to values. Raises `PermissionDenied`, `Outdated`,
    `PlacementOver`, `AgreementSigned`, `Overlapping` and ValidationError.
    """
    refuse_others(by, placement, changes)
    lock_as_read(placement)
    if placement.agreements.filter(signatures__isnull=False).exists():
        raise AgreementSigned
    write(placement, changes)


def refuse_others(by: "User", placement: Placement, changes: Mapping[str, Any]) -> None:
    """Raise `PermissionDenied` for who may not change these."""
    allowed = {Part.COMPANY: OF_COMPANY, Part.SCHOOL: OF_SCHOOL, Part.ADMIN: OF_COMPANY | OF_SCHOOL}
    if not changes.keys() <= allowed.get(part_of(by, placement), frozenset()):
        raise PermissionDenied


def lock(placement: Placement) -> None:
    """Let what happens to one placement happen one after another, on the row as it is.

    On SQLite this locks nothing, and need not: IMMEDIATE transactions come one after another. Raises
    `PlacementOver`.
    """
    Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    placement.refresh_from_db()
    if placement.is_over:
        raise PlacementOver


def lock_as_read(placement: Placement) -> None:
    """Lock a placement for an edit of what was read. Raises `PlacementOver` and `Outdated`."""
    seen = placement.updated_at
    lock(placement)
    if placement.updated_at != seen:
        raise Outdated


def write(placement: Placement, changes: Mapping[str, Any]) -> None:
    """Write changes of a locked placement, and throw away a paper that nobody signed."""
    for name in changes.keys() & set(TERMS):
        setattr(placement, name, changes[name])
    if "supervisor_name" in changes:
        placement.supervisor = _supervisor(placement, changes)
    if "school_supervisor" in changes:
        placement.school_supervisor = _colleague(placement, changes["school_supervisor"])
    _refuse_nonsense(placement, changes)
    _count_anew(placement)
    if changes.keys() & {"start", "end", "weekdays"} and placement.student:
        refuse_overlap(
            placement.student, placement.kind, placement.start, placement.end, placement.weekdays,
            apart_from=placement,
        )  # fmt: skip
    placement.agreements.filter(signatures__isnull=True).delete()
    placement.save()


def _supervisor(placement: Placement, changes: Mapping[str, Any]) -> Supervisor | None:
    """Find or add who looks after the student at the establishment; an empty name is nobody."""
    name = changes["supervisor_name"]
    if not name:
        return None
    if placement.establishment is None:
        raise ValidationError({"supervisor_name": _("The place of work is not known.")})
    told = {"email": changes["supervisor_email"]} if changes.get("supervisor_email") else {}
    found, _is_new = Supervisor.objects.update_or_create(
        establishment=placement.establishment, name=name, defaults=told
    )
    return found


def _colleague(placement: Placement, user: "User | None") -> "User | None":
    """Take somebody who works for the placement's school today."""
    if user is None:
        return None
    works_there = Membership.objects.current().filter(user=user, school=placement.school)
    if placement.school is None or not works_there.exists():
        raise ValidationError({"school_supervisor": _("This is nobody of the student's school.")})
    return user


def _refuse_nonsense(placement: Placement, changes: Mapping[str, Any]) -> None:
    """Raise a ValidationError for what cannot be, whatever the law says."""
    wrong = {}
    if placement.end and placement.end < placement.start:
        wrong["end"] = _("The last day comes before the first.")
    if "start" in changes and placement.started_on and placement.start != placement.started_on:
        wrong["start"] = _("The placement has started already.")
    if placement.day_from and placement.day_from == placement.day_until:
        wrong["day_until"] = _("The working day ends when it begins.")
    if wrong:
        raise ValidationError(wrong)
    placement.validate_constraints()


def _count_anew(placement: Placement) -> None:
    """Count it in the school year of its first day."""
    year = school_year_of(placement.start)
    if year != placement.school_year and placement.student:
        placement.school_year = year
        placement.person_key = person_key(placement.student, school_year=year)


def latest_agreement(placement: Placement) -> Agreement | None:
    """Give the paper that holds, or would: the last one made."""
    return placement.agreements.order_by("-number").first()
