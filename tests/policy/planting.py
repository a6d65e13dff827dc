"""A canary in every personal field of everybody in the cast: a text found nowhere else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import models
from django.utils import timezone, translation
from django.utils.formats import date_format

from placements.models import Application, Talk
from profiles.models import Consent, Guardianship, PersonKey, Student, StudentWords, User
from profiles.policy import Noun
from tests.canaries import links_to_person, personal_models, plant
from tests.policy.cast import OF_SCHOOL_1, Cast
from tests.policy.thing import thing
from tests.world import SCHOOL_YEAR
from web.account.factor_adapter import FactorAdapter

MEANT = (Consent, StudentWords)
"""Rows whose texts are versions: of what was consented to, of the vocabulary that read somebody's words."""

FURTHER = (Talk,)
"""Models about a person by way of an application."""

OF_ANOTHER = frozenset({"person_key", "about", "subject"})
"""Ids of something else."""

KEPT_SECRET = frozenset({"digest", "password", "key", "secret"})
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BIRTHDAYS = {True: date(2011, 1, 3), False: date(2007, 1, 3)}
LANGUAGES = ("en", "nl")

TOKEN = re.compile(
    r"cnry[0-9a-f]{8}"
    r"|[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|md5\$\w+\$\w+"
    r"|\d{4}-\d\d-\d\d|\d\d?-\d\d?-\d{4}|\d\d? [a-z]+ \d{4}|[a-z]+\.? \d\d?, \d{4}"
    rf"|{SECRET.lower()}"
)
"""What a canary looks like in a text in small letters; of a long text the beginning, lest it is cut short."""


@dataclass(frozen=True, slots=True)
class Canary:
    """What stands in one field of one row, about a person."""

    row: models.Model
    field: str

    def __str__(self) -> str:
        return f"{self.row._meta.label}.{self.field} of {self.row.pk}"


Planted = Mapping[str, Canary]
"""Each canary by what of it is looked for."""


def plant_everywhere(cast: Cast) -> Planted:
    """Fill every personal field of everybody; gives where each text stands."""
    _add_what_lacks(cast)
    _plant_birthdays()
    _plant_passkeys()
    for rows in _by_person(row for row in personal_rows() if not isinstance(row, MEANT)):
        plant(rows)
    _refresh(cast)
    planted: dict[str, Canary] = {SECRET.lower(): Canary(_totp(), "secret")}
    for row in personal_rows():
        for field in row._meta.concrete_fields:
            for token in _tokens(field, field.value_from_object(row)):
                known = planted.setdefault(token, Canary(row, field.name))
                assert person_of(known.row) == person_of(row), f"{token} is not one person's"
    return planted


def _add_what_lacks(cast: Cast) -> None:
    """Add rows of personal models of which the cast has none: what proves who somebody is, and a key."""
    visible = cast.users["adult student, visible"]
    secret = {"secret": FactorAdapter().encrypt(SECRET)}
    Authenticator.objects.create(user=visible, type=Authenticator.Type.TOTP, data=secret)
    SocialAccount.objects.create(user=visible, provider="a", uid="a")
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for student in Student.objects.all():
        PersonKey.objects.get_or_create(student=student, school_year=SCHOOL_YEAR)
    for application in Application.objects.all():
        Talk.objects.create(application=application, at=timezone.now() + timedelta(days=9), place="a")
    late = Guardianship.objects.get(email="late@home.test")
    cast.things[Noun.GUARDIANSHIP]["guardian whose link is old"] = thing(
        late, own={"minor with consent"}, tenant=OF_SCHOOL_1
    )


def personal_rows() -> Iterator[models.Model]:
    """Read every row about somebody."""
    for model in (*personal_models(), *FURTHER):
        yield from model._default_manager.all()


def person_of(row: models.Model) -> Student | User | None:
    """Give whom a row is about: a student rather than the account."""
    row = row.application if isinstance(row, FURTHER) else row
    found = [row] if isinstance(row, Student | User) else _named_by(row)
    person = next(iter(sorted(found, key=lambda each: isinstance(each, User))), None)
    return getattr(person, "student", person) if isinstance(person, User) else person


def _named_by(row: models.Model) -> list[models.Model]:
    fields = links_to_person(type(row))
    return [linked for field in fields if (linked := getattr(row, field.name)) is not None]


def _by_person(rows: Iterable[models.Model]) -> Iterable[list[models.Model]]:
    grouped: dict[object, list[models.Model]] = {}
    for row in rows:
        grouped.setdefault(person_of(row) or row, []).append(row)
    return grouped.values()


def _plant_birthdays() -> None:
    number = count()
    for student in Student.objects.exclude(birth_date=None):
        first = BIRTHDAYS[student.birth_date.year == BIRTHDAYS[True].year]
        Student.objects.filter(pk=student.pk).update(birth_date=first + timedelta(days=next(number)))


def _plant_passkeys() -> None:
    for number, passkey in enumerate(Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)):
        data = passkey.data | {"name": f"cnry{number:08x}"}
        Authenticator.objects.filter(pk=passkey.pk).update(data=data)


def _totp() -> Authenticator:
    return Authenticator.objects.get(type=Authenticator.Type.TOTP)


def _refresh(cast: Cast) -> None:
    """Read the people anew that the cast holds on to."""
    known = [getattr(cast.world, name) for name in cast.world.__dataclass_fields__]
    for row in (*cast.users.values(), *known, cast.world.sanne.user):
        row.refresh_from_db()


def _tokens(field: models.Field, value: object) -> Iterator[str]:
    """Give what to look for of the content of a field."""
    if field.name == "birth_date" and isinstance(value, date):
        yield from _written(value)
    elif isinstance(field, models.UUIDField) and value and field.name not in OF_ANOTHER:
        yield from (str(value), value.hex)
    elif field.name == "data":
        yield from TOKEN.findall(str(value.get("name", "")))
    elif field.name in KEPT_SECRET and value:
        yield from TOKEN.findall(str(value).lower())
    elif isinstance(value, str) and value.startswith("cnry"):
        yield value[:12]


def _written(day: date) -> Iterator[str]:
    """Write a day in every way that a page or a file might."""
    yield day.isoformat()
    yield from {day.strftime("%d-%m-%Y"), f"{day.day}-{day.month}-{day.year}"}
    for language in LANGUAGES:
        with translation.override(language):
            yield from {date_format(day, style).lower() for style in ("j F Y", "N j, Y", "j N Y", "j M Y")}
