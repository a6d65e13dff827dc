"""Asking as an actor, without leaving a trace."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from api import versions
from profiles import limiting
from profiles.models import Student
from profiles.policy import Noun
from profiles.policy.rules import CSV
from tests.policy.cast import Cast
from tests.policy.expecting import Cell
from tests.policy.placed import READY, ready
from tests.policy.preparing import prepare, registered
from tests.policy.staged import BROUGHT
from tests.policy.taught import FINISHED, registering_as
from tests.world import PASSWORD
from vacancies.models import Course, Lecture
from web.forms.imports import carry

JSON, FORM = "application/json", "application/x-www-form-urlencoded"

# What a form or an edit must bring to be accepted: cast, cell → body and headers.
Bring = Callable[[Cast, Cell], tuple[dict[str, Any], dict[str, str]]]


def _edit(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    rows = Student.objects.filter(uuid=argument(cast, cell, 0))
    return {"reachKm": 30}, {"If-Match": versions.etag(rows[0])["ETag"]} if rows else {}


def _targets(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    targets = [{"indicator": "placements", "target": 100}]
    return {"schoolYear": 2026, "targets": targets}, {}


def _course(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    rows = Course.objects.filter(uuid=argument(cast, cell, 0))
    return {"title": "Lassen"}, {"If-Match": versions.etag(rows[0])["ETag"]} if rows else {}


def _lecture(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    rows = Lecture.objects.filter(uuid=argument(cast, cell, 0))
    return {"title": "Lassen"}, {"If-Match": versions.etag(rows[0])["ETag"]} if rows else {}


def _offering(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    """Offer a lecture for one's only company; the platform says for which."""
    for_whom = {"company": str(cast.world.company.uuid)} if cell.actor == "platform admin" else {}
    return {"kind": "guest_lecture", "title": "Lassen"} | for_whom, {}


def _booking(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    """Book for a class of one's own school; the platform for any."""
    of_second = cell.actor == "coordinator of school 2"
    name = "class of school 2" if of_second else "class of school 1"
    return {"classes": [cast.things[Noun.CLASS][name].argument]}, {}


def _registering(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    return registering_as(cast.users, cell.actor), {}


def _token(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    of = cast.world.gilde if "school" in cell.actor else cast.world.company
    return {"name": "timetable", "organisation": of.uuid, "scopes": ["reference:read"], "days": 30}, {}


def _choose(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    return {"visibility": "hidden"}, _edit(cast, cell)[1]


def _code(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    return {"code": cast.things[Noun.CLAIMING_LINK]["open link"].argument}, {}


def _own_address(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    """Confirm by the address of whoever asks; a visitor has none."""
    asks = cast.users.get(cell.actor)
    return {"address": asks.email if asks else "nobody@nowhere.test"}, {}


CHOSEN = {"password": "paars-paard-plukt-peren"}
TWICE = {"password1": "paars-paard-plukt-peren", "password2": "paars-paard-plukt-peren"}
INVITED = {"email": "somebody@new.test", "role": "company_admin"}
PERSON = {"first_name": "Noor", "last_name": "Dijk", "birth_date": "17-05-2008"}
COMPANY = {"company": "Nieuw", "register": "kvk", "number": "12345678"}
SENT = {
    "api:course-list": {"title": "Lassen"},
    "api:lecture-moments": {"startsAt": "2027-02-01T09:00", "endsAt": "2027-02-01T10:00"},
    "api:registration-finish": FINISHED,
    "api:application-talks": {"at": "2027-01-12T10:00", "place": "Molenstraat 1"},
    "api:application-talk-outcome": {"state": "cancelled"},
    "seats": {"seats": "3"},
    "mark-talk": {"state": "held"},
    "plan-talk": {"day": "12-01-2027", "time": "10:00", "place": "Molenstraat 1"},
    "api:application-decline": {"reason": "period_differs"},
    "api:vacancy-block": {"reason": "period_differs"},
    "api:application-block": {"reason": "period_differs"},
    "block-candidate": {"reason": "period_differs"},
    "block-applicant": {"reason": "period_differs"},
    "decline-application": {"reason": "period_differs"},
    "offer-application": {"start": "01-02-2027"},
    "answer-by-mail": {"answer": "no", "reason": "period_differs"},
    "join": {"email": "somebody@new.test", "starts_as": "company"},
    "join-company": COMPANY,
    "join-student": PERSON,
    "start-joining": PERSON | CHOSEN,
    "invitation": CHOSEN | {"name": "Noor"},
    "claim": CHOSEN,
    "account_change_password": {"oldpassword": PASSWORD} | TWICE,
    "account_reauthenticate": {"password": PASSWORD},
    "school-team": INVITED,
    "company-team": INVITED,
    "office-team": INVITED,
    "answer-request": {"answer": "yes"},
    "refuse-company": {"because": "Unknown"},
    "reset-sign-in": {"how": "mail"},
    "notification-choices": {
        "request": "digest",
        "message": "off",
        "outcome": "digest",
        "reminder": "off",
        "care": "off",
    },
    **{
        route: {"reason": "spam", "text": "Three times a day"}
        for name in ("company", "vacancy", "application")
        for route in (f"report-{name}", f"api:{name}-reports")
    },
    "api:report-close": {"outcome": "talked_to", "note": "They know"},
    "close-report": {"outcome": "talked_to", "note": "They know"},
    "api:vacancy-take-down": {"because": "It is no internship"},
    "take-down-vacancy": {"because": "It is no internship"},
    "api:application-messages": {"text": "Can you come on Monday at nine?"},
    "write-message": {"text": "Can you come on Monday at nine?"},
}


def _register(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    return {"csv": registered(cast)}, {}


LISTS = {
    "api:school-import-students": "student_number;first_name;last_name;class\n900;Mila;Smeets;NEW1",
    "api:school-import-placements": "kind;company;start\nstage;Elders;01-09-2025",
    "api:company-import-vacancies": "reference;kind;title\nN-1;stage;Stagiair",
}


PAGES = {
    "bring-students": ("api:school-import-students", {"school_year": "2026"}),
    "bring-placements": ("api:school-import-placements", {}),
    "bring-vacancies": ("api:company-import-vacancies", {}),
}
"""By a page that confirms a list: the route of the API that takes the same, and what is asked beside it."""


def _sent(body: dict[str, str]) -> Bring:
    return lambda cast, cell: (body, {})


BRINGS: dict[tuple[str, str], Bring] = {
    ("api:student-detail", "PATCH"): _edit,
    ("api:course-detail", "PATCH"): _course,
    ("api:lecture-detail", "PATCH"): _lecture,
    ("api:lecture-list", "POST"): _offering,
    ("api:moment-booking", "POST"): _booking,
    ("api:course-registrations", "POST"): _registering,
    ("api:targets", "PUT"): _targets,
    ("api:skill-suggest", "GET"): lambda cast, cell: ({"q": "lassen"}, {}),
    ("api-tokens", "POST"): _token,
    ("language", "POST"): lambda cast, cell: ({"language": "en"}, {}),
    ("api:student-visibility", "PUT"): _choose,
    ("choose-visibility", "POST"): lambda cast, cell: ({"visibility": "hidden"}, {}),
    ("guardians-of", "POST"): lambda cast, cell: ({"email": "new@home.test"}, {}),
    ("guardian", "POST"): lambda cast, cell: ({"name": "Ina", "visibility": "named"}, {}),
    ("sign-in", "POST"): lambda cast, cell: (
        {"login": cast.world.stranger.email, "password": PASSWORD},
        {},
    ),
    ("account_request_login_code", "POST"): lambda cast, cell: ({"email": cast.world.stranger.email}, {}),
    ("account_reset_password", "POST"): lambda cast, cell: ({"email": cast.world.stranger.email}, {}),
    ("claim-code", "POST"): _code,
    ("child-data-erasure", "POST"): _own_address,
    ("my-data-erasure", "POST"): _own_address,
    **{(route, "POST"): _sent(body) for route, body in SENT.items()},
    **{(route, "POST"): _sent({"csv": text}) for route, text in LISTS.items()},
    ("api:import-recognitions", "POST"): _register,
    **{
        (route, "POST"): _sent({"carried": carry(LISTS[same].encode()), **beside})
        for route, (same, beside) in PAGES.items()
    },
    ("api:vacancy-seats", "PUT"): _sent({"seats": 3}),
    **BROUGHT,
}


def brought(cast: Cast, cell: Cell) -> tuple[dict[str, Any], dict[str, str]]:
    """Do what a route needs before it is used, and give the body and the headers that it needs then."""
    if (cell.rule.route, cell.rule.method) in READY:
        return ready(cell.rule.route, cell.rule.method, argument(cast, cell, 0), cast.users, cell.actor)
    prepared = prepare(cast, cell)
    if prepared is not None:
        return prepared, {}
    bring = BRINGS.get((cell.rule.route, cell.rule.method))
    return bring(cast, cell) if bring else ({}, {})


def argument(cast: Cast, cell: Cell, number: int) -> str:
    """Give what stands in the address for the thing of that number."""
    noun = list(cell.rule.of.values())[number]
    return cast.things[noun][cell.names[number]].argument


def address(cast: Cast, cell: Cell) -> str:
    """Write the address of a cell."""
    kwargs = {name: argument(cast, cell, number) for number, name in enumerate(cell.rule.of)}
    return reverse(cell.rule.route, kwargs=kwargs)


def ask(cast: Cast, cell: Cell, **query: Any) -> HttpResponse:
    """Ask with what the route needs to be accepted, and undo whatever it did."""
    with undone(cast, cell):
        body, headers = brought(cast, cell)
        return ask_with(cast, cell, query | body, headers)


@contextmanager
def undone(cast: Cast, cell: Cell) -> Iterator[None]:
    """Undo what is done meanwhile, in the database and in the actor's browser."""
    client = cast.clients[cell.actor]
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies
    limiting.forget_all()


def ask_with(cast: Cast, cell: Cell, body: dict[str, Any], headers: dict[str, str]) -> HttpResponse:
    """Ask with a body; what was done stands (see `undone`)."""
    method = cell.rule.method.lower()
    sent: dict[str, Any] = {"data": body}
    if cell.rule.takes == CSV:
        sent = {"data": body.get("csv", ""), "content_type": CSV}
    elif method != "get":
        data = body if cell.rule.is_api else urlencode(body, doseq=True)
        sent = {"data": data, "content_type": JSON if cell.rule.is_api else FORM}
    return getattr(cast.clients[cell.actor], method)(address(cast, cell), headers=headers, **sent)


def leaves_of(value: Any, prefix: str = "") -> Iterator[str]:
    """List the leaves of an answer; an empty list and null are leaves themselves."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from leaves_of(inner, f"{prefix}.{name}" if prefix else name)
    elif isinstance(value, list) and value:
        for inner in value:
            yield from leaves_of(inner, prefix)
    else:
        yield prefix


def told(answer: HttpResponse) -> str:
    """Give what an answer says, without what differs by chance."""
    text = answer.content.decode()
    return re.sub(r'name="(?:csrfmiddlewaretoken|next)" value="[^"]*"', "", text)
