"""Everything that stands about a person, table by table, found by walking the models: none is missed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from profiles.models import AccessRecord, Block, Company, Guardianship, School, Student, User

EXCEPTIONS: Mapping[str, str] = {
    "profiles.User.password": "a secret, kept as a digest only",
    "profiles.ApiToken.digest": "a secret, kept as a digest only",
    "profiles.Invitation.digest": "a secret, kept as a digest only",
    "profiles.Guardianship.digest": "a secret, kept as a digest only",
    "mfa.Authenticator.data": "the secret of a second factor: who reads it can sign in",
    "profiles.PersonKey.key": "a random number that keeps counts apart; nothing can be looked up by it",
    "profiles.ProfileView.person_key": "the same random number",
    "placements.Placement.person_key": "the same random number",
    "placements.Contact.person_key": "the same random number",
    "placements.Encounter.person_key": "the same random number",
    "vacancies.Registration.person_key": "the same random number",
    "profiles.Notification.key": "a number that keeps a thing from being told twice",
    "profiles.AccessRecord.actor": "somebody else: the organisation is told instead",
    "profiles.AccessRecord.subject": "oneself, or somebody else in what one did oneself",
    "profiles.AccessRecord.object": "what somebody asked for in vain",
    "placements.Report.quoted": "what somebody else wrote",
    "placements.Report.note": "what who handled it noted, about others too",
}
"""What is not handed out, and why."""

LEFT_OUT: Mapping[str, str] = {
    "socialaccount.SocialToken": "a secret of the identity provider",
    "account.EmailConfirmation": "not used: addresses are proved by a code",
}
"""What hangs on a row about somebody and is not handed out."""

NOT_TABLES: Mapping[str, str] = {
    "profiles.StudentGroup": "a class, which names who looks after it",
}
NOT_TOLD: Mapping[str, str] = {
    "placements.Report.student": "what somebody else reported: whom it is about is not told who did",
    "placements.Report.applicant": "what somebody else reported; one's own is found by who reported",
}
"""By which field a row about somebody is not handed out to that person, and why."""

PEOPLE = (Student, User)
OF_ONE_SIDE = (Block, Guardianship)
"""Of these one is handed what one reads on the pages, too."""


@dataclass(frozen=True, slots=True)
class OwnTable:
    """The rows about one person in one table, as texts; ``name`` is that of the model."""

    name: str
    header: tuple[str, ...]
    rows: list[list[str]]


def own_tables(student: Student | None, user: User | None, *, by: User) -> Iterator[OwnTable]:
    """Read everything about a student and the account, for the one who asks: a table per model.

    A guardian does not read the address of another guardian, and nobody which company blocked the student.
    """
    people = [each for each in (student, user) if each is not None]
    for person in people:
        model = person.__class__  # a request holds its user in a proxy of another type
        yield _table(model, model._default_manager.filter(pk=person.pk))
    for model, fields in _models_about(people):
        about = Q()
        for field, person in fields:
            about |= Q(**{field.name: person})
        rows = model._default_manager.filter(about).order_by("pk")
        yield _table(model, rows.visible_to(by) if model in OF_ONE_SIDE else rows)
    for model, paths in _models_beyond(people):
        about = Q()
        for path, person in paths:
            about |= Q(**{path: person})
        yield _table(model, model._default_manager.filter(about).order_by("pk"))
    asked = Q(actor__in=[user.uuid] if user else []) | Q(subject__in=[student.uuid] if student else [])
    yield _accesses(AccessRecord.objects.filter(asked).order_by("pk"))


def handed_out(model: type[models.Model]) -> list[models.Field]:
    """List the fields of a table that are handed out: not keys, other people, nor the exceptions."""
    return [field for field in model._meta.concrete_fields if withheld_because(field) == ""]


def withheld_because(field: models.Field) -> str:
    """Say why a field is not handed out; empty when it is."""
    if field.primary_key:
        return "a number that means nothing outside the database"
    if field.related_model in PEOPLE:
        return "somebody else" if field.remote_field.hidden else "oneself"
    return EXCEPTIONS.get(f"{field.model._meta.label}.{field.name}", "")


def _models_about(people: Sequence[Student | User]) -> list[tuple[type[models.Model], list]]:
    """List the models whose rows name one of these people, with the fields that do."""
    found: dict[type[models.Model], list] = {}
    for person in people:
        for relation in person._meta.related_objects:
            model = relation.related_model
            if model not in PEOPLE and model._meta.label not in NOT_TABLES and is_told(relation.field):
                found.setdefault(model, []).append((relation.field, person))
    return list(found.items())


def is_told(field: models.Field) -> bool:
    """Tell whether rows that name somebody by this field are handed out to that person."""
    return f"{field.model._meta.label}.{field.name}" not in NOT_TOLD


def _models_beyond(people: Sequence[Student | User]) -> list[tuple[type[models.Model], list]]:
    """List the models whose rows hang on rows about these people, with the ways there."""
    about = dict(_models_about(people))
    found: dict[type[models.Model], list] = {}
    for model, fields in about.items():
        for relation in model._meta.related_objects:
            beyond = relation.related_model
            if hangs_on(relation) and beyond not in about and beyond._meta.label not in LEFT_OUT:
                ways = [(f"{relation.field.name}__{field.name}", person) for field, person in fields]
                found.setdefault(beyond, []).extend(ways)
    return list(found.items())


def hangs_on(relation: models.ForeignObjectRel) -> bool:
    """Tell whether a row goes with the one it points to."""
    return relation.on_delete is models.CASCADE


def _table(model: type[models.Model], rows: models.QuerySet) -> OwnTable:
    fields = handed_out(model)
    related = [field.name for field in fields if field.is_relation]
    read = rows.select_related(*related) if related else rows
    texts = [[_text(getattr(row, field.name)) for field in fields] for row in read.iterator()]
    return OwnTable(model.__name__, tuple(field.name for field in fields), texts)


def _accesses(records: models.QuerySet[AccessRecord]) -> OwnTable:
    """Tell who asked by the name of the organisation."""
    table = _table(AccessRecord, records)
    place = table.header.index("organisation")
    named = {row[place] for row in table.rows} - {""}
    names = {
        str(uuid): name
        for model in (School, Company)
        for uuid, name in model.objects.filter(uuid__in=named).values_list("uuid", "name")
    }
    for row in table.rows:
        row[place] = names.get(row[place], "")
    return table


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
