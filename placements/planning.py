"""A placement as it stands → the plan that is checked: a constant number of queries."""

from matching.records import Recognition
from placements.checking import findings, lacking
from placements.findings import Finding
from placements.models import Placement
from placements.plans import Plan
from reference.models import Programme


def plan_of(placement: Placement) -> Plan:
    """Read a placement, its host, its student and the student's other placements of the kind."""
    host, student, programme = placement.establishment, placement.student, placement.programme
    is_crebo = programme is not None and programme.register == Programme.Register.CREBO
    return Plan(
        kind=placement.kind,
        level=placement.level,
        crebo=programme.code if programme and is_crebo else None,
        born=student.birth_date if student else None,
        start=placement.start,
        end=placement.end,
        hours=_number(placement.hours_per_week),
        school_hours=_number(placement.school_hours_per_week),
        weekdays=frozenset(placement.weekdays) if placement.weekdays else None,
        day_from=placement.day_from,
        day_until=placement.day_until,
        break_minutes=placement.break_minutes,
        hazard=placement.vacancy.hazard if placement.vacancy else None,
        recognised=_recognitions(placement),
        leerbedrijf_id=host.leerbedrijf_id if host else None,
        country=host.place.country if host and host.place else "NL",
        supervisor=placement.supervisor.name if placement.supervisor else None,
        school_supervisor=placement.school_supervisor.name if placement.school_supervisor else None,
        other_hours=_other_hours(placement),
    )


def found_in(placement: Placement) -> list[Finding]:
    """List all that checking finds in a placement as it stands: what blocks before what only warns."""
    plan = plan_of(placement)
    found = [*findings(plan), *lacking(plan)]
    return sorted(found, key=lambda finding: not finding.blocks)


def _number(value: int | None) -> float | None:
    return None if value is None else float(value)


def _recognitions(placement: Placement) -> tuple[Recognition, ...] | None:
    host = placement.establishment
    if host is None or host.recognitions_checked_on is None:
        return None
    rows = host.recognitions.all()
    return tuple(Recognition(row.crebo, row.valid_from, row.valid_until) for row in rows)


def _other_hours(placement: Placement) -> float:
    """Add up the hours of the student's other placements of this kind that were not called off."""
    if placement.student is None:
        return 0.0
    others = placement.student.placements.exclude(pk=placement.pk).filter(
        kind=placement.kind, hours_per_week__isnull=False, end__isnull=False
    )
    kept = others.exclude(status=Placement.Status.CANCELLED)
    return sum(
        each.hours_per_week * (((each.ended_on or each.end) - each.start).days + 1) / 7 for each in kept
    )
