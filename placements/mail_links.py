"""Links by which somebody answers from a mail: signed, and bound to a person, an application and a step."""

from dataclasses import dataclass

from django.core import signing

from placements.models import Application
from profiles import mailing
from profiles.models import User

SALT = "placements.mail_links"


class LinkUnknown(Exception):
    """We never gave this link."""


@dataclass(frozen=True, slots=True)
class Bound:
    """To what a link is bound: two public ids, and the number of the step that asks."""

    application: str
    user: str
    step: int


def link(application: Application, user: User, step: int) -> str:
    """Give the address by which this user answers this step; it ends with the step, and with its term."""
    return mailing.link("answer-by-mail", token(application, user, step))


def token(application: Application, user: User, step: int) -> str:
    """Give what stands in the address."""
    return signing.dumps([application.uuid.hex, user.uuid.hex, step], salt=SALT)


def read(text: str) -> Bound:
    """Read to what a link is bound. Raises `LinkUnknown`."""
    try:
        return Bound(*signing.loads(text, salt=SALT))
    except signing.BadSignature as error:
        raise LinkUnknown from error
