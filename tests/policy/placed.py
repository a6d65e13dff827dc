"""The placements of the matrix, and what must have happened to one before some routes can be used."""

from collections.abc import Callable, Mapping, MutableMapping
from datetime import date, time
from typing import Any
from uuid import uuid4

from api import versions
from placements.drawing_up import data_of
from placements.models import Agreement, Placement, Signature
from placements.signing import awaited
from profiles.models import Supervisor, User
from profiles.policy import Noun
from tests import world as make
from tests.policy.thing import Thing, erased, gone, thing
from vacancies.models import Vacancy

A, B = "member of company A", "member of company B"
VISIBLE, MINOR = "adult student, visible", "minor with consent"
SCHOOL, ADMIN = "coordinator of school 1", "platform admin"
OF_A, OF_B = {A, "admin of company A", "token read (company A)"}, {B}
OF_SCHOOL_1 = {SCHOOL, "token import (school 1)"}
PARTIES = {
    VISIBLE: "student",
    MINOR: "student",
    "guardian of own child": "guardian",
    A: "company",
    B: "company",
}
Status = Placement.Status

Body = dict[str, Any]
Asked = tuple[Body, dict[str, str]]


def add_placements(
    world: make.World, users: Mapping[str, User], things: MutableMapping[Noun, dict[str, Thing]]
) -> None:
    """Add placements at two companies of students of one school, with all that an agreement needs."""
    a, b = (Vacancy.objects.get(uuid=things[Noun.VACANCY][f"vacancy of {each}"].argument) for each in "AB")
    no_more = erased(_placed(world, users[VISIBLE].student, a))  # a student has one at a time
    visible, minor = (_placed(world, users[actor].student, at) for actor, at in ((VISIBLE, a), (MINOR, b)))
    paper = _paper(minor)
    Signature.objects.create(
        agreement=paper, student=paper.student, party="student", name="X", signed_on=make.TODAY
    )
    things[Noun.PLACEMENT] = {
        "placement at A": thing(visible, own={VISIBLE}, tenant=OF_A | OF_SCHOOL_1),
        "placement at B": thing(
            minor, own={MINOR}, ward={"guardian of own child"}, tenant=OF_B | OF_SCHOOL_1
        ),
        "erased placement": no_more,
        "missing placement": gone(),
    }


def _placed(world: make.World, student: Any, vacancy: Vacancy) -> Placement:
    host = vacancy.establishment
    mentor, _is_new = Supervisor.objects.get_or_create(establishment=host, name="Bram Janssen")
    return Placement.objects.create(
        student=student,
        vacancy=vacancy,
        company=vacancy.company,
        establishment=host,
        supervisor=mentor,
        school=world.gilde,
        group=world.group,
        school_supervisor=world.coordinator,
        programme=world.programme,
        level="pre_vocational_tl",
        kind="internship",
        school_year=make.SCHOOL_YEAR,
        person_key=uuid4(),
        start=make.TODAY,
        end=date(2027, 7, 2),
        hours_per_week=24,
        school_hours_per_week=6,
        weekdays=[1, 2, 3, 4],
        day_from=time(9),
        day_until=time(15, 30),
        break_minutes=30,
    )


def _at(placement: Placement, status: str, end: date | None = None) -> None:
    """Let a placement have come so far."""
    day = make.TODAY if status in (Status.STARTED, Status.FINISHED) else None
    Placement.objects.filter(pk=placement.pk).update(
        status=status,
        started_on=day,
        end=end or placement.end,
        ended_on=end if status == Status.FINISHED else None,
    )


def _drawn_up(placement: Placement) -> Agreement:
    return Agreement.objects.filter(placement=placement).first() or _paper(placement)


def _paper(placement: Placement) -> Agreement:
    """Make the agreement of a placement, without telling anybody: what is told shows on every page."""
    return Agreement.objects.create(
        placement=placement,
        student=placement.student,
        kind="stageovereenkomst",
        guardians=placement.student.guardianships.in_force().count(),
        data=data_of(placement),
    )


def _signed(placement: Placement) -> None:
    agreement = _drawn_up(placement)
    for party, slot in awaited(agreement):
        Signature.objects.create(
            agreement=agreement,
            student=agreement.student,
            party=party,
            slot=slot,
            name="X",
            signed_on=make.TODAY,
            outside=True,
        )
    _at(placement, Status.SIGNED)


def _tagged(placement: Placement) -> dict[str, str]:
    return {"If-Match": versions.etag(Placement.objects.get(pk=placement.pk))["ETag"]}


def _fill_in(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    return {"hoursPerWeek": 20}, _tagged(placement)


def _amend(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    _signed(placement)
    return {"hoursPerWeek": 20}, _tagged(placement)


def _read(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    _drawn_up(placement)
    return {}, {}


def _sign(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    _drawn_up(placement)
    return {"party": PARTIES.get(actor, "school")}, {}


def _start(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    _signed(placement)
    return {}, {}


def _cancel(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    return {"reason": "illness"}, {}


def _break_off(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    _at(placement, Status.STARTED)
    return {"reason": "illness", "day": make.TODAY.isoformat()}, {}


def _finish(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    _at(placement, Status.STARTED, make.TODAY)
    return {}, {}


def _evaluate(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    _at(placement, Status.FINISHED, make.TODAY)
    return {"score": 5, "again": True, "prepared": True}, {}


def _evaluate_on_page(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    _at(placement, Status.FINISHED, make.TODAY)
    return {"score": "5", "again": "yes", "prepared": "no"}, {}


def _fill_in_page(placement: Placement, users: Mapping[str, User], actor: str) -> Asked:
    return {"start": "21-11-2026", "hours_per_week": "20", "weekdays": ["1", "2"]}, {}


READY: Mapping[tuple[str, str], Callable[[Placement, Mapping[str, User], str], Asked]] = {
    ("api:placement-detail", "PATCH"): _fill_in,
    ("api:placement-amend", "POST"): _amend,
    ("api:placement-agreement", "GET"): _read,
    ("api:placement-agreement-pdf", "GET"): _read,
    ("api:placement-signatures", "POST"): _sign,
    ("api:placement-start", "POST"): _start,
    ("api:placement-cancel", "POST"): _cancel,
    ("api:placement-break-off", "POST"): _break_off,
    ("api:placement-finish", "POST"): _finish,
    ("api:placement-evaluation", "POST"): _evaluate,
    ("placement-paper", "GET"): _read,
    ("fill-in-placement", "POST"): _fill_in_page,
    ("sign-agreement", "POST"): _sign,
    ("end-placement", "POST"): _cancel,
    ("start-placement", "POST"): _start,
    ("finish-placement", "POST"): _finish,
    ("evaluate-placement", "POST"): _evaluate_on_page,
}
"""By route and method: what brings a placement so far, and what is sent then."""


def ready(route: str, method: str, argument: str, users: Mapping[str, User], actor: str) -> Asked:
    """Let a placement have come so far that a route can be used; gives body and headers."""
    act = READY[route, method]
    placement = Placement.objects.filter(uuid=argument).first()
    return ({}, {}) if placement is None else act(placement, users, actor)
