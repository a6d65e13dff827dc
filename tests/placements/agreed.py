"""A placement of Sanne's that is agreed, and what it takes until it can be signed."""

from datetime import date, time
from typing import Any
from uuid import uuid4

from placements.completing import complete
from placements.drawing_up import draw_up
from placements.models import Agreement, Placement
from placements.signing import OnPaper, sign
from profiles.models import Establishment, Recognition, Student
from tests.world import SCHOOL_YEAR, TODAY, World
from vacancies.models import Vacancy

COMPLETE = {
    "hours_per_week": 32,
    "weekdays": [1, 2, 3, 4],
    "day_from": time(8),
    "day_until": time(16, 30),
    "break_minutes": 30,
    "supervisor_name": "Bram Janssen",
    "supervisor_email": "bram@maaslandmetaal.test",
}


def agreed(world: World, student: Student | None = None, **fields: Any) -> Placement:
    """Make a placement that is agreed, with a seat taken, at a company that is recognised for it."""
    recognise(world)
    Vacancy.objects.filter(pk=world.vacancy.pk).update(seats=3, seats_taken=1, hazard="none")
    known = {
        "student": student or world.sanne,
        "vacancy": world.vacancy,
        "company": world.company,
        "establishment": world.establishment,
        "school": world.gilde,
        "group": world.group,
        "programme": world.programme,
        "level": world.programme.level,
        "kind": world.vacancy.kind,
        "school_year": SCHOOL_YEAR,
        "person_key": uuid4(),
        "start": date(2027, 2, 1),
        "end": date(2027, 7, 2),
    }
    return anew(Placement.objects.create(**(known | fields)))


def recognise(world: World) -> None:
    """Let the host be recognised for Sanne's programme since long."""
    Establishment.objects.filter(pk=world.establishment.pk).update(
        leerbedrijf_id="100012345", recognitions_checked_on=TODAY, address="Kazernelaan 12"
    )
    Recognition.objects.get_or_create(
        establishment=world.establishment, crebo=world.programme.code, valid_from=date(2020, 1, 1)
    )


def anew(placement: Placement) -> Placement:
    """Read a placement as if for the first time."""
    return Placement.objects.get(pk=placement.pk)


def completed(world: World, student: Student | None = None, **fields: Any) -> Placement:
    """Make one with all that an agreement needs."""
    placement = agreed(world, student, **fields)
    complete(placement, by=world.bram, changes=COMPLETE)
    tutor = {"school_supervisor": world.coordinator}
    complete(anew(placement), by=world.coordinator, changes=tutor)
    return anew(placement)


def drawn_up(world: World, **fields: Any) -> Placement:
    """Make one of which the agreement lies ready to be signed."""
    placement = completed(world, **fields)
    draw_up(placement, by=world.coordinator)
    return anew(placement)


def on_paper(name: str = "Ina Peeters", day: date = TODAY) -> OnPaper:
    """Say who signed on paper."""
    return OnPaper(name, day)


def signed(world: World, **fields: Any) -> Placement:
    """Make one that everybody signed: three parties."""
    placement = drawn_up(world, **fields)
    for party in (Agreement.Party.STUDENT, Agreement.Party.SCHOOL, Agreement.Party.COMPANY):
        sign(anew(placement), party=party, by=world.coordinator, on_paper=on_paper(f"Mx {party}"))
    return anew(placement)
