"""An id in a body that is another's is answered as one that never was: same status, same words, no change."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse

from profiles.models import Enrolment, Membership, Notification, Student, User
from profiles.policy import TABLE, Rule
from tests.policy.asking import ask_with, brought, told, undone
from tests.policy.cast import Cast
from tests.policy.expecting import Cell, cells_of
from tests.policy.model_fields import models, rows
from tests.policy.preparing import OF_COMPANY, PREPARED, SIGNED_IN, told_to
from tests.policy.succeeding import acting

pytestmark = pytest.mark.django_db

WRITES = [rule for rule in TABLE if rule.method != "GET" and rule.accepts]
SCHOOL_1 = "coordinator of school 1"


def colleague(cast: Cast) -> set[str]:
    """Give the coordinators of the class's own school, to whom it can be handed over."""
    school = cast.world.gilde
    held = Membership.objects.filter(school=school, role=Membership.Role.SCHOOL_COORDINATOR)
    return {str(user.uuid) for user in User.objects.filter(memberships__in=held, is_active=True)}


def unclaimed(cast: Cast) -> set[str]:
    """Let a student of the class have no account; gives all of that class who have none."""
    student = cast.world.sanne
    Student.objects.filter(pk=student.pk).update(user=None, email="unclaimed@leerling.test")
    taught = Enrolment.objects.current().filter(group=cast.world.group, student__user=None)
    return {str(each.student.uuid) for each in taught}


def own_school(cast: Cast) -> set[str]:
    return {str(cast.world.gilde.uuid)}


def own_company(cast: Cast) -> set[str]:
    return {str(cast.world.company.uuid)}


def own_establishments(cast: Cast) -> set[str]:
    return {str(uuid) for uuid in cast.world.company.establishments.values_list("uuid", flat=True)}


def twin(cast: Cast) -> set[str]:
    return {PREPARED["merge", "POST"][1](cast, cast.clients[SIGNED_IN])["student"]}


def own_notification(cast: Cast) -> set[str]:
    """Tell somebody something, and another one too."""
    told_to(cast.users[SCHOOL_1])
    told_to(cast.users[SIGNED_IN])
    own = Notification.objects.filter(user=cast.users[SIGNED_IN])
    return {str(uuid) for uuid in own.values_list("uuid", flat=True)}


# By route and field: who sends it, which ids are that person's to send, and what is sent beside it.
IDS: Mapping[tuple[str, str], tuple[str, Callable[[Cast], set[str]], dict[str, Any]]] = {
    ("api-tokens", "organisation"): (SCHOOL_1, own_school, {}),
    ("look-after-class", "coordinator"): (SCHOOL_1, colleague, {}),
    ("claim-links", "student"): (SCHOOL_1, unclaimed, {"how": "mail"}),
    ("merge", "student"): (SIGNED_IN, twin, {}),
    ("read-notifications", "until"): (SIGNED_IN, own_notification, {}),
    ("api:course-list", "company"): (OF_COMPANY, own_company, {}),
    ("api:lecture-list", "company"): (OF_COMPANY, own_company, {}),
    ("api:lecture-list", "establishment"): (OF_COMPANY, own_establishments, {}),
    ("api:lecture-detail", "establishment"): (OF_COMPANY, own_establishments, {}),
}
FREE_TO_NAME = {"place"}
"""Fields that name what is everybody's."""


def every_id() -> set[str]:
    """Read the ids of everything that there is."""
    ours = [model for model in models() if "uuid" in {field.name for field in model._meta.concrete_fields}]
    return {str(uuid) for model in ours for uuid in model._default_manager.values_list("uuid", flat=True)}


def whose(value: str) -> str:
    """Tell what an id is of."""
    ours = [model for model in models() if "uuid" in {field.name for field in model._meta.concrete_fields}]
    return str([repr(row) for model in ours for row in model._default_manager.filter(uuid=value)])


@contextmanager
def sent(cast: Cast, cell: Cell, field: str, value: str) -> Iterator[tuple[HttpResponse, bool]]:
    """Send a form with this id in one field; gives the answer and whether any row changed."""
    beside = IDS.get((cell.rule.route, field), ("", None, {}))[2]
    with undone(cast, cell):
        body, headers = brought(cast, cell)
        before = rows()
        answer = ask_with(cast, cell, body | beside | {field: value}, headers)
        yield answer, rows() != before


def said(answer: HttpResponse) -> str:
    """Give status, where one is led and what is told, as one text."""
    return f"{answer.status_code} {answer.headers.get('Location', '')} {told(answer)}"


@pytest.mark.parametrize(("route", "field"), IDS)
def test_the_id_of_another_s_is_as_one_that_never_was(cast: Cast, route: str, field: str):
    rule = next(each for each in WRITES if each.route == route)
    actor, owned, _beside = IDS[route, field]
    cell = next(each for each in cells_of(rule, cast.things) if each.actor == actor)
    with undone(cast, cell):
        own, missing, wrong = owned(cast), str(uuid4()), {}
        for value in own:
            with sent(cast, cell, field, value) as (_answer, has_changed):
                assert has_changed, "not even one's own id does anything"
        with sent(cast, cell, field, missing) as (answer, has_changed):
            nothing = said(answer)
            assert not has_changed
        foreign = every_id() - own
        for value in foreign:
            with sent(cast, cell, field, value) as (answer, has_changed):
                if has_changed or said(answer) != nothing.replace(missing, value):
                    wrong[whose(value)] = answer.status_code
        assert wrong == {}
        assert len(foreign) > 50


@pytest.mark.full
@pytest.mark.parametrize("rule", WRITES, ids=lambda rule: f"{rule.method} {rule.route}")
def test_no_field_takes_the_id_of_another_s(cast: Cast, rule: Rule):
    """Whatever a field is meant for: an id of each kind is as good as none."""
    cell, wrong = acting(rule, cast), {}
    foreign = [str(thing.argument) for things in cast.things.values() for thing in things.values()]
    for field in sorted({name for name in rule.accepts if not name.endswith("*")}):
        if (rule.route, field) in IDS or field in FREE_TO_NAME:
            continue
        missing = str(uuid4())
        with sent(cast, cell, field, missing) as (answer, has_changed):
            nothing, changes = said(answer), has_changed
        for value in (each for each in foreign if len(each) == len(missing)):
            with sent(cast, cell, field, value) as (answer, has_changed):
                if has_changed != changes or said(answer) != nothing.replace(missing, value):
                    wrong[field] = whose(value)
    assert wrong == {}
