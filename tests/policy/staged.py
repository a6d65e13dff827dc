"""The events of the matrix, and what is sent to plan one, to come and to be there."""

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from django.test import Client

from api import versions
from placements.models import Attendance, Event, GroupAttendance, Slot
from profiles.models import Company, School, Student, StudentGroup
from profiles.policy import Noun
from tests import world as make
from tests.policy.thing import Thing, gone, thing

STUDENTS = {"adult student, visible", "adult student, hidden", "minor without consent", "minor with consent"}
OF_A = {"member of company A", "admin of company A", "token read (company A)"}
OF_B = {"member of company B"}
SCHOOL_1, SCHOOL_2 = "coordinator of school 1", "coordinator of school 2"
OF_SCHOOL_1 = {SCHOOL_1, "token import (school 1)"}
SENT_BY = {SCHOOL_1: "visible student", SCHOOL_2: "child at school 2", "platform admin": "visible student"}

Body = dict[str, Any]
Asked = tuple[Body, dict[str, str]]


def add_events(things: MutableMapping[Noun, dict[str, Thing]]) -> None:
    """Add events of the region and of both schools, hosted by one company each; they go on now."""
    one, two = (_row(things, Noun.SCHOOL, School, f"school {number}") for number in (1, 2))
    a, b = (_row(things, Noun.COMPANY, Company, f"company {letter}") for letter in "AB")
    guardian = {"guardian of own child"}
    whose: dict[str, tuple[School | None, Company, dict[str, Any]]] = {
        "of the region": (None, a, {"is_public": True, "tenant": OF_A | {"region office"}}),
        "of school 1": (one, b, {"own": STUDENTS, "ward": guardian, "tenant": OF_SCHOOL_1 | OF_B}),
        "of school 2": (two, a, {"ward": {"guardian of another child"}, "tenant": OF_A | {SCHOOL_2}}),
    }
    events, slots, codes = {}, {}, {}
    for name, (school, host, held) in whose.items():
        slot = make.make_slot(make.make_event(school), host)
        events[f"event {name}"], slots[f"slot {name}"] = thing(slot.event, **held), thing(slot, **held)
        codes[f"code {name}"] = Thing(
            slot.code, own=frozenset(held.get("own", ())), is_public="is_public" in held
        )
    things[Noun.EVENT] = events | {"missing event": gone()}
    things[Noun.SLOT] = slots | {"missing slot": gone()}
    things[Noun.CHECK_IN_CODE] = codes | {"missing code": Thing("AAAAAAAA", is_there=False)}


def _row(things: Mapping[Noun, dict[str, Thing]], noun: Noun, model: Any, name: str) -> Any:
    return model.objects.get(uuid=things[noun][name].argument)


def _first(cast: Any, noun: Noun, model: Any) -> Any:
    return model.objects.get(uuid=next(iter(cast.things[noun].values())).argument)


def _planned(cast: Any, cell: Any) -> Asked:
    day = "2027-01-12T10:00"
    body = {"kind": "do_day", "title": "Doe Dag", "startsAt": day, "endsAt": "2027-01-12T15:00"}
    number = {SCHOOL_1: 1, SCHOOL_2: 2}.get(cell.actor)
    if number:
        body["school"] = cast.things[Noun.SCHOOL][f"school {number}"].argument
    return body, {}


def _changed(cast: Any, cell: Any) -> Asked:
    rows = Event.objects.filter(uuid=cast.things[Noun.EVENT][cell.names[0]].argument)
    return {"title": "Doe Dag"}, {"If-Match": versions.etag(rows[0])["ETag"]} if rows else {}


def _own(cast: Any, cell: Any) -> str:
    return cast.things[Noun.STUDENT][SENT_BY.get(cell.actor, "missing student")].argument


def _coming(cast: Any, cell: Any) -> Asked:
    return ({} if cell.actor in STUDENTS else {"student": _own(cast, cell)}), {}


def _own_class(cast: Any, cell: Any) -> Body:
    number = {SCHOOL_1: 1, SCHOOL_2: 2}.get(cell.actor, 1)
    return {"group": cast.things[Noun.CLASS][f"class of school {number}"].argument}


def _hosted(cast: Any, cell: Any) -> Asked:
    return {"company": cast.things[Noun.COMPANY]["company without anybody"].argument}, {}


def _by_code(cast: Any, cell: Any) -> Asked:
    return {"code": cast.things[Noun.CHECK_IN_CODE]["code of the region"].argument}, {}


LATER = {"startsAt": f"{make.TODAY}T14:00", "endsAt": f"{make.TODAY}T15:00", "seats": 4}
BROUGHT: dict[tuple[str, str], Callable[[Any, Any], Asked]] = {
    ("api:event-list", "POST"): _planned,
    ("api:event-detail", "PATCH"): _changed,
    ("api:event-hosts", "POST"): _hosted,
    ("api:event-slots", "POST"): lambda cast, cell: (LATER, {}),
    ("api:slot-attendances", "POST"): _coming,
    ("api:slot-check-ins", "POST"): lambda cast, cell: ({"students": [_own(cast, cell)]}, {}),
    ("api:check-ins", "POST"): _by_code,
    ("api:class-detail", "PATCH"): lambda cast, cell: ({"pupils": 24}, {}),
    ("check-in", "POST"): _by_code,
    ("bring-class", "POST"): lambda cast, cell: (_own_class(cast, cell), {}),
}
"""By route and method: what is sent."""


def expected(cast: Any, client: Client) -> Body:
    """Let the student of whom the matrix asks first be expected in the slot of which it asks first."""
    slot, student = _first(cast, Noun.SLOT, Slot), _first(cast, Noun.STUDENT, Student)
    Attendance.objects.create(slot=slot, student=student)
    return {}


def ticked(cast: Any, client: Client) -> Body:
    """Let that student be expected there, and be ticked on the roster."""
    expected(cast, client)
    return {"student": next(iter(cast.things[Noun.STUDENT].values())).argument}


def class_expected(cast: Any, client: Client) -> Body:
    """Let the class of which the matrix asks first be expected in the slot of which it asks first."""
    slot, group = _first(cast, Noun.SLOT, Slot), _first(cast, Noun.CLASS, StudentGroup)
    GroupAttendance.objects.create(slot=slot, group=group, expected=8)
    return {}
