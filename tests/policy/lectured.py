"""The lectures of the matrix, when they can be had, and those that schools booked."""

from collections.abc import Mapping, MutableMapping
from datetime import timedelta

from django.utils import timezone

from placements.lecturing import Booking, book
from placements.models import Event, Slot
from profiles.models import Company, School, User
from profiles.policy import Noun
from tests import world as make
from tests.placements.offering import HOUR, NINE, moment_of, offered
from tests.policy.thing import Thing, erased, gone, thing
from vacancies.models import Lecture
from vacancies.offering_lectures import withdraw_lecture

OF_A = {"member of company A", "admin of company A", "token read (company A)"}
OF_B = {"member of company B"}
OF_UNVERIFIED = {"admin of an unverified company"}
OF_SCHOOL_1, OF_SCHOOL_2 = {"coordinator of school 1", "token import (school 1)"}, {"coordinator of school 2"}


def add_lectures(
    world: make.World, users: Mapping[str, User], things: MutableMapping[Noun, dict[str, Thing]]
) -> None:
    """Add lectures of companies, approved or not, one of them taken back, and two bookings."""
    a, b = world.company, Company.objects.get(slug="peelland-zorg")
    unverified = Company.objects.get(slug="nieuw-bedrijf")
    of_a, of_b, back = (offered(each, by=world.admin) for each in (a, b, a))
    withdraw_lecture(back, by=world.admin)
    hidden = Lecture.objects.create(company=unverified, kind="guest_lecture", title="Nieuw")
    hidden.moments.create(starts_at=NINE, ends_at=NINE + HOUR)
    lectures = {
        "lecture of A": (of_a, {"tenant": OF_A, "is_public": True}),
        "lecture of B": (of_b, {"tenant": OF_B, "is_public": True}),
        "lecture that A took back": (back, {"tenant": OF_A}),
        "lecture of an unverified company": (hidden, {"tenant": OF_UNVERIFIED}),
    }
    things[Noun.LECTURE] = {name: thing(row, **held) for name, (row, held) in lectures.items()}
    things[Noun.LECTURE] |= {"erased lecture": erased(_unbooked(a, world)), "missing lecture": gone()}
    things[Noun.MOMENT] = {
        f"moment of {name}": thing(moment_of(row), **held) for name, (row, held) in lectures.items()
    } | {"missing moment": gone()}
    second = School.objects.get(slug="elders-college")
    at_1 = _booked(a, world.gilde, users["coordinator of school 1"], world)
    at_2 = _booked(b, second, users["coordinator of school 2"], world)
    things[Noun.BOOKING] = {
        "booked of A by school 1": thing(at_1, tenant=OF_A | OF_SCHOOL_1),
        "booked of B by school 2": thing(at_2, tenant=OF_B | OF_SCHOOL_2),
        "missing booking": gone(),
    }


def begun(things: Mapping[Noun, Mapping[str, Thing]]) -> None:
    """Let the first booked lecture have begun an hour ago."""
    first = next(iter(things[Noun.BOOKING].values()))
    when = {"starts_at": timezone.now() - timedelta(hours=1), "ends_at": timezone.now()}
    Event.objects.filter(uuid=first.argument).update(**when)
    Slot.objects.filter(event__uuid=first.argument).update(**when)


def _unbooked(company: Company, world: make.World) -> Lecture:
    return offered(company, by=world.admin)


def _booked(company: Company, school: School, by: User, world: make.World) -> Event:
    return book(moment_of(offered(company, by=world.admin)), Booking(people=20), school=school, by=by)
