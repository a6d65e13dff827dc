"""The data map in docs/privacy.md names every field about a person, and the periods that hold."""

import re

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session

from profiles.models import AccessRecord, ApiToken, Tombstone
from tests.canaries import acts, personal_models
from tests.project.sources import ROOT

PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+\.\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
BASES = {"task", "consent", "contract", "duty", "count"}


def map_of_page() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label, fields, *_rest in ROW.findall(PAGE):
        found.setdefault(label, []).extend(re.findall(r"`(\w+)`", fields))
    return found


def map_of_models() -> dict[str, set[str]]:
    about = [*personal_models(), AccessRecord, Tombstone, Session]
    known = {
        model._meta.label: {field.name for field in model._meta.concrete_fields if not field.primary_key}
        for model in about
    }
    others = {model._meta.label: {field.name for field in acts(model)} for model in apps.get_models()}
    named = {"profiles.StudentGroup": {"coordinator"}}
    return {label: fields for label, fields in (others | named).items() if fields} | known


def test_the_map_names_every_field_about_a_person():
    assert {label: set(fields) for label, fields in map_of_page().items()} == map_of_models()


def test_the_map_names_each_field_once():
    assert {label: fields for label, fields in map_of_page().items() if len(set(fields)) < len(fields)} == {}


def test_every_row_has_a_purpose_a_basis_and_a_period():
    for _label, _fields, purpose, basis, until in ROW.findall(PAGE):
        assert (bool(purpose.strip()), bool(until.strip())) == (True, True)
        assert set(basis.strip().split(", ")) <= BASES


def test_the_periods_are_those_that_hold():
    months = {name: number for name, (number, _unit) in settings.RETENTION.items()}
    assert f"hidden after {months['hidden']} months" in PAGE
    assert f"warned after {months['warned']}, erased after {months['erased']}" in PAGE
    assert PAGE.count(f"{months['invitation']} days after it ended") == 2
    assert months["invitation"] == months["token"]
    for label, period in (
        ("profiles.AccessRecord", f"{months['access']} months"),
        ("profiles.Notification", f"{months['outbox']} days"),
        ("sessions.Session", f"{settings.SESSION_COOKIE_AGE // 86_400} days"),
        ("placements.Application", f"{months['declined']} days after the vacancy"),
        ("placements.Report", f"{months['report']} months after it was closed"),
        ("profiles.Guardianship", f"{months['erased']} months after it ended"),
    ):
        assert [until for name, _f, _p, _b, until in ROW.findall(PAGE) if name == label and period in until]
    assert f"at most {ApiToken.LONGEST.days} days" in PAGE
