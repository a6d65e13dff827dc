"""What the API's document promises, tried on the API itself with requests made up from that document."""

import re
import secrets
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from api import versions
from profiles import limiting
from profiles.models import Student
from profiles.policy import Rule, rule_of
from profiles.policy.rules import CSV
from tests.policy.asking import LISTS
from tests.policy.cast import Cast
from tests.policy.test_fields import document

ROLES = {
    "student": "adult student, visible",
    "company_admin": "admin of company A",
    "coordinator": "coordinator of school 1",
    "region_officer": "region office",
    "platform_admin": "platform admin",
    "token": "token import (school 1)",
}
HELD = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
ODD_SHEETS = [b"", b"PK\x03\x04", "reference;kind\n1;\xe9".encode("cp1252")]
SHEETS = st.binary(max_size=200) | st.sampled_from([*map(str.encode, LISTS.values()), *ODD_SHEETS])
schemathesis.openapi.media_type(CSV, SHEETS)
UUID_LIKE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class Tried:
    """How many requests were tried, what they were answered, and which answers broke a promise."""

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)


@cache
def operations() -> list[Any]:
    """List the operations of the document, to be asked of the service in this process.

    Once for all roles: to read what the document allows costs more than to ask.
    """
    schema = schemathesis.openapi.from_dict(document())
    schema.config.generation.update(with_security_parameters=False)
    schema.app = WSGIHandler()
    return [found.ok() for found in schema.get_all_operations()]


def try_out(cast: Cast, role: str, operation: Any, *, examples: int, at_random: bool) -> Tried:
    """Try an operation as a role with so many requests, of which about half break the document's rules."""
    tried, rule = Tried(), _rule(operation)
    who = _credentials(cast, ROLES[role])

    @settings(
        max_examples=examples,
        derandomize=not at_random,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def send(data: st.DataObject) -> None:
        case = data.draw(_cases(operation))
        _aim(case, rule, cast, data)
        limiting.forget_all()
        with transaction.atomic():
            answer = case.call(**who)
            transaction.set_rollback(True)
        tried.cases += 1
        tried.statuses[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=HELD)
        except FailureGroup as failures:
            for failure in failures.exceptions:
                tried.wrong.setdefault(f"{role}: {operation.label}: {failure.title}", failure.message)

    send()
    return tried


@cache
def _cases(operation: Any) -> st.SearchStrategy[Case]:
    """Make requests up: those that the document allows, and those that it does not where it asks anything."""
    made = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    asks = operation.query or operation.body or operation.headers
    return made | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE) if asks else made


def _aim(case: Case, rule: Rule, cast: Cast, data: st.DataObject) -> None:
    """Let an address name what there is, mostly, and an edit know the version that it edits."""
    for name, noun in rule.of.items():
        known = [thing.argument for thing in cast.things[noun].values()]
        if aimed := data.draw(st.sampled_from([*known, None])):
            case.path_parameters[name] = aimed
    student = Student.objects.filter(uuid__in=_uuids(case)).first()
    if student and "If-Match" in case.headers and data.draw(st.booleans()):
        case.headers["If-Match"] = versions.etag(student)["ETag"]


def _uuids(case: Case) -> list[UUID]:
    """Read what of the address is a UUID: made-up ones need not be."""
    return [UUID(text) for text in map(str, case.path_parameters.values()) if UUID_LIKE.fullmatch(text)]


def _rule(operation: Any) -> Rule:
    path = operation.path
    for name in document()["paths"][operation.path][operation.method].get("parameters", []):
        path = path.replace(f"{{{name['name']}}}", "00000000-0000-0000-0000-000000000000")
    rule = rule_of(resolve(path).view_name, operation.method.upper())
    assert rule
    return rule


def _credentials(cast: Cast, actor: str) -> dict[str, dict[str, str]]:
    """Give the headers and cookies of an actor: a token, or a session and what its forms ask."""
    client = cast.clients[actor]
    if secret := client.defaults.get("HTTP_AUTHORIZATION"):
        return {"headers": {"Authorization": secret}}
    csrf = secrets.token_hex(16)
    session = client.cookies["sessionid"].value
    return {"headers": {"X-CSRFToken": csrf}, "cookies": {"sessionid": session, "csrftoken": csrf}}
