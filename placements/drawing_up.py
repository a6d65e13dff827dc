"""Drawing up the paper of a placement: the agreement, and later its changes (bpv-blad)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from matching.records import Kind
from placements import completing, placement_notices
from placements.checking import MBO, WORK, in_the_way, needs_guardian
from placements.completing import lock
from placements.findings import Finding
from placements.models import Agreement, Placement
from placements.parts import Part, takes_part
from placements.planning import plan_of
from profiles.models import Guardianship

if TYPE_CHECKING:
    from profiles.models import User

VERSION = 1
"""Of the form of the data."""

TIME = "%H:%M"


class InTheWay(Exception):
    """Something stands in the way: rules that are broken, or gaps; ``findings`` says which."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = findings


class NothingSigned(Exception):
    """Nobody signed yet: what is agreed can still be changed as it is."""


def refuse_what_is_in_the_way(placement: Placement) -> None:
    """Raise `InTheWay` unless the placement may be agreed on paper, signed and started as it stands."""
    if found := in_the_way(plan_of(placement)):
        raise InTheWay(found)


@transaction.atomic
def draw_up(placement: Placement, *, by: "User", guardians: int | None = None) -> Agreement:
    """Make the agreement of a placement as it stands, in place of one that nobody signed.

    ``guardians`` says how many of them sign (1–2); by default as many as the school confirmed, and at least
    one for a minor. Raises `PermissionDenied`, `PlacementOver`, `AgreementSigned` and `InTheWay`.
    """
    if not takes_part(by, placement, Part.SCHOOL, Part.COMPANY, Part.ADMIN):
        raise PermissionDenied
    lock(placement)
    if placement.agreements.filter(signatures__isnull=False).exists():
        raise completing.AgreementSigned
    return _make(placement, by, guardians, number=0)


@transaction.atomic
def amend(placement: Placement, *, by: "User", changes: Mapping[str, Any]) -> Agreement:
    """Change what is agreed after somebody signed: the change gets a paper of its own, to be signed by all.

    A change of company is no amendment but another placement. Raises as `draw_up` and
    `placements.completing.complete` do, and `NothingSigned`.
    """
    completing.refuse_others(by, placement, changes)
    completing.lock_as_read(placement)
    signed = placement.agreements.filter(signatures__isnull=False).order_by("-number").first()
    if signed is None:
        raise NothingSigned
    completing.write(placement, changes)
    return _make(placement, by, signed.guardians or None, number=signed.number + 1)


def _make(placement: Placement, by: "User", guardians: int | None, *, number: int) -> Agreement:
    refuse_what_is_in_the_way(placement)
    placement.agreements.filter(signatures__isnull=True).delete()
    made = Agreement.objects.create(
        placement=placement,
        student=placement.student,
        number=number,
        kind=_kind(placement),
        guardians=_guardians(placement, guardians),
        data=data_of(placement),
        made_by=by,
    )
    placement_notices.tell(placement, placement_notices.SIGN, by=by, key=made.uuid)
    return made


def _kind(placement: Placement) -> Agreement.Kind:
    if placement.kind in WORK:
        return Agreement.Kind.OTHER
    is_mbo = placement.level in MBO or placement.kind == Kind.APPRENTICESHIP
    return Agreement.Kind.PRAKTIJKOVEREENKOMST if is_mbo else Agreement.Kind.STAGEOVEREENKOMST


def _guardians(placement: Placement, asked: int | None) -> int:
    if not needs_guardian(plan_of(placement)):
        return 0
    confirmed = Guardianship.objects.confirmed().filter(student=placement.student).count()
    return min(asked or max(confirmed, 1), Agreement.MOST_GUARDIANS)


def data_of(placement: Placement) -> dict[str, Any]:
    """Write down a placement that lacks nothing, as JSON: what is agreed, and by whom, as it stands now."""
    return {
        "version": VERSION,
        "madeOn": timezone.localdate().isoformat(),
        "student": {"name": str(placement.student)},
        "school": _school(placement),
        "company": _company(placement),
        "programme": _programme(placement),
        "route": _route(placement),
        "placement": _terms(placement),
    }


def _route(placement: Placement) -> str | None:
    """Tell bol from bbl; other education knows neither."""
    if placement.kind == Kind.APPRENTICESHIP:
        return "bbl"
    return "bol" if placement.level in MBO and placement.kind not in WORK else None


def _school(placement: Placement) -> dict[str, Any]:
    school, tutor = placement.school, placement.school_supervisor
    return {
        "name": school.name if school else "",
        "class": placement.group.name if placement.group else "",
        "supervisor": {"name": tutor.name if tutor else ""},
    }


def _company(placement: Placement) -> dict[str, Any]:
    company, host, mentor = placement.company, placement.establishment, placement.supervisor
    place = host.place if host else None
    return {
        "name": company.name if company else placement.company_name,
        "register": str(company.get_register_display() or "") if company else "",
        "registerNumber": (company.register_number or "") if company else "",
        "establishment": host.name if host else "",
        "address": host.address if host else "",
        "postcode": place.postcode if place else "",
        "place": place.name if place else "",
        "leerbedrijfId": (host.leerbedrijf_id or "") if host else "",
        "supervisor": {"name": mentor.name if mentor else "", "email": mentor.email if mentor else ""},
    }


def _programme(placement: Placement) -> dict[str, Any] | None:
    programme = placement.programme
    if programme is None:
        return None
    return {
        "register": programme.register,
        "code": programme.code,
        "name": programme.name,
        "nameEn": programme.name_en,
        "level": placement.level or programme.level,
    }


def _terms(placement: Placement) -> dict[str, Any]:
    plan = plan_of(placement)
    return {
        "id": str(placement.uuid),
        "kind": placement.kind,
        "start": placement.start.isoformat(),
        "end": placement.end.isoformat() if placement.end else None,
        "hoursPerWeek": placement.hours_per_week,
        "schoolHoursPerWeek": placement.school_hours_per_week,
        "totalHours": round((plan.hours or 0) * (plan.weeks or 0)),
        "weekdays": sorted(placement.weekdays or ()),
        "dayFrom": placement.day_from.strftime(TIME) if placement.day_from else None,
        "dayUntil": placement.day_until.strftime(TIME) if placement.day_until else None,
        "breakMinutes": placement.break_minutes,
    }
